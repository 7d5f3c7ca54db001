"""The companies of a region, as one school works with them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.companies.models import Company, Contact, SchoolCompany
from app.office.queries.people import open_on
from app.office.words import folded, matches
from app.people.actor import Actor
from app.people.models import School
from app.people.queries import not_found
from app.placements.models import Placement

JUDGED_EVERY = 4
"""Years after which a company's *erkenning* is judged again."""


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company in a list; ``contacts`` and ``placements`` are counts of this school's, of now."""

    id: UUID
    name: str
    sector: str
    place: str
    address: str
    photos_allowed: bool
    accreditation_checked_on: date | None
    contacts: int
    placements: int

    def check_again(self, today: date) -> bool:
        """Whether the *erkenning* must be looked up (again)."""
        return check_again(self.accreditation_checked_on, today)


@dataclass(frozen=True, slots=True)
class Match:
    """A company of the region that looks like what somebody wants to add; ``ours``: the school works with it."""

    id: UUID
    name: str
    place: str
    address: str
    ours: bool


def check_again(checked_on: date | None, today: date) -> bool:
    """Whether it was never looked up, or four years ago."""
    return checked_on is None or checked_on <= today.replace(year=today.year - JUDGED_EVERY, day=min(today.day, 28))


def region_of(session: Session, actor: Actor) -> UUID:
    """The region of the actor's school."""
    return session.exec(select(School.region_id).where(School.id == actor.school_id)).one()


def company_rows(session: Session, actor: Actor, today: date) -> list[CompanyRow]:
    """The companies with which the school works, by name."""
    contacts = (
        sa.select(sa.func.count(col(Contact.id)))
        .where(
            col(Contact.company_id) == col(Company.id),
            col(Contact.school_id) == actor.school_id,
            sa.or_(col(Contact.left_on).is_(None), col(Contact.left_on) > today),
        )
        .correlate(Company)
        .scalar_subquery()
    )
    placements = (
        sa.select(sa.func.count(col(Placement.id)))
        .where(
            col(Placement.company_id) == col(Company.id),
            col(Placement.school_id) == actor.school_id,
            open_on(Placement.ends_on, today),
        )
        .correlate(Company)
        .scalar_subquery()
    )
    card = Company
    rows = session.execute(
        sa.select(
            col(card.id),
            col(card.name),
            col(card.sector),
            col(card.place),
            col(card.address),
            col(card.photos_allowed),
            col(card.accreditation_checked_on),
            contacts,
            placements,
        )
        .join(SchoolCompany, col(SchoolCompany.company_id) == col(card.id))
        .where(col(SchoolCompany.school_id) == actor.school_id)
        .order_by(col(card.name), col(card.id))
    )
    return [CompanyRow(*row) for row in rows]


def in_region(session: Session, actor: Actor, asked: str) -> list[Match]:
    """The companies of the region that match what was typed, those that the school works with first."""
    ours = sa.and_(col(SchoolCompany.company_id) == col(Company.id), col(SchoolCompany.school_id) == actor.school_id)
    rows = session.execute(
        sa.select(
            col(Company.id),
            col(Company.name),
            col(Company.place),
            col(Company.address),
            col(SchoolCompany.company_id).is_not(None),
        )
        .outerjoin(SchoolCompany, ours)
        .where(col(Company.region_id) == region_of(session, actor))
        .order_by(col(Company.name), col(Company.id))
    )
    found = [Match(*row) for row in rows if matches(asked, row.name, row.place, row.address)]
    return sorted(found, key=lambda match: not match.ours)


def same_company(session: Session, actor: Actor, name: str, place: str) -> Match | None:
    """A company of this name and place that is in the region already."""
    wanted = folded(name), folded(place)
    return next(
        (match for match in in_region(session, actor, "") if (folded(match.name), folded(match.place)) == wanted), None
    )


def company(session: Session, actor: Actor, company_id: UUID) -> Company:
    """A company with which the school works. Raises 404 for any other."""
    found = session.exec(
        select(Company)
        .join(SchoolCompany, col(SchoolCompany.company_id) == col(Company.id))
        .where(SchoolCompany.school_id == actor.school_id, Company.id == company_id)
    ).one_or_none()
    if found is None:
        raise not_found()
    return found


def contacts_of(session: Session, actor: Actor, company_id: UUID) -> list[Contact]:
    """The school's contacts at a company, those who left last."""
    return list(
        session.exec(
            select(Contact)
            .where(Contact.school_id == actor.school_id, Contact.company_id == company_id)
            .order_by(col(Contact.left_on).is_not(None), Contact.first_name, Contact.last_name, col(Contact.id))
        )
    )


def contact(session: Session, actor: Actor, company_id: UUID, contact_id: UUID) -> Contact:
    """One of them. Raises 404 for another school's or another company's."""
    found = session.exec(
        select(Contact).where(
            Contact.school_id == actor.school_id, Contact.company_id == company_id, Contact.id == contact_id
        )
    ).one_or_none()
    if found is None:
        raise not_found()
    return found


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """A contact at whose company somebody can be placed."""

    id: UUID
    name: str
    company_id: UUID
    company: str


def contact_choices(session: Session, actor: Actor, today: date) -> list[ContactChoice]:
    """The contacts of the school who are still there, by company."""
    rows = session.execute(
        sa.select(col(Contact.id), col(Contact.first_name), col(Contact.last_name), col(Company.id), col(Company.name))
        .join(Company, col(Company.id) == col(Contact.company_id))
        .where(
            col(Contact.school_id) == actor.school_id,
            sa.or_(col(Contact.left_on).is_(None), col(Contact.left_on) > today),
        )
        .order_by(col(Company.name), col(Company.id), col(Contact.first_name), col(Contact.id))
    )
    return [ContactChoice(row[0], f"{row[1]} {row[2]}".strip(), row[3], row[4]) for row in rows]
