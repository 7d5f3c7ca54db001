"""Filling the catalogue: dossiers, and the tasks of a school."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.catalogue import queries
from app.catalogue.inputs import LONGEST_LABEL, clean_line
from app.catalogue.models import (
    CoreTask,
    Dossier,
    Indicator,
    PlainTitle,
    Qualification,
    Task,
    TaskWorkProcess,
    WorkProcess,
)
from app.catalogue.pictograms import DATA, canonical
from app.catalogue.sbb import DossierData, from_json
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import Membership
from app.people.queries import not_found


def load_carried_dossier(session: Session, now: datetime) -> dict[str, WorkProcess]:
    """Put the dossier that comes with the app in the database, for all schools; its work processes by code."""
    plain = json.loads((DATA / "plain-2755.json").read_text())
    return load_dossier(session, from_json((DATA / "sbb-2755.json").read_bytes()), plain, now)


def load_dossier(
    session: Session,
    data: DossierData,
    plain: dict[str, dict[str, Any]],
    now: datetime,
    *,
    school_id: UUID | None = None,
    is_example: bool = False,
) -> dict[str, WorkProcess]:
    """Add one dossier edition, with plain words by code and language where there are any.

    It is for everybody, or for one school alone; ``is_example`` when somebody made it up.
    """
    dossier = Dossier(
        school_id=school_id,
        is_example=is_example,
        number=data.number,
        crebo=data.crebo,
        valid_from=data.valid_from,
        title=data.title,
        source=data.source,
        imported_at=now,
    )
    session.add(dossier)
    session.flush()
    qualifications = {
        found.crebo: Qualification(
            dossier_id=dossier.id, crebo=found.crebo, title=found.title, level=found.level, position=position
        )
        for position, found in enumerate(data.qualifications)
    }
    session.add_all(qualifications.values())
    session.flush()
    by_code: dict[str, WorkProcess] = {}
    for place, core in enumerate(data.core_tasks):
        core_task = CoreTask(
            dossier_id=dossier.id,
            qualification_id=qualifications[core.qualification].id if core.qualification else None,
            code=core.code,
            title=core.title,
            position=place,
        )
        session.add(core_task)
        session.flush()
        for process in core.work_processes:
            by_code[process.code] = work_process = WorkProcess(
                dossier_id=dossier.id,
                core_task_id=core_task.id,
                code=process.code,
                title=process.title,
                position=len(by_code),
            )
            session.add(work_process)
            session.flush()
            session.add_all(
                Indicator(work_process_id=work_process.id, position=number, text=text)
                for number, text in enumerate(process.indicators)
            )
    session.add_all(
        PlainTitle(work_process_id=by_code[code].id, language=language, text=words[language], short=short)
        for code, words in plain.items()
        if code in by_code
        for language, short in words["short"].items()
    )
    session.flush()
    return by_code


def make_task(
    session: Session,
    actor: Actor,
    now: datetime,
    *,
    label: str,
    pictogram: str,
    company_id: UUID | None,
    work_process_ids: Collection[UUID],
    task_id: UUID | None = None,
) -> Task:
    """Add a task to a company that this school works with, or to the school itself; last in its list.

    ``pictogram`` names a picture of the catalogue or, by its id, one of the school's own. ``task_id`` was made with
    the form: the same form again is the same task. Without work processes the task does not count yet.

    Raises ``Problem`` 422 with ``fields`` (``label``, ``pictogram``, ``company``, ``work_processes``) for what is
    missing or cannot be, and 409 when the id is another school's.
    """
    if task_id is not None:
        _one_at_a_time(session, actor)
        earlier = session.get(Task, task_id)
        if earlier and earlier.school_id == actor.school_id:
            return earlier
        if earlier:
            raise Problem(409, "used", _("Dit formulier is al gebruikt. Open het opnieuw."))
    label, pictogram = clean_line(label), canonical(pictogram)
    fields = {
        "label": _wrong_label(label),
        "pictogram": None if queries.has_picture(session, actor.school_id, pictogram) else _("Kies een plaatje."),
        "company": _wrong_company(session, actor, company_id),
        "work_processes": _wrong_work_processes(session, actor, work_process_ids),
    }
    _refuse(fields)
    made = Task(
        id=task_id or uuid4(),
        school_id=actor.school_id,
        company_id=company_id,
        label=label,
        language=actor.language,
        pictogram=pictogram,
        position=queries.last_position(session, actor.school_id, company_id) + 1,
    )
    session.add(made)
    session.flush()
    _map(session, made, work_process_ids)
    record(session, actor, now, "task-made", "task", made.id)
    return made


def change_task(
    session: Session,
    actor: Actor,
    now: datetime,
    task_id: UUID,
    *,
    label: str,
    pictogram: str,
    work_process_ids: Collection[UUID],
) -> Task:
    """Give a task another label, picture or mapping; logs that name it show the new label from then on.

    Raises 404 for another school's task and 422 as ``make_task`` does. A picture that the school no longer uses may
    stay where it is.
    """
    task = _locked(session, actor, task_id)
    label, pictogram = clean_line(label), canonical(pictogram)
    known = pictogram == task.pictogram or queries.has_picture(session, actor.school_id, pictogram)
    kept = set(session.scalars(_mapped(task.id)))
    _refuse(
        {
            "label": _wrong_label(label),
            "pictogram": None if known else _("Kies een plaatje."),
            "work_processes": _wrong_work_processes(session, actor, set(work_process_ids) - kept),
        }
    )
    task.label, task.language, task.pictogram = label, actor.language, pictogram
    _map(session, task, work_process_ids)
    record(session, actor, now, "task-changed", "task", task.id)
    return task


def place_task(session: Session, actor: Actor, task_id: UUID, place: int) -> None:
    """Put a task at a place in its list, counted from 0 among those in use. Doing it twice changes nothing more.

    Raises 404 for another school's task.
    """
    of_it = sa.select(col(Task.company_id)).where(col(Task.id) == task_id).scalar_subquery()
    its_list = (col(Task.school_id) == actor.school_id, col(Task.company_id).is_not_distinct_from(of_it))
    # Held in one order, so that no two wait for each other, and only then read in theirs.
    held = session.scalars(sa.select(col(Task.id)).where(*its_list).order_by(col(Task.id)).with_for_update())
    if task_id not in held.all():
        raise not_found()
    in_order = (col(Task.position), col(Task.label), col(Task.id))
    rows = session.execute(sa.select(col(Task.id), col(Task.retired_on)).where(*its_list).order_by(*in_order)).all()
    used = [found for found, retired_on in rows if retired_on is None and found != task_id]
    used.insert(min(place, len(used)), task_id)
    others = [found for found, retired_on in rows if retired_on is not None and found != task_id]
    order = [{"id": found, "position": position} for position, found in enumerate([*used, *others])]
    session.execute(sa.update(Task), order)


def retire_task(session: Session, actor: Actor, now: datetime, task_id: UUID, today: date) -> Task:
    """Offer a task no more from today; logs keep it. Raises 404 for another school's task."""
    task = _locked(session, actor, task_id)
    if task.retired_on is None:
        task.retired_on = today
        record(session, actor, now, "task-retired", "task", task.id)
    return task


