"""What waits for an answer: the list, and the way through it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.catalogue.models import Task
from app.logbook.models import EntryMedia, LogEntry, LogTask, Media, MediaKind
from app.people.actor import Actor
from app.people.models import GroupMember, Membership
from app.people.queries import not_found, student_ids
from app.placements.models import Placement
from app.review.inputs import Filters, Only, Place

PAGE = 50
# Written out, so that PostgreSQL uses the partial index of the queue also in a plan that it keeps.
IS_NEW = col(LogEntry.status) == sa.literal_column("0")
IS_QUESTION = col(LogEntry.status) == sa.literal_column("2")
ALL = Filters()


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An entry in the list. Without a photo the picture of its first task stands in.

    ``added``: it was answered before, and the student added something.
    """

    id: UUID
    name: str
    title: str
    picture: str | None
    photo_id: UUID | None
    submitted_at: datetime
    added: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits: new entries, a page at a time, and those that were sent back with a question.

    ``total`` counts all new ones that pass the filters, ``upto`` those up to the place that was asked about;
    ``next_page`` is the place to go on from, when there is more.
    """

    new: list[QueueRow]
    questions: list[QueueRow]
    total: int
    upto: int
    next_page: Place | None


def queue(
    session: Session,
    actor: Actor,
    now: datetime,
    beyond: Place | None = None,
    filters: Filters = ALL,
    at: Place | None = None,
) -> Queue:
    """The list of this person: a page of new entries after ``beyond``, and on every page all questions (at most 50).
    ``at`` asks how far down the list a place is.

    Five queries, whatever there is.
    """
    new: list[sa.Row[*tuple[Any, ...]]] = []
    questions: list[sa.Row[*tuple[Any, ...]]] = []
    if filters.only is not Only.QUESTION:
        new = list(session.execute(_in_order(actor, now, IS_NEW, filters, beyond).limit(PAGE + 1)))
    if filters.only is not Only.ADDED:
        questions = list(session.execute(_in_order(actor, now, IS_QUESTION, filters).limit(PAGE)))
    more, count = len(new) > PAGE, len(new[:PAGE])
    shown = [*new[:PAGE], *questions]
    found = [row.id for row in shown]
    tasks, photos = first_tasks(session, actor, found), first_photos(session, actor, found)
    rows = [
        QueueRow(
            row.id,
            row.first_name,
            ", ".join(label for label, _picture in tasks[row.id]),
            tasks[row.id][0][1] if tasks[row.id] else None,
            photos.get(row.id),
            row.submitted_at,
            row.seen_revision is not None and place < count,
        )
        for place, row in enumerate(shown)
    ]
    total, upto = _counts(session, actor, now, filters, at)
    return Queue(
        new=rows[:count],
        questions=rows[count:],
        total=total,
        upto=upto,
        next_page=(rows[count - 1].submitted_at, rows[count - 1].id) if more else None,
    )


def of_mine(actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """True for entries of this person's students."""
    today = local_day(now, actor.time_zone)
    return sa.and_(col(LogEntry.school_id) == actor.school_id, col(LogEntry.student_id).in_(student_ids(actor, today)))


def _passes(actor: Actor, now: datetime, filters: Filters) -> sa.ColumnElement[bool]:
    """True for entries of this person's students that the filters let through."""
    parts = [of_mine(actor, now)]
    if filters.student:
        parts.append(col(LogEntry.student_id) == filters.student)
    if filters.group:
        parts.append(col(LogEntry.student_id).in_(_in_group(actor, now, filters.group)))
    if filters.company:
        there = sa.select(col(Placement.id)).where(
            col(Placement.school_id) == actor.school_id, col(Placement.company_id) == filters.company
        )
        parts.append(col(LogEntry.placement_id).in_(there))
    if filters.only is Only.ADDED:
        parts.append(col(LogEntry.seen_revision).is_not(None))
    return sa.and_(*parts)


def _in_group(actor: Actor, now: datetime, group_id: UUID) -> sa.Select[UUID]:
    today = local_day(now, actor.time_zone)
    return sa.select(col(GroupMember.student_id)).where(
        col(GroupMember.school_id) == actor.school_id,
        col(GroupMember.group_id) == group_id,
        col(GroupMember.starts_on) <= today,
        sa.or_(col(GroupMember.ends_on).is_(None), col(GroupMember.ends_on) >= today),
    )


