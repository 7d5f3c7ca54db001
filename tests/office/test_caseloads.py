"""Handing over and standing in: who sees whom, without gaps and overlaps."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.base import clock
from app.people.queries import the_one_face
from tests.cast import ids
from tests.office.forms import (
    add_colleague,
    add_student,
    audited,
    day,
    hand_over,
    periods,
    sees,
    stand_in,
    today,
)
from tests.world import World


def test_a_student_is_handed_over_from_a_day_on(world: World) -> None:
    assert hand_over(world.as_(ids.karin), ids.sam, ids.bram, day(3)).status_code == 303
    (anouk, _start, ends, _no), (bram, starts, open_end, _not) = periods(world, ids.sam)
    assert (anouk, ends, bram, starts, open_end) == (
        ids.anouk, today() + timedelta(days=2), ids.bram, today() + timedelta(days=3), None,
    )  # fmt: skip
    assert sees(world, ids.anouk, ids.sam) and not sees(world, ids.bram, ids.sam)
    with clock.shifted(timedelta(days=3)):
        assert not sees(world, ids.anouk, ids.sam) and sees(world, ids.bram, ids.sam)
    (event,) = audited(world, "student-handed-over")
    assert event.details == {"to": str(ids.bram)}


def test_what_was_planned_later_is_replaced(world: World) -> None:
    tess = add_colleague(world)
    browser = world.as_(ids.karin)
    assert hand_over(browser, ids.sam, ids.bram, day(10)).status_code == 303
    assert hand_over(browser, ids.sam, tess, day(5)).status_code == 303
    assert [(who, start) for who, start, _end, _no in periods(world, ids.sam)][1:] == [
        (tess, today() + timedelta(days=5))
    ]
    assert periods(world, ids.sam)[0][2] == today() + timedelta(days=4)


def test_a_mistake_of_today_is_mended_today(world: World) -> None:
    mila, browser = add_student(world), world.as_(ids.karin)
    assert hand_over(browser, mila, ids.bram, day()).status_code == 303
    assert hand_over(browser, mila, ids.anouk, day()).status_code == 303
    assert [who for who, *_ in periods(world, mila)] == [ids.anouk]


@pytest.mark.parametrize(
    ("to", "start", "words"),
    [
        ("anouk", day(3), "al de begeleider"),
        ("bram", day(-90), "Kies een dag vanaf de eerste dag"),
        ("bram", "", "Vanaf wanneer?"),
        ("bram", day(900), "Klopt deze datum?"),
    ],
)
def test_what_cannot_be_is_said(world: World, to: str, start: str, words: str) -> None:
    before = periods(world, ids.sam)
    answer = hand_over(world.as_(ids.karin), ids.sam, getattr(ids, to), start)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert periods(world, ids.sam) == before


@pytest.mark.parametrize("who", ["otto", "karin", "petra", "sam", "anouk_kompas"])
def test_only_a_supervisor_of_the_school_gets_students(world: World, who: str) -> None:
    browser = world.as_(ids.karin)
    assert hand_over(browser, ids.sam, getattr(ids, who), day()).status_code == 404
    assert stand_in(browser, ids.sam, getattr(ids, who), day(), day(3)).status_code == 404
    assert len(periods(world, ids.sam)) == 1


def test_another_school_s_admin_hands_nobody_over(world: World) -> None:
    browser = world.as_(ids.lucia)
    assert hand_over(browser, ids.sam, ids.otto, day()).status_code == 404
    assert hand_over(browser, ids.youssef, ids.anouk, day()).status_code == 404
    assert stand_in(browser, ids.sam, ids.otto, day(), day(3)).status_code == 404


def test_the_same_form_twice_hands_over_once(world: World) -> None:
    browser, key = world.as_(ids.karin), str(uuid4())
    assert [hand_over(browser, ids.sam, ids.bram, day(2), id=key).status_code for _ in range(2)] == [303, 303]
    assert len(periods(world, ids.sam)) == 2


def test_somebody_stands_in_for_a_while_beside_the_supervisor(world: World) -> None:
    assert stand_in(world.as_(ids.karin), ids.sam, ids.bram, day(), day(4)).status_code == 303
    assert sees(world, ids.anouk, ids.sam) and sees(world, ids.bram, ids.sam)
    with world.session() as session:
        face = the_one_face(session, ids.sam, ids.brug, today())
        assert face is not None and face.id == ids.bram
    with clock.shifted(timedelta(days=5)):
        assert sees(world, ids.anouk, ids.sam) and not sees(world, ids.bram, ids.sam)


def test_standing_in_ends_early(world: World) -> None:
    browser = world.as_(ids.karin)
    stand_in(browser, ids.sam, ids.bram, day(-2), day(4))
    text = browser.get(f"/people/students/{ids.sam}").get_data(as_text=True)
    path = text.partition(f'action="/people/students/{ids.sam}/stand-in/')[2].partition('"')[0]
    assert browser.post(f"/people/students/{ids.noor}/stand-in/{path}").status_code == 404
    assert world.as_(ids.lucia).post(f"/people/students/{ids.sam}/stand-in/{path}").status_code == 404
    assert sees(world, ids.bram, ids.sam)
    assert browser.post(f"/people/students/{ids.sam}/stand-in/{path}").status_code == 303
    assert not sees(world, ids.bram, ids.sam)


@pytest.mark.parametrize(
    ("by", "start", "end", "words"),
    [
        ("anouk", day(), day(3), "al de begeleider zelf"),
        ("bram", day(3), day(1), "ligt voor de eerste"),
        ("bram", day(-9), day(-3), "al voorbij"),
        ("bram", day(), "", "Tot en met wanneer?"),
    ],
)
def test_standing_in_that_cannot_be_is_said(world: World, by: str, start: str, end: str, words: str) -> None:
    answer = stand_in(world.as_(ids.karin), ids.sam, getattr(ids, by), start, end)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert len(periods(world, ids.sam)) == 1


def test_two_do_not_stand_in_at_once(world: World) -> None:
    tess, browser = add_colleague(world), world.as_(ids.karin)
    assert stand_in(browser, ids.sam, ids.bram, day(), day(4)).status_code == 303
    assert stand_in(browser, ids.sam, tess, day(4), day(8)).status_code == 422
    assert stand_in(browser, ids.sam, tess, day(5), day(8)).status_code == 303


def test_who_becomes_the_supervisor_stands_in_no_longer(world: World) -> None:
    browser = world.as_(ids.karin)
    stand_in(browser, ids.sam, ids.bram, day(-1), day(9))
    assert hand_over(browser, ids.sam, ids.bram, day()).status_code == 303
    assert [(who, end, stood) for who, _start, end, stood in periods(world, ids.sam)][1:] == [
        (ids.bram, today() - timedelta(days=1), True),
        (ids.bram, None, False),
    ]


def test_one_action_lets_somebody_stand_in_for_all_of_who_falls_ill(world: World) -> None:
    browser, key = world.as_(ids.karin), str(uuid4())
    tess = add_colleague(world)
    stand_in(browser, ids.noor, tess, day(), day(2))
    said = {"id": key, "stand_in": str(ids.bram), "stands_from": day(), "stands_until": day(7)}
    for _time in range(2):
        assert browser.post(f"/people/staff/{ids.anouk}/stand-in", data=said).status_code == 303
    assert sees(world, ids.bram, ids.sam) and sees(world, ids.bram, ids.bilal)
    assert not sees(world, ids.bram, ids.noor), "somebody stands in for Anouk there already"
    assert sees(world, ids.anouk, ids.sam)
    assert len(periods(world, ids.sam)) == 2
    itself = said | {"id": str(uuid4()), "stand_in": str(ids.anouk)}
    assert browser.post(f"/people/staff/{ids.anouk}/stand-in", data=itself).status_code == 422


def test_all_students_are_handed_over_at_once(world: World) -> None:
    browser = world.as_(ids.karin)
    said = {"id": str(uuid4()), "supervisor": str(ids.bram), "starts_on": day()}
    for _time in range(2):
        assert browser.post(f"/people/staff/{ids.anouk}/hand-over", data=said).status_code == 303
    for student_id in (ids.sam, ids.noor, ids.bilal):
        assert sees(world, ids.bram, student_id) and not sees(world, ids.anouk, student_id)
        assert [end for _who, _start, end, _no in periods(world, student_id)] == [today() - timedelta(days=1), None]


def test_who_is_to_leave_is_handed_over_until_then(world: World) -> None:
    browser = world.as_(ids.karin)
    browser.post(f"/people/students/{ids.sam}/leave", data={"last_day": day(5)})
    said = {"id": str(uuid4()), "supervisor": str(ids.bram), "starts_on": day(1)}
    assert browser.post(f"/people/staff/{ids.anouk}/hand-over", data=said).status_code == 303
    assert periods(world, ids.sam)[-1][2] == today() + timedelta(days=5)
