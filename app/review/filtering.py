"""What the queue can be filtered by, and what it is filtered by now."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.i18n import gettext as _
from app.companies.models import Company
from app.people.actor import Actor
from app.people.models import Group, GroupMember
from app.people.queries import not_ended, student_ids, students
from app.placements.models import Placement
from app.review.inputs import Filters, Only

Choice = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """The students of somebody, and the groups and companies that these are in, each with its name."""

    students: list[Choice]
    groups: list[Choice]
    companies: list[Choice]


def choices(session: Session, actor: Actor, today: date) -> Choices:
    """All there is to choose from, in three queries."""
    return Choices(
        students=[(person.id, person.name) for person in students(session, actor, today)],
        groups=[(row.id, row.name) for row in session.execute(_groups(actor, today))],
        companies=[(row.id, row.name) for row in session.execute(_companies(actor, today))],
    )


def _groups(actor: Actor, today: date) -> sa.Select[UUID, str]:
    mine = sa.select(col(GroupMember.group_id)).where(
        col(GroupMember.school_id) == actor.school_id,
        col(GroupMember.student_id).in_(student_ids(actor, today)),
        col(GroupMember.starts_on) <= today,
        sa.or_(col(GroupMember.ends_on).is_(None), col(GroupMember.ends_on) >= today),
    )
    there = (col(Group.school_id) == actor.school_id, col(Group.id).in_(mine), not_ended(today))
    return sa.select(col(Group.id), col(Group.name)).where(*there).order_by(col(Group.name), col(Group.id))


def _companies(actor: Actor, today: date) -> sa.Select[UUID, str]:
    mine = sa.select(col(Placement.company_id)).where(
        col(Placement.school_id) == actor.school_id,
        col(Placement.student_id).in_(student_ids(actor, today)),
        col(Placement.starts_on) <= today,
    )
    query = sa.select(col(Company.id), col(Company.name)).where(col(Company.id).in_(mine))
    return query.order_by(col(Company.name), col(Company.id))


def chosen(session: Session, actor: Actor, today: date, filters: Filters) -> list[tuple[str, str]]:
    """What is filtered now, each by its name in an address and in words. Asks nothing when nothing is chosen."""
    found: list[tuple[str, str]] = []
    if filters.student or filters.group or filters.company:
        there = choices(session, actor, today)
        known = (
            ("student", filters.student, there.students),
            ("group", filters.group, there.groups),
            ("company", filters.company, there.companies),
        )
        found += [(name, dict(of).get(key, _("onbekend"))) for name, key, of in known if key]
    match filters.only:
        case Only.QUESTION:
            found.append(("only", _("met vraag")))
        case Only.ADDED:
            found.append(("only", _("met aanvulling")))
    if filters.newest:
        found.append(("order", _("nieuwste eerst")))
    return found
