"""Signing in and out, and what is written down about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.tokens import hash_token, new_token
from app.people.actor import Actor
from app.people.models import AuditEvent, Device, LoginSession, Membership, Role, User
from app.people.proofs import device_token
from app.people.queries import actor_of, memberships_of, not_found, user_by_email

STUDENT_STAYS = timedelta(days=400)
STAFF_STAYS = timedelta(days=14)

# Measured at 54 ms; OWASP's second choice for argon2id.
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in that just happened: the secret for the cookie and how long it may stay."""

    actor: Actor
    token: str
    stays: timedelta


@cache
def _nobodys_hash() -> str:
    return hasher.hash("nobody")


def check_password(session: Session, email: str, password: str) -> User | None:
    """The user with this address and password, or nobody. Takes as long for an unknown address as for a known one."""
    user = user_by_email(session, email)
    kept = user.password_hash if user and user.password_hash else None
    try:
        hasher.verify(kept or _nobodys_hash(), password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return user if kept else None


def start_session(session: Session, member_id: UUID, now: datetime, *, secret: str, label: str = "") -> SignedIn:
    """Sign a member in on a browser: a device, whose token follows from ``secret``, and a session with a fresh one.

    ``label`` describes the browser.
    """
    actor = actor_of(session, member_id)
    lasts = stays(actor.role)
    device_id = uuid4()
    device = Device(
        id=device_id,
        school_id=actor.school_id,
        member_id=member_id,
        token_hash=hash_token(device_token(secret, device_id, member_id)),
        label=label[:80],
        created_at=now,
        last_seen_at=now,
    )
    session.add(device)
    session.flush()
    token = new_token()
    session.add(
        LoginSession(
            school_id=actor.school_id,
            member_id=member_id,
            device_id=device_id,
            token_hash=hash_token(token),
            created_at=now,
            last_seen_at=now,
            expires_at=now + lasts,
        )
    )
    record(session, actor, now, "sign-in", "device", device_id)
    return SignedIn(actor, token, lasts)


def switch_membership(
    session: Session, actor: Actor, member_id: UUID, now: datetime, *, secret: str, label: str
) -> SignedIn:
    """Go on as another membership of the same person, in a new session. Raises 404 for somebody else's."""
    today = local_day(now, actor.time_zone)
    if member_id not in {member.id for member, _ in memberships_of(session, actor.user_id, today)}:
        raise not_found()
    sign_out(session, actor, now)
    return start_session(session, member_id, now, secret=secret, label=label)


def sign_out(session: Session, actor: Actor, now: datetime) -> None:
    """End this session."""
    end_sessions(session, now, col(LoginSession.id) == actor.session_id)


def sign_out_everywhere(session: Session, actor: Actor, now: datetime) -> None:
    """End all sessions of this person, at every school and on every device."""
    mine = sa.select(col(Membership.id)).where(col(Membership.user_id) == actor.user_id)
    end_sessions(session, now, col(LoginSession.member_id).in_(mine))
    record(session, actor, now, "sign-out-everywhere", "user", actor.user_id)


def end_sessions(session: Session, now: datetime, which: sa.ColumnElement[bool]) -> None:
    """End those of these sessions that have not ended yet. The caller has checked whose they are."""
    session.execute(sa.update(LoginSession).where(which, col(LoginSession.ended_at).is_(None)).values(ended_at=now))


def stays(role: Role) -> timedelta:
    """How long somebody stays signed in without using the app."""
    return STUDENT_STAYS if role is Role.STUDENT else STAFF_STAYS


def touch(session: Session, actor: Actor, now: datetime) -> None:
    """Note that a session is in use, so that it lasts on; at most once an hour."""
    stale = (
        col(LoginSession.id) == actor.session_id,
        col(LoginSession.last_seen_at) < now - timedelta(hours=1),
    )
    session.execute(sa.update(LoginSession).where(*stale).values(last_seen_at=now, expires_at=now + stays(actor.role)))


def record(
    session: Session,
    actor: Actor,
    now: datetime,
    action: str,
    subject: str,
    subject_id: UUID | None,
    **details: Any,
) -> None:
    """Write down who did what to which record. ``details`` must hold no personal data."""
    session.add(
        AuditEvent(
            school_id=actor.school_id,
            at=now,
            actor_id=actor.member_id,
            action=action,
            subject=subject,
            subject_id=subject_id,
            details=details,
        )
    )
