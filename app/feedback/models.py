"""The employer's link and what they answered."""

from datetime import date, datetime
from enum import IntEnum, StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from app.base.schema import Rank, SchoolRow, rank_check, same_school, school_row


class Smile(IntEnum):
    """How it goes, in three faces."""

    HARD = 1
    SO_SO = 2
    GOOD = 3


class Strength(StrEnum):
    """What went well."""

    ON_TIME = "on_time"
    TEAMWORK = "teamwork"
    NEAT = "neat"
    ASKS = "asks"
    PACE = "pace"


class FeedbackLink(SchoolRow, table=True):
    """A way to answer without an account, for one contact and one placement. Only the token's hash is kept.

    Without a placement it is the contact's link for all students that the contact has at the company. ``on_wall``: it
    hangs there as a card, so whoever answers may be anybody who passes by.
    """

    __table_args__ = (
        sa.UniqueConstraint("school_id", "company_id", "contact_id", "id"),
        same_school("placement", "company_id", "placement_id", owned=True),
        same_school("contact", "company_id", "contact_id"),
        same_school("membership", "issued_by_id"),
        sa.CheckConstraint("NOT on_wall OR placement_id IS NULL", name="on_wall"),
    )

    company_id: UUID
    placement_id: UUID | None = Field(default=None, index=True)
    contact_id: UUID = Field(index=True)
    issued_by_id: UUID
    on_wall: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    token_hash: str = Field(max_length=64, unique=True)
    issued_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None


class Feedback(SchoolRow, table=True):
    """One answer. The first tap makes the row; ``sent_at`` says that the rest was sent too.

    All answers are kept; the last one of a day counts.
    """

    __table_args__ = (
        *school_row(),
        same_school("feedback_link", "company_id", "contact_id", "link_id", owned=True),
        same_school("placement", "company_id", "placement_id", owned=True),
        rank_check("smile", Smile),
        sa.Index("ix_feedback_placement", "placement_id", "answered_on"),
    )

    link_id: UUID = Field(index=True)
    company_id: UUID
    placement_id: UUID
    contact_id: UUID
    smile: Smile = Field(sa_type=Rank(Smile))
    strengths: list[Strength] = Field(default_factory=list, sa_type=sa.JSON)
    sentence: str = Field(default="", max_length=300)
    language: str = Field(max_length=10)
    answered_by: str = Field(default="", max_length=80)
    answered_on: date
    started_at: datetime
    sent_at: datetime | None = None


class FeedbackObservation(SchoolRow, table=True):
    """The observation that came from an answer."""

    __table_args__ = (
        sa.UniqueConstraint("feedback_id", "observation_id"),
        same_school("feedback", "feedback_id", owned=True),
        same_school("observation", "observation_id", owned=True),
    )

    feedback_id: UUID
    observation_id: UUID = Field(index=True)
