"""Making and withdrawing links; answering through one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.tokens import hash_token, new_token
from app.catalogue.queries import WorkProcessCard
from app.feedback.inputs import Answer, Judgement, prefix
from app.feedback.links import ContactCard, contacts, guides, link
from app.feedback.models import Feedback, FeedbackLink, FeedbackObservation, Smile
from app.feedback.queries import (
    AFTER_PLACEMENT,
    FeedbackAccess,
    Guided,
    agreed,
    answers_by_id,
    feedback,
    said_today,
)
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import Student
from app.people.queries import not_found, student
from app.placements.queries import PlacementCard, current_placement
from app.review.actions import NewObservation, record_observation
from app.review.models import Source

AT_MOST = timedelta(days=365)
LATER_ANSWER = "later antwoord van dezelfde dag"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """A link at the one moment that its secret is known."""

    id: UUID
    token: str
    contact: ContactCard
    on_wall: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said about one student; the names of its fields on the page begin with ``start``."""

    about: Guided
    row: Feedback
    given: Answer
    start: str = ""


def expiry(placement: PlacementCard, now: datetime, time_zone: str) -> datetime:
    """When a link made now stops: at the end of the 14th day after the placement, and within a year."""
    if placement.ends_on is None:
        return now + AT_MOST
    day_after = placement.ends_on + AFTER_PLACEMENT + timedelta(days=1)
    return min(datetime.combine(day_after, time(), ZoneInfo(time_zone)), now + AT_MOST)


def make_link(session: Session, actor: Actor, now: datetime, student_id: UUID, contact_id: UUID) -> NewLink:
    """Make a link for a contact and the placement that one of this person's students has now.

    Links made before stay valid until they expire or are withdrawn: one may hang on a wall, and nobody can look its
    address up again. Raises 404 for somebody else's student or contact, 409 without a placement or long after it.
    """
    today = local_day(now, actor.time_zone)
    student(session, actor, student_id, today)
    placement = current_placement(session, actor, student_id, today)
    if placement is None or expiry(placement, now, actor.time_zone) <= now:
        raise Problem(409, "no-placement", _("Er is nu geen stage. Daarom kan er geen link worden gemaakt."))
    known = {contact.id: contact for contact in contacts(session, actor, placement.company_id, today)}
    if contact_id not in known:
        raise not_found()
    made = _new_link(actor, now, placement.company_id, contact_id, expiry(placement, now, actor.time_zone))
    made.placement_id = placement.id
    return _issue(session, actor, now, made, known[contact_id])


def make_contact_link(session: Session, actor: Actor, now: datetime, contact_id: UUID, *, on_wall: bool) -> NewLink:
    """Make a link for all students whom a contact guides, now and later, for a year; ``on_wall``: as a card to hang up.

    Raises 404 for a contact who guides no student of this person today.
    """
    guide = guides(session, actor, local_day(now, actor.time_zone)).get(contact_id)
    if guide is None:
        raise not_found()
    made = _new_link(actor, now, guide.company_id, contact_id, now + AT_MOST)
    made.on_wall = on_wall
    return _issue(session, actor, now, made, guide.contact)


def _new_link(actor: Actor, now: datetime, company_id: UUID, contact_id: UUID, expires_at: datetime) -> FeedbackLink:
    return FeedbackLink(
        school_id=actor.school_id,
        company_id=company_id,
        contact_id=contact_id,
        issued_by_id=actor.member_id,
        token_hash="",
        issued_at=now,
        expires_at=expires_at,
    )


def _issue(session: Session, actor: Actor, now: datetime, made: FeedbackLink, contact: ContactCard) -> NewLink:
    token = new_token()
    made.token_hash = hash_token(token)
    session.add(made)
    session.flush()
    record(session, actor, now, "feedback-link-made", "feedback_link", made.id)
    return NewLink(id=made.id, token=token, contact=contact, on_wall=made.on_wall, expires_at=made.expires_at)


def withdraw_link(
    session: Session, actor: Actor, now: datetime, link_id: UUID, *, student_id: UUID | None = None
) -> None:
    """Make a link (with ``student_id``: about that student) stop working; what was answered through it stays.

    Raises 404 for one that is not about a student of this person.
    """
    found = link(session, actor, link_id, local_day(now, actor.time_zone), student_id=student_id)
    if found.withdrawn_at is None:
        found.withdrawn_at = now
        record(session, actor, now, "feedback-link-withdrawn", "feedback_link", found.id)


def start(session: Session, via: FeedbackAccess, now: datetime, smile: Smile, *, language: str) -> Feedback:
    """The first tap on a link with one student: keep the face, also when the rest never comes."""
    (about,) = via.students
    made = _begun(via, now, about, smile, language)
    session.add(made)
    session.flush()
    return made


