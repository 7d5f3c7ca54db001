"""Qualification dossiers, edition by edition, and the tasks that a workplace maps to their work processes."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from app.base.schema import Row, SchoolRow, Table, same_school, school_row


class Dossier(Row, table=True):
    """One edition of a *kwalificatiedossier*. Without a school it belongs to everybody; a school can import its own.

    ``is_example`` marks what somebody made up; it may never be printed on a statement.
    """

    __table_args__ = (
        sa.UniqueConstraint("school_id", "crebo", "valid_from"),
        # Two empty schools are not equal to a database: without this an edition for everybody could be there twice.
        sa.Index(
            "uq_dossier_for_everybody",
            "crebo",
            "valid_from",
            unique=True,
            sqlite_where=sa.text("school_id IS NULL"),
            postgresql_where=sa.text("school_id IS NULL"),
        ),
    )

    school_id: UUID | None = Field(default=None, foreign_key="school.id")
    number: str = Field(max_length=20)
    crebo: str = Field(max_length=10)
    valid_from: date
    title: str = Field(max_length=200)
    is_example: bool = False
    source: str = Field(default="", max_length=400)
    imported_at: datetime


class Qualification(Row, table=True):
    """A profile of a dossier, for example *Helpende Zorg en Welzijn*."""

    __table_args__ = (sa.UniqueConstraint("dossier_id", "id"), sa.UniqueConstraint("dossier_id", "crebo"))

    dossier_id: UUID = Field(foreign_key="dossier.id", ondelete="CASCADE")
    crebo: str = Field(max_length=10)
    title: str = Field(max_length=200)
    level: int | None = None
    position: int


class CoreTask(Row, table=True):
    """A *kerntaak*; without a qualification it is part of the base and counts for all of them."""

    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "id"),
        sa.UniqueConstraint("dossier_id", "code"),
        sa.ForeignKeyConstraint(
            ["dossier_id", "qualification_id"],
            ["qualification.dossier_id", "qualification.id"],
            ondelete="CASCADE",
        ),
    )

    dossier_id: UUID = Field(foreign_key="dossier.id", ondelete="CASCADE")
    qualification_id: UUID | None = None
    code: str = Field(max_length=20)
    title: str = Field(max_length=300)
    position: int


class WorkProcess(Row, table=True):
    """A *werkproces*. Its code is unique only inside its dossier edition. ``title`` is the official one."""

    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "code"),
        sa.ForeignKeyConstraint(
            ["dossier_id", "core_task_id"], ["core_task.dossier_id", "core_task.id"], ondelete="CASCADE"
        ),
    )

    dossier_id: UUID = Field(foreign_key="dossier.id", ondelete="CASCADE")
    core_task_id: UUID
    code: str = Field(max_length=20)
    title: str = Field(max_length=300)
    position: int


class PlainTitle(Table, table=True):
    """A work process in words for the student (A2), shown next to the official title; ``short`` fits on a plank."""

    work_process_id: UUID = Field(foreign_key="work_process.id", primary_key=True, ondelete="CASCADE")
    language: str = Field(max_length=10, primary_key=True)
    text: str = Field(max_length=200)
    short: str = Field(max_length=40)


class Indicator(Row, table=True):
    """One line of the behaviour (*gedrag*) by which a work process is recognised."""

    work_process_id: UUID = Field(foreign_key="work_process.id", index=True, ondelete="CASCADE")
    position: int
    text: str = Field(max_length=1000)


class PictogramSet(SchoolRow, table=True):
    """A set of pictograms that a school brought in itself, with the licence under which it may use it."""

    __table_args__ = (*school_row(), same_school("membership", "imported_by_id"))

    name: str = Field(max_length=80)
    licence: str = Field(max_length=120)
    credit: str = Field(default="", max_length=300)
    imported_by_id: UUID
    imported_at: datetime
    removed_at: datetime | None = None


class SchoolPictogram(SchoolRow, table=True):
    """A picture of a school's own: one of an imported set, or a photo that somebody took of the work.

    ``name`` is what the set calls it, ``digest`` the SHA-256 (hex) of the bytes that were sent: the same file again is
    the same picture. A picture that tasks or logs show is retired, never deleted.
    """

    __table_args__ = (
        *school_row(),
        sa.UniqueConstraint("set_id", "name"),
        same_school("pictogram_set", "set_id", owned=True),
        same_school("membership", "added_by_id"),
    )

    set_id: UUID | None = None
    name: str = Field(default="", max_length=120)
    label: str = Field(max_length=60)
    keywords: str = Field(default="", max_length=300)
    language: str = Field(max_length=10)
    digest: str = Field(max_length=64)
    added_by_id: UUID
    added_at: datetime
    retired_at: datetime | None = None


class Task(SchoolRow, table=True):
    """What is done on the floor: a picture and a short label. Of one company, or of the school when that is empty.

    ``pictogram`` names a picture of the catalogue or, by its id, one of the school's own. ``is_example`` as with
    ``Dossier``.
    """

    __table_args__ = (
        *school_row(),
        sa.ForeignKeyConstraint(["school_id", "company_id"], ["school_company.school_id", "school_company.company_id"]),
    )

    company_id: UUID | None = Field(default=None, index=True)
    label: str = Field(max_length=40)
    language: str = Field(max_length=10)
    pictogram: str = Field(max_length=60)
    position: int = 0
    is_example: bool = False
    retired_on: date | None = None


class TaskWorkProcess(SchoolRow, table=True):
    """A task gives evidence for a work process; mapped once, used by every log of the task."""

    __table_args__ = (
        sa.UniqueConstraint("task_id", "work_process_id"),
        same_school("task", "task_id", owned=True),
    )

    task_id: UUID
    work_process_id: UUID = Field(foreign_key="work_process.id", index=True)
