"""What waits for an answer: the list, and the way through it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from app.base.clock import local_day
from app.base.database import ask
from app.catalogue.models import Task
from app.logbook.models import EntryMedia, EntryStatus, LogEntry, LogTask, Media, MediaKind
from app.people.actor import Actor
from app.people.models import GroupMember, Membership, Role
from app.people.queries import not_found, seen_by, sight, student_ids
from app.placements.models import Placement
from app.review.inputs import Filters, Only, Place

PAGE = 50
# Written out, so that PostgreSQL uses the partial index of the queue also in a plan that it keeps.
IS_NEW = col(LogEntry.status) == sa.literal_column("0")
IS_QUESTION = col(LogEntry.status) == sa.literal_column("2")
HAS = {EntryStatus.NEW: IS_NEW, EntryStatus.QUESTION: IS_QUESTION}
ALL = Filters()
BESIDE, NEXT = "\x1f", "\x1e"
"""Between a label and its pictogram, and between two tasks: signs that no text of ours holds."""


class QueueRow(NamedTuple):
    """An entry in the list. Without a photo the picture of its first task stands in.

    It holds what the database said as it came (SQLite has text for ids and moments): most rows are only compared with
    those that were drawn before.
    """

    status: int
    key: UUID | str
    name: str
    told: str | None
    photo_key: UUID | str | None
    moment: datetime | str
    seen_revision: int | None

    @property
    def id(self) -> UUID:
        """The entry."""
        return _id(self.key)

    @property
    def tasks(self) -> list[tuple[str, str]]:
        """What was done, in order: labels with their pictograms."""
        parts = (task.partition(BESIDE) for task in (self.told or "").split(NEXT) if task)
        return [(label, pictogram) for label, _line, pictogram in parts]

    @property
    def title(self) -> str:
        """What was done, in one line."""
        return ", ".join(label for label, _pictogram in self.tasks)

    @property
    def picture(self) -> str | None:
        """The pictogram of the first task."""
        return next((pictogram for _label, pictogram in self.tasks), None)

    @property
    def photo_id(self) -> UUID | None:
        """The photo to show."""
        return None if self.photo_key is None else _id(self.photo_key)

    @property
    def submitted_at(self) -> datetime:
        """When it reached us."""
        moment = self.moment
        return moment if isinstance(moment, datetime) else datetime.fromisoformat(moment).replace(tzinfo=UTC)

    @property
    def added(self) -> bool:
        """It was answered before, and the student added something."""
        return self.seen_revision is not None


def _id(key: UUID | str) -> UUID:
    return key if isinstance(key, UUID) else UUID(key)


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

    One query, or two when the list is longer than a page.
    """
    listed = _in_order(actor.role, filters.shape, beyond is not None)
    rows = [QueueRow._make(row) for row in ask(session, listed, _values(actor, now, filters, beyond)).all()]
    first_question = bisect_left(rows, EntryStatus.QUESTION, key=attrgetter("status"))
    new, questions = rows[:first_question], rows[first_question:][:PAGE]
    more, shown = len(new) > PAGE, new[:PAGE]
    total, upto = _counts(session, actor, now, filters, at) if more or beyond else _counted(shown, at, filters)
    return Queue(
        new=shown,
        questions=questions,
        total=total,
        upto=upto,
        next_page=(shown[-1].submitted_at, shown[-1].id) if more else None,
    )


def _counted(shown: Sequence[QueueRow], at: Place | None, filters: Filters) -> tuple[int, int]:
    """As ``_counts``, of a list that is here as a whole."""
    if at is None:
        return len(shown), 0
    places = ((row.submitted_at, row.id.hex) for row in shown)
    here = at[0], at[1].hex
    return len(shown), sum(place >= here if filters.newest else place <= here for place in places)


def seen_on(actor: Actor, now: datetime) -> dict[str, Any]:
    """The values that make ``of_ones_own`` that of this person."""
    return seen_by(actor, local_day(now, actor.time_zone))


