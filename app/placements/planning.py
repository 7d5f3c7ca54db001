"""Writing day plans: for one student or for many at once, anew, added to, or as they were on another day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.people.actor import Actor
from app.people.models import Student
from app.people.queries import PersonCard, not_found, student_ids
from app.placements.models import DayPlan, DayPlanTask
from app.placements.plan_form import once
from app.placements.plans import (
    MOST_TASKS,
    EarlierPlan,
    PlanCard,
    PlanTask,
    day_plans,
    earlier_plans,
    tasks_by_id,
    version,
)

FURTHEST = timedelta(days=366)
"""How far ahead somebody may plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What became of one student's plan.

    ``left_out`` are tasks that are not of this student's company or are no longer done, ``too_many`` those for which
    there was no room. ``overwrote`` names who changed the plan after the person had opened it.
    """

    student: PersonCard
    before: tuple[UUID, ...]
    after: tuple[UUID, ...]
    left_out: tuple[str, ...] = ()
    too_many: tuple[str, ...] = ()
    overwrote: str | None = None

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.before != self.after

    @property
    def version(self) -> str:
        """That of the plan as it is now."""
        return version(self.after)


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of copying. ``days`` says of which day each plan was; ``nothing`` are those who have none to copy."""

    planned: list[Planned]
    days: Mapping[UUID, date]
    nothing: list[PersonCard]


def plan_day(
    session: Session,
    actor: Actor,
    now: datetime,
    day: date,
    wishes: Mapping[UUID, tuple[UUID, ...]],
    *,
    versions: Mapping[UUID, str],
    adds: bool = False,
) -> list[Planned]:
    """Give students the tasks that are wished for them, in that order; ``adds`` puts them after what is planned.

    A plan that is so already is left alone, so that sending twice does no more than once. The last who saves wins, and
    hears it when somebody else's plan was overwritten. Raises 404 for somebody else's student or task, 409 for a day
    that is over.
    """
    today = local_day(now, actor.time_zone)
    _check_day(day, today)
    _lock(session, actor, wishes.keys(), today)
    cards = {card.student.id: card for card in day_plans(session, actor, day, today)}
    if wishes.keys() - cards.keys():
        raise not_found()
    wanted = {task for tasks in wishes.values() for task in tasks}
    tasks = tasks_by_id(session, actor.school_id, wanted, day)
    done = [
        _planned(card, [tasks[task] for task in wishes[card.student.id]], versions.get(card.student.id), adds=adds)
        for card in cards.values()
        if card.student.id in wishes
    ]
    _write(session, actor, day, [plan for plan in done if plan.changed])
    return done


def copy_plans(
    session: Session,
    actor: Actor,
    now: datetime,
    day: date,
    students: Collection[UUID],
    source: Literal["last", "week"],
    *,
    versions: Mapping[UUID, str],
) -> Copied:
    """Give students the plan of the last day that they worked, or of a week ago. Raises as ``plan_day``."""
    today = local_day(now, actor.time_zone)
    _check_day(day, today)
    earlier = earlier_plans(session, actor, day, today)
    found = {who: getattr(earlier[who], source) for who in students if who in earlier}
    plans: dict[UUID, EarlierPlan] = {who: plan for who, plan in found.items() if plan}
    wishes = {who: tasks for who, (_day, tasks) in plans.items()}
    cards = {card.student.id: card.student for card in day_plans(session, actor, day, today)}
    if set(students) - cards.keys():
        raise not_found()
    return Copied(
        plan_day(session, actor, now, day, wishes, versions=versions),
        {who: then for who, (then, _tasks) in plans.items()},
        [person for person in cards.values() if person.id in students and person.id not in wishes],
    )


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise Problem(409, "past", _("Deze dag is voorbij. Er is niets veranderd."))
    if day > today + FURTHEST:
        raise Problem(409, "too-far", _("Zo ver vooruit kun je niet plannen. Er is niets veranderd."))


def _lock(session: Session, actor: Actor, students: Collection[UUID], today: date) -> None:
    # Who plans for the same student at the same moment waits here; always in the same order, so that nobody waits
    # for each other.
    mine = col(Student.id).in_(student_ids(actor, today)), col(Student.id).in_(set(students))
    session.exec(select(Student.id).where(*mine).order_by(col(Student.id)).with_for_update(key_share=True)).all()


def _planned(card: PlanCard, wished: list[PlanTask], seen: str | None, *, adds: bool) -> Planned:
    fitting = {task.id: task for task in wished if card.fits(task)}
    whole = once((*(card.task_ids if adds else ()), *fitting))
    after = whole[: max(MOST_TASKS, len(card.task_ids))] if adds else whole[:MOST_TASKS]
    stale = not adds and seen not in {None, card.version} and after != card.task_ids
    return Planned(
        student=card.student,
        before=card.task_ids,
        after=after,
        left_out=tuple(task.label for task in wished if task.id not in fitting and task.id not in after),
        too_many=tuple(fitting[task].label for task in whole[len(after) :]),
        overwrote=card.planned_by if stale else None,
    )


def _write(session: Session, actor: Actor, day: date, changed: list[Planned]) -> None:
    if not changed:
        return
    students = [plan.student.id for plan in changed]
    mine = col(DayPlan.school_id) == actor.school_id, col(DayPlan.day) == day, col(DayPlan.student_id).in_(students)
    rows = {row.student_id: row for row in session.exec(select(DayPlan).where(*mine))}
    for student in students:
        if student not in rows:
            rows[student] = DayPlan(
                school_id=actor.school_id, student_id=student, day=day, planned_by_id=actor.member_id
            )
        rows[student].planned_by_id = actor.member_id
    session.add_all(rows.values())
    session.flush()
    plan_ids = [row.id for row in rows.values()]
    session.execute(sa.delete(DayPlanTask).where(col(DayPlanTask.day_plan_id).in_(plan_ids)))
    session.add_all(
        DayPlanTask(school_id=actor.school_id, day_plan_id=rows[plan.student.id].id, task_id=task, position=position)
        for plan in changed
        for position, task in enumerate(plan.after)
    )
    session.flush()
