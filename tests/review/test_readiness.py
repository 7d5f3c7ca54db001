"""The school's rule for *ready to sign off*, counted."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.people.models import IndependenceLevel
from app.review.readiness import Rule, Seen, readiness

RULE = Rule(observations=3, days=2, people=2, company_people=1)
STAFF, COLLEAGUE, CONTACT = uuid4(), uuid4(), uuid4()
MONDAY = date(2026, 11, 2)
SELF, HELP = IndependenceLevel.SELF, IndependenceLevel.LITTLE_HELP


def _staff(day: int, level: IndependenceLevel = SELF, who: UUID = STAFF) -> Seen:
    return Seen(level, MONDAY + timedelta(days=day), who, None)


def _company(day: int, level: IndependenceLevel = SELF) -> Seen:
    return Seen(level, MONDAY + timedelta(days=day), None, CONTACT)


@pytest.mark.parametrize(
    ("name", "seen", "met", "fill"),
    [
        ("nothing seen", [], False, 0),
        ("one with help only", [_staff(0, HELP)], False, 1),
        ("one alone", [_staff(0)], False, 1),
        ("two alone", [_staff(0), _company(1)], False, 2),
        ("all of it", [_staff(0), _staff(1), _company(1)], True, 3),
        ("too few observations", [_staff(0), _company(1), _staff(1, HELP)], False, 2),
        ("all on one day", [_staff(0), _staff(0), _company(0)], False, 2),
        ("by one person, of the company", [_company(0), _company(1), _company(2)], False, 2),
        ("by two people of the school", [_staff(0), _staff(1), _staff(1, who=COLLEAGUE)], False, 2),
        ("the company saw it with help", [_staff(0), _staff(1), _staff(2), _company(1, HELP)], False, 2),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rule(name: str, seen: list[Seen], met: bool, fill: int) -> None:
    counted = readiness(RULE, seen)
    assert (counted.met, counted.fill) == (met, fill), name
    assert counted.seen == len(seen)


def test_says_what_is_there_and_what_is_missing() -> None:
    counted = readiness(RULE, [_staff(0), _staff(0, HELP), _staff(0)])
    assert (counted.observations.have, counted.observations.missing) == (2, 1)
    assert (counted.days.have, counted.days.missing) == (1, 1)
    assert (counted.people.have, counted.people.missing) == (1, 1)
    assert (counted.company_people.have, counted.company_people.missing) == (0, 1)


def test_a_school_can_ask_for_less() -> None:
    assert readiness(Rule(1, 1, 1, 0), [_staff(0)]).met
