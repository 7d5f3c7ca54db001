"""How staff get in, stay in, and get out."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from app.base import clock
from app.base.models import Attempts
from app.people.models import AuditEvent, LoginSession, Membership
from tests.cast import PASSWORD, ids
from tests.world import Client, World

KARIN = {"email": "karin@voorbeeld.nl", "password": PASSWORD}


def is_in(browser: Client) -> bool:
    return browser.get("/me").status_code == 200


def test_staff_signs_in_with_email_and_password(world: World) -> None:
    browser = world.client()
    assert not is_in(browser)
    answer = browser.post("/sign-in", data=KARIN | {"email": " Karin@Voorbeeld.nl"})
    assert answer.status_code == 303
    assert "Karin" in browser.get("/me").get_data(as_text=True)


def test_wrong_password_signs_nobody_in_and_does_not_say_which_part_was_wrong(world: World) -> None:
    texts = []
    for wrong in ({"password": "verkeerd"}, {"email": "niemand@voorbeeld.nl"}, {"email": ""}, {"password": ""}):
        browser = world.client()
        answer = browser.post("/sign-in", data=KARIN | wrong)
        assert answer.status_code == 422
        assert not is_in(browser)
        texts.append("horen niet bij elkaar" in answer.get_data(as_text=True))
    assert all(texts)


def test_a_student_has_no_password_to_sign_in_with(world: World) -> None:
    browser = world.client()
    assert browser.post("/sign-in", data={"email": "sam@voorbeeld.nl", "password": PASSWORD}).status_code == 422


def test_signing_in_gives_a_new_session_and_ends_the_one_before(world: World) -> None:
    browser = world.as_(ids.anouk)
    before = browser.get_cookie("session")
    browser.post("/sign-in", data=KARIN)
    after = browser.get_cookie("session")
    assert before and after and before.value != after.value
    thief = world.client()
    thief.set_cookie("session", before.value)
    assert not is_in(thief)


def test_the_cookie_is_for_this_site_alone_and_not_for_scripts(world: World) -> None:
    answer = world.client().post("/sign-in", data=KARIN)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie


def test_the_database_holds_no_secret_that_could_be_used(world: World) -> None:
    browser = world.client()
    browser.post("/sign-in", data=KARIN)
    cookie = browser.get_cookie("session")
    assert cookie
    with world.session() as session:
        for login in session.exec(select(LoginSession)):
            assert cookie.value not in login.model_dump_json()


def test_sign_out_ends_the_session_and_clears_what_the_browser_kept(world: World) -> None:
    browser = world.as_(ids.karin)
    cookie = browser.get_cookie("session")
    answer = browser.post("/sign-out")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert cookie
    browser.set_cookie("session", cookie.value)
    assert not is_in(browser)


def test_sign_out_everywhere_ends_all_sessions_of_this_person_only(world: World) -> None:
    phone, desk, other_school = world.as_(ids.anouk), world.as_(ids.anouk), world.as_(ids.anouk_kompas)
    karin = world.as_(ids.karin)
    phone.post("/sign-out-everywhere")
    assert [is_in(browser) for browser in (phone, desk, other_school, karin)] == [False, False, False, True]


def test_a_session_ends_by_itself_and_lasts_while_it_is_used(world: World) -> None:
    idle, used = world.client(), world.client()
    for browser in (idle, used):
        browser.post("/sign-in", data=KARIN)
    with clock.shifted(timedelta(days=10)):
        assert is_in(used)
    with clock.shifted(timedelta(days=20)):
        assert is_in(used)
        assert not is_in(idle)


def test_guessing_is_limited_per_account(world: World) -> None:
    browser = world.client()
    answers = [browser.post("/sign-in", data=KARIN | {"password": f"gok {n}"}).status_code for n in range(11)]
    assert answers == [422] * 10 + [429]
    blocked = browser.post("/sign-in", data=KARIN)
    assert blocked.status_code == 429
    assert int(blocked.headers["Retry-After"]) > 0
    assert not is_in(browser)
    with clock.shifted(timedelta(minutes=11)):
        assert browser.post("/sign-in", data=KARIN).status_code == 303


def test_guessing_is_limited_per_address_whatever_the_account(world: World) -> None:
    answers = []
    for n in range(61):
        browser = world.client()
        agent = {"User-Agent": f"browser {n}"}
        guess = {"email": f"gok{n}@voorbeeld.nl", "password": "x"}
        answers.append(browser.post("/sign-in", data=guess, headers=agent).status_code)
    assert answers == [422] * 60 + [429]


def test_one_person_at_two_schools_switches_between_them(world: World) -> None:
    browser = world.client()
    browser.post("/sign-in", data={"email": "anouk@voorbeeld.nl", "password": PASSWORD})
    assert "Het Kompas" in browser.get("/me").get_data(as_text=True)
    cookie = browser.get_cookie("session")
    assert browser.post(f"/me/memberships/{ids.anouk_kompas}").status_code == 303
    assert browser.get_cookie("session") != cookie
    assert "De Brug" in browser.get("/me").get_data(as_text=True)


def test_nobody_switches_to_somebody_else(world: World) -> None:
    browser = world.as_(ids.anouk)
    assert browser.post(f"/me/memberships/{ids.karin}").status_code == 404
    assert "Anouk" in browser.get("/me").get_data(as_text=True)


def test_signing_in_is_on_record_without_names(world: World) -> None:
    world.client().post("/sign-in", data=KARIN)
    with world.session() as session:
        event = session.exec(select(AuditEvent).where(col(AuditEvent.action) == "sign-in")).one()
    assert event.actor_id == ids.karin
    assert "arin" not in event.model_dump_json()


def test_who_left_the_school_is_out(world: World) -> None:
    browser = world.as_(ids.karin)
    assert is_in(browser)
    with world.session() as session:
        session.get_one(Membership, ids.karin).ended_on = clock.now().date() - timedelta(days=1)
    assert not is_in(browser)
    assert world.client().post("/sign-in", data=KARIN).status_code == 422


def test_a_session_that_is_used_gets_a_cookie_that_lasts_on(world: World) -> None:
    browser = world.client()
    first = browser.post("/sign-in", data=KARIN).headers["Set-Cookie"]
    assert "Set-Cookie" not in browser.get("/me").headers
    with clock.shifted(timedelta(hours=3)):
        again = browser.get("/me").headers["Set-Cookie"]
    assert again.split(";")[0] == first.split(";")[0]
    assert "Max-Age=1209600" in again


def test_signing_in_over_somebody_clears_what_the_browser_kept_for_them(world: World) -> None:
    assert "Clear-Site-Data" not in world.client().post("/sign-in", data=KARIN).headers
    assert "Clear-Site-Data" in world.as_(ids.anouk).post("/sign-in", data=KARIN).headers


def test_what_no_address_holds_is_no_error(world: World) -> None:
    odd = KARIN | {"email": "karin\0@voorbeeld.nl", "password": "x"}
    assert world.client().post("/sign-in", data=odd).status_code == 422


def test_what_was_tried_is_forgotten_and_a_blocked_address_adds_nothing(world: World) -> None:
    browser = world.client()
    for n in range(30):
        browser.post("/badge", data={"code": f"AAAA AA{n:02}"})

    def rows() -> int:
        with world.session() as session:
            return session.exec(select(sa.func.count()).select_from(Attempts)).one()

    assert rows() == 2 + 20  # the address, the browser, and the codes until the browser was stopped
    with clock.shifted(timedelta(days=2)):
        browser.post("/badge", data={"code": "BBBB BBBB"})
        assert rows() == 3


def test_a_membership_begins_and_ends_at_midnight_of_the_school(world: World) -> None:
    late = clock.now().replace(hour=23, minute=30)  # at the school it is tomorrow already
    tomorrow = late.date() + timedelta(days=1)
    sam, bilal = world.as_(ids.sam), world.as_(ids.bilal)
    with world.session() as session:
        session.get_one(Membership, ids.sam).started_on = tomorrow
        session.get_one(Membership, ids.bilal).ended_on = late.date()
    with clock.shifted(late - clock.now()):
        assert sam.get("/today").status_code == 200
        assert bilal.get("/today").status_code == 303
