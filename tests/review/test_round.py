"""Walking round with a phone: one card at a time."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.logbook.models import EntryStatus
from tests.cast import ids
from tests.review.story import form, log, seen, status
from tests.world import World


def _three(world: World) -> list[UUID]:
    return [log(world, name, ago=timedelta(hours=9 - n)) for n, name in enumerate(("sam", "noor", "bilal"))]


def _get(world: World, address: str) -> str:
    return world.as_(ids.anouk).get(address).get_data(as_text=True)


def test_it_opens_on_the_first_card(world: World) -> None:
    first, _second, third = _three(world)
    page = _get(world, "/review")
    assert 'class="staff at-entry"' in page
    assert f'action="/review/{first}"' in page
    assert "1 van 3" in page
    assert "3 van 3" in _get(world, f"/review/{third}")
    page = _get(world, "/review?list=1")
    assert 'class="staff at-list"' in page


def test_later_goes_round_and_changes_nothing(world: World) -> None:
    first, second, third = _three(world)
    anouk = world.as_(ids.anouk)
    assert anouk.get(f"/review/{first}/later").location == f"/review/{second}"
    assert anouk.get(f"/review/{third}/later").location == f"/review/{first}"
    assert {status(world, entry) for entry in (first, second, third)} == {EntryStatus.NEW}
    seen(world, ids.anouk, first)
    seen(world, ids.anouk, second)
    assert anouk.get(f"/review/{third}/later").location == "/review", "there is no other one"


@pytest.mark.parametrize("who", [ids.bram, ids.otto])
def test_later_is_for_who_may_see_it(world: World, who: UUID) -> None:
    assert world.as_(who).get(f"/review/{log(world)}/later").status_code == 404


def test_the_next_card_has_the_undo_of_the_last(world: World) -> None:
    first, second, _third = _three(world)
    anouk = world.as_(ids.anouk)
    place = anouk.post(f"/review/{first}", data=form(anouk, first) | {"verdict": "seen"}).location
    assert place.startswith(f"/review/{second}?done=")
    page = anouk.get(place).get_data(as_text=True)
    assert page.count("Ongedaan maken") == 1
    assert f'action="/review/{first}/undo"' in page
    assert page.index("answer-bar") < page.index("Ongedaan maken")
    assert "1 van 2" in page


def test_the_number_of_one_that_is_not_on_the_first_page(world: World) -> None:
    entries = [log(world, "sam", ago=timedelta(minutes=200 - n)) for n in range(53)]
    assert "52 van 53" in _get(world, f"/review/{entries[51]}")


def test_what_is_answered_has_no_number(world: World) -> None:
    entry = log(world, status=EntryStatus.QUESTION)
    log(world)
    assert 'number">' not in _get(world, f"/review/{entry}")
