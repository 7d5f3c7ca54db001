"""Many requests at the same moment, in real threads."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier
from uuid import UUID, uuid4

from werkzeug.test import TestResponse

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
