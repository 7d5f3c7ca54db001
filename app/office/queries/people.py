"""Students and colleagues of a school, with what is missing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.companies.models import Company
from app.people.actor import Actor
from app.people.models import (
    STAFF,
    Caseload,
    Consent,
    ConsentKind,
    Guardian,
    Membership,
    Role,
    Student,
    User,
)
from app.people.queries import PersonCard, not_found, student_ids
from app.placements.models import Placement


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student in the list. ``supervisor`` and ``company`` are names; ``asked`` is whether photos were answered."""

    id: UUID
    first_name: str
    last_name: str
    picture: str | None
    ended_on: date | None
    supervisor: str | None
    company: str | None
    asked: bool

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return bool(self.supervisor and self.company and self.asked)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A colleague in the list; ``students`` is how many of them are theirs now, stand-ins included."""

    id: UUID
    user_id: UUID
    first_name: str
    last_name: str
    picture: str | None
    phone: str | None
    email: str | None
    role: Role
    started_on: date
    ended_on: date | None
    has_password: bool
    students: int

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def left(self, today: date) -> bool:
        """Whether the last day has been."""
        return self.ended_on is not None and self.ended_on < today


@dataclass(frozen=True, slots=True)
class StudentFile:
    """All of a student that the office keeps."""

    person: PersonCard
    birth_date: date | None
    chosen_picture: str
    language: str
    shows_bridge: bool
    started_on: date
    left_on: date | None
    guardians: list[tuple[UUID, str]]

    def left(self, today: date) -> bool:
        """Whether the last day has been."""
        return self.left_on is not None and self.left_on < today


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """An answer about photos or voice; ``by`` names the guardian, nobody means the student."""

    kind: ConsentKind
    given: bool
    by: str | None
    said_at: datetime
    recorded_by: str


def open_on(column: object, day: date) -> sa.ColumnElement[bool]:
    """Whether what ends on ``column`` has not ended before ``day``."""
    ends: sa.ColumnElement[date | None] = column  # type: ignore[assignment]
    return sa.or_(ends.is_(None), ends >= day)


def student_rows(session: Session, actor: Actor, today: date, *, left: bool = False) -> list[StudentRow]:
    """The students of the school by first name: who are here now or come later, or those who ``left``."""
    person, supervisor = sa.orm.aliased(Membership), sa.orm.aliased(Membership)
    supervised = (
        sa.select(sa.func.min(col(supervisor.first_name)))
        .join(Caseload, col(Caseload.supervisor_id) == col(supervisor.id))
        .where(
            col(Caseload.student_id) == col(person.id),
            col(Caseload.stand_in).is_(False),
            col(Caseload.starts_on) <= today,
            open_on(Caseload.ends_on, today),
            open_on(supervisor.ended_on, today),
        )
        .scalar_subquery()
    )
    placed = (
        sa.select(sa.func.min(col(Company.name)))
        .join(Placement, col(Placement.company_id) == col(Company.id))
        .where(col(Placement.student_id) == col(person.id), open_on(Placement.ends_on, today))
        .scalar_subquery()
    )
    asked = sa.exists().where(col(Consent.student_id) == col(person.id), col(Consent.kind) == ConsentKind.PHOTOS)
    here = open_on(person.ended_on, today)
    rows = session.execute(
        sa.select(
            col(person.id),
            col(person.first_name),
            col(person.last_name),
            col(person.picture),
            col(person.ended_on),
            supervised,
            placed,
            asked,
        )
        .where(
            col(person.id).in_(student_ids(actor, today)),
            col(person.erased_at).is_(None),
            sa.not_(here) if left else here,
        )
        .order_by(col(person.first_name), col(person.last_name))
    )
    return [StudentRow(*row) for row in rows]


def staff_rows(session: Session, actor: Actor, today: date, *, left: bool = False) -> list[StaffRow]:
    """The colleagues of the school by first name: those who are here, or those who ``left``."""
    here = open_on(Membership.ended_on, today)
    rows = session.execute(
        _staff(today)
        .where(col(Membership.school_id) == actor.school_id, sa.not_(here) if left else here)
        .order_by(col(Membership.first_name), col(Membership.last_name))
    )
    return [StaffRow(*row) for row in rows]


def staff_member(session: Session, actor: Actor, staff_id: UUID, today: date) -> StaffRow:
    """One colleague. Raises 404 for a student, for another school's, and for who was erased."""
    row = session.execute(
        _staff(today).where(col(Membership.school_id) == actor.school_id, col(Membership.id) == staff_id)
    ).one_or_none()
    if row is None:
        raise not_found()
    return StaffRow(*row)


