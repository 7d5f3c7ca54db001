"""PUT /api/entries/<id>. Tests of the status table of the design's page *sync* begin with ``test_table_``."""

import json
import logging
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.base import clock
from app.catalogue.models import Task
from app.logbook.models import EntryStatus, Kept
from app.people.models import Consent, ConsentKind
from app.placements.models import Placement
from tests.cast import ids
from tests.logbook.phone import listed, photo, problem, put_entry, put_media, rows, saved, set_status, sha, today, told
from tests.world import World


def test_table_201_new(world: World) -> None:
    entry_id, body = uuid4(), told(words="De gang was vies.\r\nNu niet meer.", mood=3)
    answer = put_entry(world.as_(ids.sam), entry_id, body)
    assert answer.status_code == 201
    assert answer.get_json() == {"id": str(entry_id), "revision": 1, "digest": sha(body), "kept": "entry"}
    (entry,) = rows(world, "log_entry")
    assert (entry.id, entry.student_id, entry.author_id) == (entry_id, ids.sam, ids.sam)
    assert (entry.school_id, entry.placement_id) == (ids.brug, ids.sam_placement)
    assert (entry.level, entry.mood, entry.status) == (3, 3, EntryStatus.NEW)
    assert entry.words == "De gang was vies.\nNu niet meer."
    assert (entry.happened_on, entry.revision, entry.digest) == (today(), 1, sha(body))
    (revision,) = rows(world, "log_revision")
    assert (revision.revision, revision.digest, revision.kept) == (1, sha(body), Kept.ENTRY)
    assert revision.device_id is not None
    assert [task.task_id for task in rows(world, "log_task")] == [ids.sweep]


