"""The list of students and the page of one."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.base import clock
from app.base.clock import local_day
from app.people.models import Caseload, Membership, Role, Student, User
from app.placements.models import Placement, PlacementKind
from tests.cast import ids
from tests.review.story import Queries, level, log, observe, seen, sign_off, work_process
from tests.world import World


def _page(world: World, who: UUID, address: str) -> str:
    answer = world.as_(who).get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (ids.anouk, {"Sam", "Noor", "Bilal"}),
        (ids.bram, {"Fleur"}),
        (ids.karin, {"Sam", "Noor", "Bilal", "Fleur"}),
        (ids.otto, {"Youssef"}),
    ],
)
def test_everybody_their_own(world: World, who: UUID, sees: set[str]) -> None:
    page = _page(world, who, "/students")
    assert {name for name in ("Sam", "Noor", "Bilal", "Fleur", "Youssef") if f"{name} de Vries" in page} == sees


def test_without_students_it_says_so(world: World) -> None:
    assert "Nog geen leerlingen" in _page(world, ids.anouk_kompas, "/students")


def test_a_card_tells_where_what_waits_and_how_far(world: World) -> None:
    log(world, "sam")
    log(world, "sam")
    sign_off(world, "B1-K1-W2", "Ik zag het vaak")
    page = _page(world, ids.anouk, "/students")
    card = page[page.index("Sam de Vries") :].split("</li>")[0]
    assert "Het Anker" in card
    assert "2 nieuw" in card
    assert "1 van 4 afgetekend" in card
    assert "0 van 3 afgetekend" in page[page.index("Noor de Vries") :].split("</li>")[0]


@pytest.mark.parametrize("who", [ids.bram, ids.otto, ids.anouk_kompas])
def test_somebody_elses_student_is_not_there(world: World, who: UUID) -> None:
    assert world.as_(who).get(f"/students/{ids.sam}").status_code == 404


def test_not_for_students(world: World) -> None:
    assert world.as_(ids.sam).get("/students").status_code == 403
    assert world.as_(ids.sam).get(f"/students/{ids.sam}").status_code == 403


def test_evidence_with_who_when_and_where_from(world: World) -> None:
    entry = log(world, "sam", ids.mop)
    seen(world, ids.anouk, entry, **level(world, "B1-K1-W2", 2))
    observe(world, "B1-K1-W2", contact=ids.joost, days_ago=1)
    page = _page(world, ids.karin, f"/students/{ids.sam}")
    part = page[page.index("Ruimte klaarmaken</h3>") :].split('<li class="card process">')[0]
    assert "2 waarnemingen" in part
    assert "Beetje hulp" in part
    assert f'href="/review/{entry}"' in part
    assert "Joost (bedrijf)" in part
    assert "1 van 3</strong> keer ‘zelf’" in part
    assert "1 van 1</strong> van het bedrijf" in part
    assert "3 keer ‘zelf’, op 2 dagen, door 2 mensen van wie 1 van het bedrijf" in page


def test_what_was_not_agreed_is_shown_apart(world: World) -> None:
    observe(world, "B1-K1-W5")
    page = _page(world, ids.anouk, f"/students/{ids.sam}")
    assert page.index("Ook gezien") < page.index("Helpen met de voorraad</h3>")


def test_only_a_supervisor_is_offered_to_sign(world: World) -> None:
    assert "Aftekenen<" in _page(world, ids.anouk, f"/students/{ids.sam}")
    assert "Aftekenen<" not in _page(world, ids.karin, f"/students/{ids.sam}")


def test_badge_and_links_are_at_hand(world: World) -> None:
    page = _page(world, ids.anouk, f"/students/{ids.sam}")
    for way in (f"/students/{ids.sam}/badge", f"/students/{ids.sam}/badge/withdraw"):
        assert f'action="{way}"' in page
    assert f'href="/students/{ids.sam}/observe"' in page


def _count(world: World, address: str) -> int:
    browser = world.as_(ids.anouk)
    with Queries(world) as queries:
        assert browser.get(address).status_code == 200
    return len(queries.asked)


def _more_students(world: World, number: int) -> None:
    today = local_day(clock.now(), "Europe/Amsterdam")
    with world.session() as session:
        for _ in range(number):
            key, person = uuid4(), uuid4()
            session.add(User(id=person, created_at=clock.now()))
            session.flush()
            about = {"school_id": ids.brug, "starts_on": today}
            session.add(
                Membership(
                    id=key,
                    school_id=ids.brug,
                    user_id=person,
                    role=Role.STUDENT,
                    first_name="Iemand",
                    started_on=today,
                )
            )
            session.flush()
            session.add(Student(id=key, school_id=ids.brug, chosen_picture="cat"))
            session.flush()
            session.add(Caseload(supervisor_id=ids.anouk, student_id=key, **about))
            session.add(
                Placement(
                    student_id=key,
                    company_id=ids.anker,
                    contact_id=ids.joost,
                    supervisor_id=ids.anouk,
                    kind=PlacementKind.WEEKLY,
                    **about,
                )
            )
            session.flush()


def test_the_list_asks_as_much_for_50_as_for_5(world: World) -> None:
    _more_students(world, 2)
    few = _count(world, "/students")
    _more_students(world, 45)
    assert _count(world, "/students") == few


def test_a_page_asks_as_much_for_50_observations_as_for_5(world: World) -> None:
    for number in range(5):
        observe(world, "B1-K1-W2", days_ago=number)
    few = _count(world, f"/students/{ids.sam}")
    for number in range(45):
        observe(world, ("B1-K1-W1", "B1-K1-W2", "B1-K1-W5")[number % 3], days_ago=number)
    assert _count(world, f"/students/{ids.sam}") == few
    address = f"/students/{ids.sam}/sign-off/{work_process(world, 'B1-K1-W2')}"
    assert _count(world, address) <= few + 2


def test_a_past_caseload_shows_nothing(world: World) -> None:
    with world.session() as session:
        row = session.exec(select(Caseload).where(Caseload.student_id == ids.sam)).one()
        row.ends_on = local_day(clock.now(), "Europe/Amsterdam") - timedelta(days=1)
    assert world.as_(ids.anouk).get(f"/students/{ids.sam}").status_code == 404
