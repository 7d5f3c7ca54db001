"""*Links voor bedrijven*: who sees which links, makes them and withdraws them."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest

from app.base import clock
from app.companies.models import Contact
from app.feedback.models import FeedbackLink
from app.people.models import Membership
from app.placements.models import Placement
from tests.cast import ids
from tests.feedback.links import NAMES, card, cards, contact_link, link_for
from tests.queries import count_queries
from tests.world import Client, World

PAGE = "/company-links"
DAY = timedelta(days=1)


def _page(browser: Client) -> str:
    answer = browser.get(PAGE)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def _make(browser: Client, contact: UUID = ids.joost, kind: str = "own") -> str:
    answer = browser.post(PAGE, data={"contact": str(contact), "kind": kind})
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def _token(page: str) -> str:
    (token,) = set(re.findall(r"/f/([\w-]+)", unquote(page)))
    return str(token)


@pytest.mark.parametrize(
    ("staff", "sees", "not_there"),
    [
        (ids.anouk, ("Joost Bakker, Het Anker", "Wil Bakker, De Linde", "Bilal, Sam", "Noor"), ("Fleur", "Youssef")),
        (ids.bram, ("Joost Bakker, Het Anker", "Fleur"), ("Wil Bakker", "Bilal", "Noor", "Youssef")),
        (ids.karin, ("Joost Bakker, Het Anker", "Wil Bakker", "Bilal, Fleur, Sam"), ("Youssef",)),
        (ids.otto, ("Joost Bakker, Het Anker", "Youssef"), ("Wil Bakker", "Bilal", "Fleur")),
        (ids.anouk_kompas, ("Nog geen bedrijven",), ("Joost", "Wil Bakker")),
    ],
)
def test_shows_the_contacts_of_ones_own_students(
    world: World, staff: UUID, sees: tuple[str, ...], not_there: tuple[str, ...]
) -> None:
    page = _page(world.as_(staff))
    assert not [text for text in sees if text not in page]
    assert not [text for text in not_there if text in page]


def test_a_new_link_is_shown_once_ready_to_send(world: World) -> None:
    with world.session() as session:
        joost = session.get_one(Contact, ids.joost)
        joost.email, joost.phone = "joost@voorbeeld.nl", "06 1234 5670"
    browser = world.as_(ids.anouk)
    made = _make(browser)
    token = _token(made)
    said = re.search(r"<textarea[^>]*>([^<]*)</textarea>", made)
    mail = re.search(r'href="(mailto:[^"]+)"', made)
    sms = re.search(r'href="(sms:[^"]+)"', made)
    assert said and mail and sms
    assert not [name for name in NAMES if name in said[1]]
    assert mail[1].startswith("mailto:joost%40voorbeeld.nl?subject=Hoe%20doet")
    assert (
        f"Dag Joost,\n\nHoe doet jouw stagiair het? Vertel het ons via deze link:\nhttp://localhost/f/{token}\n"
        in unquote(mail[1])
    )
    assert unquote(mail[1]).endswith("Anouk, De Brug")
    assert sms[1].startswith("sms:0612345670?&body=Hoe%20doet")
    assert "<svg" in made
    assert ">Begin<" in world.client().get(f"/f/{token}").get_data(as_text=True)
    listed = _page(browser)
    assert token not in listed
    assert "Over alle leerlingen" in listed
    assert "Nog geen antwoord" in listed


def test_a_card_for_the_wall_names_no_student_and_no_contact(world: World) -> None:
    browser = world.as_(ids.anouk)
    made = _make(browser, kind="wall")
    (shown,) = re.findall(r'<section class="wall-card".*?</section>', made, re.DOTALL)
    assert "Hoe doet jouw stagiair het?" in shown
    assert "Eén minuut, geen account." in shown
    assert "De Brug" in shown
    assert "<svg" in shown
    assert not [name for name in NAMES if name in shown]
    assert ">Begin<" in world.client().get(f"/f/{_token(made)}").get_data(as_text=True)
    assert "Kaart aan de muur" in _page(browser)


def test_shows_answers_and_when_of_ones_own_students_only(world: World) -> None:
    link, of_sam = contact_link(world), link_for(world)
    link.browser.post(
        link.begin(),
        data=cards(card(ids.sam_placement, sentence="Sam is top"), card(ids.fleur_placement, sentence="Fleur ook")),
    )
    of_sam.send(of_sam.tap())
    page = _page(world.as_(ids.anouk))
    assert page.count("1 antwoord, laatste: vandaag") == 2
    assert "Over Sam" in page
    assert "“Sam is top”" in page
    assert "Fleur" not in page
    page = _page(world.as_(ids.bram))
    assert page.count("1 antwoord, laatste: vandaag") == 1
    assert "Over Sam" not in page
    assert "“Fleur ook”" in page
    assert "Sam is top" not in page
    assert "2 antwoorden" in _page(world.as_(ids.karin))


def test_the_newest_answers_lead_to_the_student(world: World) -> None:
    for number in range(8):
        link = link_for(world)
        link.send(link.tap(), sentence=f"Nummer {number}")
    page = _page(world.as_(ids.anouk))
    assert re.findall(r"Nummer (\d)", page) == ["7", "6", "5", "4"]
    assert f'href="/students/{ids.sam}/feedback"' in page


@pytest.mark.parametrize("staff", [ids.anouk, ids.bram, ids.karin])
def test_who_has_a_student_there_withdraws(world: World, staff: UUID) -> None:
    link, browser = contact_link(world), world.as_(staff)
    assert f"{link.id}/withdraw" in _page(browser)
    for _time in range(2):
        assert browser.post(f"{PAGE}/{link.id}/withdraw").location == PAGE
    assert link.browser.get(link.path).status_code == 404
    assert f"{link.id}/withdraw" not in _page(browser)


def test_a_link_about_one_student_is_withdrawn_here_too(world: World) -> None:
    link = link_for(world)
    assert world.as_(ids.bram).post(f"{PAGE}/{link.id}/withdraw").status_code == 404
    assert world.as_(ids.anouk).post(f"{PAGE}/{link.id}/withdraw").status_code == 303
    assert link.browser.get(link.path).status_code == 404


@pytest.mark.parametrize("staff", [ids.bram, ids.otto, ids.anouk_kompas])
def test_somebody_elses_contact_is_not_there(world: World, staff: UUID) -> None:
    link, browser = contact_link(world, ids.wil), world.as_(staff)
    assert str(link.id) not in _page(browser)
    assert browser.post(f"{PAGE}/{link.id}/withdraw").status_code == 404
    for kind in ("own", "wall"):
        assert browser.post(PAGE, data={"contact": str(ids.wil), "kind": kind}).status_code == 404
    assert link.browser.get(link.path).status_code == 200


def test_the_same_person_at_another_school_has_another_link(world: World) -> None:
    link, otto = contact_link(world), world.as_(ids.otto)
    assert otto.post(PAGE, data={"contact": str(ids.joost)}).status_code == 404
    assert otto.post(f"{PAGE}/{link.id}/withdraw").status_code == 404
    assert str(link.id) not in _page(otto)


def test_a_contact_without_a_student_or_who_left_gets_no_link(world: World) -> None:
    browser = world.as_(ids.anouk)
    for contact, change in ((ids.wil, "placement"), (ids.joost, "contact")):
        with world.session() as session:
            if change == "placement":
                session.get_one(Placement, ids.noor_placement).ends_on = clock.now().date() - 16 * DAY
            else:
                session.get_one(Contact, ids.joost).left_on = clock.now().date() - DAY
        assert browser.post(PAGE, data={"contact": str(contact)}).status_code == 404
    assert "Nog geen bedrijven" in _page(browser)


def test_a_student_who_was_erased_is_gone(world: World) -> None:
    with world.session() as session:
        session.get_one(Membership, ids.noor).erased_at = clock.now()
    assert "De Linde" not in _page(world.as_(ids.anouk))


@pytest.mark.parametrize("sent", [{}, {"contact": "x"}, {"contact": str(uuid4())}])
def test_what_no_page_of_ours_sends_makes_no_link(world: World, sent: dict[str, str]) -> None:
    assert world.as_(ids.anouk).post(PAGE, data=sent).status_code in {400, 404}
    assert "Trek in" not in _page(world.as_(ids.anouk))


def test_students_and_strangers_are_refused(world: World) -> None:
    for browser, status in ((world.as_(ids.sam), 403), (world.client(), 401)):
        assert browser.post(PAGE, data={"contact": str(ids.joost)}).status_code == status
        assert browser.post(f"{PAGE}/{uuid4()}/withdraw").status_code == status
    assert world.as_(ids.sam).get(PAGE).status_code == 403


def test_only_links_that_work_are_listed(world: World) -> None:
    link = contact_link(world)
    with world.session() as session:
        session.get_one(FeedbackLink, link.id).expires_at = clock.now() - timedelta(seconds=1)
    assert str(link.id) not in _page(world.as_(ids.anouk))


def test_a_contacts_link_works_for_a_year(world: World) -> None:
    link = contact_link(world, ids.joost)
    with world.session() as session:
        session.get_one(Placement, ids.sam_placement).ends_on = None
    with clock.shifted(364 * DAY):
        assert link.browser.get(link.path).status_code == 200
    with clock.shifted(366 * DAY):
        assert link.browser.get(link.path).status_code == 404


def test_it_hangs_from_regelen(world: World) -> None:
    assert f'href="{PAGE}"' in world.as_(ids.anouk).get("/manage").get_data(as_text=True)


def test_queries_do_not_grow_with_rows(world: World) -> None:
    browser, counts = world.as_(ids.anouk), []
    for rows in (3, 12):
        for _row in range(rows):
            link = contact_link(world)
            link.browser.post(link.begin(), data=cards(card(ids.sam_placement), card(ids.bilal_placement)))
        with count_queries(world) as sent:
            _page(browser)
        counts.append(len(sent))
    assert counts[0] == counts[1]
