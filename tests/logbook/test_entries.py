"""What ``entries`` and ``entry`` show, and to whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.base import clock
from app.base.database import open_session
from app.base.errors import Problem
from app.catalogue.models import Task
from app.logbook.models import EntryMedia, EntryStatus, Kept, LogEntry, LogRevision, LogTask, Media, MediaKind
from app.logbook.queries import EntryCard, entries, entry
from tests.cast import ids
from tests.logbook.phone import listed, photo, put_entry, put_media, rows, saved, set_status, today, told
from tests.world import World


def seen(world: World, who: UUID, **filters: Any) -> list[EntryCard]:
    actor = world.actor(who)
    with world.session() as session:
        return entries(session, actor, clock.now(), **filters)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that reach the database."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    engine = session.get_bind().engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def fill(world: World, count: int) -> None:
    """Entries of Sam with two tasks, two photos and an addition each."""
    with world.session() as session:
        for number in range(count):
            entry_id, at = uuid4(), clock.now() - timedelta(minutes=number)
            school = {"school_id": ids.brug}
            session.add(
                LogEntry(
                    id=entry_id,
                    student_id=ids.sam,
                    author_id=ids.sam,
                    placement_id=ids.sam_placement,
                    revision=1,
                    digest="0" * 64,
                    language="nl",
                    happened_on=today(),
                    claimed_at=at,
                    submitted_at=at,
                    changed_at=at,
                    **school,
                )
            )
            session.flush()
            for position, task in enumerate((ids.sweep, ids.mop)):
                session.add(LogTask(entry_id=entry_id, task_id=task, position=position, **school))
            for position in range(2):
                media = Media(
                    owner_id=ids.sam,
                    kind=MediaKind.PHOTO,
                    digest="0" * 64,
                    width=4,
                    height=3,
                    listed_at=at,
                    received_at=at,
                    **school,
                )
                session.add(media)
                session.flush()
                session.add(
                    EntryMedia(entry_id=entry_id, media_id=media.id, owner_id=ids.sam, position=position, **school)
                )
            body = {"tasks": [], "something_else": False, "level": None, "mood": None, "words": "", "media": []}
            added = body | {"words": "Nog iets.", "mood": 2}
            session.add_all(
                LogRevision(
                    entry_id=entry_id,
                    revision=revision,
                    digest=str(revision) * 64,
                    kept=kept,
                    body=told,
                    received_at=at,
                    **school,
                )
                for revision, kept, told in ((1, Kept.ENTRY, body), (2, Kept.ADDITION, added))
            )


@pytest.mark.parametrize("who", [ids.sam, ids.anouk, ids.karin])
def test_the_number_of_queries_is_the_same_for_5_and_50(world: World, who: UUID) -> None:
    actor, found = world.actor(who), {}
    for count in (5, 45):
        fill(world, count)
        with open_session(world.app.extensions["engine"], writes=False) as session, counted(session) as statements:
            cards = entries(session, actor, clock.now())
        found[len(cards)] = len([one for one in statements if one.lstrip().upper().startswith("SELECT")])
        assert all((len(card.tasks), len(card.photos), len(card.additions)) == (2, 2, 2) for card in cards)
    assert found == {5: 3, 50: 3}


def test_an_entry_shows_what_was_told(world: World) -> None:
    entry_id = saved(
        world, ids.sam, photo("red"), photo("blue"), words="Klaar.", mood=3, tasks=[str(ids.mop), str(ids.sweep)]
    )
    (card,) = seen(world, ids.anouk)
    assert (card.id, card.student_id, card.student_name, card.student_picture) == (
        entry_id,
        ids.sam,
        "Sam de Vries",
        "person-1",
    )
    assert (card.placement_id, card.company_name) == (ids.sam_placement, "Het Anker")
    assert (card.happened_on, card.revision, card.level, card.mood) == (today(), 1, 3, 3)
    assert (card.words, card.language, card.status) == ("Klaar.", "nl", EntryStatus.NEW)
    assert [task.label for task in card.tasks] == ["Dweilen", "Vegen"]
    listed = sorted(rows(world, "entry_media"), key=lambda row: row.position)
    assert [one.id for one in card.photos] == [row.media_id for row in listed]
    assert {(one.width, one.height) for one in card.photos} == {(400, 300)}
    assert card.additions == ()


def test_everybody_sees_their_own_students_alone(world: World) -> None:
    for student in (ids.sam, ids.noor, ids.bilal, ids.fleur):
        saved(world, student)
    saved(world, ids.youssef, tasks=[str(ids.kompas_sweep)])
    sight = {
        ids.sam: {ids.sam},
        ids.noor: {ids.noor},
        ids.anouk: {ids.sam, ids.noor, ids.bilal},
        ids.bram: {ids.fleur},
        ids.karin: {ids.sam, ids.noor, ids.bilal, ids.fleur},
        ids.petra: {ids.sam, ids.noor, ids.bilal, ids.fleur},
        ids.otto: {ids.youssef},
        ids.anouk_kompas: set(),
    }
    assert {who: {card.student_id for card in seen(world, who)} for who in sight} == sight


def test_one_entry_of_somebody_else_is_not_found(world: World) -> None:
    entry_id = saved(world)
    for who, status in ((ids.sam, 200), (ids.anouk, 200), (ids.noor, 404), (ids.bram, 404), (ids.otto, 404)):
        actor = world.actor(who)
        with world.session() as session:
            if status == 200:
                assert entry(session, actor, entry_id, clock.now()).id == entry_id
                continue
            with pytest.raises(Problem) as refusal:
                entry(session, actor, entry_id, clock.now())
            assert refusal.value.status == status


def test_what_was_taken_back_is_for_the_student_alone(world: World) -> None:
    entry_id = saved(world)
    set_status(world, entry_id, EntryStatus.TAKEN_BACK)
    assert [len(seen(world, who)) for who in (ids.sam, ids.anouk, ids.karin)] == [1, 0, 0]
    assert seen(world, ids.anouk, statuses={EntryStatus.TAKEN_BACK}) == []


def test_filters_by_student_and_status(world: World) -> None:
    sams, noors, answered = saved(world), saved(world, ids.noor), saved(world)
    set_status(world, answered, EntryStatus.SEEN)
    assert {card.id for card in seen(world, ids.anouk, student_id=ids.sam)} == {sams, answered}
    assert seen(world, ids.anouk, student_id=ids.fleur) == []
    assert {card.id for card in seen(world, ids.anouk, statuses={EntryStatus.NEW})} == {sams, noors}
    both = {EntryStatus.NEW, EntryStatus.SEEN}
    assert {card.id for card in seen(world, ids.anouk, statuses=both)} == {sams, noors, answered}
    assert seen(world, ids.anouk, statuses=set()) == []


@pytest.mark.parametrize("oldest_first", [False, True])
def test_pages_follow_each_other_without_gap_or_repeat(world: World, oldest_first: bool) -> None:
    fill(world, 7)
    with world.session() as session:  # three that arrived at the same moment
        first, second, third = (session.get_one(LogEntry, row.id) for row in rows(world, "log_entry")[:3])
        second.submitted_at = third.submitted_at = first.submitted_at
    everything = seen(world, ids.anouk, oldest_first=oldest_first)
    moments = [card.submitted_at for card in everything]
    assert moments == sorted(moments, reverse=not oldest_first)
    paged: list[EntryCard] = []
    while page := seen(
        world,
        ids.anouk,
        oldest_first=oldest_first,
        limit=2,
        before=(paged[-1].submitted_at, paged[-1].id) if paged else None,
    ):
        paged += page
    assert [card.id for card in paged] == [card.id for card in everything]
    assert len(paged) == 7


def test_additions_say_what_is_new_and_only_while_they_are_beside_the_entry(world: World) -> None:
    entry_id, browser = saved(world, words="eerst"), world.as_(ids.sam)
    set_status(world, entry_id, EntryStatus.SEEN)
    put_entry(browser, entry_id, told(revision=2, words="eerst", mood=3))
    put_entry(browser, entry_id, told(revision=3, words="Ik vergat iets.", mood=3))
    (card,) = seen(world, ids.anouk)
    assert (card.words, card.mood, card.revision) == ("eerst", None, 1)
    assert card.additions == ("Gevoel: Super", "Ik vergat iets.")
    set_status(world, entry_id, EntryStatus.NEW)  # the answer was undone
    put_entry(browser, entry_id, told(revision=4, words="Alles samen.", mood=3))
    (card,) = seen(world, ids.anouk)
    assert (card.words, card.revision, card.additions) == ("Alles samen.", 4, ())


def test_additions_name_other_tasks_another_level_and_new_photos(world: World) -> None:
    first, second = photo("blue"), photo("red")
    entry_id, browser = saved(world, ids.sam, first, tasks=[str(ids.sweep), str(ids.mop)]), world.as_(ids.sam)
    (before,) = rows(world, "media")
    set_status(world, entry_id, EntryStatus.SEEN)
    new = listed(second)
    media = [listed(first, before.id), new]
    changed = {"tasks": [str(ids.mop), str(ids.coffee)], "level": 1, "something_else": True, "media": media}
    answer = put_entry(browser, entry_id, told(revision=2, **changed))
    assert answer.get_json()["kept"] == "addition"
    said = ("Ook gedaan: Koffie zetten, Iets anders", "Toch niet gedaan: Vegen", "Hoe het ging: Samen")
    assert [card.additions for card in seen(world, ids.anouk)] == [said]
    put_media(browser, entry_id, new["id"], second)
    (card,) = seen(world, ids.anouk)
    assert card.additions == (*said, "1 nieuwe foto")
    assert (card.revision, card.newest_revision) == (1, 2)


def test_a_photo_that_has_not_arrived_is_not_shown(world: World) -> None:
    body, entry_id, browser = photo(), uuid4(), world.as_(ids.sam)
    one = listed(body)
    put_entry(browser, entry_id, told(media=[listed(photo("blue")), one]))
    put_media(browser, entry_id, one["id"], body)
    (card,) = seen(world, ids.anouk)
    assert [str(shown.id) for shown in card.photos] == [one["id"]]


def test_a_retired_task_stays_with_the_entry(world: World) -> None:
    saved(world)
    with world.session() as session:
        session.get_one(Task, ids.sweep).retired_on = today()
    (card,) = seen(world, ids.anouk)
    assert [task.label for task in card.tasks] == ["Vegen"]
