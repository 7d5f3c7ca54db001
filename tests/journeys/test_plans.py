"""Day plans, groups and badges in a browser."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect

from app.base import clock
from tests.bench.rows import Rows
from tests.browser import DESK, PHONE
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.journeys.navigators.planner import Planner
from tests.placements.day import given, plan_of, today

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]


def _with_four(live: Live) -> list[UUID]:
    """Sam's plan of today: all four tasks of the cast."""
    tasks = [ids.sweep, ids.coffee, ids.mop, ids.laundry]
    day = {"day": today().isoformat(), "task": [str(task) for task in tasks]}
    assert live.world.as_(ids.anouk).post(f"/plans/{ids.sam}", data=day).status_code == 200
    return tasks


def test_a_plan_is_put_together_on_any_screen_with_and_without_script(live: Live, any_screen: dict[str, Any]) -> None:
    anouk = Planner(live, ids.anouk, **any_screen).opens("/plans").sees("Werkt vandaag")
    anouk.follows("Aanpassen Sam de Vries").moves("Koffie zetten omhoog")
    assert anouk.order() == ["Koffie zetten", "Vegen"]
    anouk.moves("Haal Vegen eraf").picks("Dweilen").presses("Opslaan").sees("Opgeslagen.")
    assert plan_of(live.world, ids.sam) == [ids.coffee, ids.mop]
    anouk.presses("Ongedaan maken").sees("Teruggezet.")
    assert plan_of(live.world, ids.sam) == [ids.sweep, ids.coffee]


def test_in_order_by_keyboard_alone_and_it_says_where_a_task_went(live: Live) -> None:
    _with_four(live)
    anouk = Planner(live, ids.anouk, **DESK).opens(f"/plans/{ids.sam}")
    keyboard = anouk.page.keyboard
    anouk.grip("Vegen").focus()
    keyboard.press("ArrowDown")
    anouk.hears("Vegen, plek 2 van 4")
    keyboard.press("End")
    anouk.hears("Vegen, plek 4 van 4")
    expect(anouk.grip("Vegen")).to_be_focused()
    keyboard.press("ArrowDown")
    assert anouk.order() == ["Koffie zetten", "Dweilen", "Was vouwen", "Vegen"]
    anouk.page.get_by_role("button", name="Dweilen omhoog").focus()
    keyboard.press("Enter")
    anouk.hears("Dweilen, plek 1 van 4")
    expect(anouk.grip("Dweilen")).to_be_focused()
    anouk.page.get_by_role("button", name="Haal Was vouwen eraf").focus()
    keyboard.press("Enter")
    anouk.hears("Was vouwen is eraf")
    anouk.page.get_by_role("button", name="Opslaan", exact=True).focus()
    with anouk.page.expect_navigation():
        keyboard.press("Enter")
    assert plan_of(live.world, ids.sam) == [ids.mop, ids.coffee, ids.sweep]


def test_in_order_by_mouse_and_by_finger(live: Live, screen: dict[str, Any]) -> None:
    _with_four(live)
    anouk = Planner(live, ids.anouk, **screen).opens(f"/plans/{ids.sam}")
    anouk.drags("Was vouwen", onto="Vegen").hears("Was vouwen, plek 1 van 4")
    assert anouk.order() == ["Was vouwen", "Vegen", "Koffie zetten", "Dweilen"]
    anouk.drags("Vegen", onto="Koffie zetten").hears("Vegen, plek 3 van 4")
    anouk.presses("Opslaan")
    assert plan_of(live.world, ids.sam) == [ids.laundry, ids.coffee, ids.sweep, ids.mop]


def test_escape_takes_a_drag_back(live: Live) -> None:
    _with_four(live)
    anouk = Planner(live, ids.anouk, **DESK).opens(f"/plans/{ids.sam}")
    before, mouse = anouk.order(), anouk.page.mouse
    grip, last = anouk.grip("Vegen").bounding_box(), anouk.row("Was vouwen").bounding_box()
    assert grip and last
    mouse.move(grip["x"] + 10, grip["y"] + 10)
    mouse.down()
    mouse.move(grip["x"] + 10, last["y"] + 30, steps=5)
    assert anouk.order() != before
    anouk.page.keyboard.press("Escape")
    mouse.up()
    assert anouk.order() == before


def test_a_task_is_searched_and_untapped_again(live: Live, screen: dict[str, Any]) -> None:
    anouk = Planner(live, ids.anouk, **screen).opens(f"/plans/{ids.sam}")
    anouk.page.get_by_label("Zoek een taak").fill("VOUW")
    expect(anouk.page.locator("[data-tile]:visible")).to_have_count(1)
    anouk.picks("Was vouwen").hears("Was vouwen staat erbij, plek 3")
    anouk.page.get_by_label("Zoek een taak").fill("zwemmen")
    anouk.sees("Geen taak gevonden.")
    anouk.page.get_by_label("Zoek een taak").fill("")
    anouk.picks("Vegen").hears("Vegen is eraf")
    assert anouk.order() == ["Koffie zetten", "Was vouwen"]
    anouk.presses("Opslaan")
    assert plan_of(live.world, ids.sam) == [ids.coffee, ids.laundry]


def test_a_group_gets_its_plan_of_before_back(live: Live, any_screen: dict[str, Any]) -> None:
    given(live.world, ids.sam, today() - timedelta(days=1), ids.mop)
    given(live.world, ids.bilal, today() - timedelta(days=2), ids.laundry)
    anouk = Planner(live, ids.anouk, **any_screen).opens("/plans/together").ticks("Noor")
    anouk.presses("De vorige werkdag").sees("Sam: zoals gisteren.")
    assert plan_of(live.world, ids.sam) == [ids.mop]
    assert plan_of(live.world, ids.bilal) == [ids.laundry]
    anouk.presses("Ongedaan maken")
    assert plan_of(live.world, ids.sam) == [ids.sweep, ids.coffee]
    anouk.follows("Samen plannen").picks("Was vouwen").picks("Dweilen").presses("Opslaan")
    for student in (ids.sam, ids.noor, ids.bilal):
        plan = plan_of(live.world, student)
        assert plan is not None and set(plan) == {ids.laundry, ids.mop}


def test_a_group_is_made_and_filled_and_gets_badges(live: Live, any_screen: dict[str, Any]) -> None:
    anouk = Planner(live, ids.anouk, **any_screen).opens("/groups")
    anouk.page.get_by_label("Hoe heet de groep?").fill("Groep A")
    anouk.presses("Maak de groep").ticks("Sam").ticks("Noor").presses("Opslaan").sees("Opgeslagen.")
    anouk.opens("/badges").follows("Groep A").presses("Maak nieuwe pasjes").sees("2 nieuwe pasjes")
    anouk.opens("/badges").ticks("Sam").presses("Maak nieuwe pasjes").sees("Deze oude pasjes werken dan niet meer")
    anouk.presses("Ja, maak ze").sees("Nieuw pasje voor Sam")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_four_badges_are_printed_on_a_sheet(live: Live, screen: dict[str, Any]) -> None:
    with live.world.session() as session:
        rows = Rows(session, clock.now())
        for n in range(6):
            rows.student(n)
    anouk = Planner(live, ids.anouk, **screen).opens("/badges")
    anouk.page.get_by_role("button", name="Iedereen").click()
    anouk.presses("Maak nieuwe pasjes").sees("9 nieuwe pasjes")
    assert anouk.pages_on_paper() == 3
    anouk.opens("/badges").ticks("Sam").presses("Maak nieuwe pasjes").presses("Ja, maak ze")
    assert anouk.pages_on_paper() == 1