def test_table_200_the_same_revision_and_digest_again(world: World) -> None:
    entry_id, body, browser = uuid4(), told(), world.as_(ids.sam)
    first = put_entry(browser, entry_id, body)
    again = put_entry(browser, entry_id, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    assert len(rows(world, "log_entry")) == len(rows(world, "log_revision")) == len(rows(world, "log_task")) == 1


def test_table_200_an_older_revision_that_is_on_record(world: World) -> None:
    entry_id, browser, first = uuid4(), world.as_(ids.sam), told()
    put_entry(browser, entry_id, first)
    put_entry(browser, entry_id, told(revision=2, level=1))
    answer = put_entry(browser, entry_id, first)
    assert answer.status_code == 200
    assert answer.get_json() == {"id": str(entry_id), "revision": 1, "digest": sha(first), "kept": "entry"}
    (entry,) = rows(world, "log_entry")
    assert (entry.revision, entry.level) == (2, 1)


def test_table_200_a_higher_revision_before_review_takes_its_place(world: World) -> None:
    browser, entry_id, red, blue = world.as_(ids.sam), uuid4(), listed(photo("red")), listed(photo("blue"))
    put_entry(browser, entry_id, told(words="eerst", media=[red]))
    (before,) = rows(world, "log_entry")
    second = told(
        revision=2,
        words="toen",
        level=2,
        tasks=[str(ids.mop), str(ids.sweep)],
        media=[blue | {"tasks": [str(ids.mop)]}],
    )
    with clock.shifted(timedelta(minutes=5)):
        answer = put_entry(browser, entry_id, second)
    assert answer.status_code == 200
    assert answer.get_json() == {"id": str(entry_id), "revision": 2, "digest": sha(second), "kept": "entry"}
    (entry,) = rows(world, "log_entry")
    assert (entry.words, entry.level, entry.revision, entry.digest) == ("toen", 2, 2, sha(second))
    assert entry.submitted_at == before.submitted_at
    assert entry.changed_at > before.changed_at
    tasks = sorted(rows(world, "log_task"), key=lambda row: row.position)
    assert [task.task_id for task in tasks] == [ids.mop, ids.sweep]
    assert [str(row.media_id) for row in rows(world, "entry_media")] == [blue["id"]]
    assert [row.task_id for row in rows(world, "media_task")] == [ids.mop]
    revisions = sorted(rows(world, "log_revision"), key=lambda row: row.revision)
    assert [row.body["words"] for row in revisions] == ["eerst", "toen"]


@pytest.mark.parametrize("status", [EntryStatus.SEEN, EntryStatus.QUESTION])
def test_table_200_addition_after_review(world: World, status: EntryStatus) -> None:
    entry_id, browser = saved(world, words="eerst"), world.as_(ids.sam)
    set_status(world, entry_id, status)
    more = photo("green")
    late = listed(more)
    body = told(revision=2, words="Ik vergat iets.", level=1, tasks=[str(ids.mop)], media=[late])
    answer = put_entry(browser, entry_id, body)
    assert answer.status_code == 200
    assert answer.get_json() == {"id": str(entry_id), "revision": 2, "digest": sha(body), "kept": "addition"}
    (entry,) = rows(world, "log_entry")
    assert (entry.words, entry.level, entry.revision, entry.status) == ("eerst", 3, 1, EntryStatus.NEW)
    assert [task.task_id for task in rows(world, "log_task")] == [ids.sweep]
    again = put_entry(browser, entry_id, body)
    assert again.get_json() == answer.get_json()
    assert put_media(browser, entry_id, late["id"], more).status_code == 201


def test_table_409_the_same_revision_with_another_digest(world: World) -> None:
    entry_id, browser = saved(world, words="eerst"), world.as_(ids.sam)
    answer = put_entry(browser, entry_id, told(words="anders"))
    assert (answer.status_code, problem(answer)) == (409, "other-content")
    assert "al verstuurd" in answer.get_json()["title"]
    (entry,) = rows(world, "log_entry")
    assert entry.words == "eerst"
    assert len(rows(world, "log_revision")) == 1


def test_table_409_a_lower_revision_that_is_not_on_record(world: World) -> None:
    entry_id, browser = uuid4(), world.as_(ids.sam)
    assert put_entry(browser, entry_id, told(revision=5)).status_code == 201
    answer = put_entry(browser, entry_id, told(revision=4, words="later ontdekt"))
    assert (answer.status_code, problem(answer)) == (409, "other-content")
    assert [row.revision for row in rows(world, "log_revision")] == [5]


def test_table_401_session_over(world: World) -> None:
    answer = put_entry(world.client(), uuid4(), told())
    assert (answer.status_code, problem(answer)) == (401, "sign-in-first")
    assert rows(world, "log_entry") == []


def test_table_413_too_large(world: World) -> None:
    answer = put_entry(world.as_(ids.sam), uuid4(), told(words="a" * 70_000))
    assert (answer.status_code, problem(answer)) == (413, "http-413")
    assert rows(world, "log_entry") == []


def test_table_415_not_json(world: World) -> None:
    answer = world.as_(ids.sam).put(f"/api/entries/{uuid4()}", data=told(), content_type="text/plain")
    assert (answer.status_code, problem(answer)) == (415, "not-json")
    assert rows(world, "log_entry") == []


def test_table_422_all_that_is_wrong_is_said_at_once(world: World) -> None:
    answer = put_entry(world.as_(ids.sam), uuid4(), told(tasks=[], level=None))
    assert (answer.status_code, problem(answer)) == (422, "bad-entry")
    assert set(answer.get_json()["fields"]) == {"tasks", "level"}
    assert rows(world, "log_entry") == []


def test_table_422_no_json(world: World) -> None:
    answer = put_entry(world.as_(ids.sam), uuid4(), b"{")
    assert (answer.status_code, problem(answer)) == (422, "bad-entry")


def test_something_else_needs_neither_task_nor_level(world: World) -> None:
    answer = put_entry(world.as_(ids.sam), uuid4(), told(tasks=[], level=None, something_else=True))
    assert answer.status_code == 201
    assert rows(world, "log_task") == []


def test_what_no_keyboard_types_is_left_out_of_the_words(world: World) -> None:
    saved(world, words="  Klaar\x00\x07!\r\rTot morgen \U0001f9f9 ")
    (entry,) = rows(world, "log_entry")
    assert entry.words == "Klaar!\n\nTot morgen \U0001f9f9"


@pytest.mark.parametrize("task", [ids.kompas_sweep, uuid4()], ids=["of another school", "of nobody"])
def test_a_task_from_elsewhere_is_refused_on_the_field(world: World, task: UUID) -> None:
    answer = put_entry(world.as_(ids.sam), uuid4(), told(tasks=[str(ids.sweep), str(task)]))
    assert (answer.status_code, problem(answer)) == (422, "other-task")
    assert list(answer.get_json()["fields"]) == ["tasks"]
    assert rows(world, "log_entry") == []


def test_a_task_of_another_company_is_refused_and_of_ones_own_taken(world: World) -> None:
    linde, anker = uuid4(), uuid4()
    with world.session() as session:
        for task, company in ((linde, ids.linde), (anker, ids.anker)):
            session.add(
                Task(id=task, school_id=ids.brug, company_id=company, label="Bed", language="nl", pictogram="bed")
            )
    answer = put_entry(world.as_(ids.sam), uuid4(), told(tasks=[str(linde)]))
    assert (answer.status_code, problem(answer)) == (422, "other-task")
    assert put_entry(world.as_(ids.sam), uuid4(), told(tasks=[str(anker)])).status_code == 201


def test_a_task_that_was_retired_meanwhile_is_taken(world: World) -> None:
    with world.session() as session:
        session.get_one(Task, ids.sweep).retired_on = today() - timedelta(days=1)
    assert put_entry(world.as_(ids.sam), uuid4(), told()).status_code == 201


@pytest.mark.parametrize("owner", [ids.noor, ids.youssef], ids=["same school", "other school"])
def test_somebody_elses_id_is_refused_and_changes_nothing(world: World, owner: UUID) -> None:
    task = ids.kompas_sweep if owner == ids.youssef else ids.sweep
    entry_id = saved(world, owner, tasks=[str(task)], words="van mij")
    before = rows(world, "log_entry"), rows(world, "log_revision")
    sam = world.as_(ids.sam)
    answers = [
        put_entry(sam, entry_id, told(words="van Sam")),
        put_entry(sam, entry_id, told(revision=2, words="van Sam")),
        put_entry(sam, entry_id, told(tasks=[str(task)] if owner == ids.noor else [str(ids.sweep)], words="van mij")),
    ]
    assert {(answer.status_code, problem(answer)) for answer in answers} == {(422, "refused")}
    assert len({answer.get_data() for answer in answers}) == 1
    assert (rows(world, "log_entry"), rows(world, "log_revision")) == before


def test_the_refusal_is_the_same_whoever_owns_the_id(world: World) -> None:
    noors, youssefs = saved(world, ids.noor), saved(world, ids.youssef, tasks=[str(ids.kompas_sweep)])
    browser, body = world.as_(ids.sam), told()
    unlisted = put_media(browser, uuid4(), uuid4(), photo())
    answers = [put_entry(browser, noors, body), put_entry(browser, youssefs, body), unlisted]
    assert len({(answer.status_code, answer.get_data()) for answer in answers}) == 1


@pytest.mark.parametrize("role", ["anouk", "karin", "petra"])
def test_staff_does_not_log(world: World, role: str) -> None:
    answer = put_entry(world.as_(getattr(ids, role)), uuid4(), told())
    assert (answer.status_code, problem(answer)) == (403, "other-role")


@pytest.mark.parametrize(("days", "believed"), [(-1, -1), (-3652, 0), (3652, 0)])
def test_a_clock_wrong_by_ten_years_loses_nothing(world: World, days: int, believed: int) -> None:
    moment = clock.now() + timedelta(days=days)
    claimed_day = today() + timedelta(days=days)
    saved(world, happened_on=claimed_day.isoformat(), claimed_at=moment.isoformat())
    (entry,), (revision,) = rows(world, "log_entry"), rows(world, "log_revision")
    assert entry.happened_on == today() + timedelta(days=believed)
    assert revision.body["happened_on"] == claimed_day.isoformat()
    assert abs(entry.claimed_at - moment) < timedelta(seconds=1)
    assert abs(entry.submitted_at - clock.now()) < timedelta(minutes=2)


@pytest.mark.parametrize("claim", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1969-12-31T23:00:00Z"])
def test_no_clock_is_too_wrong(world: World, claim: str) -> None:
    saved(world, claimed_at=claim, happened_on=claim[:10])
    (revision,) = rows(world, "log_revision")
    assert revision.body["claimed_at"].startswith(claim[:10])


def test_work_before_any_placement_has_none(world: World) -> None:
    with world.session() as session:
        session.get_one(Placement, ids.sam_placement).starts_on = today() - timedelta(days=3)
    saved(world, happened_on=(today() - timedelta(days=4)).isoformat())
    saved(world, happened_on=(today() - timedelta(days=3)).isoformat())
    found = sorted(rows(world, "log_entry"), key=lambda row: row.happened_on)
    assert [row.placement_id for row in found] == [None, ids.sam_placement]


@pytest.mark.parametrize("student", [ids.noor, ids.bilal], ids=["company says no", "no consent"])
def test_an_entry_is_kept_though_photos_are_not_allowed(world: World, student: UUID) -> None:
    entry_id, browser, one = uuid4(), world.as_(student), listed(photo())
    assert put_entry(browser, entry_id, told(media=[one])).status_code == 201
    assert rows(world, "entry_media") == rows(world, "media") == []
    answer = put_media(browser, entry_id, one["id"], photo())
    assert (answer.status_code, problem(answer)) == (422, "photos-not-allowed")


def test_a_photo_id_of_somebody_else_is_refused(world: World) -> None:
    body, browser = photo(), world.as_(ids.sam)
    with world.session() as session:
        session.add(
            Consent(
                school_id=ids.brug,
                student_id=ids.fleur,
                kind=ConsentKind.PHOTOS,
                given=True,
                recorded_by_id=ids.bram,
                recorded_at=clock.now(),
            )
        )
    saved(world, ids.fleur, body)
    saved(world, ids.youssef, body, tasks=[str(ids.kompas_sweep)])
    taken = [row.id for row in rows(world, "media")]
    answers = [put_entry(browser, uuid4(), told(media=[listed(body, media_id)])) for media_id in taken]
    assert [(answer.status_code, problem(answer)) for answer in answers] == [(422, "refused")] * 2
    assert {row.student_id for row in rows(world, "log_entry")} == {ids.fleur, ids.youssef}
    assert len(rows(world, "entry_media")) == 2


def test_a_known_photo_id_with_another_digest_is_a_conflict(world: World) -> None:
    entry_id, browser, one = uuid4(), world.as_(ids.sam), listed(photo("red"))
    put_entry(browser, entry_id, told(media=[one]))
    answer = put_entry(browser, entry_id, told(revision=2, media=[listed(photo("blue"), UUID(one["id"]))]))
    assert (answer.status_code, problem(answer)) == (409, "other-photo")
    (entry,) = rows(world, "log_entry")
    assert entry.revision == 1
    assert [row.digest for row in rows(world, "media")] == [one["digest"]]


def test_the_order_of_photos_is_that_of_the_entry(world: World) -> None:
    media = sorted((listed(photo(colour)) for colour in ("red", "blue", "green")), key=lambda one: one["id"])[::-1]
    assert put_entry(world.as_(ids.sam), uuid4(), told(media=media)).status_code == 201
    found = sorted(rows(world, "entry_media"), key=lambda row: row.position)
    assert [str(row.media_id) for row in found] == [one["id"] for one in media]


def test_refusals_are_logged_by_ids_alone(world: World, caplog: pytest.LogCaptureFixture) -> None:
    entry_id = uuid4()
    with caplog.at_level(logging.INFO, logger="app.logbook.actions"):
        put_entry(world.as_(ids.sam), entry_id, told(words="geheim" * 100))
    text = " ".join(record.getMessage() for record in caplog.records if record.name == "app.logbook.actions")
    assert text == f"refused bad-entry: {entry_id} of {ids.sam}"


def test_the_receipt_may_not_be_kept_by_browsers(world: World) -> None:
    answer = put_entry(world.as_(ids.sam), uuid4(), told())
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.get_data())["kept"] == "entry"
