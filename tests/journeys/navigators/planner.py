"""A supervisor who makes day plans, groups and badges, step by step."""

import re
import time
from typing import Any
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from tests.journeys.axe import check_once
from tests.journeys.conftest import Live


class Planner:
    """What a planner does and sees; every page on the way is checked for everybody."""

    def __init__(self, live: Live, who: UUID, **screen: Any) -> None:
        self.page: Page = live.screen(who, **screen).new_page()
        self.touch: bool = screen.get("has_touch", False)
        self.script: bool = screen.get("java_script_enabled", True)

    # ------------------------------------------------------------ what they do

    def opens(self, path: str) -> "Planner":
        self.page.goto(path)
        return self._looks()

    def presses(self, name: str) -> "Planner":
        """A button that leads to another page."""
        with self.page.expect_navigation():
            self._tap(self.page.get_by_role("button", name=name, exact=True))
        return self._looks()

    def follows(self, name: str) -> "Planner":
        with self.page.expect_navigation():
            self._tap(self.page.locator("main").get_by_role("link", name=name))
        return self._looks()

    def picks(self, task: str) -> "Planner":
        """Tap a task among those to choose from."""
        self._tap(self.page.locator("[data-tile]").filter(has_text=task))
        return self._looks()

    def ticks(self, name: str) -> "Planner":
        """Tap a student's name in a list with boxes."""
        self._tap(self.page.locator("label").filter(has_text=name))
        return self

    def moves(self, button: str) -> "Planner":
        """A button beside a task; without a script it asks the server."""
        found = self.page.get_by_role("button", name=button)
        if self.script:
            self._tap(found)
            return self._looks()
        return self.presses(button)

    def drags(self, task: str, onto: str) -> "Planner":
        """Take a task by its grip and let go on the far side of another."""
        grip, other = self._box(self.grip(task)), self._box(self.row(onto))
        down = other["y"] > grip["y"]
        x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
        end = other["y"] + (other["height"] - 4 if down else 4)
        path = [y + (end - y) * step / 8 for step in range(1, 9)]
        if self.touch:
            self._by_finger(x, [y, *path])
        else:
            self.page.mouse.move(x, y)
            self.page.mouse.down()
            for at in path:
                self.page.mouse.move(x, at)
            self.page.mouse.up()
        return self

    def _by_finger(self, x: float, path: list[float]) -> None:
        # Slowly, by the times that are told: a finger that lets go in full flight takes the next tap for a brake.
        cdp, began = self.page.context.new_cdp_session(self.page), time.time() - 2
        for step, y in enumerate((*path, path[-1])):
            kind, points = "touchMove" if step else "touchStart", [{"x": x, "y": y}]
            moved = {"type": kind, "touchPoints": points, "timestamp": began + step / 10}
            cdp.send("Input.dispatchTouchEvent", moved)
        cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": [], "timestamp": began + 2})

    # ------------------------------------------------------------ what they see

    def sees(self, text: str) -> "Planner":
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def hears(self, text: str) -> "Planner":
        expect(self.page.locator("#live")).to_have_text(text)
        return self

    def order(self) -> list[str]:
        """The tasks of the plan on the page."""
        return self.page.locator("[data-order] .word").all_inner_texts()

    def row(self, task: str) -> Locator:
        return self.page.locator("[data-row]").filter(has_text=task)

    def grip(self, task: str) -> Locator:
        return self.page.get_by_role("button", name=f"Verplaats {task}")

    def pages_on_paper(self) -> int:
        """How many sheets the page takes when it is printed."""
        return len(re.findall(rb"/Type\s*/Page\b", self.page.pdf(prefer_css_page_size=True)))

    # ------------------------------------------------------------ how

    def _box(self, what: Locator) -> Any:
        what.scroll_into_view_if_needed()
        return what.bounding_box()

    def _tap(self, what: Locator) -> None:
        shown = what.filter(visible=True).first
        if self.touch:
            shown.tap()
        else:
            shown.click()

    def _looks(self) -> "Planner":
        if self.script:  # axe needs scripts; without them the pages are the same
            check_once(self.page)
        return self
