"""Badges by the sheet: for whom, how many, once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select
from werkzeug.test import TestResponse

from app.base import clock
from app.people.models import AuditEvent, Badge
from tests.cast import ids
from tests.people.test_groups import group_of
from tests.world import Client, World

CODE = re.compile(r"\b[2-9A-HJKMNP-Z]{4} [2-9A-HJKMNP-Z]{4}\b")
MINE = [ids.sam, ids.noor, ids.bilal]


def make(browser: Client, students: list[UUID], sheet: UUID | None = None, *, sure: bool = False) -> TestResponse:
    body = {"sheet_id": str(sheet or uuid4()), "student": [str(one) for one in students]}
    return browser.post("/badges", data=body | ({"sure": "1"} if sure else {}))


def codes(answer: TestResponse) -> list[str]:
    """The codes that are printed."""
    return CODE.findall(answer.get_data(as_text=True))


def opens(world: World, code: str) -> bool:
    return world.client().post("/badge", data={"code": code}).status_code == 200


def working(world: World) -> list[UUID]:
    """Whose badges work, one for each badge."""
    with world.session() as session:
        rows = session.exec(select(Badge.student_id).where(col(Badge.withdrawn_at).is_(None)))
        return sorted(rows, key=str)


def ticked(page: str) -> list[str]:
    return re.findall(r'name="student" value="([^"]+)" form="sheet" checked', page)


def test_each_chosen_student_gets_a_badge_that_works_and_is_audited(world: World) -> None:
    answer = make(world.as_(ids.anouk), [ids.sam, ids.noor])
    page = answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert [opens(world, code) for code in codes(answer)] == [True, True]
    assert "Noor" in page and "Sam" in page and "de Vries" not in page.partition("<main")[2]
    assert "Bilal" not in page
    with world.session() as session:
        events = session.exec(select(AuditEvent).where(AuditEvent.action == "badge-issued")).all()
    assert {event.subject_id for event in events} == {ids.sam, ids.noor}


def test_four_badges_go_on_a_sheet(world: World) -> None:
    page = make(world.as_(ids.karin), [*MINE, ids.fleur]).get_data(as_text=True)
    assert page.count('class="sheet"') == 1
    page = make(world.as_(ids.karin), MINE, sure=True).get_data(as_text=True)
    assert page.count('class="sheet"') == 1 and page.count('class="badge"') == 3


def test_a_badge_that_works_is_replaced_only_when_somebody_is_sure(world: World) -> None:
    anouk, sheet = world.as_(ids.anouk), uuid4()
    old = codes(make(anouk, [ids.sam]))[0]
    asked = make(anouk, [ids.sam, ids.noor], sheet)
    page = asked.get_data(as_text=True)
    assert "Deze oude pasjes werken dan niet meer" in page and "Sam de Vries" in page
    assert "Noor de Vries" not in page and codes(asked) == []
    assert opens(world, old)
    assert re.findall(r'name="sheet_id" value="([^"]+)"', page) == [str(sheet)]
    assert len(codes(make(anouk, [ids.sam, ids.noor], sheet, sure=True))) == 2
    assert not opens(world, old)
    assert working(world) == sorted([ids.sam, ids.noor], key=str)


def test_the_same_form_sent_again_shows_the_same_badges(world: World) -> None:
    anouk, sheet = world.as_(ids.anouk), uuid4()
    first, again = make(anouk, MINE, sheet), make(anouk, MINE, sheet)
    assert codes(first) == codes(again) and "Al gemaakt." in again.get_data(as_text=True)
    assert len(working(world)) == 3
    assert all(opens(world, code) for code in codes(first))


def test_the_same_form_for_more_students_makes_only_what_is_missing(world: World) -> None:
    anouk, sheet = world.as_(ids.anouk), uuid4()
    first = codes(make(anouk, [ids.sam], sheet))
    both = codes(make(anouk, [ids.sam, ids.noor], sheet))
    assert set(first) < set(both) and len(both) == 2
    assert opens(world, first[0])


def test_after_ten_minutes_a_badge_is_seen_no_more(world: World) -> None:
    anouk, sheet = world.as_(ids.anouk), uuid4()
    made = codes(make(anouk, [ids.sam], sheet))
    with clock.shifted(timedelta(minutes=11)):
        late = make(anouk, [ids.sam], sheet)
        assert late.status_code == 409 and codes(late) == []
    assert opens(world, made[0])


def test_a_badge_that_was_taken_back_does_not_come_back(world: World) -> None:
    anouk, sheet = world.as_(ids.anouk), uuid4()
    made = codes(make(anouk, [ids.sam], sheet))
    assert anouk.post(f"/students/{ids.sam}/badge/withdraw", data={"back": "badges"}).location == "/badges?done=badge"
    assert make(anouk, [ids.sam], sheet).status_code == 409
    assert not opens(world, made[0])


def test_nobody_else_sees_the_badges_of_a_form(world: World) -> None:
    sheet = uuid4()
    make(world.as_(ids.anouk), [ids.sam], sheet)
    other = make(world.as_(ids.karin), [ids.sam], sheet)
    assert other.status_code == 409 and codes(other) == []


def test_one_student_of_somebody_else_and_no_badge_is_made(world: World) -> None:
    for other in (ids.fleur, ids.youssef, uuid4()):
        assert make(world.as_(ids.anouk), [ids.sam, other]).status_code == 404
    assert working(world) == []


@pytest.mark.parametrize("body", [{"sheet_id": "x"}, {"student": "x"}])
def test_what_is_no_form_of_ours_makes_nothing(world: World, body: dict[str, str]) -> None:
    sent = {"sheet_id": str(uuid4()), "student": str(ids.sam)} | body
    assert world.as_(ids.anouk).post("/badges", data=sent).status_code == 400
    assert working(world) == []


def test_without_anybody_chosen_it_asks(world: World) -> None:
    answer = make(world.as_(ids.anouk), [])
    assert answer.status_code == 422 and "Kies eerst een leerling." in answer.get_data(as_text=True)


def test_the_list_says_who_has_a_badge_and_when_it_was_used(world: World) -> None:
    anouk = world.as_(ids.anouk)
    assert anouk.get("/badges").get_data(as_text=True).count("geen pasje") == 3
    code = codes(make(anouk, [ids.sam]))[0]
    page = anouk.get("/badges").get_data(as_text=True)
    assert page.count("geen pasje") == 2 and "werkt, nog niet gebruikt" in page
    assert world.client().post("/badge/sign-in", data={"key": code}).status_code == 303
    assert "werkt, laatst gebruikt: vandaag" in anouk.get("/badges").get_data(as_text=True)


def test_a_group_or_who_has_none_can_be_chosen(world: World) -> None:
    group = group_of(world, ids.sam, ids.noor, ids.fleur)
    anouk = world.as_(ids.anouk)
    make(anouk, [ids.sam])
    in_group = anouk.get(f"/badges?who=group-{group}").get_data(as_text=True)
    assert set(ticked(in_group)) == {str(ids.sam), str(ids.noor)} and "Bilal" not in in_group
    without = anouk.get("/badges?who=without").get_data(as_text=True)
    assert set(ticked(without)) == {str(ids.noor), str(ids.bilal)} and "Sam de Vries" not in without
    assert ticked(anouk.get(f"/badges?student={ids.bilal}").get_data(as_text=True)) == [str(ids.bilal)]
    assert ticked(anouk.get("/badges").get_data(as_text=True)) == []


@pytest.mark.parametrize("path", ["/badges", "/groups", "/plans"])
def test_the_pages_hang_from_what_staff_arrange(world: World, path: str) -> None:
    assert f'href="{path}"' in world.as_(ids.anouk).get("/manage").get_data(as_text=True)


def test_nobody_sees_the_badges_of_others(world: World) -> None:
    page = world.as_(ids.bram).get("/badges").get_data(as_text=True)
    assert "Fleur" in page and "Sam" not in page


def test_one_form_sent_many_times_at_once_makes_one_badge_each(world: World) -> None:
    anouk, sheet, ready = [world.as_(ids.anouk) for _n in range(5)], uuid4(), Barrier(5)

    def go(browser: Client) -> list[str]:
        ready.wait()
        return codes(make(browser, MINE, sheet))

    with ThreadPoolExecutor(5) as pool:
        shown = list(pool.map(go, anouk))
    assert all(one == shown[0] for one in shown) and len(shown[0]) == 3
    assert working(world) == sorted(MINE, key=str)
