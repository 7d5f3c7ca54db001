"""A minute to take an answer back."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.logbook.models import EntryStatus
from app.people.models import Caseload, IndependenceLevel, School
from app.review.models import Verdict
from app.review.queries import planks, replies
from app.review.queries import standing as evidence_of
from tests.cast import ids
from tests.logbook.phone import saved
from tests.review.story import (
    change,
    form,
    level,
    log,
    observations,
    reviews,
    seen,
    sign_off,
    standing,
    status,
    work_process,
)
from tests.world import World

MINUTE = timedelta(seconds=60)


def _undo(world: World, entry: UUID, who: UUID = ids.anouk, which: int = -1) -> TestResponse:
    return world.as_(who).post(f"/review/{entry}/undo", data={"review_id": str(reviews(world)[which].id)})


def _ask(world: World, entry: UUID) -> None:
    browser = world.as_(ids.anouk)
    browser.post(f"/review/{entry}", data=form(browser, entry) | {"verdict": "question", "reply": "Hoe?"})


def test_within_the_minute_it_is_as_if_it_never_was(world: World) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry, reply="Goed", **level(world, "B1-K1-W2"))
    with clock.shifted(timedelta(seconds=50)):
        answer = _undo(world, entry)
    assert answer.status_code == 303
    assert answer.location == f"/review/{entry}?undone=1"
    assert status(world, entry) is EntryStatus.NEW
    assert reviews(world)[0].undone_at is not None
    old, withdrawal = observations(world)
    assert (withdrawal.replaces_id, withdrawal.level, withdrawal.recorded_by_id) == (old.id, None, ids.anouk)
    assert withdrawal.reason
    actor, today = world.actor(ids.sam), local_day(clock.now(), "Europe/Amsterdam")
    with world.session() as session:
        assert {plank.state for plank in planks(session, actor, ids.sam, today)} == {"open"}
    page = world.as_(ids.anouk).get(answer.location).get_data(as_text=True)
    assert "Ongedaan gemaakt" in page
    assert 'id="answer"' in page


def test_a_form_from_before_an_answer_that_was_undone_is_too_late(world: World) -> None:
    """A request can be long under way: what was once refused must not be taken when the other answer is gone."""
    entry, browser = log(world), world.as_(ids.anouk)
    late = form(browser, entry) | {"verdict": "seen", "reply": "Te laat"}
    seen(world, ids.anouk, entry)
    assert [browser.post(f"/review/{entry}", data=late).status_code, _undo(world, entry).status_code] == [409, 303]
    assert browser.post(f"/review/{entry}", data=late).status_code == 409
    assert (status(world, entry), len(reviews(world))) == (EntryStatus.NEW, 1)
    assert seen(world, ids.anouk, entry).status_code == 303


def test_after_the_minute_it_stays(world: World) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry, **level(world, "B1-K1-W2"))
    with clock.shifted(timedelta(seconds=61)):
        answer = _undo(world, entry)
    assert answer.status_code == 409
    assert "De minuut is voorbij" in answer.get_data(as_text=True)
    assert (status(world, entry), len(observations(world))) == (EntryStatus.SEEN, 1)


def test_twice_is_once(world: World) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry, **level(world, "B1-K1-W2"))
    assert [_undo(world, entry).status_code for _ in range(2)] == [303, 303]
    assert len(observations(world)) == 2


def test_then_it_can_be_answered_again_but_not_with_the_old_form(world: World) -> None:
    entry = log(world)
    browser = world.as_(ids.anouk)
    filled = form(browser, entry) | {"verdict": "seen"}
    browser.post(f"/review/{entry}", data=filled)
    _undo(world, entry)
    assert browser.post(f"/review/{entry}", data=filled).status_code == 409
    assert seen(world, ids.anouk, entry).status_code == 303
    assert status(world, entry) is EntryStatus.SEEN


def test_the_question_before_it_still_waits(world: World) -> None:
    entry = log(world)
    _ask(world, entry)
    seen(world, ids.anouk, entry)
    _undo(world, entry)
    assert status(world, entry) is EntryStatus.QUESTION


def test_a_question_can_be_taken_back(world: World) -> None:
    entry = log(world)
    _ask(world, entry)
    assert _undo(world, entry).status_code == 303
    assert status(world, entry) is EntryStatus.NEW


def test_new_when_the_student_changed_it_after_the_question(world: World) -> None:
    entry = log(world)
    _ask(world, entry)
    change(world, entry, "Met de natte doek")
    seen(world, ids.anouk, entry)
    _undo(world, entry)
    assert status(world, entry) is EntryStatus.NEW


def test_not_what_was_answered_over(world: World) -> None:
    entry = log(world)
    _ask(world, entry)
    seen(world, ids.anouk, entry)
    assert _undo(world, entry, which=0).status_code == 409
    assert status(world, entry) is EntryStatus.SEEN


@pytest.mark.parametrize(("who", "code"), [(ids.karin, 404), (ids.bram, 404), (ids.otto, 404), (ids.sam, 403)])
def test_only_one_s_own(world: World, who: UUID, code: int) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry)
    assert _undo(world, entry, who).status_code == code
    assert status(world, entry) is EntryStatus.SEEN


def test_the_notice_is_for_who_answered_and_for_a_minute(world: World) -> None:
    entry = log(world)
    log(world, "noor")
    place = seen(world, ids.anouk, entry).location
    mine = world.as_(ids.anouk)
    assert "Ongedaan maken" in mine.get(place).get_data(as_text=True)
    assert "Ongedaan maken" not in world.as_(ids.karin).get(place).get_data(as_text=True)
    with clock.shifted(MINUTE):
        assert "Ongedaan maken" not in mine.get(place).get_data(as_text=True)


def test_the_student_sees_the_reply_after_the_minute(world: World) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry, reply="Goed", **level(world, "B1-K1-W2"))
    now, sam = clock.now(), world.actor(ids.sam)
    today = local_day(now, "Europe/Amsterdam")
    with world.session() as session:
        assert replies(session, sam, [entry], now) == {}
        assert {plank.state for plank in planks(session, sam, ids.sam, today, now=now)} == {"open"}
        later = now + MINUTE
        reply = replies(session, sam, [entry], later)[entry]
        assert "some" in {plank.state for plank in planks(session, sam, ids.sam, today, now=later)}
    assert (reply.reviewer.first_name, reply.verdict, reply.text) == ("Anouk", Verdict.SEEN, "Goed")


def test_what_was_judged_before_stands_for_the_student_until_the_minute_is_over(world: World) -> None:
    entry = saved(world)
    seen(world, ids.anouk, entry, reply="Goed", **level(world, "B1-K1-W2", 1))
    world.as_(ids.sam).post(f"/log/{entry}/more", data={"mood": "3", "words": "Ook de gang"})
    process = work_process(world, "B1-K1-W2")

    def shown(after: timedelta = timedelta()) -> list[IndependenceLevel]:
        now, sam = clock.now() + after, world.actor(ids.sam)
        with world.session() as session:
            found = evidence_of(session, sam, local_day(now, "Europe/Amsterdam"), ids.sam, now)[ids.sam]
        return [one.level for one in found.get(process, [])]

    with clock.shifted(timedelta(minutes=2)):
        assert shown() == [IndependenceLevel.TOGETHER]
        seen(world, ids.karin, entry, **level(world, "B1-K1-W2", 3))
        assert shown() == [IndependenceLevel.TOGETHER], "within the minute: as before"
        assert shown(MINUTE) == [IndependenceLevel.SELF]
        _undo(world, entry, ids.karin)
        assert shown() == shown(MINUTE) == [IndependenceLevel.TOGETHER]


@pytest.mark.parametrize("who", [ids.noor, ids.bram, ids.otto, ids.youssef])
def test_replies_are_not_for_others(world: World, who: UUID) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry, reply="Goed")
    actor = world.actor(who)
    with world.session() as session:
        assert replies(session, actor, [entry], clock.now() + MINUTE) == {}


def test_an_undone_reply_never_shows_and_the_newest_does(world: World) -> None:
    entry = log(world)
    _ask(world, entry)
    with clock.shifted(timedelta(minutes=2)):
        seen(world, ids.anouk, entry, reply="Fout")
        _undo(world, entry)
    actor = world.actor(ids.sam)
    with world.session() as session:
        assert replies(session, actor, [entry], clock.now() + timedelta(hours=1))[entry].text == "Hoe?"
    with clock.shifted(timedelta(minutes=3)):
        seen(world, ids.anouk, entry, reply="Goed")
    with world.session() as session:
        assert replies(session, actor, [entry], clock.now() + timedelta(hours=1))[entry].text == "Goed"


def test_not_once_the_student_is_somebody_else_s(world: World) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry)
    with world.session() as session:
        row = session.exec(select(Caseload).where(Caseload.student_id == ids.sam)).one()
        row.ends_on = local_day(clock.now(), "Europe/Amsterdam") - timedelta(days=1)
    assert _undo(world, entry).status_code == 404
    assert status(world, entry) is EntryStatus.SEEN


def test_not_what_was_signed_on(world: World) -> None:
    with world.session() as session:
        school = session.get_one(School, ids.brug)
        school.ready_observations, school.ready_days, school.ready_people, school.ready_company_people = 1, 1, 1, 0
    entry = log(world)
    seen(world, ids.anouk, entry, **level(world, "B1-K1-W2"))
    assert sign_off(world, "B1-K1-W2").status_code == 303
    told = _undo(world, entry)
    assert told.status_code == 409
    assert "Op dit antwoord is al afgetekend" in told.get_data(as_text=True)
    assert (status(world, entry), len(observations(world))) == (EntryStatus.SEEN, 1)
    address = f"/students/{ids.sam}/sign-off/{work_process(world, 'B1-K1-W2')}/withdraw"
    assert world.as_(ids.anouk).post(address, data={"reason": "Vergissing"}).status_code == 303
    assert _undo(world, entry).status_code == 303


def test_the_judgement_before_it_stands_again_until_that_is_undone_too(world: World) -> None:
    entry = saved(world)
    seen(world, ids.anouk, entry, **level(world, "B1-K1-W2", 2))
    world.as_(ids.sam).post(f"/log/{entry}/more", data={"mood": "3", "words": "Ook de gang"})
    seen(world, ids.karin, entry, **level(world, "B1-K1-W2", 3), **level(world, "B1-K1-W3", 1))
    first = reviews(world)[0]
    assert _undo(world, entry, ids.karin).status_code == 303
    (left,) = standing(world)
    assert (left.level, left.observer_id, left.review_id) == (IndependenceLevel.LITTLE_HELP, ids.anouk, first.id)
    assert (left.recorded_by_id, left.work_process_id) == (ids.karin, work_process(world, "B1-K1-W2"))
    assert _undo(world, entry, which=0).status_code == 303
    assert standing(world) == []
    assert seen(world, ids.anouk, entry, **level(world, "B1-K1-W2", 1)).status_code == 303
    assert [one.level for one in standing(world)] == [IndependenceLevel.TOGETHER]
