"""Whether everybody can use a page: axe-core, and what it does not measure."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
SMALLEST_TARGET = 48
_VENDOR = Path(__file__).parents[1] / "vendor"
# Bars that stay in view cover whatever is under them until one scrolls on; that is no fault of what they cover.
_RUN = """async tags => {
  const unstuck = new CSSStyleSheet();
  unstuck.replaceSync(".nav, .foot, .queue-side, .answer-bar { position: static !important }");
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
_KINDS = """() => [...new Set([...document.querySelectorAll("*")]
  .map(part => part.localName + "." + (part.getAttribute("class") ?? "") + (part.hidden ? "?" : "")))].sort().join()"""


def check_once(page: Page, *look: object) -> None:
    """Both, the first time in a run that a page made of these kinds of parts shows on a screen like this (``look``).

    On a screen as high as the page: a bar that sticks to the edge covers half of whatever lies under it, and what can
    be scrolled free is not hidden.
    """
    size = page.viewport_size
    assert size is not None
    state = (page.title(), page.evaluate(_KINDS), str(size["width"]), *map(str, look))
    if state in _checked:
        return
    high = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(high, size["height"])})
    assert_accessible(page)
    assert_big_enough(page)
    page.set_viewport_size(size)
    _checked.add(state)
