"""Who is who, always seen from the person who asks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.database import ask
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.tokens import hash_code, hash_token
from app.people.actor import Actor
from app.people.models import (
    Badge,
    Caseload,
    Consent,
    ConsentKind,
    Device,
    Group,
    GroupMember,
    IndependenceLevel,
    LevelLabel,
    LoginSession,
    Membership,
    Role,
    School,
    Student,
    User,
)

Day = date | sa.BindParameter[Any]
Key = UUID | sa.BindParameter[Any]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A face with a name and, for staff, a number to call."""

    id: UUID
    first_name: str
    last_name: str
    picture: str | None
    phone: str | None = None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group of the school. ``student_ids`` are those of its students today whom the person may see: perhaps none."""

    id: UUID
    name: str
    student_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class BadgeHolder:
    """All that a badge gives away before its holder says *Ja, dat ben ik*."""

    student_id: UUID
    school_id: UUID
    first_name: str
    chosen_picture: str


def not_found() -> Problem:
    """The answer for what does not exist and for what is somebody else's alike."""
    return Problem(404, "not-found", _("Deze pagina is er niet, of is niet voor jou."))


def actor_by_token(session: Session, token: str, now: datetime) -> Actor | None:
    """The person behind a session cookie, or nobody when it ended, expired or was withdrawn."""
    found = ask(session, _signed_in(), {"token": hash_token(token), "now": now}).one_or_none()
    if found is None:
        return None
    values = dict(found._mapping)
    starts, ends = values.pop("started_on"), values.pop("ended_on")
    who = Actor(**values)
    return who if _belongs(starts, ends, now, who.time_zone) else None


def actor_of(session: Session, member_id: UUID) -> Actor:
    """The person behind a membership, outside any sign-in (for signing in, and for the demo's data)."""
    found = session.execute(actors().where(col(Membership.id) == member_id)).one()
    return Actor(**found._mapping)


@cache
def _signed_in() -> sa.Select[*tuple[Any, ...]]:
    # Every request asks this, so it is put together once.
    return (
        actors()
        .add_columns(
            col(LoginSession.id).label("session_id"),
            col(LoginSession.last_seen_at).label("session_seen_at"),
            col(LoginSession.device_id),
            col(Device.token_hash).label("device_token_hash"),
            col(Membership.started_on),
            col(Membership.ended_on),
        )
        .join(LoginSession, col(LoginSession.member_id) == col(Membership.id))
        .join(Device, col(Device.id) == col(LoginSession.device_id))
        .where(
            col(LoginSession.token_hash) == sa.bindparam("token"),
            col(LoginSession.ended_at).is_(None),
            col(LoginSession.expires_at) > sa.bindparam("now"),
            col(Device.withdrawn_at).is_(None),
            col(Membership.erased_at).is_(None),
        )
    )


def actors() -> sa.Select[*tuple[Any, ...]]:
    """The columns of an ``Actor``, by its names."""
    return (
        sa.select(
            col(Membership.id).label("member_id"),
            col(Membership.school_id),
            col(User.id).label("user_id"),
            col(Membership.role),
            col(Membership.first_name),
            col(Membership.picture),
            col(User.language),
            col(School.time_zone),
        )
        .join(User, col(User.id) == col(Membership.user_id))
        .join(School, col(School.id) == col(Membership.school_id))
    )


def user_by_email(session: Session, email: str) -> User | None:
    """The staff member who signs in with this address; case does not matter."""
    return session.exec(select(User).where(User.email == email.strip().lower())).one_or_none()


def memberships_of(session: Session, user_id: UUID, today: date) -> list[tuple[Membership, School]]:
    """What a person is today, at which school, oldest first."""
    rows = session.exec(
        select(Membership, School)
        .join(School, col(School.id) == col(Membership.school_id))
        .where(
            Membership.user_id == user_id,
            *_is_member(today),
        )
        .order_by(col(Membership.started_on), School.name, col(Membership.role))
    )
    return list(rows)


