"""Giving *iets anders* a name."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.catalogue.actions import make_task
from app.logbook.models import EntryStatus, LogEntry, LogTask
from app.logbook.queries import entry
from app.people.actions import record
from app.people.actor import Actor
from app.review.actions.locking import lock_entry
from app.review.actions.refusals import incomplete
from app.review.inputs import Name, unreadable
from app.review.naming import company_of, tasks_to_choose


def name_entry(session: Session, actor: Actor, now: datetime, entry_id: UUID, name: Name) -> None:
    """Say which task *iets anders* was: one of the company or the school, or a new one that is made with it.

    It takes the place of a name given before; the student sees the work as this task from now on. Naming it the same
    again changes nothing. Raises 404 for somebody else's entry, 409 when it was answered or taken back meanwhile, 400
    when the student did not say *iets anders*, and 422 with ``fields`` for what is missing.
    """
    row = _to_name(session, actor, entry_id, now)
    company_id = company_of(session, actor, entry(session, actor, entry_id, now), now)
    if name.task_id is not None:
        task_id = name.task_id
        if task_id not in {task.id for task in tasks_to_choose(session, actor, company_id, now)}:
            raise incomplete({"task": _("Kies een taak uit de lijst.")})
    elif name.new_id is not None:
        task_id = make_task(
            session,
            actor,
            now,
            label=name.label,
            pictogram=name.pictogram,
            company_id=company_id,
            work_process_ids=(),
            task_id=name.new_id,
        ).id
    else:
        raise incomplete({"task": _("Kies een taak, of maak een nieuwe.")})
    _forget(session, actor, row)
    mine = (col(LogTask.school_id) == actor.school_id, col(LogTask.entry_id) == entry_id)
    said = session.execute(sa.select(col(LogTask.task_id), col(LogTask.position)).where(*mine)).all()
    if task_id not in {one.task_id for one in said}:
        session.add(
            LogTask(
                school_id=actor.school_id,
                entry_id=entry_id,
                task_id=task_id,
                position=max((one.position for one in said), default=-1) + 1,
                named_by_id=actor.member_id,
            )
        )
    record(session, actor, now, "named", "log_entry", entry_id, task=str(task_id))


def forget_name(session: Session, actor: Actor, now: datetime, entry_id: UUID) -> None:
    """Take the name away: it is *iets anders* again. Raises as ``name_entry`` does."""
    _forget(session, actor, _to_name(session, actor, entry_id, now))
    record(session, actor, now, "name-forgotten", "log_entry", entry_id)


def _to_name(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> LogEntry:
    row = lock_entry(session, actor, entry_id, now)
    if row.status is EntryStatus.TAKEN_BACK:
        raise Problem(409, "taken-back", _("Deze log is intussen teruggenomen. Er is niets opgeslagen."))
    if row.status is EntryStatus.SEEN:
        raise Problem(409, "answered", _("Dit is al gezien. De naam blijft zoals die is."))
    if not row.something_else:
        raise unreadable()
    return row


def _forget(session: Session, actor: Actor, row: LogEntry) -> None:
    session.execute(
        sa.delete(LogTask).where(
            col(LogTask.school_id) == actor.school_id,
            col(LogTask.entry_id) == row.id,
            col(LogTask.named_by_id).is_not(None),
        )
    )
