"""The start page of the demo: everybody is one tap away, and only while it is a demo."""

import re
from pathlib import Path

import sqlalchemy as sa

from app.demo.keys import code, demo_id, password, token
from app.demo.people import MEMBERS
from app.people.models import AuditEvent, LoginSession, Role
from tests.cast import ids
from tests.demo.conftest import SECRET, Demo
from tests.world import World, make_world


def test_the_way_in_is_the_start_page(demo: Demo) -> None:
    answer = demo.client().get("/")
    assert (answer.status_code, answer.location) == (303, "/demo")
    page = demo.client().get("/demo").text
    assert "Dit is een demo" in page
    assert all(member.first_name in page for member in MEMBERS.values())


def test_one_tap_and_the_first_page_works(demo: Demo) -> None:
    for who, member in MEMBERS.items():
        browser = demo.client()
        assert f'action="/demo/{demo_id(who)}"' in browser.get("/demo").text
        assert browser.post(f"/demo/{demo_id(who)}").status_code == 303
        page = browser.get("/", follow_redirects=True)
        assert page.status_code == 200
        assert page.request.path == ("/today" if member.role is Role.STUDENT else "/review")
        assert 'href="/demo"' in page.text, f"no way back to the start page for {who}"


def test_another_tap_ends_the_session_before(demo: Demo) -> None:
    browser = demo.client()
    browser.post(f"/demo/{demo_id('anouk')}")
    browser.post(f"/demo/{demo_id('sam')}")
    assert browser.get("/review").status_code == 403
    with demo.session() as session:
        ended = sa.select(sa.func.count()).select_from(LoginSession).where(LoginSession.ended_at.is_not(None))  # type: ignore[union-attr]
        assert session.scalars(ended).one() == 1


def test_the_trainers_link_opens(demo: Demo) -> None:
    browser = demo.client()
    links = re.findall(r'href="(/f/[^"]+)"', browser.get("/demo").text)
    assert links[0] == f"/f/{token(SECRET, 'link joost')}"
    assert [browser.get(link).status_code for link in links] == [200, 200]


def test_the_code_under_the_badge_works(demo: Demo) -> None:
    browser = demo.client()
    assert token(SECRET, "badge noor") in browser.get("/demo").text
    assert "Noor" in browser.post("/badge", data={"code": code(SECRET, "badge noor")}).text
    assert "Noor" in browser.get(f"/badge/{token(SECRET, 'badge noor')}").text


def test_the_password_works(demo: Demo) -> None:
    browser = demo.client()
    assert password(SECRET) in browser.get("/demo").text
    told = {"email": "karin@voorbeeld.nl", "password": password(SECRET)}
    assert browser.post("/sign-in", data=told).status_code == 303
    assert browser.get("/review").status_code == 200


def test_signed_in_the_start_page_says_who_you_are(demo: Demo) -> None:
    browser = demo.client()
    assert 'class="chip plain"' not in browser.get("/demo").text
    browser.post(f"/demo/{demo_id('anouk')}")
    page = browser.get("/demo").text
    assert page.count('class="chip plain"') == 1
    assert "Hoofdmenu" not in page


def test_another_site_cannot_sign_anybody_in(demo: Demo) -> None:
    answer = demo.client().post(f"/demo/{demo_id('anouk')}", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_without_demo_there_is_no_start_page(world: World) -> None:
    browser = world.client()
    assert browser.get("/demo").status_code == 404
    assert browser.post(f"/demo/{ids.sam}").status_code == 404
    page = browser.get("/")
    assert page.status_code == 200
    assert "demo" not in page.text.lower()


def test_only_people_of_the_demo_can_be_chosen(world: World, tmp_path: Path) -> None:
    other = make_world(world.config.database_url, tmp_path, demo=True)
    browser = other.client()
    page = browser.get("/demo")
    assert page.status_code == 200
    assert "geen mensen van de demo" in page.text
    assert str(ids.sam) not in page.text
    assert browser.post(f"/demo/{ids.sam}").status_code == 404
    with world.session() as session:
        assert session.scalars(sa.select(sa.func.count()).select_from(AuditEvent)).one() == 0
    other.app.extensions["engine"].dispose()


def test_a_student_finds_the_work_and_the_replies_of_these_days(demo: Demo) -> None:
    browser = demo.client()
    browser.post(f"/demo/{demo_id('sam')}")
    page = browser.get("/work").text
    assert "vandaag 11:45" in page
    assert "Wat netjes, Sam!" in page
