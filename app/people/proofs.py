"""The token by which a phone shows whose its sealed items are, also when nobody is signed in any more.

It follows from the server's secret and the device, so every page can hand it out; only its hash is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

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


def device_token(secret: str, device_id: UUID) -> str:
    """The token of a device that signs in now."""
    return derived_token(secret, f"device:{device_id}")


def known_token(secrets: Iterable[str], device_id: UUID, token_hash: str) -> str | None:
    """The token that a device was given when it signed in, perhaps under an earlier secret.

    Nothing when that secret was thrown away: then the sign-in counts no more.
    """
    made = (device_token(secret, device_id) for secret in secrets)
    return next((token for token in made if hash_token(token) == token_hash), None)


def author(session: Session, token: str, now: datetime) -> Author | None:
    """The person whose phone has this token, signed in or not; nobody when there is none, or who was erased."""
    row = session.execute(
        actors()
        .add_columns(col(Device.id).label("device_id"), col(Device.withdrawn_at), col(Membership.ended_on))
        .join(Device, col(Device.member_id) == col(Membership.id))
        .where(col(Device.token_hash) == hash_token(token), col(Membership.erased_at).is_(None))
    ).one_or_none()
    if row is None:
        return None
    found = dict(row._mapping)
    withdrawn, ended = found.pop("withdrawn_at"), found.pop("ended_on")
    actor = Actor(**found)
    late = ended is not None and ended < local_day(now, actor.time_zone) - STILL_COUNTS
    return Author(actor, withdrawn is not None, late)
