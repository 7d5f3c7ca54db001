"""A question that came back about an entry is answered on the spot."""

from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from app.base import clock
from app.logbook.models import EntryStatus
from app.review.actions import answer_entry
from app.review.inputs import Answer
from app.review.models import Verdict
from tests.cast import ids, named
from tests.home.story import answer as asks
from tests.home.story import log_work
from tests.logbook.phone import photo, rows
from tests.world import Client, World

HOUR = timedelta(hours=1)
QUESTION = "Welke hal was het?"


def asked(world: World, student: UUID = ids.sam) -> UUID:
    entry_id = log_work(world, student, ids.sweep, ago=2 * HOUR, words="Klaar")
    asks(world, ids.anouk, entry_id, QUESTION, Verdict.QUESTION)
    return entry_id


def send(browser: Client, entry_id: UUID, words: str = "", *photos: bytes, revision: int = 1) -> TestResponse:
    files: list[Any] = [(BytesIO(body), "foto.jpg") for body in photos] or [(BytesIO(b""), "")]
    return browser.post(f"/work/{entry_id}/answer", data={"words": words, "revision": str(revision), "photo": files})


def page(browser: Client, address: str) -> str:
    return unescape(browser.get(address, follow_redirects=True).get_data(as_text=True))


def test_the_question_has_room_for_an_answer(world: World) -> None:
    entry_id, browser = asked(world), world.as_(ids.sam)
    assert f'href="/work/{entry_id}/answer"' in page(browser, "/work")
    text = page(browser, f"/work/{entry_id}/answer")
    assert QUESTION in text
    assert "Jouw antwoord" in text


def test_within_the_minute_nothing_is_asked_yet(world: World) -> None:
    entry_id = log_work(world, ids.sam, ids.sweep, ago=2 * HOUR)
    asks(world, ids.anouk, entry_id, QUESTION, Verdict.QUESTION, ago=timedelta(seconds=5))
    browser = world.as_(ids.sam)
    assert "Geef antwoord" not in page(browser, "/work")
    assert browser.get(f"/work/{entry_id}/answer").status_code == 303
    assert QUESTION not in page(browser, f"/work/{entry_id}/answer")


def test_an_answer_goes_back_to_the_supervisor(world: World) -> None:
    entry_id, browser = asked(world), world.as_(ids.sam)
    answer = send(browser, entry_id, "De grote hal.\r\n", photo())
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/work?answered={entry_id}#entry-{entry_id}")
    (entry,) = rows(world, "log_entry")
    assert (entry.status, entry.words) == (EntryStatus.NEW, "Klaar")
    (media,) = rows(world, "media")
    text = page(world.as_(ids.anouk), f"/review/{entry_id}")
    assert "De grote hal." in text
    assert f"/photos/{media.id}/" in text
    assert "Je antwoord is verstuurd" in page(browser, answer.headers["Location"])
    text = page(browser, "/work")
    assert ("Je antwoord is verstuurd" in text, "Geef antwoord" in text) == (True, False)


def test_a_photo_is_an_answer(world: World) -> None:
    entry_id = asked(world)
    assert send(world.as_(ids.sam), entry_id, "", photo()).status_code == 303
    assert len(rows(world, "entry_media")) == 1
    assert rows(world, "log_revision")[-1].body["words"] == "Klaar"


def test_nothing_is_no_answer(world: World) -> None:
    entry_id, browser = asked(world), world.as_(ids.sam)
    answer = send(browser, entry_id, "  ")
    assert answer.status_code == 422
    text = unescape(answer.get_data(as_text=True))
    assert ("Schrijf een paar woorden." in text, QUESTION in text) == (True, True)
    answer = send(browser, entry_id, "De grote hal", b"geen foto")
    assert answer.status_code == 415
    assert "De grote hal" in answer.get_data(as_text=True)
    assert len(rows(world, "log_revision")) == 1


def test_sent_twice_it_is_one_answer(world: World) -> None:
    entry_id, browser = asked(world), world.as_(ids.sam)
    assert [send(browser, entry_id, "De grote").status_code for _ in range(2)] == [303, 303]
    assert len(rows(world, "log_revision")) == 2


def test_the_same_words_answer_another_question(world: World) -> None:
    entry_id, browser = asked(world), world.as_(ids.sam)
    send(browser, entry_id, "Ja")
    again = Answer(
        review_id=named("second"), revision=2, answers=1, verdict=Verdict.QUESTION, reply="Zeker?", levels={}
    )
    with world.session() as session:
        answer_entry(session, world.actor(ids.anouk), clock.now() - timedelta(minutes=2), entry_id, again)
    assert send(browser, entry_id, "Ja", revision=2).status_code == 303
    assert rows(world, "log_entry")[0].status is EntryStatus.NEW
    assert page(browser, "/work").count("Later erbij: Ja") == 2


def test_only_a_question_to_oneself_is_answered(world: World) -> None:
    entry_id = asked(world)
    for who in (ids.noor, ids.youssef):
        browser = world.as_(who)
        assert browser.get(f"/work/{entry_id}/answer").status_code == 404
        assert send(browser, entry_id, "Ha").status_code == 404
    unasked = log_work(world, ids.sam, ids.mop)
    assert send(world.as_(ids.sam), unasked, "Zomaar").status_code == 303
    assert len(rows(world, "log_revision")) == 2


def test_a_second_answer_that_says_nothing_leads_back_to_the_work(world: World) -> None:
    entry_id, browser = asked(world), world.as_(ids.sam)
    send(browser, entry_id, "De grote hal")
    answer = send(browser, entry_id, "", revision=2)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/work#entry-{entry_id}")
    assert len(rows(world, "log_revision")) == 2


def test_where_there_may_be_no_photos_none_is_asked_for(world: World) -> None:
    entry_id, browser = asked(world, ids.noor), world.as_(ids.noor)
    assert 'type="file"' not in page(browser, f"/work/{entry_id}/answer")
    assert send(browser, entry_id, "De hal", photo()).status_code == 422
    assert rows(world, "media") == []
