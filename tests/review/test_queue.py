"""*Nakijken*: what waits, and for whom."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from app.base import clock
from app.base.clock import local_day
from app.logbook.models import EntryStatus
from app.people.models import Caseload
from tests.cast import ids
from tests.review.story import Queries, log
from tests.world import World


def _listed(world: World, who: UUID, address: str = "/review") -> str:
    page = world.as_(who).get(address)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def test_oldest_first_with_questions_apart(world: World) -> None:
    newer = log(world, "sam", ago=timedelta(hours=1))
    older = log(world, "noor", ago=timedelta(hours=5))
    asked = log(world, "bilal", ago=timedelta(hours=9), status=EntryStatus.QUESTION)
    done = log(world, "bilal", status=EntryStatus.SEEN)
    gone = log(world, "bilal", status=EntryStatus.TAKEN_BACK)
    page = _listed(world, ids.anouk)
    places = [page.index(f'href="/review/{entry}"') for entry in (older, newer, asked)]
    assert places == sorted(places)
    assert "2 nieuw" in page
    assert str(done) not in page
    assert str(gone) not in page


def test_empty_queue_says_what_to_do(world: World) -> None:
    page = _listed(world, ids.anouk)
    assert "Alles is nagekeken" in page
    assert 'href="/students"' in page


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (ids.anouk, {"sam"}),
        (ids.bram, {"fleur"}),
        (ids.karin, {"sam", "fleur"}),
        (ids.petra, {"sam", "fleur"}),
        (ids.otto, {"youssef"}),
        (ids.anouk_kompas, set()),
    ],
)
def test_everybody_their_own(world: World, who: UUID, sees: set[str]) -> None:
    entries = {name: log(world, name, ids.sweep) for name in ("sam", "fleur")}
    entries["youssef"] = log(world, "youssef", ids.kompas_sweep)
    page = _listed(world, who)
    assert {name for name, entry in entries.items() if str(entry) in page} == sees


def test_stand_in_sees_it_for_as_long_as_it_lasts(world: World) -> None:
    entry = log(world, "sam")
    today = local_day(clock.now(), "Europe/Amsterdam")
    with world.session() as session:
        session.add(
            Caseload(
                school_id=ids.brug,
                supervisor_id=ids.bram,
                student_id=ids.sam,
                starts_on=today,
                ends_on=today + timedelta(days=3),
                stand_in=True,
            )
        )
    assert str(entry) in _listed(world, ids.bram)
    with clock.shifted(timedelta(days=4)):
        assert str(entry) not in _listed(world, ids.bram)


def test_not_for_students_nor_strangers(world: World) -> None:
    assert world.as_(ids.sam).get("/review").status_code == 403
    assert world.client().get("/review").status_code == 303


def test_a_long_list_comes_in_pages(world: World) -> None:
    entries = [log(world, "sam", ago=timedelta(minutes=200 - number)) for number in range(53)]
    page = _listed(world, ids.anouk)
    assert "53 nieuw" in page
    assert [f'href="/review/{entry}' in page for entry in entries] == [True] * 50 + [False] * 3
    further = page.split(";after=")[1].split('"')[0]
    page = _listed(world, ids.anouk, f"/review?after={further}")
    assert [f'href="/review/{entry}' in page for entry in entries] == [False] * 50 + [True] * 3
    assert "53 nieuw" in page


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "2026-01-01T00:00:00_zz",
        f"2026-01-01T00:00:00_{ids.sam}",
        f"0001-01-01T00:00:00%2B14:00_{ids.sam}",
        f"9999-12-31T23:59:59-12:00_{ids.sam}",
    ],
)
def test_a_broken_place_is_the_start(world: World, after: str) -> None:
    entry = log(world)
    assert str(entry) in _listed(world, ids.anouk, f"/review?after={after}")


def test_what_a_student_wrote_stays_and_each_page_has_a_new_answer(world: World) -> None:
    entry = log(world, words="Mijn answer-id is kwijt")
    pages = [world.as_(ids.anouk).get(f"/review/{entry}").get_data(as_text=True) for _ in range(2)]
    assert all("Mijn answer-id is kwijt" in page for page in pages)
    made = [re.findall(r'name="review_id" value="([0-9a-f-]{36})"', page) for page in pages]
    assert [len(each) for each in made] == [1, 1]
    assert made[0] != made[1]


def test_photos_wait_until_they_are_seen(world: World) -> None:
    log(world, photo=True)
    page = _listed(world, ids.anouk)
    assert '/small" alt="" width="72" height="72" loading="lazy"' in page


def test_as_many_queries_for_50_as_for_5(world: World) -> None:
    def ask() -> int:
        browser = world.as_(ids.anouk)
        with Queries(world) as queries:
            browser.get("/review")
        return len(queries.asked)

    for _ in range(5):
        log(world, "sam", photo=True)
    few = ask()
    for number in range(45):
        log(world, ("sam", "noor", "bilal")[number % 3], photo=True)
    assert ask() == few
    assert few <= 20
