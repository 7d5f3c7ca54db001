"""What staff made of it: reviews of entries, observations per work process, and sign-offs."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from app.base.schema import Rank, SchoolRow, one_of, rank_check, same_school, school_row
from app.people.models import IndependenceLevel


class Verdict(StrEnum):
    """*Gezien*, or *samen bekijken*: the entry goes back with a question."""

    SEEN = "seen"
    QUESTION = "question"


class Source(StrEnum):
    """Where an observation comes from: a log, seen on the floor, an employer's answer, or the talk of three."""

    LOG = "log"
    FLOOR = "floor"
    FEEDBACK = "feedback"
    TALK = "talk"


class StockPhrase(SchoolRow, table=True):
    """A sentence that a school says often, with a picture; offered where a verdict of its kind is given."""

    __table_args__ = school_row()

    verdict: Verdict = Field(sa_type=one_of(Verdict))
    text: str = Field(max_length=120)
    pictogram: str = Field(max_length=60)
    language: str = Field(max_length=10)
    position: int = 0
    retired_at: datetime | None = None


class Talk(SchoolRow, table=True):
    """*Driegesprek*: student, supervisor and company sat together. What was judged are observations with its id."""

    __table_args__ = (
        sa.UniqueConstraint("school_id", "student_id", "id"),
        same_school("student", "student_id", owned=True),
        same_school("membership", "supervisor_id"),
        same_school("contact", "contact_id"),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "placement_id"],
            ["placement.school_id", "placement.student_id", "placement.id"],
        ),
    )

    student_id: UUID = Field(index=True)
    placement_id: UUID = Field(index=True)
    supervisor_id: UUID
    contact_id: UUID
    held_on: date
    agreed: str = Field(default="", max_length=500)
    language: str = Field(max_length=10)
    recorded_at: datetime


class Review(SchoolRow, table=True):
    """An answer to one revision of an entry. It can be undone until ``visible_at``; then the student sees it.

    ``pictogram`` goes with the reply when it was a stock phrase.
    """

    __table_args__ = (
        sa.UniqueConstraint("school_id", "entry_id", "id"),
        same_school("log_entry", "entry_id", owned=True),
        sa.ForeignKeyConstraint(
            ["school_id", "entry_id", "revision"],
            ["log_revision.school_id", "log_revision.entry_id", "log_revision.revision"],
            ondelete="CASCADE",
        ),
        same_school("membership", "reviewer_id"),
    )

    entry_id: UUID = Field(index=True)
    revision: int
    reviewer_id: UUID
    verdict: Verdict = Field(sa_type=one_of(Verdict))
    reply: str = Field(default="", max_length=500)
    pictogram: str | None = Field(default=None, max_length=60)
    language: str = Field(max_length=10)
    reviewed_at: datetime
    visible_at: datetime
    undone_at: datetime | None = None


class Observation(SchoolRow, table=True):
    """One judgement: this work process, this level, seen by this staff member or this contact.

    Append-only. A change is a new row that ``replaces_id`` the old one and says who and why; without a level it
    withdraws. ``observed_on`` is the local day of the work, on which the rule of several days counts. When a log is
    erased before its observations, ``entry_id`` and ``review_id`` become empty; nothing else ever changes.
    """

    __table_args__ = (
        sa.UniqueConstraint("school_id", "student_id", "work_process_id", "id"),
        *school_row(),
        same_school("student", "student_id", owned=True),
        same_school("membership", "observer_id"),
        same_school("membership", "recorded_by_id"),
        same_school("contact", "contact_id"),
        same_school("log_entry", "student_id", "entry_id"),
        same_school("review", "entry_id", "review_id"),
        same_school("talk", "student_id", "talk_id"),
        same_school("observation", "student_id", "work_process_id", "replaces_id"),
        sa.UniqueConstraint("replaces_id"),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "placement_id"],
            ["placement.school_id", "placement.student_id", "placement.id"],
        ),
        rank_check("level", IndependenceLevel),
        sa.CheckConstraint("(observer_id IS NULL) <> (contact_id IS NULL)", name="one_observer"),
        sa.CheckConstraint("level IS NOT NULL OR replaces_id IS NOT NULL", name="withdraws_something"),
        sa.CheckConstraint(
            "replaces_id IS NULL OR (reason <> '' AND (recorded_by_id IS NOT NULL OR contact_id IS NOT NULL))",
            name="change_says_who_and_why",
        ),
        sa.Index("ix_observation_evidence", "student_id", "work_process_id", "level", "observed_on"),
    )

    student_id: UUID
    work_process_id: UUID = Field(foreign_key="work_process.id", index=True)
    placement_id: UUID | None = Field(default=None, index=True)
    level: IndependenceLevel | None = Field(sa_type=Rank(IndependenceLevel))
    source: Source = Field(sa_type=one_of(Source))
    observer_id: UUID | None = None
    contact_id: UUID | None = Field(default=None, index=True)
    entry_id: UUID | None = Field(default=None, index=True)
    review_id: UUID | None = Field(default=None, index=True)
    talk_id: UUID | None = None
    note: str = Field(default="", max_length=500)
    language: str = Field(max_length=10)
    observed_on: date
    recorded_at: datetime
    recorded_by_id: UUID | None = None
    replaces_id: UUID | None = None
    reason: str = Field(default="", max_length=200)


class SignOff(SchoolRow, table=True):
    """*Aftekenen*: this student can do this work process. Append-only, like observations.

    ``override_reason`` says why it was signed while the school's rule was not met; a row with ``replaces_id`` and
    ``withdrawn`` takes an earlier one back and says why in ``reason``.
    """

    __table_args__ = (
        sa.UniqueConstraint("school_id", "student_id", "work_process_id", "id"),
        same_school("student", "student_id", owned=True),
        same_school("membership", "supervisor_id"),
        same_school("sign_off", "student_id", "work_process_id", "replaces_id"),
        sa.UniqueConstraint("replaces_id"),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "placement_id"],
            ["placement.school_id", "placement.student_id", "placement.id"],
        ),
        sa.CheckConstraint("withdrawn = (replaces_id IS NOT NULL)", name="withdraws_another"),
        sa.CheckConstraint("replaces_id IS NULL OR reason <> ''", name="change_says_why"),
        sa.Index("ix_sign_off_student", "student_id", "work_process_id"),
    )

    student_id: UUID
    work_process_id: UUID = Field(foreign_key="work_process.id", index=True)
    placement_id: UUID | None = Field(default=None, index=True)
    supervisor_id: UUID
    signed_at: datetime
    override_reason: str = Field(default="", max_length=200)
    language: str = Field(max_length=10)
    withdrawn: bool = False
    replaces_id: UUID | None = None
    reason: str = Field(default="", max_length=200)


class SignOffEvidence(SchoolRow, table=True):
    """An observation on which a sign-off rests: of the same student, about the same work process."""

    __table_args__ = (
        sa.UniqueConstraint("sign_off_id", "observation_id"),
        same_school("sign_off", "student_id", "work_process_id", "sign_off_id", owned=True),
        same_school("observation", "student_id", "work_process_id", "observation_id"),
    )

    student_id: UUID
    work_process_id: UUID
    sign_off_id: UUID
    observation_id: UUID = Field(index=True)
