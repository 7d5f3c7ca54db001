"""Where a student works, on which days, with whom, on what."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.database import ask
from app.catalogue.models import Task, WorkProcess
from app.catalogue.queries import TaskTile, WorkProcessCard, in_use, work_process_cards
from app.companies.models import Company, Contact
from app.people.actor import Actor
from app.people.models import ConsentKind, Membership, Role, Student
from app.people.queries import PersonCard, has_consent, seen_by, sight, student_ids
from app.placements.models import (
    DayPlan,
    DayPlanTask,
    Placement,
    PlacementDay,
    ProfileWorkProcess,
    Tip,
    WorkplaceProfile,
)


@dataclass(frozen=True, slots=True)
class PlacementCard:
    """A placement as a person sees it. ``hours`` are today's, when the student works today."""

    id: UUID
    student_id: UUID
    company_id: UUID
    company_name: str
    photos_allowed: bool
    contact: PersonCard
    supervisor_id: UUID
    starts_on: date
    ends_on: date | None
    hours: tuple[time, time] | None


def current_placement(session: Session, actor: Actor, student_id: UUID, today: date) -> PlacementCard | None:
    """The placement of one of this person's students today: the one that began last; else the last one that was."""
    asked = {"student": student_id, "school": actor.school_id, "today": today, "weekday": today.isoweekday()}
    row = ask(session, _current(actor.role), asked | seen_by(actor, today)).first()
    if row is None:
        return None
    return PlacementCard(
        id=row.id,
        student_id=row.student_id,
        company_id=row.company_id,
        company_name=row.company_name,
        photos_allowed=row.photos_allowed,
        contact=PersonCard(row.contact_id, row.first_name, row.last_name, None, row.phone),
        supervisor_id=row.supervisor_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        hours=(row.starts_at, row.ends_at) if row.starts_at else None,
    )


@cache
def _current(role: Role) -> sa.Select[*tuple[Any, ...]]:
    today: sa.BindParameter[date] = sa.bindparam("today", type_=sa.Date)
    on_this_day = (
        col(PlacementDay.placement_id) == col(Placement.id),
        col(PlacementDay.weekday) == sa.bindparam("weekday"),
    )
    return (
        sa.select(
            col(Placement.id),
            col(Placement.student_id),
            col(Placement.company_id),
            col(Company.name).label("company_name"),
            col(Company.photos_allowed),
            col(Placement.contact_id),
            col(Contact.first_name),
            col(Contact.last_name),
            col(Contact.phone),
            col(Placement.supervisor_id),
            col(Placement.starts_on),
            col(Placement.ends_on),
            col(PlacementDay.starts_at),
            col(PlacementDay.ends_at),
        )
        .join(Company, col(Company.id) == col(Placement.company_id))
        .join(Contact, col(Contact.id) == col(Placement.contact_id))
        .outerjoin(PlacementDay, sa.and_(*on_this_day))
        .where(
            col(Placement.school_id) == sa.bindparam("school"),
            col(Placement.student_id) == sa.bindparam("student"),
            col(Placement.student_id).in_(sight(role)),
            col(Placement.starts_on) <= today,
        )
        .order_by(
            sa.case((col(Placement.ends_on) < today, 1), else_=0),
            col(Placement.starts_on).desc(),
            col(Placement.id),
        )
        .limit(1)
    )


@dataclass(frozen=True, slots=True)
class Classmate:
    """Another student of the school at the same company: a face and a first name, no more."""

    id: UUID
    first_name: str
    picture: str
    placement_id: UUID


def classmates_at(session: Session, actor: Actor, company_id: UUID, day: date) -> list[Classmate]:
    """The other students of this student's school who have a placement at a company on a day, by first name.

    The caller has found the company through this student's own placement. Students see of each other what they see
    on the floor, so this is the one query about students that does not go through ``student_ids``.
    """
    rows = session.execute(
        sa.select(
            col(Student.id),
            col(Membership.first_name),
            sa.func.coalesce(col(Membership.picture), col(Student.chosen_picture)),
            col(Placement.id),
        )
        .join(Membership, col(Membership.id) == col(Student.id))
        .join(Placement, col(Placement.student_id) == col(Student.id))
        .where(
            col(Student.school_id) == actor.school_id,
            col(Student.id) != actor.member_id,
            col(Membership.erased_at).is_(None),
            col(Membership.started_on) <= day,
            _open_on(Membership.ended_on, day),
            _open_on(Student.left_on, day),
            col(Placement.school_id) == actor.school_id,
            col(Placement.company_id) == company_id,
            col(Placement.starts_on) <= day,
            _open_on(Placement.ends_on, day),
        )
        .order_by(col(Membership.first_name), col(Student.id), col(Placement.starts_on))
    )
    return list({row.id: Classmate(*row) for row in rows}.values())


