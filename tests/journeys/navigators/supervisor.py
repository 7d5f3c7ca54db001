"""A supervisor with a phone or at a desk, step by step."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from tests.journeys.axe import check_once
from tests.journeys.conftest import Live


class Supervisor:
    """What a supervisor does and sees; ``taps`` counts taps and keys, and every page on the way is checked."""

    def __init__(self, live: Live, who: UUID, **screen: Any) -> None:
        self.page: Page = live.screen(who, **screen).new_page()
        self.touch: bool = screen.get("has_touch", False)
        self.script: bool = screen.get("java_script_enabled", True)
        self.look: str = screen.get("color_scheme", "light")
        self.taps = 0

    # ------------------------------------------------------------ what they do

    def opens_queue(self) -> "Supervisor":
        self.page.goto("/review")
        return self._looks()

    def opens_list(self) -> "Supervisor":
        """The list, which on a phone is behind a button."""
        button = self.page.get_by_role("link", name="Lijst", exact=True)
        return self._goes(button, "**/review?list=1*") if button.is_visible() else self

    def opens(self, name: str) -> "Supervisor":
        """An entry of the list, by the student's name."""
        self.opens_list()
        return self._goes(self.page.locator("a.queue-item").filter(has_text=name).first, "**/review/*")

    def judges(self, work_process: str, level: str) -> "Supervisor":
        return self._chooses(work_process, level)

    def judges_at(self, place: int, level: str) -> "Supervisor":
        """The work process at this place of those that are proposed."""
        process = self.page.locator("fieldset.segmented").nth(place)
        self._tap(process.locator("label").filter(has_text=level))
        return self

    def opens_more(self) -> "Supervisor":
        self._tap(self.page.get_by_text("Meer werkprocessen"))
        return self._looks()

    def says(self, words: str) -> "Supervisor":
        self.page.get_by_label("Zeg iets tegen").fill(words)
        return self

    def writes(self, words: str) -> "Supervisor":
        """Type where the focus is; the words themselves are no taps."""
        self.page.keyboard.type(words)
        return self

    def has_seen(self) -> "Supervisor":
        return self._submits("Gezien, volgende")

    def asks(self) -> "Supervisor":
        return self._submits("Samen bekijken")

    def leaves_for_later(self) -> "Supervisor":
        return self._follows(self.page.get_by_role("link", name="Later", exact=True))

    def opens_several(self) -> "Supervisor":
        self.opens_list()
        return self._follows(self.page.get_by_role("link", name="Meer tegelijk"))

    def chooses_all(self) -> "Supervisor":
        button = self.page.locator("#choose-all")
        if self.script:
            self._tap(button)
            return self._looks()
        return self._follows(button)

    def ticks(self, *places: int) -> "Supervisor":
        """Tick these of the list, or take the tick away."""
        for place in places:
            self._tap(self.page.locator("label.pick").nth(place))
        return self

    def has_seen_chosen(self, words: str) -> "Supervisor":
        return self._submits(words if self.script else "Gezien")

    def says_often(self, sentence: str) -> "Supervisor":
        self._tap(self.page.locator("label.phrase").filter(has_text=sentence))
        return self

    def filters(self, field: str, choice: str) -> "Supervisor":
        """From the list: by what the form has a field for."""
        self.opens_list()
        self._follows(self.page.get_by_role("link", name="Filter", exact=True))
        self.page.get_by_label(field).select_option(label=choice)
        return self._submits("Toon")

    def opens_naming(self) -> "Supervisor":
        return self._follows(self.page.get_by_role("link", name="Geef het een naam"))

    def presses(self, *keys: str) -> "Supervisor":
        """Keys that stay on the page."""
        for key in keys:
            self.taps += 1
            self.page.keyboard.press(key)
        return self

    def presses_on(self, key: str) -> "Supervisor":
        """A key that leads to another page."""
        with self.page.expect_navigation():
            self.presses(key)
        return self._looks()

    def takes_back(self) -> "Supervisor":
        return self._submits("Ongedaan maken")

    def opens_student(self, name: str) -> "Supervisor":
        self._goes(self.page.get_by_role("navigation").get_by_role("link", name="Leerlingen"), "**/students")
        return self._goes(self.page.locator("a.student-card").filter(has_text=name), "**/students/*")

    def gives_badge(self, name: str) -> str:
        """A new badge, from the student's page; what is printed under its QR."""
        self._tap(self.page.get_by_text(f"Pasje van {name}"))
        self._submits("Nieuw pasje")
        code = re.search(r"\b[2-9A-HJKMNP-Z]{4} [2-9A-HJKMNP-Z]{4}\b", self.page.locator("main").inner_text())
        assert code
        return code.group(0)

    def asks_company(self, contact: str) -> str:
        """A link for a contact, from the student's page; where it leads."""
        self._goes(self.page.locator("main").get_by_role("link", name="Vraag het bedrijf"), "**/feedback")
        self._looks()
        self._tap(self.page.locator("label").filter(has_text=contact).first)
        self._submits("Maak een link")
        return urlsplit(self.page.locator(".link-card .address").inner_text().strip()).path

    def saw_it(self, work_process: str, level: str, note: str, day: date | None = None) -> "Supervisor":
        """*Ik zag het zelf*, from the student's page."""
        self._goes(self.page.locator("main").get_by_role("link", name="Ik zag het zelf").first, "**/observe")
        self._tap(self.page.locator("label.level").filter(has_text=work_process))
        self._chooses("Hoe ging het?", level)
        self.page.get_by_label("Wat zag je?").fill(note)
        if day is not None:
            self.page.get_by_label("Wanneer?").fill(day.isoformat())
        return self._submits("Opslaan")

    def opens_sign_off(self, work_process: str) -> "Supervisor":
        process = self.page.locator("li.process").filter(has_text=work_process)
        if process.locator("details.folded:not([open])").count():
            self._tap(process.locator("summary.process-head"))
        return self._goes(process.get_by_role("link", name="Aftekenen"), "**/sign-off/*")

    def opens_overview(self) -> "Supervisor":
        return self._goes(self.page.get_by_role("navigation").get_by_role("link", name="Overzicht"), "**/overview")

    def opens_cell(self, said: str) -> "Supervisor":
        """A cell of the overview, by what it says."""
        return self._goes(self.page.get_by_role("link", name=said), "**/sign-off/*")

    def talks(self, agreed: str, **said: tuple[str, str]) -> "Supervisor":
        """*Gesprek vastleggen*, from the student's page; ``said`` is what company and school say, by work process."""
        self._goes(self.page.locator("main").get_by_role("link", name="Gesprek vastleggen"), "**/talk")
        self._looks()
        for work_process, (company, school) in said.items():
            both = self.page.get_by_role("group", name=work_process.replace("_", " "))
            self._tap(both.get_by_role("group", name="Het bedrijf zegt").locator("label").filter(has_text=company))
            self._tap(both.get_by_role("group", name="Jij zegt").locator("label").filter(has_text=school))
        self.page.get_by_label("Wat spraken jullie af?").fill(agreed)
        return self._submits("Gesprek opslaan")

    def corrects(self, was: str, level: str, reason: str) -> "Supervisor":
        """An observation of one's own, on the page of the evidence."""
        self._goes(self.page.get_by_role("link", name=f"Verbeter of trek in: {was}"), "**/observations/*")
        self._looks()
        self._chooses("Hoe ging het echt?", level)
        self.page.get_by_label("Waarom verander je dit?").fill(reason)
        return self._submits("Opslaan")

    def signs(self, reason: str | None = None) -> "Supervisor":
        if reason is not None:
            self.page.get_by_label("Waarom teken je nu al af?").fill(reason)
        return self._submits("Aftekenen")

    # ------------------------------------------------------------ what they see

    def sees(self, text: str) -> "Supervisor":
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def sees_title(self, text: str) -> "Supervisor":
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)
        return self

    def lit(self, work_process: str) -> bool:
        """Whether the plank of this work process is wood."""
        plank = self.page.locator("li.process").filter(has_text=work_process).locator(".plank-mark")
        return "lit" in (plank.get_attribute("class") or "").split()

    # ------------------------------------------------------------ how

    def _chooses(self, group: str, level: str) -> "Supervisor":
        self._tap(self.page.get_by_role("group", name=group).locator("label").filter(has_text=level))
        return self

    def _submits(self, name: str) -> "Supervisor":
        with self.page.expect_navigation():
            self._tap(self.page.get_by_role("button", name=name))
        return self._looks()

    def _follows(self, link: Locator) -> "Supervisor":
        with self.page.expect_navigation():
            self._tap(link)
        return self._looks()

    def _goes(self, link: Locator, address: str) -> "Supervisor":
        self._tap(link)
        self.page.wait_for_url(address)
        return self._looks()

    def _tap(self, what: Locator) -> None:
        self.taps += 1
        shown = what.filter(visible=True)
        if self.touch:
            shown.tap()
        else:
            shown.click()

    def _looks(self) -> "Supervisor":
        if self.script:  # axe needs scripts; the pages themselves have none, so they are the same without
            check_once(self.page, self.look)
        return self
