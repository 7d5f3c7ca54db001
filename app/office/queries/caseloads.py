"""Who supervises whom, from when to when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.office.queries.people import open_on
from app.people.actor import Actor
from app.people.models import Caseload, Membership
from app.people.queries import student_ids


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """A period in which somebody has a student; ``name`` is of the one whom the page is not about."""

    id: UUID
    person_id: UUID
    name: str
    picture: str | None
    starts_on: date
    ends_on: date | None
    stand_in: bool

    def now(self, today: date) -> bool:
        """Whether it counts today."""
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    def over(self, today: date) -> bool:
        """Whether it is past."""
        return self.ends_on is not None and self.ends_on < today


def of_student(session: Session, actor: Actor, student_id: UUID, today: date) -> list[CaseloadRow]:
    """The supervisors and stand-ins of a student, the latest first."""
    return _rows(session, actor, today, Caseload.supervisor_id, col(Caseload.student_id) == student_id)


def of_supervisor(session: Session, actor: Actor, staff_id: UUID, today: date) -> list[CaseloadRow]:
    """The students of a supervisor, those of now and later."""
    return _rows(
        session,
        actor,
        today,
        Caseload.student_id,
        sa.and_(col(Caseload.supervisor_id) == staff_id, open_on(Caseload.ends_on, today)),
    )


def _rows(
    session: Session, actor: Actor, today: date, other: object, which: sa.ColumnElement[bool]
) -> list[CaseloadRow]:
    person: sa.ColumnElement[UUID] = other  # type: ignore[assignment]
    rows = session.execute(
        sa.select(Caseload, Membership)
        .join(Membership, col(Membership.id) == person)
        .where(
            which,
            col(Caseload.school_id) == actor.school_id,
            col(Caseload.student_id).in_(student_ids(actor, today)),
        )
        .order_by(col(Caseload.starts_on).desc(), col(Membership.first_name), col(Caseload.id))
    )
    return [
        CaseloadRow(
            case.id,
            member.id,
            f"{member.first_name} {member.last_name}".strip(),
            member.picture,
            case.starts_on,
            case.ends_on,
            case.stand_in,
        )
        for case, member in rows
    ]
