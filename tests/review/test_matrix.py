"""*Overzicht*: students against work processes."""

import random
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.base import clock
from app.base.clock import local_day
from app.people.models import Caseload, IndependenceLevel, Membership, Role, School, Student, User
from app.placements.models import ProfileWorkProcess
from app.review import matrix as overview
from app.review.queries import school_rule, standing
from app.review.readiness import readiness
from tests.cast import ids
from tests.review.story import Queries, group, meet_rule, observe, sign_off, work_process
from tests.world import World

CODE = "B1-K1-W2"


def _page(world: World, who: UUID = ids.anouk, query: str = "") -> str:
    answer = world.as_(who).get(f"/overview{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def _names(page: str) -> set[str]:
    return set(re.findall(r'<a class="who".*?<strong>(\w+)</strong>', page, re.DOTALL))


def _cell(page: str, code: str, world: World, student: UUID = ids.sam) -> tuple[str, str]:
    """The classes of a cell, and what it says."""
    address = f"/students/{student}/sign-off/{work_process(world, code)}"
    found = re.search(
        rf'<a class="cell ([^"]+)" href="{address}">.*?<span class="visually-hidden">([^<]*)</span>', page, re.DOTALL
    )
    assert found, f"no cell that leads to {address}"
    return found.group(1), found.group(2)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (ids.anouk, {"Sam", "Noor", "Bilal"}),
        (ids.bram, {"Fleur"}),
        (ids.karin, {"Sam", "Noor", "Bilal", "Fleur"}),
        (ids.petra, {"Sam", "Noor", "Bilal", "Fleur"}),
        (ids.otto, {"Youssef"}),
        (ids.anouk_kompas, set()),
    ],
)
def test_everybody_sees_their_own_students(world: World, who: UUID, sees: set[str]) -> None:
    page = _page(world, who)
    assert _names(page) == sees
    assert ("Nog geen leerlingen" in page) is (not sees)


def test_not_for_students(world: World) -> None:
    assert world.as_(ids.sam).get("/overview").status_code == 403


def test_a_cell_tells_the_level_how_often_and_whether_it_is_ready(world: World) -> None:
    observe(world, CODE, days_ago=3)
    observe(world, CODE, value=IndependenceLevel.LITTLE_HELP)
    page = _page(world)
    assert _cell(page, CODE, world) == (
        "some level-2",
        "Sam, Ruimte klaarmaken: met een beetje hulp, 2 waarnemingen, nog niet klaar om af te tekenen",
    )
    assert _cell(page, "B1-K1-W1", world) == ("open level-0", "Sam, Werk voorbereiden: nog niet gezien")


def test_ready_and_signed_off_have_their_own_signs(world: World) -> None:
    meet_rule(world, CODE)
    kind, said = _cell(_page(world), CODE, world)
    assert (kind, said.rpartition(", ")[2]) == ("ready level-3", "klaar om af te tekenen")
    sign_off(world, CODE)
    kind, said = _cell(_page(world), CODE, world)
    assert (kind, said) == ("signed level-3", "Sam, Ruimte klaarmaken: afgetekend, zelf, 3 waarnemingen")


def test_what_was_not_agreed_is_no_link(world: World) -> None:
    page = _page(world)
    assert f"/students/{ids.noor}/sign-off/{work_process(world, 'P1-K1-W1')}" not in page
    assert f"/students/{ids.sam}/sign-off/{work_process(world, 'P1-K1-W1')}" in page


def test_what_was_seen_beside_the_agreement_shows_where_somebody_else_agreed_it(world: World) -> None:
    with world.session() as session:
        agreed = session.exec(
            select(ProfileWorkProcess).where(ProfileWorkProcess.work_process_id == work_process(world, "P1-K1-W1"))
        ).all()
        agreed[0].removed_on = local_day(clock.now(), "Europe/Amsterdam")
    observe(world, "P1-K1-W1")
    page = _page(world, ids.karin)
    assert _cell(page, "P1-K1-W1", world)[0] == "some level-3"


def test_columns_stand_by_edition_and_qualification_and_tell_their_official_title(world: World) -> None:
    page = _page(world)
    head = page.split("<thead>")[1].split("</thead>")[0]
    assert re.findall(r'colspan="(\d)" scope="colgroup"', head) == ["3", "1"]
    assert head.count("Dienstverlening") == 2
    about = page.split(f'id="about-{work_process(world, CODE)}"')[1].split("</div>")[0]
    assert (CODE in about and "Maakt" in about) or "ruimte" in about.lower()
    assert f'popovertarget="about-{work_process(world, CODE)}"' in head


def test_the_legend_says_the_rule_of_the_school(world: World) -> None:
    assert "3 keer ‘zelf’, op 2 dagen, door 2 mensen van wie 1 van het bedrijf." in _page(world)
    with world.session() as session:
        session.get_one(School, ids.brug).ready_observations = 5
    assert "5 keer ‘zelf’" in _page(world)


