"""The tasks of a school as those see them who arrange them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.catalogue.models import CoreTask, Dossier, Task, TaskWorkProcess, WorkProcess
from app.catalogue.queries import WorkProcessCard, in_use, of_school, work_process_cards
from app.catalogue.search import Words, words
from app.companies.models import Company, SchoolCompany
from app.people.actor import Actor
from app.people.queries import not_found


@dataclass(frozen=True, slots=True)
class TaskCard:
    """A task with what there is to arrange about it. Without a company it is the school's, for all companies."""

    id: UUID
    label: str
    pictogram: str
    company_id: UUID | None
    is_example: bool
    retired_on: date | None
    counts_for: int


@dataclass(frozen=True, slots=True)
class CompanyChoice:
    """A company that the school works with, and how many tasks are in use there."""

    id: UUID
    name: str
    tasks: int


@dataclass(frozen=True, slots=True)
class DossierChoice:
    """A dossier that the school may use, with its work processes."""

    id: UUID
    title: str
    is_example: bool
    work_processes: list[WorkProcessCard]


def task_cards(session: Session, actor: Actor, company_id: UUID | None) -> list[TaskCard]:
    """The tasks of one company, or of the school, in their order; those no longer used too."""
    return [
        TaskCard(*row)
        for row in session.execute(
            _cards()
            .where(col(Task.school_id) == actor.school_id, col(Task.company_id).is_not_distinct_from(company_id))
            .order_by(col(Task.position), col(Task.label), col(Task.id))
        )
    ]


def task_card(session: Session, actor: Actor, task_id: UUID) -> TaskCard:
    """One task of the school. Raises 404 for any other."""
    row = session.execute(_cards().where(col(Task.school_id) == actor.school_id, col(Task.id) == task_id)).one_or_none()
    if row is None:
        raise not_found()
    return TaskCard(*row)


def _cards() -> sa.Select[UUID, str, str, UUID | None, bool, date | None, int]:
    mapped = sa.select(sa.func.count()).where(col(TaskWorkProcess.task_id) == col(Task.id)).scalar_subquery()
    return sa.select(
        col(Task.id),
        col(Task.label),
        col(Task.pictogram),
        col(Task.company_id),
        col(Task.is_example),
        col(Task.retired_on),
        mapped,
    )


def companies(session: Session, actor: Actor, today: date) -> list[CompanyChoice]:
    """The companies that this school works with, by name."""
    here = (col(Task.school_id) == actor.school_id, col(Task.company_id) == col(Company.id), in_use(today))
    rows = session.execute(
        sa.select(col(Company.id), col(Company.name), sa.select(sa.func.count()).where(*here).scalar_subquery())
        .join(SchoolCompany, col(SchoolCompany.company_id) == col(Company.id))
        .where(col(SchoolCompany.school_id) == actor.school_id)
        .order_by(col(Company.name))
    )
    return [CompanyChoice(*row) for row in rows]


def mapped_to(session: Session, task_id: UUID) -> tuple[UUID, ...]:
    """The work processes that a task counts for. The caller has checked whose task it is."""
    ids = sa.select(col(TaskWorkProcess.work_process_id)).where(col(TaskWorkProcess.task_id) == task_id)
    return tuple(session.scalars(ids))


def dossiers(session: Session, actor: Actor, language: str) -> list[DossierChoice]:
    """All dossiers that the school may use, the newest edition of each first, with their work processes."""
    rows = session.execute(
        work_process_cards(language)
        .add_columns(col(Dossier.id), col(Dossier.title), col(Dossier.is_example))
        .join(Dossier, col(Dossier.id) == col(WorkProcess.dossier_id))
        .join(CoreTask, col(CoreTask.id) == col(WorkProcess.core_task_id))
        .where(of_school(actor.school_id))
        .order_by(
            col(Dossier.title),
            col(Dossier.valid_from).desc(),
            col(Dossier.id),
            col(WorkProcess.position),
            col(WorkProcess.code),
        )
    )
    found: dict[UUID, DossierChoice] = {}
    for *card, dossier_id, title, is_example in rows:
        made = found.setdefault(dossier_id, DossierChoice(dossier_id, title, is_example, []))
        made.work_processes.append(WorkProcessCard(*card))
    return list(found.values())


def process_words(card: WorkProcessCard) -> Words:
    """What a work process is found by: its plain words, its official title, its code."""
    return words(card.short, [card.text], [card.title, card.code])
