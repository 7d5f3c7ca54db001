"""Companies as cards of a region; the contacts and notes of each school that works with them."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from app.base.schema import Row, SchoolRow, Table, same_school, school_row


class Company(Row, table=True):
    """A learning company, known once per region. ``photos_allowed`` is the company's own rule for its floor.

    ``accreditation_id`` is the company's *erkenning*; it is judged again every four years, hence the date of checking.
    """

    __table_args__ = (sa.UniqueConstraint("region_id", "id"),)

    region_id: UUID = Field(foreign_key="region.id")
    name: str = Field(max_length=120)
    sector: str = Field(default="", max_length=40)
    address: str = Field(default="", max_length=200)
    place: str = Field(default="", max_length=80)
    phone: str | None = Field(default=None, max_length=30)
    photos_allowed: bool = True
    accreditation_id: str | None = Field(default=None, max_length=40)
    accreditation_checked_on: date | None = None


class SchoolCompany(Table, table=True):
    """A school works with a company of its own region; placements, contacts and tasks hang on this pair."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["region_id", "school_id"], ["school.region_id", "school.id"]),
        sa.ForeignKeyConstraint(["region_id", "company_id"], ["company.region_id", "company.id"]),
    )

    school_id: UUID = Field(primary_key=True)
    company_id: UUID = Field(primary_key=True)
    region_id: UUID
    since: date


def works_with() -> sa.ForeignKeyConstraint:
    """Point ``(school_id, company_id)`` at a company that this school works with."""
    return sa.ForeignKeyConstraint(
        ["school_id", "company_id"], ["school_company.school_id", "school_company.company_id"]
    )


class Contact(SchoolRow, table=True):
    """A named person at a company, as one school knows them (*leermeester, praktijkopleider*)."""

    __table_args__ = (*school_row(), sa.UniqueConstraint("school_id", "company_id", "id"), works_with())

    company_id: UUID = Field(index=True)
    first_name: str = Field(max_length=60)
    last_name: str = Field(default="", max_length=80)
    job_title: str = Field(default="", max_length=80)
    phone: str | None = Field(default=None, max_length=30)
    email: str | None = Field(default=None, max_length=254)
    left_on: date | None = None


class ContactNote(SchoolRow, table=True):
    """What a school wrote down about a talk with a company; never about a student when it is shared."""

    __table_args__ = (
        works_with(),
        same_school("contact", "company_id", "contact_id"),
        same_school("membership", "author_id"),
    )

    company_id: UUID = Field(index=True)
    contact_id: UUID | None = None
    author_id: UUID
    text: str = Field(max_length=2000)
    language: str = Field(max_length=10)
    shared_with_region: bool = False
    written_at: datetime
