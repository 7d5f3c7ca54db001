"""A card on the wall of a canteen: what a stranger with a camera learns, and what an answer is worth."""

import pytest
from sqlalchemy.exc import IntegrityError

from app.feedback.models import FeedbackLink
from tests.cast import ids
from tests.feedback.links import NAMES, Link, card, cards, code, contact_link, kept, link_for, observations
from tests.world import World

SAM, BILAL = ids.sam_placement, ids.bilal_placement
STAFF_AND_CONTACTS = ("Joost", "Anouk", "Bram", "Bakker", "de Vries", "0612345678", "Zo help je")


def _asked(world: World) -> str:
    with world.session() as session:
        return str(code(session, "B1-K1-W1"))


def _page(link: Link, path: str) -> str:
    return link.browser.get(path).get_data(as_text=True)


def test_the_first_page_names_nobody(world: World) -> None:
    for contact in (ids.joost, ids.wil):
        page = _page(link := contact_link(world, contact, on_wall=True), link.path)
        assert not [name for name in (*NAMES, "Anker", "De Linde", "De Brug") if name in page]


def test_a_stranger_learns_first_names_only(world: World) -> None:
    link = contact_link(world, on_wall=True)
    rest = link.begin()
    page = _page(link, rest)
    assert "Hoe doet Sam het?" in page
    assert not [name for name in STAFF_AND_CONTACTS if name in page]
    link.browser.post(rest, data=cards(card(SAM), card(BILAL), answered_by="Piet"))
    page = _page(link, f"{rest}/thanks")
    assert not [name for name in STAFF_AND_CONTACTS if name in page]
    assert 'href="tel:0301234567"' in page


def test_with_one_student_no_more(world: World) -> None:
    link = contact_link(world, ids.wil, on_wall=True)
    rest = link.tap()
    page = _page(link, rest)
    assert "Hoe doet Noor het?" in page
    assert 'name="work_process"' not in page
    assert not [name for name in ("Wil", "Anouk", "Bakker", "Zo help je") if name in page]
    assert link.send(rest, answered_by=" ").status_code == 422
    assert link.send(rest, answered_by="Piet").status_code == 303
    assert "Anouk" not in _page(link, f"{rest}/thanks")


def test_asks_who_answers_and_no_work_process(world: World) -> None:
    link = contact_link(world, on_wall=True)
    rest = link.begin()
    page = _page(link, rest)
    assert "Wie ben je?" in page
    assert "-work_process" not in page
    assert link.browser.post(rest, data=cards(card(SAM), answered_by="")).status_code == 422
    assert kept(world) == []


def test_is_no_evidence(world: World) -> None:
    link = contact_link(world, on_wall=True)
    forged = cards(card(SAM, work_process=_asked(world), level="3"), answered_by="Joost")
    assert link.browser.post(link.begin(), data=forged).status_code == 422
    alone = contact_link(world, ids.wil, on_wall=True)
    assert alone.send(alone.tap(), work_process=_asked(world), level="3").status_code == 422
    assert [row.sent_at for row in kept(world)] == [None]
    assert observations(world) == []


def test_staff_see_what_was_said_by_whom_and_that_it_came_from_the_wall(world: World) -> None:
    link = contact_link(world, on_wall=True)
    link.browser.post(link.begin(), data=cards(card(SAM, sentence="Top!"), answered_by="Piet"))
    page = world.as_(ids.anouk).get(f"/students/{ids.sam}/feedback").get_data(as_text=True)
    for text in ("Top!", "Piet, Het Anker", "Kaart aan de muur"):
        assert text in page


def test_what_a_stranger_types_does_not_reach_the_student(world: World) -> None:
    link = contact_link(world, on_wall=True)
    said = card(SAM, strength="neat", sentence="Iets onaardigs")
    link.browser.post(link.begin(), data=cards(said, answered_by="Rotnaam"))
    page = world.as_(ids.sam).get("/work").get_data(as_text=True)
    assert "Het Anker" in page
    assert "Netjes werken" in page
    assert "Iets onaardigs" not in page
    assert "Rotnaam" not in page


def test_it_does_not_stand_in_for_the_contacts_own_answer(world: World) -> None:
    own, wall = link_for(world), contact_link(world, on_wall=True)
    own.send(own.tap(), sentence="Van Joost zelf")
    for _time in range(2):
        wall.browser.post(wall.begin(), data=cards(card(SAM), answered_by="Piet"))
    page = world.as_(ids.sam).get("/work").get_data(as_text=True)
    assert "Van Joost zelf" in page
    assert page.count('id="said-') == 2


def test_a_card_on_the_wall_is_never_about_one_placement(world: World) -> None:
    link = link_for(world)
    with pytest.raises(IntegrityError), world.session() as session:
        session.get_one(FeedbackLink, link.id).on_wall = True
