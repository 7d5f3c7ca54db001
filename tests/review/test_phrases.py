"""*Zinnetjes*: keeping them, and saying them under a log."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select
from werkzeug.test import TestResponse

from app.base import clock
from app.review.models import StockPhrase, Verdict
from tests.cast import ids
from tests.review.story import form, log, reviews, seen
from tests.world import World


def _add(world: World, text: str, verdict: str = "seen", picture: str = "star", who: UUID = ids.anouk) -> UUID:
    key = uuid4()
    data = {"phrase_id": str(key), "text": text, "verdict": verdict, "pictogram": picture}
    assert world.as_(who).post("/phrases", data=data).status_code == 303
    return key


def _order(world: World, verdict: Verdict = Verdict.SEEN, school: UUID = ids.brug) -> list[str]:
    with world.session() as session:
        return list(
            session.exec(
                select(StockPhrase.text)
                .where(
                    StockPhrase.school_id == school,
                    StockPhrase.verdict == verdict,
                    col(StockPhrase.retired_at).is_(None),
                )
                .order_by(col(StockPhrase.position))
            )
        )


def _move(world: World, phrase: UUID, to: str, who: UUID = ids.anouk) -> TestResponse:
    return world.as_(who).post(f"/phrases/{phrase}/move", data={"to": to})


def test_all_staff_keeps_them_in_order(world: World) -> None:
    one = _add(world, "Goed zo")
    two = _add(world, "  Netjes \n gewerkt ", who=ids.bram)
    asked = _add(world, "Wie hielp je?", "question", "question", who=ids.petra)
    assert _order(world) == ["Goed zo", "Netjes gewerkt"]
    assert _order(world, Verdict.QUESTION) == ["Wie hielp je?"]
    assert _move(world, two, "up", ids.karin).status_code == 303
    assert _order(world) == ["Netjes gewerkt", "Goed zo"]
    _move(world, two, "up")
    _move(world, one, "down")
    assert _order(world) == ["Netjes gewerkt", "Goed zo"], "past the end it stays"
    changed = {"text": "Heel goed", "verdict": "question", "pictogram": "sun"}
    assert world.as_(ids.bram).post(f"/phrases/{one}", data=changed).status_code == 303
    assert (_order(world), _order(world, Verdict.QUESTION)) == (["Netjes gewerkt"], ["Wie hielp je?", "Heel goed"])
    assert [world.as_(ids.anouk).post(f"/phrases/{asked}/retire").status_code for _ in range(2)] == [303, 303]
    assert _order(world, Verdict.QUESTION) == ["Heel goed"]
    page = world.as_(ids.anouk).get("/phrases").get_data(as_text=True)
    assert "Heel goed" in page
    assert "Wie hielp je?" not in page


def test_the_same_form_twice_adds_one(world: World) -> None:
    data = {"phrase_id": str(uuid4()), "text": "Goed zo", "verdict": "seen", "pictogram": "star"}
    browser = world.as_(ids.anouk)
    assert [browser.post("/phrases", data=data).status_code for _ in range(2)] == [303, 303]
    assert _order(world) == ["Goed zo"]
    assert world.as_(ids.otto).post("/phrases", data=data).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": "  "}, "Schrijf een zin."),
        ({"text": "x" * 121}, "1 tekens te lang"),
        ({"pictogram": "niet-van-ons"}, "Kies een plaatje."),
    ],
)
def test_what_is_missing_is_said_beside_it(world: World, wrong: dict[str, str], said: str) -> None:
    key = _add(world, "Goed zo")
    data = {"phrase_id": str(uuid4()), "text": "Top", "verdict": "seen", "pictogram": "star"} | wrong
    for address in ("/phrases", f"/phrases/{key}"):
        answer = world.as_(ids.anouk).post(address, data=data)
        assert answer.status_code == 422
        assert said in answer.get_data(as_text=True)
    assert _order(world) == ["Goed zo"]


def test_another_schools_are_out_of_reach(world: World) -> None:
    key = _add(world, "Goed zo")
    otto = world.as_(ids.otto)
    data = {"text": "Van mij", "verdict": "seen", "pictogram": "star"}
    answers = [
        otto.get(f"/phrases/{key}"),
        otto.post(f"/phrases/{key}", data=data),
        otto.post(f"/phrases/{key}/move", data={"to": "up"}),
        otto.post(f"/phrases/{key}/retire"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert "Goed zo" not in otto.get("/phrases").get_data(as_text=True)
    entry = log(world, "youssef", ids.kompas_sweep)
    assert (
        otto.post(f"/review/{entry}", data=form(otto, entry) | {"verdict": "seen", "phrase": str(key)}).status_code
        == 400
    )
    assert reviews(world) == []


def test_to_start_from(world: World) -> None:
    anouk = world.as_(ids.anouk)
    assert "Begin met deze zinnetjes" in anouk.get("/phrases").get_data(as_text=True)
    assert [anouk.post("/phrases/defaults").status_code for _ in range(2)] == [303, 303]
    assert _order(world)[:2] == ["Goed gedaan!", "Netjes gewerkt."]
    assert len(_order(world, Verdict.QUESTION)) == 5
    assert _order(world, school=ids.kompas) == []
    assert "Begin met deze zinnetjes" not in anouk.get("/phrases").get_data(as_text=True)


def test_offered_under_a_log_by_kind(world: World) -> None:
    _add(world, "Goed zo")
    _add(world, "Wie hielp je?", "question")
    page = world.as_(ids.anouk).get(f"/review/{log(world)}").get_data(as_text=True)
    offered = re.findall(
        r"<legend>([^<]+)</legend>|<span lang=\"nl\">([^<]+)</span>", page[page.index("data-phrases") :]
    )
    assert ["".join(one) for one in offered] == ["Bij ‘Gezien’", "Goed zo", "Als vraag", "Wie hielp je?"]


@pytest.mark.parametrize(
    ("typed", "reply", "picture"),
    [
        ("", "Goed zo", "star"),
        ("Goed zo", "Goed zo", "star"),
        ("Goed zo Dank je", "Goed zo Dank je", "star"),
        ("Iets heel anders", "Iets heel anders", None),
    ],
)
def test_the_picture_stays_with_the_sentence(world: World, typed: str, reply: str, picture: str | None) -> None:
    key = _add(world, "Goed zo")
    entry = log(world)
    assert seen(world, ids.anouk, entry, phrase=str(key), reply=typed).status_code == 303
    (made,) = reviews(world)
    assert (made.reply, made.pictogram) == (reply, picture)


def test_a_sentence_can_be_the_question(world: World) -> None:
    key = _add(world, "Wie hielp je?", "question", "question")
    entry, anouk = log(world), world.as_(ids.anouk)
    filled: dict[str, Any] = form(anouk, entry) | {"verdict": "question", "reply": "", "phrase": str(key)}
    assert anouk.post(f"/review/{entry}", data=filled).status_code == 303
    assert [one.reply for one in reviews(world)] == ["Wie hielp je?"]


def test_one_that_was_just_retired_can_still_be_said(world: World) -> None:
    key = _add(world, "Goed zo")
    entry, anouk = log(world), world.as_(ids.anouk)
    filled = form(anouk, entry) | {"verdict": "seen", "phrase": str(key)}
    anouk.post(f"/phrases/{key}/retire")
    assert anouk.post(f"/review/{entry}", data=filled).status_code == 303
    assert "Goed zo" not in anouk.get(f"/review/{log(world)}").get_data(as_text=True)


def test_the_student_sees_the_picture_with_the_reply(world: World) -> None:
    key = _add(world, "Goed zo", picture="strong")
    seen(world, ids.anouk, log(world), phrase=str(key))
    with clock.shifted(timedelta(minutes=2)):
        page = world.as_(ids.sam).get("/work").get_data(as_text=True)
    reply = page[page.index('class="reply') :]
    assert reply.index("Goed zo") > reply.index('<img class="pic"')


@pytest.mark.parametrize("who", [ids.sam, ids.noor])
def test_not_for_students(world: World, who: UUID) -> None:
    assert world.as_(who).get("/phrases").status_code == 403
