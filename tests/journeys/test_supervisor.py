"""A supervisor answers logs, sees things on the floor and signs off, on a phone and at a desk."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.base import clock
from app.logbook.models import EntryStatus
from app.review.models import Observation, Review
from tests.browser import DESK, PHONE
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.journeys.navigators.supervisor import Supervisor
from tests.review.story import log, observe, status

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]


def _observations(live: Live) -> list[Observation]:
    with live.world.session() as session:
        return list(session.exec(select(Observation)))


def _log(live: Live, student: str, *tasks: UUID, hours: int, words: str = "") -> UUID:
    return log(live.world, student, *tasks, ago=timedelta(hours=hours), words=words)


def test_from_the_queue_to_a_lit_plank(live: Live, any_screen: dict[str, Any]) -> None:
    first = _log(live, "sam", ids.mop, hours=5, words="De hele gang gedaan")
    second = _log(live, "noor", ids.coffee, hours=3)
    anouk = Supervisor(live, ids.anouk, **any_screen).opens_queue().opens_list().sees("2 nieuw")

    anouk.opens("Sam").sees("De hele gang gedaan").judges("Ruimte klaarmaken", "Zelf")
    anouk.judges("Helpen bij vragen", "Beetje hulp").judges("Helpen bij vragen", "Niet te zien")
    anouk.says("Mooi schoon, Sam!").has_seen()
    anouk.sees("Gezien.").sees_title("Noor")
    assert (status(live.world, first), len(_observations(live))) == (EntryStatus.SEEN, 1)

    anouk.takes_back().sees("Ongedaan gemaakt").sees_title("Sam")
    assert status(live.world, first) is EntryStatus.NEW
    anouk.judges("Ruimte klaarmaken", "Zelf").has_seen().sees_title("Noor")

    anouk.says("Hoe heet was het water?").asks().sees("Je vraag gaat naar Noor").sees("Samen bekijken")
    assert status(live.world, second) is EntryStatus.QUESTION

    anouk.opens_student("Sam").saw_it("Ruimte klaarmaken", "Zelf", "Alleen gedaan").sees("Opgeslagen.")
    observe(live.world, "B1-K1-W2", contact=ids.joost, days_ago=1)
    assert not anouk.lit("Ruimte klaarmaken")
    anouk.opens_sign_off("Ruimte klaarmaken").sees("Joost (bedrijf)").signs().sees("Afgetekend.")
    assert anouk.lit("Ruimte klaarmaken")
    anouk.opens_sign_off("Werk voorbereiden").sees("De regel is nog niet gehaald").signs("Joost vertelde het")
    assert anouk.lit("Werk voorbereiden")
    anouk.sees("2 van 4 afgetekend")


@pytest.mark.parametrize(("size", "beside"), [(PHONE, False), (DESK, True)], ids=["phone", "desk"])
def test_one_card_on_a_phone_and_the_list_beside_it_at_a_desk(live: Live, size: dict[str, Any], beside: bool) -> None:
    _log(live, "sam", ids.mop, hours=5)
    anouk = Supervisor(live, ids.anouk, **size).opens_queue()
    answer = anouk.page.get_by_role("button", name="Gezien, volgende")
    expect(answer).to_be_in_viewport()
    expect(anouk.page.locator(".queue-side")).to_be_visible(visible=beside)
    anouk.opens_list()
    expect(anouk.page.locator(".queue-side")).to_be_visible()
    expect(answer).to_be_visible(visible=beside)


def test_by_keyboard_alone(live: Live) -> None:
    entry = _log(live, "sam", ids.coffee, hours=5)
    page = Supervisor(live, ids.anouk, **DESK).opens_queue().opens("Sam").page
    page.get_by_role("group", name="Ruimte klaarmaken").get_by_label("Niet te zien").focus()
    page.keyboard.press("ArrowLeft")
    for _ in range(12):
        if page.evaluate("document.activeElement.value") == "seen":
            break
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert status(live.world, entry) is EntryStatus.SEEN
    assert len(_observations(live)) == 1


def test_undo_goes_away_with_its_minute(live: Live, screen: dict[str, Any]) -> None:
    _log(live, "sam", ids.coffee, hours=5)
    _log(live, "noor", ids.coffee, hours=3)
    anouk = Supervisor(live, ids.anouk, **screen).opens_queue().opens("Sam").has_seen()
    with clock.shifted(timedelta(minutes=2)):
        anouk.takes_back().sees("De minuut is voorbij")
    with live.world.session() as session:
        assert session.exec(select(Review)).one().undone_at is None


def test_a_long_name_and_no_photo_still_fit(live: Live, screen: dict[str, Any]) -> None:
    _log(live, "sam", ids.mop, ids.coffee, ids.laundry, ids.sweep, hours=5, words="x" * 400)
    Supervisor(live, ids.anouk, **screen).opens_queue().opens("Sam").opens_more()
