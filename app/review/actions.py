"""Answering entries, observing, signing off."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.base.clock import local_day
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import IndependenceLevel
from app.people.queries import student
from app.review.models import Observation, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NewObservation:
    """One judgement about to be recorded. ``note`` (at most 500 characters) is in ``language``.

    ``contact_id`` names the contact who judged; without it the acting staff member did. ``replaces_id`` with ``reason``
    makes it the change of an earlier one; only then may ``level`` be empty, which withdraws that one.
    """

    student_id: UUID
    work_process_id: UUID
    level: IndependenceLevel | None
    source: Source
    observed_on: date
    language: str
    placement_id: UUID | None = None
    contact_id: UUID | None = None
    entry_id: UUID | None = None
    review_id: UUID | None = None
    note: str = ""
    replaces_id: UUID | None = None
    reason: str = ""


def record_observation(
    session: Session, actor: Actor | None, now: datetime, school_id: UUID, new: NewObservation
) -> Observation:
    """Record one judgement, by a staff member about one of their students or by a contact through a link.

    Without an ``actor`` the caller has found student and contact through the employer's link. Raises 404 for somebody
    else's student.
    """
    if actor:
        student(session, actor, new.student_id, local_day(now, actor.time_zone))
    made = _observe(session, actor, now, school_id, new)
    if actor:
        record(session, actor, now, "observed", "observation", made.id, source=new.source.value)
    return made


def _observe(session: Session, actor: Actor | None, now: datetime, school_id: UUID, new: NewObservation) -> Observation:
    recorder = actor.member_id if actor else None
    made = Observation(
        school_id=school_id,
        student_id=new.student_id,
        work_process_id=new.work_process_id,
        placement_id=new.placement_id,
        level=new.level,
        source=new.source,
        observer_id=None if new.contact_id else recorder,
        contact_id=new.contact_id,
        entry_id=new.entry_id,
        review_id=new.review_id,
        note=new.note,
        language=new.language,
        observed_on=new.observed_on,
        recorded_at=now,
        recorded_by_id=recorder,
        replaces_id=new.replaces_id,
        reason=new.reason,
    )
    session.add(made)
    session.flush()
    return made
