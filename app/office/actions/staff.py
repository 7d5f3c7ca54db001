"""Adding colleagues, changing them, giving them a way in, and their leaving."""

from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.office.actions.shared import made_before, one_at_a_time
from app.office.inputs.form import wrong
from app.office.inputs.people import StaffForm
from app.office.queries.people import open_on
from app.office.rights import may_manage, not_yours
from app.people.actions import end_sessions, record
from app.people.actor import Actor
from app.people.invitations import issue, withdraw, withdraw_issued_by, works_elsewhere
from app.people.models import STAFF, Caseload, LoginSession, Membership, Role, User
from app.people.queries import not_found, user_by_email


def add_staff(session: Session, actor: Actor, now: datetime, said: StaffForm) -> UUID:
    """Add a colleague. The same form sent twice adds one.

    An address that has an account already, here or at another school, gets a membership and nothing else: neither its
    password nor its name elsewhere is touched or told. Raises 403 for a role that this person may not give, 422 for
    somebody who has that role here already, or once had, and for an account of another school without a password.
    """
    one_at_a_time(session, actor)
    before = made_before(session, actor, Membership, said.id)
    if before is not None:
        if before.role is Role.STUDENT:
            raise not_found()
        return before.id
    if not may_manage(actor, said.role):
        raise not_yours(said.role)
    user = user_by_email(session, said.email)
    if user is None:
        user = User(email=said.email, created_at=now)
        session.add(user)
        session.flush()
    elif user.id == actor.user_id:
        raise wrong("email", _("Dit is je eigen adres. Een andere beheerder kan je een andere rol geven."))
    elif user.password_hash is None and works_elsewhere(session, user.id, actor.school_id):
        first = _("Dit account is van een andere school en nog niet in gebruik. Laat je collega daar eerst inloggen.")
        raise wrong("email", first)  # whoever has that school's link would come in here too
    elif _has_role(session, actor, user.id, said.role):
        raise wrong("email", _("Deze collega staat al in de lijst, ook als de laatste dag al is geweest."))
    session.add(
        Membership(
            id=said.id,
            school_id=actor.school_id,
            user_id=user.id,
            role=said.role,
            first_name=said.first_name,
            last_name=said.last_name,
            picture=said.picture,
            phone=said.phone,
            started_on=local_day(now, actor.time_zone),
        )
    )
    session.flush()
    withdraw(session, now, user.id)  # a link that was handed out before must not open what was given now
    record(session, actor, now, "staff-added", "membership", said.id, role=said.role.value)
    return said.id


def _has_role(session: Session, actor: Actor, user_id: UUID, role: Role) -> bool:
    found = select(Membership.id).where(
        Membership.school_id == actor.school_id, Membership.user_id == user_id, Membership.role == role
    )
    return session.exec(found).first() is not None


def change_staff(session: Session, actor: Actor, now: datetime, staff_id: UUID, said: StaffForm) -> None:
    """Change a colleague. Raises 403 for whom only others may change, 422 for what cannot be.

    The address is the account's: it stays when the account is another school's too.
    """
    one_at_a_time(session, actor)
    member, user = _managed(session, actor, staff_id)
    if said.role is not member.role:
        _change_role(session, actor, now, member, said.role)
    if said.email != (user.email or ""):
        if not account_is_ours(session, actor, user.id):
            raise wrong(
                "email", _("Dit account hoort niet alleen bij jullie. Daarom kan het e-mailadres hier niet veranderen.")
            )
        if user_by_email(session, said.email) is not None:
            raise wrong("email", _("Dit e-mailadres is al van een ander account."))
        user.email = said.email
        withdraw(session, now, user.id)
    member.first_name, member.last_name = said.first_name, said.last_name
    member.phone, member.picture = said.phone, said.picture
    session.flush()
    record(session, actor, now, "staff-changed", "membership", staff_id)


def _change_role(session: Session, actor: Actor, now: datetime, member: Membership, role: Role) -> None:
    if member.id == actor.member_id or member.user_id == actor.user_id:
        raise wrong("role", _("Je eigen rol kun je niet veranderen. Vraag een andere beheerder."))
    if not may_manage(actor, role):
        raise not_yours(role)
    _keep_an_admin(session, actor, now, member, "role")
    if member.user_id and _has_role(session, actor, member.user_id, role):
        raise wrong("role", _("Deze collega heeft die rol hier al."))
    if member.role is Role.SUPERVISOR:
        _end_caseloads(session, member.id, local_day(now, actor.time_zone) - timedelta(days=1))
    member.role = role
    withdraw(session, now, member.user_id)
    withdraw_issued_by(session, now, member.id)
    record(session, actor, now, "role-changed", "membership", member.id, role=role.value)


