"""Day plans, read: who works on a day, what is planned for whom, and what was planned before."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.catalogue.models import Task
from app.catalogue.queries import in_use
from app.companies.models import Company
from app.people.actor import Actor
from app.people.models import Membership
from app.people.queries import GroupCard, PersonCard, not_found, student_ids, students
from app.placements.models import DayOff, DayOffReason, DayPlan, DayPlanTask, Placement, PlacementDay

MOST_TASKS = 9
"""A student's screen shows no more choices than this."""
LOOKS_BACK = timedelta(weeks=4)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task as a planner sees it: of one company, or of the school. ``retired``: nobody does it any more that day."""

    id: UUID
    label: str
    pictogram: str
    company_id: UUID | None
    retired: bool


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a student has a placement on a day; with ``hours`` when that is one of its weekdays."""

    company_id: UUID
    company_name: str
    hours: tuple[time, time] | None
    off: DayOffReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """A student on a day: where they work, and the tasks in order. ``planned_by`` made or changed the plan last."""

    student: PersonCard
    workplaces: tuple[Workplace, ...]
    tasks: tuple[PlanTask, ...]
    planned_by: str | None

    @property
    def works(self) -> bool:
        """Whether this is one of the student's days."""
        return any(place.hours for place in self.workplaces)

    @property
    def place(self) -> Workplace | None:
        """The workplace of that day, if there is any."""
        return next(iter(self.workplaces), None)

    @property
    def task_ids(self) -> tuple[UUID, ...]:
        """The plan as ids, in order."""
        return tuple(task.id for task in self.tasks)

    @property
    def version(self) -> str:
        """Tells one plan from another: whoever saves says which one they had before them."""
        return version(self.task_ids)

    def fits(self, task: PlanTask) -> bool:
        """Whether this student can be given a task: one of the school or of their company, that is still done."""
        companies = {place.company_id for place in self.workplaces}
        return not task.retired and (task.company_id is None or task.company_id in companies)


