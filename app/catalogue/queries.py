"""Tasks and work processes, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.i18n import SOURCE_LANGUAGE
from app.catalogue.models import Dossier, PlainTitle, SchoolPictogram, Task, WorkProcess
from app.catalogue.pictograms import own_id, pictograms
from app.companies.models import SchoolCompany


@dataclass(frozen=True, slots=True)
class TaskTile:
    """A task as somebody sees it: a picture and a word."""

    id: UUID
    label: str
    pictogram: str


@dataclass(frozen=True, slots=True)
class WorkProcessCard:
    """A work process: official code and title, and the words for a student. Without those, the title serves."""

    id: UUID
    code: str
    title: str
    text: str
    short: str


def in_use(day: date) -> sa.ColumnElement[bool]:
    """True for tasks that are still done on a day."""
    return sa.or_(col(Task.retired_on).is_(None), col(Task.retired_on) > day)


def tasks_at(session: Session, school_id: UUID, company_id: UUID | None, today: date) -> list[TaskTile]:
    """The tasks that can be done at a company: its own, then those of the school."""
    rows = session.execute(
        sa.select(col(Task.id), col(Task.label), col(Task.pictogram))
        .where(
            col(Task.school_id) == school_id,
            sa.or_(col(Task.company_id).is_(None), col(Task.company_id) == company_id),
            in_use(today),
        )
        .order_by(col(Task.company_id).is_(None), col(Task.position), col(Task.label))
    )
    return [TaskTile(*row) for row in rows]


@cache
def work_process_cards(language: str) -> sa.Select[UUID, str, str, str, str]:
    """The columns of a ``WorkProcessCard``; add your own ``where``."""
    plain = sa.orm.aliased(PlainTitle)
    fallback = sa.orm.aliased(PlainTitle)
    title = col(WorkProcess.title)
    return (
        sa.select(
            col(WorkProcess.id),
            col(WorkProcess.code),
            title,
            sa.func.coalesce(plain.text, fallback.text, title),
            sa.func.coalesce(plain.short, fallback.short, title),
        )
        .outerjoin(plain, sa.and_(col(plain.work_process_id) == col(WorkProcess.id), col(plain.language) == language))
        .outerjoin(
            fallback,
            sa.and_(col(fallback.work_process_id) == col(WorkProcess.id), col(fallback.language) == SOURCE_LANGUAGE),
        )
    )


def has_picture(session: Session, school_id: UUID, name: str) -> bool:
    """Whether this is a picture of the catalogue, or one of the school's own that is in use."""
    key = own_id(name)
    if key is None:
        return name in pictograms()
    here = (col(SchoolPictogram.school_id) == school_id, col(SchoolPictogram.id) == key)
    in_use = col(SchoolPictogram.retired_at).is_(None)
    return bool(session.scalar(sa.select(sa.exists().where(*here, in_use))))


def works_with_company(session: Session, school_id: UUID, company_id: UUID) -> bool:
    """Whether the school works with this company."""
    pair = (col(SchoolCompany.school_id) == school_id, col(SchoolCompany.company_id) == company_id)
    return bool(session.scalar(sa.select(sa.exists().where(*pair))))


def last_position(session: Session, school_id: UUID, company_id: UUID | None) -> int:
    """The place of the last task of a company, or of the school; -1 when there is none."""
    found = session.scalar(
        sa.select(sa.func.max(col(Task.position))).where(
            col(Task.school_id) == school_id, col(Task.company_id).is_not_distinct_from(company_id)
        )
    )
    return -1 if found is None else int(found)


def of_school(school_id: UUID) -> sa.ColumnElement[bool]:
    """Dossiers that a school may use: those that come with the app, and its own."""
    return sa.or_(col(Dossier.school_id).is_(None), col(Dossier.school_id) == school_id)


def usable_work_processes(session: Session, school_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these are work processes of a dossier that the school may use."""
    return set(
        session.scalars(
            sa.select(col(WorkProcess.id))
            .join(Dossier, col(Dossier.id) == col(WorkProcess.dossier_id))
            .where(col(WorkProcess.id).in_(ids), of_school(school_id))
        )
    )
