"""Whether everybody can use a page: axe-core, and what it does not measure."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
SMALLEST_TARGET = 48
_VENDOR = Path(__file__).parents[1] / "vendor"
# Bars that stay in view cover whatever is under them until one scrolls on; that is no fault of what they cover.
_RUN = """async tags => {
  const unstuck = new CSSStyleSheet();
  unstuck.replaceSync(".nav, .foot, .queue-side { position: static !important }");
  document.adoptedStyleSheets.push(unstuck);
  const {violations} = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  document.adoptedStyleSheets.pop();
  return violations;
}"""
_TOO_SMALL = """smallest => [...document.querySelectorAll("a[href], button, summary, label, input, select, textarea")]
  .filter(part => part.checkVisibility({visibilityProperty: true}) && !part.closest(".visually-hidden"))
  .filter(part => !part.matches(".skip") && !(part.matches("input") && part.closest("label")))
  .filter(part => !(part.matches("label") && !part.querySelector("input")))
  .map(part => [part.outerHTML.slice(0, 90), part.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < smallest - 0.5)
  .map(([html, box]) => `${html} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@cache
def _source() -> str:
    (file,) = _VENDOR.glob("axe-core-*/axe.min.js")
    return file.read_text()


def assert_accessible(page: Page) -> None:
    """Fail when axe finds anything, or the page is wider than its screen."""
    page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(_RUN, TAGS)
    said = [f"{rule['id']}: {node['html'][:120]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
    assert not said, f"{page.url}: " + "\n".join(said)
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url}: {too_wide} pixels wider than the screen"


def assert_big_enough(page: Page) -> None:
    """Fail when something to tap is smaller than 48 pixels."""
    small = page.evaluate(_TOO_SMALL, SMALLEST_TARGET)
    assert not small, f"{page.url}: " + "\n".join(small)


_checked: set[tuple[str, ...]] = set()


def check_once(page: Page, *look: object) -> None:
    """Both, the first time in a run that this page shows this question on a screen like this (``look``)."""
    state = (urlsplit(page.url).path, page.title(), str(page.viewport_size), *map(str, look))
    if state not in _checked:
        assert_accessible(page)
        assert_big_enough(page)
        _checked.add(state)
