"""Nakijken without a network: the answers wait on the phone and arrive by themselves."""

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.review.models import Observation, Review
from tests.browser import DESK, PHONE
from tests.cast import ids
from tests.home.story import answer
from tests.journeys.axe import check_once
from tests.journeys.conftest import Live
from tests.review.story import log
from tests.shell.conftest import keeps, phone, photos_are_there, settle, until
from tests.shell.wire import Wire

pytestmark = pytest.mark.browser

Cellar = tuple[Page, list[UUID]]


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def cellar(request: pytest.FixtureRequest, live: Live, wire: Wire) -> Cellar:
    """Anouk, whose browser keeps three logs; the oldest is Sam's."""
    entries = [
        log(live.world, name, ids.mop, ago=timedelta(hours=hours), photo=True)
        for hours, name in ((3, "sam"), (2, "noor"), (1, "bilal"))
    ]
    photos_are_there(live)
    anouk = phone(live, ids.anouk, **request.param)
    settle(anouk, "/review")
    keeps(anouk, "/review", "/review?list=1", *(f"/review/{entry}" for entry in entries))
    return anouk, entries


def reviews(live: Live) -> dict[UUID, str]:
    """What was said, by entry."""
    with live.world.session() as session:
        return {one.entry_id: one.reply for one in session.exec(select(Review))}


def says(page: Page, words: str, button: str = "Gezien, volgende") -> None:
    """Answer the entry that is open."""
    page.get_by_label("Zeg iets tegen").fill(words)
    page.get_by_role("button", name=button).click()


def test_answers_wait_on_the_phone_and_go_by_themselves(
    live: Live, wire: Wire, troubles: list[str], cellar: Cellar
) -> None:
    anouk, entries = cellar
    wire.cut()
    anouk.goto(f"/review/{entries[0]}")
    anouk.locator("fieldset.segmented").first.locator("label").nth(2).click()
    says(anouk, "Mooi droog!")
    expect(anouk.locator(".work-title")).to_contain_text("Noor")
    expect(anouk.locator(".notice").get_by_text("Je antwoord staat op je telefoon.")).to_be_visible()
    check_once(anouk)
    says(anouk, "Was het zwaar?", "Samen bekijken")
    expect(anouk.locator(".work-title")).to_contain_text("Bilal")
    anouk.goto("/review?list=1")
    expect(anouk.locator("a.queue-item").get_by_text("staat op je telefoon")).to_have_count(2)
    check_once(anouk)
    assert reviews(live) == {}
    wire.mend()
    expect(anouk.locator("a.queue-item").get_by_text("verstuurd")).to_have_count(2, timeout=60_000)
    assert reviews(live) == {entries[0]: "Mooi droog!", entries[1]: "Was het zwaar?"}
    with live.world.session() as session:
        levels = [one.level for one in session.exec(select(Observation).where(Observation.entry_id == entries[0]))]
    assert levels == [3]
    anouk.goto("/review?list=1")
    expect(anouk.get_by_text("staat op je telefoon")).to_have_count(0)
    expect(anouk.locator("#queue a.queue-item")).to_have_count(1)


def test_network_goes_while_a_form_is_on_its_way(live: Live, wire: Wire, cellar: Cellar) -> None:
    anouk, entries = cellar
    anouk.goto(f"/review/{entries[0]}")
    expect(anouk.locator("#seen-before")).to_be_hidden()
    wire.cut()
    says(anouk, "Mooi droog!")
    expect(anouk.locator(".work-title")).to_contain_text("Noor")
    expect(anouk.locator(".notice").get_by_text("Je antwoord staat op je telefoon.")).to_be_visible()
    wire.mend()
    until(anouk, lambda: reviews(live) == {entries[0]: "Mooi droog!"}, "it did not arrive")


def test_one_that_is_refused_says_why_keeps_the_words_and_holds_up_nothing(
    live: Live, wire: Wire, cellar: Cellar
) -> None:
    anouk, entries = cellar
    wire.cut()
    for entry, words in ((entries[0], "Netjes gedaan"), (entries[1], "Goed zo")):
        anouk.goto(f"/review/{entry}")
        says(anouk, words)
        anouk.wait_for_url("**/review/*#kept")
    answer(live.world, ids.karin, entries[0], "Was al gezien")
    wire.mend()
    expect(anouk.get_by_text("Je antwoord is niet opgeslagen.")).to_be_visible(timeout=60_000)
    problem = anouk.locator(".notice").filter(has_text="Je antwoord is niet opgeslagen.")
    expect(problem).to_contain_text("Intussen gaf iemand hier al antwoord op.")
    expect(problem).to_contain_text("Netjes gedaan")
    expect(problem).to_contain_text("Sam")
    until(anouk, lambda: reviews(live).get(entries[1]) == "Goed zo", "the other one was held up")
    check_once(anouk)
    problem.get_by_role("link", name="Open de log").click()
    expect(anouk.get_by_text("Was al gezien")).to_be_visible()
    anouk.get_by_role("button", name="Dit is goed").click()
    expect(anouk.get_by_text("Je antwoord is niet opgeslagen.")).to_have_count(0)


def test_a_question_needs_words_and_what_waits_stands_where_the_form_was(
    live: Live, wire: Wire, cellar: Cellar
) -> None:
    anouk, entries = cellar
    wire.cut()
    anouk.goto(f"/review/{entries[0]}")
    anouk.get_by_role("button", name="Samen bekijken").click()
    expect(anouk.locator(".notice").get_by_text("Schrijf eerst je vraag.")).to_be_visible()
    says(anouk, "Hoe ging het?", "Samen bekijken")
    anouk.wait_for_url(f"**/{entries[1]}*")
    anouk.goto(f"/review/{entries[0]}")
    expect(anouk.locator("blockquote").get_by_text("Hoe ging het?")).to_be_visible()
    expect(anouk.get_by_role("button", name="Gezien, volgende")).to_be_hidden()
    expect(anouk.get_by_label("Zeg iets tegen")).to_be_hidden()


def test_later_goes_on_without_a_network(live: Live, wire: Wire, cellar: Cellar) -> None:
    anouk, entries = cellar
    wire.cut()
    anouk.goto(f"/review/{entries[0]}")
    anouk.get_by_role("link", name="Later", exact=True).click()
    expect(anouk.locator(".work-title")).to_contain_text("Noor")
    expect(anouk.get_by_text("staat op je telefoon")).to_have_count(0)
