"""Reviewing while walking round with a phone, and at a desk with the keyboard."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.base import clock
from app.logbook.models import EntryStatus
from app.review.models import Observation, Review, Verdict
from tests.browser import DESK, PHONE
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.journeys.navigators.supervisor import Supervisor
from tests.logbook.phone import put_entry, told
from tests.review.story import change, log, reviews, status

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]

DARK = {"color_scheme": "dark"}
THUMB = 0.45
"""How far down a thumb reaches up: what is used while walking lies below this part of the screen."""


def _logs(live: Live, *students: str) -> list[UUID]:
    return [log(live.world, name, ids.mop, ago=timedelta(hours=20 - n)) for n, name in enumerate(students)]


def _phrases(live: Live) -> None:
    live.world.as_(ids.anouk).post("/phrases/defaults")


def _levels(live: Live) -> list[int]:
    with live.world.session() as session:
        return sorted(int(level) for level in session.exec(select(Observation.level)) if level)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_walking_round_with_one_thumb(live: Live, script: bool) -> None:
    first, second, third = _logs(live, "sam", "noor", "bilal")
    _phrases(live)
    anouk = Supervisor(live, ids.anouk, **PHONE, java_script_enabled=script).opens_queue()
    anouk.sees_title("Sam").sees("1 van 3")
    screen = anouk.page.viewport_size
    assert screen
    for name in ("Lijst", "Later", "Gezien, volgende", "Samen bekijken"):
        box = anouk.page.get_by_role("link", name=name).or_(anouk.page.get_by_role("button", name=name)).bounding_box()
        assert box and box["y"] > THUMB * screen["height"] and min(box["width"], box["height"]) >= 48, name
    anouk.has_seen().sees_title("Noor").sees("1 van 2")
    assert status(live.world, first) is EntryStatus.SEEN
    expect(anouk.page.get_by_role("button", name="Ongedaan maken")).to_be_in_viewport()
    anouk.takes_back().sees("Ongedaan gemaakt").sees_title("Sam")
    assert status(live.world, first) is EntryStatus.NEW
    anouk.leaves_for_later().sees_title("Noor").leaves_for_later().sees_title("Bilal").sees("3 van 3")
    anouk.says_often("Wie hielp je?").asks().sees("Je vraag gaat naar Bilal")
    assert status(live.world, third) is EntryStatus.QUESTION
    assert reviews(live.world)[-1].pictogram == "handshake"
    anouk.opens_list().sees("2 nieuw").opens("Noor").has_seen()
    assert status(live.world, second) is EntryStatus.SEEN


@pytest.mark.parametrize("size", [PHONE | DARK, DESK | DARK], ids=["phone", "desk"])
def test_in_the_dark(live: Live, size: dict[str, Any]) -> None:
    _logs(live, "sam", "noor")
    _phrases(live)
    anouk = Supervisor(live, ids.anouk, **size).opens_queue().opens_several().chooses_all().has_seen_chosen("2 gezien")
    anouk.takes_back().opens_list().opens("Sam").opens_more().has_seen().sees_title("Noor")


def test_these_are_seen_and_that_one_is_not(live: Live, any_screen: dict[str, Any]) -> None:
    entries = _logs(live, "sam", "noor", "bilal", "sam")
    anouk = Supervisor(live, ids.anouk, **any_screen).opens_queue().opens_several()
    anouk.chooses_all().ticks(1)
    change(live.world, entries[3], "Toch anders")
    anouk.has_seen_chosen("3 gezien")
    anouk.sees("2 gezien.").sees("1 log is niet meegegaan").sees("net veranderd, kijk nog eens")
    new, seen = EntryStatus.NEW, EntryStatus.SEEN
    assert [status(live.world, entry) for entry in entries] == [seen, new, seen, new]
    anouk.takes_back()
    assert {status(live.world, entry) for entry in entries} == {new}


def test_filtered_by_student(live: Live, any_screen: dict[str, Any]) -> None:
    _logs(live, "sam", "noor", "sam", "noor")
    anouk = Supervisor(live, ids.anouk, **any_screen).opens_queue().filters("Leerling", "Noor de Vries").sees("2 nieuw")
    anouk.opens("Noor").has_seen().sees_title("Noor").has_seen().sees("Met dit filter wacht er niets")
    assert {one.verdict for one in reviews(live.world)} == {Verdict.SEEN}


def test_the_keyboard_does_it_all(live: Live) -> None:
    first, second, third, fourth = _logs(live, "sam", "noor", "bilal", "sam")
    _phrases(live)
    anouk = Supervisor(live, ids.anouk, **DESK).opens_queue().sees_title("Sam")
    anouk.presses_on("j").sees_title("Noor").presses_on("k").sees_title("Sam")

    # digits go to the next process without a level; the one before it can be cleared
    anouk.presses("3", "1", "0", "2").presses_on("Enter").sees_title("Noor")
    assert (status(live.world, first), _levels(live)) == (EntryStatus.SEEN, [2, 3])
    anouk.presses_on("u").sees_title("Sam")
    assert status(live.world, first) is EntryStatus.NEW
    anouk.presses_on("Enter").sees_title("Noor")

    # in a text field they are letters
    anouk.presses("r")
    anouk.page.keyboard.type("jk3vux?")
    expect(anouk.page.get_by_label("Zeg iets tegen")).to_have_value("jk3vux?")
    anouk.presses("Escape").presses_on("v").sees_title("Bilal")
    assert status(live.world, second) is EntryStatus.QUESTION
    assert reviews(live.world)[-1].reply == "jk3vux?"

    # a question without words goes to the field first
    anouk.presses("v")
    expect(anouk.page.get_by_label("Zeg iets tegen")).to_be_focused()
    assert status(live.world, third) is EntryStatus.NEW

    anouk.presses("Escape").presses_on("x")
    assert anouk.page.locator("label.pick :checked").count() == 1
    anouk.presses("j", "x").presses_on("Enter").sees("2 gezien.")
    assert {status(live.world, entry) for entry in (third, fourth)} == {EntryStatus.SEEN}
    anouk.presses_on("u")
    assert {status(live.world, entry) for entry in (third, fourth)} == {EntryStatus.NEW}


def test_the_focused_process_gets_the_level(live: Live) -> None:
    _logs(live, "sam", "noor")
    anouk = Supervisor(live, ids.anouk, **DESK).opens_queue()
    anouk.page.get_by_role("group", name="Helpen bij vragen").or_(
        anouk.page.locator("fieldset.segmented").nth(1)
    ).first.get_by_label("Niet te zien").focus()
    anouk.presses("1", "2")
    assert anouk.page.locator("fieldset.segmented input:checked:not([value=''])").count() == 1
    anouk.presses_on("Enter")
    assert _levels(live) == [2]


def test_the_legend_and_the_switch(live: Live) -> None:
    entry, *_rest = _logs(live, "sam", "noor")
    anouk = Supervisor(live, ids.anouk, **DESK).opens_queue().presses("?")
    dialog = anouk.page.get_by_role("dialog", name="Sneltoetsen")
    expect(dialog).to_be_visible()
    anouk._looks().presses("Escape")
    expect(dialog).to_be_hidden()
    seen = anouk.page.get_by_role("button", name="Gezien, volgende")
    expect(seen).to_have_attribute("aria-keyshortcuts", "Enter")
    anouk._tap(anouk.page.get_by_role("button", name="Sneltoetsen"))
    anouk._tap(dialog.get_by_text("Sneltoetsen gebruiken"))
    anouk._tap(dialog.get_by_role("button", name="Sluiten"))
    assert seen.get_attribute("aria-keyshortcuts") is None
    anouk.presses("j", "v", "Enter", "?").opens_queue().presses("Enter")
    expect(dialog).to_be_hidden()
    assert status(live.world, entry) is EntryStatus.NEW
    anouk._tap(anouk.page.get_by_role("button", name="Sneltoetsen"))
    anouk._tap(dialog.get_by_text("Sneltoetsen gebruiken"))
    anouk._tap(dialog.get_by_role("button", name="Sluiten"))
    anouk.page.locator("body").focus()
    anouk.presses("j")
    anouk.page.wait_for_url("**/review/*")


def test_a_sentence_fills_the_reply_and_empties_it(live: Live, screen: dict[str, Any]) -> None:
    _logs(live, "sam", "noor", "bilal")
    _phrases(live)
    anouk = Supervisor(live, ids.anouk, **screen).opens_queue().says_often("Netjes gewerkt.")
    reply = anouk.page.get_by_label("Zeg iets tegen")
    expect(reply).to_have_value("Netjes gewerkt.")
    anouk.says_often("Fijn dat je hielp.")
    expect(reply).to_have_value("Fijn dat je hielp.")
    anouk.says_often("Fijn dat je hielp.")
    expect(reply).to_have_value("")
    anouk.says("Dag Sam.").says_often("Netjes gewerkt.")
    expect(reply).to_have_value("Dag Sam. Netjes gewerkt.")
    anouk.has_seen().says_often("Netjes gewerkt.").says("Heel iets anders").has_seen()
    kept = {(one.reply, one.pictogram) for one in reviews(live.world)}
    assert kept == {("Dag Sam. Netjes gewerkt.", "star"), ("Heel iets anders", None)}


def test_something_else_gets_a_name(live: Live, any_screen: dict[str, Any]) -> None:
    for _ in range(2):
        put_entry(live.world.as_(ids.sam), uuid4(), told(tasks=[], something_else=True))
    anouk = Supervisor(live, ids.anouk, **any_screen).opens_queue().sees_title("Iets anders").opens_naming()
    page = anouk.page
    if anouk.script:
        page.get_by_label("Zoek een taak").fill("KOFF")
        expect(page.locator("#tasks .tile:visible")).to_have_count(1)
    anouk._tap(page.locator("#tasks label.tile").filter(has_text="Koffie zetten"))
    anouk._submits("Zo heet het").sees("Anouk noemde dit: Koffie zetten").has_seen()
    anouk.opens_naming()
    anouk._tap(page.get_by_text("Een nieuwe taak maken"))
    page.get_by_label("Wat is het?").fill("Schuur opruimen")
    anouk._tap(page.locator("#pictures label.tile").filter(has_text="opruimen").first)
    anouk._submits("Maak de taak").sees("Anouk noemde dit: Schuur opruimen")


def test_sentences_are_kept_by_the_school(live: Live, any_screen: dict[str, Any]) -> None:
    anouk = Supervisor(live, ids.anouk, **any_screen)
    page = anouk.page
    page.goto("/manage")
    anouk._follows(page.get_by_role("link", name="Zinnetjes"))
    anouk._submits("Begin met deze zinnetjes")
    page.get_by_label("De zin").fill("Top gedaan")
    anouk._tap(page.locator("label.tile").filter(has_text="zon"))
    anouk._submits("Toevoegen").sees("Toegevoegd.")
    anouk._submits("Omhoog: Top gedaan")
    kept = page.locator(".phrase-list").first.locator("a > span:last-child").all_inner_texts()
    assert kept[-2:] == ["Top gedaan", "Mooie foto!"]
    anouk._follows(page.get_by_role("link", name="Top gedaan"))
    page.get_by_label("De zin").fill("")
    anouk._submits("Opslaan").sees("Schrijf een zin.")
    page.get_by_label("De zin").fill("Super gedaan")
    anouk._submits("Opslaan").sees("Super gedaan")
    anouk._follows(page.get_by_role("link", name="Super gedaan"))
    anouk._submits("Deze zin weghalen").sees("Weggehaald.")
    assert page.get_by_text("Super gedaan").count() == 0


def test_the_batch_cannot_be_undone_after_its_minute(live: Live, screen: dict[str, Any]) -> None:
    _logs(live, "sam", "noor")
    anouk = (
        Supervisor(live, ids.anouk, **screen).opens_queue().opens_several().chooses_all().has_seen_chosen("2 gezien")
    )
    with clock.shifted(timedelta(minutes=2)):
        anouk.takes_back().sees("De minuut is voorbij")
    with live.world.session() as session:
        assert all(one.undone_at is None for one in session.exec(select(Review)))
