"""Opening the installed app without a network, on a slow phone whose worker was asleep."""

import statistics

from playwright.sync_api import Browser, CDPSession, Page

from app.demo.keys import demo_id
from tests.bench.results import Results
from tests.browser import PHONE
from tests.served import Served
from tests.shell.wire import wired

SLOWER = 4
TIMES = 5
PAINTED = """
const start = () => {
  if (!document.querySelector("h1")) return requestAnimationFrame(start);
  requestAnimationFrame(() => setTimeout(() => (globalThis.painted = performance.now())));
};
requestAnimationFrame(start);
"""
"""The moment after the first frame that has the heading in it, since the navigation began."""


def measure(results: Results, browser: Browser, demo: Served) -> None:
    """``offline.open_ms``: until *Vandaag* is painted, from the app's first address, which leads there."""
    with wired(demo.port) as wire:
        context = browser.new_context(**PHONE, base_url=wire.address)
        context.add_cookies([{"name": "session", "value": demo.sign_in(demo_id("sam")), "url": wire.address}])
        page = context.new_page()
        page.goto("/today")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.goto("/today", wait_until="networkidle")
        page.add_init_script(PAINTED)
        wire.cut()
        page.goto("/today")
        page.locator("#seen-before").wait_for()
        results.add("offline.open_ms", statistics.median(_opened(page) for _ in range(TIMES)), "ms")
        context.close()


def _opened(page: Page) -> float:
    tab = page.context.new_cdp_session(page)
    page.goto("about:blank")
    _stop_workers(tab)
    tab.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto("/")
    page.wait_for_function("() => globalThis.painted")
    took: float = page.evaluate("painted")
    assert page.url.endswith("/today"), page.url
    tab.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    tab.detach()
    return took


def _stop_workers(tab: CDPSession) -> None:
    tab.send("ServiceWorker.enable")
    tab.send("ServiceWorker.stopAllWorkers")
    tab.send("ServiceWorker.disable")