def test_who_left_is_not_among_them(world: World) -> None:
    with world.session() as session:
        session.get_one(Membership, ids.noor).ended_on = local_day(clock.now(), "Europe/Amsterdam") - timedelta(days=1)
    assert _names(_page(world, ids.karin)) == {"Sam", "Bilal", "Fleur"}


def test_bygroup(world: World) -> None:
    green = group(world, "Groen", ids.sam, ids.fleur)
    group(world, "Geel", ids.noor)
    group(world, "Oud", ids.bilal, ended=True)
    page = _page(world)
    assert re.findall(r"<option value=\"[^\"]*\"[^>]*>([^<]+)", page) == ["Alle groepen", "Geel", "Groen"]
    assert _names(_page(world, ids.anouk, f"?group={green}")) == {"Sam"}
    assert _names(_page(world, ids.karin, f"?group={green}")) == {"Sam", "Fleur"}
    assert "Hier is niemand" in _page(world, ids.otto, f"?group={green}")


def test_by_supervisor_for_who_sees_the_school(world: World) -> None:
    assert _names(_page(world, ids.karin, f"?supervisor={ids.bram}")) == {"Fleur"}
    page = _page(world, ids.karin)
    assert "Bram de Vries</option>" in page
    assert "Otto" not in page
    assert _names(_page(world, ids.anouk, f"?supervisor={ids.bram}")) == {"Sam", "Noor", "Bilal"}
    assert "<select" not in _page(world, ids.anouk)


@pytest.mark.parametrize("query", ["?group=x&supervisor=y", "?skip=-1", "?skip=x", "?skip=", "?skip=²"])
def test_what_cannot_be_read_chooses_nothing(world: World, query: str) -> None:
    assert len(_names(_page(world, ids.karin, query))) == 4


def _more_students(world: World, number: int) -> None:
    today = local_day(clock.now(), "Europe/Amsterdam")
    with world.session() as session:
        for _ in range(number):
            key, person = uuid4(), uuid4()
            session.add(User(id=person, created_at=clock.now()))
            session.flush()
            about = {"school_id": ids.brug, "role": Role.STUDENT, "first_name": "Zoe", "started_on": today}
            session.add(Membership(id=key, user_id=person, **about))
            session.flush()
            session.add(Student(id=key, school_id=ids.brug, chosen_picture="cat"))
            session.flush()
            session.add(Caseload(school_id=ids.brug, supervisor_id=ids.anouk, student_id=key, starts_on=today))


def test_forty_to_a_page_in_as_many_queries_as_three(world: World) -> None:
    browser = world.as_(ids.anouk)
    with Queries(world) as few:
        browser.get("/overview")
    _more_students(world, 45)
    with Queries(world) as many:
        page = browser.get("/overview").get_data(as_text=True)
    assert len(many.asked) == len(few.asked)
    assert page.count('class="who"') == 40
    assert "/overview?skip=40" in page
    rest = _page(world, ids.anouk, "?skip=40")
    assert "Nog niets afgesproken" in rest
    assert "Volgende leerlingen" not in rest
    assert "Vorige leerlingen" in rest


def test_the_database_counts_as_the_rule_does(world: World) -> None:
    dice = random.Random(5)
    for _ in range(40):
        observe(
            world,
            dice.choice(("B1-K1-W1", CODE, "B1-K1-W3")),
            days_ago=dice.randrange(3),
            contact=dice.choice((None, ids.joost)),
            value=dice.choice(list(IndependenceLevel)),
        )
    replaced = observe(world, CODE)
    observe(world, CODE, value=None, replaces=replaced)
    actor = world.actor(ids.anouk)
    today = local_day(clock.now(), actor.time_zone)
    with world.session() as session:
        shown = overview.matrix(session, actor, today, overview.Choice())
        (row,) = (row for row in shown.rows if row.person.id == ids.sam)
        seen, rule = standing(session, actor, today)[ids.sam], school_rule(session, actor.school_id)
    for cell in row.cells:
        counted = readiness(rule, seen.get(cell.work_process.id, ()))
        assert cell.seen == counted.seen
        assert (cell.state == "ready") is (counted.met and counted.seen > 0)


def test_nothing_of_another_school_or_of_a_past_caseload(world: World) -> None:
    observe(world, CODE)
    actor = world.actor(ids.otto)
    with world.session() as session:
        shown = overview.matrix(session, actor, local_day(clock.now(), actor.time_zone), overview.Choice())
        assert [row.person.first_name for row in shown.rows] == ["Youssef"]
        assert {cell.seen for row in shown.rows for cell in row.cells} == {0}
        row = session.exec(select(Caseload).where(Caseload.student_id == ids.sam)).one()
        row.ends_on = local_day(clock.now(), "Europe/Amsterdam") - timedelta(days=1)
    assert _names(_page(world)) == {"Noor", "Bilal"}
