"""The page of *Dit heb ik gedaan*: what there is to choose from."""

import re
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from app.catalogue.models import Task
from tests.cast import ids
from tests.world import World


def page(world: World, student: str = "sam", **asked: Any) -> str:
    found = world.as_(getattr(ids, student)).get("/log", query_string=asked)
    assert found.status_code == 200
    return found.get_data(as_text=True)


def screens(text: str) -> list[list[str]]:
    """The words of the tiles, by group."""
    groups = re.split(r'<div class="tiles"[^>]*>', text.partition('data-step="photo"')[0])[1:]
    return [re.findall(r'<span class="word">([^<]+)</span>', group) for group in groups]


def many_tasks(world: World) -> UUID:
    """Add twenty tasks; the id of the last one."""
    with world.session() as session:
        for number in range(20):
            session.add(Task(school_id=ids.brug, label=f"Taak {number:02}", language="nl", pictogram="sweep"))
        session.flush()
        return session.exec(select(Task.id).where(Task.label == "Taak 19")).one()


def test_there_are_nine_choices_at_a_time_with_the_plan_first(world: World) -> None:
    many_tasks(world)

    found = screens(page(world))
    assert found[0][:2] == ["Vegen", "Koffie zetten"]
    assert found[0][-1] == "Iets anders"
    assert [len(group) for group in found] == [9, 9, 7]
    assert len({word for group in found for word in group}) == 25


def test_few_choices_have_no_more(world: World) -> None:
    text = page(world)

    assert [len(group) for group in screens(text)] == [5]
    assert "Meer</span>" not in text


def test_a_task_that_was_asked_for_is_ticked_and_in_sight(world: World) -> None:
    last = many_tasks(world)

    text = page(world, task=last)
    assert re.search(rf'value="{last}" checked', text)
    choices = text.partition('data-step="photo"')[0]
    assert choices.count("<details") == 2
    assert choices.count('<details class="more" open>') == 1


@pytest.mark.parametrize(
    ("student", "reason"),
    [("noor", "De Linde wil geen foto"), ("bilal", "We hebben nog geen toestemming")],
)
def test_without_a_yes_to_photos_there_is_no_camera_but_the_reason(world: World, student: str, reason: str) -> None:
    text = page(world, student)

    assert reason in text
    assert 'type="file"' not in text
    assert "Stap 2 van 2" in text


def test_the_form_is_whole_without_a_script(world: World) -> None:
    text = page(world)

    form = text.partition('<form id="log"')[2].partition("</form>")[0]
    assert 'enctype="multipart/form-data"' in form
    assert form.count('type="submit"') == 1
    for field in ("entry_id", "tasks", "something_else", "photo", "level"):
        assert f'name="{field}"' in form
