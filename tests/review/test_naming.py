"""*Iets anders* gets a name."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select
from werkzeug.test import TestResponse

from app.base import clock
from app.catalogue.models import Task
from app.logbook.models import EntryStatus, LogEntry, LogTask
from app.logbook.together import copy_id
from app.people.models import AuditEvent
from tests.cast import ids
from tests.logbook.phone import put_entry, told
from tests.review.story import level, observations, seen
from tests.world import World


def _else(world: World, *tasks: UUID) -> UUID:
    """Sam did something else."""
    entry = uuid4()
    body = told(tasks=[str(task) for task in tasks], something_else=True, words="De schuur")
    assert put_entry(world.as_(ids.sam), entry, body).status_code == 201
    return entry


def _name(world: World, entry: UUID, who: UUID = ids.anouk, **fields: Any) -> TestResponse:
    return world.as_(who).post(f"/review/{entry}/name", data=fields)


def _tasks(world: World, entry: UUID) -> dict[UUID, UUID | None]:
    """The tasks of an entry, each with who named it."""
    with world.session() as session:
        return {row.task_id: row.named_by_id for row in session.exec(select(LogTask).where(LogTask.entry_id == entry))}


def test_named_as_a_task_it_counts_for_what_that_is_mapped_to(world: World) -> None:
    entry = _else(world)
    anouk = world.as_(ids.anouk)
    page = anouk.get(f"/review/{entry}").get_data(as_text=True)
    assert "Sam koos ‘Iets anders’." in page
    assert f'href="/review/{entry}/name"' in page
    choices = anouk.get(f"/review/{entry}/name").get_data(as_text=True)
    assert "Vegen" in choices
    assert "De schuur" in choices
    answer = _name(world, entry, task=str(ids.coffee))
    assert (answer.status_code, answer.location) == (303, f"/review/{entry}")
    assert _tasks(world, entry) == {ids.coffee: ids.anouk}
    page = anouk.get(f"/review/{entry}").get_data(as_text=True)
    assert "Anouk noemde dit: Koffie zetten" in page
    first, _more = page.split("Meer werkprocessen")
    assert "Ruimte klaarmaken" in first
    assert "Werk voorbereiden" not in first
    seen(world, ids.anouk, entry, **level(world, "B1-K1-W2"))
    assert len(observations(world)) == 1
    with world.session() as session:
        (event,) = session.exec(select(AuditEvent).where(AuditEvent.action == "named"))
        assert (event.subject_id, event.details) == (entry, {"task": str(ids.coffee)})


def test_the_student_sees_it_as_that_task(world: World) -> None:
    entry = _else(world)
    assert "Iets anders" in world.as_(ids.sam).get("/work").get_data(as_text=True)
    _name(world, entry, task=str(ids.sweep))
    page = world.as_(ids.sam).get("/work").get_data(as_text=True)
    assert "Anouk noemde dit: Vegen" in page
    assert "Iets anders" not in page


def test_another_name_takes_its_place_until_it_is_seen(world: World) -> None:
    entry = _else(world, ids.coffee)
    _name(world, entry, task=str(ids.sweep))
    assert [_name(world, entry, task=str(ids.mop)).status_code for _ in range(2)] == [303, 303]
    assert _tasks(world, entry) == {ids.coffee: None, ids.mop: ids.anouk}
    assert world.as_(ids.karin).post(f"/review/{entry}/name/forget").status_code == 303
    assert _tasks(world, entry) == {ids.coffee: None}
    _name(world, entry, task=str(ids.mop))
    seen(world, ids.anouk, entry)
    assert _name(world, entry, task=str(ids.sweep)).status_code == 409
    assert world.as_(ids.anouk).post(f"/review/{entry}/name/forget").status_code == 409
    assert _tasks(world, entry) == {ids.coffee: None, ids.mop: ids.anouk}


def test_what_the_student_said_already_stays_what_they_said(world: World) -> None:
    entry = _else(world, ids.sweep)
    _name(world, entry, task=str(ids.sweep))
    assert _tasks(world, entry) == {ids.sweep: None}


def test_a_new_task_is_made_on_the_spot(world: World) -> None:
    entry = _else(world)
    fields: dict[str, Any] = {"new_id": str(uuid4()), "label": " Schuur  opruimen ", "pictogram": "tidy-up"}
    assert [_name(world, entry, **fields).status_code for _ in range(2)] == [303, 303]
    (task_id,) = _tasks(world, entry)
    with world.session() as session:
        task = session.get_one(Task, task_id)
    assert (task.label, task.pictogram, task.company_id) == ("Schuur opruimen", "tidy-up", ids.anker)
    assert "Schuur opruimen" in world.as_(ids.sam).get("/log").get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Kies een taak, of maak een nieuwe."),
        ({"task": str(ids.kompas_sweep)}, "Kies een taak uit de lijst."),
        ({"task": str(uuid4())}, "Kies een taak uit de lijst."),
        ({"new_id": str(uuid4()), "label": " ", "pictogram": "sweep"}, "Schrijf in een paar woorden wat de taak is."),
        ({"new_id": str(uuid4()), "label": "Schuur", "pictogram": ""}, "Kies een plaatje."),
    ],
)
def test_what_is_missing_is_said(world: World, fields: dict[str, Any], said: str) -> None:
    entry = _else(world)
    answer = _name(world, entry, **fields)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert _tasks(world, entry) == {}


@pytest.mark.parametrize("who", [ids.bram, ids.otto, ids.anouk_kompas])
def test_not_for_somebody_elses_supervisor(world: World, who: UUID) -> None:
    entry = _else(world)
    browser = world.as_(who)
    assert browser.get(f"/review/{entry}/name").status_code == 404
    assert _name(world, entry, who, task=str(ids.sweep)).status_code == 404
    assert browser.post(f"/review/{entry}/name/forget").status_code == 404
    assert _tasks(world, entry) == {}


def test_only_iets_anders_gets_a_name(world: World) -> None:
    entry = uuid4()
    put_entry(world.as_(ids.sam), entry, told())
    assert _name(world, entry, task=str(ids.mop)).status_code == 400
    assert "/name" not in world.as_(ids.anouk).get(f"/review/{entry}").get_data(as_text=True)
    with world.session() as session:
        session.get_one(LogEntry, entry).status = EntryStatus.TAKEN_BACK
    assert _name(world, entry, task=str(ids.mop)).status_code in {404, 409}


def test_a_later_revision_keeps_the_name(world: World) -> None:
    entry = _else(world, ids.coffee)
    _name(world, entry, task=str(ids.sweep))
    sam = world.as_(ids.sam)
    body = told(revision=2, tasks=[str(ids.mop)], something_else=True, words="De schuur en de gang")
    assert put_entry(sam, entry, body).status_code == 200
    assert _tasks(world, entry) == {ids.mop: None, ids.sweep: ids.anouk}
    body = told(revision=3, tasks=[str(ids.sweep)], something_else=False)
    assert put_entry(sam, entry, body).status_code == 200
    assert _tasks(world, entry) == {ids.sweep: None}, "now the student says it"


def test_the_name_shows_only_to_who_may_see_the_log(world: World) -> None:
    entry = _else(world)
    _name(world, entry, task=str(ids.sweep))
    with clock.shifted(timedelta(minutes=2)):
        assert "noemde dit" not in world.as_(ids.noor).get("/work").get_data(as_text=True)


def test_a_name_goes_when_the_student_did_nothing_else_after_all(world: World) -> None:
    entry = _else(world, ids.coffee)
    _name(world, entry, task=str(ids.mop))
    sam = world.as_(ids.sam)
    put_entry(sam, entry, told(revision=2, tasks=[str(ids.coffee)], something_else=True, words="De tuin"))
    assert _tasks(world, entry) == {ids.coffee: None, ids.mop: ids.anouk}
    put_entry(sam, entry, told(revision=3, tasks=[str(ids.coffee)]))
    assert _tasks(world, entry) == {ids.coffee: None}


def test_a_name_goes_from_what_a_classmate_wrote_down_too(world: World) -> None:
    entry = uuid4()
    sam = world.as_(ids.sam)
    body = {"tasks": [str(ids.coffee)], "something_else": True, "together": [str(ids.bilal)]}
    assert put_entry(sam, entry, told(**body)).status_code == 201
    theirs = copy_id(entry, ids.bilal)
    assert _name(world, theirs, task=str(ids.mop)).status_code == 303
    put_entry(sam, entry, told(**body | {"revision": 2, "something_else": False}))
    assert _tasks(world, theirs) == {ids.coffee: None}
