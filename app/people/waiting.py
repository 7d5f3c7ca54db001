"""What phones said is still on them, and whose that is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.actor import Actor
from app.people.browsers import browser_label
from app.people.models import Device, WaitingEntry

GONE_IS_TOLD = timedelta(days=30)
"""How long staff hears of logs that went with a phone's storage."""


@dataclass(frozen=True, slots=True)
class PhoneWaiting:
    """A phone with logs on it that have not arrived: how many ``waiting``, how many ``gone`` with its storage."""

    device_id: UUID
    label: str
    waiting: int
    gone: int
    told_at: datetime


def phones_waiting(session: Session, actor: Actor, member_id: UUID, now: datetime) -> list[PhoneWaiting]:
    """The phones of a member on which something waits, the one that said so last first; none that was withdrawn.

    The caller has found the member through the actor.
    """
    row = WaitingEntry
    gone = col(row.gone_at).is_not(None)
    told = sa.func.max(col(row.told_at))
    rows = session.execute(
        sa.select(
            col(Device.id),
            col(Device.label),
            sa.func.sum(sa.case((gone, 0), else_=1)),
            sa.func.sum(sa.case((gone, 1), else_=0)),
            told,
        )
        .join(row, col(row.device_id) == col(Device.id))
        .where(
            col(Device.school_id) == actor.school_id,
            col(Device.member_id) == member_id,
            col(Device.withdrawn_at).is_(None),
            sa.or_(col(row.gone_at).is_(None), col(row.gone_at) > now - GONE_IS_TOLD),
        )
        .group_by(col(Device.id), col(Device.label))
        .order_by(told.desc(), col(Device.id))
    )
    return [PhoneWaiting(key, browser_label(label), *rest) for key, label, *rest in rows]


def elsewhere(session: Session, actor: Actor, now: datetime) -> list[PhoneWaiting]:
    """This person's other phones on which something waits."""
    mine = phones_waiting(session, actor, actor.member_id, now)
    return [phone for phone in mine if phone.waiting and phone.device_id != actor.device_id]


def last_sequence(session: Session, actor: Actor) -> int:
    """The highest number that this phone gave to anything that arrived."""
    query = sa.select(col(Device.last_sequence)).where(col(Device.id) == actor.device_id)
    return session.scalars(query).one_or_none() or 0


def note_sequence(session: Session, actor: Actor, sequence: int) -> None:
    """Something with this number arrived from this phone. Whatever else it delivers now waits until that is kept."""
    number = sa.case((col(Device.last_sequence) < sequence, sequence), else_=col(Device.last_sequence))
    session.execute(sa.update(Device).where(col(Device.id) == actor.device_id).values(last_sequence=number))
