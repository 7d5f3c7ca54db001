"""*Afspraken van de school*: its rule, and its words for levels."""

import re
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select
from werkzeug.test import TestResponse

from app.people.models import AuditEvent, LevelLabel, School
from tests.cast import ids
from tests.review.story import observe, sign_off, work_process
from tests.world import World

RULE = {"observations": "2", "days": "2", "people": "1", "company_people": "0"}


def _send(world: World, who: UUID = ids.karin, **fields: Any) -> TestResponse:
    return world.as_(who).post("/manage/agreements", data=RULE | fields)


def _labels(world: World) -> dict[tuple[int, str], str]:
    with world.session() as session:
        rows = session.exec(select(LevelLabel).where(LevelLabel.school_id == ids.brug))
        return {(int(row.level), row.language): row.label for row in rows}


def _rule(world: World, school: UUID = ids.brug) -> tuple[int, ...]:
    with world.session() as session:
        kept = session.get_one(School, school)
        return (kept.ready_observations, kept.ready_days, kept.ready_people, kept.ready_company_people)


def test_the_rule_counts_from_then_on_for_this_school(world: World) -> None:
    observe(world, "B1-K1-W2")
    observe(world, "B1-K1-W2", days_ago=1)
    assert sign_off(world, "B1-K1-W2").status_code == 422
    answer = _send(world)
    assert (answer.status_code, answer.location) == (303, "/manage/agreements?done=saved")
    assert (_rule(world), _rule(world, ids.kompas)) == ((2, 2, 1, 0), (3, 2, 2, 1))
    assert sign_off(world, "B1-K1-W2").status_code == 303
    page = world.as_(ids.petra).get(answer.location).get_data(as_text=True)
    assert "Nu: 2 keer ‘zelf’, op 2 dagen, door 1 persoon." in page
    with world.session() as session:
        (event,) = session.exec(select(AuditEvent).where(AuditEvent.action == "agreements-changed"))
    assert event.details == {"observations": 2, "days": 2, "people": 1, "company_people": 0}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("observations", "0", "Kies een getal van 1 tot en met 10"),
        ("observations", "11", "Kies een getal van 1 tot en met 10"),
        ("observations", "", "Kies een getal van 1 tot en met 10"),
        ("days", "x", "Kies een getal van 1 tot en met 10"),
        ("days", "3", "Meer dagen dan keren kan niet"),
        ("people", "6", "Kies een getal van 1 tot en met 5"),
        ("people", "3", "Meer mensen dan keren kan niet"),
        ("company_people", "-1", "Kies een getal van 0 tot en met 5"),
        ("company_people", "2", "Meer van het bedrijf dan mensen bij elkaar kan niet"),
        ("label-1", "x" * 31, "1 tekens te lang"),
    ],
)
def test_a_rule_that_nobody_could_meet_is_refused(world: World, field: str, value: str, said: str) -> None:
    answer = _send(world, ids.karin, **{field: value})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert f'id="{field}-error"' in page
    assert field == "observations" or 'value="2"' in page
    assert (_rule(world), _labels(world)) == ((3, 2, 2, 1), {})


def test_words_of_its_own_for_levels_show_everywhere_and_can_go_again(world: World) -> None:
    assert _send(world, ids.karin, **{"label-1": " Met  hulp ", "label-3": "Zelfstandig"}).status_code == 303
    assert _labels(world) == {(1, "nl"): "Met hulp", (3, "nl"): "Zelfstandig"}
    observe(world, "B1-K1-W2")
    for path in ("/overview", f"/students/{ids.sam}/sign-off/{work_process(world, 'B1-K1-W2')}"):
        assert "Zelfstandig" in world.as_(ids.anouk).get(path).get_data(as_text=True)
    page = world.as_(ids.karin).get("/manage/agreements").get_data(as_text=True)
    assert re.search(r'name="label-1"[^>]*value="Met hulp"', page)
    assert "Betekent: Ik deed het alleen" in page
    _send(world, ids.karin, **{"label-1": "Samen doen", "label-3": ""})
    assert _labels(world) == {(1, "nl"): "Samen doen"}


def test_two_levels_with_one_name_are_refused(world: World) -> None:
    answer = _send(world, ids.karin, **{"label-1": "Hulp", "label-2": "hulp"})
    assert answer.status_code == 422
    assert "Twee niveaus heten zo" in answer.get_data(as_text=True)


@pytest.mark.parametrize("who", [ids.anouk, ids.sam])
def test_not_by_others(world: World, who: UUID) -> None:
    assert _send(world, who).status_code == 403
    assert world.as_(who).get("/manage/agreements").status_code == 403
    assert "Afspraken van de school" not in world.as_(ids.anouk).get("/manage").get_data(as_text=True)
    assert "Afspraken van de school" in world.as_(ids.karin).get("/manage").get_data(as_text=True)
