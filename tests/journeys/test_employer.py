"""An employer answers in a minute through a link that a supervisor made, with and without JavaScript."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK
from tests.cast import ids
from tests.feedback.links import NAMES, contact_link, kept, link_for, observations
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


def test_three_students_on_one_page(live: Live, any_screen: dict[str, Any]) -> None:
    joost = Employer(live, contact_link(live.world).path, **any_screen).opens().sees("Hoe gaat het?")
    assert not [name for name in NAMES if name in joost.reads()]
    joost.begins().sees("Hoe doen ze het?")
    assert joost.page.get_by_text("Wat ging er goed?").filter(visible=True).count() == 0
    joost.says_of("Bilal", "Lastig").says_of("Fleur", "Goed", "Tempo").says_of("Sam", "Goed", "Zelf")
    assert joost.page.get_by_text("Wat ging er goed?").filter(visible=True).count() == 3
    joost.sends().sees("Dank je wel!", "Anouk de Vries", "Bram de Vries")

    assert joost.taps == 7 <= 3 + 2 * 3
    assert {answer.placement_id: int(answer.smile) for answer in kept(live.world)} == {
        ids.bilal_placement: 1,
        ids.fleur_placement: 3,
        ids.sam_placement: 3,
    }
    assert [seen.student_id for seen in observations(live.world)] == [ids.sam]
    joost.page.get_by_text("Zo help je Sam").click()
    expect(joost.page.get_by_text("Geef één taak tegelijk.")).to_be_visible()
    joost.goes_back().goes_back().sees("Begin")
    joost.page.go_forward()
    joost.sees("Dank je wel!")


def test_a_face_can_be_taken_back_and_mistakes_keep_the_rest(live: Live, any_screen: dict[str, Any]) -> None:
    joost = Employer(live, contact_link(live.world).path, **any_screen).opens().begins()
    joost.says_of("Fleur", "Lastig", "Toch niets zeggen").says_of("Sam", "Gaat wel", "Netjes werken")
    assert joost.page.get_by_text("Wat ging er goed?").filter(visible=True).count() == 1
    joost.writes("Sam kijkt goed af.", name="")
    joost.page.locator("form").evaluate("form => { form.noValidate = true }")
    joost.sends().sees("Er is nog niets verstuurd", "Vul een naam in.")
    joost.writes("Sam kijkt goed af.", name="Bert").sends().sees("Dank je wel!")
    (answer,) = kept(live.world)
    assert (answer.placement_id, answer.sentence, answer.strengths) == (
        ids.sam_placement,
        "Sam kijkt goed af.",
        ["neat"],
    )


def test_by_keyboard_a_face_opens_its_card(live: Live) -> None:
    page = Employer(live, contact_link(live.world).path, **DESK).opens().begins().page
    page.get_by_role("radio", name="Lastig").nth(2).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Een zin voor Sam")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Een zin voor Sam")).to_be_hidden()
    assert page.evaluate("document.activeElement.value") == "not-now"


def test_a_card_on_the_wall_asks_who_you_are(live: Live, any_screen: dict[str, Any]) -> None:
    somebody = Employer(live, contact_link(live.world, on_wall=True).path, **any_screen).opens().begins()
    assert "Joost" not in somebody.reads()
    somebody.says_of("Sam", "Goed", "Op tijd")
    somebody.page.get_by_label("Wie ben je?").fill("Piet")
    somebody.sends().sees("Dank je wel!", "De Brug")
    assert "Anouk" not in somebody.reads()
    assert observations(live.world) == []


def test_all_pages_in_the_dark(live: Live, screen: dict[str, Any]) -> None:
    dark = screen | {"color_scheme": "dark"}
    joost = Employer(live, contact_link(live.world).path, **dark).opens()
    assert_accessible(joost.page)
    joost.begins().says_of("Sam", "Lastig", "Netjes werken", "Beetje hulp").says_of("Fleur", "Goed", "Toch niets")
    assert_accessible(joost.page)
    joost.sends()
    assert_accessible(joost.page)
    pages = (ids.sam, "/work"), (ids.anouk, "/company-links"), (ids.anouk, f"/students/{ids.sam}/feedback")
    for who, path in pages:
        page = live.screen(who, **dark).new_page()
        page.goto(path)
        assert_accessible(page)


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


def test_links_for_companies_are_made_shared_printed_and_withdrawn(live: Live, screen: dict[str, Any]) -> None:
    anouk = live.screen(ids.anouk, **screen).new_page()
    anouk.add_init_script(
        """window.shared = []; window.printed = 0;
        navigator.share = async what => { window.shared.push(what.text); };
        window.print = () => { window.printed += 1; };"""
    )
    anouk.goto("/manage")
    anouk.get_by_role("link", name="Links voor bedrijven").click()
    _looks(anouk)
    _leaves_by(anouk, "button", "Nieuwe link voor Joost Bakker")
    anouk.get_by_role("button", name="Deel").click()
    (message,) = anouk.evaluate("window.shared")
    assert re.search(r"/f/[\w-]{32}$", message)
    _leaves_by(anouk, "link", "Klaar")
    _leaves_by(anouk, "button", "Kaart voor de muur, bij Joost Bakker")
    anouk.get_by_role("button", name="Print de kaart").click()
    assert anouk.evaluate("window.printed") == 1
    anouk.emulate_media(media="print")
    expect(anouk.get_by_role("button")).to_have_count(0)
    expect(anouk.get_by_text("Hoe doet jouw stagiair het?")).to_be_visible()
    anouk.emulate_media(media="screen")
    address = anouk.locator(".address").inner_text()

    piet = Employer(live, re.sub(r"^http://[^/]+", "", address), **screen).opens().begins().says_of("Bilal", "Goed")
    piet.page.get_by_label("Wie ben je?").fill("Piet")
    piet.sends()
    _leaves_by(anouk, "link", "Klaar")
    expect(anouk.get_by_role("link", name="Bilal: Goed")).to_be_visible()
    _leaves_by(anouk, "button", "Trek in: Kaart aan de muur van Joost Bakker")
    piet.opens().sees("Deze link werkt niet meer")


def _leaves_by(page: Page, role: Literal["button", "link"], name: str) -> None:
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()
    _looks(page)


def _looks(page: Page) -> None:
    assert_accessible(page)
    assert_big_enough(page)
