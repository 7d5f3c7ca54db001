"""GET /api/changes: what changed for somebody since their phone last asked."""

from datetime import timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from app.base import clock
from app.base.clock import local_day
from app.people.models import Consent, ConsentKind, Student
from app.placements.models import DayPlan, DayPlanTask
from tests.cast import ids
from tests.logbook.phone import rows
from tests.sync.phone import bring, phone
from tests.world import World

STUDENT_PAGES = {"/today", "/work", "/bridge", "/log"}


def seen(world: World, entry_id: UUID, **form: str) -> None:
    answer = world.as_(ids.anouk).post(
        f"/review/{entry_id}",
        data={"review_id": str(uuid4()), "revision": "1", "answers": "0", "verdict": "seen"} | form,
    )
    assert answer.status_code == 303


def test_everything_is_new_at_first_and_nothing_right_after(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    bring(world, sams.entry(entry_id))
    first = sams.changes()
    assert set(first["changed"]) == STUDENT_PAGES
    assert first["entries"] == [
        {"id": str(entry_id), "revision": 1, "status": "new", "seen_by": None, "awaits": []},
    ]
    again = sams.changes(first["cursor"])
    assert (again["changed"], again["entries"], again["cursor"]) == ([], [], first["cursor"])


def test_an_answer_shows_after_its_minute(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    bring(world, sams.entry(entry_id))
    cursor = sams.changes()["cursor"]
    seen(world, entry_id)
    within = sams.changes(cursor)
    assert all(one["status"] == "new" and one["seen_by"] is None for one in within["entries"])
    with clock.shifted(timedelta(minutes=2)):
        (entry,) = sams.changes(within["cursor"])["entries"]
        assert (entry["status"], entry["seen_by"]) == ("seen", "Anouk")
        assert "/work" in sams.changes(within["cursor"])["changed"]


def test_a_question_and_a_log_that_was_taken_back(world: World) -> None:
    sams, asked, back = phone(world, ids.sam), uuid4(), uuid4()
    bring(world, sams.entry(asked))
    bring(world, sams.entry(back))
    cursor = sams.changes()["cursor"]
    seen(world, asked, verdict="question", reply="Wat deed je met de doos?")
    bring(world, sams.entry(back, revision=2, taken_back=True))
    with clock.shifted(timedelta(minutes=2)):
        told = {one["id"]: (one["status"], one["revision"]) for one in sams.changes(cursor)["entries"]}
    assert told == {str(asked): ("question", 1), str(back): ("taken-back", 2)}


def test_a_photo_that_is_not_here_is_named_until_it_is(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    entry, picture = sams.with_photo(entry_id)
    bring(world, entry)
    first = sams.changes()
    (media,) = rows(world, "media")
    assert first["entries"][0]["awaits"] == [str(media.id)]
    bring(world, picture)
    then = sams.changes(first["cursor"])
    assert then["entries"][0]["awaits"] == [] and "/work" in then["changed"]


def test_a_plan_changes_today_and_the_form(world: World) -> None:
    sams = phone(world, ids.sam)
    cursor = sams.changes()["cursor"]
    with world.session() as session:
        today = local_day(clock.now(), "Europe/Amsterdam")
        plan = session.exec(select(DayPlan).where(DayPlan.student_id == ids.sam, DayPlan.day == today)).one()
        session.add(DayPlanTask(school_id=ids.brug, day_plan_id=plan.id, task_id=ids.laundry, position=9))
    assert set(sams.changes(cursor)["changed"]) == {"/today", "/log"}


def test_consent_changes_the_form(world: World) -> None:
    sams = phone(world, ids.sam)
    cursor = sams.changes()["cursor"]
    with world.session() as session:
        session.add(Consent(school_id=ids.brug, student_id=ids.sam, kind=ConsentKind.PHOTOS, given=False,
                            recorded_by_id=ids.karin, recorded_at=clock.now()))  # fmt: skip
    assert sams.changes(cursor)["changed"] == ["/log"]


def test_a_wish_changes_the_bridge(world: World) -> None:
    sams = phone(world, ids.sam)
    cursor = sams.changes()["cursor"]
    with world.session() as session:
        session.get_one(Student, ids.sam).shows_bridge = False
    assert set(sams.changes(cursor)["changed"]) == {"/today", "/bridge"}


def test_another_day_changes_every_page(world: World) -> None:
    sams = phone(world, ids.sam)
    cursor = sams.changes()["cursor"]
    local = clock.now().astimezone(ZoneInfo("Europe/Amsterdam"))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    with clock.shifted(midnight - local):
        assert set(sams.changes(cursor)["changed"]) == STUDENT_PAGES


def test_staff_hears_of_the_queue(world: World) -> None:
    sams, anouks, entry_id = phone(world, ids.sam), phone(world, ids.anouk), uuid4()
    cursor = anouks.changes()["cursor"]
    bring(world, sams.entry(entry_id))
    then = anouks.changes(cursor)
    assert then["changed"] == ["/review"]
    assert then["entries"] == [{"id": str(entry_id), "revision": 1, "status": "new"}]
    bring(world, sams.entry(entry_id, revision=2, level=1))
    (entry,) = anouks.changes(then["cursor"])["entries"]
    assert entry["revision"] == 2


def test_nobody_hears_of_somebody_elses(world: World) -> None:
    others = [phone(world, who) for who in (ids.noor, ids.fleur, ids.youssef, ids.bram, ids.otto)]
    before = [one.changes()["cursor"] for one in others]
    bring(world, phone(world, ids.sam).entry(uuid4()))
    for one, cursor in zip(others, before, strict=True):
        told = one.changes(cursor)
        assert (told["changed"], told["entries"]) == ([], [])


@pytest.mark.parametrize("cursor", ["x", "é", "====", "A" * 5000, "_-_-", "\0"])
def test_an_odd_cursor_is_none(world: World, cursor: str) -> None:
    assert set(phone(world, ids.sam).changes(cursor)["changed"]) == STUDENT_PAGES


def test_a_cursor_stays_short_enough_for_an_address(world: World) -> None:
    sams = phone(world, ids.sam)
    for _ in range(55):
        bring(world, sams.entry(uuid4()))
    told = sams.changes()
    assert len(told["entries"]) == 50
    assert len(told["cursor"]) < 500
