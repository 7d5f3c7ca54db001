"""What *iets anders* turned out to be: the tasks by which staff named what a student did."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.catalogue.models import Task
from app.catalogue.queries import TaskTile, tasks_at
from app.logbook.models import LogEntry, LogTask
from app.logbook.queries import EntryCard
from app.people.actor import Actor
from app.people.models import Membership
from app.placements.models import Placement
from app.placements.queries import current_placement
from app.review.queue import of_mine


@dataclass(frozen=True, slots=True)
class NamedTask:
    """The task that an entry with *iets anders* was given, and the first name of who did."""

    task_id: UUID
    label: str
    pictogram: str
    by: str


def named_tasks(session: Session, actor: Actor, entry_ids: Collection[UUID], now: datetime) -> dict[UUID, NamedTask]:
    """The names that staff gave, by entry, as far as these are entries that this person may see."""
    if not entry_ids:
        return {}
    rows = session.execute(
        sa.select(col(LogTask.entry_id), col(Task.id), col(Task.label), col(Task.pictogram), col(Membership.first_name))
        .join(LogEntry, col(LogEntry.id) == col(LogTask.entry_id))
        .join(Task, col(Task.id) == col(LogTask.task_id))
        .join(Membership, col(Membership.id) == col(LogTask.named_by_id))
        .where(of_mine(actor, now), col(LogTask.entry_id).in_(entry_ids))
    )
    return {entry_id: NamedTask(*task) for entry_id, *task in rows}


def company_of(session: Session, actor: Actor, card: EntryCard, now: datetime) -> UUID | None:
    """Where the work was done, as far as that is known."""
    if card.placement_id is None:
        placement = current_placement(session, actor, card.student_id, local_day(now, actor.time_zone))
        return placement.company_id if placement else None
    here = (col(Placement.school_id) == actor.school_id, col(Placement.id) == card.placement_id)
    return session.execute(sa.select(col(Placement.company_id)).where(*here)).scalar_one_or_none()


def tasks_to_choose(session: Session, actor: Actor, company_id: UUID | None, now: datetime) -> list[TaskTile]:
    """By which tasks an entry at this company can be named."""
    return tasks_at(session, actor.school_id, company_id, local_day(now, actor.time_zone))
