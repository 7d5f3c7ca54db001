"""What staff do with links, and see of the answers."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from app.base import clock
from app.placements.models import Placement
from tests.cast import ids
from tests.feedback.links import code, kept, link_for
from tests.queries import count_queries
from tests.world import World


def _page(student: UUID = ids.sam) -> str:
    return f"/students/{student}/feedback"


def test_a_new_link_is_shown_once_and_names_nobody(world: World) -> None:
    browser = world.as_(ids.anouk)
    assert "Maak een link" in browser.get(_page()).get_data(as_text=True)
    made = browser.post(_page(), data={"contact": str(ids.joost)}).get_data(as_text=True)
    (token,) = set(re.findall(r"/f/([\w-]+)", made.replace("%2F", "/")))
    message = re.search(r"<textarea[^>]*>([^<]*)</textarea>", made)
    assert message is not None
    assert message[1] == (
        f"Hoe doet jouw stagiair het? Vertel het in één minuut, zonder account: http://localhost/f/{token}"
    )
    assert "<svg" in made
    assert world.client().get(f"/f/{token}").status_code == 200
    listed = browser.get(_page()).get_data(as_text=True)
    assert token not in listed
    assert "Joost Bakker" in listed
    assert "0 antwoorden" in listed


def test_an_older_link_stays_until_it_is_withdrawn(world: World) -> None:
    first, second = link_for(world), link_for(world)
    browser = world.as_(ids.anouk)
    assert [link.browser.get(link.path).status_code for link in (first, second)] == [200, 200]
    for _time in range(2):
        assert browser.post(f"{_page()}/{first.id}/withdraw").status_code == 303
    assert [link.browser.get(link.path).status_code for link in (first, second)] == [404, 200]
    listed = browser.get(_page()).get_data(as_text=True)
    assert "Ingetrokken" in listed
    assert listed.count("/withdraw") == 1


@pytest.mark.parametrize("staff", [ids.bram, ids.otto, ids.anouk_kompas])
def test_somebody_elses_student_is_not_there(world: World, staff: UUID) -> None:
    link, browser = link_for(world), world.as_(staff)
    assert browser.get(_page()).status_code == 404
    assert browser.post(_page(), data={"contact": str(ids.joost)}).status_code == 404
    assert browser.post(f"{_page()}/{link.id}/withdraw").status_code == 404
    own = ids.fleur if staff == ids.bram else ids.youssef
    assert browser.post(f"{_page(own)}/{link.id}/withdraw").status_code == 404
    assert link.browser.get(link.path).status_code == 200


def test_a_link_goes_with_its_own_student_and_contact(world: World) -> None:
    link, browser = link_for(world), world.as_(ids.anouk)
    assert browser.post(f"{_page(ids.noor)}/{link.id}/withdraw").status_code == 404
    for contact in (ids.wil, ids.joost_kompas):
        assert browser.post(_page(), data={"contact": str(contact)}).status_code == 404
    assert browser.post(_page(), data={"contact": "x"}).status_code == 400


def test_students_and_strangers_are_refused(world: World) -> None:
    assert world.as_(ids.sam).get(_page()).status_code == 403
    assert world.as_(ids.sam).post(_page(), data={"contact": str(ids.joost)}).status_code == 403
    assert world.client().get(_page()).status_code == 303
    assert world.client().post(_page()).status_code == 401


def test_the_coordinator_sees_and_withdraws(world: World) -> None:
    link, browser = link_for(world), world.as_(ids.karin)
    assert "Joost Bakker" in browser.get(_page()).get_data(as_text=True)
    browser.post(f"{_page()}/{link.id}/withdraw")
    assert link.browser.get(link.path).status_code == 404


def test_long_after_the_placement_no_link_can_be_made(world: World) -> None:
    with world.session() as session:
        placement = session.get_one(Placement, ids.sam_placement)
        placement.ends_on = clock.now().date() - timedelta(days=16)
    browser = world.as_(ids.anouk)
    assert "Maak een link" not in browser.get(_page()).get_data(as_text=True)
    assert browser.post(_page(), data={"contact": str(ids.joost)}).status_code == 409


def test_answers_are_shown_with_who_when_and_what(world: World) -> None:
    link = link_for(world)
    with world.session() as session:
        asked = str(code(session, "B1-K1-W1"))
    link.send(
        link.tap(),
        work_process=asked,
        level="3",
        strength="neat",
        sentence="Sam is <b>een</b> topper",
        answered_by="Bert",
    )
    page = world.as_(ids.anouk).get(_page()).get_data(as_text=True)
    for text in ("Bert, Het Anker", "vandaag", "Netjes werken", "Werk voorbereiden", "Zelf", "1 antwoord"):
        assert text in page, text
    assert "Sam is &lt;b&gt;een&lt;/b&gt; topper" in page
    assert "topper" not in world.as_(ids.anouk).get(_page(ids.noor)).get_data(as_text=True)
    assert "topper" not in world.as_(ids.bram).get(_page(ids.fleur)).get_data(as_text=True)


def test_a_face_alone_is_shown_until_a_later_answer(world: World) -> None:
    link, browser = link_for(world), world.as_(ids.anouk)
    link.tap(1)
    assert "Alleen een gezichtje" in browser.get(_page()).get_data(as_text=True)
    link.send(link.tap(2), sentence="Eerst")
    page = browser.get(_page()).get_data(as_text=True)
    assert "Alleen een gezichtje" not in page
    assert "Later die dag opnieuw beantwoord" not in page
    link.send(link.tap(3), sentence="Daarna")
    page = browser.get(_page()).get_data(as_text=True)
    assert page.count("Later die dag opnieuw beantwoord") == 1
    assert page.index("Daarna") < page.index("Eerst")
    assert len(kept(world)) == 3


def test_queries_do_not_grow_with_rows(world: World) -> None:
    browser, counts = world.as_(ids.anouk), []
    for rows in (5, 45):
        for _row in range(rows):
            link = link_for(world)
            link.send(link.tap(), sentence="Goed")
        with count_queries(world) as sent:
            assert browser.get(_page()).get_data(as_text=True).count("<blockquote") == rows + (5 if rows == 45 else 0)
        counts.append(len(sent))
    assert counts[0] == counts[1]