EarlierPlan = tuple[date, tuple[UUID, ...]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What can be copied: the plan of the last day before (on which the student was there), and that of a week ago."""

    last: EarlierPlan | None = None
    week: EarlierPlan | None = None


@dataclass(frozen=True, slots=True)
class Crowd:
    """Students who can be planned for together: a group, or all at one company. ``key`` names it in an address."""

    key: str
    name: str
    student_ids: frozenset[UUID]


def crowds(cards: Iterable[PlanCard], groups: Iterable[GroupCard]) -> list[Crowd]:
    """The groups and companies of these students, those without any left out."""
    cards = list(cards)
    here = frozenset(card.student.id for card in cards)
    companies: dict[tuple[str, UUID], set[UUID]] = {}
    for card in cards:
        for place in card.workplaces:
            companies.setdefault((place.company_name, place.company_id), set()).add(card.student.id)
    found = [Crowd(f"group-{group.id}", group.name, group.student_ids & here) for group in groups]
    at = [Crowd(f"company-{key}", name, frozenset(inside)) for (name, key), inside in sorted(companies.items())]
    return [crowd for crowd in (*found, *at) if crowd.student_ids]


def version(task_ids: Iterable[UUID]) -> str:
    """A short print of a list of tasks in order."""
    return hashlib.sha256(",".join(map(str, task_ids)).encode()).hexdigest()[:16]


def day_plans(session: Session, actor: Actor, day: date, today: date) -> list[PlanCard]:
    """All students of this person with their plan of a day: first who works then, by first name. Three queries."""
    places = _workplaces(session, actor, day, today)
    plans = _plans(session, actor, day, today)
    cards = [
        PlanCard(
            student=person,
            workplaces=tuple(places.get(person.id, ())),
            tasks=tuple(plans.get(person.id, (None, []))[1]),
            planned_by=plans.get(person.id, (None, []))[0],
        )
        for person in students(session, actor, today)
    ]
    return sorted(cards, key=lambda card: not card.works)


def day_plan(session: Session, actor: Actor, student_id: UUID, day: date, today: date) -> PlanCard:
    """One of this person's students on a day. Raises 404 for anybody else's."""
    found = next((card for card in day_plans(session, actor, day, today) if card.student.id == student_id), None)
    if found is None:
        raise not_found()
    return found


def _workplaces(session: Session, actor: Actor, day: date, today: date) -> dict[UUID, list[Workplace]]:
    weekday = sa.and_(
        col(PlacementDay.placement_id) == col(Placement.id), col(PlacementDay.weekday) == day.isoweekday()
    )
    rows = session.execute(
        sa.select(
            col(Placement.student_id),
            col(Company.id),
            col(Company.name),
            col(PlacementDay.starts_at),
            col(PlacementDay.ends_at),
            col(DayOff.reason),
        )
        .join(Company, col(Company.id) == col(Placement.company_id))
        .outerjoin(PlacementDay, weekday)
        .outerjoin(DayOff, sa.and_(col(DayOff.placement_id) == col(Placement.id), col(DayOff.day) == day))
        .where(
            col(Placement.school_id) == actor.school_id,
            col(Placement.student_id).in_(student_ids(actor, today)),
            col(Placement.starts_on) <= day,
            sa.or_(col(Placement.ends_on).is_(None), col(Placement.ends_on) >= day),
        )
        .order_by(
            sa.case((col(PlacementDay.id).is_(None), 1), else_=0), col(Placement.starts_on).desc(), col(Placement.id)
        )
    )
    found: dict[UUID, list[Workplace]] = {}
    for student_id, company_id, name, starts_at, ends_at, off in rows:
        hours = (starts_at, ends_at) if starts_at else None
        found.setdefault(student_id, []).append(Workplace(company_id, name, hours, off))
    return found


def _plans(session: Session, actor: Actor, day: date, today: date) -> dict[UUID, tuple[str, list[PlanTask]]]:
    rows = session.execute(
        sa.select(col(DayPlan.student_id), col(Membership.first_name), *_task(day))
        .join(Membership, col(Membership.id) == col(DayPlan.planned_by_id))
        .outerjoin(DayPlanTask, col(DayPlanTask.day_plan_id) == col(DayPlan.id))
        .outerjoin(Task, sa.and_(col(Task.id) == col(DayPlanTask.task_id), in_use(day)))
        .where(
            col(DayPlan.school_id) == actor.school_id,
            col(DayPlan.student_id).in_(student_ids(actor, today)),
            col(DayPlan.day) == day,
        )
        .order_by(col(DayPlanTask.position), col(DayPlanTask.id))
    )
    found: dict[UUID, tuple[str, list[PlanTask]]] = {}
    for student_id, planner, *task in rows:
        _name, tasks = found.setdefault(student_id, (planner, []))
        if task[0]:
            tasks.append(PlanTask(*task))
    return found


def _task(day: date) -> tuple[sa.ColumnElement[object], ...]:
    retired = sa.case((col(Task.retired_on) <= day, True), else_=False)
    return col(Task.id), col(Task.label), col(Task.pictogram), col(Task.company_id), retired  # type: ignore[return-value]


def tasks_for(session: Session, school_id: UUID, company_ids: Collection[UUID], day: date) -> list[PlanTask]:
    """What can be planned for a day at these companies: their own tasks, and those of the school."""
    rows = session.execute(
        sa.select(*_task(day))
        .where(
            col(Task.school_id) == school_id,
            sa.or_(col(Task.company_id).is_(None), col(Task.company_id).in_(company_ids)),
            in_use(day),
        )
        .order_by(col(Task.position), col(Task.label), col(Task.id))
    )
    return [PlanTask(*row) for row in rows]


def tasks_by_id(session: Session, school_id: UUID, task_ids: Collection[UUID], day: date) -> dict[UUID, PlanTask]:
    """These tasks of the school, also when they are retired. Raises 404 when one of them is not the school's."""
    rows = session.execute(
        sa.select(*_task(day)).where(col(Task.school_id) == school_id, col(Task.id).in_(set(task_ids)))
    )
    found = {row[0]: PlanTask(*row) for row in rows}
    if set(task_ids) - found.keys():
        raise not_found()
    return found


def earlier_plans(session: Session, actor: Actor, day: date, today: date) -> dict[UUID, Earlier]:
    """What can be copied to a day, by student of this person, in one query."""
    was_off = sa.exists().where(
        col(Placement.id) == col(DayOff.placement_id),
        col(Placement.student_id) == col(DayPlan.student_id),
        col(DayOff.day) == col(DayPlan.day),
    )
    mine = (
        col(DayPlan.school_id) == actor.school_id,
        col(DayPlan.student_id).in_(student_ids(actor, today)),
        col(DayPlan.day) < day,
        col(DayPlan.day) >= day - LOOKS_BACK,
    )
    last = (
        sa.select(col(DayPlan.student_id), sa.func.max(col(DayPlan.day)).label("day"))
        .join(DayPlanTask, col(DayPlanTask.day_plan_id) == col(DayPlan.id))
        .where(*mine, ~was_off)
        .group_by(col(DayPlan.student_id))
        .subquery()
    )
    is_last = sa.and_(last.c.student_id == col(DayPlan.student_id), last.c.day == col(DayPlan.day))
    rows = session.execute(
        sa.select(col(DayPlan.student_id), col(DayPlan.day), last.c.day, col(DayPlanTask.task_id))
        .join(DayPlanTask, col(DayPlanTask.day_plan_id) == col(DayPlan.id))
        .outerjoin(last, is_last)
        .where(*mine, sa.or_(last.c.day.is_not(None), col(DayPlan.day) == day - WEEK))
        .order_by(col(DayPlanTask.position), col(DayPlanTask.id))
    )
    lasts: dict[UUID, tuple[date, list[UUID]]] = {}
    weeks: dict[UUID, tuple[date, list[UUID]]] = {}
    for student_id, then, newest, task_id in rows:
        if newest:
            lasts.setdefault(student_id, (then, []))[1].append(task_id)
        if then == day - WEEK:
            weeks.setdefault(student_id, (then, []))[1].append(task_id)
    return {who: Earlier(_kept(lasts.get(who)), _kept(weeks.get(who))) for who in lasts.keys() | weeks.keys()}


def _kept(plan: tuple[date, list[UUID]] | None) -> EarlierPlan | None:
    return (plan[0], tuple(plan[1])) if plan else None
