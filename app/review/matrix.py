"""*Overzicht*: all students of a person against the work processes that were agreed with them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.i18n import language
from app.catalogue.models import CoreTask, Dossier, Qualification, WorkProcess
from app.catalogue.queries import WorkProcessCard, work_process_cards
from app.people.actor import Actor
from app.people.models import Caseload, Group, GroupMember, IndependenceLevel, Membership, Role
from app.people.queries import PersonCard, not_ended, student_ids
from app.review.evidence import agreed_ids, placements_today
from app.review.models import Observation
from app.review.queries import school_rule, signed_off, stands
from app.review.readiness import Count, measured

PAGE = 40
CellState = Literal["none", "open", "some", "ready", "signed"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which students: of one group, of one supervisor, and from which place on (by first name)."""

    group: UUID | None = None
    supervisor: UUID | None = None
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """Work processes that stand together: of one qualification in one edition of a dossier.

    Without a ``qualification`` they are of the base, which counts for all of them.
    """

    dossier: str
    valid_from: date
    is_example: bool
    qualification: str | None
    cards: list[WorkProcessCard]


@dataclass(frozen=True, slots=True)
class Cell:
    """One student and one work process. ``level`` is that of the newest work, out of ``seen``; of two that were said in
    one talk the more careful one.
    """

    work_process: WorkProcessCard
    state: CellState
    level: IndependenceLevel | None
    seen: int


@dataclass(frozen=True, slots=True)
class Row:
    """A student with a cell for every column."""

    person: PersonCard
    company_name: str | None
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of students against the work processes of their placements of today; ``more`` when there is another."""

    columns: list[Columns]
    rows: list[Row]
    more: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A group or a supervisor to choose."""

    id: UUID
    name: str


def matrix(session: Session, actor: Actor, today: date, choice: Choice) -> Matrix:
    """A page of this person's students, in seven queries whatever their number."""
    people = _people(session, actor, today, choice)
    shown = [person.id for person in people[:PAGE]]
    at = placements_today(session, actor, today)
    placements = {student: at[student] for student in shown if student in at}
    agreed = agreed_ids(session, actor, [placement for placement, _company in placements.values()])
    columns = columns_of(session, set().union(*agreed.values()))
    rule, signed = school_rule(session, actor.school_id), signed_off(session, actor, today)
    counts = _counts(session, actor, today, shown)
    cards = [card for group in columns for card in group.cards]

    def cell(student: UUID, placement: UUID | None, card: WorkProcessCard) -> Cell:
        count, level = counts.get((student, card.id), (Count(), None))
        state: CellState = "some" if count.seen else "open" if placement and card.id in agreed[placement] else "none"
        if card.id in signed[student]:
            state = "signed"
        elif measured(rule, count).met and count.seen:
            state = "ready"
        return Cell(card, state, level, count.seen)

    rows = []
    for person in people[:PAGE]:
        placement, company = placements.get(person.id, (None, None))
        rows.append(Row(person, company, [cell(person.id, placement, card) for card in cards]))
    return Matrix(columns, rows, more=len(people) > PAGE)


def _people(session: Session, actor: Actor, today: date, choice: Choice) -> list[PersonCard]:
    member = Membership
    query = (
        sa.select(col(member.id), col(member.first_name), col(member.last_name), col(member.picture))
        .where(
            col(member.school_id) == actor.school_id,
            col(member.id).in_(student_ids(actor, today)),
            col(member.erased_at).is_(None),
            sa.or_(col(member.ended_on).is_(None), col(member.ended_on) >= today),
        )
        .order_by(col(member.first_name), col(member.last_name), col(member.id))
        .limit(PAGE + 1)
        .offset(choice.skip)
    )
    if choice.group:
        members = _now(GroupMember, actor, today).where(col(GroupMember.group_id) == choice.group)
        query = query.where(col(member.id).in_(members))
    if choice.supervisor:
        caseload = _now(Caseload, actor, today).where(col(Caseload.supervisor_id) == choice.supervisor)
        query = query.where(col(member.id).in_(caseload))
    return [PersonCard(*row) for row in session.execute(query)]


def _now(period: type[GroupMember] | type[Caseload], actor: Actor, today: date) -> sa.Select[UUID]:
    """The students of rows that hold today."""
    return sa.select(col(period.student_id)).where(
        col(period.school_id) == actor.school_id,
        col(period.starts_on) <= today,
        sa.or_(col(period.ends_on).is_(None), col(period.ends_on) >= today),
    )


