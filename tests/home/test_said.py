"""What companies said, in *Mijn werk*."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from sqlmodel import select

from app.base import clock
from app.people.models import Caseload
from tests.cast import ids
from tests.feedback.links import card, cards, contact_link, link_for
from tests.home.story import log_work
from tests.pages import shown
from tests.queries import count_queries
from tests.world import World

HOUR = timedelta(hours=1)


def _page(world: World, address: str = "/work", who: UUID = ids.sam) -> str:
    found = world.as_(who).get(address)
    assert found.status_code == 200
    return unescape(shown(found.get_data(as_text=True)))


def _say(world: World, ago: timedelta = timedelta(), smile: str = "3", **fields: object) -> None:
    with clock.shifted(-ago):
        link = link_for(world)
        link.send(link.tap(), **({"smile": smile} | fields))


def test_an_answer_comes_to_the_student(world: World) -> None:
    _say(world, strength=["on_time", "neat"], sentence="Fijn dat <b>Sam</b> er is")
    text = world.as_(ids.sam).get("/work").get_data(as_text=True)
    assert "Joost van Het Anker" in text
    assert "<span>vandaag</span> <span>Goed</span>" in text
    for word in ("Op tijd", "Netjes werken"):
        assert re.search(rf'<li class="chip ok"><img class="pic" [^>]*><span>{word}</span>', text)
    assert re.search(r'lang="nl">“Fijn dat &lt;b&gt;Sam&lt;/b&gt; er is”', text)
    assert "praten" not in text


def test_it_comes_from_a_page_with_several_students_too(world: World) -> None:
    link = contact_link(world)
    sent = cards(card(ids.sam_placement, sentence="Voor Sam"), card(ids.bilal_placement, sentence="Voor Bilal"))
    link.browser.post(link.begin(), data=sent)
    assert "Voor Sam" in _page(world)
    assert "Voor Bilal" not in _page(world)
    assert "Voor Bilal" in _page(world, who=ids.bilal)
    assert "Voor" not in _page(world, who=ids.fleur).split("<main", 1)[1]


def test_a_face_alone_is_no_answer_yet(world: World) -> None:
    link_for(world).tap()
    assert "Het Anker" not in _page(world)


def test_a_hard_day_invites_a_talk_and_is_never_red(world: World) -> None:
    _say(world, smile="1")
    _, _, text = _page(world).partition('<article class="card said"')
    text, _, _ = text.partition("</article>")
    assert "Joost wil er graag over praten." in text
    assert "Vraag Anouk." in text
    assert 'class="chip talk"' not in text
    assert "notice talk" not in text


def test_without_a_supervisor_it_still_says_whom_to_ask(world: World) -> None:
    _say(world, smile="1")
    with world.session() as session:
        for row in session.exec(select(Caseload).where(Caseload.student_id == ids.sam)):
            row.ends_on = clock.now().date() - timedelta(days=2)
    assert "Vraag je begeleider." in _page(world)


def test_of_one_contact_the_newest_of_a_day(world: World) -> None:
    _say(world, 2 * 24 * HOUR, sentence="Eergisteren")
    _say(world, sentence="Eerst")
    _say(world, sentence="Daarna")
    link_for(world).tap(1)
    text = _page(world)
    assert "Daarna" in text
    assert "Eergisteren" in text
    assert "Eerst”" not in text


def test_it_stands_between_the_logs_by_when_it_came(world: World) -> None:
    log_work(world, ids.sam, ids.mop, ago=30 * HOUR)
    log_work(world, ids.sam, ids.sweep)
    _say(world, 26 * HOUR, sentence="Ertussen")
    text = _page(world)
    assert text.index("Vegen") < text.index("Ertussen") < text.index("Dweilen")


def test_an_answer_alone_is_not_an_empty_page(world: World) -> None:
    _say(world)
    assert "Hier komt jouw werk" not in _page(world)


@pytest.mark.parametrize(("logs", "answers"), [(13, 13), (3, 22), (22, 2), (0, 11), (5, 5), (10, 1)])
def test_page_by_page_nothing_is_left_out_or_twice(world: World, logs: int, answers: int) -> None:
    for number in range(answers):
        _say(world, (24 * number + 1) * HOUR)
    for number in range(logs):
        log_work(world, ids.sam, ids.sweep, ago=24 * number * HOUR)
    seen, address, pages = [], "/work", 0
    while address:
        text, pages = _page(world, address), pages + 1
        seen += re.findall(r'id="((?:entry|said)-[0-9a-f-]{36})"', text)
        link = re.search(r'href="(/work\?before=[^"]+)"', text)
        address = link.group(1) if link else ""
    both = min(logs, answers)
    kinds = [one.partition("-")[0] for one in seen]
    assert kinds == ["entry", "said"] * both + ["entry"] * (logs - both) + ["said"] * (answers - both)
    assert len(set(seen)) == logs + answers
    assert pages == -(-(logs + answers) // 10)


def test_the_number_of_queries_does_not_grow(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.home.routes.PER_PAGE", 50)
    counts, sam = [], world.as_(ids.sam)
    for rows in (2, 15):
        for number in range(rows):
            _say(world, 24 * (number + rows) * HOUR, smile="1", strength="neat")
            log_work(world, ids.sam, ids.sweep, ago=number * HOUR)
        with count_queries(world) as sent:
            text = sam.get("/work").get_data(as_text=True)
        counts.append(len(sent))
        assert text.count('id="said-') == (rows if rows == 2 else 17)
    assert counts[0] == counts[1]
