"""What a student sees of the day that no other feature knows by itself."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.logbook.models import EntryStatus, LogEntry, LogTask
from app.people.actor import Actor
from app.people.models import Membership, Student
from app.people.queries import student_ids
from app.review.models import SignOff
from app.review.queries import stands


@dataclass(frozen=True, slots=True)
class SignedCard:
    """Who signed a work process off, and on which day in the school's time zone."""

    by: str
    on: date


def me(session: Session, actor: Actor) -> Student:
    """The student behind this person: the chosen picture, and whether the bridge is wanted."""
    return session.exec(select(Student).where(Student.id == actor.member_id)).one()


def done_on(session: Session, actor: Actor, student_id: UUID, day: date) -> set[UUID]:
    """The tasks that a student of this person logged for a day."""
    rows = session.execute(
        sa.select(col(LogTask.task_id))
        .join(LogEntry, col(LogEntry.id) == col(LogTask.entry_id))
        .where(
            col(LogEntry.school_id) == actor.school_id,
            col(LogEntry.student_id) == student_id,
            col(LogEntry.student_id).in_(student_ids(actor, day)),
            col(LogEntry.happened_on) == day,
            col(LogEntry.status) != EntryStatus.TAKEN_BACK,
        )
    )
    return set(rows.scalars())


def signed(session: Session, actor: Actor, student_id: UUID, today: date) -> dict[UUID, SignedCard]:
    """The sign-offs of a student of this person that still stand, by work process."""
    rows = session.execute(
        sa.select(col(SignOff.work_process_id), col(Membership.first_name), col(SignOff.signed_at))
        .join(Membership, col(Membership.id) == col(SignOff.supervisor_id))
        .where(
            col(SignOff.school_id) == actor.school_id,
            col(SignOff.student_id) == student_id,
            col(SignOff.student_id).in_(student_ids(actor, today)),
            col(SignOff.withdrawn).is_(False),
            stands(SignOff),
        )
        .order_by(col(SignOff.signed_at))
    )
    return {work_process_id: SignedCard(by, local_day(at, actor.time_zone)) for work_process_id, by, at in rows}
