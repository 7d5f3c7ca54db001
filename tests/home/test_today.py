"""*Vandaag*."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from app.base import clock
from app.catalogue.models import Task
from app.people.models import Membership, Student
from app.placements.models import DayPlan, DayPlanTask, Placement
from tests.cast import ids
from tests.home.story import log_work
from tests.pages import shown
from tests.queries import count_queries
from tests.world import World


def page(world: World, student: str = "sam") -> str:
    answer = world.as_(getattr(ids, student)).get("/today")
    assert answer.status_code == 200
    return shown(answer.get_data(as_text=True))


def test_it_greets_and_says_when_and_where(world: World) -> None:
    text = page(world)

    assert "Hoi Sam!" in text
    assert "9:00 – 15:00 · Het Anker" in text


def test_the_plan_leads_to_the_log_in_its_order(world: World) -> None:
    text = page(world)

    assert 0 < text.index(f"/log/task/{ids.sweep}") < text.index(f"/log/task/{ids.coffee}")


def test_what_was_done_today_is_marked_and_yesterday_is_not(world: World) -> None:
    log_work(world, ids.sam, ids.coffee)
    log_work(world, ids.sam, ids.sweep, ago=timedelta(days=1))

    assert page(world).count("(gedaan)") == 1


def test_what_another_student_did_is_not_marked(world: World) -> None:
    log_work(world, ids.bilal, ids.coffee)

    assert "(gedaan)" not in page(world)


def test_without_a_plan_it_says_what_to_do(world: World) -> None:
    assert "Tik op de blauwe knop." in page(world, "noor")


def test_the_one_face_can_be_called(world: World) -> None:
    text = page(world)

    assert "Anouk" in text
    assert 'href="tel:0612345678"' in text


def test_a_face_without_a_number_has_no_call_button(world: World) -> None:
    with world.session() as session:
        session.get_one(Membership, ids.anouk).phone = None

    assert "tel:" not in page(world)


def test_the_bridge_counts_planks_and_no_percentages(world: World) -> None:
    text = page(world)

    assert "0 van 4" in text
    assert "%" not in text.partition("<main")[2]


def test_who_does_not_want_the_bridge_does_not_see_it(world: World) -> None:
    with world.session() as session:
        session.get_one(Student, ids.sam).shows_bridge = False

    text = page(world)
    assert "van 4" not in text
    assert 'class="bridge"' not in text


@pytest.mark.parametrize("rows", [5, 50])
def test_the_number_of_queries_does_not_grow(world: World, rows: int) -> None:
    with world.session() as session:
        plan = session.exec(select(DayPlan).where(DayPlan.student_id == ids.sam)).one()
        for number in range(rows):
            task = Task(school_id=ids.brug, label=f"Taak {number}", language="nl", pictogram="sweep")
            session.add(task)
            session.flush()
            session.add(DayPlanTask(school_id=ids.brug, day_plan_id=plan.id, task_id=task.id, position=10 + number))
    for _ in range(rows // 5):
        log_work(world, ids.sam, ids.coffee)
    sam = world.as_(ids.sam)
    with count_queries(world) as sent:
        text = sam.get("/today").get_data(as_text=True)

    assert text.count('href="/log/task/') == rows + 2
    assert len(sent) == 12


def test_a_placement_that_ended_has_no_hours_today(world: World) -> None:
    with world.session() as session:
        placement = session.get_one(Placement, ids.sam_placement)
        placement.ends_on = placement.starts_on + timedelta(days=1)

    assert "9:00" not in page(world)


def test_only_students_have_this_page(world: World) -> None:
    assert world.as_(ids.anouk).get("/today").status_code == 403
    assert world.client().get("/today").status_code == 303


def test_it_is_kept_nowhere(world: World) -> None:
    assert world.as_(ids.sam).get("/today").headers["Cache-Control"] == "no-store"


def test_the_page_has_no_script_but_the_one_for_what_waits(world: World) -> None:
    for path in ("/today", "/work", "/bridge"):
        scripts = re.findall(r"<script[^>]*>", world.as_(ids.sam).get(path).get_data(as_text=True))
        assert [re.sub(r'.*/static/\w+/([^"]+)".*', r"\1", script) for script in scripts] == ["js/offline/start.js"]


def test_the_day_turns_at_midnight_of_the_school(world: World) -> None:
    with clock.shifted(timedelta(days=1)):
        assert "Er staat vandaag niets klaar." in page(world)
