"""GET and POST /log/task/<id>: a task of the plan, one question, saved at once."""

from html import unescape
from uuid import UUID, uuid4

import pytest

from app.logbook.models import EntryStatus
from tests.cast import ids
from tests.logbook.phone import rows, today
from tests.world import World


def test_the_answer_saves_the_task(world: World) -> None:
    entry_id, browser = uuid4(), world.as_(ids.sam)
    page = unescape(browser.get(f"/log/task/{ids.sweep}").get_data(as_text=True))
    assert all(level in page for level in ("Vegen", "Samen", "Met een beetje hulp", "Zelf"))
    for _ in range(2):
        answer = browser.post(f"/log/task/{ids.sweep}", data={"entry_id": str(entry_id), "level": "2"})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/work?saved={entry_id}#entry-{entry_id}")
    (entry,) = rows(world, "log_entry")
    assert (entry.id, entry.level, entry.status, entry.happened_on) == (entry_id, 2, EntryStatus.NEW, today())
    assert [row.task_id for row in rows(world, "log_task")] == [ids.sweep]
    tick = browser.get(answer.headers["Location"]).get_data(as_text=True)
    assert tick.index("Opgeslagen en verstuurd") < tick.index(f"/log/{entry_id}/take-back") < tick.index("Vegen")
    assert f"/work/{entry_id}/change/photos" in tick


@pytest.mark.parametrize("level", ["", "9", "drie"])
def test_without_an_answer_nothing_is_saved(world: World, level: str) -> None:
    answer = world.as_(ids.sam).post(f"/log/task/{ids.sweep}", data={"entry_id": str(uuid4()), "level": level})
    assert answer.status_code == 422
    assert "Kies hoe je het deed." in answer.get_data(as_text=True)
    assert rows(world, "log_entry") == []


def test_another_answer_under_a_known_id_is_not_swallowed(world: World) -> None:
    browser, form = world.as_(ids.sam), {"entry_id": str(uuid4())}
    browser.post(f"/log/task/{ids.sweep}", data=form | {"level": "1"})
    answer = browser.post(f"/log/task/{ids.sweep}", data=form | {"level": "3"})
    assert answer.status_code == 409
    assert form["entry_id"] not in answer.get_data(as_text=True)
    assert [row.level for row in rows(world, "log_entry")] == [1]


@pytest.mark.parametrize("task", [ids.kompas_sweep, uuid4()], ids=["another school's", "nobody's"])
def test_only_a_task_of_ones_own_work(world: World, task: UUID) -> None:
    browser = world.as_(ids.sam)
    assert browser.get(f"/log/task/{task}").status_code == 404
    assert browser.post(f"/log/task/{task}", data={"level": "3"}).status_code == 404
    assert rows(world, "log_entry") == []


def test_the_way_to_the_whole_form(world: World) -> None:
    assert "Eerst een foto maken" in world.as_(ids.sam).get(f"/log/task/{ids.sweep}").get_data(as_text=True)
    page = world.as_(ids.noor).get(f"/log/task/{ids.sweep}").get_data(as_text=True)
    assert ("Eerst een foto" in page, "Ik deed nog meer" in page) == (False, True)
