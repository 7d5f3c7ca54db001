"""An employer with a link, step by step."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.axe import check_once
from tests.journeys.conftest import Live


class Employer:
    """What somebody with a link does and sees; ``taps`` counts the taps, and every page is checked for everybody."""

    def __init__(self, live: Live, path: str, **screen: Any) -> None:
        self.page: Page = live.screen(**screen).new_page()
        self.path = path
        self.touch: bool = screen.get("has_touch", False)
        self.script: bool = screen.get("java_script_enabled", True)
        self.taps = 0

    def opens(self) -> "Employer":
        self.page.goto(self.path)
        return self._looks()

    def smiles(self, face: str) -> "Employer":
        self._leaves_by(self.page.get_by_role("button", name=face, exact=True))
        return self._looks()

    def begins(self) -> "Employer":
        self._leaves_by(self.page.get_by_role("button", name="Begin"))
        return self._looks()

    def says_of(self, name: str, *words: str) -> "Employer":
        """On the card of this student."""
        card = self.page.locator(".about").filter(has_text=f"Hoe doet {name} het?")
        for word in words:
            self._tap(card.locator("label").filter(has_text=word))
        return self._looks()

    def chooses(self, *words: str) -> "Employer":
        for word in words:
            self._tap(self.page.locator("label").filter(has_text=word))
        return self._looks()

    def writes(self, sentence: str, name: str | None = None) -> "Employer":
        self.page.get_by_label("Een zin voor").filter(visible=True).fill(sentence)
        if name is not None:
            self.page.get_by_label("Dit komt van").fill(name)
        return self

    def sends(self) -> "Employer":
        self._leaves_by(self.page.get_by_role("button", name="Verstuur"))
        return self._looks()

    def goes_back(self) -> "Employer":
        self.page.go_back()
        return self

    def sees(self, *texts: str) -> "Employer":
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def reads(self) -> str:
        """All words of the page, with its title."""
        return f"{self.page.title()} {self.page.locator('body').inner_text()}"

    def _leaves_by(self, what: Locator) -> None:
        with self.page.expect_navigation():
            self._tap(what)

    def _tap(self, what: Locator) -> None:
        self.taps += 1
        if self.touch:
            what.tap()
        else:
            what.click()

    def _looks(self) -> "Employer":
        if self.script:  # axe needs scripts; the pages themselves have none, so they are the same without
            check_once(self.page)
        return self
