"""Placements, their days, the workplace profile agreed for them, day plans and tips."""

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from app.base.schema import SchoolRow, one_of, same_school, school_row
from app.companies.models import works_with


class PlacementKind(StrEnum):
    """*snuffelstage, lintstage, blokstage, opstapbaan/werk, nazorg*."""

    TASTER = "taster"
    WEEKLY = "weekly"
    BLOCK = "block"
    JOB = "job"
    AFTERCARE = "aftercare"


class DayOffReason(StrEnum):
    """Why somebody is not at work today. Nothing more is asked: no diagnoses."""

    NOT_TODAY = "not_today"
    SICK = "sick"


class Placement(SchoolRow, table=True):
    """One student at one company, with its contact and the school's supervisor, for a period."""

    __table_args__ = (
        *school_row(),
        sa.UniqueConstraint("school_id", "student_id", "id"),
        sa.UniqueConstraint("school_id", "company_id", "id"),
        works_with(),
        same_school("student", "student_id", owned=True),
        same_school("contact", "company_id", "contact_id"),
        same_school("membership", "supervisor_id"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
    )

    student_id: UUID = Field(index=True)
    company_id: UUID = Field(index=True)
    contact_id: UUID = Field(index=True)
    supervisor_id: UUID = Field(index=True)
    kind: PlacementKind = Field(sa_type=one_of(PlacementKind))
    starts_on: date
    ends_on: date | None = None


class PlacementDay(SchoolRow, table=True):
    """A day of the week on which the student works, with times. ``weekday`` 1 is Monday (ISO 8601)."""

    __table_args__ = (
        sa.UniqueConstraint("placement_id", "weekday"),
        same_school("placement", "placement_id", owned=True),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
    )

    placement_id: UUID
    weekday: int
    starts_at: time
    ends_at: time


class DayOff(SchoolRow, table=True):
    """*Vandaag niet* or *ziek* on one day of a placement."""

    __table_args__ = (
        sa.UniqueConstraint("placement_id", "day"),
        same_school("placement", "placement_id", owned=True),
        same_school("membership", "reported_by_id"),
    )

    placement_id: UUID
    day: date
    reason: DayOffReason = Field(sa_type=one_of(DayOffReason))
    reported_by_id: UUID
    reported_at: datetime


class WorkplaceProfile(SchoolRow, table=True):
    """The *werkplekprofiel*: what student, company and school agreed to work on in one placement."""

    __table_args__ = (
        *school_row(),
        sa.UniqueConstraint("placement_id"),
        same_school("placement", "placement_id", owned=True),
    )

    placement_id: UUID
    agreed_on: date | None = None


class ProfileWorkProcess(SchoolRow, table=True):
    """One agreed work process: a plank of the bridge. It stays on record when it is taken out again."""

    __table_args__ = (
        sa.UniqueConstraint("profile_id", "work_process_id"),
        same_school("workplace_profile", "profile_id", owned=True),
    )

    profile_id: UUID
    work_process_id: UUID = Field(foreign_key="work_process.id", index=True)
    position: int
    added_on: date
    removed_on: date | None = None


class AssessmentMoment(SchoolRow, table=True):
    """When student, company and school sit together about the profile."""

    __table_args__ = (same_school("workplace_profile", "profile_id", owned=True),)

    profile_id: UUID = Field(index=True)
    planned_on: date
    held_on: date | None = None


class DayPlan(SchoolRow, table=True):
    """A student's tasks for one day."""

    __table_args__ = (
        *school_row(),
        sa.UniqueConstraint("student_id", "day"),
        same_school("student", "student_id", owned=True),
        same_school("membership", "planned_by_id"),
    )

    student_id: UUID
    day: date
    planned_by_id: UUID


class DayPlanTask(SchoolRow, table=True):
    """A task in a day plan, in order."""

    __table_args__ = (
        sa.UniqueConstraint("day_plan_id", "task_id"),
        same_school("day_plan", "day_plan_id", owned=True),
        same_school("task", "task_id"),
    )

    day_plan_id: UUID
    task_id: UUID = Field(index=True)
    position: int


class Tip(SchoolRow, table=True):
    """*Zo help je Sam*: what helps on the floor, written with the student. Never a diagnosis."""

    __table_args__ = (
        same_school("student", "student_id", owned=True),
        same_school("membership", "author_id"),
    )

    student_id: UUID = Field(index=True)
    author_id: UUID
    text: str = Field(max_length=200)
    language: str = Field(max_length=10)
    position: int = 0
    written_on: date
