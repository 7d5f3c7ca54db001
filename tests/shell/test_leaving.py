"""Who left is gone from the phone, and the next one never sees what the one before saw."""

import re

import pytest
import sqlalchemy as sa
from flask import request
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from app.base import clock
from app.base.assets import asset
from app.people.models import LoginSession
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.review.story import log
from tests.shell.conftest import first, keeps, kept, phone, settle
from tests.shell.wire import Wire

pytestmark = pytest.mark.browser

PATHS = ("/today", "/work", "/bridge", "/log", "/me", "/")


@pytest.fixture
def sam(live: Live, wire: Wire) -> Page:
    """Sam's phone, which keeps Sam's pages."""
    log(live.world, "sam", ids.mop, words="kanarie")
    page = phone(live, ids.sam)
    settle(page, "/today")
    for path in ("/work", "/me", "/today"):
        page.goto(path)
        keeps(page, path)
    return page


def shows_nothing_of_sam(page: Page, *paths: str) -> None:
    """Not at these addresses, and not with Back."""
    for path in paths:
        page.goto(path)
        assert not re.search(r"\bSam\b|kanarie", page.content()), path
    for _ in range(4):
        page.go_back()
        assert not re.search(r"\bSam\b|kanarie", page.content()), page.url


def sessions(live: Live) -> int:
    """How many sessions of Sam's the server still knows."""
    with live.world.session() as session:
        mine = select(LoginSession).where(
            LoginSession.member_id == ids.sam,
            col(LoginSession.ended_at).is_(None),
            LoginSession.expires_at > clock.now(),
        )
        return len(session.exec(mine).all())


def signs_in(page: Page, live: Live, badge: str) -> None:
    """With the code under the QR of a badge."""
    page.goto("/badge")
    page.get_by_label("Code").fill(badge)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Ja, dat ben ik").click()


def test_signed_out_online_nothing_opens_offline(live: Live, wire: Wire, sam: Page) -> None:
    sam.goto("/me")
    sam.get_by_role("button", name="Log uit").click()
    expect(sam.locator("h1")).to_have_text("Wie ben je?")
    assert kept(sam) == {} and sessions(live) == 0
    wire.cut()
    shows_nothing_of_sam(sam, *PATHS)
    expect(sam.locator("h1")).to_have_text("Geen internet")


def test_signed_out_offline_nothing_opens_and_the_server_hears_it_first(live: Live, wire: Wire, sam: Page) -> None:
    wire.cut()
    sam.goto("/me")
    sam.get_by_role("button", name="Log uit").click()
    expect(sam.locator("h1")).to_have_text("Je bent uitgelogd")
    assert kept(sam) == {}
    shows_nothing_of_sam(sam, *PATHS)
    assert sessions(live) == 1
    wire.portal()
    shows_nothing_of_sam(sam, *PATHS)
    assert sessions(live) == 1
    wire.mend()
    shows_nothing_of_sam(sam, *PATHS)
    assert sessions(live) == 0


def test_tab_killed_while_signing_out(live: Live, wire: Wire, sam: Page) -> None:
    context = sam.context
    wire.cut()
    sam.goto("/today")
    half = "(now) => { now.leaving = true; now.doomed = [now.person.db]; now.person = undefined; }"
    names = "['leaving', 'doomed', 'person']"
    sam.evaluate(f"import('{asset('js/offline/store.js')}').then((store) => store.remember({names}, {half}))")
    sam.close()
    wire.mend()
    later = context.new_page()
    shows_nothing_of_sam(later, *PATHS)
    assert sessions(live) == 0
    wire.cut()
    shows_nothing_of_sam(later, *PATHS)


def test_the_next_one_signs_in_and_sees_only_their_own(live: Live, wire: Wire, sam: Page, badge: str) -> None:
    signs_in(sam, live, badge)
    expect(sam.locator("h1")).to_have_text("Hoi Noor!")
    keeps(sam, "/today")
    assert "/work" not in kept(sam)
    wire.cut()
    shows_nothing_of_sam(sam, *PATHS)
    sam.goto("/today")
    expect(sam.locator("h1")).to_have_text("Hoi Noor!")


def test_network_is_cut_just_after_the_next_one_signed_in(live: Live, wire: Wire, sam: Page, badge: str) -> None:
    first(live, lambda: wire.cut() if request.path == "/" else None)
    signs_in(sam, live, badge)
    expect(sam.locator("h1")).to_have_text("Geen internet")
    shows_nothing_of_sam(sam, *PATHS)


def test_session_expires(live: Live, wire: Wire, sam: Page) -> None:
    with live.world.session() as session:
        session.execute(sa.update(LoginSession).values(expires_at=clock.now()))
    sam.goto("/work")
    expect(sam.locator("h1")).to_have_text("Wie ben je?")
    wire.cut()
    shows_nothing_of_sam(sam, *PATHS)


@pytest.fixture
def badge(live: Live) -> str:
    """The code on Noor's badge."""
    page = live.world.as_(ids.anouk).post(f"/students/{ids.noor}/badge", data={"sheet_id": ""}).get_data(as_text=True)
    found = re.search(r'class="badge-code">([^<]+)<', page)
    assert found, "no code on the badge"
    return found.group(1)
