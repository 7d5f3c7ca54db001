"""An employer answers in a minute through a link that a supervisor made, with and without JavaScript."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.cast import ids
from tests.feedback.links import NAMES, kept, link_for, observations
from tests.journeys.axe import assert_accessible, assert_big_enough
from tests.journeys.conftest import Live
from tests.journeys.navigators.employer import Employer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]


def test_three_taps(live: Live, any_screen: dict[str, Any]) -> None:
    joost = Employer(live, link_for(live.world).path, **any_screen).opens().sees("Hoe gaat het?")
    assert not [name for name in NAMES if name in joost.reads()]
    assert kept(live.world) == []
    joost.smiles("Goed").sees("Hoe doet Sam het?").chooses("Op tijd").sends()
    joost.sees("Dank je wel!", "Anouk de Vries", "Zo help je Sam")

    assert joost.taps == 3
    expect(joost.page.get_by_role("link", name="Bel Anouk")).to_have_attribute("href", "tel:0612345678")
    (answer,) = kept(live.world)
    assert (answer.answered_by, answer.strengths) == ("Joost", ["on_time"])


def test_says_everything_and_mends_what_is_missing(live: Live, any_screen: dict[str, Any]) -> None:
    joost = Employer(live, link_for(live.world).path, **any_screen).opens().smiles("Lastig")
    joost.chooses("Gaat wel", "Netjes werken", "Zelf").writes("Sam kijkt goed af.", name="")
    joost.page.locator("form").evaluate("form => { form.noValidate = true }")
    joost.sends().sees("Er is nog niets verstuurd", "Vul een naam in.")
    assert observations(live.world) == []
    joost.writes("Sam kijkt goed af.", name="Bert").sends().sees("Dank je wel!")

    (answer,) = kept(live.world)
    assert (answer.smile, answer.sentence, answer.answered_by) == (2, "Sam kijkt goed af.", "Bert")
    assert [seen.contact_id for seen in observations(live.world)] == [ids.joost]


def test_back_and_forth_answers_once(live: Live, any_screen: dict[str, Any]) -> None:
    joost = Employer(live, link_for(live.world).path, **any_screen).opens().smiles("Goed").sends()
    joost.goes_back().goes_back().sees("Tik op een gezichtje.")
    joost.page.go_forward()
    joost.page.go_forward()
    joost.sees("Dank je wel!")
    assert len([answer for answer in kept(live.world) if answer.sent_at]) == 1


def test_a_dead_link_says_what_to_do(live: Live, any_screen: dict[str, Any]) -> None:
    Employer(live, "/f/nergens", **any_screen).opens().sees("Vraag de school om een nieuwe link.")


def test_the_supervisor_makes_sends_and_withdraws_a_link(live: Live, screen: dict[str, Any]) -> None:
    context = live.screen(ids.anouk, **screen)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    anouk = context.new_page()
    anouk.goto(f"/students/{ids.sam}/feedback")
    _looks(anouk)
    _leaves_by(anouk, "button", "Maak een link")
    anouk.get_by_role("button", name="Kopieer").click()
    expect(anouk.get_by_role("status").filter(has_text="Gekopieerd")).to_be_attached()
    message = anouk.evaluate("navigator.clipboard.readText()")
    found = re.fullmatch(
        r"Hoe doet jouw stagiair het\? Vertel het in één minuut, zonder account: http://[^/]+(/f/[\w-]{32})", message
    )
    assert found is not None

    joost = (
        Employer(live, found[1], **screen).opens().smiles("Goed").chooses("Zelf").writes("Sam is er altijd.").sends()
    )
    _leaves_by(anouk, "link", "Klaar")
    expect(anouk.get_by_text("Sam is er altijd.")).to_be_visible()
    _leaves_by(anouk, "button", "Trek de link van Joost Bakker in")
    joost.opens().sees("Deze link werkt niet meer")


def _leaves_by(page: Page, role: Literal["button", "link"], name: str) -> None:
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()
    _looks(page)


def _looks(page: Page) -> None:
    assert_accessible(page)
    assert_big_enough(page)
