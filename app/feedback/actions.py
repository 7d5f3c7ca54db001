"""Making and withdrawing links; answering through one."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.tokens import hash_token, new_token
from app.feedback.inputs import Answer, Judgement
from app.feedback.models import Feedback, FeedbackLink, FeedbackObservation, Smile
from app.feedback.queries import AFTER_PLACEMENT, ContactChoice, FeedbackAccess, contacts, feedback, link, said_today
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import Student
from app.people.queries import not_found, student
from app.placements.queries import PlacementCard, agreed_work_processes, current_placement
from app.review.actions import NewObservation, record_observation
from app.review.models import Source

AT_MOST = timedelta(days=365)
LATER_ANSWER = "later antwoord van dezelfde dag"


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link at the one moment that its secret is known."""

    id: UUID
    token: str
    contact: ContactChoice
    expires_at: datetime


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
    token = new_token()
    made = FeedbackLink(
        school_id=actor.school_id,
        company_id=placement.company_id,
        placement_id=placement.id,
        contact_id=contact_id,
        issued_by_id=actor.member_id,
        token_hash=hash_token(token),
        issued_at=now,
        expires_at=expiry(placement, now, actor.time_zone),
    )
    session.add(made)
    session.flush()
    record(session, actor, now, "feedback-link-made", "feedback_link", made.id)
    return NewLink(made.id, token, known[contact_id], made.expires_at)


def withdraw_link(session: Session, actor: Actor, now: datetime, student_id: UUID, link_id: UUID) -> None:
    """Make a link stop working; what was answered through it stays. Raises 404 for any other's."""
    found = link(session, actor, student_id, link_id, local_day(now, actor.time_zone))
    if found.withdrawn_at is None:
        found.withdrawn_at = now
        record(session, actor, now, "feedback-link-withdrawn", "feedback_link", found.id)


def start(session: Session, via: FeedbackAccess, now: datetime, smile: Smile, *, language: str) -> Feedback:
    """The first tap: keep the face, also when the rest never comes."""
    made = Feedback(
        school_id=via.school_id,
        link_id=via.link_id,
        company_id=via.company_id,
        placement_id=via.placement_id,
        contact_id=via.contact_id,
        smile=smile,
        language=language,
        answered_on=local_day(now, via.time_zone),
        started_at=now,
    )
    session.add(made)
    session.flush()
    return made


def send(
    session: Session, via: FeedbackAccess, now: datetime, feedback_id: UUID, given: Answer, *, language: str
) -> Feedback:
    """The rest of an answer: keep it, and what it says about a work process as an observation by the contact.

    Sending the same answer twice keeps the first. Raises 404 for an answer that another link began, 422 when the work
    process is no longer one of those agreed.
    """
    session.exec(select(Student.id).where(Student.id == via.student_id).with_for_update(key_share=True)).one()
    found = feedback(session, via, feedback_id)
    if found.sent_at:
        return found
    found.smile = given.smile
    found.strengths = list(given.strengths)
    found.sentence = given.sentence
    found.answered_by = given.answered_by
    found.language = language
    found.answered_on = local_day(now, via.time_zone)
    found.sent_at = now
    if given.judgement:
        _judge(session, via, now, found, given.judgement)
    return found


def _judge(session: Session, via: FeedbackAccess, now: datetime, given: Feedback, said: Judgement) -> None:
    """Record what a contact says of a work process. The last answer of a day counts: it replaces an earlier one."""
    if said.work_process_id not in {card.id for card in agreed_work_processes(session, via.placement_id, "nl")}:
        changed = _("De vraag is net veranderd. Kijk er nog eens naar.")
        raise Problem(422, "other-question", changed, fields={"level": changed})
    earlier = said_today(session, via, said.work_process_id, given.answered_on)
    if said.level is None and earlier is None:
        return
    made = record_observation(
        session,
        None,
        now,
        via.school_id,
        NewObservation(
            student_id=via.student_id,
            work_process_id=said.work_process_id,
            placement_id=via.placement_id,
            level=said.level,
            source=Source.FEEDBACK,
            contact_id=via.contact_id,
            observed_on=given.answered_on,
            language=given.language,
            replaces_id=earlier,
            reason=LATER_ANSWER if earlier else "",
        ),
    )
    session.add(FeedbackObservation(school_id=via.school_id, feedback_id=given.id, observation_id=made.id))
    session.flush()
