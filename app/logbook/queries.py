"""What somebody may see of the logs: their own, or those of their students."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.database import ask
from app.catalogue.models import Task
from app.catalogue.queries import TaskTile
from app.companies.models import Company
from app.logbook.additions import additions
from app.logbook.models import (
    EntryMedia,
    EntryStatus,
    Kept,
    LogEntry,
    LogRevision,
    LogTask,
    Media,
    MediaKind,
    MediaTask,
    Mood,
)
from app.people.actor import Actor
from app.people.models import IndependenceLevel, Membership, Role
from app.people.queries import Key, not_found, seen_by, sight, student_ids
from app.placements.models import Placement


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """A photo that has arrived; ``width`` and ``height`` are those of the large size, in pixels.

    ``tasks`` are those that it shows, as far as the student said so.
    """

    id: UUID
    width: int
    height: int
    tasks: tuple[TaskTile, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryCard:
    """An entry as it is read. ``additions``: what the student added after it was reviewed, oldest first.

    ``revision`` is the one that became the entry, ``newest_revision`` the last that was sent: an addition has another.
    ``done_with``: the first names of those who have the same work in an entry of their own, as far as this person may
    know; ``author_name`` is empty when the writer was erased.
    """

    id: UUID
    student_id: UUID
    student_name: str
    first_name: str
    student_picture: str | None
    placement_id: UUID | None
    company_name: str | None
    happened_on: date
    submitted_at: datetime
    revision: int
    newest_revision: int
    answers: int
    level: IndependenceLevel | None
    mood: Mood | None
    something_else: bool
    words: str
    language: str
    status: EntryStatus
    tasks: tuple[TaskTile, ...]
    photos: tuple[PhotoCard, ...]
    additions: tuple[str, ...]
    seen: bool
    author_id: UUID
    author_name: str
    group: bool
    done_with: tuple[str, ...]

    @property
    def can_change(self) -> bool:
        """Whether its student may change it or take it back: nobody has seen it."""
        return not self.seen

    @property
    def by_somebody_else(self) -> bool:
        """Whether a classmate wrote it down, for both."""
        return self.author_id != self.student_id


def entries(
    session: Session,
    actor: Actor,
    now: datetime,
    *,
    student_id: UUID | None = None,
    statuses: Collection[EntryStatus] | None = None,
    oldest_first: bool = False,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> list[EntryCard]:
    """The entries that this person may see, newest first, in two queries whatever their number; up to five when
    additions name other tasks and another level and there is work that was done together.

    Order and paging are by the server's time of receipt: ``before`` is the ``(submitted_at, id)`` of the last
    entry of the page before this one, also when the oldest come first. Staff never sees what was taken back.
    """
    order = (col(LogEntry.submitted_at), col(LogEntry.id))
    query = _visible(actor.role).limit(limit)
    query = query.order_by(*(order if oldest_first else (column.desc() for column in order)))
    if student_id is not None:
        query = query.where(col(LogEntry.student_id) == student_id)
    if statuses is not None:
        query = query.where(_has_status(statuses))
    if before is not None:
        query = query.where(_beyond(before, oldest_first=oldest_first))
    return _cards(session, actor, session.execute(query, _seen_by(actor, now)).all(), now)


def entry(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> EntryCard:
    """One entry. Raises 404 when it is not there and when it is not for this person."""
    rows = ask(session, _one(actor.role), {"entry": entry_id, **_seen_by(actor, now)}).all()
    if not rows:
        raise not_found()
    return _cards(session, actor, rows, now)[0]


def _seen_by(actor: Actor, now: datetime) -> dict[str, Any]:
    return seen_by(actor, local_day(now, actor.time_zone))


@cache
def _one(role: Role) -> sa.Select[*tuple[Any, ...]]:
    return _visible(role).where(col(LogEntry.id) == sa.bindparam("entry"))


@cache
def _visible(role: Role) -> sa.Select[*tuple[Any, ...]]:
    author = sa.orm.aliased(Membership)
    return (
        sa.select(
            col(LogEntry.id),
            col(LogEntry.student_id),
            col(Membership.first_name),
            col(Membership.last_name),
            col(Membership.picture),
            col(LogEntry.placement_id),
            col(Company.name),
            col(LogEntry.happened_on),
            col(LogEntry.submitted_at),
            col(LogEntry.revision),
            _newest_revision().label("newest_revision"),
            col(LogEntry.answers),
            col(LogEntry.level),
            col(LogEntry.mood),
            col(LogEntry.something_else),
            col(LogEntry.words),
            col(LogEntry.language),
            col(LogEntry.status),
            col(LogEntry.seen_revision),
            col(LogEntry.author_id),
            col(author.first_name).label("author_name"),
            col(LogEntry.group_log_id),
        )
        .join(Membership, col(Membership.id) == col(LogEntry.student_id))
        .join(author, col(author.id) == col(LogEntry.author_id))
        .outerjoin(Placement, col(Placement.id) == col(LogEntry.placement_id))
        .outerjoin(Company, col(Company.id) == col(Placement.company_id))
        .where(*within_sight_of(role))
    )


def _newest_revision() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.max(col(LogRevision.revision)))
        .where(col(LogRevision.school_id) == col(LogEntry.school_id), col(LogRevision.entry_id) == col(LogEntry.id))
        .correlate(LogEntry)
        .scalar_subquery()
    )


def within_sight(actor: Actor, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """What holds for every entry that this person may see."""
    students = student_ids(actor, local_day(now, actor.time_zone))
    return _in_sight(actor.role, actor.school_id, students)


@cache
def within_sight_of(role: Role) -> tuple[sa.ColumnElement[bool], ...]:
    """``within_sight`` for a statement that is put together once per role, as ``people.queries.sight``."""
    return _in_sight(role, sa.bindparam("sight_school"), sight(role))


def _in_sight(role: Role, school: Key, students: sa.Select[UUID]) -> tuple[sa.ColumnElement[bool], ...]:
    mine = (col(LogEntry.school_id) == school, col(LogEntry.student_id).in_(students))
    return mine if role is Role.STUDENT else (*mine, col(LogEntry.status) != EntryStatus.TAKEN_BACK)


def _has_status(statuses: Collection[EntryStatus]) -> sa.ColumnElement[bool]:
    if set(statuses) == {EntryStatus.NEW}:
        # Written out: with a parameter PostgreSQL's generic plan would not use the queue's partial index.
        return col(LogEntry.status) == sa.literal_column("0")
    return col(LogEntry.status).in_(list(statuses))


def _beyond(last: tuple[datetime, UUID], *, oldest_first: bool) -> sa.ColumnElement[bool]:
    moment, entry_id = last
    at, key = col(LogEntry.submitted_at), col(LogEntry.id)
    if oldest_first:
        return sa.or_(at > moment, sa.and_(at == moment, key > entry_id))
    return sa.or_(at < moment, sa.and_(at == moment, key < entry_id))


def _cards(session: Session, actor: Actor, rows: Sequence[sa.Row[*tuple[Any, ...]]], now: datetime) -> list[EntryCard]:
    if not rows:
        return []
    school_id = actor.school_id
    found = [row.id for row in rows]
    tasks, photos = _parts(session, school_id, found)
    arrived = {entry_id: [photo.id for photo in shown] for entry_id, shown in photos.items()}
    longer = [row.id for row in rows if row.newest_revision > row.revision]
    added = additions(session, school_id, longer, arrived) if longer else {}
    mates = _done_with(session, actor, rows, now)
    return [
        EntryCard(
            id=row.id,
            student_id=row.student_id,
            student_name=f"{row.first_name} {row.last_name}".strip(),
            first_name=row.first_name,
            student_picture=row.picture,
            placement_id=row.placement_id,
            company_name=row.name,
            happened_on=row.happened_on,
            submitted_at=row.submitted_at,
            revision=row.revision,
            newest_revision=row.newest_revision,
            answers=row.answers,
            level=row.level,
            mood=row.mood,
            something_else=row.something_else,
            words=row.words,
            language=row.language,
            status=row.status,
            tasks=tuple(tasks[row.id]),
            photos=tuple(photos[row.id]),
            additions=added.get(row.id, ()),
            seen=row.seen_revision is not None,
            author_id=row.author_id,
            author_name=row.author_name,
            group=row.group_log_id is not None,
            done_with=tuple(mates[row.id]),
        )
        for row in rows
    ]


def _done_with(
    session: Session, actor: Actor, rows: Sequence[sa.Row[*tuple[Any, ...]]], now: datetime
) -> dict[UUID, list[str]]:
    """Who else has the work of a shared entry. Students know with whom they worked; staff only knows their own."""
    groups = {row.group_log_id for row in rows} - {None}
    if not groups:
        return defaultdict(list)
    others = (
        sa.select(col(LogEntry.group_log_id), col(LogEntry.student_id), col(Membership.first_name))
        .join(Membership, col(Membership.id) == col(LogEntry.student_id))
        .where(
            col(LogEntry.school_id) == actor.school_id,
            col(LogEntry.group_log_id).in_(groups),
            col(LogEntry.status) != EntryStatus.TAKEN_BACK,
        )
        .order_by(col(Membership.first_name), col(Membership.id))
    )
    if not actor.is_student:
        others = others.where(col(LogEntry.student_id).in_(student_ids(actor, local_day(now, actor.time_zone))))
    found: dict[UUID, list[str]] = defaultdict(list)
    for group, student_id, name in session.execute(others):
        for row in rows:
            if row.group_log_id == group and row.student_id != student_id:
                found[row.id].append(name)
    return found


def _parts(
    session: Session, school_id: UUID, entry_ids: list[UUID]
) -> tuple[dict[UUID, list[TaskTile]], dict[UUID, list[PhotoCard]]]:
    """The tasks and the photos of entries, with what each photo shows."""
    rows = ask(session, _parts_of(), {"school": school_id, "entries": entry_ids}).all()
    tasks: dict[UUID, list[TaskTile]] = defaultdict(list)
    photos: dict[UUID, list[PhotoCard]] = defaultdict(list)
    for (entry_id, media_id, width, height), shown in groupby(rows, lambda row: row[:4]):
        tiles = (TaskTile(*row[4:7]) for row in shown if row[4])
        if media_id is None:
            tasks[entry_id].extend(tiles)
        else:
            photos[entry_id].append(PhotoCard(media_id, width, height, tuple(tiles)))
    return tasks, photos


@cache
def _parts_of() -> sa.Select[*tuple[Any, ...]]:
    """Rows of tasks, without a file, and of photos, with each task that one shows."""
    shows = sa.and_(
        col(MediaTask.entry_id) == col(EntryMedia.entry_id), col(MediaTask.media_id) == col(EntryMedia.media_id)
    )
    entries: sa.BindParameter[Any] = sa.bindparam("entries", expanding=True)
    task: tuple[Any, ...] = (col(Task.id).label("task_id"), col(Task.label), col(Task.pictogram))
    nothing = sa.cast(sa.null(), sa.Uuid), sa.cast(sa.null(), sa.Integer), sa.cast(sa.null(), sa.Integer)
    tasks = (
        sa.select(
            col(LogTask.entry_id),
            *nothing,
            *task,
            col(LogTask.position),
            sa.literal_column("0"),
            sa.literal_column("''"),
        )
        .join(Task, col(Task.id) == col(LogTask.task_id))
        .where(col(LogTask.school_id) == sa.bindparam("school"), col(LogTask.entry_id).in_(entries))
    )
    photos = (
        sa.select(
            col(EntryMedia.entry_id),
            col(Media.id).label("media_id"),
            col(Media.width),
            col(Media.height),
            *task,
            col(EntryMedia.position),
            sa.func.coalesce(col(Task.position), 0).label("task_position"),
            sa.func.coalesce(col(Task.label), "").label("task_label"),
        )
        .join(Media, col(Media.id) == col(EntryMedia.media_id))
        .outerjoin(MediaTask, shows)
        .outerjoin(Task, col(Task.id) == col(MediaTask.task_id))
        .where(
            col(EntryMedia.school_id) == sa.bindparam("school"),
            col(EntryMedia.entry_id).in_(entries),
            col(Media.kind) == MediaKind.PHOTO,
            col(Media.received_at).is_not(None),
        )
    )
    both = sa.union_all(photos, tasks).subquery()
    order = (both.c.entry_id, both.c.position, both.c.media_id, both.c.task_position, both.c.task_label, both.c.task_id)
    return sa.select(both).order_by(*order)


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of an entry that is on record."""

    revision: int
    digest: str
    kept: Kept
    body: dict[str, Any]


def revisions(session: Session, school_id: UUID, entry_id: UUID) -> list[Revision]:
    """All that was ever sent of an entry, oldest first. The caller has found the entry through the actor."""
    columns = (LogRevision.revision, LogRevision.digest, LogRevision.kept, LogRevision.body)
    rows = session.execute(
        sa.select(*(col(column) for column in columns))
        .where(col(LogRevision.school_id) == school_id, col(LogRevision.entry_id) == entry_id)
        .order_by(col(LogRevision.revision))
    )
    return [Revision(*row) for row in rows]
