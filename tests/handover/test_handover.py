"""The next one finds nothing of the one before, and what that one had not sent arrives as theirs."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Response
from playwright.sync_api import Page, Playwright, expect
from sqlmodel import select

from app.base import assets
from app.logbook.models import LogEntry
from app.shell import precache
from app.shell import routes as shell
from tests.cast import ids
from tests.handover.browser import goes_back, on_disk, stored
from tests.handover.story import OF_STUDENTS, Phone, badge_of_noor, lives, looks, shared
from tests.journeys.conftest import Live
from tests.shell.conftest import until
from tests.shell.wire import Wire

pytestmark = pytest.mark.browser
TRIALS = 3
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
    sure = page.locator("dialog [data-leave]")
    gone = page.locator("h1", has_text=re.compile("Wie ben je|Je bent uitgelogd"))
    expect(sure.or_(gone).filter(visible=True).first).to_be_visible()
    if sure.is_visible():
        sure.click()


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


@pytest.mark.parametrize("ends", [signs_out_online, signs_out_offline])
def test_back_shows_nothing_where_the_browser_keeps_pages_as_they_were(
    live: Live,
    wire: Wire,
    playwright: Playwright,
    tmp_path: Path,
    record_property: Record,
    ends: Callable[[Phone], None],
) -> None:
    for trial in range(TRIALS):  # a busy machine's browser keeps no page at times
        folder = tmp_path / str(trial)
        folder.mkdir()
        found, moments = _back_after(live, wire, playwright, folder, ends)
        record_property("leaked", len(found))
        assert found == []
        if moments:
            return
    pytest.fail("the browser kept no page, so this proves nothing")


@pytest.mark.usefixtures("leaky")
def test_it_would_show_something_without_our_doing(
    live: Live, wire: Wire, playwright: Playwright, tmp_path: Path
) -> None:
    found, moments = _back_after(live, wire, playwright, tmp_path, signs_out_offline)
    assert moments
    assert "first name with Back" in found


@pytest.fixture
def leaky(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A build in which pages do nothing when somebody leaves: no watching, no channel, no vault held open."""
    name, file = "js/offline/start.js", tmp_path / "start.js"
    file.write_text('import { startShell } from "./shell.js";\nvoid startShell();\n')
    monkeypatch.setitem(assets.files(), name, file)
    forget = [assets.version, assets.packed, precache.kept, shell._impersonal_prints]
    for cached in forget:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in forget:
        cached.cache_clear()


def _back_after(
    live: Live, wire: Wire, playwright: Playwright, folder: Path, ends: Callable[[Phone], None]
) -> tuple[list[str], list[str]]:
    """What Back shows of Sam, and all that the browser had kept, when it keeps pages that are not to be kept."""

    def may_be_kept(answer: Response) -> Response:
        if answer.cache_control.no_store:
            answer.headers["Cache-Control"] = "no-cache"
        return answer

    live.world.app.after_request_funcs[None].insert(0, may_be_kept)
    with shared(live, wire, playwright, folder) as phone:
        looks(phone)
        ends(phone)
        found = _with_back(phone)
        wire.mend()
        _next_one(phone)
        found += _with_back(phone)
        return found, phone.moments


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
