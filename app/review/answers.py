"""What an answer needs to know of its entry, and the answers that stand."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.database import ask
from app.base.i18n import language
from app.catalogue.models import TaskWorkProcess, WorkProcess
from app.catalogue.queries import WorkProcessCard, work_process_cards
from app.logbook.models import LogEntry, LogTask
from app.logbook.queries import EntryCard
from app.people.actor import Actor
from app.people.models import IndependenceLevel, Membership, Role
from app.placements.models import ProfileWorkProcess, WorkplaceProfile
from app.placements.queries import current_placement
from app.review.models import Observation, Review, Verdict
from app.review.queries import stands
from app.review.queue import of_ones_own, seen_on


@dataclass(frozen=True, slots=True)
class Proposals:
    """The work processes that an entry may show: first those to look at, then the others."""

    first: tuple[WorkProcessCard, ...]
    more: tuple[WorkProcessCard, ...]

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
    pictogram: str | None
    reviewed_at: datetime
    visible_at: datetime

    def can_be_undone(self, actor: Actor, now: datetime) -> bool:
        """By the one who gave it, within the minute."""
        return self.reviewer_id == actor.member_id and now < self.visible_at


def proposals(session: Session, actor: Actor, entry: EntryCard, now: datetime) -> Proposals:
    """What an entry may show. To look at first: what its tasks were mapped to, as far as it was agreed for the
    placement; when that is nothing, all that was mapped, else all that was agreed.
    """
    placement_id = entry.placement_id
    if placement_id is None:
        placement = current_placement(session, actor, entry.student_id, local_day(now, actor.time_zone))
        placement_id = placement.id if placement else None
    rows = ask(session, _may_show(language()), {"placement": placement_id, "entry": entry.id}).all()
    cards = [(WorkProcessCard(*card), agreed, mapped) for *card, agreed, mapped in rows]
    agreed = [card for card, agreed, _mapped in cards if agreed is not None]
    mapped = [card for card, _agreed, mapped in cards if mapped]
    first = tuple([card for card in agreed if card in mapped] or mapped or agreed)
    return Proposals(first, tuple(card for card in dict.fromkeys((*mapped, *agreed)) if card not in first))


@cache
def _may_show(language: str) -> sa.Select[UUID, str, str, str, str, int | None, bool]:
    """What was agreed for a placement, by its place there, and what the tasks of an entry were mapped to."""
    agreed = (
        sa.select(col(ProfileWorkProcess.work_process_id), col(ProfileWorkProcess.position))
        .join(WorkplaceProfile, col(WorkplaceProfile.id) == col(ProfileWorkProcess.profile_id))
        .where(
            col(WorkplaceProfile.placement_id) == sa.bindparam("placement", type_=sa.Uuid),
            col(ProfileWorkProcess.removed_on).is_(None),
        )
        .subquery()
    )
    mapped = (
        sa.select(col(TaskWorkProcess.work_process_id))
        .join(LogTask, col(LogTask.task_id) == col(TaskWorkProcess.task_id))
        .where(col(LogTask.entry_id) == sa.bindparam("entry", type_=sa.Uuid))
    )
    is_mapped = col(WorkProcess.id).in_(mapped)
    return (
        work_process_cards(language)
        .add_columns(agreed.c.position, is_mapped)
        .outerjoin(agreed, agreed.c.work_process_id == col(WorkProcess.id))
        .where(sa.or_(agreed.c.position.is_not(None), is_mapped))
        .order_by(agreed.c.position.nulls_last(), col(WorkProcess.position), col(WorkProcess.code))
    )


def newest_review(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> ReviewCard | None:
    """The answer that stands for an entry of one of this person's students."""
    row = ask(session, _newest(actor.role), {"entry": entry_id, **seen_on(actor, now)}).one_or_none()
    return ReviewCard(*row) if row else None


def review(session: Session, actor: Actor, review_id: UUID, now: datetime) -> ReviewCard | None:
    """One answer that stands, when its entry is of one of this person's students."""
    row = session.execute(_reviews(actor.role).where(col(Review.id) == review_id), seen_on(actor, now)).one_or_none()
    return ReviewCard(*row) if row else None


@cache
def _newest(role: Role) -> sa.Select[UUID, UUID, int, str, UUID, str, Verdict, str, str | None, datetime, datetime]:
    of_this = _reviews(role).where(col(Review.entry_id) == sa.bindparam("entry"))
    return of_this.order_by(col(Review.reviewed_at).desc(), col(Review.id)).limit(1)


@cache
def _reviews(
    role: Role,
) -> sa.Select[UUID, UUID, int, str, UUID, str, Verdict, str, str | None, datetime, datetime]:
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
            col(Review.pictogram),
            col(Review.reviewed_at),
            col(Review.visible_at),
        )
        .join(LogEntry, col(LogEntry.id) == col(Review.entry_id))
        .join(owner, col(owner.id) == col(LogEntry.student_id))
        .join(reviewer, col(reviewer.id) == col(Review.reviewer_id))
        .where(of_ones_own(role), col(Review.undone_at).is_(None))
    )


def given_levels(session: Session, actor: Actor, review_id: UUID) -> dict[UUID, IndependenceLevel | None]:
    """What an answer recorded per work process when it was given, whatever was corrected since. The caller has found
    the review through the actor.
    """
    rows = session.execute(
        sa.select(col(Observation.work_process_id), col(Observation.level))
        .join(Review, col(Review.id) == col(Observation.review_id))
        .where(
            col(Observation.school_id) == actor.school_id,
            col(Review.id) == review_id,
            col(Observation.recorded_at) == col(Review.reviewed_at),
        )
    )
    return {row.work_process_id: row.level for row in rows}


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
