"""The badge is read by the app itself: with the phone's own camera program an iPhone opens another browser."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page, expect

from app.base import clock
from app.people.badges import SheetForm, make_badges
from app.people.queries import actor_of
from tests.browser import PHONE
from tests.cast import ids
from tests.journeys.axe import assert_accessible, assert_big_enough
from tests.journeys.camera import film
from tests.journeys.conftest import Live

Looking = Callable[..., Page]


@pytest.fixture
def looking(
    live: Live, browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> Iterator[Looking]:
    """Open the welcome page with a camera that sees these codes; without any there is no camera."""
    with ExitStack() as stack:

        def look(texts: Sequence[str] = (), allowed: bool = True) -> Page:
            flags = film(tmp_path / "camera.y4m", texts) if texts else []
            launch = {**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *flags]}
            browser = browser_type.launch(**launch)
            stack.callback(browser.close)
            screen = replace(live, browser=browser).screen(None, **PHONE, permissions=["camera"] if allowed else [])
            page = screen.new_page()
            page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.goto("/")
            return page

        troubles: list[str] = []
        yield look
        assert troubles == []


def badge_of_sam(live: Live) -> str:
    """The secret of a badge that was just made."""
    with live.world.session() as session:
        wanted = SheetForm(ids.noor, frozenset({ids.sam}), sure=True)
        actor = actor_of(session, ids.anouk)
        return make_badges(session, actor, clock.now(), wanted, secret=live.world.config.secret).badges[0].secret


def test_a_badge_is_read_after_another_code_and_asks_whose_it_is(live: Live, looking: Looking) -> None:
    key = badge_of_sam(live)
    others = ["https://elsewhere.example/badge/" + key, "Melk, brood, kaas"]
    page = looking([*others, f"{live.address}/badge/{key}"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Scan je pasje").click()
    expect(page.get_by_text("Dit is geen pasje van Werkbrug.")).to_be_visible()
    assert page.url == f"{live.address}/"
    assert_accessible(page)
    assert_big_enough(page)
    expect(page.get_by_role("heading", name="Ben jij Sam?")).to_be_visible()
    assert not [url for url in asked if "elsewhere" in url]
    page.get_by_role("button", name="Ja, dat ben ik").click()
    expect(page.get_by_role("heading", name="Hoi Sam!")).to_be_visible()


def test_a_badge_that_was_printed_with_the_sites_other_address_opens_here(live: Live, looking: Looking) -> None:
    page = looking([f"{live.world.config.base_url}/badge/{badge_of_sam(live)}"])
    page.goto("/badge")
    page.get_by_role("button", name="Scan je pasje").click()
    expect(page.get_by_role("heading", name="Ben jij Sam?")).to_be_visible()
    assert page.url.startswith(f"{live.address}/badge/")


def test_the_phones_own_reader_is_used_where_there_is_one(live: Live, looking: Looking) -> None:
    page = looking(["nothing of ours"])
    page.add_init_script(
        """window.BarcodeDetector = class {
             static async getSupportedFormats() { return ["qr_code"]; }
             async detect() { return [{rawValue: location.origin + "/badge/KEY", cornerPoints: []}]; }
           };""".replace("KEY", badge_of_sam(live))
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    assert not [url for url in asked if "qr-scanner" in url], "the reader is fetched before anybody asks"
    page.get_by_role("button", name="Scan je pasje").click()
    expect(page.get_by_role("heading", name="Ben jij Sam?")).to_be_visible()
    assert [url.rpartition("/")[2] for url in asked if "qr-scanner" in url] == ["qr-scanner.min.js"]


@pytest.mark.parametrize(
    ("texts", "allowed", "words"),
    [(["x"], False, "De camera mag niet aan."), ([], True, "Er is geen camera.")],
    ids=["refused", "absent"],
)
def test_without_a_camera_the_code_is_typed(
    live: Live, looking: Looking, texts: list[str], allowed: bool, words: str
) -> None:
    page = looking(texts, allowed)
    page.get_by_role("button", name="Scan je pasje").click()
    expect(page.get_by_text(words)).to_be_visible()
    assert_accessible(page)
    assert_big_enough(page)
    page.get_by_role("link", name="Typ de code", exact=True).click()
    expect(page.get_by_label("Code")).to_be_visible()


def test_stop_puts_the_camera_out(live: Live, looking: Looking) -> None:
    page = looking(["nothing of ours"])
    page.get_by_role("button", name="Scan je pasje").click()
    expect(page.get_by_text("Dit is geen pasje van Werkbrug.")).to_be_visible()
    track = page.evaluate_handle("document.querySelector('video').srcObject.getTracks()[0]")
    assert track.evaluate("track => track.readyState") == "live"
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.wait_for_function("track => track.readyState === 'ended'", arg=track)
    page.get_by_role("button", name="Scan je pasje").click()
    expect(page.get_by_text("Dit is geen pasje van Werkbrug.")).to_be_visible()


def test_without_scripts_there_is_no_button_that_does_nothing(live: Live) -> None:
    page = live.screen(None, **PHONE, java_script_enabled=False).new_page()
    page.goto("/")
    expect(page.get_by_role("link", name="Typ de code van je pasje")).to_be_visible()
    expect(page.get_by_role("button", name="Scan je pasje")).to_be_hidden()
