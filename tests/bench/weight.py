"""What pages weigh on the wire, as Chromium counts it: headers and bodies of answers, as compressed as they came."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.demo.keys import demo_id, token
from tests.bench.results import Results
from tests.browser import DESK, FLAGS, PHONE, chromium
from tests.screenshots.visits import Visit, visits
from tests.served import Served


@dataclass
class Wire:
    """The answers that reached one tab over the network; what came from a cache is none."""

    answers: dict[str, tuple[str, str]] = field(default_factory=dict)
    arrived: list[tuple[str, str, int]] = field(default_factory=list)

    def listen(self, context: BrowserContext, page: Page) -> None:
        """Count for this tab from now on."""
        tab = context.new_cdp_session(page)
        tab.on("Network.requestWillBeSent", self._sent)
        tab.on("Network.responseReceived", self._answered)
        tab.on("Network.loadingFinished", self._finished)
        tab.send("Network.enable")

    def bytes(self, kind: str = "") -> int:
        """All bytes without photos; or those of one kind of file, by a part of its media type."""
        return sum(size for path, media_type, size in self._counted() if kind in media_type)

    def requests(self) -> int:
        """How many answers came, without photos."""
        return len(list(self._counted()))

    def _counted(self) -> Iterator[tuple[str, str, int]]:
        return (one for one in self.arrived if not _is_photo(one[0]))

    def _sent(self, event: dict[str, Any]) -> None:
        if hop := event.get("redirectResponse"):
            self.arrived.append((urlsplit(hop["url"]).path, hop["mimeType"], int(hop["encodedDataLength"])))

    def _answered(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        self.answers[event["requestId"]] = urlsplit(answer["url"]).path, answer["mimeType"]

    def _finished(self, event: dict[str, Any]) -> None:
        path, media_type = self.answers.pop(event["requestId"], ("", ""))
        if size := int(event["encodedDataLength"]):
            self.arrived.append((path, media_type, size))


def _is_photo(path: str) -> bool:
    return path.startswith("/photos/")


@contextmanager
def browsing() -> Iterator[Browser]:
    """A Chromium without a screen."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def weigh(results: Results, demo: Served) -> None:
    """Weigh the student's visits, and every page by itself for somebody who was never there before."""
    with browsing() as browser:
        _student(results, browser, demo)
        for visit in visits(demo):
            if not (visit.taps or visit.dark or visit.production):
                wire = _cold(browser, demo, visit)
                results.add(f"page.{visit.name}.bytes", wire.bytes(), "bytes")
                results.add(f"page.{visit.name}.requests", wire.requests(), "requests")


def _student(results: Results, browser: Browser, demo: Served) -> None:
    """First without the app's worker, which answers from what it keeps; then a day later, with it."""
    with closing(browser.new_context(**PHONE, service_workers="block")) as phone:
        arrival = _in(phone, demo)
        phone.new_cdp_session(phone.pages[0]).send("Network.clearBrowserCache")
        first = _open(phone, f"{demo.address}/today")
        rest = [_open(phone, demo.address + path) for path in ("/log", "/work", "/bridge")]
    results.add("student.first.bytes", first.bytes(), "bytes")
    results.add("student.first.js_bytes", first.bytes("javascript"), "bytes")
    results.add("student.first.requests", first.requests(), "requests")
    results.add("student.flow.bytes", sum(wire.bytes() for wire in (first, *rest)), "bytes")
    results.add("student.flow.js_bytes", sum(wire.bytes("javascript") for wire in (first, *rest)), "bytes")
    results.add("student.arrival.bytes", arrival.bytes(), "bytes")
    with closing(browser.new_context(**PHONE)) as phone:
        _in(phone, demo)
        _open(phone, f"{demo.address}/today")
        results.add("student.repeat.bytes", _open(phone, f"{demo.address}/today").bytes(), "bytes")


def _in(phone: BrowserContext, demo: Served) -> Wire:
    """Sam scans his badge and is in; what it took to show whose badge it is."""
    arrival = _open(phone, f"{demo.address}/badge/{token(demo.secret, 'badge sam')}")
    page = phone.pages[0]
    page.get_by_role("button", name="Ja, dat ben ik").click()
    page.wait_for_url("**/today", wait_until="networkidle")
    return arrival


def _cold(browser: Browser, demo: Served, visit: Visit) -> Wire:
    staff = visit.name.startswith("supervisor")
    context = browser.new_context(**(DESK if staff else PHONE))
    if visit.who:
        context.add_cookies([{"name": "session", "value": demo.sign_in(demo_id(visit.who)), "url": demo.address}])
    wire = _open(context, demo.address + visit.path, visit.status)
    context.close()
    return wire


def _open(context: BrowserContext, address: str, status: int = 200) -> Wire:
    wire, page = Wire(), context.new_page()
    wire.listen(context, page)
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None and answer.status == status, f"{address}: {answer and answer.status}"
    return wire
