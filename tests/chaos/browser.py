"""Real Chromium, a real server, and a bad network between them.

``python -m tests.chaos.browser sqlite --seed 1 --count 200`` saves so many logs with photos, lets the browser be
killed, its disk be full, its clock be wrong and its session be over, and prints its results as JSON.
"""

import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect, sync_playwright
from sqlmodel import Session, col

from app.base import clock
from app.base.clock import local_day
from app.base.database import make_engine, open_session
from app.base.storage import Storage
from app.logbook.models import EntryMedia, LogEntry, LogRevision, Media
from app.logbook.photos import media_key
from app.people.models import LoginSession
from tests.browser import LAUNCHED, PHONE, chromium
from tests.cast import ids
from tests.chaos.command import play
from tests.chaos.kills import SECRET, Servers, place
from tests.chaos.pictures import Picture, pictures
from tests.chaos.proxy import Proxy
from tests.chaos.sealing import Device, Sealer
from tests.shell.conftest import keeps

BADLY = 0.4
HEALED = 60
"""Seconds after which nothing may wait any more on a phone with a network, without a tap."""
TEN_YEARS = timedelta(days=3652)
_ROWS = """async () => {
  const opening = indexedDB.open("werkbrug");
  const db = await new Promise((done, failed) => {
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error);
  });
  const asked = db.transaction("outbox").objectStore("outbox").getAll();
  const rows = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  db.close();
  return rows.map(({ id, kind, entry, thing, revision, digest, state, reason }) => (
    { id, kind, entry, thing, revision, digest, state, reason: reason?.code ?? "" }
  ));
}"""


@dataclass
class Tally:
    """What came of it. ``interleavings`` and ``kills`` are those of others; browsers have kills of their own."""

    logs: int = 0
    browsers_killed: int = 0
    requests: int = 0
    acknowledged: int = 0
    slowest_healing: float = 0.0
    wrong: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