def _staff(today: date) -> sa.Select[*tuple[Any, ...]]:
    students = (
        sa.select(sa.func.count(sa.distinct(col(Caseload.student_id))))
        .where(
            col(Caseload.supervisor_id) == col(Membership.id),
            col(Caseload.starts_on) <= today,
            open_on(Caseload.ends_on, today),
        )
        .correlate(Membership)
        .scalar_subquery()
    )
    member = Membership
    return (
        sa.select(
            col(member.id),
            col(User.id),
            col(member.first_name),
            col(member.last_name),
            col(member.picture),
            col(member.phone),
            col(User.email),
            col(member.role),
            col(member.started_on),
            col(member.ended_on),
            col(User.password_hash).is_not(None),
            students,
        )
        .join(User, col(User.id) == col(member.user_id))
        .where(col(member.role).in_(STAFF), col(member.erased_at).is_(None))
    )


def supervisors(session: Session, actor: Actor, today: date) -> list[PersonCard]:
    """The supervisors of the school who are here, by first name."""
    rows = session.execute(
        sa.select(
            col(Membership.id),
            col(Membership.first_name),
            col(Membership.last_name),
            col(Membership.picture),
            col(Membership.phone),
        )
        .where(
            col(Membership.school_id) == actor.school_id,
            col(Membership.role) == Role.SUPERVISOR,
            col(Membership.erased_at).is_(None),
            open_on(Membership.ended_on, today),
        )
        .order_by(col(Membership.first_name), col(Membership.last_name))
    )
    return [PersonCard(*row) for row in rows]


def student_file(session: Session, actor: Actor, student_id: UUID, today: date) -> StudentFile:
    """A student of the school, also one who left. Raises 404 for anybody else."""
    row = session.execute(
        sa.select(Membership, Student, User)
        .join(Student, col(Student.id) == col(Membership.id))
        .join(User, col(User.id) == col(Membership.user_id))
        .where(
            col(Membership.id) == student_id,
            col(Membership.id).in_(student_ids(actor, today)),
            col(Membership.erased_at).is_(None),
        )
    ).one_or_none()
    if row is None:
        raise not_found()
    member, student, user = row
    guardians = session.exec(
        select(Guardian)
        .where(Guardian.school_id == actor.school_id, Guardian.student_id == student_id)
        .order_by(Guardian.name, col(Guardian.id))
    )
    return StudentFile(
        person=PersonCard(member.id, member.first_name, member.last_name, member.picture, member.phone),
        birth_date=student.birth_date,
        chosen_picture=student.chosen_picture,
        language=user.language,
        shows_bridge=student.shows_bridge,
        started_on=member.started_on,
        left_on=student.left_on or member.ended_on,
        guardians=[(guardian.id, guardian.name) for guardian in guardians],
    )


def same_student(session: Session, actor: Actor, first: str, last: str, born: date) -> PersonCard | None:
    """Somebody of this name and birth date who is in the list already, also when they left."""
    member = Membership
    rows = session.execute(
        sa.select(col(member.id), col(member.first_name), col(member.last_name), col(member.picture), col(member.phone))
        .join(Student, col(Student.id) == col(member.id))
        .where(
            col(member.school_id) == actor.school_id,
            col(member.erased_at).is_(None),
            col(Student.birth_date) == born,
        )
    )
    asked = f"{first} {last}".strip().casefold()
    return next((card for card in (PersonCard(*row) for row in rows) if card.name.casefold() == asked), None)


def consents(session: Session, actor: Actor, student_id: UUID) -> list[ConsentRow]:
    """All answers of and for a student, the newest first. The caller has found the student through the actor."""
    rows = session.execute(
        sa.select(
            col(Consent.kind),
            col(Consent.given),
            col(Guardian.name),
            col(Consent.recorded_at),
            col(Membership.first_name),
        )
        .join(Membership, col(Membership.id) == col(Consent.recorded_by_id))
        .outerjoin(Guardian, col(Guardian.id) == col(Consent.guardian_id))
        .where(col(Consent.school_id) == actor.school_id, col(Consent.student_id) == student_id)
        .order_by(col(Consent.recorded_at).desc(), col(Consent.id))
    )
    return [ConsentRow(*row) for row in rows]
