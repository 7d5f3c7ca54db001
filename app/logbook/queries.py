"""What somebody may see of the logs: their own, or those of their students."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.i18n import language, ngettext
from app.catalogue.models import Task
from app.catalogue.queries import TaskTile
from app.companies.models import Company
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
from app.logbook.words import level_label, mood_label
from app.people.actor import Actor
from app.people.models import IndependenceLevel, Membership
from app.people.queries import not_found, own_level_labels, student_ids
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
    """

    id: UUID
    student_id: UUID
    student_name: str
    student_picture: str | None
    placement_id: UUID | None
    company_name: str | None
    happened_on: date
    submitted_at: datetime
    revision: int
    newest_revision: int
    level: IndependenceLevel | None
    mood: Mood | None
    something_else: bool
    words: str
    language: str
    status: EntryStatus
    tasks: tuple[TaskTile, ...]
    photos: tuple[PhotoCard, ...]
    additions: tuple[str, ...]


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
    """The entries that this person may see, newest first, in four queries whatever their number; in six when an
    addition names other tasks and another level.

    Order and paging are by the server's time of receipt: ``before`` is the ``(submitted_at, id)`` of the last
    entry of the page before this one, also when the oldest come first. Staff never sees what was taken back.
    """
    order = (col(LogEntry.submitted_at), col(LogEntry.id))
    query = _visible(actor, now).limit(limit)
    query = query.order_by(*(order if oldest_first else (column.desc() for column in order)))
    if student_id is not None:
        query = query.where(col(LogEntry.student_id) == student_id)
    if statuses is not None:
        query = query.where(_has_status(statuses))
    if before is not None:
        query = query.where(_beyond(before, oldest_first=oldest_first))
    return _cards(session, actor.school_id, session.execute(query).all())


def entry(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> EntryCard:
    """One entry. Raises 404 when it is not there and when it is not for this person."""
    rows = session.execute(_visible(actor, now).where(col(LogEntry.id) == entry_id)).all()
    if not rows:
        raise not_found()
    return _cards(session, actor.school_id, rows)[0]


def _visible(actor: Actor, now: datetime) -> sa.Select[*tuple[Any, ...]]:
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
            col(LogEntry.level),
            col(LogEntry.mood),
            col(LogEntry.something_else),
            col(LogEntry.words),
            col(LogEntry.language),
            col(LogEntry.status),
        )
        .join(Membership, col(Membership.id) == col(LogEntry.student_id))
        .outerjoin(Placement, col(Placement.id) == col(LogEntry.placement_id))
        .outerjoin(Company, col(Company.id) == col(Placement.company_id))
        .where(*_within_sight(actor, now))
    )


def _newest_revision() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.max(col(LogRevision.revision)))
        .where(col(LogRevision.school_id) == col(LogEntry.school_id), col(LogRevision.entry_id) == col(LogEntry.id))
        .correlate(LogEntry)
        .scalar_subquery()
    )


