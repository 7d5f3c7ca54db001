"""What the tests of day plans share: days, plans as they are kept, and the forms of the pages."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import col, select
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.catalogue.models import Task
from app.placements.models import DayPlan, DayPlanTask, PlacementDay
from app.placements.plans import version
from tests.cast import ids, named
from tests.world import Client, World

DAY = timedelta(days=1)


def today() -> date:
    return local_day(clock.now(), "Europe/Amsterdam")


def tomorrow() -> date:
    return today() + DAY


def plan_of(world: World, student: UUID, day: date | None = None) -> list[UUID] | None:
    """The tasks in order; nothing when nobody ever planned that day."""
    with world.session() as session:
        plan = session.exec(
            select(DayPlan).where(DayPlan.student_id == student, DayPlan.day == (day or today()))
        ).one_or_none()
        if plan is None:
            return None
        rows = select(DayPlanTask).where(DayPlanTask.day_plan_id == plan.id).order_by(col(DayPlanTask.position))
        return [row.task_id for row in session.exec(rows)]


def given(world: World, student: UUID, day: date, *tasks: UUID, by: UUID = ids.anouk) -> None:
    """A plan that was made before."""
    with world.session() as session:
        plan = DayPlan(school_id=ids.brug, student_id=student, day=day, planned_by_id=by)
        session.add(plan)
        session.flush()
        session.add_all(
            DayPlanTask(school_id=ids.brug, day_plan_id=plan.id, task_id=task, position=place)
            for place, task in enumerate(tasks)
        )


def new_task(world: World, label: str, company: UUID | None = None, retired_on: date | None = None) -> UUID:
    """A task more, of a company or of the school."""
    task = Task(
        id=uuid4(), school_id=ids.brug, company_id=company, label=label, language="nl", pictogram="sweep",
        retired_on=retired_on,
    )  # fmt: skip
    with world.session() as session:
        session.add(task)
    return task.id


def works_only(world: World, student: str, *weekdays: int) -> None:
    """Let a student work on these days of the week alone."""
    with world.session() as session:
        others = col(PlacementDay.weekday).not_in(weekdays)
        at = col(PlacementDay.placement_id) == named(f"{student}-placement")
        session.execute(sa.delete(PlacementDay).where(at, others))


def save(browser: Client, student: UUID, *tasks: UUID, day: date | None = None, **fields: Any) -> TestResponse:
    """Press a button on the page of one student's plan; *Opslaan* unless ``do`` says another."""
    body = {"day": (day or today()).isoformat(), "task": [str(task) for task in tasks], **fields}
    return browser.post(f"/plans/{student}", data=body)


def together(
    browser: Client, students: list[UUID], *tasks: UUID, day: date | None = None, **fields: Any
) -> TestResponse:
    """Press a button on the page for many."""
    body = {
        "day": (day or today()).isoformat(),
        "student": [str(student) for student in students],
        "task": [str(task) for task in tasks],
        **fields,
    }
    return browser.post("/plans/together", data=body)


def seen(student: UUID, *tasks: UUID) -> dict[str, Any]:
    """The field that says which plan was on the page."""
    return {f"version-{student}": version(tasks)}


def undo(browser: Client, page: TestResponse) -> TestResponse:
    """Press *Ongedaan maken* on the page that came back."""
    form = page.get_data(as_text=True).partition('action="/plans/undo"')[2].partition("</form>")[0]
    assert form, "no way back"
    return browser.post("/plans/undo", data=dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form)))


def words(answer: TestResponse) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())