def columns_of(session: Session, work_process_ids: Collection[UUID]) -> list[Columns]:
    """These work processes by edition and qualification, each in the order of its dossier."""
    rows = session.execute(
        work_process_cards(language())
        .add_columns(
            col(Dossier.id),
            col(Dossier.title),
            col(Dossier.valid_from),
            col(Dossier.is_example),
            col(Qualification.title),
        )
        .join(Dossier, col(Dossier.id) == col(WorkProcess.dossier_id))
        .join(CoreTask, col(CoreTask.id) == col(WorkProcess.core_task_id))
        .outerjoin(Qualification, col(Qualification.id) == col(CoreTask.qualification_id))
        .where(col(WorkProcess.id).in_(work_process_ids))
        .order_by(
            col(Dossier.title),
            col(Dossier.valid_from).desc(),
            col(Dossier.id),
            sa.func.coalesce(col(Qualification.position), -1),
            col(WorkProcess.position),
            col(WorkProcess.code),
        )
    )
    groups = groupby(rows, key=lambda row: tuple(row[5:]))
    return [
        Columns(dossier, valid_from, is_example, qualification, [WorkProcessCard(*row[:5]) for row in found])
        for (_id, dossier, valid_from, is_example, qualification), found in groups
    ]


def _counts(
    session: Session, actor: Actor, today: date, students: list[UUID]
) -> dict[tuple[UUID, UUID], tuple[Count, IndependenceLevel]]:
    """What stands for each student and work process, counted by the database, and the newest level."""
    key = (col(Observation.student_id), col(Observation.work_process_id))
    newest_first = (
        col(Observation.observed_on).desc(),
        col(Observation.recorded_at).desc(),
        col(Observation.level),
        col(Observation.id),
    )
    seen = (
        sa.select(
            *key,
            col(Observation.level),
            col(Observation.observed_on),
            col(Observation.observer_id),
            col(Observation.contact_id),
            sa.func.row_number().over(partition_by=key, order_by=newest_first).label("turn"),
        )
        .where(
            col(Observation.school_id) == actor.school_id,
            col(Observation.student_id).in_(students),
            col(Observation.student_id).in_(student_ids(actor, today)),
            col(Observation.level).is_not(None),
            stands(Observation),
        )
        .subquery()
    )
    alone = seen.c.level == IndependenceLevel.SELF

    def different(column: sa.ColumnElement[object]) -> sa.ColumnElement[int]:
        return sa.func.count(sa.distinct(sa.case((alone, column))))

    rows = session.execute(
        sa.select(
            seen.c.student_id,
            seen.c.work_process_id,
            sa.func.max(sa.case((seen.c.turn == 1, seen.c.level))),
            sa.func.count(),
            sa.func.sum(sa.case((alone, 1), else_=0)),
            different(seen.c.observed_on),
            different(seen.c.observer_id),
            different(seen.c.contact_id),
        ).group_by(seen.c.student_id, seen.c.work_process_id)
    )
    return {(student, work_process): (Count(*counted), level) for student, work_process, level, *counted in rows}


def groups(session: Session, actor: Actor, today: date) -> list[Option]:
    """The groups in which this person has a student today."""
    mine = col(GroupMember.student_id).in_(student_ids(actor, today))
    members = _now(GroupMember, actor, today).with_only_columns(col(GroupMember.group_id)).where(mine)
    rows = session.execute(
        sa.select(col(Group.id), col(Group.name))
        .where(col(Group.school_id) == actor.school_id, col(Group.id).in_(members), not_ended(today))
        .order_by(col(Group.name), col(Group.id))
    )
    return [Option(*row) for row in rows]


def supervisors(session: Session, actor: Actor, today: date) -> list[Option]:
    """Who has students today; nothing for a supervisor, who sees no caseload but the own one."""
    if actor.role is Role.SUPERVISOR:
        return []
    holders = _now(Caseload, actor, today).with_only_columns(col(Caseload.supervisor_id))
    rows = session.execute(
        sa.select(col(Membership.id), col(Membership.first_name), col(Membership.last_name))
        .where(col(Membership.school_id) == actor.school_id, col(Membership.id).in_(holders))
        .order_by(col(Membership.first_name), col(Membership.last_name), col(Membership.id))
    )
    return [Option(member, f"{first} {last}".strip()) for member, first, last in rows]
