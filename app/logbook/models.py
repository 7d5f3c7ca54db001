"""What students did: entries, every revision that a phone sent, and the photos with them."""

from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from app.base.schema import Rank, SchoolRow, Table, one_of, rank_check, same_school, school_row
from app.people.models import IndependenceLevel


class EntryStatus(IntEnum):
    """Where an entry stands with the supervisor. The 0 is written out in the queue's partial index."""

    NEW = 0
    SEEN = 1
    QUESTION = 2
    TAKEN_BACK = 3


class Mood(IntEnum):
    """How it felt."""

    NOT_NICE = 1
    SO_SO = 2
    GREAT = 3


class MediaKind(StrEnum):
    """What a file is."""

    PHOTO = "photo"
    VOICE = "voice"


class Kept(StrEnum):
    """What became of a revision: it was made the entry, or kept beside an entry that had been reviewed."""

    ENTRY = "entry"
    ADDITION = "addition"


class LogEntry(SchoolRow, table=True):
    """One piece of work of one student; its id comes from the phone.

    A log about a small group is one entry per student with the same ``group_log_id`` and the same photos: each
    is reviewed, and erased, on its own. ``claimed_at`` is the phone's clock, a claim; ``submitted_at`` is the
    server's and gives the order. ``revision`` and ``digest`` are those of the newest revision that became the
    entry; ``seen_revision`` is the one that was reviewed: from then on further revisions are additions. ``answers``
    counts what was ever answered to it, also what was undone: by it a form says what its sender had seen.
    """

    __table_args__ = (
        *school_row(),
        sa.UniqueConstraint("school_id", "student_id", "id"),
        sa.UniqueConstraint("school_id", "author_id", "id"),
        same_school("student", "student_id", owned=True),
        same_school("membership", "author_id"),
        sa.ForeignKeyConstraint(
            ["school_id", "student_id", "placement_id"],
            ["placement.school_id", "placement.student_id", "placement.id"],
        ),
        rank_check("level", IndependenceLevel),
        rank_check("mood", Mood),
        rank_check("status", EntryStatus),
        sa.Index("ix_log_entry_student", "student_id", "submitted_at", "id"),
        sa.Index(
            "ix_log_entry_queue",
            "school_id",
            "submitted_at",
            "id",
            sqlite_where=sa.text("status = 0"),
            postgresql_where=sa.text("status = 0"),
        ),
    )

    student_id: UUID
    author_id: UUID = Field(index=True)
    placement_id: UUID | None = Field(default=None, index=True)
    group_log_id: UUID | None = Field(default=None, index=True)
    revision: int
    digest: str = Field(max_length=64)
    seen_revision: int | None = None
    answers: int = 0
    happened_on: date
    claimed_at: datetime
    submitted_at: datetime
    changed_at: datetime
    level: IndependenceLevel | None = Field(default=None, sa_type=Rank(IndependenceLevel))
    mood: Mood | None = Field(default=None, sa_type=Rank(Mood))
    something_else: bool = False
    words: str = Field(default="", max_length=500)
    language: str = Field(max_length=10)
    status: EntryStatus = Field(default=EntryStatus.NEW, sa_type=Rank(EntryStatus))


class LogRevision(Table, table=True):
    """A revision as the phone sent it. Never changed: it is how "already here" is told from a conflict.

    ``device_sequence`` is the phone's own running number, by which the server knows that something is missing.
    """

    __table_args__ = (
        same_school("log_entry", "entry_id", owned=True),
        sa.UniqueConstraint("school_id", "entry_id", "revision"),
    )

    entry_id: UUID = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    school_id: UUID
    digest: str = Field(max_length=64)
    kept: Kept = Field(sa_type=one_of(Kept))
    body: dict[str, Any] = Field(sa_type=sa.JSON)
    device_id: UUID | None = None
    device_sequence: int | None = None
    received_at: datetime


class LogTask(SchoolRow, table=True):
    """A task that was done in an entry. ``named_by_id``: who gave *iets anders* its name; else the student said it."""

    __table_args__ = (
        sa.UniqueConstraint("entry_id", "task_id"),
        same_school("log_entry", "entry_id", owned=True),
        same_school("task", "task_id"),
        same_school("membership", "named_by_id"),
        sa.Index("ix_log_task_in_order", "entry_id", "position", "task_id", "school_id"),
    )

    entry_id: UUID
    task_id: UUID = Field(index=True)
    position: int
    named_by_id: UUID | None = None


class Media(SchoolRow, table=True):
    """A photo or voice note; its id comes from the phone. Awaited until ``received_at`` is set.

    ``digest`` is the SHA-256 (hex) of the bytes that the phone sends; what is stored is the cleaned image.
    """

    __table_args__ = (
        *school_row(),
        sa.UniqueConstraint("school_id", "owner_id", "id"),
        same_school("membership", "owner_id"),
    )

    owner_id: UUID = Field(index=True)
    kind: MediaKind = Field(sa_type=one_of(MediaKind))
    digest: str = Field(max_length=64)
    media_type: str = Field(default="", max_length=40)
    width: int | None = None
    height: int | None = None
    listed_at: datetime
    received_at: datetime | None = None
    device_sequence: int | None = None


class EntryMedia(SchoolRow, table=True):
    """A photo or voice note belongs to an entry, in order; in a group log to several.

    ``owner_id`` ties both ends: whoever wrote the entry also made the photo, so nobody's photo lands in another's log.
    """

    __table_args__ = (
        sa.UniqueConstraint("school_id", "entry_id", "media_id"),
        sa.ForeignKeyConstraint(
            ["school_id", "owner_id", "entry_id"],
            ["log_entry.school_id", "log_entry.author_id", "log_entry.id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "owner_id", "media_id"],
            ["media.school_id", "media.owner_id", "media.id"],
            ondelete="CASCADE",
        ),
        sa.Index("ix_entry_media_in_order", "entry_id", "position", "media_id", "school_id"),
    )

    owner_id: UUID
    entry_id: UUID
    media_id: UUID = Field(index=True)
    position: int


class MediaTask(SchoolRow, table=True):
    """This photo shows that task."""

    __table_args__ = (
        sa.UniqueConstraint("entry_id", "media_id", "task_id"),
        sa.ForeignKeyConstraint(
            ["school_id", "entry_id", "media_id"],
            ["entry_media.school_id", "entry_media.entry_id", "entry_media.media_id"],
            ondelete="CASCADE",
        ),
        same_school("task", "task_id"),
    )

    entry_id: UUID
    media_id: UUID
    task_id: UUID = Field(index=True)
