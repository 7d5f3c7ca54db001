"""Somebody arranges tasks: finds a picture as they type, takes a photo, puts the list in order."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.catalogue import search
from app.catalogue.models import SchoolPictogram, Task
from app.catalogue.pictograms import of_work
from tests.browser import DESK
from tests.cast import ids
from tests.catalogue.zips import link, png, svg, zipped
from tests.journeys.axe import check_once
from tests.journeys.conftest import Live

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]


def looks(page: Page, screen: dict[str, Any], state: str) -> None:
    """Check the page for everybody; without script it has the same parts, and axe does not run."""
    if screen.get("java_script_enabled", True):
        check_once(page, state)


def labels(page: Page) -> list[str]:
    return page.locator("[data-order] h3").all_inner_texts()


def test_a_task_is_made_with_a_picture_that_was_searched_for(live: Live, any_screen: dict[str, Any]) -> None:
    page = live.screen(ids.anouk, **any_screen).new_page()
    page.goto("/manage")
    page.get_by_role("link", name=re.compile("Taken")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken")
    looks(page, any_screen, "list")
    page.get_by_role("link", name="Nieuwe taak").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nieuwe taak")
    looks(page, any_screen, "new")
    page.get_by_label("Wat doet de leerling?").fill("Gang zuigen")
    page.get_by_label("Voor welk bedrijf?").select_option(label="Het Anker")
    page.get_by_label("Zoek een plaatje").fill("zuigen")
    if not any_screen["java_script_enabled"]:
        page.get_by_role("button", name="Zoek").first.click()
    page.locator("[data-found]").get_by_label("stofzuigen", exact=True).check()
    page.get_by_label("Zoek een werkproces").fill("xyzzy")
    if any_screen["java_script_enabled"]:
        expect(page.locator("[data-no-process]")).to_be_visible()
        page.get_by_label("Zoek een werkproces").fill("klaarmaken")
        page.get_by_label("Zoek een plaatje").fill("hond")
        expect(page.locator("[data-found]").get_by_label("hond uitlaten")).to_be_visible()
        expect(page.locator("[data-picked]").get_by_label("stofzuigen", exact=True)).to_be_checked()
    looks(page, any_screen, "found")
    page.get_by_label("Ruimte klaarmaken").check()
    page.get_by_role("button", name="Opslaan").last.click()
    expect(page.get_by_text("De taak staat in de lijst.")).to_be_visible()
    with live.world.session() as session:
        made = session.exec(select(Task).where(Task.label == "Gang zuigen")).one()
    assert (made.pictogram, made.company_id) == ("vacuuming", ids.anker)
    expect(page.get_by_text("telt voor 1 werkproces")).to_be_visible()


def test_enter_in_a_search_saves_nothing(live: Live) -> None:
    page = live.screen(ids.anouk, **DESK).new_page()
    page.goto(f"/tasks/{ids.sweep}")
    page.get_by_label("Zoek een plaatje").fill("hark")
    page.get_by_label("Zoek een plaatje").press("Enter")
    expect(page.locator("[data-found]").get_by_label("harken")).to_be_visible()
    assert page.url.endswith(str(ids.sweep))


def test_what_is_missing_is_said(live: Live, screen: dict[str, Any]) -> None:
    page = live.screen(ids.anouk, **screen).new_page()
    page.goto("/tasks/new")
    page.get_by_role("button", name="Opslaan").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een plaatje.")
    check_once(page, "wrong")


def test_the_list_is_put_in_order_by_keyboard_and_by_drag(live: Live) -> None:
    page = live.screen(ids.anouk, **DESK).new_page()
    page.goto("/tasks")
    assert labels(page) == ["Dweilen", "Koffie zetten", "Vegen", "Was vouwen"]
    page.get_by_role("button", name="Vegen omhoog").press("Enter")
    expect(page.locator(".moved")).to_contain_text("Vegen")
    assert labels(page) == ["Dweilen", "Vegen", "Koffie zetten", "Was vouwen"]
    grip = page.locator(".task-row", has_text="Was vouwen").locator("[data-grip]")
    grip.drag_to(page.locator(".task-row", has_text="Dweilen"), target_position={"x": 40, "y": 5})
    expect(page.locator(".moved")).to_contain_text("Was vouwen")
    assert labels(page) == ["Was vouwen", "Dweilen", "Vegen", "Koffie zetten"]


def test_a_photo_of_the_work_becomes_the_picture(live: Live, photo: Path, screen: dict[str, Any]) -> None:
    page = live.screen(ids.anouk, **screen).new_page()
    page.goto(f"/tasks/{ids.sweep}")
    check_once(page, "change")
    page.get_by_label(re.compile("foto van het werk")).set_input_files(photo)
    page.get_by_role("button", name="Opslaan").last.click()
    expect(page.get_by_text("De taak is gewijzigd.")).to_be_visible()
    with live.world.session() as session:
        own = session.exec(select(SchoolPictogram)).one()
        assert session.get_one(Task, ids.sweep).pictogram == str(own.id)
    shown = page.locator(f'img[src="/pictograms/{own.id}"]')
    assert shown.evaluate("async image => { await image.decode(); return image.naturalWidth }") == 256


def test_a_set_comes_in_by_itself_or_by_pressing_on(live: Live, any_screen: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "set.zip"
    file.write_bytes(zipped(("kar.png", png()), ("mop.svg", svg()), (link("x.png"), b"y")))
    page = live.screen(ids.karin, **any_screen).new_page()
    page.goto("/pictograms")
    looks(page, any_screen, "none")
    page.get_by_label("ZIP met de plaatjes").set_input_files(file)
    page.get_by_label("Naam van de set").fill("Mulberry")
    page.get_by_role("button", name="Set erbij zetten").click()
    expect(page.get_by_role("alert")).to_contain_text("licentie")
    looks(page, any_screen, "wrong")
    page.get_by_label("ZIP met de plaatjes").set_input_files(file)
    page.get_by_label("Licentie").fill("CC BY-SA 2.0")
    page.get_by_label("Maker").fill("Steve Lee")
    page.get_by_role("button", name="Set erbij zetten").click()
    if not any_screen["java_script_enabled"]:
        page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("De set is klaar: 2 plaatjes.")).to_be_visible()
    expect(page.get_by_text("x.png: een verwijzing, geen bestand")).to_be_visible()
    looks(page, any_screen, "set")
    page.goto("/pictograms")
    looks(page, any_screen, "some")


QUERIES = (
    *("zuigen", "stofzuger", "hond", "honf", "schap vul", "fohn", "vloeren"),
    *("was vouwen", "xyzzy", "srtijken", "over datum"),
)


def test_the_browser_finds_what_the_server_finds(live: Live) -> None:
    page = live.screen(ids.anouk, **DESK).new_page()
    page.goto("/tasks/new")
    module = page.locator("script[src*='catalogue/editor.js']").get_attribute("src")
    assert module
    known = [[one.name, [list(word) for word in one.words]] for one in of_work()]
    found = page.evaluate(
        """async ([address, known, queries]) => {
          const {search} = await import(address);
          return queries.map(query => search(query, known, ([, words]) => words).map(([name]) => name));
        }""",
        [module.replace("editor.js", "search.js"), known, list(QUERIES)],
    )
    here = [[one.name for one in search.search(query, of_work(), lambda one: one.words)] for query in QUERIES]
    assert found == here