def _in_order(
    actor: Actor, now: datetime, status: sa.ColumnElement[bool], filters: Filters, beyond: Place | None = None
) -> sa.Select[*tuple[Any, ...]]:
    query = (
        sa.select(col(LogEntry.id), col(Membership.first_name), col(LogEntry.submitted_at), col(LogEntry.seen_revision))
        .join(Membership, col(Membership.id) == col(LogEntry.student_id))
        .where(_passes(actor, now, filters), status)
        .order_by(*_order(filters))
    )
    return query if beyond is None else query.where(_after(beyond, filters))


def _order(filters: Filters) -> tuple[sa.ColumnElement[Any], ...]:
    place = (col(LogEntry.submitted_at), col(LogEntry.id))
    return tuple(column.desc() if filters.newest else column.asc() for column in place)


def _after(place: Place, filters: Filters) -> sa.ColumnElement[bool]:
    at, key = col(LogEntry.submitted_at), col(LogEntry.id)
    if filters.newest:
        return sa.or_(at < place[0], sa.and_(at == place[0], key < place[1]))
    return sa.or_(at > place[0], sa.and_(at == place[0], key > place[1]))


def _counts(session: Session, actor: Actor, now: datetime, filters: Filters, at: Place | None) -> tuple[int, int]:
    """How many wait, and how many of them up to a place."""
    if filters.only is Only.QUESTION:
        return 0, 0
    before = sa.func.coalesce(sa.func.sum(sa.case((_after(at, filters), 0), else_=1)), 0) if at else sa.literal(0)
    waiting = sa.select(sa.func.count(), before).select_from(LogEntry).where(_passes(actor, now, filters), IS_NEW)
    total, upto = session.execute(waiting).one()
    return int(total), int(upto)


def first_tasks(session: Session, actor: Actor, entry_ids: list[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """The tasks of these entries, in order, each with its picture. The caller has found them through the actor."""
    found: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    if entry_ids:
        rows = session.execute(
            sa.select(col(LogTask.entry_id), col(Task.label), col(Task.pictogram))
            .join(Task, col(Task.id) == col(LogTask.task_id))
            .where(col(LogTask.school_id) == actor.school_id, col(LogTask.entry_id).in_(entry_ids))
            .order_by(col(LogTask.position))
        )
        for entry_id, label, pictogram in rows:
            found[entry_id].append((label, pictogram))
    return found


def first_photos(session: Session, actor: Actor, entry_ids: list[UUID]) -> dict[UUID, UUID]:
    """A photo of each of these entries that has one. The caller has found them through the actor."""
    if not entry_ids:
        return {}
    rows = session.execute(
        sa.select(col(EntryMedia.entry_id), col(Media.id))
        .join(Media, col(Media.id) == col(EntryMedia.media_id))
        .where(
            col(EntryMedia.school_id) == actor.school_id,
            col(EntryMedia.entry_id).in_(entry_ids),
            col(Media.kind) == MediaKind.PHOTO,
            col(Media.received_at).is_not(None),
        )
        .order_by(col(EntryMedia.position).desc())
    )
    return {row.entry_id: row.id for row in rows}


def place_of(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> Place:
    """Where an entry of one of this person's students stands in the order. Raises 404."""
    row = session.execute(
        sa.select(col(LogEntry.submitted_at), col(LogEntry.id)).where(of_mine(actor, now), col(LogEntry.id) == entry_id)
    ).one_or_none()
    if row is None:
        raise not_found()
    return row.submitted_at, row.id


def next_entry(session: Session, actor: Actor, now: datetime, beyond: Place, filters: Filters = ALL) -> UUID | None:
    """The entry to open after the one at ``beyond``: the next in the list, else the first of all.

    Among those with a question when the filters ask for these, else among the new ones.
    """
    status = IS_QUESTION if filters.only is Only.QUESTION else IS_NEW
    waiting = sa.select(col(LogEntry.id)).where(_passes(actor, now, filters), status, col(LogEntry.id) != beyond[1])
    first = sa.case((_after(beyond, filters), 0), else_=1)
    return session.execute(waiting.order_by(first, *_order(filters)).limit(1)).scalar_one_or_none()
