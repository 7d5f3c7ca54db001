"""The region's companies and the school's people there."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.base.clock import local_day
from app.companies.models import Company, Contact, SchoolCompany
from app.office.actions.shared import made_before, one_at_a_time
from app.office.inputs.companies import CompanyForm, ContactForm
from app.office.queries.companies import company, contact, region_of
from app.people.actions import record
from app.people.actor import Actor
from app.people.queries import not_found


def add_company(session: Session, actor: Actor, now: datetime, said: CompanyForm) -> UUID:
    """Add a company to the region and work with it. The same form sent twice adds one."""
    one_at_a_time(session, actor)
    if session.get(Company, said.id) is not None:
        return company(session, actor, said.id).id  # raises 404 when the id is somebody else's
    card = Company(id=said.id, region_id=region_of(session, actor), name=said.name)
    _write(card, said)
    session.add(card)
    session.flush()
    record(session, actor, now, "company-added", "company", said.id)
    work_with(session, actor, now, said.id)
    return said.id


def work_with(session: Session, actor: Actor, now: datetime, company_id: UUID) -> None:
    """*Wij werken met dit bedrijf*. Raises 404 for a company of another region."""
    region = region_of(session, actor)
    known = session.exec(select(Company.id).where(Company.id == company_id, Company.region_id == region)).one_or_none()
    if known is None:
        raise not_found()
    one_at_a_time(session, actor)
    if session.get(SchoolCompany, (actor.school_id, company_id)) is None:
        since = local_day(now, actor.time_zone)
        session.add(SchoolCompany(school_id=actor.school_id, company_id=company_id, region_id=region, since=since))
        session.flush()
        record(session, actor, now, "company-works-with", "company", company_id)


def change_company(session: Session, actor: Actor, now: datetime, company_id: UUID, said: CompanyForm) -> None:
    """Change a card that all schools of the region share; on record is which school did it, and which fields.

    Raises 404 for a company with which this school does not work.
    """
    card = company(session, actor, company_id)
    before = card.model_dump()
    _write(card, said)
    changed = sorted(name for name, value in card.model_dump().items() if value != before[name])
    if changed:
        record(session, actor, now, "company-changed", "company", company_id, fields=changed)


def _write(card: Company, said: CompanyForm) -> None:
    card.name, card.sector = said.name, said.sector.value
    card.address, card.place, card.phone = said.address, said.place, said.phone
    card.photos_allowed = said.photos_allowed
    card.accreditation_id, card.accreditation_checked_on = said.accreditation_id, said.accreditation_checked_on


def add_contact(session: Session, actor: Actor, now: datetime, company_id: UUID, said: ContactForm) -> UUID:
    """Add somebody at a company, as this school knows them. The same form sent twice adds one."""
    company(session, actor, company_id)
    one_at_a_time(session, actor)
    if made_before(session, actor, Contact, said.id) is not None:
        return contact(session, actor, company_id, said.id).id
    row = Contact(id=said.id, school_id=actor.school_id, company_id=company_id, first_name=said.first_name)
    _write_contact(row, said)
    session.add(row)
    session.flush()
    record(session, actor, now, "contact-added", "contact", said.id)
    return said.id


def change_contact(
    session: Session, actor: Actor, now: datetime, company_id: UUID, contact_id: UUID, said: ContactForm
) -> None:
    """Change a contact, or say that they left. Raises 404 for another school's."""
    _write_contact(contact(session, actor, company_id, contact_id), said)
    record(session, actor, now, "contact-changed", "contact", contact_id)


def _write_contact(row: Contact, said: ContactForm) -> None:
    row.first_name, row.last_name, row.job_title = said.first_name, said.last_name, said.job_title
    row.phone, row.email, row.left_on = said.phone, said.email, said.left_on