def _within_sight(actor: Actor, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """What holds for every entry that this person may see."""
    mine = (
        col(LogEntry.school_id) == actor.school_id,
        col(LogEntry.student_id).in_(student_ids(actor, local_day(now, actor.time_zone))),
    )
    return mine if actor.is_student else (*mine, col(LogEntry.status) != EntryStatus.TAKEN_BACK)


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


def _cards(session: Session, school_id: UUID, rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> list[EntryCard]:
    if not rows:
        return []
    found = [row.id for row in rows]
    tasks, photos = _tasks(session, school_id, found), _photos(session, school_id, found)
    told = _told(session, school_id, found)
    words = _words_for(session, school_id, told.values())
    return [
        EntryCard(
            id=row.id,
            student_id=row.student_id,
            student_name=f"{row.first_name} {row.last_name}".strip(),
            student_picture=row.picture,
            placement_id=row.placement_id,
            company_name=row.name,
            happened_on=row.happened_on,
            submitted_at=row.submitted_at,
            revision=row.revision,
            newest_revision=row.newest_revision,
            level=row.level,
            mood=row.mood,
            something_else=row.something_else,
            words=row.words,
            language=row.language,
            status=row.status,
            tasks=tuple(tasks[row.id]),
            photos=tuple(photos[row.id]),
            additions=_added_texts(told[row.id], {str(photo.id) for photo in photos[row.id]}, words),
        )
        for row in rows
    ]


def _tasks(session: Session, school_id: UUID, entry_ids: list[UUID]) -> dict[UUID, list[TaskTile]]:
    rows = session.execute(
        sa.select(col(LogTask.entry_id), col(Task.id), col(Task.label), col(Task.pictogram))
        .join(Task, col(Task.id) == col(LogTask.task_id))
        .where(col(LogTask.school_id) == school_id, col(LogTask.entry_id).in_(entry_ids))
        .order_by(col(LogTask.position), col(Task.id))
    )
    found: dict[UUID, list[TaskTile]] = defaultdict(list)
    for entry_id, *tile in rows:
        found[entry_id].append(TaskTile(*tile))
    return found


def _photos(session: Session, school_id: UUID, entry_ids: list[UUID]) -> dict[UUID, list[PhotoCard]]:
    shows = sa.and_(
        col(MediaTask.entry_id) == col(EntryMedia.entry_id), col(MediaTask.media_id) == col(EntryMedia.media_id)
    )
    rows = session.execute(
        sa.select(
            col(EntryMedia.entry_id),
            col(Media.id),
            col(Media.width),
            col(Media.height),
            col(Task.id),
            col(Task.label),
            col(Task.pictogram),
        )
        .join(Media, col(Media.id) == col(EntryMedia.media_id))
        .outerjoin(MediaTask, shows)
        .outerjoin(Task, col(Task.id) == col(MediaTask.task_id))
        .where(
            col(EntryMedia.school_id) == school_id,
            col(EntryMedia.entry_id).in_(entry_ids),
            col(Media.kind) == MediaKind.PHOTO,
            col(Media.received_at).is_not(None),
        )
        .order_by(col(EntryMedia.position), col(Media.id), col(Task.position), col(Task.label))
    )
    found: dict[UUID, list[PhotoCard]] = defaultdict(list)
    for (entry_id, media_id, width, height), shown in groupby(rows, lambda row: row[:4]):
        tasks = tuple(TaskTile(*row[4:]) for row in shown if row[4])
        found[entry_id].append(PhotoCard(media_id, width, height, tasks))
    return found


def _told(session: Session, school_id: UUID, entry_ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """What the revision says that became the entry, then what the additions say that came after it."""
    rows = session.execute(
        sa.select(col(LogRevision.entry_id), col(LogRevision.body))
        .join(LogEntry, col(LogEntry.id) == col(LogRevision.entry_id))
        .where(
            col(LogRevision.school_id) == school_id,
            col(LogRevision.entry_id).in_(entry_ids),
            col(LogRevision.revision) >= col(LogEntry.revision),
        )
        .order_by(col(LogRevision.revision))
    )
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for entry_id, body in rows:
        found[entry_id].append(body)
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """What it takes to say an addition: tasks by id, and the school's own words for levels."""

    tasks: dict[str, str]
    levels: dict[int, str]


def _words_for(session: Session, school_id: UUID, told: Collection[list[dict[str, Any]]]) -> _Words:
    steps = [step for bodies in told for step in pairwise(bodies)]
    tasks = {UUID(task) for before, body in steps for task in set(before["tasks"]) ^ set(body["tasks"])}
    levels = any(before["level"] != body["level"] for before, body in steps)
    return _Words(
        _task_labels(session, school_id, tasks) if tasks else {},
        own_level_labels(session, school_id, language()) if levels else {},
    )


def _task_labels(session: Session, school_id: UUID, task_ids: Collection[UUID]) -> dict[str, str]:
    rows = session.execute(
        sa.select(col(Task.id), col(Task.label)).where(col(Task.school_id) == school_id, col(Task.id).in_(task_ids))
    )
    return {str(row.id): row.label for row in rows}


def _added_texts(bodies: list[dict[str, Any]], arrived: Collection[str], words: _Words) -> tuple[str, ...]:
    """What each addition says that was not said before it. Photos count once they have ``arrived``."""
    return tuple(text for before, body in pairwise(bodies) for text in _added(before, body, arrived, words))


def _added(before: dict[str, Any], body: dict[str, Any], arrived: Collection[str], words: _Words) -> Iterator[str]:
    more, less = _done(body, before, words), _done(before, body, words)
    if more:
        yield _("Ook gedaan: %(tasks)s", tasks=", ".join(more))
    if less:
        yield _("Toch niet gedaan: %(tasks)s", tasks=", ".join(less))
    if body["level"] not in (None, before["level"]):
        label = level_label(IndependenceLevel(body["level"]), words.levels)
        yield _("Hoe het ging: %(level)s", level=label)
    if body["mood"] not in (None, before["mood"]):
        yield _("Gevoel: %(mood)s", mood=mood_label(Mood(body["mood"])))
    if body["words"] and body["words"] != before["words"]:
        yield str(body["words"])
    photos = {one["id"] for one in body["media"]} - {one["id"] for one in before["media"]}
    count = len(photos & set(arrived))
    if count:
        yield ngettext("%(n)s nieuwe foto", "%(n)s nieuwe foto’s", count)


def _done(body: dict[str, Any], other: dict[str, Any], words: _Words) -> list[str]:
    """What this one names as done and the other does not."""
    tasks = [words.tasks[task] for task in body["tasks"] if task in words.tasks and task not in other["tasks"]]
    return [*tasks, _("Iets anders")] if body["something_else"] and not other["something_else"] else tasks


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


@dataclass(frozen=True, slots=True)
class AwaitedMedia:
    """A file that an entry lists; ``received`` when it is here."""

    id: UUID
    school_id: UUID
    digest: str
    received: bool


def refused() -> Problem:
    """The answer for an id that is somebody else's and for one that nobody listed alike, so that it tells nothing."""
    text = _("Dit kunnen we niet bewaren. Vraag je begeleider om hulp.")
    return Problem(422, "refused", text)


def awaited_media(session: Session, actor: Actor, entry_id: UUID, media_id: UUID) -> AwaitedMedia:
    """A file that an entry of this student lists.

    Raises ``Problem`` 422: ``photos-not-allowed`` when the entry named it while there could be no photos, else
    ``refused``.
    """
    row = session.execute(
        sa.select(col(Media.digest), col(Media.received_at))
        .join(EntryMedia, col(EntryMedia.media_id) == col(Media.id))
        .join(LogEntry, col(LogEntry.id) == col(EntryMedia.entry_id))
        .where(
            col(Media.id) == media_id,
            col(Media.owner_id) == actor.member_id,
            *_own_entry(actor, entry_id),
        )
    ).one_or_none()
    if row is not None:
        return AwaitedMedia(media_id, actor.school_id, row.digest, row.received_at is not None)
    newest = session.scalars(
        sa.select(col(LogRevision.body))
        .join(LogEntry, col(LogEntry.id) == col(LogRevision.entry_id))
        .where(*_own_entry(actor, entry_id))
        .order_by(col(LogRevision.revision).desc())
        .limit(1)
    ).one_or_none()
    if newest and str(media_id) in {one["id"] for one in newest["media"]}:
        text = _("Hier mogen nu geen foto’s. De rest van je werk is wel bewaard.")
        raise Problem(422, "photos-not-allowed", text)
    raise refused()


def _own_entry(actor: Actor, entry_id: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(LogEntry.id) == entry_id,
        col(LogEntry.school_id) == actor.school_id,
        col(LogEntry.student_id) == actor.member_id,
    )


def own_media(session: Session, actor: Actor, media_ids: Collection[UUID]) -> dict[UUID, str]:
    """The digests of those of these files that this student sent or will send, in the order asked."""
    rows = session.execute(
        sa.select(col(Media.id), col(Media.digest)).where(
            col(Media.id).in_(media_ids),
            col(Media.school_id) == actor.school_id,
            col(Media.owner_id) == actor.member_id,
        )
    )
    found = {row.id: row.digest for row in rows}
    return {media_id: found[media_id] for media_id in media_ids if media_id in found}


def listed_media(session: Session, school_id: UUID, entry_id: UUID) -> set[UUID]:
    """The files that an entry lists."""
    mine = (col(EntryMedia.school_id) == school_id, col(EntryMedia.entry_id) == entry_id)
    return set(session.scalars(sa.select(col(EntryMedia.media_id)).where(*mine)))


def media_key(school_id: UUID, media_id: UUID, size: str) -> str:
    """Where a photo is stored; ``size`` is ``large`` or ``small``."""
    return f"{school_id}/{media_id}/{size}.webp"


def photo_key(session: Session, actor: Actor, media_id: UUID, size: str, now: datetime) -> str:
    """Where a photo is stored that this person may see: with an entry of their students, or one's own.

    Raises 404 for any other, for one that has not arrived, and for staff when the entry was taken back.
    """
    seen = (
        sa.select(col(EntryMedia.media_id))
        .join(LogEntry, col(LogEntry.id) == col(EntryMedia.entry_id))
        .where(*_within_sight(actor, now))
    )
    found = session.execute(
        sa.select(col(Media.id)).where(
            col(Media.id) == media_id,
            col(Media.school_id) == actor.school_id,
            col(Media.received_at).is_not(None),
            sa.or_(col(Media.id).in_(seen), col(Media.owner_id) == actor.member_id),
        )
    ).one_or_none()
    if found is None:
        raise not_found()
    return media_key(actor.school_id, media_id, size)