def of_mine(actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """True for entries of this person's students."""
    today = local_day(now, actor.time_zone)
    return sa.and_(col(LogEntry.school_id) == actor.school_id, col(LogEntry.student_id).in_(student_ids(actor, today)))


@cache
def of_ones_own(role: Role) -> sa.ColumnElement[bool]:
    """``of_mine`` for a statement that is put together once per role, as ``people.queries.sight``."""
    return sa.and_(col(LogEntry.school_id) == sa.bindparam("sight_school"), col(LogEntry.student_id).in_(sight(role)))


def _values(actor: Actor, now: datetime, filters: Filters, place: Place | None = None) -> dict[str, Any]:
    """What fills in a statement about the queue; ``place`` is that to go on from or to count up to."""
    chosen = {"student": filters.student, "group": filters.group, "company": filters.company}
    at, key = place or (None, None)
    return seen_on(actor, now) | chosen | {"at": at, "key": key}


def _passes(role: Role, shape: Filters) -> sa.ColumnElement[bool]:
    """True for entries of one's own students that filters of this shape let through."""
    parts = [of_ones_own(role)]
    if shape.student:
        parts.append(col(LogEntry.student_id) == sa.bindparam("student"))
    if shape.group:
        parts.append(col(LogEntry.student_id).in_(_in_group()))
    if shape.company:
        there = sa.select(col(Placement.id)).where(
            col(Placement.school_id) == sa.bindparam("sight_school"),
            col(Placement.company_id) == sa.bindparam("company"),
        )
        parts.append(col(LogEntry.placement_id).in_(there))
    if shape.only is Only.ADDED:
        parts.append(col(LogEntry.seen_revision).is_not(None))
    return sa.and_(*parts)


def _in_group() -> sa.Select[UUID]:
    today: sa.BindParameter[date] = sa.bindparam("sight_day", type_=sa.Date)
    return sa.select(col(GroupMember.student_id)).where(
        col(GroupMember.school_id) == sa.bindparam("sight_school"),
        col(GroupMember.group_id) == sa.bindparam("group"),
        col(GroupMember.starts_on) <= today,
        sa.or_(col(GroupMember.ends_on).is_(None), col(GroupMember.ends_on) >= today),
    )


@cache
def _in_order(role: Role, shape: Filters, further: bool) -> sa.Select[*tuple[Any, ...]]:
    """What is new, and what was sent back with a question, each in order, as far as the filters ask for it."""
    parts = []
    if shape.only is not Only.QUESTION:
        new = _part(role, EntryStatus.NEW, shape)
        parts.append(new.where(_after(shape)) if further else new)
    if shape.only is not Only.ADDED:
        parts.append(_part(role, EntryStatus.QUESTION, shape))
    listed = sa.union_all(*(sa.select(part.subquery()) for part in parts)).subquery()
    at, key = listed.c.submitted_at, listed.c.id
    order = (at.desc(), key.desc()) if shape.newest else (at, key)
    return sa.select(listed).order_by(listed.c.status, *order)


def _part(role: Role, status: EntryStatus, shape: Filters) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            sa.literal_column(str(int(status))).label("status"),
            sa.type_coerce(col(LogEntry.id), sa.String).label("id"),
            col(Membership.first_name),
            _tasks_told().label("told"),
            sa.type_coerce(_a_photo(), sa.String).label("photo"),
            sa.type_coerce(col(LogEntry.submitted_at), sa.String).label("submitted_at"),
            (col(LogEntry.seen_revision) if status is EntryStatus.NEW else sa.cast(sa.null(), sa.Integer)).label(
                "seen_revision"
            ),
        )
        .join(Membership, col(Membership.id) == col(LogEntry.student_id))
        .where(_passes(role, shape), HAS[status])
        .order_by(*_order(shape))
        .limit(PAGE + 1)
    )


def _tasks_told() -> sa.ScalarSelect[str]:
    """The tasks of an entry, as ``QueueRow.tasks`` reads them. They are put in order before they are joined: SQLite's
    own way is newer.
    """
    told = (col(Task.label) + BESIDE + col(Task.pictogram)).label("told")
    tasks = (
        sa.select(told)
        .join(LogTask, col(LogTask.task_id) == col(Task.id))
        .where(*_tasks_here())
        .order_by(col(LogTask.position))
        .correlate(LogEntry)
        .subquery()
    )
    return sa.select(sa.func.aggregate_strings(tasks.c.told, sa.literal_column(f"'{NEXT}'"))).scalar_subquery()  # type: ignore[arg-type]  # a str would be filled in anew each time


def _tasks_here() -> tuple[sa.ColumnElement[bool], ...]:
    return col(LogTask.school_id) == col(LogEntry.school_id), col(LogTask.entry_id) == col(LogEntry.id)


