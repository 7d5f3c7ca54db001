"""What a student waits for on a slow phone, and what the scripts weigh that make it quick."""

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from app.base import assets
from app.demo.keys import demo_id
from app.shell import precache
from tests.bench.results import Results
from tests.browser import PHONE
from tests.served import Served

SLOWER = 4
TICKS = 5
# From the finger that comes up until the screen after it is painted; the next frame's task comes after its paint.
WATCH = """() => {
  const screen = document.querySelector("[data-step=saved]");
  globalThis.waited = new Promise((done) => {
    document.addEventListener("click", ({ timeStamp }) => {
      new MutationObserver((_seen, watch) => {
        if (screen.hidden) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp)));
      }).observe(screen, { attributes: true });
    }, { capture: true, once: true });
  });
}"""
STAGED = """async () => {
  const { rows } = await import(document.querySelector("[href$='/outbox.js']").href);
  return (await rows()).some(({ state }) => state === "staged");
}"""


def tick(results: Results, browser: Browser, demo: Served, photo: Path) -> None:
    """From the last tap of a log with a photo until its tick is painted, with the processor slowed down."""
    context = browser.new_context(**PHONE, base_url=demo.address)
    context.add_cookies([{"name": "session", "value": demo.sign_in(demo_id("sam")), "url": demo.address}])
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    results.add("log.tick_ms", median(_tick(page, photo) for _time in range(TICKS)), "ms")
    context.close()


def _tick(page: Page, photo: Path) -> float:
    page.goto("/log")
    page.locator("label.tile").first.tap()
    page.get_by_role("button", name="Verder").tap()
    page.locator("#photo").set_input_files(photo)
    page.locator("[data-shots] li").wait_for()
    page.get_by_role("button", name="Verder").tap()
    page.locator("label.level").first.tap()
    while not page.evaluate(STAGED):
        page.wait_for_timeout(50)
    page.evaluate(WATCH)
    page.get_by_role("button", name="Klaar", exact=True).tap()
    return float(page.evaluate("waited"))


def weigh(results: Results) -> None:
    """All scripts of the student's side with those of the worker, as they are sent."""
    kept = [name for name, _print in precache.kept(*precache.STUDENT, "js/worker/*.js") if name.endswith(".js")]
    results.add("student.offline.js_bytes", sum(len(assets.packed(name, "br")) for name in kept), "bytes")
