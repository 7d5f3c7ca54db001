"""What waits for an answer, and what an answer needs to know."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.i18n import language
from app.catalogue.models import Task, WorkProcess
from app.catalogue.queries import WorkProcessCard, work_process_cards, work_processes_of_tasks
from app.logbook.models import EntryMedia, LogEntry, LogTask, Media, MediaKind
from app.logbook.queries import EntryCard
from app.people.actor import Actor
from app.people.models import IndependenceLevel, Membership
from app.people.queries import not_found, student_ids
from app.placements.queries import agreed_work_processes, current_placement
from app.review.models import Observation, Review, Verdict
from app.review.queries import stands

PAGE = 50
Place = tuple[datetime, UUID]
# Written out, so that PostgreSQL uses the partial index of the queue also in a plan that it keeps.
IS_NEW = col(LogEntry.status) == sa.literal_column("0")
IS_QUESTION = col(LogEntry.status) == sa.literal_column("2")


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An entry in the list. Without a photo the picture of its first task stands in."""

    id: UUID
    name: str
    title: str
    picture: str | None
    photo_id: UUID | None
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits: new entries, oldest first, a page at a time, and those that were sent back with a question.

    ``total`` counts all new ones; ``next_page`` is the place to go on from, when there is more.
    """

    new: list[QueueRow]
    questions: list[QueueRow]
    total: int
    next_page: Place | None


@dataclass(frozen=True, slots=True)
class Proposals:
    """The work processes that an entry may show: first those to look at, then the others."""

    first: list[WorkProcessCard]
    more: list[WorkProcessCard]

    @property
    def ids(self) -> set[UUID]:
        """All of them."""
        return {card.id for card in (*self.first, *self.more)}


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """An answer that stands, as staff sees it."""

    id: UUID
    entry_id: UUID
    revision: int
    student_name: str
    reviewer_id: UUID
    reviewer_name: str
    verdict: Verdict
    reply: str
    reviewed_at: datetime
    visible_at: datetime

    def can_be_undone(self, actor: Actor, now: datetime) -> bool:
        """By the one who gave it, within the minute."""
        return self.reviewer_id == actor.member_id and now < self.visible_at


def queue(session: Session, actor: Actor, now: datetime, beyond: Place | None = None) -> Queue:
    """The list of this person: a page of new entries after ``beyond``, and on every page all questions (at most 50).

    Five queries, whatever there is.
    """
    new = session.execute(_oldest_first(actor, now, IS_NEW, beyond).limit(PAGE + 1)).all()
    questions = session.execute(_oldest_first(actor, now, IS_QUESTION).limit(PAGE)).all()
    shown = [*new[:PAGE], *questions]
    found = [row.id for row in shown]
    tasks, photos = _first_tasks(session, actor, found), first_photos(session, actor, found)
    rows = [
        QueueRow(
            row.id,
            row.first_name,
            ", ".join(label for label, _picture in tasks[row.id]),
            tasks[row.id][0][1] if tasks[row.id] else None,
            photos.get(row.id),
            row.submitted_at,
        )
        for row in shown
    ]
    count = len(new[:PAGE])
    more = len(new) > PAGE
    return Queue(
        new=rows[:count],
        questions=rows[count:],
        total=_total(session, actor, now),
        next_page=(rows[count - 1].submitted_at, rows[count - 1].id) if more else None,
    )


def _mine(actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    today = local_day(now, actor.time_zone)
    return sa.and_(col(LogEntry.school_id) == actor.school_id, col(LogEntry.student_id).in_(student_ids(actor, today)))


def _oldest_first(
    actor: Actor, now: datetime, status: sa.ColumnElement[bool], beyond: Place | None = None
) -> sa.Select[*tuple[Any, ...]]:
    place = (col(LogEntry.submitted_at), col(LogEntry.id))
    query = (
        sa.select(col(LogEntry.id), col(Membership.first_name), col(LogEntry.submitted_at))
        .join(Membership, col(Membership.id) == col(LogEntry.student_id))
        .where(_mine(actor, now), status)
        .order_by(*place)
    )
    return query if beyond is None else query.where(_after(beyond))


def _after(place: Place) -> sa.ColumnElement[bool]:
    at, key = col(LogEntry.submitted_at), col(LogEntry.id)
    return sa.or_(at > place[0], sa.and_(at == place[0], key > place[1]))


def _total(session: Session, actor: Actor, now: datetime) -> int:
    waiting = sa.select(sa.func.count()).select_from(LogEntry).where(_mine(actor, now), IS_NEW)
    return int(session.execute(waiting).scalar_one())


def _first_tasks(session: Session, actor: Actor, entry_ids: list[UUID]) -> dict[UUID, list[tuple[str, str]]]:
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
        sa.select(col(LogEntry.submitted_at), col(LogEntry.id)).where(_mine(actor, now), col(LogEntry.id) == entry_id)
    ).one_or_none()
    if row is None:
        raise not_found()
    return row.submitted_at, row.id


def next_entry(session: Session, actor: Actor, now: datetime, beyond: Place) -> UUID | None:
    """The new entry to open after the one at ``beyond``: the oldest that came later, else the oldest of all."""
    oldest = sa.select(col(LogEntry.id)).where(_mine(actor, now), IS_NEW)
    return session.execute(
        oldest.order_by(sa.case((_after(beyond), 0), else_=1), col(LogEntry.submitted_at), col(LogEntry.id)).limit(1)
    ).scalar_one_or_none()


def proposals(session: Session, actor: Actor, entry: EntryCard, now: datetime) -> Proposals:
    """What an entry may show. To look at first: what its tasks were mapped to, as far as it was agreed for the
    placement; when that is nothing, all that was mapped, else all that was agreed.
    """
    placement_id = entry.placement_id
    if placement_id is None:
        placement = current_placement(session, actor, entry.student_id, local_day(now, actor.time_zone))
        placement_id = placement.id if placement else None
    agreed = agreed_work_processes(session, placement_id, language()) if placement_id else []
    mapped = work_processes_of_tasks(session, [task.id for task in entry.tasks], language()) if entry.tasks else []
    mapped_ids = {card.id for card in mapped}
    both = [card for card in agreed if card.id in mapped_ids]
    first = both or mapped or agreed
    return Proposals(first, _without(first, (*mapped, *agreed)))


def _without(taken: Iterable[WorkProcessCard], cards: Iterable[WorkProcessCard]) -> list[WorkProcessCard]:
    seen = {card.id for card in taken}
    left = {card.id: card for card in cards if card.id not in seen}
    return list(left.values())


def newest_review(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> ReviewCard | None:
    """The answer that stands for an entry of one of this person's students."""
    row = session.execute(
        _reviews(actor, now)
        .where(col(Review.entry_id) == entry_id)
        .order_by(col(Review.reviewed_at).desc(), col(Review.id))
        .limit(1)
    ).one_or_none()
    return ReviewCard(*row) if row else None