def _open_on(ends: object, day: date) -> sa.ColumnElement[bool]:
    column: sa.ColumnElement[date | None] = ends  # type: ignore[assignment]
    return sa.or_(column.is_(None), column >= day)


def planned_tasks(session: Session, actor: Actor, student_id: UUID, day: date) -> list[TaskTile]:
    """The day plan of one of this person's students, in order, without what is no longer done on that day."""
    rows = session.execute(
        sa.select(col(Task.id), col(Task.label), col(Task.pictogram))
        .join(DayPlanTask, col(DayPlanTask.task_id) == col(Task.id))
        .join(DayPlan, col(DayPlan.id) == col(DayPlanTask.day_plan_id))
        .where(
            col(DayPlan.school_id) == actor.school_id,
            col(DayPlan.student_id) == student_id,
            col(DayPlan.student_id).in_(student_ids(actor, day)),
            col(DayPlan.day) == day,
            in_use(day),
        )
        .order_by(col(DayPlanTask.position))
    )
    return [TaskTile(*row) for row in rows]


def agreed_work_processes(session: Session, placement_id: UUID, language: str) -> list[WorkProcessCard]:
    """What was agreed for a placement, in the agreed order. The caller has found the placement through the actor."""
    return agreed_at(session, [placement_id], language)[placement_id]


def agreed_at(
    session: Session, placement_ids: Collection[UUID], language: str
) -> defaultdict[UUID, list[WorkProcessCard]]:
    """The same for several placements."""
    found: defaultdict[UUID, list[WorkProcessCard]] = defaultdict(list)
    for *card, placement_id in ask(session, _agreed(language), {"placements": list(placement_ids)}):
        found[placement_id].append(WorkProcessCard(*card))
    return found


@cache
def _agreed(language: str) -> sa.Select[UUID, str, str, str, str, UUID]:
    return (
        work_process_cards(language)
        .add_columns(col(WorkplaceProfile.placement_id))
        .join(ProfileWorkProcess, col(ProfileWorkProcess.work_process_id) == col(WorkProcess.id))
        .join(WorkplaceProfile, col(WorkplaceProfile.id) == col(ProfileWorkProcess.profile_id))
        .where(
            col(WorkplaceProfile.placement_id).in_(sa.bindparam("placements", expanding=True)),
            col(ProfileWorkProcess.removed_on).is_(None),
        )
        .order_by(col(ProfileWorkProcess.position))
    )


def tips(session: Session, school_id: UUID, student_id: UUID) -> list[str]:
    """*Zo help je …*, in order. The caller has found the student through the actor or the employer's link."""
    return tips_for(session, school_id, [student_id])[student_id]


def tips_for(session: Session, school_id: UUID, whose: Collection[UUID]) -> defaultdict[UUID, list[str]]:
    """The same for several students."""
    rows = session.exec(
        select(Tip.student_id, Tip.text)
        .where(Tip.school_id == school_id, col(Tip.student_id).in_(whose))
        .order_by(col(Tip.position), col(Tip.id))
    )
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for student_id, text in rows:
        found[student_id].append(text)
    return found


@dataclass(frozen=True, slots=True)
class PhotoRule:
    """Whether a student may take photos at work now, and if not, who would have to say yes."""

    consent: bool
    company: bool

    @property
    def allowed(self) -> bool:
        """Both agree."""
        return self.consent and self.company


def photo_rule(session: Session, actor: Actor, placement: PlacementCard | None, student_id: UUID) -> PhotoRule:
    """Ask both: the consent on record and the company's own rule. Without a placement there is no company to ask."""
    return PhotoRule(
        consent=has_consent(session, actor.school_id, student_id, ConsentKind.PHOTOS),
        company=placement is None or placement.photos_allowed,
    )
