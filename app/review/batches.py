"""What was marked as seen together, and what was left out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.i18n import gettext as _
from app.logbook.models import EntryStatus, LogEntry, LogRevision
from app.people.actor import Actor
from app.people.models import Membership
from app.review.inputs import MOST_AT_ONCE, Stand
from app.review.models import Review
from app.review.queue import first_tasks, of_mine


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of a batch."""

    id: UUID
    entry_id: UUID
    reviewer_id: UUID
    visible_at: datetime
    undone: bool


def ids_of(batch_id: UUID) -> list[UUID]:
    """The ids that the answers of a batch can have, in order."""
    return [uuid5(batch_id, str(number)) for number in range(MOST_AT_ONCE)]


def given_in(session: Session, actor: Actor, batch_id: UUID) -> list[Given]:
    """The answers that a batch gave, undone or not, at this school."""
    rows = session.execute(
        sa.select(
            col(Review.id),
            col(Review.entry_id),
            col(Review.reviewer_id),
            col(Review.visible_at),
            col(Review.undone_at).is_not(None),
        ).where(col(Review.school_id) == actor.school_id, col(Review.id).in_(ids_of(batch_id)))
    )
    return [Given(*row) for row in rows]


def to_undo(session: Session, actor: Actor, batch_id: UUID, now: datetime) -> int:
    """How many answers of a batch this person can still take back."""
    made = given_in(session, actor, batch_id)
    return sum(one.reviewer_id == actor.member_id and not one.undone and now < one.visible_at for one in made)


def left_out(session: Session, actor: Actor, entry_ids: Collection[UUID], now: datetime) -> list[tuple[str, str]]:
    """For entries that a batch left out: whose work it is, and why."""
    if not entry_ids:
        return []
    rows = session.execute(
        sa.select(col(LogEntry.id), col(Membership.first_name), col(LogEntry.status))
        .join(Membership, col(Membership.id) == col(LogEntry.student_id))
        .where(of_mine(actor, now), col(LogEntry.id).in_(entry_ids))
        .order_by(col(LogEntry.submitted_at), col(LogEntry.id))
    ).all()
    tasks = first_tasks(session, actor, [row.id for row in rows])
    reasons = {
        EntryStatus.NEW: _("net veranderd, kijk nog eens"),
        EntryStatus.TAKEN_BACK: _("intussen teruggenomen"),
    }
    return [
        (
            f"{row.first_name}: " + (", ".join(label for label, _picture in tasks[row.id]) or _("Iets anders")),
            reasons.get(row.status, _("intussen al beantwoord")),
        )
        for row in rows
    ]


def stands_now(session: Session, actor: Actor, entry_ids: Collection[UUID]) -> dict[UUID, Stand]:
    """How each entry stands. The caller has found them through the actor."""
    rows = session.execute(
        sa.select(col(LogEntry.id), sa.func.max(col(LogRevision.revision)), col(LogEntry.answers))
        .join(LogRevision, col(LogRevision.entry_id) == col(LogEntry.id))
        .where(col(LogEntry.school_id) == actor.school_id, col(LogEntry.id).in_(entry_ids))
        .group_by(col(LogEntry.id), col(LogEntry.answers))
    )
    return {entry_id: Stand(newest, answers) for entry_id, newest, answers in rows}