def review(session: Session, actor: Actor, review_id: UUID, now: datetime) -> ReviewCard | None:
    """One answer that stands, when its entry is of one of this person's students."""
    row = session.execute(_reviews(actor, now).where(col(Review.id) == review_id)).one_or_none()
    return ReviewCard(*row) if row else None


def _reviews(
    actor: Actor, now: datetime
) -> sa.Select[UUID, UUID, int, str, UUID, str, Verdict, str, datetime, datetime]:
    owner, reviewer = sa.orm.aliased(Membership), sa.orm.aliased(Membership)
    return (
        sa.select(
            col(Review.id),
            col(Review.entry_id),
            col(Review.revision),
            col(owner.first_name),
            col(reviewer.id),
            col(reviewer.first_name),
            col(Review.verdict),
            col(Review.reply),
            col(Review.reviewed_at),
            col(Review.visible_at),
        )
        .join(LogEntry, col(LogEntry.id) == col(Review.entry_id))
        .join(owner, col(owner.id) == col(LogEntry.student_id))
        .join(reviewer, col(reviewer.id) == col(Review.reviewer_id))
        .where(_mine(actor, now), col(Review.undone_at).is_(None))
    )


def levels_of(session: Session, actor: Actor, review_id: UUID) -> list[tuple[WorkProcessCard, IndependenceLevel]]:
    """What an answer recorded per work process, as it stands. The caller has found the review through the actor."""
    rows = session.execute(
        work_process_cards(language())
        .add_columns(col(Observation.level))
        .join(Observation, col(Observation.work_process_id) == col(WorkProcess.id))
        .where(
            col(Observation.school_id) == actor.school_id,
            col(Observation.review_id) == review_id,
            col(Observation.level).is_not(None),
            stands(Observation),
        )
        .order_by(col(WorkProcess.position))
    )
    return [(WorkProcessCard(*card), level) for *card, level in rows]
