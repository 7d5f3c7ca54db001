"""The browsers on which somebody is signed in, and taking them back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.actions import end_sessions, record
from app.people.actor import Actor
from app.people.browsers import browser_label
from app.people.models import Device, LoginSession, WaitingEntry
from app.people.queries import not_found


@dataclass(frozen=True, slots=True)
class DeviceCard:
    """A browser in which somebody is signed in now; ``label`` says which, in the browser's own names.

    ``waiting``: how many logs it said are still on it.
    """

    id: UUID
    label: str
    last_seen_at: datetime
    waiting: int


def devices_of(session: Session, member_id: UUID, now: datetime) -> list[DeviceCard]:
    """Where a member is signed in, the one used last first. The caller has found the member through the actor."""
    waits = (
        sa.select(sa.func.count())
        .where(col(WaitingEntry.device_id) == col(Device.id), col(WaitingEntry.gone_at).is_(None))
        .correlate(Device)
        .scalar_subquery()
    )
    seen = sa.func.max(col(LoginSession.last_seen_at)).label("seen")
    rows = session.execute(
        sa.select(col(Device.id), col(Device.label), seen, waits.label("waiting"))
        .join(LoginSession, col(LoginSession.device_id) == col(Device.id))
        .where(
            col(Device.member_id) == member_id,
            col(Device.withdrawn_at).is_(None),
            col(LoginSession.ended_at).is_(None),
            col(LoginSession.expires_at) > now,
        )
        .group_by(col(Device.id), col(Device.label))
        .order_by(sa.desc("seen"), col(Device.id))
    )
    return [DeviceCard(row.id, browser_label(row.label), row.seen, row.waiting) for row in rows]


def withdraw_device(session: Session, actor: Actor, now: datetime, member_id: UUID, device_id: UUID) -> None:
    """Take one browser back: it is signed out at once. Raises 404 when it is not this member's.

    The caller has checked that the actor may do this for the member. Taking it back twice is no mistake.
    """
    device = session.get(Device, device_id)
    if device is None or device.member_id != member_id or device.school_id != actor.school_id:
        raise not_found()
    if device.withdrawn_at is None:
        device.withdrawn_at = now
        end_sessions(session, now, col(LoginSession.device_id) == device_id)
        record(session, actor, now, "device-withdrawn", "device", device_id)


def withdraw_devices(session: Session, actor: Actor, now: datetime, member_id: UUID) -> None:
    """Take all browsers of a member back. The caller has checked that the actor may do this for the member."""
    session.execute(
        sa.update(Device)
        .where(
            col(Device.member_id) == member_id,
            col(Device.school_id) == actor.school_id,
            col(Device.withdrawn_at).is_(None),
        )
        .values(withdrawn_at=now)
    )
    end_sessions(session, now, col(LoginSession.member_id) == member_id)
    record(session, actor, now, "devices-withdrawn", "membership", member_id)
