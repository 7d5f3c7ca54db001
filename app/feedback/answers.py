"""What companies said, as staff and the student see it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.i18n import language
from app.catalogue.models import PlainTitle, WorkProcess
from app.companies.models import Company, Contact
from app.feedback.models import Feedback, FeedbackLink, FeedbackObservation, Smile, Strength
from app.people.actor import Actor
from app.people.models import IndependenceLevel, Membership
from app.people.queries import student_ids
from app.placements.models import Placement
from app.review.models import Observation

MOST_ANSWERS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCard:
    """An answer as staff see it. Not ``sent`` means that only the face was tapped; ``on_wall``, that anybody at the
    company may have given it.

    ``counts`` is false for an answer after which the same contact gave another one that day. ``work_process`` is in
    the reader's words; it is empty when nothing was said about one.
    """

    id: UUID
    student_id: UUID
    student_first_name: str
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
    on_wall: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCard:
    """An answer as the student sees it. Who answered a card on the wall is unknown: then there is neither a name nor a
    sentence.
    """

    id: UUID
    name: str
    company_name: str
    at: datetime
    day: date
    smile: Smile
    strengths: tuple[Strength, ...]
    sentence: str
    language: str


def answers(
    session: Session, actor: Actor, today: date, *, student_id: UUID | None = None, limit: int = MOST_ANSWERS
) -> list[AnswerCard]:
    """What companies said about this person's students (or one of them), newest first.

    A tapped face without the rest is left out when the same contact answered later that day.
    """
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            Feedback,
            col(Placement.student_id),
            col(Membership.first_name).label("student"),
            col(Contact.first_name).label("contact"),
            col(Company.name).label("company"),
            sa.func.coalesce(col(PlainTitle.short), col(WorkProcess.title)).label("work_process"),
            col(Observation.level),
            _answered_later().label("later"),
            col(FeedbackLink.on_wall),
        )
        .join(FeedbackLink, col(FeedbackLink.id) == col(Feedback.link_id))
        .join(Placement, col(Placement.id) == col(Feedback.placement_id))
        .join(Membership, col(Membership.id) == col(Placement.student_id))
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
            col(Placement.student_id).in_(student_ids(actor, today)),
            sa.or_(col(Feedback.sent_at).is_not(None), ~_answered_later()),
        )
        .order_by(col(Feedback.started_at).desc(), col(Feedback.id))
        .limit(limit)
    )
    if student_id:
        query = query.where(col(Placement.student_id) == student_id)
    return [_answer_card(row) for row in session.execute(query)]


def _answer_card(row: sa.Row[*tuple[Any, ...]]) -> AnswerCard:
    given: Feedback = row[0]
    return AnswerCard(
        id=given.id,
        student_id=row.student_id,
        student_first_name=row.student,
        answered_by=given.answered_by or ("" if row.on_wall else row.contact),
        company_name=row.company,
        at=given.sent_at or given.started_at,
        sent=given.sent_at is not None,
        smile=given.smile,
        strengths=_strengths(given),
        sentence=given.sentence,
        language=given.language,
        work_process=row.work_process,
        level=row.level,
        counts=not row.later,
        on_wall=row.on_wall,
    )


def said_to(
    session: Session, actor: Actor, today: date, *, before: tuple[datetime, UUID] | None = None, limit: int
) -> list[SaidCard]:
    """What companies said to a student, newest first: of each contact the last answer of a day that was sent whole.

    ``before`` is the ``(at, id)`` of the last one of the page before this one.
    """
    sent, key = col(Feedback.sent_at), col(Feedback.id)
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Feedback, col(Company.name).label("company"), col(FeedbackLink.on_wall))
        .join(FeedbackLink, col(FeedbackLink.id) == col(Feedback.link_id))
        .join(Placement, col(Placement.id) == col(Feedback.placement_id))
        .join(Company, col(Company.id) == col(Feedback.company_id))
        .where(
            col(Feedback.school_id) == actor.school_id,
            col(Placement.student_id) == actor.member_id,
            col(Placement.student_id).in_(student_ids(actor, today)),
            sent.is_not(None),
            ~_answered_later(),
        )
        .order_by(sent.desc(), key.desc())
        .limit(limit)
    )
    if before:
        moment, last = before
        query = query.where(sa.or_(sent < moment, sa.and_(sent == moment, key < last)))
    return [_said_card(row) for row in session.execute(query)]


def _said_card(row: sa.Row[*tuple[Any, ...]]) -> SaidCard:
    given: Feedback = row[0]
    return SaidCard(
        id=given.id,
        name="" if row.on_wall else given.answered_by,
        company_name=row.company,
        at=given.sent_at or given.started_at,
        day=given.answered_on,
        smile=given.smile,
        strengths=_strengths(given),
        sentence="" if row.on_wall else given.sentence,
        language=given.language,
    )


def _strengths(given: Feedback) -> tuple[Strength, ...]:
    return tuple(Strength(strength) for strength in given.strengths)


def _answered_later() -> sa.ColumnElement[bool]:
    """The same contact answered about the same placement again that day. All who use a card on the wall count as one,
    and are not the contact.
    """
    later, through = sa.orm.aliased(Feedback), sa.orm.aliased(FeedbackLink)
    return sa.exists().where(
        col(through.id) == col(later.link_id),
        col(through.on_wall) == col(FeedbackLink.on_wall),
        col(later.placement_id) == col(Feedback.placement_id),
        col(later.contact_id) == col(Feedback.contact_id),
        col(later.answered_on) == col(Feedback.answered_on),
        _moment(later) > _moment(Feedback),
        sa.or_(col(later.sent_at).is_not(None), col(Feedback.sent_at).is_(None)),
    )


def _moment(row: type[Feedback]) -> sa.ColumnElement[datetime]:
    return sa.func.coalesce(col(row.sent_at), col(row.started_at))