def account_is_ours(session: Session, actor: Actor, user_id: UUID) -> bool:
    """Whether an account is this school's alone, and this person may manage every role that it has here."""
    roles = session.scalars(
        sa.select(col(Membership.role)).where(
            col(Membership.user_id) == user_id, col(Membership.school_id) == actor.school_id
        )
    )
    return all(may_manage(actor, role) for role in roles) and not works_elsewhere(session, user_id, actor.school_id)


def invite(session: Session, actor: Actor, now: datetime, staff_id: UUID) -> str:
    """A link with which a colleague chooses a password, at first or anew. Raises 403 when the account is not ours."""
    member, user = _managed(session, actor, staff_id)
    today = local_day(now, actor.time_zone)
    if member.ended_on is not None and member.ended_on < today:
        raise Problem(409, "left", _("Deze collega werkt hier niet meer."))
    if not account_is_ours(session, actor, user.id):
        text = _("Dit account hoort niet alleen bij jullie. Daarom kan hier geen nieuw wachtwoord worden gekozen.")
        raise Problem(403, "other-school", text)
    return issue(session, actor, now, member)


def end_membership(session: Session, actor: Actor, now: datetime, staff_id: UUID, last_day: date) -> None:
    """A colleague's last day. Sessions and links end now, caseloads on that day.

    Raises 403 for oneself and for whom only others may change, 422 when no admin would be left.
    """
    one_at_a_time(session, actor)
    member, _user = _managed(session, actor, staff_id)
    if member.user_id == actor.user_id:
        raise Problem(403, "oneself", _("Je kunt jezelf niet uit dienst melden. Vraag een andere beheerder."))
    if last_day < member.started_on - timedelta(days=1):
        raise wrong("last_day", _("Deze dag ligt voor de eerste werkdag."))
    _keep_an_admin(session, actor, now, member, "last_day")
    member.ended_on = last_day
    _end_caseloads(session, staff_id, last_day)
    end_sessions(session, now, col(LoginSession.member_id) == staff_id)
    withdraw(session, now, member.user_id)
    withdraw_issued_by(session, now, staff_id)
    record(session, actor, now, "staff-left", "membership", staff_id)


def bring_back_staff(session: Session, actor: Actor, now: datetime, staff_id: UUID) -> None:
    """Let a colleague come back, or not leave after all; students are given anew."""
    one_at_a_time(session, actor)
    member, _user = _managed(session, actor, staff_id)
    if member.ended_on is not None:
        member.ended_on = None
        record(session, actor, now, "staff-back", "membership", staff_id)


def _keep_an_admin(session: Session, actor: Actor, now: datetime, member: Membership, name: str) -> None:
    if member.role is not Role.ADMIN:
        return
    others = select(Membership.id).where(
        Membership.school_id == actor.school_id,
        Membership.role == Role.ADMIN,
        Membership.id != member.id,
        Membership.user_id != member.user_id,
        col(Membership.erased_at).is_(None),
        col(Membership.ended_on).is_(None),
    )
    if session.exec(others).first() is None:
        raise wrong(name, _("Dit is de enige beheerder. Maak eerst een ander beheerder."))


def _end_caseloads(session: Session, staff_id: UUID, last_day: date) -> None:
    theirs = col(Caseload.supervisor_id) == staff_id
    session.execute(sa.delete(Caseload).where(theirs, col(Caseload.starts_on) > last_day))
    session.execute(sa.update(Caseload).where(theirs, open_on(Caseload.ends_on, last_day)).values(ends_on=last_day))


def _managed(session: Session, actor: Actor, staff_id: UUID) -> tuple[Membership, User]:
    member = session.exec(
        select(Membership).where(
            Membership.id == staff_id,
            Membership.school_id == actor.school_id,
            col(Membership.role).in_(STAFF),
            col(Membership.erased_at).is_(None),
        )
    ).one_or_none()
    if member is None or member.user_id is None:
        raise not_found()
    if not may_manage(actor, member.role):
        raise not_yours(member.role)
    return member, session.get_one(User, member.user_id)


def is_there(session: Session, actor: Actor, said: StaffForm) -> bool:
    """Whether this very form was sent before."""
    return made_before(session, actor, Membership, said.id) is not None
