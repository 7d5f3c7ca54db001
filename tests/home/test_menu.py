"""Everybody's menu."""

import re

import pytest

from tests.cast import ids
from tests.world import World

STUDENT = ["Vandaag", "Mijn werk", "Mijn brug"]
STAFF = ["Nakijken", "Leerlingen", "Overzicht", "Regelen", "Over mij"]


def menu(world: World, who: str, path: str) -> tuple[list[str], list[str]]:
    """The names in the menu, and of them the ones that are marked as the page that shows."""
    text = world.as_(getattr(ids, who)).get(path).get_data(as_text=True)
    links = re.findall(
        r"<a ([^>]*)>.*?<span>([^<]+)</span>", text.partition('<nav class="nav"')[2].partition("</nav>")[0], re.DOTALL
    )
    return [name for _, name in links], [name for marks, name in links if "aria-current" in marks]


@pytest.mark.parametrize(
    ("who", "path", "names", "here"),
    [
        ("sam", "/today", STUDENT, ["Vandaag"]),
        ("sam", "/work", STUDENT, ["Mijn werk"]),
        ("sam", "/bridge", STUDENT, ["Mijn brug"]),
        ("sam", "/me", STUDENT, []),
        ("anouk", "/review", STAFF, ["Nakijken"]),
        ("anouk", "/students", STAFF, ["Leerlingen"]),
        ("anouk", f"/students/{ids.sam}", STAFF, ["Leerlingen"]),
        ("anouk", "/overview", STAFF, ["Overzicht"]),
        ("anouk", "/manage", STAFF, ["Regelen"]),
        ("anouk", "/me", STAFF, ["Over mij"]),
    ],
)
def test_it_leads_to_ones_own_pages_and_marks_where_one_is(
    world: World, who: str, path: str, names: list[str], here: list[str]
) -> None:
    assert menu(world, who, path) == (names, here)


def test_nobody_has_no_menu(world: World) -> None:
    assert "<nav" not in world.client().get("/sign-in").get_data(as_text=True)


def test_a_page_that_is_not_there_has_the_menu_too(world: World) -> None:
    assert menu(world, "sam", "/nothing-here")[0] == STUDENT
