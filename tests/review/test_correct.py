"""*Verbeter* and *trek in*: by who wrote it down, with a reason, and nothing is lost."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.people.models import AuditEvent, IndependenceLevel
from app.review.models import Observation, Source
from tests.cast import ids
from tests.review.story import (
    change,
    form,
    level,
    log,
    meet_rule,
    observations,
    observe,
    reviews,
    seen,
    sign_off,
    standing,
    work_process,
)
from tests.world import World

CODE = "B1-K1-W2"
TOGETHER, HELP, SELF = IndependenceLevel


def _send(world: World, which: UUID, who: UUID = ids.anouk, **fields: Any) -> TestResponse:
    filled = {"correction_id": str(uuid4()), "level": "2", "reason": "Verkeerd getikt"}
    return world.as_(who).post(f"/students/{ids.sam}/observations/{which}", data=filled | fields)


def _evidence(world: World, who: UUID = ids.anouk) -> str:
    return world.as_(who).get(f"/students/{ids.sam}/sign-off/{work_process(world, CODE)}").get_data(as_text=True)


def test_takes_the_place_of_what_was_wrong(world: World) -> None:
    made = observe(world, CODE, days_ago=2)
    assert f"/students/{ids.sam}/observations/{made}" in _evidence(world)
    answer = _send(world, made)
    assert answer.status_code == 303
    assert answer.location == f"/students/{ids.sam}/sign-off/{work_process(world, CODE)}?done=corrected"
    old, new = observations(world)
    assert (old.id, old.level) == (made, SELF)
    assert (new.replaces_id, new.level, new.reason, new.recorded_by_id) == (made, HELP, "Verkeerd getikt", ids.anouk)
    for name in ("student_id", "work_process_id", "placement_id", "observer_id", "source", "observed_on", "note"):
        assert getattr(new, name) == getattr(old, name)
    page = _evidence(world)
    assert "Verbeterd: Verkeerd getikt" in page
    assert "1 waarneming," in page
    with world.session() as session:
        (event,) = session.exec(select(AuditEvent).where(AuditEvent.action == "observation-corrected"))
    assert event.details == {"withdrawn": False}


def test_withdrawn_it_counts_no_more(world: World) -> None:
    made = observe(world, CODE)
    assert _send(world, made, level="withdraw").location.endswith("?done=withdrawn")
    assert standing(world) == []
    assert len(observations(world)) == 2
    assert "Nog niets." in _evidence(world)


def test_what_was_said_in_a_talk_keeps_who_said_it(world: World) -> None:
    today = local_day(clock.now(), "Europe/Amsterdam").isoformat()
    said = {"talk_id": str(uuid4()), "contact": str(ids.joost), "held_on": today, "agreed": ""}
    world.as_(ids.anouk).post(f"/students/{ids.sam}/talk", data=said | {f"company-{work_process(world, CODE)}": "3"})
    (spoken,) = observations(world)
    assert _send(world, spoken.id).status_code == 303
    (left,) = standing(world)
    assert (left.contact_id, left.observer_id, left.talk_id, left.level) == (
        ids.joost,
        None,
        UUID(said["talk_id"]),
        HELP,
    )


def test_what_a_log_showed(world: World) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry, **level(world, CODE))
    (judged,) = observations(world)
    assert _send(world, judged.id, level="1").status_code == 303
    (left,) = standing(world)
    assert (left.entry_id, left.review_id, left.level) == (entry, judged.review_id, TOGETHER)


@pytest.mark.parametrize(("corrected", "back_to"), [("1", [TOGETHER]), ("withdraw", [])])
def test_undoing_a_second_answer_brings_back_the_first_as_it_was_corrected(
    world: World, corrected: str, back_to: list[IndependenceLevel]
) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry, **level(world, CODE))
    (judged,) = observations(world)
    with clock.shifted(timedelta(minutes=2)):
        _send(world, judged.id, level=corrected)
    with clock.shifted(timedelta(minutes=3)):
        change(world, entry, "Nog iets")
        browser = world.as_(ids.anouk)
        fields = form(browser, entry)
        browser.post(f"/review/{entry}", data=fields | {"verdict": "seen"} | level(world, CODE, 2))
        assert [one.level for one in standing(world)] == [HELP]
        newest = reviews(world)[-1].id
        browser.post(f"/review/{entry}/undo", data={"review_id": str(newest)})
    assert [one.level for one in standing(world)] == back_to


def test_what_a_company_answered_stays_as_it_said_it(world: World) -> None:
    answered = observe(world, CODE, contact=ids.joost)
    assert _send(world, answered).status_code == 404
    assert f"/observations/{answered}" not in _evidence(world)


@pytest.mark.parametrize(("who", "code"), [(ids.karin, 404), (ids.bram, 404), (ids.otto, 404), (ids.sam, 403)])
def test_only_by_who_wrote_it_down(world: World, who: UUID, code: int) -> None:
    made = observe(world, CODE)
    assert _send(world, made, who).status_code == code
    assert world.as_(who).get(f"/students/{ids.sam}/observations/{made}").status_code == code
    assert len(observations(world)) == 1


def test_another_student_s_is_not_there(world: World) -> None:
    made = observe(world, CODE)
    assert world.as_(ids.anouk).get(f"/students/{ids.noor}/observations/{made}").status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": " "}, "Schrijf waarom je dit verandert"),
        ({"reason": "x" * 201}, "1 tekens te lang"),
        ({"level": ""}, "Kies hoe het ging"),
        ({"level": "3"}, "Dit is hoe het al stond"),
    ],
)
def test_says_what_is_missing(world: World, fields: dict[str, Any], said: str) -> None:
    answer = _send(world, observe(world, CODE), **fields)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert len(observations(world)) == 1


@pytest.mark.parametrize("wrong", [{"correction_id": ""}, {"level": "x"}, {"level": "4"}])
def test_what_no_page_of_ours_sends(world: World, wrong: dict[str, Any]) -> None:
    assert _send(world, observe(world, CODE), **wrong).status_code == 400


def test_twice_is_once_and_an_old_one_is_told(world: World) -> None:
    made, key = observe(world, CODE), str(uuid4())
    assert [_send(world, made, correction_id=key).status_code for _ in range(2)] == [303, 303]
    late = _send(world, made)
    assert late.status_code == 409
    assert "al verbeterd of ingetrokken" in late.get_data(as_text=True)
    assert _send(world, observe(world, CODE), correction_id=key).status_code == 409
    assert len(observations(world)) == 3


def test_not_while_a_sign_off_rests_on_it(world: World) -> None:
    meet_rule(world, CODE)
    sign_off(world, CODE)
    with world.session() as session:
        mine = session.exec(select(Observation.id).where(Observation.source == Source.FLOOR)).first()
    assert mine
    refused = _send(world, mine)
    assert refused.status_code == 409
    assert "Trek eerst het aftekenen in" in refused.get_data(as_text=True)
    address = f"/students/{ids.sam}/sign-off/{work_process(world, CODE)}/withdraw"
    world.as_(ids.anouk).post(address, data={"reason": "Toch niet"})
    assert _send(world, mine).status_code == 303
