"""*Aftekenen*, and taking it back."""

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import select

from app.people.models import AuditEvent, IndependenceLevel, School
from app.review.models import SignOff, SignOffEvidence
from tests.cast import ids
from tests.review.story import level, log, meet_rule, observe, seen, sign_off, work_process
from tests.world import World

CODE = "B1-K1-W2"


def _page(world: World, who: UUID = ids.anouk) -> str:
    answer = world.as_(who).get(f"/students/{ids.sam}/sign-off/{work_process(world, CODE)}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def _signed(world: World) -> list[SignOff]:
    with world.session() as session:
        return list(session.exec(select(SignOff).order_by(sa.text("signed_at"))))


def test_rests_on_the_observations_that_count(world: World) -> None:
    observe(world, CODE, value=IndependenceLevel.LITTLE_HELP)
    meet_rule(world, CODE)
    assert 'name="reason"' not in _page(world)
    answer = sign_off(world, CODE)
    assert (answer.status_code, answer.location) == (303, f"/students/{ids.sam}?done=signed")
    (made,) = _signed(world)
    assert (made.student_id, made.supervisor_id, made.override_reason) == (ids.sam, ids.anouk, "")
    with world.session() as session:
        assert len(session.exec(select(SignOffEvidence)).all()) == 3
    assert "Afgetekend door Anouk" in _page(world)
    page = world.as_(ids.anouk).get(answer.location).get_data(as_text=True)
    assert "plank-mark lit" in page
    assert "1 van 4 afgetekend" in page


def test_before_the_rule_is_met_it_takes_a_reason(world: World) -> None:
    observe(world, CODE)
    page = _page(world)
    assert "De regel is nog niet gehaald" in page
    assert "1 van 3</strong>" in page
    refused = sign_off(world, CODE, "  ")
    assert refused.status_code == 422
    assert "Schrijf waarom je nu al aftekent" in refused.get_data(as_text=True)
    assert _signed(world) == []
    assert sign_off(world, CODE, "Joost belde erover").status_code == 303
    assert _signed(world)[0].override_reason == "Joost belde erover"
    with world.session() as session:
        (event,) = session.exec(select(AuditEvent).where(AuditEvent.action == "signed-off"))
    assert event.details == {"rule_met": False}


def test_a_reason_has_an_end(world: World) -> None:
    assert sign_off(world, CODE, "x" * 201).status_code == 422
    assert _signed(world) == []


def test_the_numbers_are_the_school_s_own(world: World) -> None:
    with world.session() as session:
        school = session.get_one(School, ids.brug)
        school.ready_observations, school.ready_days, school.ready_people, school.ready_company_people = 1, 1, 1, 0
    observe(world, CODE)
    assert sign_off(world, CODE).status_code == 303


def test_answering_a_log_never_signs_off(world: World) -> None:
    for _ in range(4):
        seen(world, ids.anouk, log(world), **level(world, CODE))
    assert _signed(world) == []


def test_the_same_form_twice_signs_once_and_another_is_told(world: World) -> None:
    meet_rule(world, CODE)
    key = str(uuid4())
    assert [sign_off(world, CODE, sign_off_id=key).status_code for _ in range(2)] == [303, 303]
    told = sign_off(world, CODE)
    assert told.status_code == 409
    assert "al afgetekend" in told.get_data(as_text=True)
    assert len(_signed(world)) == 1


def _withdraw(world: World, reason: str, who: UUID = ids.anouk) -> int:
    address = f"/students/{ids.sam}/sign-off/{work_process(world, CODE)}/withdraw"
    return world.as_(who).post(address, data={"reason": reason}).status_code


def test_taking_it_back_needs_a_reason_and_keeps_both(world: World) -> None:
    meet_rule(world, CODE)
    sign_off(world, CODE)
    assert _withdraw(world, " ") == 422
    assert _withdraw(world, "Verkeerde leerling") == 303
    first, second = _signed(world)
    assert (second.replaces_id, second.withdrawn, second.reason) == (first.id, True, "Verkeerde leerling")
    assert "Aftekenen</span>" in _page(world)
    assert _withdraw(world, "Nog een keer") == 409
    assert sign_off(world, CODE).status_code == 303
    assert "Afgetekend door Anouk" in _page(world)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (ids.karin, 403),
        (ids.petra, 403),
        (ids.sam, 403),
        (ids.bram, 404),
        (ids.otto, 404),
        (ids.anouk_kompas, 404),
    ],
)
def test_only_by_the_student_s_own_supervisor(world: World, who: UUID, code: int) -> None:
    meet_rule(world, CODE)
    assert sign_off(world, CODE, who=who).status_code == code
    assert _signed(world) == []
    sign_off(world, CODE)
    assert _withdraw(world, "Zomaar", who) == code
    assert len(_signed(world)) == 1


def test_a_coordinator_looks(world: World) -> None:
    meet_rule(world, CODE)
    page = _page(world, ids.karin)
    assert "Joost (bedrijf)" in page
    assert "Aftekenen doet de begeleider" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_an_unknown_work_process(world: World) -> None:
    answer = world.as_(ids.anouk).get(f"/students/{ids.sam}/sign-off/{uuid4()}")
    assert answer.status_code == 404


@pytest.mark.parametrize("table", ["observation", "sign_off"])
def test_the_database_refuses_to_change_what_was_recorded(world: World, table: str) -> None:
    meet_rule(world, CODE)
    sign_off(world, CODE)
    with pytest.raises(sa.exc.DBAPIError), world.session() as session:
        session.execute(sa.text(f"UPDATE {table} SET reason = 'anders'"))  # noqa: S608


def test_an_id_that_signed_something_else_is_told(world: World) -> None:
    key = str(uuid4())
    assert sign_off(world, CODE, "Joost belde", sign_off_id=key).status_code == 303
    data = {"sign_off_id": key, "reason": "Ook Noor"}
    told = world.as_(ids.anouk).post(f"/students/{ids.noor}/sign-off/{work_process(world, CODE)}", data=data)
    assert told.status_code == 409
    assert "al eens gebruikt" in told.get_data(as_text=True)
    assert len(_signed(world)) == 1


def test_an_old_form_does_not_say_signed_after_it_was_taken_back(world: World) -> None:
    meet_rule(world, CODE)
    key = str(uuid4())
    sign_off(world, CODE, sign_off_id=key)
    _withdraw(world, "Verkeerde leerling")
    assert sign_off(world, CODE, sign_off_id=key).status_code == 409
    assert len(_signed(world)) == 2
    assert sign_off(world, CODE).status_code == 303
