"""What waits on the phone is drawn into the pages, and a student can do something about what was refused."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlmodel import select

from app.logbook.models import EntryMedia, LogEntry, LogRevision, Media
from tests.browser import PHONE
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.journeys.navigators.student import Student
from tests.phone.conftest import run, until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]

BROKEN = {"type": "urn:werkbrug:broken", "status": 422, "title": "Deze foto is stuk."}
WITHDRAWN = {"type": "urn:werkbrug:device-withdrawn", "status": 422, "title": "Dit toestel is uitgelogd."}
CHANGED = {"type": "urn:werkbrug:other-content", "status": 409, "title": "Hier staat al iets anders."}


@dataclass
class Road:
    """The way to the server, which a test closes and opens; `refuse` says the problem of the n-th thing that goes."""

    page: Page
    closed: bool = True
    refuse: dict[int, dict[str, object]] = field(default_factory=dict)
    sent: int = 0

    def __post_init__(self) -> None:
        self.page.context.route("**/api/sealed/*", self._go)

    def _go(self, route: Route) -> None:
        if self.closed:
            return route.abort()
        self.sent += 1
        problem = self.refuse.get(self.sent)
        if problem is None:
            return route.continue_()
        status = int(str(problem["status"]))
        return route.fulfill(status=status, content_type="application/problem+json", body=json.dumps(problem))

    def heals(self) -> None:
        """The network is there again, and the phone notices."""
        self.closed = False
        self.page.evaluate("dispatchEvent(new Event('online'))")


@pytest.fixture
def sam(live: Live) -> Student:
    """Sam with a phone."""
    return Student(live, ids.sam, **PHONE).opens_today()


def log_with_photo(sam: Student, photo: Path) -> None:
    """A log of sweeping with a photo, up to the tick."""
    sam.starts_planned("Vegen").takes_photo(photo).goes_on().says("Zelf").is_ready().sees_on_phone()


def test_what_waits_is_drawn_on_today_and_on_my_work(sam: Student, photo: Path) -> None:
    road = Road(sam.page)
    log_with_photo(sam, photo)
    sam.opens_today().taps_planned("Koffie zetten").answers("Samen").sees_on_phone()

    sam.opens_today().sees("2 logs staan op je telefoon").sees("Koffie zetten (gedaan)")
    for card in sam.page.locator("#on-phone article").all():
        expect(card.get_by_text("staat op je telefoon")).to_be_visible()
    sam.follows("2 logs staan op je telefoon")
    first = sam.page.locator("#on-phone article").first
    expect(first.get_by_role("heading", name="Vegen")).to_be_visible()
    assert first.locator("img").evaluate("image => image.decode().then(() => image.naturalHeight)") == 320

    road.heals()
    expect(first.get_by_text("verstuurd")).to_be_visible()
    expect(sam.page.locator("#on-phone-line")).to_be_hidden()
    sam.page.reload()
    expect(sam.page.locator("#on-phone")).to_be_hidden()
    assert sam.work() == ["Koffie zetten", "Vegen"]


def test_a_refused_photo_does_not_hold_up_the_rest_and_can_be_left_out(live: Live, sam: Student, photo: Path) -> None:
    road = Road(sam.page, refuse={3: BROKEN})
    log_with_photo(sam, photo)
    sam.opens_today().taps_planned("Koffie zetten").answers("Samen").sees_on_phone()
    road.heals()
    sam.sees_sent().opens_work().sees("Er lukt iets niet met een log.").sees("Deze foto is stuk.")
    assert count(live, LogEntry) == 2

    sam.page.get_by_role("button", name="Verstuur zonder deze foto").tap()
    expect(sam.page.locator("#on-phone article").get_by_text("verstuurd")).to_be_visible()
    assert count(live, LogRevision) == 3
    assert count(live, EntryMedia) == 0


def test_a_refused_photo_can_be_replaced(live: Live, sam: Student, photo: Path) -> None:
    road = Road(sam.page, refuse={2: BROKEN})
    log_with_photo(sam, photo)
    road.heals()
    expect(sam.page.get_by_role("status").get_by_text("Dit lukt zo niet")).to_be_visible()
    sam.opens_work().follows("Andere foto").sees_question("Laat je werk zien").takes_photo(photo).goes_on()
    sam.is_ready().sees_sent()
    assert [media.received_at is not None for media in rows(live, Media)].count(True) == 1
    assert (count(live, LogEntry), count(live, EntryMedia)) == (1, 1)


def test_same_id_with_other_content_keeps_both(live: Live, sam: Student) -> None:
    road = Road(sam.page, refuse={1: CHANGED})
    sam.taps_planned("Vegen").answers("Samen").sees_on_phone()
    road.heals()
    expect(sam.page.get_by_role("status").get_by_text("Dit lukt zo niet")).to_be_visible()
    sam.opens_work().sees("Hier staat al iets anders.").sees("Wat jij schreef is niet weg.")
    sam.follows("Pas het aan").sees("Wat heb je gedaan?").chose("Vegen", "Samen").goes_on().goes_without_photo()
    sam.says("Zelf").is_ready().sees_sent()
    assert [(entry.revision, int(entry.level or 0)) for entry in rows(live, LogEntry)] == [(2, 3)]


def test_only_the_student_throws_something_away(sam: Student) -> None:
    road = Road(sam.page, refuse={1: CHANGED})
    sam.taps_planned("Vegen").answers("Samen").sees_on_phone()
    road.heals()
    expect(sam.page.get_by_role("status").get_by_text("Dit lukt zo niet")).to_be_visible()
    sam.opens_work().sees("Hier staat al iets anders.")
    sam.page.locator("summary").filter(has_text="Gooi dit weg").tap()
    sam.page.get_by_role("button", name="Ja, gooi het weg").tap()
    expect(sam.page.locator("#on-phone")).to_be_hidden()
    assert run(sam.page, "outbox", "return await outbox.rows();") == []


def test_what_waits_for_days_can_be_handed_over_as_a_file(live: Live, sam: Student, photo: Path) -> None:
    Road(sam.page)
    log_with_photo(sam, photo)
    sam.opens_work()
    expect(sam.page.get_by_role("button", name="Maak een bestand voor je begeleider")).to_be_hidden()
    older = """
    const db = await store.store();
    for (const row of await db.getAll("outbox")) await db.put("outbox", { ...row, since: row.since - 3 * 86400000 });
    """
    run(sam.page, "store", older)
    sam.page.reload()
    with sam.page.expect_download() as download:
        sam.page.get_by_role("button", name="Maak een bestand voor je begeleider").tap()
    file = download.value.path().read_bytes()
    assert file.startswith(b"WERKBRUG1\n")
    anouk = live.world.as_(ids.anouk)
    with download.value.path().open("rb") as opened:
        answer = anouk.post("/handover", data={"file": (opened, "logs.wb")}, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert count(live, LogEntry) == 1
    assert [media.received_at is not None for media in rows(live, Media)] == [True]


def test_what_is_left_of_an_earlier_time_can_be_handed_over_too(sam: Student) -> None:
    """Their sign-in of then was withdrawn: the page of today knows nothing of it but that it is there."""
    road = Road(sam.page, refuse={1: WITHDRAWN})
    sam.taps_planned("Vegen").answers("Samen").sees_on_phone()
    road.heals()
    expect(sam.page.get_by_role("status").get_by_text("Dit lukt zo niet")).to_be_visible()
    other = """
    const db = await store.store();
    for (const row of await db.getAll("outbox")) await db.put("outbox", { ...row, device: "earlier" });
    """
    run(sam.page, "store", other)
    sam.opens_work().sees("Op deze telefoon wacht nog iets van een vorige keer.")
    expect(sam.page.locator("#on-phone article")).to_have_count(0)
    with sam.page.expect_download() as download:
        sam.page.get_by_role("button", name="Maak een bestand voor je begeleider").tap()
    assert download.value.suggested_filename.endswith(".werkbrug")


def test_storage_evicted(live: Live, sam: Student, troubles: list[str]) -> None:
    """The browser threw everything away while something waited: the student hears that it is gone."""
    Road(sam.page)
    sam.taps_planned("Vegen").answers("Samen").sees_on_phone()
    with sam.page.expect_response("**/api/phone/waiting"):
        sam.opens_today()
    sam.page.goto("/about")
    sam.page.context.new_cdp_session(sam.page).send(
        "Storage.clearDataForOrigin", {"origin": live.address, "storageTypes": "indexeddb"}
    )
    sam.opens_today().sees("Er is iets weg op deze telefoon").sees("1 log is niet verstuurd en staat hier niet meer.")
    sam.page.reload()
    sam.taps_planned("Koffie zetten").answers("Samen").sees_on_phone()
    assert run(sam.page, "outbox", "return (await outbox.rows()).map(({ sequence }) => sequence);") != []
    # What was being read at that moment was cut off: that is what is tried here.
    troubles[:] = [trouble for trouble in troubles if "Force close" not in trouble and trouble != "AbortError"]


def test_restored_backup(live: Live, sam: Student, photo: Path, tmp_path: Path) -> None:
    """The server went back to before a log: the phone sends it again."""
    file = live.world.config.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as database, closing(sqlite3.connect(tmp_path / "backup")) as backup:
        database.backup(backup)
        sam.starts_planned("Vegen").takes_photo(photo).goes_on().says("Zelf").is_ready().sees_sent()
        backup.backup(database)
    assert count(live, LogEntry) == 0

    with sam.page.expect_response(lambda answer: "/api/sealed/" in answer.url) as again:
        sam.opens_today()
    again.value.finished()
    until(sam.page, "outbox", "return (await outbox.rows()).every(({ state }) => state === 'sent');")
    assert (count(live, LogEntry), count(live, LogRevision)) == (1, 1)
    assert [media.received_at is not None for media in rows(live, Media)] == [True]


def count(live: Live, table: type[Any]) -> int:
    """How many rows there are behind the server."""
    return len(rows(live, table))


def rows(live: Live, table: type[Any]) -> list[Any]:
    """The rows of a table behind the server."""
    with live.world.session() as session:
        return list(session.exec(select(table)))
