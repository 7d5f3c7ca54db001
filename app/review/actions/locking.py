"""One at a time: the rows that an action holds until it is done."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.logbook.models import LogEntry
from app.people.actor import Actor
from app.people.models import Student
from app.people.queries import not_found, student_ids


def lock_entry(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> LogEntry:
    """Hold an entry of one of this person's students. Raises 404."""
    today = local_day(now, actor.time_zone)
    found = session.exec(
        select(LogEntry)
        .where(
            LogEntry.id == entry_id,
            LogEntry.school_id == actor.school_id,
            col(LogEntry.student_id).in_(student_ids(actor, today)),
        )
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise not_found()
    return found


def lock_student(session: Session, actor: Actor, student_id: UUID, today: date) -> None:
    """Hold one of this person's students, so that what is known about them stays still. Raises 404."""
    found = session.exec(
        select(Student.id)
        .where(Student.id == student_id, col(Student.id).in_(student_ids(actor, today)))
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise not_found()
