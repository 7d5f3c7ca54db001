"""A student changes own work, shares it, and answers a question about it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.logbook.models import EntryStatus, LogEntry, Media
from app.people.models import IndependenceLevel
from app.review.models import Verdict
from tests.cast import ids
from tests.home.story import answer, log_work
from tests.journeys.conftest import Live
from tests.journeys.navigators.student import Student

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]


def the_entry(live: Live) -> LogEntry:
    with live.world.session() as session:
        return session.exec(select(LogEntry)).one()


def received(live: Live) -> list[Media]:
    with live.world.session() as session:
        return [media for media in session.exec(select(Media)) if media.received_at]


def test_an_own_entry_is_changed_one_question_at_a_time(live: Live, any_screen: dict[str, Any], photo: Path) -> None:
    sam = Student(live, ids.sam, **any_screen).opens_today()
    sam.taps_planned("Vegen").answers("Zelf").sees_sent().follows("Klaar")
    sam.follows("Pas aan").sees("Wat wil je veranderen?")
    sam.follows("Hoe ik het deed").answers("Samen").sees_tick()
    sam.follows("Pas nog iets aan").follows("Wat ik deed").chooses("Dweilen").presses("Bewaar").sees("Vegen, Dweilen")
    sam.follows("Zet er een foto bij")
    sam.page.get_by_label("Foto erbij").set_input_files(photo)
    if sam.script:
        expect(sam.page.get_by_role("img", name="Foto erbij")).to_be_visible()
    sam.presses("Bewaar").sees_tick()
    expect(sam.page.get_by_role("img", name="Foto van Vegen, Dweilen")).to_be_visible()

    entry = the_entry(live)
    assert (entry.level, entry.revision) == (IndependenceLevel.TOGETHER, 4)
    assert len(received(live)) == 1
    sam.follows("Pas nog iets aan").follows("Foto’s").presses("Foto weghalen").follows("Pas nog iets aan")
    sam.follows("Foto’s").presses("Zet terug").sees_tick()
    expect(sam.page.get_by_role("img", name="Foto van Vegen, Dweilen")).to_be_visible()


def test_work_done_together_is_everybodys(live: Live, any_screen: dict[str, Any]) -> None:
    sam = Student(live, ids.sam, **any_screen).opens_today()
    sam.taps_planned("Vegen").answers("Zelf").opens_saved()
    sam.follows("Ik deed dit samen met").chooses("Bilal").chooses("Fleur").presses("Bewaar")
    sam.sees("Samen met Bilal en Fleur")

    bilal = Student(live, ids.bilal, **any_screen).opens_today().opens_menu("Mijn werk")
    bilal.sees("Sam schreef dit op voor jullie samen").presses("Dat was ik niet").sees("Teruggehaald").follows("Klaar")
    assert bilal.work() == ["Vegen"]
    sam.opens_menu("Mijn werk").sees("Samen met Fleur")


def test_a_question_is_answered_on_the_spot(live: Live, any_screen: dict[str, Any]) -> None:
    entry_id = log_work(live.world, ids.sam, ids.sweep, ago=timedelta(hours=2))
    answer(live.world, ids.anouk, entry_id, "Welke hal was het?", Verdict.QUESTION)
    sam = Student(live, ids.sam, **any_screen).opens_today().opens_menu("Mijn werk")
    sam.follows("Geef antwoord").sees("Welke hal was het?").presses("Verstuur").sees("Schrijf een paar woorden.")
    sam.writes("Jouw antwoord", "De grote hal").presses("Verstuur").sees("Je antwoord is verstuurd")

    sam.sees("De grote hal")
    entry = the_entry(live)
    assert entry.status == EntryStatus.NEW