def restore_task(session: Session, actor: Actor, now: datetime, task_id: UUID) -> Task:
    """Offer a task again, last in its list. Raises 404 for another school's task."""
    task = _locked(session, actor, task_id)
    if task.retired_on is not None:
        task.retired_on = None
        task.position = queries.last_position(session, actor.school_id, task.company_id) + 1
        record(session, actor, now, "task-restored", "task", task.id)
    return task


def _locked(session: Session, actor: Actor, task_id: UUID) -> Task:
    mine = (Task.id == task_id, Task.school_id == actor.school_id)
    task = session.exec(select(Task).where(*mine).with_for_update()).one_or_none()
    if task is None:
        raise not_found()
    return task


def _mapped(task_id: UUID) -> sa.Select[UUID]:
    return sa.select(col(TaskWorkProcess.work_process_id)).where(col(TaskWorkProcess.task_id) == task_id)


def _one_at_a_time(session: Session, actor: Actor) -> None:
    """Let a double tap wait for the first: the second then finds what that made."""
    session.execute(sa.select(col(Membership.id)).where(col(Membership.id) == actor.member_id).with_for_update())


def _map(session: Session, task: Task, work_process_ids: Collection[UUID]) -> None:
    """Let the task give evidence for these work processes and no others."""
    session.execute(sa.delete(TaskWorkProcess).where(col(TaskWorkProcess.task_id) == task.id))
    session.add_all(
        TaskWorkProcess(school_id=task.school_id, task_id=task.id, work_process_id=found)
        for found in dict.fromkeys(work_process_ids)
    )
    session.flush()


def _wrong_label(label: str) -> str | None:
    if not label:
        return _("Schrijf in een paar woorden wat de taak is.")
    over = len(label) - LONGEST_LABEL
    return _("Dit is %(n)s tekens te lang. Maak het korter.", n=over) if over > 0 else None


def _wrong_company(session: Session, actor: Actor, company_id: UUID | None) -> str | None:
    if company_id is None or queries.works_with_company(session, actor.school_id, company_id):
        return None
    return _("Kies een bedrijf waar deze school mee werkt.")


def _wrong_work_processes(session: Session, actor: Actor, ids: Collection[UUID]) -> str | None:
    if queries.usable_work_processes(session, actor.school_id, ids) == set(ids):
        return None
    return _("Een van deze werkprocessen is er niet meer. Kies opnieuw.")


def _refuse(fields: dict[str, str | None]) -> None:
    wrong = {name: text for name, text in fields.items() if text}
    if wrong:
        raise Problem(422, "incomplete", _("Er mist nog iets. Er is nog niets opgeslagen."), fields=wrong)
