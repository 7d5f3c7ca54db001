"""Groups: who sees which students in them, and who puts them in and out."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.base import clock
from app.base.clock import local_day
from app.people.models import Group, GroupMember
from app.people.queries import groups
from tests.cast import ids
from tests.world import World

DAY = timedelta(days=1)


def today() -> date:
    return local_day(clock.now(), "Europe/Amsterdam")


def group_of(world: World, *students: UUID, name: str = "Groep A", school: UUID = ids.brug) -> UUID:
    """A group in which these students are since long ago."""
    group = Group(id=uuid4(), school_id=school, name=name)
    with world.session() as session:
        session.add(group)
        session.flush()
        session.add_all(
            GroupMember(school_id=school, group_id=group.id, student_id=student, starts_on=today() - 30 * DAY)
            for student in students
        )
    return group.id


def seen(world: World, who: str) -> dict[str, set[UUID]]:
    """The groups as somebody sees them: by name, who is in."""
    with world.session() as session:
        return {card.name: set(card.student_ids) for card in groups(session, world.actor(getattr(ids, who)), today())}


def test_everybody_sees_only_their_own_students_in_a_group(world: World) -> None:
    group_of(world, ids.sam, ids.noor, ids.fleur)
    group_of(world, ids.youssef, name="Klas 4", school=ids.kompas)
    assert seen(world, "anouk") == {"Groep A": {ids.sam, ids.noor}}
    assert seen(world, "bram") == {"Groep A": {ids.fleur}}
    assert seen(world, "karin") == {"Groep A": {ids.sam, ids.noor, ids.fleur}}
    assert seen(world, "otto") == {"Klas 4": {ids.youssef}}


@pytest.mark.parametrize(
    ("starts", "ends", "inside"), [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False)]
)
def test_a_student_is_in_from_the_first_day_to_the_last(
    world: World, starts: int, ends: int | None, inside: bool
) -> None:
    group = group_of(world)
    with world.session() as session:
        last = None if ends is None else today() + ends * DAY
        session.add(
            GroupMember(
                school_id=ids.brug, group_id=group, student_id=ids.sam, starts_on=today() + starts * DAY, ends_on=last
            )
        )
    assert seen(world, "anouk") == {"Groep A": {ids.sam} if inside else set()}


def test_a_group_that_ended_is_no_group(world: World) -> None:
    group = group_of(world, ids.sam)
    with world.session() as session:
        session.get_one(Group, group).ended_on = today()
    assert seen(world, "karin") == {}
