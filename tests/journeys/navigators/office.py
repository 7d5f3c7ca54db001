"""A coordinator with a phone or at a desk, step by step."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from tests.journeys.axe import check_once
from tests.journeys.conftest import Live


class Office:
    """What a coordinator does and sees; every page on the way is checked for everybody."""

    def __init__(self, live: Live, who: UUID, **screen: Any) -> None:
        self.page: Page = live.screen(who, **screen).new_page()
        self.touch: bool = screen.get("has_touch", False)
        self.script: bool = screen.get("java_script_enabled", True)

    # ------------------------------------------------------------ what they do

    def opens(self, page: str) -> "Office":
        """A page of *Regelen*."""
        self._follows(self.page.get_by_role("navigation").get_by_role("link", name="Regelen"))
        return self.follows(page)

    def follows(self, name: str) -> "Office":
        return self._follows(self.page.locator("main").get_by_role("link", name=name).first)

    def fills(self, **fields: str) -> "Office":
        """Text fields, dates and lists, by their names; a list by the words of the choice."""
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]").first
            if field.evaluate("field => field.localName") == "select":
                field.select_option(label=value)
            else:
                field.fill(value)
        return self

    def chooses(self, *labels: str) -> "Office":
        for label in labels:
            self._tap(self.page.locator("label").filter(has_text=re.compile(rf"^\s*{label}\s*$")).first)
        return self

    def unfolds(self, title: str) -> "Office":
        self._tap(self.page.get_by_text(title))
        return self._looks()

    def sends(self, button: str) -> "Office":
        with self.page.expect_navigation():
            self._tap(self.page.get_by_role("button", name=button, exact=True))
        return self._looks()

    def presses(self, button: str) -> "Office":
        """The first button with these words in its name."""
        with self.page.expect_navigation():
            self._tap(self.page.locator("main").get_by_role("button", name=button))
        return self._looks()

    def takes_first_face(self) -> "Office":
        self._tap(self.page.locator("label.face-choice"))
        return self

    # ------------------------------------------------------------ what they see

    def sees(self, *texts: str) -> "Office":
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def reads_link(self) -> str:
        """The path of the link that is shown once."""
        return urlsplit(self.page.get_by_label("De link").input_value()).path

    def reads_badge_code(self) -> str:
        code = re.search(r"\b[2-9A-HJKMNP-Z]{4} [2-9A-HJKMNP-Z]{4}\b", self.page.locator("main").inner_text())
        assert code
        return code.group(0)

    # ------------------------------------------------------------ how

    def starts(self) -> "Office":
        self.page.goto("/manage")
        return self._looks()

    def _follows(self, link: Locator) -> "Office":
        with self.page.expect_navigation():
            self._tap(link)
        return self._looks()

    def _tap(self, what: Locator) -> None:
        shown = what.filter(visible=True).first
        if self.touch:
            shown.tap()
        else:
            shown.click()

    def _looks(self) -> "Office":
        if self.script:  # axe needs scripts
            check_once(self.page)
        return self
