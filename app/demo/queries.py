"""Who can be chosen on the start page: the members of the demo's schools, and nobody else."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.companies.models import Company
from app.demo.keys import demo_id
from app.demo.people import MEMBERS, SCHOOLS
from app.people.models import Membership, Role
from app.people.queries import not_found
from app.placements.models import Placement

NAMES = {demo_id(key): key for key in MEMBERS}
"""The names by which the demo knows its people."""


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody to become with one tap. ``key`` is empty for a member who came later than the demo."""

    id: UUID
    first_name: str
    last_name: str
    role: Role
    picture: str | None
    school_id: UUID
    company_name: str | None

    @property
    def key(self) -> str:
        """The name by which the demo knows this person."""
        return NAMES.get(self.id, "")


def faces(session: Session) -> list[Face]:
    """Everybody at the demo's schools, in the order in which they joined it; the same person once."""
    rows = session.execute(
        _members()
        .add_columns(col(Company.name))
        .outerjoin(Placement, col(Placement.student_id) == col(Membership.id))
        .outerjoin(Company, col(Company.id) == col(Placement.company_id))
        .order_by(col(Membership.first_name), col(Placement.starts_on))
    )
    found = {row.id: Face(*row) for row in rows}
    order = {member: place for place, member in enumerate(NAMES)}
    return sorted(found.values(), key=lambda face: order.get(face.id, len(order)))


def member_id(session: Session, wanted: UUID) -> UUID:
    """This member of a demo school. Raises 404 for any other."""
    found = session.execute(_members().where(col(Membership.id) == wanted)).first()
    if found is None:
        raise not_found()
    return wanted


def _members() -> sa.Select[UUID, str, str, Role, str | None, UUID]:
    member = Membership
    return sa.select(
        col(member.id),
        col(member.first_name),
        col(member.last_name),
        col(member.role),
        col(member.picture),
        col(member.school_id),
    ).where(
        col(member.school_id).in_([demo_id(key) for key in SCHOOLS]),
        col(member.erased_at).is_(None),
    )
