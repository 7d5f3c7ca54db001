"""What a link opens, and what staff see of links and answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.i18n import language
from app.base.tokens import hash_token
from app.catalogue.models import PlainTitle, WorkProcess
from app.catalogue.queries import WorkProcessCard
from app.companies.models import Company, Contact
from app.feedback.models import Feedback, FeedbackLink, FeedbackObservation, Smile, Strength
from app.people.actor import Actor
from app.people.models import IndependenceLevel, Membership, School
from app.people.queries import not_found, student_ids
from app.placements.models import Placement
from app.placements.queries import agreed_work_processes
from app.review.models import Observation, SignOff, Source
from app.review.queries import stands

MOST_ANSWERS = 50
AFTER_PLACEMENT = timedelta(days=14)
"""How long a company can still say something; also when a placement ended earlier than was planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAccess:
    """Who answers: a contact, through a link that works now. It takes the place of an ``Actor``.

    Every query and action on behalf of an employer takes it and stays within this one placement.
    """

    link_id: UUID
    school_id: UUID
    school_name: str
    school_phone: str | None
    time_zone: str
    placement_id: UUID
    student_id: UUID
    student_first_name: str
    student_picture: str | None
    company_id: UUID
    company_name: str
    contact_id: UUID
    contact_first_name: str


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """Somebody at the company who can get a link."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A link as staff see it. The address itself is known only when it is made."""

    id: UUID
    contact_name: str
    company_name: str
    issued_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    answers: int

    def works(self, now: datetime) -> bool:
        """Whether it still opens."""
        return self.withdrawn_at is None and self.expires_at > now

    def last_day(self, time_zone: str) -> date:
        """The last day on which it opens; one that expires at midnight does not open on the day that begins then."""
        return local_day(self.expires_at - timedelta(seconds=1), time_zone)


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """An answer as staff see it. Not ``sent`` means that only the face was tapped.

    ``counts`` is false for an answer after which the same contact gave another one that day. ``work_process`` is in
    the reader's words; it is empty when nothing was said about one.
    """

    id: UUID
    answered_by: str
    company_name: str
    at: datetime
    sent: bool
    smile: Smile
    strengths: tuple[Strength, ...]
    sentence: str
    language: str
    work_process: str | None
    level: IndependenceLevel | None
    counts: bool


