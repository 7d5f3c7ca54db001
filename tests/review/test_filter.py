"""Filtering the queue, and going through what is left of it."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.clock import local_day
from app.logbook.models import EntryStatus, LogEntry
from app.people.models import Group, GroupMember
from app.review.inputs import Filters, Only
from app.review.queue import queue
from tests.cast import ids, named
from tests.queries import count_queries
from tests.review.story import form, log
from tests.world import World


def _shown(world: World, query: str, who: UUID = ids.anouk) -> list[UUID]:
    """The logs of the list, in its order."""
    page = world.as_(who).get(f"/review?list=1&{query}").get_data(as_text=True)
    return [UUID(one) for one in re.findall(r'class="queue-item" href="/review/([0-9a-f-]{36})', page)]


def _at(world: World, entry: UUID, placement: str) -> None:
    with world.session() as session:
        session.get_one(LogEntry, entry).placement_id = named(placement)


def _group(world: World, *students: UUID, ended: bool = False) -> UUID:
    today = local_day(clock.now(), "Europe/Amsterdam")
    group = Group(id=uuid4(), school_id=ids.brug, name="Groep 3")
    with world.session() as session:
        session.add(group)
        session.flush()
        for student in students:
            session.add(
                GroupMember(
                    school_id=ids.brug,
                    group_id=group.id,
                    student_id=student,
                    starts_on=today - timedelta(days=30),
                    ends_on=today - timedelta(days=1) if ended else None,
                )
            )
        return group.id


def test_by_student_group_and_company(world: World) -> None:
    sams, noors, bilals = (
        log(world, name, ago=timedelta(hours=9 - n)) for n, name in enumerate(("sam", "noor", "bilal"))
    )
    _at(world, sams, "sam-placement")
    _at(world, noors, "noor-placement")
    group, old = _group(world, ids.sam, ids.bilal), _group(world, ids.noor, ended=True)
    assert _shown(world, "") == [sams, noors, bilals]
    assert _shown(world, f"student={ids.noor}") == [noors]
    assert _shown(world, f"group={group}") == [sams, bilals]
    assert _shown(world, f"group={old}") == []
    assert _shown(world, f"company={ids.anker}") == [sams]
    assert _shown(world, f"company={ids.anker}&student={ids.noor}") == []


def test_what_was_added_to_and_what_was_asked(world: World) -> None:
    fresh, added = log(world, "sam", ago=timedelta(hours=3)), log(world, "noor", ago=timedelta(hours=2))
    asked = log(world, "bilal", status=EntryStatus.QUESTION)
    with world.session() as session:
        session.get_one(LogEntry, added).seen_revision = 1
    assert _shown(world, "only=added") == [added]
    assert _shown(world, "only=question") == [asked]
    assert _shown(world, "") == [fresh, added, asked]
    page = world.as_(ids.anouk).get("/review?only=question").get_data(as_text=True)
    assert f'action="/review/{asked}?only=question"' in page, "the first of them is open"


def test_newest_first_in_pages(world: World) -> None:
    entries = [log(world, "sam", ago=timedelta(minutes=n)) for n in range(53)]
    assert _shown(world, "order=newest") == entries[:50]
    page = world.as_(ids.anouk).get("/review?list=1&order=newest").get_data(as_text=True)
    further = re.search(r'after=([^"&]+)', page)
    assert further
    assert _shown(world, f"order=newest&after={further.group(1)}") == entries[50:]


@pytest.mark.parametrize("query", ["student=x", "group=", "company=1", "only=nothing", "order=sideways"])
def test_what_cannot_be_a_filter_is_none(world: World, query: str) -> None:
    entry = log(world)
    assert _shown(world, query) == [entry]


def test_a_filter_opens_nothing_of_others(world: World) -> None:
    theirs = log(world, "fleur")
    _at(world, theirs, "fleur-placement")
    group = _group(world, ids.fleur)
    for query in (f"student={ids.fleur}", f"group={group}", f"company={ids.anker}"):
        assert _shown(world, query) == []
    page = world.as_(ids.anouk).get(f"/review?student={ids.fleur}").get_data(as_text=True)
    assert "Fleur" not in page
    assert "Groep 3" not in world.as_(ids.anouk).get("/review/filter").get_data(as_text=True)
    assert "Groep 3" in world.as_(ids.bram).get("/review/filter").get_data(as_text=True)


def test_the_form_offers_only_what_is_ones_own(world: World) -> None:
    page = world.as_(ids.anouk).get(f"/review/filter?student={ids.noor}&order=newest").get_data(as_text=True)
    assert re.findall(r"<option[^>]*>([^<]+)</option>", page) == [
        "Alle leerlingen",
        "Bilal de Vries",
        "Noor de Vries",
        "Sam de Vries",
        "Alle bedrijven",
        "De Linde",
        "Het Anker",
    ]
    assert f'value="{ids.noor}" selected' in page
    assert 'value="newest" checked' in page


def test_what_is_filtered_can_be_taken_off(world: World) -> None:
    log(world, "noor")
    page = world.as_(ids.anouk).get(f"/review?student={ids.noor}&order=newest").get_data(as_text=True)
    chips = dict(re.findall(r'class="filter-chip" href="([^"]+)"><span>([^<]+)', page))
    assert chips == {
        "/review?list=1&amp;order=newest": "Noor de Vries",
        f"/review?list=1&amp;student={ids.noor}": "nieuwste eerst",
    }


def test_nothing_left_with_this_filter(world: World) -> None:
    log(world, "sam")
    page = world.as_(ids.anouk).get(f"/review?student={ids.noor}").get_data(as_text=True)
    assert "Met dit filter wacht er niets" in page


def test_answering_stays_within_the_filter(world: World) -> None:
    first, second = log(world, "noor", ago=timedelta(hours=5)), log(world, "noor", ago=timedelta(hours=2))
    log(world, "sam", ago=timedelta(hours=4))
    anouk, query = world.as_(ids.anouk), f"student={ids.noor}"
    page = anouk.get(f"/review/{first}?{query}").get_data(as_text=True)
    assert "1 van 2" in page
    answer = anouk.post(f"/review/{first}?{query}", data=form(anouk, first) | {"verdict": "seen"})
    assert re.fullmatch(rf"/review/{second}\?done=[^&]+&{query}", answer.location)
    page = anouk.get(answer.location).get_data(as_text=True)
    assert f'action="/review/{first}/undo?{query}"' in page
    assert anouk.get(f"/review/{second}/later?{query}").location == f"/review?{query}", "no other one"
    last = anouk.post(f"/review/{second}?{query}", data=form(anouk, second) | {"verdict": "seen"})
    assert last.location.startswith("/review?done=")


def test_a_filter_asks_for_a_constant_number_of_queries(world: World) -> None:
    def asked() -> int:
        browser = world.as_(ids.anouk)
        with count_queries(world) as sent:
            browser.get(f"/review?student={ids.sam}&only=added&order=newest")
        return len(sent)

    for _ in range(3):
        log(world)
    few = asked()
    for _ in range(20):
        log(world)
    assert asked() == few


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(newest=True), Filters(only=Only.ADDED), Filters(company=ids.anker), Filters(group=ids.sam)],
)
def test_the_list_comes_from_the_queues_own_index(world: World, filters: Filters) -> None:
    actor, now = world.actor(ids.anouk), clock.now()
    engine: sa.Engine = world.app.extensions["engine"]
    plans: list[str] = []

    def explain(_connection: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if "ORDER BY log_entry.submitted_at" in statement and "log_entry.status = 0" in statement:
            sqlite = engine.dialect.name == "sqlite"
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{statement}", parameters)
            plans.append(str(cursor.fetchall()))

    sa.event.listen(engine, "before_cursor_execute", explain)
    try:
        with world.session() as session:
            if engine.dialect.name == "postgresql":
                session.execute(sa.text("SET LOCAL enable_seqscan = off"))
            queue(session, actor, now, (now, ids.sam), filters)
    finally:
        sa.event.remove(engine, "before_cursor_execute", explain)
    assert len(plans) == 1
    assert "ix_log_entry_queue" in plans[0]


def test_a_group_that_ended_is_offered_no_more(world: World) -> None:
    group, _noors, _fleurs = (_group(world, one) for one in (ids.sam, ids.noor, ids.fleur))
    karin = world.as_(ids.karin)
    pages = ("/review/filter", "/overview")
    assert all(str(group) in karin.get(page).get_data(as_text=True) for page in pages)
    with world.session() as session:
        session.get_one(Group, group).ended_on = local_day(clock.now(), "Europe/Amsterdam")
    assert not any(str(group) in karin.get(page).get_data(as_text=True) for page in pages)
