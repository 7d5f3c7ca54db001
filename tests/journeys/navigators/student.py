"""A student with a phone, step by step."""

from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from tests.journeys.axe import check_once
from tests.journeys.conftest import Live


class Student:
    """What a student does and sees; ``taps`` counts the taps, and every page on the way is checked for everybody."""

    def __init__(self, live: Live, who: UUID | None, **screen: Any) -> None:
        self.page: Page = live.screen(who, **screen).new_page()
        self.touch: bool = screen.get("has_touch", False)
        self.script: bool = screen.get("java_script_enabled", True)
        self.look: str = screen.get("color_scheme", "light")
        self.taps = 0

    # ------------------------------------------------------------ what they do

    def opens_today(self) -> "Student":
        self.page.goto("/today")
        return self._looks()

    def opens_work(self) -> "Student":
        self.page.goto("/work")
        return self._looks()

    def types_badge_code(self, code: str) -> "Student":
        """Sign in with the code under the QR of a badge."""
        self.page.goto("/badge")
        self._looks()
        self.page.get_by_label("Code").fill(code)
        self._submits("Verder")
        self._submits("Ja, dat ben ik")
        return self._looks()

    def opens_log(self) -> "Student":
        return self._follows(self.page.get_by_role("link", name="Dit heb ik gedaan"))

    def opens_menu(self, name: str) -> "Student":
        return self._follows(self.page.get_by_role("navigation").get_by_role("link", name=name))

    def taps_planned(self, task: str) -> "Student":
        return self._follows(self.page.get_by_role("link", name=task))

    def starts_planned(self, task: str) -> "Student":
        """From the plan to the whole form."""
        self.taps_planned(task)
        return self._follows(self.page.get_by_role("link", name="Eerst een foto maken"))

    def answers(self, choice: str) -> "Student":
        """A choice that is a button: it saves."""
        self._tap(self.page.locator("button.level").filter(has_text=choice))
        return self

    def presses(self, name: str) -> "Student":
        """A button that leads to another page."""
        with self.page.expect_navigation():
            self._tap(self.page.get_by_role("button", name=name))
        return self._looks()

    def follows(self, name: str) -> "Student":
        return self._follows(self.page.get_by_role("link", name=name))

    def writes(self, label: str, words: str) -> "Student":
        self.page.get_by_label(label).fill(words)
        return self

    def chooses(self, task: str) -> "Student":
        self._tap(self.page.locator("label.tile").filter(has_text=task))
        return self

    def goes_on(self) -> "Student":
        """The blue button with which one question leads to the next; without a script they are all on one page."""
        if self.script:
            self._tap(self.page.get_by_role("button", name="Verder"))
            self._looks()
        return self

    def goes_without_photo(self) -> "Student":
        if self.script:
            self._tap(self.page.get_by_role("button", name="Zonder foto"))
            self._looks()
        return self

    def takes_photo(self, file: Path) -> "Student":
        if self.script:
            return self._gives("Maak een foto", "Nog een foto", file)
        self.page.get_by_label("Foto van je werk").set_input_files(file)
        return self

    def chooses_photos(self, *files: Path) -> "Student":
        """Several at once of what the phone has already; without a script each has a place of its own too."""
        if self.script:
            return self._gives("Kies foto’s die je al hebt", "Kies foto’s", *files)
        first, *others = files
        self.page.get_by_label("Foto van je werk").set_input_files(first)
        for place, file in enumerate(others, 2):
            self._tap(self.page.locator("summary").filter(has_text="Nog een foto"))
            self.page.get_by_label(f"Foto {place}").set_input_files(file)
        return self

    def removes_photo(self, n: int = 1) -> "Student":
        if self.script:
            self._tap(self.page.get_by_role("button", name=f"Weghalen: foto {n}"))
        else:
            self._tap(self.page.locator("label").filter(has_text=f"(foto {n})"))
        return self

    def sees_on_photo(self, n: int, *tasks: str) -> "Student":
        """Say which of the tasks a photo shows."""
        self._tap(self.page.get_by_role("button", name=f"Wat zie je? Foto {n}"))
        self.sees_question("Wat zie je op deze foto?")
        for task in tasks:
            self._tap(self.page.locator("[data-seen-tasks] label").filter(has_text=task))
        self._tap(self.page.get_by_role("button", name="Klaar", exact=True))
        expect(self.page.get_by_role("button", name=f"Wat zie je? Foto {n}")).to_be_focused()
        return self._looks()

    def says(self, level: str) -> "Student":
        self._tap(self.page.locator("label.level").filter(has_text=level))
        return self

    def is_ready(self) -> "Student":
        self._tap(self.page.get_by_role("button", name="Klaar", exact=True))
        return self

    def tries_again(self) -> "Student":
        self._tap(self.page.get_by_role("button", name="Probeer opnieuw"))
        return self

    def takes_back(self) -> "Student":
        """Undo what was saved just now."""
        if not self.script:
            return self.presses("Ongedaan maken")
        self._tap(self.page.get_by_role("button", name="Ongedaan maken"))
        return self.sees_question("Teruggehaald")

    def puts_back(self) -> "Student":
        """Undo that again."""
        if not self.script:
            return self.presses("Zet het terug")
        self._tap(self.page.get_by_role("button", name="Zet het terug"))
        return self.sees_tick()

    def goes_back(self) -> "Student":
        """With the phone's own Back."""
        self.page.go_back()
        return self

    def felt(self, mood: str, words: str) -> "Student":
        self._tap(self.page.locator("label.segment").filter(has_text=mood))
        self.page.get_by_label("Wil je er iets bij zeggen?").fill(words)
        self._tap(self.page.get_by_role("button", name="Zet het erbij"))
        return self

    # ------------------------------------------------------------ what they see

    def sees(self, text: str) -> "Student":
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def sees_question(self, title: str) -> "Student":
        expect(self.page.get_by_role("heading", name=title)).to_be_visible()
        if self.script:
            self.page.bring_to_front()  # behind another window nothing has the focus
            expect(self.page.get_by_role("heading", name=title)).to_be_focused()
        return self._looks()

    def sees_tick(self) -> "Student":
        """It is saved: on the phone; without a script, or when it was changed later, at the server."""
        if self.script and "/log" in self.page.url:
            return self.sees_question("Opgeslagen")
        expect(self.page.get_by_role("status").filter(has_text="Opgeslagen en verstuurd")).to_be_visible()
        return self._looks()

    def sees_sent(self) -> "Student":
        """It is saved, and it arrived."""
        if not self.script:
            return self.sees_tick()
        expect(self.page.get_by_role("heading", name="Opgeslagen")).to_be_visible()
        expect(self.page.get_by_role("status").get_by_text("Verstuurd")).to_be_visible()
        return self._looks()

    def opens_saved(self) -> "Student":
        """What was saved as *Mijn werk* shows it, once it arrived; without a script that is where one is."""
        self.sees_sent()
        return self._follows(self.page.locator("a[data-rest]")) if self.script else self

    def sees_on_phone(self) -> "Student":
        """It is saved and waits on the phone."""
        expect(self.page.get_by_role("heading", name="Opgeslagen")).to_be_visible()
        expect(self.page.get_by_role("status").get_by_text("Staat op je telefoon")).to_be_visible()
        return self

    def chose(self, *names: str) -> "Student":
        """The answers that stand."""
        standing = self.page.locator("label:has(input:checked)")
        said = [text.split("\n")[0] for text in standing.locator(".word, .grow").all_text_contents()]
        assert [next(name for name in names if text.strip().startswith(name)) for text in said] == list(names)
        return self

    def work(self) -> list[str]:
        """The titles of *Mijn werk*, from the top."""
        return self.page.locator("article h2").all_text_contents()

    # ------------------------------------------------------------ how

    def _gives(self, first: str, later: str, *files: Path) -> "Student":
        """Tap the button, which is named otherwise once there is a photo, and wait until these are ready."""
        shots = self.page.locator("[data-shots] li")
        before = shots.count()
        button = self.page.get_by_role("button", name=later if before else first, exact=True)
        with self.page.expect_file_chooser() as chooser:
            self._tap(button)
        chooser.value.set_files(files)
        expect(shots).to_have_count(before + len(files))
        expect(self.page.locator("[data-shrinking]")).to_be_hidden()
        return self._looks()

    def _tap(self, what: Locator) -> None:
        self.taps += 1
        shown = what.filter(visible=True)
        if self.touch:
            shown.tap()
        else:
            shown.click()

    def _submits(self, name: str) -> None:
        with self.page.expect_navigation():
            self._tap(self.page.get_by_role("button", name=name))

    def _follows(self, link: Locator) -> "Student":
        with self.page.expect_navigation():
            self._tap(link)
        return self._looks()

    def _looks(self) -> "Student":
        if not self.script:
            return self  # axe needs scripts; see test_the_plain_form_is_for_everybody
        check_once(self.page, self.look)
        return self
