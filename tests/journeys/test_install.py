"""How a phone gets the app: told with pictures, and offered once."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK, PHONE
from tests.cast import ids
from tests.home.story import log_work
from tests.journeys.axe import check_once
from tests.journeys.conftest import Live

CARD = "Werkbrug bij je apps?"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
OFFERS = """window.dispatchEvent(Object.assign(new Event("beforeinstallprompt", {cancelable: true}), {
  prompt: async () => { window.asked = (window.asked ?? 0) + 1; } }))"""


def sams_today(live: Live) -> Page:
    """*Vandaag* on Sam's phone."""
    page = live.screen(ids.sam, **PHONE).new_page()
    page.goto("/today")
    return page


def test_the_card_waits_for_a_log(live: Live) -> None:
    expect(sams_today(live).get_by_role("heading", name=CARD)).to_have_count(0)


@pytest.mark.usefixtures("troubles")
def test_not_now_is_for_good_and_about_me_still_leads_there(live: Live) -> None:
    log_work(live.world, ids.sam, ids.coffee)
    page = sams_today(live)
    expect(page.get_by_role("heading", name=CARD)).to_be_visible()
    check_once(page)
    page.get_by_role("button", name="Niet nu").click()
    expect(page.get_by_role("heading", name=CARD)).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="Mijn brug")).to_be_visible()
    expect(page.get_by_role("heading", name=CARD)).to_be_hidden()
    page.goto("/me")
    page.get_by_role("link", name="Werkbrug op je telefoon").click()
    expect(page.get_by_role("heading", name="Werkbrug op je telefoon")).to_be_visible()


def test_who_says_nothing_is_not_asked_on_another_day(live: Live) -> None:
    log_work(live.world, ids.sam, ids.coffee)
    page = sams_today(live)
    expect(page.get_by_role("heading", name=CARD)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=CARD)).to_be_visible()
    page.evaluate("localStorage.setItem('install-card', new Date(0).toDateString())")
    page.reload()
    expect(page.get_by_role("heading", name=CARD)).to_be_hidden()


def test_only_that_it_was_shown_stays_on_the_phone(live: Live) -> None:
    log_work(live.world, ids.sam, ids.coffee)
    page = sams_today(live)
    expect(page.get_by_role("heading", name=CARD)).to_be_visible()
    assert page.evaluate("({...localStorage, today: new Date().toDateString() === localStorage['install-card']})") == {
        "install-card": page.evaluate("new Date().toDateString()"),
        "today": True,
    }


AS_AN_APP = """const real = window.matchMedia;
window.matchMedia = (query) => query.includes("standalone") ? {matches: true} : real.call(window, query);"""
AS_AN_APP_ON_AN_IPHONE = "Object.defineProperty(navigator, 'standalone', {value: true});"


@pytest.mark.parametrize("how", [AS_AN_APP, AS_AN_APP_ON_AN_IPHONE], ids=["android", "iphone"])
def test_who_has_the_app_is_not_asked(live: Live, how: str) -> None:
    log_work(live.world, ids.sam, ids.coffee)
    page = live.screen(ids.sam, **PHONE).new_page()
    page.add_init_script(how)
    page.goto("/install")
    expect(page.get_by_text("Dit heb je al gedaan.")).to_be_visible()
    page.goto("/today")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", name=CARD)).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(("path", "button"), [("/today", "Laat zien hoe"), ("/install", "Zet op mijn telefoon")])
def test_the_browsers_own_question_is_asked_with_a_button(live: Live, path: str, button: str) -> None:
    log_work(live.world, ids.sam, ids.coffee)
    page = live.screen(ids.sam, **PHONE).new_page()
    page.goto(path)
    assert page.evaluate(OFFERS) is False, "the browser shows a bar of its own"
    page.locator("[data-install]", has_text=button).click()
    page.wait_for_function("window.asked === 1")
    assert page.url.endswith(path)


@pytest.mark.parametrize(
    "screen", [PHONE, DESK, PHONE | {"java_script_enabled": False}], ids=["phone", "desk", "no-script"]
)
@pytest.mark.parametrize(
    ("agent", "first"),
    [(IPHONE, "Zo doe je het op een iPhone"), (None, "Zo doe je het op een telefoon met Android")],
    ids=["iphone", "android"],
)
def test_the_pictures_for_this_phone_come_first(
    live: Live, screen: dict[str, Any], agent: str | None, first: str
) -> None:
    page = live.screen(None, **screen, user_agent=agent).new_page()
    page.goto("/install")
    expect(page.get_by_role("heading", name=first)).to_be_visible()
    if screen.get("java_script_enabled", True):
        check_once(page)
        page.locator("summary").click()
        expect(page.get_by_role("listitem")).to_have_count(9)
        check_once(page)
