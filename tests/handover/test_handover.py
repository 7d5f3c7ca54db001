"""The next one finds nothing of the one before, and what that one had not sent arrives as theirs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlmodel import select

from app.logbook.models import LogEntry
from tests.cast import ids
from tests.handover.browser import goes_back, on_disk, stored
from tests.handover.story import OF_STUDENTS, Phone, badge_of_noor, lives, shared
from tests.journeys.conftest import Live
from tests.shell.conftest import until
from tests.shell.wire import Wire

pytestmark = pytest.mark.browser
FARTHEST = 8
Record = Callable[[str, object], None]


def signs_out_online(phone: Phone) -> None:
    """With a network, though what waits does not go."""
    phone.page.goto(phone.live.address + "/me")
    _leaves(phone.page)
    expect(phone.page.get_by_role("link", name="Typ de code van je pasje")).to_be_visible()


def signs_out_offline(phone: Phone) -> None:
    """Without one; it comes back only for the next one."""
    phone.wire.cut()
    phone.page.goto(phone.live.address + "/me")
    _leaves(phone.page)
    expect(phone.page.locator("h1")).to_have_text("Je bent uitgelogd")


def kills_the_tab(phone: Phone) -> None:
    """Without signing out at all."""
    old, phone.page = phone.page, phone.context.new_page()
    old.close()


def _leaves(page: Page) -> None:
    page.get_by_role("button", name="Log uit").click()
    page.locator("dialog [data-leave]").click()


@pytest.mark.parametrize("ends", [signs_out_online, signs_out_offline, kills_the_tab])
def test_the_next_one_finds_nothing(
    live: Live,
    wire: Wire,
    playwright: Playwright,
    tmp_path: Path,
    record_property: Record,
    ends: Callable[[Phone], None],
) -> None:
    found: list[str] = []
    with shared(live, wire, playwright, tmp_path) as phone:
        lives(phone, tmp_path)
        assert len(phone.canaries) >= 40
        ends(phone)
        if ends is not kills_the_tab:
            found += _with_back(phone)
            found += stored(phone.page, phone.canaries)
        wire.mend()
        _next_one(phone)
        found += _with_back(phone)
        phone.refuses = False
        phone.page.goto(live.address + "/today")
        waiting = [phone.canaries.texts[f"waiting words {number}"] for number in range(2)]
        until(phone.page, lambda: all(_arrived(live, words) for words in waiting), "what waited does not arrive")
        for path in OF_STUDENTS:
            phone.page.goto(live.address + path)
            found += phone.found(phone.page.content())
        found += stored(phone.page, phone.canaries)
    found += on_disk(phone.profile, phone.canaries)
    record_property("leaked", len(found))
    assert found == []
    assert phone.moments or ends is kills_the_tab, "the browser kept no page for Back, so this proves nothing"


def _next_one(phone: Phone) -> None:
    """Noor signs in with her badge and looks at everything."""
    page = phone.page
    page.goto(phone.live.address + "/badge")
    page.get_by_label("Code").fill(badge_of_noor(phone.live))
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Ja, dat ben ik").click()
    expect(page.locator("h1")).to_have_text("Hoi Noor!")


def _with_back(phone: Phone) -> list[str]:
    """What shows when somebody goes back as far as there is something."""
    texts: list[str] = []
    while len(texts) < FARTHEST and (text := goes_back(phone.page)):
        texts.append(text)
    return phone.found(*texts)


def _arrived(live: Live, words: str) -> bool:
    with live.world.session() as session:
        return session.exec(select(LogEntry.student_id).where(LogEntry.words == words)).all() == [ids.sam]
