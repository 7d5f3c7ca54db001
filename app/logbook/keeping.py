"""How a revision becomes rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from app.logbook.inputs import EntryInput
from app.logbook.models import EntryStatus, LogTask
from app.placements.queries import PlacementCard

FIRST_MOMENT, LAST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sent:
    """One request that brings a revision; ``day`` is the one that the server believes.

    ``sequence`` is the phone's own number for it.
    """

    entry: EntryInput
    digest: str
    at: datetime
    device_id: UUID | None
    day: date
    placement: PlacementCard | None
    sequence: int | None = None


def entry_columns(sent: Sent) -> dict[str, Any]:
    """What a revision says that becomes the entry: its columns, apart from whose it is."""
    entry = sent.entry
    return {
        "placement_id": sent.placement.id if sent.placement else None,
        "revision": entry.revision,
        "digest": sent.digest,
        "happened_on": sent.day,
        "claimed_at": min(max(entry.claimed_at, FIRST_MOMENT), LAST_MOMENT),
        "changed_at": sent.at,
        "level": entry.level,
        "mood": entry.mood,
        "something_else": entry.something_else,
        "words": entry.words,
        "language": entry.language,
        "status": EntryStatus.TAKEN_BACK if entry.taken_back else EntryStatus.NEW,
    }


def attach_tasks(session: Session, school_id: UUID, entry_ids: Sequence[UUID], tasks: Sequence[UUID]) -> None:
    """Say what was done, in this order, beside what staff named."""
    rows = [
        {"id": uuid4(), "school_id": school_id, "entry_id": entry_id, "task_id": task, "position": position}
        for entry_id in entry_ids
        for position, task in enumerate(tasks)
    ]
    insert_new(session, LogTask, rows)


def detach_tasks(session: Session, entry_ids: Sequence[UUID], entry: EntryInput) -> None:
    """Make room for the tasks that the student says now. The name that staff gave *iets anders* stays, unless the
    student now says that task too, or says *iets anders* no more.
    """
    mine: list[sa.ColumnElement[bool]] = [col(LogTask.entry_id).in_(entry_ids)]
    if entry.something_else:
        mine.append(sa.or_(col(LogTask.named_by_id).is_(None), col(LogTask.task_id).in_(entry.tasks)))
    session.execute(sa.delete(LogTask).where(*mine))


def insert_new(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> set[UUID]:
    """Insert what is not there yet; the ids of the new rows. One that another request inserts now is waited for."""
    if not rows:
        return set()
    connection = session.connection()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = insert(table).values(rows).on_conflict_do_nothing().returning(table.__table__.c.id)  # type: ignore[attr-defined]
    return set(connection.execute(new).scalars())
