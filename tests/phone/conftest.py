"""A real server and a browser, and the modules of the phone's side to try in it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from app.base.assets import asset
from tests.journeys.conftest import Live, live, live_world, photo, troubles

__all__ = ["live", "live_world", "photo", "troubles"]

Run = Callable[..., Any]


@pytest.fixture
def nobody(live: Live) -> Page:
    """A page of nobody on a phone."""
    page = live.screen().new_page()
    page.goto("/about")
    return page


def run(page: Page, modules: str, does: str, given: object = None) -> Any:
    """What JavaScript answers: `does`, the body of a function of `given`, with `modules` of js/offline/ by name."""
    names = modules.split()
    imports = ", ".join(f"import('{asset(f'js/offline/{name}.js')}')" for name in names)
    return page.evaluate(
        f"async (given) => {{ const [{', '.join(names)}] = await Promise.all([{imports}]); {does} }}", given
    )


def until(page: Page, modules: str, does: str, given: object = None) -> None:
    """Wait until `run` answers something true; Playwright's own waiting does not look inside promises."""
    for _ in range(200):
        if run(page, modules, does, given):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"it never came true: {does}")
