"""Which logs still wait on phones: a phone says so, and what arrives waits no more."""

import logging
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.logbook.models import EntryMedia, LogEntry, Media
from app.people.actor import Actor
from app.people.models import Device, WaitingEntry

log = logging.getLogger(__name__)


def say_what_waits(session: Session, actor: Actor, entry_ids: Collection[UUID], sequence: int, now: datetime) -> None:
    """Note what this phone says is on it, instead of what it said before; ``sequence`` is how far it has counted.

    Of a student's logs, one that is here with all its photos waits no more. What the phone does not mention any more
    was dropped by its owner, unless the phone counts anew: then its storage was cleared, and the log is gone.
    """
    device = session.exec(select(Device).where(Device.id == actor.device_id).with_for_update()).one()
    device.last_seen_at = now
    before = {
        row.entry_id: row for row in session.exec(select(WaitingEntry).where(WaitingEntry.device_id == device.id))
    }
    here = _complete(session, actor, {*entry_ids, *before}) if actor.is_student else set()
    waiting = set(entry_ids) - here
    for entry_id, row in before.items():
        if entry_id in waiting:
            row.told_at, row.sequence, row.gone_at = now, max(sequence, row.sequence), None
        elif entry_id in here or not (actor.is_student and (row.gone_at or sequence < row.sequence)):
            session.delete(row)
        elif row.gone_at is None:
            row.gone_at = now
            log.warning("gone from a phone: %s of %s", entry_id, actor.member_id)
    session.add_all(
        WaitingEntry(device_id=device.id, entry_id=entry_id, school_id=actor.school_id, sequence=sequence, told_at=now)
        for entry_id in waiting - before.keys()
    )


def arrived(session: Session, actor: Actor, entry_id: UUID) -> None:
    """What came of this entry may have been all that its phone still had of it."""
    if actor.is_student and not _complete(session, actor, [entry_id]):
        return
    its = (col(WaitingEntry.device_id) == actor.device_id, col(WaitingEntry.entry_id) == entry_id)
    session.execute(sa.delete(WaitingEntry).where(*its))


def _complete(session: Session, actor: Actor, entry_ids: Collection[UUID]) -> set[UUID]:
    """Those of these entries of this student that are here with all their photos."""
    if not entry_ids:
        return set()
    missing = (
        sa.select(col(EntryMedia.id))
        .join(Media, col(Media.id) == col(EntryMedia.media_id))
        .where(col(EntryMedia.entry_id) == col(LogEntry.id), col(Media.received_at).is_(None))
        .correlate(LogEntry)
    )
    rows = session.scalars(
        sa.select(col(LogEntry.id)).where(
            col(LogEntry.id).in_(entry_ids),
            col(LogEntry.school_id) == actor.school_id,
            col(LogEntry.student_id) == actor.member_id,
            ~missing.exists(),
        )
    )
    return set(rows)
