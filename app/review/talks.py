"""The talks of three about a student: what is planned, what was said, what was agreed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.catalogue.queries import WorkProcessCard
from app.companies.models import Company, Contact
from app.people.actor import Actor
from app.people.models import IndependenceLevel, Membership
from app.people.queries import not_found, student_ids
from app.placements.models import AssessmentMoment, WorkplaceProfile
from app.review.evidence import Evidence
from app.review.models import Talk

NEAR = timedelta(days=14)
"""How far from the day that was planned a talk is still the one that was meant."""


@dataclass(frozen=True, slots=True)
class TalkCard:
    """A talk that was held: who of the company was there, who wrote it down, and what was agreed (in ``language``)."""

    id: UUID
    held_on: date
    contact: str
    company: str
    supervisor: str
    agreed: str
    language: str


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """Somebody of the company who may have been there."""

    id: UUID
    name: str
    job_title: str


@dataclass(frozen=True, slots=True)
class TalkLine:
    """What was said in a talk about one work process, as it stands; either may be empty."""

    work_process: WorkProcessCard
    company: IndependenceLevel | None
    school: IndependenceLevel | None


def talks(session: Session, actor: Actor, student_id: UUID, today: date) -> list[TalkCard]:
    """The talks about one of this person's students, newest first."""
    newest_first = (col(Talk.held_on).desc(), col(Talk.recorded_at).desc(), col(Talk.id))
    query = _talks(actor, today).where(col(Talk.student_id) == student_id).order_by(*newest_first)
    return [_card(row) for row in session.execute(query)]


def talk(session: Session, actor: Actor, student_id: UUID, talk_id: UUID, today: date) -> TalkCard:
    """One talk about one of this person's students. Raises 404."""
    query = _talks(actor, today).where(col(Talk.student_id) == student_id, col(Talk.id) == talk_id)
    row = session.execute(query).one_or_none()
    if row is None:
        raise not_found()
    return _card(row)


def _talks(actor: Actor, today: date) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            col(Talk.id),
            col(Talk.held_on),
            col(Contact.first_name).label("contact"),
            col(Company.name).label("company"),
            col(Membership.first_name).label("supervisor"),
            col(Talk.agreed),
            col(Talk.language),
        )
        .join(Contact, col(Contact.id) == col(Talk.contact_id))
        .join(Company, col(Company.id) == col(Contact.company_id))
        .join(Membership, col(Membership.id) == col(Talk.supervisor_id))
        .where(col(Talk.school_id) == actor.school_id, col(Talk.student_id).in_(student_ids(actor, today)))
    )


def _card(row: sa.Row[*tuple[Any, ...]]) -> TalkCard:
    return TalkCard(**row._mapping)


def said(talk_id: UUID, cards: list[WorkProcessCard], evidence: list[Evidence]) -> list[TalkLine]:
    """What was said in a talk, by work process, out of the evidence that stands."""
    spoken = [one for one in evidence if one.talk_id == talk_id]
    company = {one.work_process_id: one.level for one in spoken if one.by_company}
    school = {one.work_process_id: one.level for one in spoken if not one.by_company}
    return [
        TalkLine(card, company.get(card.id), school.get(card.id))
        for card in cards
        if card.id in company or card.id in school
    ]


def contacts_at(session: Session, actor: Actor, company_id: UUID, today: date) -> list[ContactChoice]:
    """The people of a company as this person's school knows them, who still work there."""
    rows = session.execute(
        sa.select(col(Contact.id), col(Contact.first_name), col(Contact.last_name), col(Contact.job_title))
        .where(
            col(Contact.school_id) == actor.school_id,
            col(Contact.company_id) == company_id,
            sa.or_(col(Contact.left_on).is_(None), col(Contact.left_on) > today),
        )
        .order_by(col(Contact.first_name), col(Contact.last_name), col(Contact.id))
    )
    return [ContactChoice(key, f"{first} {last}".strip(), title) for key, first, last, title in rows]


def planned_days(session: Session, actor: Actor, placement_id: UUID) -> list[date]:
    """When talks about a placement are planned that were not held, soonest first. The caller has found the placement
    through the actor.
    """
    rows = session.scalars(_planned(actor, placement_id, col(AssessmentMoment.planned_on)))
    return list(rows)


def planned_near(session: Session, actor: Actor, placement_id: UUID, day: date) -> AssessmentMoment | None:
    """The planned talk that one on this day can be: the nearest that was not held, at most ``NEAR`` away."""
    moments = session.scalars(_planned(actor, placement_id, AssessmentMoment)).all()
    near = [moment for moment in moments if abs(moment.planned_on - day) <= NEAR]
    return min(near, key=lambda moment: (abs(moment.planned_on - day), moment.planned_on), default=None)


def _planned(actor: Actor, placement_id: UUID, what: Any) -> sa.Select[Any]:
    return (
        sa.select(what)
        .join(WorkplaceProfile, col(WorkplaceProfile.id) == col(AssessmentMoment.profile_id))
        .where(
            col(AssessmentMoment.school_id) == actor.school_id,
            col(WorkplaceProfile.placement_id) == placement_id,
            col(AssessmentMoment.held_on).is_(None),
        )
        .order_by(col(AssessmentMoment.planned_on), col(AssessmentMoment.id))
    )
