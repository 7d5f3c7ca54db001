"""Placing a student: who, where, with whom, when, and what is learned."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from app.base import clock
from app.catalogue.models import CoreTask, Dossier, WorkProcess
from app.office.actions.placements import MOST_PLANKS
from app.people.models import Membership
from app.placements.models import Placement, PlacementDay, PlacementKind, ProfileWorkProcess, WorkplaceProfile
from tests.cast import ids
from tests.office.forms import add_student, audited, born, day, hand_over, today
from tests.world import World


def form(student_id: UUID, *weekdays: int, hours: Any = ("09:00", "15:00"), **other: Any) -> dict[str, str]:
    said = {
        "id": str(uuid4()),
        "student": str(student_id),
        "contact": str(ids.joost),
        "supervisor": "",
        "kind": "weekly",
        "starts_on": day(),
        "ends_on": day(60),
    }
    for weekday in range(1, 8):
        said |= {f"from-{weekday}": hours[0], f"to-{weekday}": hours[1]}
    return said | {f"day-{weekday}": "1" for weekday in weekdays} | other


def mila(world: World, **other: Any) -> UUID:
    """A new student with Bram as supervisor."""
    student_id = add_student(world, **other)
    assert hand_over(world.as_(ids.karin), student_id, ids.bram, day()).status_code == 303
    return student_id


def place(world: World, said: dict[str, str], who: UUID = ids.karin) -> UUID:
    answer = world.as_(who).post("/placements/new", data=said)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return UUID(said["id"])


def page(world: World, placement_id: UUID) -> str:
    answer = world.as_(ids.karin).get(f"/placements/{placement_id}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_student_is_placed_with_the_own_supervisor(world: World) -> None:
    student_id = mila(world)
    placement_id = place(world, form(student_id, 1, 3))
    with world.session() as session:
        row = session.get_one(Placement, placement_id)
        assert (row.school_id, row.company_id, row.contact_id) == (ids.brug, ids.anker, ids.joost)
        assert (row.supervisor_id, row.kind) == (ids.bram, PlacementKind.WEEKLY)
        days = session.exec(select(PlacementDay).where(PlacementDay.placement_id == placement_id))
        assert sorted((one.weekday, one.starts_at, one.ends_at) for one in days) == [
            (1, time(9), time(15)),
            (3, time(9), time(15)),
        ]
    text = world.as_(ids.karin).get("/placements?q=mila").get_data(as_text=True)
    assert "Mila Jansen" in text and "Het Anker" in text and "Sam" not in text
    assert "Het Anker" in world.as_(student_id).get("/today").get_data(as_text=True)
    assert [event.subject_id for event in audited(world, "placement-added")] == [placement_id]


def test_the_same_form_twice_places_once(world: World) -> None:
    said, browser = form(mila(world), 1), world.as_(ids.karin)
    assert [browser.post("/placements/new", data=said).status_code for _ in range(2)] == [303, 303]
    assert len(audited(world, "placement-added")) == 1


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"student": ""}, "student"),
        ({"contact": ""}, "contact"),
        ({"kind": "holiday"}, "kind"),
        ({"starts_on": ""}, "starts_on"),
        ({"ends_on": day(-1)}, "ends_on"),
        ({"day-1": ""}, "day-1"),
        ({"to-1": ""}, "from-1"),
        ({"to-1": "08:00"}, "from-1"),
        ({"from-1": "09:00+02:00"}, "from-1"),
        ({"supervisor": ""}, "supervisor"),
    ],
)
def test_what_is_wrong_is_said_and_stays_filled_in(world: World, other: dict[str, str], field: str) -> None:
    student_id = add_student(world) if field == "supervisor" else mila(world)
    answer = world.as_(ids.karin).post("/placements/new", data=form(student_id, 1, **other))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and f'href="#{field}"' in text and f'id="{field}"' in text
    assert field == "ends_on" or f'value="{day(60)}"' in text
    assert not audited(world, "placement-added")


def test_only_people_of_the_school_are_tied_together(world: World) -> None:
    student_id, browser = mila(world), world.as_(ids.karin)
    for other in (
        {"student": str(ids.youssef)},
        {"student": str(ids.anouk)},
        {"contact": str(ids.joost_kompas)},
        {"supervisor": str(ids.otto)},
        {"supervisor": str(ids.anouk_kompas)},
        {"supervisor": str(ids.karin)},
        {"supervisor": str(ids.noor)},
    ):
        assert browser.post("/placements/new", data=form(student_id, 1) | other).status_code == 404, other
    for path in ("", "/edit", "/profile"):
        assert world.as_(ids.lucia).get(f"/placements/{ids.sam_placement}{path}").status_code == 404
    mine = form(ids.sam, 1, contact=str(ids.joost_kompas), id=str(ids.sam_placement))
    assert world.as_(ids.lucia).post(f"/placements/{ids.sam_placement}/edit", data=mine).status_code == 404
    assert world.as_(ids.lucia).post("/placements/new", data=mine | {"student": str(ids.youssef)}).status_code == 404


def test_changing_days_and_people_keeps_student_and_company(world: World) -> None:
    browser = world.as_(ids.karin)
    said = form(ids.noor, 2, 4, hours=("08:30", "12:00"), supervisor=str(ids.bram), kind="block")
    assert browser.post(f"/placements/{ids.sam_placement}/edit", data=said).status_code == 303
    with world.session() as session:
        row = session.get_one(Placement, ids.sam_placement)
        assert (row.student_id, row.company_id, row.supervisor_id) == (ids.sam, ids.anker, ids.bram)
        assert row.kind is PlacementKind.BLOCK
    assert "dinsdag" in page(world, ids.sam_placement) and "maandag" not in page(world, ids.sam_placement)
    elsewhere = said | {"contact": str(ids.wil)}
    assert browser.post(f"/placements/{ids.sam_placement}/edit", data=elsewhere).status_code == 404


def test_a_supervisor_who_left_may_stay_on_record(world: World) -> None:
    with world.session() as session:
        session.get_one(Membership, ids.anouk).ended_on = today() - timedelta(days=1)
    said = form(ids.sam, 2, supervisor=str(ids.anouk))
    assert world.as_(ids.karin).post(f"/placements/{ids.sam_placement}/edit", data=said).status_code == 303


def test_a_placement_ends_early(world: World) -> None:
    browser = world.as_(ids.karin)
    path = f"/placements/{ids.sam_placement}/end"
    assert browser.post(path, data={"last_day": day(-90)}).status_code == 422
    assert browser.post(path, data={"last_day": day(-1)}).status_code == 303
    assert "Sam" not in browser.get("/placements").get_data(as_text=True)
    assert "Sam" in browser.get("/placements?only=past").get_data(as_text=True)
    assert "geen stage" in browser.get("/people?q=sam").get_data(as_text=True)


# ------------------------------------------------------------ what is warned for


def warned(world: World, said: dict[str, str]) -> str:
    text = page(world, place(world, said))
    return text.partition("Kijk hier nog naar")[2].partition("</ul>")[0]


def test_four_days_are_enough(world: World) -> None:
    assert "dagen per week" not in warned(world, form(mila(world), 1, 2, 3, 4))
    other = mila(world, first_name="Ties")
    assert "5 dagen per week" in warned(world, form(other, 1, 2, 3, 4, 5))


def test_two_placements_at_once_count_together_and_meet(world: World) -> None:
    student_id = mila(world)
    place(world, form(student_id, 1, 2, 3))
    said = warned(world, form(student_id, 3, 4, 5, contact=str(ids.wil)))
    assert "5 dagen per week" in said and "ook een stage bij Het Anker" in said
    assert "ook een stage" not in warned(world, form(student_id, 3, starts_on=day(61), ends_on=day(90)))


def test_half_of_the_hours_is_the_most(world: World) -> None:
    begins = date(today().year, 8, 1)
    year = {"starts_on": begins.isoformat(), "ends_on": (begins + timedelta(days=364)).isoformat()}
    assert "lestijd" not in warned(world, form(mila(world), 1, 2, **year)), "two days of six hours: 480 hours"
    other = mila(world, first_name="Ties")
    assert "helft van de lestijd" in warned(world, form(other, 1, 2, 3, **year))
    third = mila(world, first_name="Rik")
    assert "lestijd" not in warned(world, form(third, 1, 2, 3, 4, 5, kind="job", **year)), "work is no stage"


def test_fourteen_is_the_youngest(world: World) -> None:
    assert "vanaf 14 jaar" in warned(world, form(mila(world, birth_date=born(13)), 1))
    assert "vanaf 14 jaar" not in warned(world, form(mila(world, first_name="Ties", birth_date=born(14)), 1))


# ------------------------------------------------------------ the profile


def codes(world: World, placement_id: UUID = ids.sam_placement) -> list[str]:
    with world.session() as session:
        return list(
            session.exec(
                select(WorkProcess.code)
                .join(ProfileWorkProcess)
                .join(WorkplaceProfile, col(WorkplaceProfile.id) == ProfileWorkProcess.profile_id)
                .where(WorkplaceProfile.placement_id == placement_id, col(ProfileWorkProcess.removed_on).is_(None))
                .order_by(col(ProfileWorkProcess.position))
            )
        )


def process(world: World, code: str) -> UUID:
    with world.session() as session:
        return session.exec(select(WorkProcess.id).where(WorkProcess.code == code)).one()


def press(world: World, code: str, what: str, who: UUID = ids.karin, to: str = "") -> int:
    path = f"/placements/{ids.sam_placement}/profile/{process(world, code)}/{what}"
    return world.as_(who).post(path, data={"to": to}).status_code


def test_planks_are_added_taken_out_and_put_in_order(world: World) -> None:
    assert codes(world) == ["B1-K1-W1", "B1-K1-W2", "B1-K1-W3", "P1-K1-W1"]
    assert press(world, "B1-K1-W5", "add") == press(world, "B1-K1-W5", "add") == 303
    assert press(world, "B1-K1-W5", "move", to="up") == 303
    assert press(world, "B1-K1-W1", "move", to="up") == 303, "the first stays where it is"
    assert codes(world) == ["B1-K1-W1", "B1-K1-W2", "B1-K1-W3", "B1-K1-W5", "P1-K1-W1"]
    assert press(world, "B1-K1-W2", "remove") == press(world, "B1-K1-W2", "remove") == 303
    assert press(world, "B1-K1-W1", "move", to="down") == 303
    assert codes(world) == ["B1-K1-W3", "B1-K1-W1", "B1-K1-W5", "P1-K1-W1"]
    with world.session() as session:
        assert (
            len(session.exec(select(ProfileWorkProcess).where(col(ProfileWorkProcess.removed_on).is_not(None))).all())
            == 1
        )
    assert press(world, "B1-K1-W2", "add") == 303
    assert codes(world)[-1] == "B1-K1-W2", "what comes back is the last"
    assert press(world, "P1-K1-W2", "move", to="up") == 404


def test_a_new_placement_has_planks_once_they_are_chosen(world: World) -> None:
    student_id = mila(world)
    placement_id = place(world, form(student_id, 1))
    assert "nog niets afgesproken" in page(world, placement_id)
    path = f"/placements/{placement_id}/profile"
    browser = world.as_(ids.karin)
    assert browser.post(f"{path}/{process(world, 'B1-K1-W3')}/add").status_code == 303
    assert browser.post(path, data={"agreed_on": day(1)}).status_code == 422
    assert browser.post(path, data={"agreed_on": day(-1)}).status_code == 303
    assert codes(world, placement_id) == ["B1-K1-W3"]
    assert "0 van 1" in world.as_(student_id).get("/bridge").get_data(as_text=True)


def test_searching_finds_by_words_and_code(world: World) -> None:
    browser = world.as_(ids.karin)
    text = browser.get(f"/placements/{ids.sam_placement}/profile?q=voorraad").get_data(as_text=True)
    assert "B1-K1-W5" in text and "B1-K1-W7" not in text
    assert "Niets gevonden" in browser.get(f"/placements/{ids.sam_placement}/profile?q=zzz").get_data(as_text=True)


def test_the_bridge_has_an_end(world: World) -> None:
    with world.session() as session:
        all_codes = list(session.exec(select(WorkProcess.code).order_by(WorkProcess.code)))
    for code in [code for code in all_codes if code not in codes(world)][: MOST_PLANKS - 4]:
        assert press(world, code, "add") == 303
    left = next(code for code in all_codes if code not in codes(world))
    assert press(world, left, "add") == 409
    assert len(codes(world)) == MOST_PLANKS


def test_a_dossier_of_another_school_is_not_to_be_had(world: World) -> None:
    with world.session() as session:
        dossier = Dossier(
            school_id=ids.kompas, number="1", crebo="99999", valid_from=today(), title="Eigen", imported_at=clock.now()
        )
        session.add(dossier)
        session.flush()
        task = CoreTask(dossier_id=dossier.id, code="B9-K1", title="Van Kompas", position=1)
        session.add(task)
        session.flush()
        session.add(
            WorkProcess(dossier_id=dossier.id, core_task_id=task.id, code="B9-K1-W1", title="Geheim werk", position=1)
        )
    assert press(world, "B9-K1-W1", "add") == 404
    text = world.as_(ids.karin).get(f"/placements/{ids.sam_placement}/profile").get_data(as_text=True)
    assert "Geheim werk" not in text


@pytest.mark.parametrize("who", [ids.lucia, ids.anouk, ids.sam])
def test_nobody_else_changes_the_profile(world: World, who: UUID) -> None:
    before = codes(world)
    for what in ("add", "remove", "move"):
        assert press(world, "B1-K1-W1", what, who, "down") in {403, 404}
    assert codes(world) == before
