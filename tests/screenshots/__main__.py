"""Photographs every page on a phone and on a desk: ``python -m tests.screenshots``; some: add parts of their names."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from app.base import clock
from app.base.config import TOP, Config
from app.demo.keys import demo_id
from app.factory import create_app
from tests.browser import DESK, FLAGS, PHONE, chromium
from tests.screenshots.afternoon import until_afternoon
from tests.screenshots.pictures import keep
from tests.screenshots.visits import Visit, visits, without_visit
from tests.served import Served, served

FOLDER = TOP / "docs" / "screenshots"
SCREENS: dict[int, dict[str, Any]] = {360: PHONE | {"device_scale_factor": 1}, 1280: DESK}
HIGHEST = {360: 1600, 1280: 1200}
"""Pixels, by width; what is longer is cut off."""
MOST_BYTES = {360: 40_000, 1280: 60_000}
PHOTOS = TOP / "app" / "demo" / "photos"
ELSEWHERE = {"WERKBRUG_BASE_URL": "http://werkbrug.voorbeeld.nl"}
"""What links and printed codes begin with: the same every time."""


def main(wanted: list[str]) -> int:
    """Take them all (or those whose name holds one of ``wanted``); 1 when a page has no picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    shift = until_afternoon()
    command = ("tests.screenshots.afternoon", str(shift.total_seconds()))
    with (
        tempfile.TemporaryDirectory(prefix="werkbrug-") as folder,
        clock.shifted(shift),
        served(Path(folder), *command, **ELSEWHERE) as demo,
    ):
        made = visits(demo)
        if forgotten := without_visit(_app(), made):
            print("No screenshot of: " + ", ".join(forgotten))
            return 1
        production = {
            "WERKBRUG_ENV": "production",
            "WERKBRUG_BASE_URL": "https://werkbrug.voorbeeld.nl",
            "WERKBRUG_SECRET": demo.secret,
            "WERKBRUG_DATABASE_URL": demo.database_url,
        }
        with served(Path(folder), *command, **ELSEWHERE | production) as bare:
            failed = _photograph_all(demo, bare, [visit for visit in made if _wanted(visit, wanted)])
    if failed:
        print("Not photographed: " + ", ".join(failed))
        return 1
    if not wanted:
        _forget_others({f"{visit.name}-{width}.webp" for visit in made for width in SCREENS})
    return 0


def _wanted(visit: Visit, parts: list[str]) -> bool:
    return not parts or any(part in visit.name for part in parts)


def _photograph_all(demo: Served, production: Served, chosen: list[Visit]) -> list[str]:
    """The names of the visits that did not get there: a page that answers otherwise, or words that are not on it."""
    failed = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        signed_in: dict[tuple[Served, str], str] = {}
        for visit in chosen:
            try:
                _photograph(browser, production if visit.production else demo, visit, signed_in)
            except (AssertionError, PlaywrightError) as error:
                print(f"FAILED {visit.name}: {str(error).splitlines()[0]}")
                failed.append(visit.name)
        browser.close()
    return failed


def _app() -> Flask:
    """The demo's app, for its list of addresses."""
    return create_app(Config(database_url="sqlite://", storage_url=tempfile.gettempdir(), secret="", demo=True))


def _photograph(browser: Browser, at: Served, visit: Visit, signed_in: dict[tuple[Served, str], str]) -> None:
    for width, screen in SCREENS.items():
        context = browser.new_context(**screen, reduced_motion="reduce", color_scheme="dark" if visit.dark else "light")
        if visit.who:  # once, as on a device of their own
            if (at, visit.who) not in signed_in:
                signed_in[at, visit.who] = at.sign_in(demo_id(visit.who))
            context.add_cookies([{"name": "session", "value": signed_in[at, visit.who], "url": at.address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        _go(page, at, visit)
        name = f"{visit.name}-{width}.webp"
        changed = keep(_screenshot(page, HIGHEST[width]), FOLDER / name, MOST_BYTES[width])
        print(f"{'new ' if changed else 'same'} {(FOLDER / name).stat().st_size:>6} {name}")
        context.close()


def _go(page: Page, at: Served, visit: Visit) -> None:
    answer = page.goto(at.address + visit.path, wait_until="networkidle")
    assert answer is not None and answer.status == visit.status, f"{visit.name}: {answer and answer.status}"
    for words in visit.taps:
        page.get_by_text(words, exact=True).locator("visible=true").last.click(
            force=True
        )  # an input may lie over its words
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
    if visit.photos:
        chosen = [PHOTOS / f"{name}-large.webp" for name in visit.photos]
        page.locator("input[type=file]").first.set_input_files(chosen)
        page.locator("main img[src^='blob:']").nth(len(chosen) - 1).wait_for()
    if visit.key:
        page.keyboard.press(visit.key)


def _screenshot(page: Page, highest: int) -> bytes:
    """What there is to see from the top, with what sticks to the bottom at the bottom."""
    usual = page.viewport_size
    assert usual is not None
    for _ in range(2):  # a page can grow when its window does
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": usual["width"], "height": max(usual["height"], min(whole, highest))})
    page.evaluate("document.fonts.ready")
    page.wait_for_function("[...document.images].every(image => image.complete || image.loading === 'lazy')")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(150)
    return page.screenshot(animations="disabled", caret="hide")


def _forget_others(names: set[str]) -> None:
    for file in FOLDER.glob("*.webp"):
        if file.name not in names:
            file.unlink()
            print(f"gone   {file.name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
