"""Tasks and work processes, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.i18n import SOURCE_LANGUAGE
from app.catalogue.models import PlainTitle, Task, TaskWorkProcess, WorkProcess


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


def tasks_at(session: Session, school_id: UUID, company_id: UUID | None, today: date) -> list[TaskTile]:
    """The tasks that can be done at a company: its own and those of the school."""
    rows = session.execute(
        sa.select(col(Task.id), col(Task.label), col(Task.pictogram))
        .where(
            col(Task.school_id) == school_id,
            sa.or_(col(Task.company_id).is_(None), col(Task.company_id) == company_id),
            sa.or_(col(Task.retired_on).is_(None), col(Task.retired_on) > today),
        )
        .order_by(col(Task.position), col(Task.label))
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


def work_processes_of_tasks(session: Session, task_ids: Iterable[UUID], language: str) -> list[WorkProcessCard]:
    """What these tasks can give evidence for, each work process once, in the order of the dossier."""
    rows = session.execute(_mapped(language), {"tasks": list(task_ids)})
    return [WorkProcessCard(*row) for row in rows]


@cache
def _mapped(language: str) -> sa.Select[UUID, str, str, str, str]:
    these = col(TaskWorkProcess.task_id).in_(sa.bindparam("tasks", expanding=True))
    return (
        work_process_cards(language)
        .where(col(WorkProcess.id).in_(sa.select(col(TaskWorkProcess.work_process_id)).where(these)))
        .order_by(col(WorkProcess.position), col(WorkProcess.code))
    )
