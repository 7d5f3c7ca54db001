"""The tick is a promise: what was saved is on the phone, once, and what could not be saved is said so."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.base import clock
from app.base.assets import asset
from app.base.clock import local_day
from app.logbook.models import LogEntry
from tests.browser import PHONE
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.journeys.navigators.student import Student
from tests.phone.conftest import run, until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]

DRAFTS = "const all = await (await vault.current()).all('draft'); return all.length ? all : null;"
TEN_YEARS = timedelta(days=3653)
WORK = f"import('{asset('js/log/work.js')}')"
FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...what) {
    if (this.name === "envelopes") throw new DOMException("", "QuotaExceededError");
    return put.apply(this, what);
  };
  globalThis.makeRoom = () => { IDBObjectStore.prototype.put = put; };
}"""


@pytest.fixture
def sam(live: Live) -> Student:
    """Sam with a phone."""
    return Student(live, ids.sam, **PHONE).opens_today()


def entries(live: Live) -> list[LogEntry]:
    """What arrived."""
    with live.world.session() as session:
        return list(session.exec(select(LogEntry)))


def test_quota_exceeded(live: Live, sam: Student, photo: Path) -> None:
    """A full phone says that nothing is saved yet, and keeps everything on the screen."""
    sam.starts_planned("Vegen").takes_photo(photo)
    sam.page.evaluate(FULL)
    sam.goes_on().says("Zelf").is_ready().sees_question("Je telefoon is vol")
    sam.goes_back().sees_question("Hoe deed je het?").is_ready().sees_question("Je telefoon is vol")
    assert entries(live) == []

    sam.page.evaluate("makeRoom()")
    sam.tries_again().sees_sent()
    assert len(entries(live)) == 1


def test_transaction_aborted(live: Live, sam: Student) -> None:
    sam.taps_planned("Vegen")
    sam.page.evaluate(FULL.replace('throw new DOMException("", "QuotaExceededError")', "this.transaction.abort()"))
    sam.answers("Samen").sees_question("Nog niet opgeslagen")
    sam.page.evaluate("makeRoom()")
    sam.goes_back().sees_question("Hoe deed je het?").answers("Samen").sees_sent()
    assert len(entries(live)) == 1


def test_killed_between_the_tick_and_forgetting_the_draft(sam: Student) -> None:
    """The draft of what was saved does not come back as something still to save."""
    sam.starts_planned("Vegen").goes_without_photo().says("Zelf")
    until(sam.page, "vault", DRAFTS)
    drafts = run(sam.page, "vault", DRAFTS)
    sam.is_ready().sees_sent()
    until(sam.page, "vault", f"return !(await (async () => {{ {DRAFTS} }})());")
    ((name, draft),) = drafts
    put = "await (await vault.current()).put('draft', given.name, given.draft);"
    run(sam.page, "vault", put, {"name": name, "draft": draft})

    sam.opens_today().starts_planned("Vegen")
    until(sam.page, "vault", f"return !(await (async () => {{ {DRAFTS} }})());")
    expect(sam.page.get_by_text("Je was hier nog mee bezig")).to_be_hidden()


def test_tabs_in_parallel(live: Live, sam: Student) -> None:
    """Two pages of the same student save at once; each log arrives once."""
    other = Student.__new__(Student)
    other.__dict__ = sam.__dict__ | {"page": sam.page.context.new_page()}
    sam.taps_planned("Vegen")
    other.opens_today().taps_planned("Koffie zetten")
    sam.answers("Samen")
    other.answers("Zelf").sees_sent()
    sam.sees_sent()
    assert len(entries(live)) == 2


def today(page: Page, rendered: str) -> Any:
    """The day of work on a page that says another one."""
    return page.evaluate(f"async (day) => (await {WORK}).today(day)", rendered)


def test_clock_wrong_by_ten_years(live: Live) -> None:
    context = live.screen(ids.sam, **PHONE)
    page = context.new_page()
    page.clock.set_fixed_time(clock.now() + TEN_YEARS)
    page.goto("/today")
    day = local_day(clock.now(), "Europe/Amsterdam")
    assert today(page, day.isoformat()) == day.isoformat()
    page.goto("/about")
    page.clock.set_fixed_time(clock.now() - TEN_YEARS)
    assert today(page, day.isoformat()) == day.isoformat()


def test_a_page_of_yesterday_is_for_work_of_today(live: Live, sam: Student) -> None:
    day = local_day(clock.now(), "Europe/Amsterdam")
    assert today(sam.page, (day - timedelta(days=1)).isoformat()) == day.isoformat()
