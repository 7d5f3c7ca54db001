"""Regions, schools and the people in them; who may act where, with which phone, and what they agreed to."""

from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from app.base.schema import Rank, Row, SchoolRow, Table, one_of, same_school, school_row


class Role(StrEnum):
    """What a person is at one school; employers have a link instead of a role."""

    STUDENT = "student"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


STAFF = frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.ADMIN})
OFFICE = frozenset({Role.COORDINATOR, Role.ADMIN})
"""Who arranges people, companies and placements."""


class IndependenceLevel(IntEnum):
    """How much help a piece of work took. Fixed in meaning for everybody; a school changes labels only."""

    TOGETHER = 1
    LITTLE_HELP = 2
    SELF = 3


class ConsentKind(StrEnum):
    """What somebody agrees to. ``KEEP_ACCOUNT`` is a former student's own wish to keep the file."""

    PHOTOS = "photos"
    VOICE = "voice"
    KEEP_ACCOUNT = "keep_account"


class Region(Row, table=True):
    """A network of schools with one front door for employers."""

    name: str = Field(max_length=120)


class School(Row, table=True):
    """The tenant. ``ready_*`` is the school's rule for *ready to sign off* (domain page, step 5)."""

    __table_args__ = (sa.UniqueConstraint("region_id", "id"),)

    region_id: UUID = Field(foreign_key="region.id")
    name: str = Field(max_length=120)
    time_zone: str = Field(default="Europe/Amsterdam", max_length=60)
    phone: str | None = Field(default=None, max_length=30)
    ready_observations: int = 3
    ready_days: int = 2
    ready_people: int = 2
    ready_company_people: int = 1


class LevelLabel(Table, table=True):
    """A school's own word for a level, in one language; the meaning of the level never changes."""

    school_id: UUID = Field(foreign_key="school.id", primary_key=True, ondelete="CASCADE")
    level: IndependenceLevel = Field(sa_type=Rank(IndependenceLevel), primary_key=True)
    language: str = Field(max_length=10, primary_key=True)
    label: str = Field(max_length=30)


class User(Row, table=True):
    """One identity, for life and for all schools. A student has neither e-mail address nor password."""

    email: str | None = Field(default=None, max_length=254, unique=True)
    password_hash: str | None = Field(default=None, max_length=200)
    language: str = Field(default="nl", max_length=10)
    created_at: datetime


class RegionMembership(Row, table=True):
    """A person who works for a region as a whole."""

    region_id: UUID = Field(foreign_key="region.id")
    user_id: UUID = Field(foreign_key="user.id")
    started_on: date
    ended_on: date | None = None


class Membership(SchoolRow, table=True):
    """One person in one role at one school, under the name used there.

    Names live here and not on ``User``: each school keeps its own. ``picture`` names a pictogram. When a person is
    erased the row stays, without a name and cut loose from the user, so that what others recorded keeps its author.
    """

    __table_args__ = (
        *school_row(),
        sa.UniqueConstraint("school_id", "user_id", "role"),
        sa.CheckConstraint("user_id IS NOT NULL OR erased_at IS NOT NULL", name="is_somebody"),
    )

    user_id: UUID | None = Field(default=None, foreign_key="user.id", index=True)
    role: Role = Field(sa_type=one_of(Role))
    first_name: str = Field(max_length=60)
    last_name: str = Field(default="", max_length=80)
    picture: str | None = Field(default=None, max_length=60)
    phone: str | None = Field(default=None, max_length=30)
    started_on: date
    ended_on: date | None = None
    erased_at: datetime | None = None


class Student(SchoolRow, table=True):
    """The student side of a membership, with the same id. Erasing this row takes all that is only theirs along.

    ``chosen_picture`` is what the student picked for the badge; ``shows_bridge`` can be switched off, because
    progress displays weigh on some.
    """

    __table_args__ = (
        *school_row(),
        sa.ForeignKeyConstraint(["school_id", "id"], ["membership.school_id", "membership.id"]),
    )

    birth_date: date | None = None
    chosen_picture: str = Field(max_length=60)
    shows_bridge: bool = True
    left_on: date | None = None


class Group(SchoolRow, table=True):
    """A class or group of students."""

    __table_args__ = school_row()

    name: str = Field(max_length=60)
    ended_on: date | None = None


