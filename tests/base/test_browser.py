"""The browser that the journeys drive."""

import re
import subprocess

import pytest
from playwright.sync_api import Browser

from tests.browser import PHONE, chromium

pytestmark = pytest.mark.browser


def test_it_is_the_chromium_of_this_system(browser: Browser) -> None:
    said = subprocess.run([chromium(), "--version"], capture_output=True, text=True, check=True).stdout

    assert browser.version in said


def test_it_lacks_all_that_playwright_leaves_out(browser: Browser) -> None:
    """Chromium obeys the last list alone, and that is ours."""
    said = browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]

    theirs, ours = (set(names.split(",")) for names in re.findall(r"--disable-features=(\S+)", said))

    assert theirs < ours, f"name these in tests/browser.py as well: {sorted(theirs - ours)}"


def test_the_phone_is_small_has_touch_and_speaks_dutch(browser: Browser) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.set_content('<meta name="viewport" content="width=device-width"><p>Dag</p>')

    assert page.evaluate("innerWidth") == 360
    assert page.evaluate("navigator.maxTouchPoints") > 0
    assert page.evaluate("navigator.language") == "nl-NL"
    assert page.evaluate("new Date(0).getHours()") == 1
    context.close()
