"""The forms of the office, filled in, and what they left behind."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import col, select
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.people.models import AuditEvent, Badge, Caseload, Membership, User
from tests.cast import ids
from tests.world import Client, World


def day(ahead: int = 0) -> str:
    """Today at the school, or some days later or (below nought) earlier, as a form says it."""
    return (today() + timedelta(days=ahead)).isoformat()


def today() -> date:
    return local_day(clock.now(), "Europe/Amsterdam")


def born(years: int) -> str:
    """The birth date of somebody who turned ``years`` some days ago."""
    return (today() - timedelta(days=round(years * 365.25) + 5)).isoformat()


def student(**other: Any) -> dict[str, Any]:
    """A new student."""
    return {
        "id": str(uuid4()),
        "first_name": "Mila",
        "last_name": "Jansen",
        "birth_date": born(15),
        "chosen_picture": "cat",
        "language": "nl",
        "shows_bridge": "1",
        "guardian_id": ["", ""],
        "guardian": ["Els Jansen", ""],
    } | other


def colleague(**other: Any) -> dict[str, Any]:
    """A new colleague."""
    return {
        "id": str(uuid4()),
        "first_name": "Tess",
        "last_name": "Mulder",
        "role": "supervisor",
        "email": "tess@voorbeeld.nl",
        "phone": "06 12 34 56 78",
        "picture": "person-2",
    } | other


def add_student(world: World, who: UUID = ids.karin, **other: Any) -> UUID:
    said = student(**other)
    answer = world.as_(who).post("/people/students/new", data=said)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return UUID(said["id"])


def add_colleague(world: World, who: UUID = ids.petra, **other: Any) -> UUID:
    said = colleague(**other)
    answer = world.as_(who).post("/people/staff/new", data=said)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return UUID(said["id"])


def invite(world: World, staff_id: UUID, who: UUID = ids.petra) -> str:
    """Where the link that was made leads."""
    answer = world.as_(who).post(f"/people/staff/{staff_id}/invitation")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found = re.search(r"/invitation/[\w-]{32}", answer.get_data(as_text=True))
    assert found
    return found.group(0)


def hand_over(browser: Client, student_id: UUID, to: UUID, start: str, **other: str) -> TestResponse:
    said = {"id": str(uuid4()), "supervisor": str(to), "starts_on": start} | other
    return browser.post(f"/people/students/{student_id}/supervisor", data=said)


def stand_in(browser: Client, student_id: UUID, by: UUID, start: str, end: str) -> TestResponse:
    said = {"id": str(uuid4()), "stand_in": str(by), "stands_from": start, "stands_until": end}
    return browser.post(f"/people/students/{student_id}/stand-in", data=said)


def sees(world: World, who: UUID, student_id: UUID) -> bool:
    """Whether a supervisor sees a student today."""
    return world.as_(who).get(f"/students/{student_id}").status_code == 200


def periods(world: World, student_id: UUID) -> list[tuple[UUID, date, date | None, bool]]:
    """Who has a student, from when to when, in order."""
    with world.session() as session:
        rows = session.exec(select(Caseload).where(Caseload.student_id == student_id).order_by(col(Caseload.starts_on)))
        return [(row.supervisor_id, row.starts_on, row.ends_on, row.stand_in) for row in rows]


def member(world: World, member_id: UUID) -> Membership:
    with world.session() as session:
        return session.get_one(Membership, member_id)


def user_of(world: World, member_id: UUID) -> User:
    with world.session() as session:
        return session.exec(select(User).join(Membership).where(Membership.id == member_id)).one()


def audited(world: World, action: str) -> list[AuditEvent]:
    with world.session() as session:
        return list(session.exec(select(AuditEvent).where(AuditEvent.action == action)))


def badges(world: World, student_id: UUID) -> int:
    """How many badges of a student work."""
    with world.session() as session:
        which = col(Badge.student_id) == student_id, col(Badge.withdrawn_at).is_(None)
        return session.scalar(sa.select(sa.func.count()).select_from(Badge).where(*which)) or 0
