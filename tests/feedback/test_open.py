"""What a link shows to whoever opens it, and what opening does not do."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from app.base import clock
from app.base.models import Attempts
from app.base.schema import all_tables
from app.companies.models import Contact
from app.people.models import Membership
from app.placements.models import Placement
from tests.cast import ids
from tests.feedback.links import NAMES, link_for
from tests.world import World


def _rows(world: World) -> dict[str, int]:
    with world.session() as session:
        return {
            table.name: session.exec(select(func.count()).select_from(table)).one()
            for table in all_tables().sorted_tables
        }


def test_shows_three_faces_and_nobodys_name(world: World) -> None:
    link = link_for(world)
    page = link.browser.get(link.path).get_data(as_text=True)
    assert "Hoe gaat het?" in page
    assert [f'name="smile" value="{number}"' in page for number in (1, 2, 3)] == [True] * 3
    found = [name for name in (*NAMES, "Anker", "De Brug") if name in page]
    assert found == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_opening_writes_nothing(world: World, method: str) -> None:
    link = link_for(world)
    before = _rows(world)
    for headers in ({}, {"Sec-Purpose": "prefetch;prerender"}, {"User-Agent": "facebookexternalhit/1.1"}):
        answer = link.browser.open(link.path, method=method, headers=headers)
        assert answer.status_code == 200
    assert _rows(world) == before
    assert link.tap()


def test_is_kept_by_nobody_on_the_way(world: World) -> None:
    link = link_for(world)
    for path in (link.path, link.tap(), "/f/wrong"):
        headers = link.browser.get(path).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert "noindex" in headers["X-Robots-Tag"]


def test_other_methods_are_refused(world: World) -> None:
    link = link_for(world)
    for method in ("PUT", "PATCH", "DELETE"):
        assert link.browser.open(link.path, method=method).status_code == 405


def test_a_tap_on_another_site_is_refused(world: World) -> None:
    link = link_for(world)
    answer = link.browser.post(link.path, data={"smile": "3"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_wrong_expired_and_withdrawn_look_the_same(world: World) -> None:
    link, browser = link_for(world), world.as_(ids.anouk)
    rest = link.tap()
    wrong = link.browser.get("/f/" + "x" * 32)
    assert wrong.status_code == 404
    assert "Vraag de school om een nieuwe link" in wrong.get_data(as_text=True)
    assert not [name for name in NAMES if name in wrong.get_data(as_text=True)]
    with clock.shifted(timedelta(days=366)):
        expired = link.browser.get(link.path)
        assert link.browser.get(rest).status_code == 404
        assert link.browser.post(link.path, data={"smile": "3"}).status_code == 404
    assert link.browser.get(link.path).status_code == 200
    browser.post(f"/students/{ids.sam}/feedback/{link.id}/withdraw")
    withdrawn = link.browser.get(link.path)
    assert link.send(rest).status_code == 404
    assert link.browser.get(f"{rest}/thanks").status_code == 404
    assert expired.status_code == withdrawn.status_code == 404
    assert expired.data == withdrawn.data == wrong.data


def test_works_until_two_weeks_after_the_placement(world: World) -> None:
    link = link_for(world)
    with clock.shifted(timedelta(days=120 + 13)):
        assert link.browser.get(link.path).status_code == 200
    with clock.shifted(timedelta(days=120 + 16)):
        assert link.browser.get(link.path).status_code == 404


def test_stops_when_the_contact_leaves(world: World) -> None:
    link = link_for(world)
    with world.session() as session:
        session.get_one(Contact, ids.joost).left_on = clock.now().date() - timedelta(days=1)
    assert link.browser.get(link.path).status_code == 404


def test_guessing_is_limited_per_address_but_a_right_link_still_opens(world: World) -> None:
    link = link_for(world)
    answers = [world.client().get(f"/f/guess{number}").status_code for number in range(31)]
    assert answers == [404] * 30 + [429]
    assert link.browser.post("/f/guess", data={"smile": "1"}).status_code == 429
    assert link.browser.get(link.path).status_code == 200
    with world.session() as session:
        assert session.exec(select(func.max(Attempts.count))).one() >= 31


def test_a_link_ends_with_the_placement_and_with_the_student(world: World) -> None:
    link = link_for(world)
    today = clock.now().date()
    for table, row, ended, days in (
        (Placement, ids.sam_placement, "ends_on", 16),
        (Membership, ids.sam, "ended_on", 2),
    ):
        assert link.browser.get(link.path).status_code == 200
        with world.session() as session:
            found = session.get_one(table, row)
            before = getattr(found, ended)
            setattr(found, ended, today - timedelta(days=days))
        assert link.browser.get(link.path).status_code == 404
        with world.session() as session:
            setattr(session.get_one(table, row), ended, before)
