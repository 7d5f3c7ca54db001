"""Recording what somebody saw a student do."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from app.base.clock import local_day
from app.base.i18n import gettext as _
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import IndependenceLevel
from app.people.queries import student
from app.placements.queries import current_placement
from app.review.actions.locking import lock_student
from app.review.actions.refusals import incomplete, used
from app.review.evidence import work_process
from app.review.inputs import LONGEST_TEXT, FloorObservation, too_long
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
    talk_id: UUID | None = None
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
    made = observation(actor, now, school_id, new)
    session.add(made)
    session.flush()
    if actor:
        record(session, actor, now, "observed", "observation", made.id, source=new.source.value)
    return made


def observation(
    actor: Actor | None, now: datetime, school_id: UUID, new: NewObservation, made_id: UUID | None = None
) -> Observation:
    """The row for a judgement, by this person or by the contact that it names."""
    recorder = actor.member_id if actor else None
    return Observation(
        id=made_id or uuid4(),
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
        talk_id=new.talk_id,
        note=new.note,
        language=new.language,
        observed_on=new.observed_on,
        recorded_at=now,
        recorded_by_id=recorder,
        replaces_id=new.replaces_id,
        reason=new.reason,
    )


def observe_on_floor(
    session: Session, actor: Actor, now: datetime, student_id: UUID, seen: FloorObservation
) -> Observation:
    """*Ik zag het zelf*: record what a staff member saw, without an entry. Sending the form twice records once.

    Raises 404 for somebody else's student, 409 when the form was used for something else, and 422 with ``fields`` for
    what is missing or cannot be.
    """
    today = local_day(now, actor.time_zone)
    lock_student(session, actor, student_id, today)
    earlier = session.get(Observation, seen.observation_id)
    if earlier:
        if (earlier.student_id, earlier.observer_id) == (student_id, actor.member_id):
            return earlier
        raise used()
    fields = {
        "work_process": None if seen.work_process_id else _("Kies een werkproces."),
        "level": None if seen.level else _("Kies hoe het ging."),
        "observed_on": _wrong_day(seen.observed_on, today),
        "note": too_long(seen.note, LONGEST_TEXT),
    }
    if any(fields.values()) or seen.work_process_id is None or seen.observed_on is None:
        raise incomplete(fields)
    placement = current_placement(session, actor, student_id, today)
    made = observation(
        actor,
        now,
        actor.school_id,
        NewObservation(
            student_id=student_id,
            work_process_id=work_process(session, actor, seen.work_process_id).id,
            placement_id=placement.id if placement else None,
            level=seen.level,
            source=Source.FLOOR,
            observed_on=seen.observed_on,
            note=seen.note,
            language=actor.language,
        ),
        seen.observation_id,
    )
    session.add(made)
    record(session, actor, now, "observed", "observation", made.id, source=Source.FLOOR.value)
    return made


def _wrong_day(day: date | None, today: date) -> str | None:
    if day is None:
        return _("Kies een dag.")
    return _("Deze dag moet nog komen. Kies vandaag of eerder.") if day > today else None
