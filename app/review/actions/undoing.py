"""Taking an answer back within its minute."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.logbook.models import EntryStatus, LogEntry
from app.people.actions import record
from app.people.actor import Actor
from app.people.queries import not_found
from app.review.actions.locking import lock_entry, lock_student
from app.review.actions.observing import NewObservation, observation
from app.review.answers import ReviewCard, newest_review
from app.review.models import Observation, Review, SignOff, SignOffEvidence, Source, Verdict
from app.review.queries import stands


def undo(session: Session, actor: Actor, now: datetime, entry_id: UUID, review_id: UUID) -> None:
    """Take an answer of one's own back within the minute: as if it was never given, though it stays on record.

    Twice is once. Raises 404 for what is not one's own, 409 when the minute is over, when somebody answered since, and
    when a sign-off rests on it.
    """
    row = lock_entry(session, actor, entry_id, now)
    made = session.get(Review, review_id)
    if made is None or (made.entry_id, made.reviewer_id) != (entry_id, actor.member_id):
        raise not_found()
    if made.undone_at:
        return
    if now >= made.visible_at:
        raise Problem(409, "too-late", _("De minuut is voorbij: je antwoord is verstuurd. Het blijft staan."))
    newest = newest_review(session, actor, entry_id, now)
    if newest is None or newest.id != review_id:
        raise Problem(409, "answered", _("Intussen kwam er een nieuwer antwoord. Er is niets veranderd."))
    lock_student(session, actor, row.student_id, local_day(now, actor.time_zone))
    if _signed_on(session, actor, review_id):
        text = _("Op dit antwoord is al afgetekend. Trek eerst het aftekenen in. Er is niets veranderd.")
        raise Problem(409, "signed", text)
    made.undone_at = now
    session.flush()
    _withdraw_observations(session, actor, now, entry_id, review_id)
    left = newest_review(session, actor, entry_id, now)
    row.status, row.seen_revision = _status_before(row, left), left.revision if left else None
    record(session, actor, now, "review-undone", "log_entry", entry_id)


def _signed_on(session: Session, actor: Actor, review_id: UUID) -> bool:
    """Whether a sign-off that stands rests on an observation of this answer."""
    resting = (
        select(SignOffEvidence.id)
        .join(SignOff, col(SignOff.id) == col(SignOffEvidence.sign_off_id))
        .join(Observation, col(Observation.id) == col(SignOffEvidence.observation_id))
        .where(
            SignOff.school_id == actor.school_id,
            Observation.review_id == review_id,
            col(SignOff.withdrawn).is_(False),
            stands(SignOff),
        )
    )
    return session.exec(resting.limit(1)).first() is not None


def _withdraw_observations(session: Session, actor: Actor, now: datetime, entry_id: UUID, review_id: UUID) -> None:
    """Take back what an answer recorded; where an earlier answer had judged, that judgement stands again."""
    standing = session.exec(
        select(Observation).where(
            Observation.school_id == actor.school_id,
            Observation.review_id == review_id,
            col(Observation.level).is_not(None),
            stands(Observation),
        )
    ).all()
    earlier = _judged_before(session, actor, entry_id)
    session.add_all(_instead_of(old, earlier.get(old.work_process_id), actor, now) for old in standing)


def _judged_before(session: Session, actor: Actor, entry_id: UUID) -> dict[UUID, Observation]:
    """By work process what the newest answer recorded that was not undone, as it was corrected since."""
    rows = session.exec(
        select(Observation)
        .join(Review, col(Review.id) == col(Observation.review_id))
        .where(
            Observation.school_id == actor.school_id,
            Observation.entry_id == entry_id,
            Observation.source == Source.LOG,
            col(Review.undone_at).is_(None),
        )
        .order_by(col(Review.reviewed_at), col(Observation.recorded_at))
    )
    return {one.work_process_id: one for one in rows}


def _instead_of(old: Observation, earlier: Observation | None, actor: Actor, now: datetime) -> Observation:
    kept = earlier or old
    made = observation(
        actor,
        now,
        actor.school_id,
        NewObservation(
            student_id=kept.student_id,
            work_process_id=kept.work_process_id,
            placement_id=kept.placement_id,
            level=earlier.level if earlier else None,
            source=kept.source,
            observed_on=kept.observed_on,
            language=actor.language,
            entry_id=kept.entry_id,
            review_id=kept.review_id,
            replaces_id=old.id,
            reason=_("Ongedaan gemaakt"),
        ),
    )
    made.observer_id = kept.observer_id
    return made


def _status_before(row: LogEntry, left: ReviewCard | None) -> EntryStatus:
    waits = left is not None and left.verdict is Verdict.QUESTION and row.changed_at <= left.reviewed_at
    return EntryStatus.QUESTION if waits else EntryStatus.NEW
