"""Pages open without a network as they were last seen, by whom they belong to alone."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from flask import Response
from playwright.sync_api import Page, expect

from tests.browser import DESK
from tests.cast import ids
from tests.home.story import log_work
from tests.journeys.conftest import Live
from tests.review.story import log
from tests.shell.conftest import first, keeps, kept, phone, photos_are_there, settle, until
from tests.shell.wire import Wire

pytestmark = pytest.mark.browser

PAGES = {"/today": "Hoi Sam!", "/log": "Dit heb ik gedaan", "/work": "Mijn werk", "/bridge": "Mijn brug", "/me": "Sam"}
BROKEN = "[...document.images].filter((image) => image.complete && !image.naturalWidth).map((image) => image.src)"


def title(page: Page) -> Any:
    """The heading of the page."""
    return page.locator("h1")


def test_network_is_away_a_students_pages_open_with_their_pictures(live: Live, wire: Wire, troubles: list[str]) -> None:
    entry = log(live.world, "sam", ids.mop, photo=True, words="Alles is droog")
    photos_are_there(live)
    task = f"/log/task/{ids.mop}"
    sam = phone(live, ids.sam)
    settle(sam, "/today")
    for path in (*PAGES, task):
        sam.goto(path)
        keeps(sam, path)
    wire.cut()
    for path, heading in PAGES.items():
        sam.goto(path)
        expect(title(sam)).to_have_text(heading)
        expect(sam.get_by_text("Geen internet. Dit is van vandaag")).to_be_visible()
        sam.wait_for_function("() => [...document.images].every((image) => image.complete || image.loading === 'lazy')")
        assert sam.evaluate(BROKEN) == [], path
    sam.goto(task)
    expect(sam.get_by_role("heading", name="Hoe deed je het?")).to_be_visible()
    sam.goto("/work")
    expect(sam.locator(f"#entry-{entry} img").first).to_be_visible()
    sam.goto("/")
    expect(title(sam)).to_have_text("Hoi Sam!")
    sam.goto("/log?task=" + str(ids.mop))
    expect(title(sam)).to_have_text("Dit heb ik gedaan")


def test_network_is_away_the_supervisors_queue_opens(live: Live, wire: Wire, troubles: list[str]) -> None:
    entry = log(live.world, "sam", ids.mop, photo=True)
    photos_are_there(live)
    anouk = phone(live, ids.anouk, **DESK)
    settle(anouk, "/review")
    paths = ("/review", "/review?list=1", f"/review/{entry}")
    for path in paths:
        anouk.goto(path)
        keeps(anouk, path)
    wire.cut()
    for path in paths:
        anouk.goto(path)
        expect(anouk.get_by_text("Geen internet. Dit is van vandaag")).to_be_visible()
        expect(title(anouk)).to_contain_text("Nakijken" if path.endswith("list=1") else "Sam")
    anouk.goto(f"/review/{entry}?done={entry}")
    expect(title(anouk)).to_contain_text("Sam")


def test_a_page_that_was_never_opened_says_so_and_leads_on(live: Live, wire: Wire) -> None:
    sam = phone(live, ids.sam)
    settle(sam, "/today")
    sam.goto("/today")
    keeps(sam, "/today")
    wire.cut()
    sam.goto("/about")
    expect(title(sam)).to_have_text("Geen internet")
    expect(sam.get_by_text("Deze pagina heb je nog niet geopend op deze telefoon.")).to_be_visible()
    sam.get_by_role("link", name="Naar het begin").click()
    expect(title(sam)).to_have_text("Hoi Sam!")
    sam.goto("/about")
    wire.mend()
    sam.get_by_role("link", name="Probeer het opnieuw").click()
    expect(title(sam)).to_have_text("Over Werkbrug")


def test_network_answers_nothing_the_page_comes_all_the_same(live: Live, wire: Wire) -> None:
    sam = phone(live, ids.sam)
    settle(sam, "/today")
    sam.goto("/today")
    keeps(sam, "/today")
    wire.hangs = True
    sam.goto("/today")
    expect(sam.get_by_text("Geen internet. Dit is van vandaag")).to_be_visible()
    until(sam, lambda: _comes_back(sam), "it does not say that there is a network again")


def _comes_back(page: Page) -> bool:
    """Whether the page says so when there is a network again."""
    page.context.set_offline(True)
    page.context.set_offline(False)
    return page.get_by_text("Er is weer internet. Dit is van vandaag").is_visible()


@pytest.mark.parametrize("answer", ["captive portal answers 200", "server away"])
def test_another_answers_the_page_comes_as_last_seen(live: Live, wire: Wire, answer: str) -> None:
    sam = phone(live, ids.sam)
    settle(sam, "/today")
    sam.goto("/today")
    keeps(sam, "/today")
    if "portal" in answer:
        wire.portal()
    else:
        first(live, lambda: Response(status=503))
    sam.goto("/today")
    expect(title(sam)).to_have_text("Hoi Sam!")


def test_pictures_that_may_not_be_kept_by_browsers_are_asked_for_once(
    live: Live, wire: Wire, asked: Counter[str]
) -> None:
    log(live.world, "sam", ids.mop, photo=True)
    photos_are_there(live)
    sam = phone(live, ids.sam)
    settle(sam, "/today")
    for _ in range(3):
        sam.goto("/work", wait_until="networkidle")
        keeps(sam, "/work")
    photos = {path: times for path, times in asked.items() if path.startswith("/photos/")}
    assert photos and set(photos.values()) == {1}


def test_the_pages_of_a_student_are_kept_before_they_are_needed(live: Live, wire: Wire, asked: Counter[str]) -> None:
    sam = phone(live, ids.sam)
    settle(sam, "/today")
    keeps(sam, *PAGES, f"/log/task/{ids.sweep}")
    before = kept(sam)["/work"]
    log_work(live.world, ids.sam, ids.mop, words="De gang ook")
    sam.reload()
    until(sam, lambda: kept(sam)["/work"] != before, "what changed was not kept")
    assert asked["/bridge"] == 1, "that did not change"
    wire.cut()
    sam.goto("/work")
    expect(sam.get_by_text("De gang ook")).to_be_visible()


def test_the_queue_is_kept_before_it_is_needed_and_what_was_answered_goes(live: Live, wire: Wire) -> None:
    entries = [log(live.world, "sam", ids.mop, ago=timedelta(hours=hours), photo=True) for hours in (1, 2)]
    photos_are_there(live)
    anouk = phone(live, ids.anouk)
    settle(anouk, "/review?list=1")
    keeps(anouk, "/review", "/review?list=1", *(f"/review/{entry}" for entry in entries))
    wire.cut()
    anouk.goto(f"/review/{entries[0]}")
    expect(title(anouk)).to_contain_text("Sam")


def test_nothing_personal_is_in_the_cache_of_files(live: Live, wire: Wire) -> None:
    log(live.world, "sam", ids.mop, photo=True, words="kanarie")
    photos_are_there(live)
    sam = phone(live, ids.sam)
    settle(sam, "/today")
    for path in PAGES:
        sam.goto(path, wait_until="networkidle")
        keeps(sam, path)
    script = live.world.client().get("/service-worker.js").get_data(as_text=True)
    told = json.loads(script.partition("serve(")[2].rpartition(");")[0])
    wanted = {told["files"] + name for name, _ in told["student"]} | {address for address, _ in told["pages"]}
    there = sam.evaluate(
        """async () => {
          const found = {};
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const { url } of await cache.keys()) {
              found[new URL(url).pathname] = await (await cache.match(url)).text();
            }
          }
          return found;
        }"""
    )
    assert set(there) == wanted
    readable = [text for address, text in there.items() if not address.startswith("/static/")]
    assert not [text for text in readable if "Sam" in text or "kanarie" in text or "Anouk" in text]
    assert "/work" in kept(sam)