@dataclass
class Saved:
    """What was on the phone when the tick was on the screen, by the id of its envelope, and what a photo shows."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    shows: dict[UUID, Picture] = field(default_factory=dict)


@dataclass
class Bench:
    """All that a scenario needs. Each phone of it has a profile of its own under ``folder``."""

    play: Playwright
    proxy: Proxy
    sealer: Sealer
    url: str
    folder: Path
    chance: Random
    tally: Tally
    saved: Saved = field(default_factory=Saved)
    scenario: str = ""
    profile: str = ""

    @contextmanager
    def phone(self, name: str, who: UUID = ids.sam) -> Iterator[BrowserContext]:
        """A phone on which somebody is signed in."""
        with self.database() as session:
            device = self.sealer.sign_in(session, who)
            session.commit()
        with self.again(name) as context:
            self.give_cookie(context, device)
            yield context

    @contextmanager
    def again(self, name: str) -> Iterator[BrowserContext]:
        """The same phone later on."""
        context = self.launched(name)
        try:
            yield context
        finally:
            with suppress(Error):
                context.close()

    def launched(self, name: str) -> BrowserContext:
        """The browser with this profile, started."""
        self.profile = name
        context = self.play.chromium.launch_persistent_context(
            self.folder / name, executable_path=chromium(), args=LAUNCHED, base_url=self.proxy.address, **PHONE
        )
        context.set_default_timeout(30_000)
        return context

    def give_cookie(self, context: BrowserContext, device: Device) -> None:
        """Let a browser be signed in, for longer than it runs."""
        until = time.time() + TEN_YEARS.total_seconds() * 2
        cookie = {"name": "session", "value": device.cookie, "url": self.proxy.address, "expires": until}
        context.add_cookies([cookie])  # type: ignore[list-item]

    @contextmanager
    def database(self) -> Iterator[Session]:
        """Look into the database, or write to it."""
        engine = make_engine(self.url)
        with open_session(engine, writes=True) as session:
            yield session
        engine.dispose()

    def cut(self) -> None:
        """Nobody reaches the server any more."""
        self.proxy.away = True

    def mend(self, badly: float = 0.0) -> None:
        """The network is back, as bad as this."""
        self.proxy.away, self.proxy.badly = False, badly

    def wrong(self, kind: str, text: str) -> None:
        """Note something that must not be."""
        self.tally.wrong[kind] += 1
        self.tally.failures.append(f"{self.scenario}: {kind}: {text}")

    # ---------------------------------------------------------------- what a student does

    def opens_log(self, page: Page) -> None:
        """The page of a new log."""
        page.goto("/log")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    def can_go_without(self, page: Page) -> None:
        """Wait until the page of a new log is kept on the phone."""
        self.opens_log(page)
        keeps(page, "/log")

    def fills_in(self, page: Page) -> Picture:
        """A log with a photo, up to the last tap."""
        picture = self.chance.choice(pictures())
        page.locator("label.tile").filter(has_text="Vegen").filter(visible=True).tap()
        page.get_by_role("button", name="Verder").filter(visible=True).tap()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Maak een foto", exact=True).filter(visible=True).tap()
        file = self.folder / f"{picture.number}.jpg"
        file.write_bytes(picture.jpeg)
        chooser.value.set_files(file)
        expect(page.locator("[data-shots] li")).to_have_count(1)
        page.get_by_role("button", name="Verder").filter(visible=True).tap()
        page.locator("label.level").filter(visible=True).first.tap()
        return picture

    def is_ready(self, page: Page) -> None:
        """The last tap."""
        page.get_by_role("button", name="Klaar", exact=True).filter(visible=True).tap()

    def sees_tick(self, page: Page, picture: Picture) -> None:
        """It is saved: from now on it must arrive."""
        expect(page.get_by_role("heading", name="Opgeslagen")).to_be_visible()
        self.tally.logs += 1
        for row in self.rows(page):
            if row["state"] != "staged" and row["id"] not in self.saved.rows:
                self.saved.rows[row["id"]] = row | {"scenario": self.scenario, "profile": self.profile}
                if row["kind"] == "media":
                    self.saved.shows[UUID(row["thing"])] = picture

    def saves(self, page: Page) -> None:
        """A whole log with a photo."""
        self.opens_log(page)
        picture = self.fills_in(page)
        self.is_ready(page)
        self.sees_tick(page, picture)

    def rows(self, page: Page) -> list[dict[str, Any]]:
        """What the phone has of what was sent and waits."""
        found: list[dict[str, Any]] = page.evaluate(_ROWS)
        return found

    def all_is_sent(self, page: Page) -> None:
        """Nobody taps; a while later nothing waits any more, and nothing is forgotten."""
        began = time.monotonic()
        while any(row["state"] == "waiting" for row in self.rows(page)) and time.monotonic() < began + HEALED:
            page.wait_for_timeout(100)
        self.tally.slowest_healing = max(self.tally.slowest_healing, round(time.monotonic() - began, 1))
        states = {row["id"]: f"{row['state']} {row['reason']}".strip() for row in self.rows(page)}
        for envelope, row in self.saved.rows.items():
            state = states.get(envelope, "forgotten")
            if row["profile"] == self.profile and state != "sent":
                self.wrong("stuck", f"{row['kind']} {row['thing']} is {state}")


# -------------------------------------------------------------------- scenarios


def many_logs(bench: Bench, count: int) -> None:
    """Logs with photos, one after another, on a network that often fails."""
    with bench.phone("many") as context:
        page = context.new_page()
        bench.opens_log(page)
        bench.mend(BADLY)
        for _ in range(count):
            bench.saves(page)
        bench.mend()
        bench.all_is_sent(page)


def killed_after_the_tick(bench: Bench, count: int) -> None:
    """The browser is killed right after the tick, without a network; it starts again, and the log arrives."""
    with bench.phone("killed") as context:
        bench.opens_log(context.new_page())
    for _ in range(count):
        bench.mend()
        context = bench.launched("killed")
        page = context.new_page()
        bench.opens_log(page)
        bench.cut()
        picture = bench.fills_in(page)
        bench.is_ready(page)
        bench.sees_tick(page, picture)
        _kill(bench.folder / "killed")
        bench.tally.browsers_killed += 1
        with suppress(Error):
            context.close()
        bench.mend()
        with bench.again("killed") as context:
            page = context.new_page()
            page.goto("/today")
            bench.all_is_sent(page)


def _kill(profile: Path) -> None:
    """End a browser as an empty battery does: it hears nothing of it."""
    flag = f"--user-data-dir={profile}".encode()
    found = 0
    for process in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            said = (process / "cmdline").read_bytes().split(b"\0")
            if flag in said:
                os.kill(int(process.name), signal.SIGKILL)
                found += 1
    assert found, "the browser to kill was not found"
    (profile / "SingletonLock").unlink(missing_ok=True)


def full_phone(bench: Bench, _count: int) -> None:
    """The phone is full: it says so, what was filled in stays, and it is saved when there is room again."""
    with bench.phone("full") as context:
        bench.opens_log(context.new_page())
    with bench.again("full") as context:  # the browser asks about room only now and then
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Storage.overrideQuotaForOrigin", {"origin": bench.proxy.address, "quotaSize": 1})
        bench.opens_log(page)
        picture = bench.fills_in(page)
        bench.is_ready(page)
        expect(page.get_by_role("heading", name="Je telefoon is vol")).to_be_visible()
        if any(row["state"] != "staged" for row in bench.rows(page)):
            bench.wrong("lost", "a full phone kept half of a log")
        tools.send("Storage.overrideQuotaForOrigin", {"origin": bench.proxy.address})
        page.get_by_role("button", name="Probeer opnieuw").filter(visible=True).tap()
        bench.sees_tick(page, picture)
        bench.all_is_sent(page)


def wrong_clock(bench: Bench, _count: int) -> None:
    """The phone's clock is wrong by ten years, to either side: the log arrives, as of today."""
    today = local_day(clock.now(), "Europe/Amsterdam")
    for name, wrong in (("ahead", TEN_YEARS), ("behind", -TEN_YEARS)):
        with bench.phone(name) as context:
            page = context.new_page()
            page.clock.set_system_time(clock.now() + wrong)
            before = set(bench.saved.rows)
            bench.saves(page)
            bench.all_is_sent(page)
            entries = [UUID(row["entry"]) for row in bench.saved.rows.values() if row["id"] not in before]
        with bench.database() as session:
            days = set(session.scalars(sa.select(col(LogEntry.happened_on)).where(col(LogEntry.id).in_(entries))))
        if days != {today}:
            bench.wrong("lost", f"a log of a phone with a wrong clock is of {days}")


