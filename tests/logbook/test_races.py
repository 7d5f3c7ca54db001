"""Many requests at the same moment, in real threads."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import col
from werkzeug.test import TestResponse

from app.logbook.models import EntryStatus, LogEntry
from app.logbook.together import copy_id
from tests.cast import ids
from tests.logbook.phone import listed, photo, put_entry, put_media, rows, saved, sha, stored, told
from tests.world import Client, World


def at_once(browsers: list[Client], send: Callable[[Client, int], TestResponse]) -> list[TestResponse]:
    """Send from all browsers at the same moment."""
    ready = Barrier(len(browsers))

    def go(number: int) -> TestResponse:
        ready.wait()
        return send(browsers[number], number)

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(go, range(len(browsers))))


def test_32_identical_uploads_at_once_are_one_entry(world: World) -> None:
    entry_id, body = uuid4(), told(media=[listed(photo())])
    browsers = [world.as_(ids.sam) for _ in range(32)]
    answers = at_once(browsers, lambda browser, _number: put_entry(browser, entry_id, body))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 31}
    receipt = {"id": str(entry_id), "revision": 1, "digest": sha(body), "kept": "entry"}
    assert all(answer.get_json() == receipt for answer in answers)
    tables = ("log_entry", "log_revision", "log_task", "media", "entry_media")
    assert [len(rows(world, table)) for table in tables] == [1] * 5


def test_identical_revisions_at_once_are_one_revision(world: World) -> None:
    entry_id, body = saved(world), told(revision=2, words="Nog iets.", tasks=[str(ids.mop)])
    browsers = [world.as_(ids.sam) for _ in range(8)]
    answers = at_once(browsers, lambda browser, _number: put_entry(browser, entry_id, body))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.get_data() for answer in answers}) == 1
    assert len(rows(world, "log_revision")) == 2
    assert [row.task_id for row in rows(world, "log_task")] == [ids.mop]


def test_different_contents_at_once_under_one_revision_keep_one_and_tell_the_others(world: World) -> None:
    entry_id, browsers = uuid4(), [world.as_(ids.sam) for _ in range(8)]
    bodies = [told(words=f"Versie {number}.") for number in range(8)]
    answers = at_once(browsers, lambda browser, number: put_entry(browser, entry_id, bodies[number]))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 7}
    (entry,), (revision,) = rows(world, "log_entry"), rows(world, "log_revision")
    (winner,) = [number for number, answer in enumerate(answers) if answer.status_code == 201]
    assert entry.words == revision.body["words"] == f"Versie {winner}."


def test_two_people_at_once_under_one_id_do_not_mix(world: World) -> None:
    entry_id, body = uuid4(), told()
    who = [ids.sam, ids.noor] * 4
    answers = at_once([world.as_(one) for one in who], lambda browser, _number: put_entry(browser, entry_id, body))
    (entry,) = rows(world, "log_entry")
    for one, answer in zip(who, answers, strict=True):
        assert (answer.status_code in {200, 201}) == (one == entry.student_id)
        assert answer.status_code in {200, 201, 422}
    assert len(rows(world, "log_revision")) == 1


def test_many_entries_with_one_another_s_photos_do_not_wait_for_each_other(world: World) -> None:
    media = [listed(photo(), UUID(int=number + 1)) for number in range(6)]
    browsers = [world.as_(ids.sam) for _ in range(8)]
    bodies = [told(media=media if number % 2 else media[::-1]) for number in range(8)]
    answers = at_once(browsers, lambda browser, number: put_entry(browser, uuid4(), bodies[number]))
    assert {answer.status_code for answer in answers} == {201}
    assert (len(rows(world, "media")), len(rows(world, "entry_media"))) == (6, 48)


def test_the_same_photo_at_once_is_there_once(world: World) -> None:
    body, entry_id = photo(), uuid4()
    one = listed(body)
    put_entry(world.as_(ids.sam), entry_id, told(media=[one]))
    browsers = [world.as_(ids.sam) for _ in range(8)]
    answers = at_once(browsers, lambda browser, _number: put_media(browser, entry_id, one["id"], body))
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert {answer.get_json()["digest"] for answer in answers} == {sha(body)}
    assert len(stored(world)) == 2
    (media,) = rows(world, "media")
    assert media.received_at is not None


def test_the_form_twice_at_once_is_one_entry(world: World) -> None:
    entry_id, body = uuid4(), photo()
    browsers = [world.as_(ids.sam) for _ in range(4)]

    def send(browser: Client, _number: int) -> TestResponse:
        form = {"entry_id": str(entry_id), "tasks": [str(ids.sweep)], "level": "2"}
        return browser.post("/log", data=form | {"photo": [(BytesIO(body), "foto.jpg")]})

    answers = at_once(browsers, send)
    assert {answer.status_code for answer in answers} == {303}
    tables = ("log_entry", "log_revision", "log_task", "media", "entry_media")
    assert [len(rows(world, table)) for table in tables] == [1] * 5


def test_a_review_and_taking_back_at_once_do_not_both_happen(world: World) -> None:
    for _ in range(4):
        entry_id = saved(world)
        browsers = [world.as_(ids.sam), world.as_(ids.anouk)]

        def send(browser: Client, number: int, entry_id: UUID = entry_id) -> TestResponse:
            if number == 0:
                return browser.post(f"/log/{entry_id}/take-back")
            form = {"review_id": str(uuid4()), "revision": "1", "answers": "0", "verdict": "seen"}
            return browser.post(f"/review/{entry_id}", data=form)

        back, seen = (answer.status_code for answer in at_once(browsers, send))
        (entry,) = [row for row in rows(world, "log_entry") if row.id == entry_id]
        assert (back, seen) in {(303, 404), (303, 409), (409, 303)}
        assert (entry.status is EntryStatus.TAKEN_BACK) == (back == 303)
        assert (entry.seen_revision is None) == (back == 303)


def test_a_review_and_a_change_at_once_lose_nothing(world: World) -> None:
    for _ in range(4):
        entry_id = saved(world, level=3)
        browsers = [world.as_(ids.sam), world.as_(ids.anouk)]

        def send(browser: Client, number: int, entry_id: UUID = entry_id) -> TestResponse:
            if number == 0:
                return browser.post(f"/work/{entry_id}/change/level", data={"revision": "1", "level": "1"})
            form = {"review_id": str(uuid4()), "revision": "1", "answers": "0", "verdict": "seen"}
            return browser.post(f"/review/{entry_id}", data=form)

        changed, seen = (answer.status_code for answer in at_once(browsers, send))
        (entry,) = [row for row in rows(world, "log_entry") if row.id == entry_id]
        assert (changed, entry.status) == (303, EntryStatus.NEW)
        assert (entry.level, entry.seen_revision, seen) in {(1, None, 409), (3, 1, 303)}


def test_writer_and_classmate_at_once_do_not_wait_for_each_other(world: World) -> None:
    entry_id = saved(world, together=[str(ids.bilal), str(ids.fleur)])
    copy = copy_id(entry_id, ids.bilal)
    body = told(revision=2, level=1, together=[str(ids.bilal), str(ids.fleur)])
    browsers = [world.as_(ids.sam), world.as_(ids.bilal)] * 3

    def send(browser: Client, number: int) -> TestResponse:
        if number % 2:
            return browser.post(f"/log/{copy}/take-back")
        return put_entry(browser, entry_id, body)

    answers = at_once(browsers, send)
    assert {answer.status_code for answer in answers} <= {200, 303}
    status = {row.student_id: (row.status, row.level) for row in rows(world, "log_entry")}
    assert status[ids.bilal][0] is EntryStatus.TAKEN_BACK
    assert status[ids.fleur] == (EntryStatus.NEW, 1)


def test_the_same_shared_entry_at_once_is_there_once(world: World) -> None:
    entry_id, body = uuid4(), told(together=[str(ids.bilal), str(ids.fleur)])
    browsers = [world.as_(ids.sam) for _ in range(8)]
    answers = at_once(browsers, lambda browser, _number: put_entry(browser, entry_id, body))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 7}
    assert (len(rows(world, "log_entry")), len(rows(world, "log_revision"))) == (3, 3)


def test_a_change_of_shared_work_takes_its_turn_in_one_order(world: World) -> None:
    """Whoever holds what a classmate has of it can get at the entry too: no two wait for each other."""
    if world.app.extensions["engine"].dialect.name != "postgresql":
        return  # SQLite lets one write at a time
    entry_id = next(one for one in iter(uuid4, None) if copy_id(one, ids.bilal) < one)
    sam, mates = world.as_(ids.sam), [str(ids.bilal)]
    assert put_entry(sam, entry_id, told(together=mates)).status_code == 201
    held = sa.select(col(LogEntry.id)).with_for_update(nowait=True)
    with ThreadPoolExecutor(1) as pool, world.session() as session:
        session.execute(held.where(col(LogEntry.id) == copy_id(entry_id, ids.bilal)))
        answer = pool.submit(put_entry, sam, entry_id, told(revision=2, level=1, together=mates))
        waits = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        while not (answer.done() or session.execute(waits).scalar_one()):
            pass
        session.execute(held.where(col(LogEntry.id) == entry_id))
        session.commit()
        assert answer.result().status_code == 200