class GroupMember(SchoolRow, table=True):
    """A student in a group, from when to when."""

    __table_args__ = (
        same_school("group", "group_id", owned=True),
        same_school("student", "student_id", owned=True),
    )

    group_id: UUID = Field(index=True)
    student_id: UUID = Field(index=True)
    starts_on: date
    ends_on: date | None = None


class Caseload(SchoolRow, table=True):
    """Which supervisor has which student, from when to when; ``stand_in`` while somebody else is away."""

    __table_args__ = (
        same_school("membership", "supervisor_id"),
        same_school("student", "student_id", owned=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
    )

    supervisor_id: UUID = Field(index=True)
    student_id: UUID = Field(index=True)
    starts_on: date
    ends_on: date | None = None
    stand_in: bool = False


class Invitation(SchoolRow, table=True):
    """A staff member's way to choose a password, at first or anew. Handed over once; only the token's hash is kept."""

    __table_args__ = (
        same_school("membership", "member_id", owned=True),
        same_school("membership", "issued_by_id"),
    )

    member_id: UUID = Field(index=True)
    issued_by_id: UUID
    token_hash: str = Field(max_length=64, unique=True)
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class Badge(SchoolRow, table=True):
    """A student's way in: a QR code and, under it, a short code. Only hashes are kept."""

    __table_args__ = (
        same_school("student", "student_id", owned=True),
        same_school("membership", "issued_by_id"),
    )

    student_id: UUID = Field(index=True)
    issued_by_id: UUID
    secret_hash: str = Field(max_length=64, unique=True)
    code_hash: str = Field(max_length=64, unique=True)
    issued_at: datetime
    withdrawn_at: datetime | None = None


class Device(SchoolRow, table=True):
    """A phone or browser on which one person signed in; one row per person and browser.

    The token proves authorship of what the phone sends later, also after signing out. ``last_sequence`` is the highest
    number that the phone gave to anything that arrived.
    """

    __table_args__ = (*school_row(), same_school("membership", "member_id", owned=True))

    member_id: UUID = Field(index=True)
    token_hash: str = Field(max_length=64, unique=True)
    label: str = Field(default="", max_length=80)
    created_at: datetime
    last_seen_at: datetime
    withdrawn_at: datetime | None = None
    last_sequence: int = 0


class WaitingEntry(Table, table=True):
    """A log, or for staff an answer to one, that a phone said is still on it when it last had a connection.

    ``sequence`` is how far the phone had counted then. ``gone_at``: it counts anew, and the log is neither on it nor
    here: its storage was cleared.
    """

    __table_args__ = (same_school("device", "device_id", owned=True),)

    device_id: UUID = Field(primary_key=True)
    entry_id: UUID = Field(primary_key=True)
    school_id: UUID
    sequence: int
    told_at: datetime
    gone_at: datetime | None = None


class LoginSession(SchoolRow, table=True):
    """One sign-in: acting as one membership on one device until it ends. The cookie holds the token, we its hash."""

    __table_args__ = (
        same_school("membership", "member_id", owned=True),
        same_school("device", "device_id", owned=True),
    )

    member_id: UUID = Field(index=True)
    device_id: UUID = Field(index=True)
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class Guardian(SchoolRow, table=True):
    """A parent or carer: a name on consents and agreements, without an account."""

    __table_args__ = (*school_row(), same_school("student", "student_id", owned=True))

    student_id: UUID = Field(index=True)
    name: str = Field(max_length=120)


class Consent(SchoolRow, table=True):
    """An answer of a guardian (under 16) or of the student (from 16). The newest answer of a kind counts."""

    __table_args__ = (
        same_school("student", "student_id", owned=True),
        same_school("guardian", "guardian_id"),
        same_school("membership", "recorded_by_id"),
    )

    student_id: UUID = Field(index=True)
    kind: ConsentKind = Field(sa_type=one_of(ConsentKind))
    given: bool
    guardian_id: UUID | None = Field(default=None, index=True)
    recorded_by_id: UUID
    recorded_at: datetime


class AuditEvent(Row, table=True):
    """Who did what to which record, when. Ids only, never names or contents."""

    __table_args__ = (
        same_school("membership", "actor_id"),
        sa.Index("ix_audit_event_school_id_at", "school_id", "at"),
    )

    school_id: UUID | None = Field(default=None, foreign_key="school.id")
    at: datetime
    actor_id: UUID | None = None
    action: str = Field(max_length=60)
    subject: str = Field(max_length=40)
    subject_id: UUID | None = None
    details: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
