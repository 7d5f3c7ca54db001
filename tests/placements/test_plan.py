"""One student's day plan: put together, put in order, copied, taken back."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.base import clock
from app.placements.models import DayOff, DayOffReason, DayPlan
from app.placements.plans import MOST_TASKS
from tests.cast import ids
from tests.placements.day import (
    DAY,
    given,
    new_task,
    plan_of,
    save,
    seen,
    today,
    tomorrow,
    undo,
    words,
    works_only,
)
from tests.world import World

WEEK = timedelta(weeks=1)


def test_the_order_that_was_sent_is_the_order_of_the_day(world: World) -> None:
    anouk = world.as_(ids.anouk)
    answer = save(anouk, ids.sam, ids.coffee, ids.mop, ids.sweep)
    assert answer.status_code == 200 and "Opgeslagen." in words(answer)
    assert plan_of(world, ids.sam) == [ids.coffee, ids.mop, ids.sweep]
    page = words(world.as_(ids.sam).get("/today"))
    assert page.index("Koffie zetten") < page.index("Dweilen") < page.index("Vegen")


def test_what_is_ticked_comes_after_what_is_planned_and_counts_once(world: World) -> None:
    save(world.as_(ids.anouk), ids.sam, ids.coffee, add=[str(ids.mop), str(ids.coffee)])
    assert plan_of(world, ids.sam) == [ids.coffee, ids.mop]


def test_saving_twice_is_saving_once(world: World) -> None:
    anouk = world.as_(ids.anouk)
    version = seen(ids.sam, ids.sweep, ids.coffee)
    save(anouk, ids.sam, ids.mop, **version)
    again = save(anouk, ids.sam, ids.mop, **version)
    assert "Er is niets veranderd." in words(again) and "Let op" not in words(again)
    assert plan_of(world, ids.sam) == [ids.mop]


@pytest.mark.parametrize(
    ("do", "left"),
    [
        ("up", [ids.coffee, ids.sweep, ids.mop]),
        ("down", [ids.sweep, ids.mop, ids.coffee]),
        ("remove", [ids.sweep, ids.mop]),
    ],
)
def test_a_button_beside_a_task_moves_it_on_the_page_and_keeps_nothing_yet(
    world: World, do: str, left: list[UUID]
) -> None:
    answer = save(world.as_(ids.anouk), ids.sam, ids.sweep, ids.coffee, ids.mop, do=f"{do}:{ids.coffee}")
    assert "Nog niet opgeslagen." in words(answer)
    fields = answer.get_data(as_text=True).split('name="task" value="')[1 : len(left) + 1]
    assert [UUID(field[:36]) for field in fields] == left
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]


def test_undo_puts_back_what_was_there(world: World) -> None:
    anouk = world.as_(ids.anouk)
    cleared = save(anouk, ids.sam, ids.sweep, ids.coffee, do="clear")
    assert plan_of(world, ids.sam) == []
    assert "Teruggezet." in words(undo(anouk, cleared))
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]


def test_an_undo_that_is_made_up_is_checked_like_any_plan(world: World) -> None:
    forged = {"day": today().isoformat(), f"was-{ids.sam}": str(ids.kompas_sweep)}
    assert world.as_(ids.anouk).post("/plans/undo", data=forged).status_code == 404
    assert world.as_(ids.anouk).post("/plans/undo", data={**forged, "day": "2020-01-01"}).status_code == 404
    yesterday = {"day": (today() - DAY).isoformat(), f"was-{ids.sam}": str(ids.sweep)}
    assert world.as_(ids.anouk).post("/plans/undo", data=yesterday).status_code == 409
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]


def test_who_overwrites_a_change_of_somebody_else_hears_it_and_can_put_it_back(world: World) -> None:
    opened = seen(ids.sam, ids.sweep, ids.coffee)
    save(world.as_(ids.karin), ids.sam, ids.mop, **opened)
    anouk = world.as_(ids.anouk)
    answer = save(anouk, ids.sam, ids.laundry, **opened)
    assert "Karin had het plan van Sam intussen aangepast. Nu geldt jouw plan." in words(answer)
    assert plan_of(world, ids.sam) == [ids.laundry]
    undo(anouk, answer)
    assert plan_of(world, ids.sam) == [ids.mop]


def test_a_day_that_is_over_is_shown_and_not_changed(world: World) -> None:
    yesterday = today() - DAY
    given(world, ids.sam, yesterday, ids.mop)
    anouk = world.as_(ids.anouk)
    page = anouk.get(f"/plans/{ids.sam}?day={yesterday}")
    assert "Dweilen" in words(page) and "<form" not in page.get_data(as_text=True).partition("<main")[2]
    assert save(anouk, ids.sam, ids.sweep, day=yesterday).status_code == 409
    assert plan_of(world, ids.sam, yesterday) == [ids.mop]


@pytest.mark.parametrize("day", ["gisteren", "2020-01-01", "9999-12-31", "0001-01-01"])
def test_no_page_for_a_day_that_nobody_plans(world: World, day: str) -> None:
    anouk = world.as_(ids.anouk)
    for path in ("/plans", f"/plans/{ids.sam}", "/plans/together"):
        assert anouk.get(f"{path}?day={day}").status_code == 404
    answer = anouk.post(f"/plans/{ids.sam}", data={"day": day, "task": [str(ids.mop)], "do": f"up:{ids.mop}"})
    assert answer.status_code in {400, 404}


def test_a_task_of_another_company_is_left_out_and_named(world: World) -> None:
    at_linde = new_task(world, "Tafel dekken", ids.linde)
    answer = save(world.as_(ids.anouk), ids.sam, ids.mop, at_linde)
    assert "Niet voor Sam: Tafel dekken." in words(answer)
    assert plan_of(world, ids.sam) == [ids.mop]
    save(world.as_(ids.anouk), ids.noor, ids.mop, at_linde)
    assert plan_of(world, ids.noor) == [ids.mop, at_linde]


def test_a_retired_task_is_left_out_and_not_offered(world: World) -> None:
    old = new_task(world, "Ramen lappen", retired_on=tomorrow())
    anouk = world.as_(ids.anouk)
    assert "Ramen lappen" in words(anouk.get(f"/plans/{ids.sam}"))
    assert "Ramen lappen" not in words(anouk.get(f"/plans/{ids.sam}?day={tomorrow()}"))
    save(anouk, ids.sam, old)
    assert plan_of(world, ids.sam) == [old]
    assert "Niet voor Sam: Ramen lappen." in words(save(anouk, ids.sam, old, ids.mop, day=tomorrow()))
    assert plan_of(world, ids.sam, tomorrow()) == [ids.mop]


def test_a_task_that_is_retired_leaves_the_plans_of_that_day_and_later(world: World) -> None:
    given(world, ids.sam, tomorrow(), ids.laundry, ids.mop)
    save(world.as_(ids.anouk), ids.sam, ids.laundry, ids.coffee)
    sam, anouk = world.as_(ids.sam), world.as_(ids.anouk)
    assert "Was vouwen" in words(sam.get("/today"))
    assert anouk.post(f"/tasks/{ids.laundry}/retire").status_code == 303
    assert ("Was vouwen" in words(sam.get("/today")), "Koffie zetten" in words(sam.get("/today"))) == (False, True)
    assert "Was vouwen" not in words(anouk.get(f"/plans?day={tomorrow()}"))
    assert "Niet voor Sam" not in words(save(anouk, ids.sam, ids.mop, ids.coffee, day=tomorrow()))
    assert plan_of(world, ids.sam, tomorrow()) == [ids.mop, ids.coffee]


def test_a_screen_shows_nine_choices_and_a_plan_holds_no_more(world: World) -> None:
    tasks = [new_task(world, f"Taak {n}") for n in range(MOST_TASKS + 1)]
    answer = save(world.as_(ids.anouk), ids.sam, *tasks)
    assert "Niet meer bij Sam: Taak 9." in words(answer)
    assert plan_of(world, ids.sam) == tasks[:MOST_TASKS]


@pytest.mark.parametrize("task", [ids.kompas_sweep, uuid4()])
def test_a_task_of_another_school_does_not_exist(world: World, task: UUID) -> None:
    for do in ("save", f"up:{task}"):
        assert save(world.as_(ids.anouk), ids.sam, task, do=do).status_code == 404
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]


@pytest.mark.parametrize("fields", [{"do": "burn"}, {"task": "x"}, {"do": f"up:{uuid4()}"}, {"version-x": "1"}])
def test_what_is_no_form_of_ours_changes_nothing(world: World, fields: dict[str, Any]) -> None:
    assert save(world.as_(ids.anouk), ids.sam, ids.mop, **fields).status_code == 400
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]


def test_copying_takes_the_last_day_that_the_student_was_there_and_says_which(world: World) -> None:
    given(world, ids.sam, today() - 3 * DAY, ids.laundry, ids.mop)
    given(world, ids.sam, today() - 2 * DAY, ids.sweep)
    with world.session() as session:
        session.add(
            DayOff(school_id=ids.brug, placement_id=ids.sam_placement, day=today() - 2 * DAY,
                   reason=DayOffReason.SICK, reported_by_id=ids.sam, reported_at=clock.now())
        )  # fmt: skip
    given(world, ids.sam, today() - DAY)  # cleared: nothing was planned
    answer = save(world.as_(ids.anouk), ids.sam, do="copy-last")
    assert plan_of(world, ids.sam) == [ids.laundry, ids.mop]
    assert "Sam: zoals " in words(answer)


def test_copying_a_week_ago_takes_the_same_day_of_that_week(world: World) -> None:
    given(world, ids.sam, today() - WEEK, ids.coffee, ids.laundry)
    given(world, ids.sam, today() - DAY, ids.mop)
    anouk = world.as_(ids.anouk)
    copied = save(anouk, ids.sam, do="copy-week")
    assert plan_of(world, ids.sam) == [ids.coffee, ids.laundry]
    undo(anouk, copied)
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]


def test_with_nothing_to_copy_nothing_changes(world: World) -> None:
    answer = save(world.as_(ids.anouk), ids.sam, do="copy-week")
    assert "Overgeslagen: Sam." in words(answer)
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]


def test_an_empty_day_offers_the_last_one_with_one_tap(world: World) -> None:
    page = world.as_(ids.anouk).get(f"/plans?day={tomorrow()}")
    assert "Zoals vandaag Sam de Vries" in words(page)


def test_who_works_that_day_comes_first(world: World) -> None:
    works_only(world, "bilal", (today() + DAY).isoweekday())
    page = words(world.as_(ids.anouk).get("/plans"))
    assert page.index("Werkt vandaag") < page.index("Sam de Vries") < page.index("Werkt dan niet")
    assert page.index("Werkt dan niet") < page.index("Bilal de Vries")


def test_who_is_ill_is_marked(world: World) -> None:
    with world.session() as session:
        session.add(
            DayOff(school_id=ids.brug, placement_id=ids.noor_placement, day=today(), reason=DayOffReason.SICK,
                   reported_by_id=ids.noor, reported_at=clock.now())
        )  # fmt: skip
    page = words(world.as_(ids.anouk).get("/plans"))
    assert "De Linde 09:00–15:00 ziek" in page


@pytest.mark.parametrize("who", ["bram", "otto"])
def test_somebody_elses_student_has_no_plan_here(world: World, who: str) -> None:
    browser = world.as_(getattr(ids, who))
    assert browser.get(f"/plans/{ids.sam}").status_code == 404
    assert save(browser, ids.sam, ids.mop).status_code == 404
    assert browser.post("/plans/undo", data={"day": today().isoformat(), f"was-{ids.sam}": ""}).status_code == 404
    assert "Sam de Vries" not in words(browser.get("/plans"))
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]


def test_a_plan_says_who_changed_it_last(world: World) -> None:
    save(world.as_(ids.karin), ids.sam, ids.mop)
    with world.session() as session:
        plan = session.exec(select(DayPlan).where(DayPlan.student_id == ids.sam)).one()
        assert plan.planned_by_id == ids.karin