def _begun(
    via: FeedbackAccess, now: datetime, about: Guided, smile: Smile, language: str, made_id: UUID | None = None
) -> Feedback:
    made = Feedback(
        school_id=via.school_id,
        link_id=via.link_id,
        company_id=via.company_id,
        placement_id=about.placement_id,
        contact_id=via.contact_id,
        smile=smile,
        language=language,
        answered_on=local_day(now, via.time_zone),
        started_at=now,
    )
    made.id = made_id or made.id
    return made


def send(
    session: Session, via: FeedbackAccess, now: datetime, feedback_id: UUID, given: Answer, *, language: str
) -> Feedback:
    """The rest of an answer: keep it, and what it says about a work process as an observation by the contact.

    Sending the same answer twice keeps the first. Raises 404 for an answer that another link began, 422 when the work
    process is no longer one of those agreed.
    """
    here = _lock_students(session, via)
    found = feedback(session, via, feedback_id)
    about = via.student(found.placement_id)
    if about is None or about.student_id not in here:
        raise not_found()
    if not found.sent_at:
        _keep(session, via, now, [_Said(about, found, given)], language)
    return found


def answer_id(via: FeedbackAccess, round_id: UUID, placement_id: UUID) -> UUID:
    """The id of the answer about a placement that the page ``round_id`` sends, the same however often it is sent."""
    return uuid5(round_id, f"{via.link_id} {placement_id}")


def send_all(
    session: Session, via: FeedbackAccess, now: datetime, round_id: UUID, given: Mapping[UUID, Answer], *, language: str
) -> list[UUID]:
    """Keep the answers about several students, by placement, as ``send`` does: all of them or none.

    Returns the placements that the link is no longer about; what was said of them is not kept. Sending a page twice
    keeps the first of each answer. Raises 422 with ``fields`` when a work process is no longer one of those agreed.
    """
    here = _lock_students(session, via)
    about = {student.placement_id: student for student in via.students if student.student_id in here}
    ids = {placement: answer_id(via, round_id, placement) for placement in given if placement in about}
    known = answers_by_id(session, via, ids.values())
    new = [
        _Said(
            about[placement],
            _begun(via, now, about[placement], given[placement].smile, language, made_id),
            given[placement],
            prefix(placement),
        )
        for placement, made_id in ids.items()
        if made_id not in known
    ]
    _keep(session, via, now, new, language)
    return [placement for placement in given if placement not in about]


def _lock_students(session: Session, via: FeedbackAccess) -> set[UUID]:
    """Let nobody else answer about these students until this is done; those who are still there."""
    rows = session.exec(
        select(Student.id)
        .where(
            Student.school_id == via.school_id, col(Student.id).in_([student.student_id for student in via.students])
        )
        .order_by(col(Student.id))
        .with_for_update(key_share=True)
    )
    return set(rows)


def _keep(session: Session, via: FeedbackAccess, now: datetime, said: Sequence[_Said], language: str) -> None:
    """Keep answers. Of two about the same work process on one day the last counts: it replaces the earlier one."""
    known, today = agreed(session, via), local_day(now, via.time_zone)
    _refuse_unasked(known, said)
    earlier = said_today(session, via, today)
    for one in said:
        one.row.smile = one.given.smile
        one.row.strengths = list(one.given.strengths)
        one.row.sentence = one.given.sentence
        one.row.answered_by = one.given.answered_by
        one.row.language = language
        one.row.answered_on = today
        one.row.sent_at = now
        session.add(one.row)
    session.flush()
    for one in said:
        if one.given.judgement:
            replaces = earlier.get((one.about.placement_id, one.given.judgement.work_process_id))
            _judge(session, via, now, one, one.given.judgement, replaces)


def _refuse_unasked(known: Mapping[UUID, list[WorkProcessCard]], said: Sequence[_Said]) -> None:
    changed = _("De vraag is net veranderd. Kijk er nog eens naar.")
    fields = {}
    for one in said:
        asked = {card.id for card in known.get(one.about.placement_id, ())}
        if one.given.judgement and one.given.judgement.work_process_id not in asked:
            fields[f"{one.start}level"] = changed
    if fields:
        raise Problem(422, "other-question", changed, fields=fields)


def _judge(
    session: Session, via: FeedbackAccess, now: datetime, one: _Said, judged: Judgement, replaces_id: UUID | None
) -> None:
    if judged.level is None and replaces_id is None:
        return
    made = record_observation(
        session,
        None,
        now,
        via.school_id,
        NewObservation(
            student_id=one.about.student_id,
            work_process_id=judged.work_process_id,
            placement_id=one.about.placement_id,
            level=judged.level,
            source=Source.FEEDBACK,
            contact_id=via.contact_id,
            observed_on=one.row.answered_on,
            language=one.row.language,
            replaces_id=replaces_id,
            reason=LATER_ANSWER if replaces_id else "",
        ),
    )
    session.add(FeedbackObservation(school_id=via.school_id, feedback_id=one.row.id, observation_id=made.id))
    session.flush()
