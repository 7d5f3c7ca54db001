"""One plan for many: a group, a company, everybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from app.placements.plans import MOST_TASKS
from tests.cast import ids
from tests.people.test_groups import group_of
from tests.placements.day import (
    DAY,
    given,
    new_task,
    plan_of,
    save,
    seen,
    today,
    together,
    tomorrow,
    undo,
    words,
    works_only,
)
from tests.world import World

AT_ONCE = 6


def test_all_get_the_same_plan_and_one_tap_takes_it_back(world: World) -> None:
    anouk = world.as_(ids.anouk)
    answer = together(anouk, [ids.sam, ids.noor, ids.bilal], ids.mop, ids.coffee)
    assert "klaar voor Bilal, Noor, Sam" in words(answer)
    for student in (ids.sam, ids.noor, ids.bilal):
        assert plan_of(world, student) == [ids.mop, ids.coffee]
    undo(anouk, answer)
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]
    assert plan_of(world, ids.noor) == plan_of(world, ids.bilal) == []


def test_adding_keeps_what_is_planned_and_counts_once(world: World) -> None:
    anouk = world.as_(ids.anouk)
    for _twice in range(2):
        together(anouk, [ids.sam, ids.noor], ids.coffee, ids.mop, mode="add", **seen(ids.sam))
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee, ids.mop]
    assert plan_of(world, ids.noor) == [ids.coffee, ids.mop]


def test_adding_to_a_full_plan_leaves_out_what_does_not_fit_and_names_it(world: World) -> None:
    full = [new_task(world, f"Taak {n}") for n in range(MOST_TASKS)]
    given(world, ids.sam, tomorrow(), *full)
    answer = together(world.as_(ids.anouk), [ids.sam], ids.mop, mode="add", day=tomorrow())
    assert "Niet meer bij Sam: Dweilen." in words(answer)
    assert plan_of(world, ids.sam, tomorrow()) == full


def test_a_task_of_one_company_goes_to_its_students_alone(world: World) -> None:
    at_anker = new_task(world, "Zaal klaarzetten", ids.anker)
    answer = together(world.as_(ids.anouk), [ids.sam, ids.noor], at_anker, ids.mop)
    assert plan_of(world, ids.sam) == [at_anker, ids.mop]
    assert plan_of(world, ids.noor) == [ids.mop]
    assert "Niet voor Noor: Zaal klaarzetten." in words(answer)
    assert "Niet voor Sam" not in words(answer)


def test_each_gets_the_own_plan_of_the_last_day_back(world: World) -> None:
    given(world, ids.sam, today() - DAY, ids.mop)
    given(world, ids.bilal, today() - 3 * DAY, ids.laundry)
    answer = together(world.as_(ids.anouk), [ids.sam, ids.noor, ids.bilal], do="copy-last")
    assert plan_of(world, ids.sam) == [ids.mop]
    assert plan_of(world, ids.bilal) == [ids.laundry]
    assert plan_of(world, ids.noor) is None
    assert "Sam: zoals gisteren." in words(answer)
    assert "Overgeslagen: Noor." in words(answer)


def test_each_gets_the_plan_of_a_week_ago_back(world: World) -> None:
    given(world, ids.sam, today() - timedelta(weeks=1), ids.mop, ids.laundry)
    together(world.as_(ids.anouk), [ids.sam, ids.bilal], do="copy-week")
    assert plan_of(world, ids.sam) == [ids.mop, ids.laundry]


@pytest.mark.parametrize(
    ("students", "tasks", "asks"),
    [([], [ids.mop], "Kies eerst een leerling."), ([ids.sam], [], "Kies eerst een taak.")],
)
def test_what_is_missing_is_asked_for(world: World, students: list, tasks: list, asks: str) -> None:
    answer = together(world.as_(ids.anouk), students, *tasks)
    assert answer.status_code == 422 and asks in words(answer)
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]


def test_one_student_of_somebody_else_and_nobody_gets_a_plan(world: World) -> None:
    anouk = world.as_(ids.anouk)
    for other in (ids.fleur, ids.youssef):
        for do in ("save", "copy-last"):
            assert together(anouk, [ids.sam, other], ids.mop, do=do).status_code == 404
    assert plan_of(world, ids.sam) == [ids.sweep, ids.coffee]
    assert plan_of(world, ids.fleur) is None


def test_a_group_or_a_company_can_be_chosen(world: World) -> None:
    group = group_of(world, ids.sam, ids.noor, ids.fleur)
    anouk = world.as_(ids.anouk)
    in_group = words(anouk.get(f"/plans/together?who=group-{group}"))
    assert "Sam de Vries" in in_group and "Noor de Vries" in in_group
    assert "Bilal de Vries" not in in_group and "Fleur" not in in_group
    at_linde = words(anouk.get(f"/plans?who=company-{ids.linde}"))
    assert "Noor de Vries" in at_linde and "Sam de Vries" not in at_linde
    page = anouk.get(f"/plans?who=company-{ids.linde}").get_data(as_text=True)
    assert f'href="/badges?student={ids.noor}"' in page


def test_those_who_work_that_day_are_ticked_beforehand(world: World) -> None:
    works_only(world, "bilal", tomorrow().isoweekday())
    page = world.as_(ids.anouk).get("/plans/together").get_data(as_text=True)
    ticked = [part[:36] for part in page.split('name="student" value="')[1:] if part[36:].startswith('" checked')]
    assert sorted(ticked) == sorted(map(str, (ids.sam, ids.noor)))


def test_a_button_beside_a_task_keeps_who_was_chosen(world: World) -> None:
    answer = together(world.as_(ids.anouk), [ids.noor], ids.mop, ids.coffee, do=f"up:{ids.coffee}", mode="add")
    page = answer.get_data(as_text=True)
    assert f'value="{ids.noor}" checked' in page and f'value="{ids.sam}" checked' not in page
    assert page.index(f'name="task" value="{ids.coffee}"') < page.index(f'name="task" value="{ids.mop}"')
    assert plan_of(world, ids.noor) is None


def test_of_many_at_the_same_moment_one_plan_stands(world: World) -> None:
    ready = Barrier(AT_ONCE)
    tasks = [new_task(world, f"Taak {n}") for n in range(AT_ONCE)]
    browsers = [world.as_(ids.anouk if n % 2 else ids.karin) for n in range(AT_ONCE)]
    everybody = [ids.sam, ids.noor, ids.bilal]

    def go(n: int) -> int:
        ready.wait()
        if n % 3 == 0:
            return save(browsers[n], ids.noor, tasks[n], day=tomorrow()).status_code
        order = everybody if n % 2 else everybody[::-1]
        return together(browsers[n], order, tasks[n], ids.mop, day=tomorrow()).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(go, range(AT_ONCE))) == [200] * AT_ONCE
    assert plan_of(world, ids.sam, tomorrow()) in [[task, ids.mop] for task in tasks]
    assert plan_of(world, ids.noor, tomorrow()) in [[task, ids.mop] for task in tasks] + [[task] for task in tasks]
