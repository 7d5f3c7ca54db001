"""Choosing a password: the link that staff hand to a colleague, and using it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.tokens import hash_token, new_token
from app.people.actions import end_sessions, hasher, record
from app.people.actor import Actor
from app.people.models import Invitation, LoginSession, Membership, RegionMembership, School, User
from app.people.passwords import password_problem
from app.people.queries import actor_of

LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an open invitation is for."""

    id: UUID
    member_id: UUID
    user_id: UUID
    first_name: str
    last_name: str
    school_name: str
    email: str


def works_elsewhere(session: Session, user_id: UUID, school_id: UUID) -> bool:
    """Whether an account is also another school's or a region's: then this school may not open or change it.

    A membership that ended counts too: who comes back must find the account as it was.
    """
    elsewhere = sa.select(col(Membership.id)).where(
        col(Membership.user_id) == user_id, col(Membership.school_id) != school_id
    )
    regional = sa.select(col(RegionMembership.id)).where(col(RegionMembership.user_id) == user_id)
    return bool(session.scalar(sa.select(sa.or_(elsewhere.exists(), regional.exists()))))


def issue(session: Session, actor: Actor, now: datetime, member: Membership) -> str:
    """Make an invitation and return its secret, this once; earlier ones of the same person stop working.

    The caller has checked that the actor may let this person choose a password.
    """
    withdraw(session, now, member.user_id)
    token = new_token()
    made = Invitation(
        school_id=actor.school_id,
        member_id=member.id,
        issued_by_id=actor.member_id,
        token_hash=hash_token(token),
        issued_at=now,
        expires_at=now + LASTS,
    )
    session.add(made)
    session.flush()
    record(session, actor, now, "invitation-issued", "membership", member.id)
    return token


def withdraw(session: Session, now: datetime, user_id: UUID | None) -> None:
    """Stop the open invitations for an account."""
    mine = sa.select(col(Membership.id)).where(col(Membership.user_id) == user_id)
    _stop(session, now, col(Invitation.member_id).in_(mine))


def withdraw_issued_by(session: Session, now: datetime, member_id: UUID) -> None:
    """Stop the open invitations that somebody handed out."""
    _stop(session, now, col(Invitation.issued_by_id) == member_id)


def _stop(session: Session, now: datetime, which: sa.ColumnElement[bool]) -> None:
    still_open = col(Invitation.used_at).is_(None), col(Invitation.expires_at) > now
    session.execute(sa.update(Invitation).where(which, *still_open).values(expires_at=now))


def invited(session: Session, token: str, now: datetime) -> Invited | None:
    """Whom a link is for; nobody when it never was, was used, is too old, or its person left.

    An account that came to belong to another school since is opened by no link of this one.
    """
    row = session.execute(
        sa.select(Invitation, Membership, User, School)
        .join(Membership, col(Membership.id) == col(Invitation.member_id))
        .join(User, col(User.id) == col(Membership.user_id))
        .join(School, col(School.id) == col(Invitation.school_id))
        .where(
            col(Invitation.token_hash) == hash_token(token),
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > now,
            col(Membership.erased_at).is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    invitation, member, user, school = row
    today = local_day(now, school.time_zone)
    if member.ended_on is not None and member.ended_on < today:
        return None
    if works_elsewhere(session, user.id, school.id):
        return None
    return Invited(
        id=invitation.id,
        member_id=member.id,
        user_id=user.id,
        first_name=member.first_name,
        last_name=member.last_name,
        school_name=school.name,
        email=user.email or "",
    )


def accept(session: Session, token: str, now: datetime, password_hash: str) -> Invited | None:
    """Set the password that was chosen and checked, and end all sessions of the account.

    Nobody is returned when the link does not work any more, or was used a moment ago; then nothing has changed.
    """
    found = invited(session, token, now)
    if found is None:
        return None
    unused = col(Invitation.id) == found.id, col(Invitation.used_at).is_(None)
    used = session.execute(
        sa.update(Invitation).where(*unused).values(used_at=now).returning(col(Invitation.id))
    ).one_or_none()
    if used is None:
        return None
    session.execute(sa.update(User).where(col(User.id) == found.user_id).values(password_hash=password_hash))
    mine = sa.select(col(Membership.id)).where(col(Membership.user_id) == found.user_id)
    end_sessions(session, now, col(LoginSession.member_id).in_(mine))
    withdraw(session, now, found.user_id)
    record(session, actor_of(session, found.member_id), now, "password-chosen", "user", found.user_id)
    return found


def check_password_choice(found: Invited, password: str) -> None:
    """Raises 422 when a password will not do for this person."""
    own = (
        found.first_name,
        found.last_name,
        f"{found.first_name} {found.last_name}",
        found.email,
        found.email.partition("@")[0],
    )
    wrong = password_problem(password, own)
    if wrong:
        raise Problem(422, "incomplete", wrong, fields={"password": wrong})


def hash_password(password: str) -> str:
    """The hash to keep. Takes long: make it while nobody waits for the database."""
    return hasher.hash(password)
