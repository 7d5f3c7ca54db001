"""Answers that arrive at the same moment, in real threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from werkzeug.test import TestResponse

from tests.cast import ids
from tests.feedback.links import Link, card, cards, code, contact_link, kept, link_for, observations
from tests.world import World

AT_ONCE = 6


def _at_once(links: list[Link], send: Callable[[Link, int], TestResponse]) -> list[int]:
    ready = Barrier(len(links))

    def go(number: int) -> int:
        ready.wait()
        return send(links[number], number).status_code

    with ThreadPoolExecutor(len(links)) as pool:
        return list(pool.map(go, range(len(links))))


def _asked(world: World) -> str:
    with world.session() as session:
        return str(code(session, "B1-K1-W1"))


def test_one_answer_sent_many_times_is_one(world: World) -> None:
    link, asked = link_for(world), _asked(world)
    rest = link.tap()
    same = [Link(link.id, link.token, world.client()) for _number in range(AT_ONCE)]
    sent = _at_once(same, lambda one, number: one.send(rest, work_process=asked, level="3", sentence=str(number)))
    assert sent == [303] * AT_ONCE
    assert len(kept(world)) == len(observations(world)) == 1


def test_of_many_answers_about_the_same_one_stands(world: World) -> None:
    links, asked = [link_for(world) for _number in range(AT_ONCE)], _asked(world)
    begun = [link.tap() for link in links]
    sent = _at_once(links, lambda one, number: one.send(begun[number], work_process=asked, level="3"))
    assert sent == [303] * AT_ONCE
    seen = observations(world)
    assert len(seen) == AT_ONCE
    assert len({one.replaces_id for one in seen}) == AT_ONCE
    assert [one.replaces_id for one in seen].count(None) == 1


def test_one_page_about_several_sent_many_times_is_one(world: World) -> None:
    link, asked = contact_link(world), _asked(world)
    rest = link.begin()
    same = [Link(link.id, link.token, world.client()) for _number in range(AT_ONCE)]

    def send(one: Link, number: int) -> TestResponse:
        both = [card(ids.sam_placement, work_process=asked, level="3", sentence=str(number)), card(ids.bilal_placement)]
        return one.browser.post(rest, data=cards(*(both if number % 2 else reversed(both))))

    assert _at_once(same, send) == [303] * AT_ONCE
    assert len(kept(world)) == 2
    assert len(observations(world)) == 1


def test_of_many_pages_about_the_same_student_one_stands(world: World) -> None:
    links, asked = [contact_link(world) for _number in range(AT_ONCE)], _asked(world)
    begun = [link.begin() for link in links]
    said = cards(card(ids.sam_placement, work_process=asked, level="3"))
    assert _at_once(links, lambda one, number: one.browser.post(begun[number], data=said)) == [303] * AT_ONCE
    seen = observations(world)
    assert len(seen) == len({one.replaces_id for one in seen}) == AT_ONCE
    assert [one.replaces_id for one in seen].count(None) == 1
