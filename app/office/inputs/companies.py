"""What the forms about companies and their people say, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.base.i18n import gettext as _
from app.office.inputs.form import Form
from app.office.words import Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyForm:
    """A company's card."""

    id: UUID
    name: str
    sector: Sector
    address: str
    place: str
    phone: str | None
    photos_allowed: bool
    accreditation_id: str | None
    accreditation_checked_on: date | None
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactForm:
    """Somebody at a company."""

    id: UUID
    first_name: str
    last_name: str
    job_title: str
    phone: str | None
    email: str | None
    left_on: date | None


def company(values: Mapping[str, str], today: date) -> CompanyForm:
    """Read the form of a company."""
    form = Form(values)
    sector = form.kind("sector", Sector, needed=_("Kies een soort werk."))
    said = CompanyForm(
        id=form.id(),
        name=form.text("name", 120, needed=_("Vul een naam in.")),
        sector=sector or Sector.OTHER,
        address=form.text("address", 200),
        place=form.text("place", 80, needed=_("Vul een plaats in.")),
        phone=form.phone("phone"),
        photos_allowed=form.one_of("photos_allowed", ("yes", "no"), needed=_("Kies ja of nee.")) == "yes",
        accreditation_id=form.text("accreditation_id", 40) or None,
        accreditation_checked_on=form.day("accreditation_checked_on", latest=today),
        sure=form.tick("sure"),
    )
    form.check()
    return said


def contact(values: Mapping[str, str], today: date) -> ContactForm:
    """Read the form of a contact."""
    form = Form(values)
    said = ContactForm(
        id=form.id(),
        first_name=form.text("first_name", 60, needed=_("Vul een voornaam in.")),
        last_name=form.text("last_name", 80),
        job_title=form.text("job_title", 80),
        phone=form.phone("phone"),
        email=form.email("email"),
        left_on=form.day("left_on", latest=today.replace(year=today.year + 1, day=min(today.day, 28))),
    )
    form.check()
    return said