def _is_member(day: Day) -> tuple[sa.ColumnElement[bool], ...]:
    member = Membership
    return col(member.erased_at).is_(None), col(member.started_on) <= day, _open_on(member.ended_on, day)


def _open_on(ends: object, day: Day) -> sa.ColumnElement[bool]:
    column: sa.ColumnElement[date | None] = ends  # type: ignore[assignment]
    return sa.or_(column.is_(None), column >= day)


def badge_holder(session: Session, key: str, secret: str, now: datetime) -> BadgeHolder | None:
    """Whose badge this is: ``key`` is what the QR code holds, or the short code as typed."""
    found = session.exec(
        select(Student, Membership, School.time_zone)
        .join(Badge, col(Badge.student_id) == col(Student.id))
        .join(Membership, col(Membership.id) == col(Student.id))
        .join(School, col(School.id) == col(Student.school_id))
        .where(
            sa.or_(col(Badge.secret_hash) == hash_token(key), col(Badge.code_hash) == hash_code(key, secret)),
            col(Badge.withdrawn_at).is_(None),
            col(Membership.erased_at).is_(None),
        )
    ).one_or_none()
    if found is None:
        return None
    student, member, time_zone = found
    if not _belongs(member.started_on, member.ended_on, now, time_zone):
        return None
    return BadgeHolder(student.id, student.school_id, member.first_name, student.chosen_picture)


def _belongs(starts: date, ends: date | None, now: datetime, time_zone: str) -> bool:
    """Whether a membership counts now: its days are those of the school, which may be a day ahead of the server's."""
    today = local_day(now, time_zone)
    return starts <= today and (ends is None or ends >= today)


def student_ids(actor: Actor, today: date) -> sa.Select[UUID]:
    """The students whom this person may see today, as a subquery: oneself, one's caseload, or the whole school.

    Every query about students goes through this one, or through ``sight``, which is the same.
    """
    return _students_of(actor.role, actor.school_id, actor.member_id, today)


@cache
def sight(role: Role) -> sa.Select[UUID]:
    """``student_ids`` for a statement that is put together once per role; run it with the values of ``seen_by``."""
    return _students_of(
        role, sa.bindparam("sight_school"), sa.bindparam("sight_member"), sa.bindparam("sight_day", type_=sa.Date)
    )


def seen_by(actor: Actor, today: date) -> dict[str, Any]:
    """The values that make ``sight`` that of this person."""
    return {"sight_school": actor.school_id, "sight_member": actor.member_id, "sight_day": today}


def _students_of(role: Role, school: Key, member: Key, day: Day) -> sa.Select[UUID]:
    mine = sa.select(col(Student.id)).where(col(Student.school_id) == school)
    match role:
        case Role.STUDENT:
            return mine.where(col(Student.id) == member)
        case Role.SUPERVISOR:
            return mine.where(
                col(Student.id).in_(
                    sa.select(col(Caseload.student_id)).where(
                        col(Caseload.school_id) == school,
                        col(Caseload.supervisor_id) == member,
                        col(Caseload.starts_on) <= day,
                        _open_on(Caseload.ends_on, day),
                    )
                )
            )
        case _:
            return mine


def students(session: Session, actor: Actor, today: date) -> list[PersonCard]:
    """The students of this person who have not left the school, by first name."""
    rows = session.execute(
        _cards()
        .where(
            col(Membership.id).in_(student_ids(actor, today)),
            col(Membership.erased_at).is_(None),
            _open_on(Membership.ended_on, today),
        )
        .order_by(col(Membership.first_name), col(Membership.last_name))
    )
    return [PersonCard(*row) for row in rows]


def student(session: Session, actor: Actor, student_id: UUID, today: date) -> PersonCard:
    """One student of this person. Raises 404 for anybody else's."""
    row = ask(session, _one_of(actor.role), {"student": student_id, **seen_by(actor, today)}).one_or_none()
    if row is None:
        raise not_found()
    return PersonCard(*row)


@cache
def _one_of(role: Role) -> sa.Select[UUID, str, str, str | None, str | None]:
    return _cards().where(
        col(Membership.id) == sa.bindparam("student"),
        col(Membership.id).in_(sight(role)),
        col(Membership.erased_at).is_(None),
    )


