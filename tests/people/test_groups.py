"""Groups: who sees which students in them, and who puts them in and out."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.people.models import Group, GroupMember
from app.people.queries import groups
from tests.cast import ids
from tests.world import Client, World

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


def words(answer: TestResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def make(browser: Client, name: str, group_id: UUID | None = None) -> TestResponse:
    return browser.post("/groups", data={"group_id": str(group_id or uuid4()), "name": name})


def seat(browser: Client, group: UUID, ticked: list[UUID], were: list[UUID], since: date | None = None) -> TestResponse:
    body = {"student": [str(one) for one in ticked], "was": [str(one) for one in were], "since": str(since or today())}
    return browser.post(f"/groups/{group}", data=body)


def times(world: World, group: UUID) -> list[tuple[UUID, date, date | None]]:
    """Who was, is or will be in a group."""
    with world.session() as session:
        rows = session.exec(select(GroupMember).where(GroupMember.group_id == group)).all()
        return sorted((row.student_id, row.starts_on, row.ends_on) for row in rows)


def test_a_group_is_made_once_and_filled(world: World) -> None:
    anouk, group = world.as_(ids.anouk), uuid4()
    for _twice in range(2):
        answer = make(anouk, " Groep  B ", group)
        assert answer.status_code == 303 and answer.location == f"/groups/{group}"
    assert seat(anouk, group, [ids.sam, ids.noor], []).status_code == 303
    assert seen(world, "karin") == {"Groep B": {ids.sam, ids.noor}}
    assert "Sam de Vries" in words(anouk.get(f"/groups/{group}"))


@pytest.mark.parametrize("name", ["", "  ", "groep a", "x" * 61, "\0"])
def test_a_name_that_will_not_do_is_refused_and_stays_in_the_field(world: World, name: str) -> None:
    group_of(world)
    anouk = world.as_(ids.anouk)
    assert make(anouk, name).status_code == 422
    other = group_of(world, name="Groep B")
    assert anouk.post(f"/groups/{other}/name", data={"name": name}).status_code == 422
    assert set(seen(world, "anouk")) == {"Groep A", "Groep B"}


def test_a_name_can_be_changed_also_its_capitals(world: World) -> None:
    group = group_of(world)
    world.as_(ids.anouk).post(f"/groups/{group}/name", data={"name": "GROEP A"})
    assert set(seen(world, "anouk")) == {"GROEP A"}


def test_the_name_of_another_schools_group_is_free(world: World) -> None:
    group_of(world, name="Klas 4", school=ids.kompas)
    assert make(world.as_(ids.anouk), "Klas 4").status_code == 303


def test_somebody_is_in_from_a_day_and_out_from_a_day(world: World) -> None:
    anouk, group = world.as_(ids.anouk), group_of(world)
    seat(anouk, group, [ids.sam], [], today() + 7 * DAY)
    assert seen(world, "anouk") == {"Groep A": set()}
    assert "vanaf" in words(anouk.get(f"/groups/{group}"))
    seat(anouk, group, [ids.sam], [])
    assert times(world, group) == [(ids.sam, today(), None)]
    seat(anouk, group, [], [ids.sam], today() + 7 * DAY)
    assert times(world, group) == [(ids.sam, today(), today() + 6 * DAY)]
    assert "tot en met" in words(anouk.get(f"/groups/{group}"))
    seat(anouk, group, [ids.sam], [])
    assert times(world, group) == [(ids.sam, today(), None)]
    seat(anouk, group, [], [ids.sam])
    assert times(world, group) == []


def test_who_leaves_was_a_member_until_the_day_before(world: World) -> None:
    group = group_of(world, ids.sam)
    seat(world.as_(ids.anouk), group, [], [ids.sam])
    assert times(world, group) == [(ids.sam, today() - 30 * DAY, today() - DAY)]
    assert seen(world, "anouk") == {"Groep A": set()}


def test_a_page_that_is_old_takes_nobody_out_again(world: World) -> None:
    group = group_of(world, ids.sam)
    seat(world.as_(ids.karin), group, [ids.sam, ids.noor], [ids.sam])
    seat(world.as_(ids.anouk), group, [ids.sam, ids.bilal], [ids.sam])
    assert seen(world, "anouk") == {"Groep A": {ids.sam, ids.noor, ids.bilal}}


def test_a_supervisor_fills_a_group_with_own_students_only(world: World) -> None:
    group = group_of(world, ids.fleur)
    anouk = world.as_(ids.anouk)
    for ticked, were in (([ids.fleur, ids.sam], []), ([], [ids.fleur]), ([ids.youssef], [])):
        assert seat(anouk, group, ticked, were).status_code == 404
    assert times(world, group) == [(ids.fleur, today() - 30 * DAY, None)]
    page = words(anouk.get(f"/groups/{group}"))
    assert "Fleur" not in page and "Er zit ook 1 leerling van een ander" in page


@pytest.mark.parametrize("since", ["", "morgen", "2020-01-01", "9999-12-31", "0001-01-01"])
def test_a_day_that_will_not_do_changes_nothing(world: World, since: str) -> None:
    group = group_of(world)
    body = {"student": str(ids.sam), "since": since}
    assert world.as_(ids.anouk).post(f"/groups/{group}", data=body).status_code in {400, 422}
    assert times(world, group) == []


def test_a_group_ends_and_what_was_stays(world: World) -> None:
    group, anouk = group_of(world, ids.sam), world.as_(ids.anouk)
    for _twice in range(2):
        assert anouk.post(f"/groups/{group}/end").status_code == 303
    assert seen(world, "anouk") == {}
    assert anouk.get(f"/groups/{group}").status_code == 404
    assert len(times(world, group)) == 1
    assert make(anouk, "Groep A").status_code == 303


def test_a_supervisor_does_not_end_a_group_with_students_of_others(world: World) -> None:
    group = group_of(world, ids.sam, ids.fleur)
    assert world.as_(ids.anouk).post(f"/groups/{group}/end").status_code == 409
    assert world.as_(ids.karin).post(f"/groups/{group}/end").status_code == 303


def test_another_schools_group_does_not_exist(world: World) -> None:
    group, otto = group_of(world, ids.sam), world.as_(ids.otto)
    assert otto.get(f"/groups/{group}").status_code == 404
    assert make(otto, "Klas", group).status_code == 404
    for path in ("", "/name", "/end"):
        body = {"name": "Van mij", "since": str(today())}
        assert otto.post(f"/groups/{group}{path}", data=body).status_code == 404
    assert seen(world, "anouk") == {"Groep A": {ids.sam}}
