"""The token by which a phone shows whose its sealed items are, also when nobody is signed in any more.

It names the device and its owner, and proves that we said so: what follows from the server's secret stands behind
them. So every page can hand it out again, only its hash is kept, and a server that went back to a backup from before
the device signed in believes it too.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.tokens import derived_token, hash_token
from app.people.actor import Actor
from app.people.models import Device, Membership
from app.people.queries import actors

STILL_COUNTS = timedelta(days=60)
"""After a membership ended: the work was done before, and the phone was in a drawer for the summer."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote what a phone kept, by its token. ``withdrawn``: the phone was taken back; ``late``: the membership
    ended too long ago.
    """

    actor: Actor
    withdrawn: bool
    late: bool


def device_token(secret: str, device_id: UUID, member_id: UUID) -> str:
    """The token of a device on which a member signs in now."""
    return f"{device_id.hex}{member_id.hex}{derived_token(secret, f'device:{device_id}:{member_id}')}"


def known_token(secrets: Iterable[str], device_id: UUID, member_id: UUID, token_hash: str) -> str | None:
    """The token that a device was given when it signed in, perhaps under an earlier secret.

    Nothing when that secret was thrown away: then the sign-in counts no more.
    """
    made = (device_token(secret, device_id, member_id) for secret in secrets)
    return next((token for token in made if hash_token(token) == token_hash), None)


def author(session: Session, secrets: Iterable[str], token: str, now: datetime) -> Author | None:
    """The person whose phone has this token, signed in or not; nobody when we did not make it, and who was erased.

    A device that the server has forgotten, because it went back to a backup, counts.
    """
    try:
        device_id, member_id = UUID(token[:32]), UUID(token[32:64])
    except ValueError:
        return None
    made = [device_token(secret, device_id, member_id) for secret in secrets]
    if not any(hmac.compare_digest(one.encode(), token.encode()) for one in made):
        return None
    device = sa.and_(col(Device.id) == device_id, col(Device.member_id) == col(Membership.id))
    row = session.execute(
        actors()
        .add_columns(col(Device.withdrawn_at), col(Membership.ended_on))
        .outerjoin(Device, device)
        .where(col(Membership.id) == member_id, col(Membership.erased_at).is_(None))
    ).one_or_none()
    if row is None:
        return None
    found = dict(row._mapping)
    withdrawn, ended = found.pop("withdrawn_at"), found.pop("ended_on")
    actor = Actor(**found, device_id=device_id)
    late = ended is not None and ended < local_day(now, actor.time_zone) - STILL_COUNTS
    return Author(actor, withdrawn is not None, late)