def tabs_at_once(bench: Bench, count: int) -> None:
    """Several tabs save in turn on a bad network. One at a time sends."""
    with bench.phone("tabs") as context:
        tabs = [context.new_page() for _ in range(3)]
        for tab in tabs:
            bench.opens_log(tab)
        bench.proxy.most_at_once = 0
        bench.mend(BADLY)
        for _ in range(count):
            for tab in tabs:
                tab.bring_to_front()
                bench.saves(tab)
        bench.mend()
        for tab in tabs:
            tab.bring_to_front()
            bench.all_is_sent(tab)
        if bench.proxy.most_at_once > 1:
            bench.wrong("doubled", f"{bench.proxy.most_at_once} tabs were sending at once")


def session_over(bench: Bench, _count: int) -> None:
    """The session ends while the phone has no network: what is sealed still goes, as its writer's."""
    with bench.phone("over", ids.sam) as context:
        page = context.new_page()
        bench.can_go_without(page)
        bench.cut()
        bench.saves(page)
        with bench.database() as session:
            session.execute(sa.update(LoginSession).values(ended_at=clock.now()))
            session.commit()
        bench.mend()
        bench.all_is_sent(page)


SCENARIOS: dict[Callable[[Bench, int], None], int] = {
    many_logs: 1,
    tabs_at_once: 20,
    killed_after_the_tick: 20,
    full_phone: 1,
    wrong_clock: 1,
    session_over: 1,
}
"""Each, and of how many logs it does one."""


# -------------------------------------------------------------------- afterwards


def _check(bench: Bench, var: Path) -> None:
    """Everything that had its tick is there once, as it was, and Sam's."""
    storage = Storage(var / "objects")
    with bench.database() as session:
        revisions = {
            (row.entry_id, row.revision): row.digest
            for row in session.execute(
                sa.select(col(LogRevision.entry_id), col(LogRevision.revision), col(LogRevision.digest))
            )
        }
        entries = {row.id: row for row in session.scalars(sa.select(LogEntry))}
        media = {row.id: row for row in session.scalars(sa.select(Media))}
        linked = Counter(session.scalars(sa.select(col(EntryMedia.media_id))))
    bench.tally.acknowledged = len(bench.saved.rows)
    for row in bench.saved.rows.values():
        bench.scenario, thing = row["scenario"], UUID(row["thing"])
        if row["kind"] == "media":
            _check_photo(bench, storage, row, media.get(thing), linked[thing])
        elif revisions.get((thing, row["revision"])) != row["digest"]:
            bench.wrong("lost", f"{thing} {row['revision']} had its tick and is not on record")
    told = {UUID(row["entry"]) for row in bench.saved.rows.values()}
    for entry in entries.values():
        if entry.id not in told:
            bench.wrong("doubled", f"{entry.id} was saved by nobody")
        if entry.student_id != ids.sam:
            bench.wrong("leaked", f"{entry.id} is not Sam's")


def _check_photo(bench: Bench, storage: Storage, row: dict[str, Any], found: Media | None, linked: int) -> None:
    if found is None or found.received_at is None:
        bench.wrong("lost", f"photo {row['thing']} had its tick and is not on record")
        return
    if linked != 1:
        bench.wrong("doubled" if linked else "lost", f"photo {row['thing']} is {linked} times with a log")
    stored = storage.get(media_key(found.school_id, found.id, "large"))
    if found.digest != row["digest"] or not bench.saved.shows[found.id].is_in(stored):
        bench.wrong("wrong_bytes", f"photo {row['thing']} is not what was saved")


def run(kind: str, seed: int, count: int) -> Tally:
    """Play all scenarios, of which the first saves ``count`` logs."""
    tally = Tally()
    expect.set_options(timeout=30_000)
    with tempfile.TemporaryDirectory(prefix="werkbrug-browser-", ignore_cleanup_errors=True) as name:
        var = Path(name)
        with (
            place(kind, var) as (url, _number),
            Servers(1, var, url) as servers,
            Proxy(servers.ports, seed) as proxy,
            sync_playwright() as play,
        ):
            bench = Bench(play, proxy, Sealer(SECRET), url, var, Random(seed), tally)
            for scenario, share in SCENARIOS.items():
                bench.scenario, began = scenario.__name__, time.monotonic()
                bench.mend()
                try:
                    scenario(bench, max(1, count // share))
                except (Error, AssertionError) as error:
                    bench.wrong("stuck", str(error))
                print(f"{scenario.__name__}: {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)
            _check(bench, var)
            tally.requests = proxy.requests
    tally.failures = [f"seed {seed}: {text}" for text in tally.failures]
    return tally


def main(arguments: Sequence[str]) -> int:
    """Play and print what came of it; ends with 1 when something was not as promised."""
    return play(arguments, run, 3)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