def _a_photo() -> sa.ScalarSelect[UUID]:
    return (
        sa.select(col(Media.id))
        .join(EntryMedia, col(EntryMedia.media_id) == col(Media.id))
        .where(
            col(EntryMedia.school_id) == col(LogEntry.school_id),
            col(EntryMedia.entry_id) == col(LogEntry.id),
            col(Media.kind) == MediaKind.PHOTO,
            col(Media.received_at).is_not(None),
        )
        .order_by(col(EntryMedia.position))
        .limit(1)
        .correlate(LogEntry)
        .scalar_subquery()
    )


def _order(shape: Filters) -> tuple[sa.ColumnElement[Any], ...]:
    place = (col(LogEntry.submitted_at), col(LogEntry.id))
    return tuple(column.desc() if shape.newest else column.asc() for column in place)


def _after(shape: Filters) -> sa.ColumnElement[bool]:
    """True for entries that stand after the place of the values ``at`` and ``key``."""
    moment, entry_id = sa.bindparam("at", type_=UTCDateTime()), sa.bindparam("key", type_=sa.Uuid())
    at, key = col(LogEntry.submitted_at), col(LogEntry.id)
    if shape.newest:
        return sa.or_(at < moment, sa.and_(at == moment, key < entry_id))
    return sa.or_(at > moment, sa.and_(at == moment, key > entry_id))


def _counts(session: Session, actor: Actor, now: datetime, filters: Filters, at: Place | None) -> tuple[int, int]:
    """How many wait, and how many of them up to a place."""
    if filters.only is Only.QUESTION:
        return 0, 0
    waiting = _waiting(actor.role, filters.shape, at is not None)
    total, upto = ask(session, waiting, _values(actor, now, filters, at)).one()
    return int(total), int(upto)


@cache
def _waiting(role: Role, shape: Filters, to_a_place: bool) -> sa.Select[int, int]:
    before = sa.func.coalesce(sa.func.sum(sa.case((_after(shape), 0), else_=1)), 0) if to_a_place else sa.literal(0)
    return sa.select(sa.func.count(), before).select_from(LogEntry).where(_passes(role, shape), IS_NEW)


def first_tasks(session: Session, actor: Actor, entry_ids: list[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """The tasks of these entries, in order, each with its picture. The caller has found them through the actor."""
    found: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    if entry_ids:
        rows = ask(session, _tasks_of(), {"school": actor.school_id, "entries": entry_ids})
        for entry_id, label, pictogram in rows:
            found[entry_id].append((label, pictogram))
    return found


@cache
def _tasks_of() -> sa.Select[UUID, str, str]:
    return (
        sa.select(col(LogTask.entry_id), col(Task.label), col(Task.pictogram))
        .join(Task, col(Task.id) == col(LogTask.task_id))
        .where(
            col(LogTask.school_id) == sa.bindparam("school"),
            col(LogTask.entry_id).in_(sa.bindparam("entries", expanding=True)),
        )
        .order_by(col(LogTask.position))
    )


def first_photos(session: Session, actor: Actor, entry_ids: list[UUID]) -> dict[UUID, UUID]:
    """A photo of each of these entries that has one. The caller has found them through the actor."""
    if not entry_ids:
        return {}
    rows = ask(session, _photos_of(), {"school": actor.school_id, "entries": entry_ids})
    return {row.entry_id: row.id for row in rows}


@cache
def _photos_of() -> sa.Select[UUID, UUID]:
    return (
        sa.select(col(EntryMedia.entry_id), col(Media.id))
        .join(Media, col(Media.id) == col(EntryMedia.media_id))
        .where(
            col(EntryMedia.school_id) == sa.bindparam("school"),
            col(EntryMedia.entry_id).in_(sa.bindparam("entries", expanding=True)),
            col(Media.kind) == MediaKind.PHOTO,
            col(Media.received_at).is_not(None),
        )
        .order_by(col(EntryMedia.position).desc())
    )


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
    status = EntryStatus.QUESTION if filters.only is Only.QUESTION else EntryStatus.NEW
    following = _following(actor.role, status, filters.shape)
    return ask(session, following, _values(actor, now, filters, beyond)).scalar_one_or_none()


@cache
def _following(role: Role, status: EntryStatus, shape: Filters) -> sa.Select[UUID]:
    others = sa.select(col(LogEntry.id)).where(
        _passes(role, shape), HAS[status], col(LogEntry.id) != sa.bindparam("key", type_=sa.Uuid)
    )
    return others.order_by(sa.case((_after(shape), 0), else_=1), *_order(shape)).limit(1)