def _cards() -> sa.Select[UUID, str, str, str | None, str | None]:
    member = Membership
    return sa.select(
        col(member.id), col(member.first_name), col(member.last_name), col(member.picture), col(member.phone)
    )


def not_ended(today: date) -> sa.ColumnElement[bool]:
    """True for a group that is still there; on the day that it is ended it is gone."""
    return sa.or_(col(Group.ended_on).is_(None), col(Group.ended_on) > today)


def groups(session: Session, actor: Actor, today: date) -> list[GroupCard]:
    """The groups of the school that have not ended, by name, each with the students of it whom this person may see."""
    inside = sa.and_(
        col(GroupMember.group_id) == col(Group.id),
        col(GroupMember.starts_on) <= today,
        _open_on(GroupMember.ends_on, today),
        col(GroupMember.student_id).in_(student_ids(actor, today)),
    )
    rows = session.execute(
        sa.select(col(Group.id), col(Group.name), col(GroupMember.student_id))
        .outerjoin(GroupMember, inside)
        .where(col(Group.school_id) == actor.school_id, not_ended(today))
        .order_by(col(Group.name), col(Group.id))
    )
    found: dict[tuple[UUID, str], set[UUID]] = {}
    for group_id, name, student_id in rows:
        found.setdefault((group_id, name), set()).update({student_id} - {None})
    return [GroupCard(group_id, name, frozenset(members)) for (group_id, name), members in found.items()]


def the_one_face(session: Session, student_id: UUID, school_id: UUID, today: date) -> PersonCard | None:
    """The supervisor whom this student can call: the stand-in while there is one, else their own."""
    return faces(session, [student_id], school_id, today).get(student_id)


def faces(session: Session, whose: Collection[UUID], school_id: UUID, today: date) -> dict[UUID, PersonCard]:
    """The same for several students; one whom nobody looks after is left out."""
    rows = session.execute(
        _cards()
        .add_columns(col(Caseload.student_id))
        .join(Caseload, col(Caseload.supervisor_id) == col(Membership.id))
        .where(
            col(Caseload.school_id) == school_id,
            col(Caseload.student_id).in_(whose),
            col(Caseload.starts_on) <= today,
            _open_on(Caseload.ends_on, today),
            *_is_member(today),
        )
        .order_by(col(Caseload.stand_in), col(Caseload.starts_on), col(Caseload.id))
    )
    return {student_id: PersonCard(*card) for *card, student_id in rows}


def has_consent(session: Session, school_id: UUID, student_id: UUID, kind: ConsentKind) -> bool:
    """Whether the newest answer to this consent is yes; no answer means no."""
    return student_id in with_consent(session, school_id, [student_id], kind)


def with_consent(session: Session, school_id: UUID, students: Collection[UUID], kind: ConsentKind) -> set[UUID]:
    """Those of these students whose newest answer to this consent is yes; no answer means no."""
    answers = session.execute(
        sa.select(col(Consent.student_id), col(Consent.given))
        .where(
            col(Consent.school_id) == school_id,
            col(Consent.student_id).in_(students),
            col(Consent.kind) == kind,
        )
        .order_by(col(Consent.recorded_at))
    )
    newest = dict(answers.all())
    return {student_id for student_id, given in newest.items() if given}


def school_of(session: Session, actor: Actor) -> School:
    """The school where this person acts."""
    return session.exec(select(School).where(School.id == actor.school_id)).one()


def own_level_labels(session: Session, school_id: UUID, language: str) -> dict[int, str]:
    """The labels that a school chose for levels, by level; a level without one keeps the app's own word."""
    asked = {"school": school_id, "language": language}
    return {int(level): label for level, label in ask(session, _level_labels(), asked)}


@cache
def _level_labels() -> sa.Select[IndependenceLevel, str]:
    return sa.select(col(LevelLabel.level), col(LevelLabel.label)).where(
        col(LevelLabel.school_id) == sa.bindparam("school"), col(LevelLabel.language) == sa.bindparam("language")
    )
