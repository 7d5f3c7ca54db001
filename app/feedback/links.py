"""The links that companies got, as staff see them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.companies.models import Company, Contact
from app.feedback.models import Feedback, FeedbackLink
from app.feedback.queries import within_reach
from app.people.actor import Actor
from app.people.models import Membership
from app.people.queries import PersonCard, not_found, student_ids
from app.placements.models import Placement


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Somebody at a company, as one school knows them."""

    id: UUID
    first_name: str
    last_name: str
    phone: str | None
    email: str | None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCard:
    """A link as staff see it. The address itself is known only when it is made.

    ``student_first_name``: whom it is about; without one it is the contact's link for all. ``answers`` counts those
    about students whom the reader may see.
    """

    id: UUID
    contact_id: UUID
    contact_name: str
    student_first_name: str | None
    on_wall: bool
    issued_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    answers: int
    answered_at: datetime | None

    def works(self, now: datetime) -> bool:
        """Whether it still opens."""
        return self.withdrawn_at is None and self.expires_at > now

    def last_day(self, time_zone: str) -> date:
        """The last day on which it opens; one that expires at midnight does not open on the day that begins then."""
        return local_day(self.expires_at - timedelta(seconds=1), time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLinks:
    """A contact with the students of the reader whom they guide today, and the links that work."""

    contact: ContactCard
    company_id: UUID
    company_name: str
    students: list[PersonCard] = field(default_factory=list)
    links: list[LinkCard] = field(default_factory=list)


def contacts(session: Session, actor: Actor, company_id: UUID, today: date) -> list[ContactCard]:
    """The people of a company that this person's school knows and that still work there."""
    rows = session.execute(
        _contact_cards()
        .where(
            col(Contact.school_id) == actor.school_id,
            col(Contact.company_id) == company_id,
            _works_there(today),
        )
        .order_by(col(Contact.first_name), col(Contact.last_name))
    )
    return [ContactCard(*row) for row in rows]


def _contact_cards() -> sa.Select[UUID, str, str, str | None, str | None]:
    return sa.select(
        col(Contact.id), col(Contact.first_name), col(Contact.last_name), col(Contact.phone), col(Contact.email)
    )


def _works_there(today: date) -> sa.ColumnElement[bool]:
    return sa.or_(col(Contact.left_on).is_(None), col(Contact.left_on) > today)


def guides(session: Session, actor: Actor, today: date) -> dict[UUID, ContactLinks]:
    """The contacts who guide a student of this person today, by company, without their links."""
    rows = session.execute(
        _contact_cards()
        .add_columns(
            col(Company.id).label("company_id"),
            col(Company.name).label("company_name"),
            col(Membership.id).label("student_id"),
            col(Membership.first_name).label("student_first_name"),
            col(Membership.last_name).label("student_last_name"),
            col(Membership.picture),
        )
        .join(Placement, col(Placement.contact_id) == col(Contact.id))
        .join(Company, col(Company.id) == col(Placement.company_id))
        .join(Membership, col(Membership.id) == col(Placement.student_id))
        .where(
            col(Placement.school_id) == actor.school_id,
            col(Placement.student_id).in_(student_ids(actor, today)),
            *within_reach(today),
            _works_there(today),
            col(Membership.erased_at).is_(None),
            sa.or_(col(Membership.ended_on).is_(None), col(Membership.ended_on) >= today),
        )
        .order_by(col(Company.name), col(Company.id), col(Contact.first_name), col(Contact.id))
        .order_by(col(Membership.first_name), col(Membership.id))
        .distinct()
    )
    found: dict[UUID, ContactLinks] = {}
    for *contact, company_id, company_name, student, first_name, last_name, picture in rows:
        card = ContactCard(*contact)
        guide = found.setdefault(card.id, ContactLinks(contact=card, company_id=company_id, company_name=company_name))
        guide.students.append(PersonCard(student, first_name, last_name, picture))
    return found


def company_links(session: Session, actor: Actor, now: datetime) -> list[ContactLinks]:
    """The contacts who guide a student of this person, by company, each with the links that work, newest first."""
    found = guides(session, actor, local_day(now, actor.time_zone))
    working = (col(FeedbackLink.withdrawn_at).is_(None), col(FeedbackLink.expires_at) > now)
    for link in _links(session, actor, local_day(now, actor.time_zone), *working):
        if link.contact_id in found:
            found[link.contact_id].links.append(link)
    return list(found.values())


def links(session: Session, actor: Actor, placement_id: UUID, today: date) -> list[LinkCard]:
    """The links of a placement of one of this person's students, newest first."""
    return _links(session, actor, today, col(FeedbackLink.placement_id) == placement_id)


def _links(session: Session, actor: Actor, today: date, *which: sa.ColumnElement[bool]) -> list[LinkCard]:
    answered = (
        sa.select(
            col(Feedback.link_id).label("link_id"),
            sa.func.count().label("answers"),
            sa.func.max(col(Feedback.sent_at)).label("answered_at"),
        )
        .join(Placement, col(Placement.id) == col(Feedback.placement_id))
        .where(
            col(Feedback.school_id) == actor.school_id,
            col(Feedback.sent_at).is_not(None),
            col(Placement.student_id).in_(student_ids(actor, today)),
        )
        .group_by(col(Feedback.link_id))
        .subquery()
    )
    rows = session.execute(
        sa.select(
            col(FeedbackLink.id),
            Contact,
            col(Membership.first_name),
            col(FeedbackLink.on_wall),
            col(FeedbackLink.issued_at),
            col(FeedbackLink.expires_at),
            col(FeedbackLink.withdrawn_at),
            sa.func.coalesce(answered.c.answers, 0),
            answered.c.answered_at,
        )
        .join(Contact, col(Contact.id) == col(FeedbackLink.contact_id))
        .outerjoin(Placement, col(Placement.id) == col(FeedbackLink.placement_id))
        .outerjoin(Membership, col(Membership.id) == col(Placement.student_id))
        .outerjoin(answered, answered.c.link_id == col(FeedbackLink.id))
        .where(*_in_sight(actor, today), *which)
        .order_by(col(FeedbackLink.issued_at).desc(), col(FeedbackLink.id))
    )
    return [
        LinkCard(
            id=link,
            contact_id=contact.id,
            contact_name=f"{contact.first_name} {contact.last_name}".strip(),
            student_first_name=student,
            on_wall=on_wall,
            issued_at=issued_at,
            expires_at=expires_at,
            withdrawn_at=withdrawn_at,
            answers=answers,
            answered_at=answered_at,
        )
        for link, contact, student, on_wall, issued_at, expires_at, withdrawn_at, answers, answered_at in rows
    ]


def _in_sight(actor: Actor, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Links about a student of this person, and those for all students of a contact who guided one of them."""
    guided = sa.orm.aliased(Placement)
    theirs = sa.select(col(guided.contact_id)).where(
        col(guided.school_id) == actor.school_id,
        col(guided.student_id).in_(student_ids(actor, today)),
    )
    return (
        col(FeedbackLink.school_id) == actor.school_id,
        sa.or_(
            sa.and_(col(FeedbackLink.placement_id).is_(None), col(FeedbackLink.contact_id).in_(theirs)),
            col(Placement.student_id).in_(student_ids(actor, today)),
        ),
    )


def link(session: Session, actor: Actor, link_id: UUID, today: date, *, student_id: UUID | None = None) -> FeedbackLink:
    """A link that this person may withdraw; with ``student_id`` one about that student. Raises 404 for any other."""
    query = (
        select(FeedbackLink)
        .join(Placement, col(Placement.id) == col(FeedbackLink.placement_id), isouter=True)
        .where(FeedbackLink.id == link_id, *_in_sight(actor, today))
    )
    if student_id:
        query = query.where(Placement.student_id == student_id)
    found = session.exec(query).one_or_none()
    if found is None:
        raise not_found()
    return found
