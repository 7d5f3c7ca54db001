"""Choosing a password through a link."""

import logging
from datetime import timedelta

import pytest
from sqlmodel import select

from app.base import clock
from app.people.models import Invitation
from app.people.passwords import password_problem
from tests.cast import PASSWORD, ids
from tests.office.forms import add_colleague, audited, colleague, invite, user_of
from tests.world import World

NEW = "koffie met vier klontjes"


def signs_in(world: World, email: str, password: str) -> bool:
    return world.client().post("/sign-in", data={"email": email, "password": password}).status_code == 303


def test_a_colleague_chooses_a_password_and_is_in(world: World) -> None:
    tess = add_colleague(world)
    link, browser = invite(world, tess), world.client()
    opened = browser.get(link)
    text = opened.get_data(as_text=True)
    assert "Dag Tess" in text and "De Brug" in text and "tess@voorbeeld.nl" in text and "Mulder" not in text
    assert opened.headers["Referrer-Policy"] == "no-referrer" and opened.headers["Cache-Control"] == "no-store"
    assert browser.get(link).status_code == 200, "opening it uses nothing up"
    assert browser.post(link, data={"password": NEW}).status_code == 303
    assert "Tess" in browser.get("/me").get_data(as_text=True)
    assert signs_in(world, "tess@voorbeeld.nl", NEW)
    assert len(audited(world, "password-chosen")) == 1


def test_a_link_works_once(world: World) -> None:
    link = invite(world, add_colleague(world))
    assert world.client().post(link, data={"password": NEW}).status_code == 303
    again = world.client().post(link, data={"password": "heel iets anders"})
    assert again.status_code == 404 and "werkt niet meer" in again.get_data(as_text=True)
    assert not signs_in(world, "tess@voorbeeld.nl", "heel iets anders")


def test_a_link_works_for_seven_days(world: World) -> None:
    link = invite(world, add_colleague(world))
    with clock.shifted(timedelta(days=6, hours=23)):
        assert world.client().get(link).status_code == 200
    with clock.shifted(timedelta(days=7, minutes=1)):
        assert world.client().get(link).status_code == 404
        assert world.client().post(link, data={"password": NEW}).status_code == 404


def test_a_new_link_stops_the_one_before(world: World) -> None:
    tess = add_colleague(world)
    first, second = invite(world, tess), invite(world, tess)
    assert world.client().get(first).status_code == 404
    assert world.client().get(second).status_code == 200


def test_a_new_password_ends_what_was_open(world: World) -> None:
    phone, link = world.as_(ids.bram), invite(world, ids.bram)
    assert signs_in(world, "bram@voorbeeld.nl", PASSWORD), "until it is used nothing changes"
    assert world.client().post(link, data={"password": NEW}).status_code == 303
    assert phone.get("/review").status_code == 303
    assert not signs_in(world, "bram@voorbeeld.nl", PASSWORD)


def test_a_link_from_before_somebody_got_more_rights_opens_nothing(world: World) -> None:
    link = invite(world, ids.bram, ids.karin)
    said = colleague(email="bram@voorbeeld.nl", role="admin", sure="1")
    assert world.as_(ids.petra).post("/people/staff/new", data=said).status_code == 303
    assert world.client().get(link).status_code == 404


def test_a_link_opens_no_account_that_came_to_belong_to_another_school(world: World) -> None:
    link = invite(world, ids.bram)
    said = colleague(email="bram@voorbeeld.nl", sure="1")
    assert world.as_(ids.lucia).post("/people/staff/new", data=said).status_code == 303
    assert world.client().get(link).status_code == 404
    assert signs_in(world, "bram@voorbeeld.nl", PASSWORD)


@pytest.mark.parametrize(
    "password",
    ["kort", "Tess Mulder", "tess@voorbeeld.nl", "tessmulder2026", "wachtwoord123", "aaaaaaaaaaaa", "x" * 201],
)
def test_a_password_that_will_not_do_is_said_so_and_the_link_lives_on(world: World, password: str) -> None:
    tess = add_colleague(world)
    link = invite(world, tess)
    answer = world.client().post(link, data={"password": password})
    assert answer.status_code == 422 and 'id="errors"' in answer.get_data(as_text=True)
    assert password not in answer.get_data(as_text=True) or password in {"tess@voorbeeld.nl", "kort"}
    assert user_of(world, tess).password_hash is None
    assert world.client().post(link, data={"password": NEW}).status_code == 303


@pytest.mark.parametrize(
    "password", ["correct horse battery", "de bus komt nooit op tijd", "éénentwintig", "Tess houdt van soep"]
)
def test_a_long_password_is_enough(password: str) -> None:
    assert password_problem(password, ("Tess", "Mulder", "Tess Mulder", "tess@voorbeeld.nl", "tess")) is None


def test_guessing_is_limited_and_right_links_still_count_for_nothing(world: World) -> None:
    link, browser = invite(world, add_colleague(world)), world.client()
    for _time in range(40):
        assert browser.get(link).status_code == 200
    wrong = [browser.get(f"/invitation/{'x' * 30}{n:02}").status_code for n in range(31)]
    assert wrong == [404] * 30 + [429]


def test_only_a_hash_is_kept_and_the_log_tells_nothing(world: World, caplog: pytest.LogCaptureFixture) -> None:
    link = invite(world, add_colleague(world))
    token = link.rsplit("/", 1)[1]
    with world.session() as session:
        assert token not in session.exec(select(Invitation)).one().model_dump_json()
    logging.getLogger("x").warning("GET %s", link)
    assert token not in caplog.text
