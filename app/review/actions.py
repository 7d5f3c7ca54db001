"""Answering entries, observing, signing off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.logbook.models import EntryStatus, LogEntry
from app.logbook.queries import entry
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import IndependenceLevel, Role, Student
from app.people.queries import not_found, student, student_ids
from app.placements.queries import current_placement
from app.review.evidence import sign_offs, work_process, work_process_file
from app.review.inputs import LONGEST_REASON, LONGEST_TEXT, Answer, FloorObservation, SignOffForm, too_long
from app.review.models import Observation, Review, SignOff, SignOffEvidence, Source, Verdict
from app.review.queries import stands
from app.review.queue import ReviewCard, newest_review, proposals
from app.review.readiness import counts

UNDO = timedelta(minutes=1)


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
    made = _observation(actor, now, school_id, new)
    session.add(made)
    session.flush()
    if actor:
        record(session, actor, now, "observed", "observation", made.id, source=new.source.value)
    return made


def _observation(
    actor: Actor | None, now: datetime, school_id: UUID, new: NewObservation, made_id: UUID | None = None
) -> Observation:
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
    _lock_student(session, actor, student_id, today)
    earlier = session.get(Observation, seen.observation_id)
    if earlier:
        if (earlier.student_id, earlier.observer_id) == (student_id, actor.member_id):
            return earlier
        raise _used()
    fields = {
        "work_process": None if seen.work_process_id else _("Kies een werkproces."),
        "level": None if seen.level else _("Kies hoe het ging."),
        "observed_on": _wrong_day(seen.observed_on, today),
        "note": too_long(seen.note, LONGEST_TEXT),
    }
    if any(fields.values()) or seen.work_process_id is None or seen.observed_on is None:
        raise _incomplete(fields)
    placement = current_placement(session, actor, student_id, today)
    made = _observation(
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


def _used() -> Problem:
    return Problem(409, "used", _("Dit formulier is al eens gebruikt. Er is nu niets opgeslagen. Probeer het opnieuw."))


def _incomplete(fields: Mapping[str, str | None]) -> Problem:
    wrong = {name: text for name, text in fields.items() if text}
    return Problem(422, "incomplete", _("Er mist nog iets. Er is nog niets opgeslagen."), fields=wrong)


def answer_entry(session: Session, actor: Actor, now: datetime, entry_id: UUID, given: Answer) -> Review:
    """Answer an entry: *gezien*, with what it shows per work process, or *samen bekijken*, with a question.

    The student sees it after a minute; until then it can be undone. Sending the same form twice answers once. Raises
    404 for somebody else's, 409 when the entry is not as the person saw it (``changed``, ``answered``,
    ``taken-back``), 422 with ``fields`` for what is missing.
    """
    row = _lock_entry(session, actor, entry_id, now)
    earlier = session.get(Review, given.review_id)
    if earlier and (earlier.entry_id, earlier.reviewer_id, earlier.undone_at) == (entry_id, actor.member_id, None):
        return earlier
    if row.status is EntryStatus.TAKEN_BACK:
        raise Problem(409, "taken-back", _("Deze log is intussen teruggenomen. Er is niets opgeslagen."))
    before = newest_review(session, actor, entry_id, now)
    if earlier or given.after != (before.id if before else None) or row.status is EntryStatus.SEEN:
        raise Problem(409, "answered", _("Intussen gaf iemand hier al antwoord op. Jouw antwoord is niet opgeslagen."))
    card = entry(session, actor, entry_id, now)
    if given.revision != card.newest_revision:
        text = _("%(name)s heeft dit net veranderd. Kijk nog eens. Er is nog niets opgeslagen.", name=card.student_name)
        raise Problem(409, "changed", text)
    asks = given.verdict is Verdict.QUESTION
    question = _("Schrijf eerst je vraag. Die ziet je leerling.") if asks and not given.reply else None
    wrong = question or too_long(given.reply, LONGEST_TEXT)
    if wrong:
        raise _incomplete({"reply": wrong})
    levels = {} if asks else given.levels
    if not levels.keys() <= proposals(session, actor, card, now).ids:
        raise Problem(400, "form", _("Dit formulier kunnen we niet lezen. Er is niets opgeslagen."))
    made = Review(
        id=given.review_id,
        school_id=actor.school_id,
        entry_id=entry_id,
        revision=card.newest_revision,
        reviewer_id=actor.member_id,
        verdict=given.verdict,
        reply=given.reply,
        language=actor.language,
        reviewed_at=now,
        visible_at=now + UNDO,
    )
    session.add(made)
    row.status = EntryStatus.QUESTION if asks else EntryStatus.SEEN
    row.seen_revision = card.newest_revision
    session.flush()
    judged = _judged(session, actor, entry_id)
    session.add_all(
        _observation(
            actor,
            now,
            actor.school_id,
            NewObservation(
                student_id=row.student_id,
                work_process_id=work_process_id,
                placement_id=row.placement_id,
                level=level,
                source=Source.LOG,
                observed_on=row.happened_on,
                language=actor.language,
                entry_id=entry_id,
                review_id=made.id,
                replaces_id=judged.get(work_process_id),
                reason=_("Opnieuw bekeken") if work_process_id in judged else "",
            ),
        )
        for work_process_id, level in levels.items()
    )
    record(session, actor, now, "reviewed", "log_entry", entry_id, verdict=given.verdict.value, levels=len(levels))
    return made


def _judged(session: Session, actor: Actor, entry_id: UUID) -> dict[UUID, UUID]:
    """The observations that stand for an entry, by work process: one piece of work counts once."""
    rows = session.exec(
        select(Observation.work_process_id, Observation.id).where(
            Observation.school_id == actor.school_id,
            Observation.entry_id == entry_id,
            Observation.source == Source.LOG,
            col(Observation.level).is_not(None),
            stands(Observation),
        )
    )
    return dict(rows.all())


def undo(session: Session, actor: Actor, now: datetime, entry_id: UUID, review_id: UUID) -> None:
    """Take an answer of one's own back within the minute: as if it was never given, though it stays on record.

    Twice is once. Raises 404 for what is not one's own, 409 when the minute is over, when somebody answered since, and
    when a sign-off rests on it.
    """
    row = _lock_entry(session, actor, entry_id, now)
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
    _lock_student(session, actor, row.student_id, local_day(now, actor.time_zone))
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
    """By work process what the newest answer recorded that was not undone."""
    rows = session.exec(
        select(Observation)
        .join(Review, col(Review.id) == col(Observation.review_id))
        .where(
            Observation.school_id == actor.school_id,
            Observation.entry_id == entry_id,
            Observation.source == Source.LOG,
            col(Observation.level).is_not(None),
            col(Review.undone_at).is_(None),
        )
        .order_by(col(Review.reviewed_at))
    )
    return {one.work_process_id: one for one in rows}


def _instead_of(old: Observation, earlier: Observation | None, actor: Actor, now: datetime) -> Observation:
    kept = earlier or old
    made = _observation(
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


def _lock_entry(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> LogEntry:
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


def _lock_student(session: Session, actor: Actor, student_id: UUID, today: date) -> None:
    found = session.exec(
        select(Student.id)
        .where(Student.id == student_id, col(Student.id).in_(student_ids(actor, today)))
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise not_found()


def sign_off(
    session: Session, actor: Actor, now: datetime, student_id: UUID, work_process_id: UUID, form: SignOffForm
) -> SignOff:
    """*Aftekenen*: this student can do this work process, on the observations that count for the rule.

    While the rule is not met it takes a reason. Only a supervisor of the student signs. Sending the form twice signs
    once. Raises 403 for other roles, 404 for somebody else's student, 409 when it is signed already (``signed``) and
    when what the form signed does not stand (``used``), 422 with ``fields``.
    """
    _only_supervisor(actor)
    today = local_day(now, actor.time_zone)
    _lock_student(session, actor, student_id, today)
    earlier = session.get(SignOff, form.sign_off_id)
    known = work_process_file(session, actor, student_id, work_process_id, today)
    if earlier and known.sign_off and known.sign_off.id == earlier.id:
        return earlier
    if known.sign_off:
        raise Problem(409, "signed", _("Dit is al afgetekend. Er is niets veranderd."))
    if earlier:
        raise _used()
    missing = _("Schrijf waarom je nu al aftekent.") if not known.readiness.met and not form.reason else None
    wrong = missing or too_long(form.reason, LONGEST_REASON)
    if wrong:
        raise _incomplete({"reason": wrong})
    placement = current_placement(session, actor, student_id, today)
    made = SignOff(
        id=form.sign_off_id,
        school_id=actor.school_id,
        student_id=student_id,
        work_process_id=work_process_id,
        placement_id=placement.id if placement else None,
        supervisor_id=actor.member_id,
        signed_at=now,
        override_reason="" if known.readiness.met else form.reason,
        language=actor.language,
    )
    session.add(made)
    session.flush()
    session.add_all(
        SignOffEvidence(
            school_id=actor.school_id,
            student_id=student_id,
            work_process_id=work_process_id,
            sign_off_id=made.id,
            observation_id=one.id,
        )
        for one in known.evidence
        if counts(one.seen)
    )
    record(session, actor, now, "signed-off", "sign_off", made.id, rule_met=known.readiness.met)
    return made


def withdraw_sign_off(
    session: Session, actor: Actor, now: datetime, student_id: UUID, work_process_id: UUID, reason: str
) -> SignOff:
    """Take a sign-off back, with a reason; both stay on record. Raises as ``sign_off`` does."""
    _only_supervisor(actor)
    today = local_day(now, actor.time_zone)
    _lock_student(session, actor, student_id, today)
    standing = sign_offs(session, actor, student_id, today, work_process_id).get(work_process_id)
    if standing is None:
        raise Problem(409, "not-signed", _("Dit is niet (meer) afgetekend. Er is niets veranderd."))
    wrong = too_long(reason, LONGEST_REASON) if reason else _("Schrijf waarom je het intrekt.")
    if wrong:
        raise _incomplete({"reason": wrong})
    made = SignOff(
        school_id=actor.school_id,
        student_id=student_id,
        work_process_id=work_process_id,
        supervisor_id=actor.member_id,
        signed_at=now,
        withdrawn=True,
        replaces_id=standing.id,
        reason=reason,
        language=actor.language,
    )
    session.add(made)
    record(session, actor, now, "sign-off-withdrawn", "sign_off", standing.id)
    return made


def _only_supervisor(actor: Actor) -> None:
    if actor.role is not Role.SUPERVISOR:
        raise Problem(403, "supervisor-signs", _("Aftekenen doet de begeleider van de leerling."))