def access(session: Session, token: str, now: datetime) -> FeedbackAccess | None:
    """What a link opens. Nothing for one that never was, expired, or was withdrawn, and nothing tells those apart."""
    row = session.execute(
        sa.select(
            col(FeedbackLink.id).label("link_id"),
            col(FeedbackLink.school_id),
            col(School.name).label("school_name"),
            col(School.phone).label("school_phone"),
            col(School.time_zone),
            col(Placement.id).label("placement_id"),
            col(Placement.student_id),
            col(Membership.first_name).label("student_first_name"),
            col(Membership.picture).label("student_picture"),
            col(Company.id).label("company_id"),
            col(Company.name).label("company_name"),
            col(Contact.id).label("contact_id"),
            col(Contact.first_name).label("contact_first_name"),
            col(Contact.left_on),
            col(Membership.ended_on),
            col(Placement.ends_on),
        )
        .join(School, col(School.id) == col(FeedbackLink.school_id))
        .join(Placement, col(Placement.id) == col(FeedbackLink.placement_id))
        .join(Membership, col(Membership.id) == col(Placement.student_id))
        .join(Company, col(Company.id) == col(FeedbackLink.company_id))
        .join(Contact, col(Contact.id) == col(FeedbackLink.contact_id))
        .where(
            col(FeedbackLink.token_hash) == hash_token(token),
            col(FeedbackLink.withdrawn_at).is_(None),
            col(FeedbackLink.expires_at) > now,
            col(Membership.erased_at).is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    found = dict(row._mapping)
    today = local_day(now, found["time_zone"])
    left_on, ended_on, ends_on = (found.pop(name) for name in ("left_on", "ended_on", "ends_on"))
    if (left_on and left_on <= today) or (ended_on and ended_on < today):
        return None
    if ends_on and ends_on + AFTER_PLACEMENT < today:
        return None
    return FeedbackAccess(**found)


def feedback(session: Session, link: FeedbackAccess, feedback_id: UUID) -> Feedback:
    """An answer that was begun through this link, as it is now. Raises 404 for any other."""
    found = session.exec(
        select(Feedback)
        .where(
            Feedback.id == feedback_id,
            Feedback.link_id == link.link_id,
            Feedback.school_id == link.school_id,
            Feedback.placement_id == link.placement_id,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise not_found()
    return found


def question(session: Session, link: FeedbackAccess, today: date) -> WorkProcessCard | None:
    """The one work process to ask this contact about today, out of those agreed and not signed off.

    What the contact already judged today comes first, so that it can be set right. Else one that nobody of the company
    judged yet, and of those the one that the school saw most. Nothing when the company has seen all of them.
    """
    signed = _signed_off(session, link)
    agreed = [card for card in agreed_work_processes(session, link.placement_id, language()) if card.id not in signed]
    counted = _counted(session, link, today)
    again = [card for card in agreed if card.id in counted and counted[card.id].today]
    unseen = [card for card in agreed if card.id not in counted or not counted[card.id].company]
    unseen.sort(key=lambda card: -counted[card.id].school if card.id in counted else 0)
    return next(iter(again + unseen), None)


@dataclass(frozen=True, slots=True)
class _Counted:
    school: int
    company: int
    today: int


def _counted(session: Session, link: FeedbackAccess, today: date) -> dict[UUID, _Counted]:
    by_contact = col(Observation.contact_id).is_not(None)
    rows = session.execute(
        sa.select(
            col(Observation.work_process_id),
            sa.func.sum(sa.case((by_contact, 0), else_=1)),
            sa.func.sum(sa.case((by_contact, 1), else_=0)),
            sa.func.sum(sa.case((sa.and_(*_said_today(link, today)), 1), else_=0)),
        )
        .where(*_of_this_student(link))
        .group_by(col(Observation.work_process_id))
    )
    return {work_process: _Counted(*counts) for work_process, *counts in rows}


def _of_this_student(link: FeedbackAccess) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Observation.school_id) == link.school_id,
        col(Observation.student_id) == link.student_id,
        col(Observation.level).is_not(None),
        stands(Observation),
    )


def _said_today(link: FeedbackAccess, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Observation.contact_id) == link.contact_id,
        col(Observation.placement_id) == link.placement_id,
        col(Observation.source) == Source.FEEDBACK,
        col(Observation.observed_on) == today,
    )


def said_today(session: Session, link: FeedbackAccess, work_process_id: UUID, today: date) -> UUID | None:
    """The observation that stands from what this contact answered earlier today about a work process."""
    return session.execute(
        sa.select(col(Observation.id)).where(
            *_of_this_student(link),
            *_said_today(link, today),
            col(Observation.work_process_id) == work_process_id,
        )
    ).scalar_one_or_none()


def _signed_off(session: Session, link: FeedbackAccess) -> set[UUID]:
    rows = session.execute(
        sa.select(col(SignOff.work_process_id)).where(
            col(SignOff.school_id) == link.school_id,
            col(SignOff.student_id) == link.student_id,
            col(SignOff.withdrawn).is_(False),
            stands(SignOff),
        )
    )
    return set(rows.scalars())


def contacts(session: Session, actor: Actor, company_id: UUID, today: date) -> list[ContactChoice]:
    """The people of a company that this person's school knows and that still work there."""
    rows = session.exec(
        select(Contact)
        .where(
            Contact.school_id == actor.school_id,
            Contact.company_id == company_id,
            sa.or_(col(Contact.left_on).is_(None), col(Contact.left_on) > today),
        )
        .order_by(Contact.first_name, Contact.last_name)
    )
    return [ContactChoice(contact.id, f"{contact.first_name} {contact.last_name}".strip()) for contact in rows]


def links(session: Session, actor: Actor, placement_id: UUID, today: date) -> list[LinkCard]:
    """The links of a placement of one of this person's students, newest first."""
    answers = (
        sa.select(sa.func.count())
        .select_from(Feedback)
        .where(col(Feedback.link_id) == col(FeedbackLink.id), col(Feedback.sent_at).is_not(None))
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(
            col(FeedbackLink.id),
            Contact,
            col(Company.name),
            col(FeedbackLink.issued_at),
            col(FeedbackLink.expires_at),
            col(FeedbackLink.withdrawn_at),
            answers,
        )
        .join(Placement, col(Placement.id) == col(FeedbackLink.placement_id))
        .join(Contact, col(Contact.id) == col(FeedbackLink.contact_id))
        .join(Company, col(Company.id) == col(FeedbackLink.company_id))
        .where(
            col(FeedbackLink.school_id) == actor.school_id,
            col(FeedbackLink.placement_id) == placement_id,
            col(Placement.student_id).in_(student_ids(actor, today)),
        )
        .order_by(col(FeedbackLink.issued_at).desc(), col(FeedbackLink.id))
    )
    return [LinkCard(link, f"{contact.first_name} {contact.last_name}".strip(), *rest) for link, contact, *rest in rows]


def link(session: Session, actor: Actor, student_id: UUID, link_id: UUID, today: date) -> FeedbackLink:
    """A link about one of this person's students. Raises 404 for any other."""
    found = session.exec(
        select(FeedbackLink)
        .join(Placement, col(Placement.id) == col(FeedbackLink.placement_id))
        .where(
            FeedbackLink.id == link_id,
            FeedbackLink.school_id == actor.school_id,
            Placement.student_id == student_id,
            col(Placement.student_id).in_(student_ids(actor, today)),
        )
    ).one_or_none()
    if found is None:
        raise not_found()
    return found


def answers(session: Session, actor: Actor, student_id: UUID, today: date) -> list[AnswerCard]:
    """What companies said about one of this person's students, newest first, at most ``MOST_ANSWERS``.

    A tapped face without the rest is left out when the same contact answered later that day.
    """
    rows = session.execute(
        sa.select(
            Feedback,
            col(Contact.first_name),
            col(Company.name),
            sa.func.coalesce(col(PlainTitle.short), col(WorkProcess.title)),
            col(Observation.level),
            _answered_later().label("later"),
        )
        .join(Placement, col(Placement.id) == col(Feedback.placement_id))
        .join(Contact, col(Contact.id) == col(Feedback.contact_id))
        .join(Company, col(Company.id) == col(Feedback.company_id))
        .outerjoin(FeedbackObservation, col(FeedbackObservation.feedback_id) == col(Feedback.id))
        .outerjoin(Observation, col(Observation.id) == col(FeedbackObservation.observation_id))
        .outerjoin(WorkProcess, col(WorkProcess.id) == col(Observation.work_process_id))
        .outerjoin(
            PlainTitle,
            sa.and_(col(PlainTitle.work_process_id) == col(WorkProcess.id), col(PlainTitle.language) == language()),
        )
        .where(
            col(Feedback.school_id) == actor.school_id,
            col(Placement.student_id) == student_id,
            col(Placement.student_id).in_(student_ids(actor, today)),
            sa.or_(col(Feedback.sent_at).is_not(None), ~_answered_later()),
        )
        .order_by(col(Feedback.started_at).desc(), col(Feedback.id))
        .limit(MOST_ANSWERS)
    )
    return [
        AnswerCard(
            id=row.id,
            answered_by=row.answered_by or contact,
            company_name=company,
            at=row.sent_at or row.started_at,
            sent=row.sent_at is not None,
            smile=row.smile,
            strengths=tuple(Strength(strength) for strength in row.strengths),
            sentence=row.sentence,
            language=row.language,
            work_process=work_process,
            level=level,
            counts=not later,
        )
        for row, contact, company, work_process, level, later in rows
    ]


def _answered_later() -> sa.ColumnElement[bool]:
    later = sa.orm.aliased(Feedback)
    return sa.exists().where(
        col(later.placement_id) == col(Feedback.placement_id),
        col(later.contact_id) == col(Feedback.contact_id),
        col(later.answered_on) == col(Feedback.answered_on),
        col(later.started_at) > col(Feedback.started_at),
        sa.or_(col(later.sent_at).is_not(None), col(Feedback.sent_at).is_(None)),
    )
