"""Adding and changing students, their consents, their leaving and coming back."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.base import clock
from app.people.models import Consent, ConsentKind, Guardian, Membership, Role, Student, User
from app.people.queries import has_consent
from app.placements.models import Placement
from tests.cast import ids
from tests.office.forms import (
    add_student,
    audited,
    badges,
    born,
    day,
    hand_over,
    member,
    periods,
    sees,
    student,
    today,
)
from tests.world import World


def page(world: World, path: str, who: UUID = ids.karin) -> str:
    answer = world.as_(who).get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_new_student_is_in_the_list_with_what_is_missing(world: World) -> None:
    mila = add_student(world)
    found = page(world, "/people?q=mila")
    assert "Mila Jansen" in found and "Sam" not in found
    assert all(words in found for words in ("geen begeleider", "geen stage", "toestemming ontbreekt"))
    with world.session() as session:
        row, kept = session.get_one(Membership, mila), session.get_one(Student, mila)
        user = session.get_one(User, row.user_id)
        assert (row.role, row.school_id, row.started_on) == (Role.STUDENT, ids.brug, today())
        assert (user.email, user.password_hash, user.language) == (None, None, "nl")
        assert (kept.chosen_picture, kept.shows_bridge) == ("cat", True)
        assert [one.name for one in session.exec(select(Guardian).where(Guardian.student_id == mila))] == ["Els Jansen"]
    (event,) = audited(world, "student-added")
    assert (event.subject_id, event.actor_id, event.details) == (mila, ids.karin, {})


def test_the_office_goes_from_the_bridge_to_what_it_arranges_and_supervisors_do_not(world: World) -> None:
    link = f'href="/people/students/{ids.sam}"'
    assert link in page(world, f"/students/{ids.sam}")
    assert link not in page(world, f"/students/{ids.sam}", ids.anouk)


def test_searching_minds_neither_case_nor_accents(world: World) -> None:
    add_student(world, first_name="Çağla", last_name="Öztürk")
    assert "Çağla Öztürk" in page(world, "/people?q=OZTURK+cag")


def test_the_same_form_twice_adds_one(world: World) -> None:
    said, browser = student(), world.as_(ids.karin)
    places = [browser.post("/people/students/new", data=said).location for _ in range(2)]
    assert places[0] == places[1]
    assert page(world, "/people").count("Mila Jansen") == 1


def test_a_form_cannot_take_over_a_row_of_somebody_else(world: World) -> None:
    for taken, who in ((ids.sam, ids.lucia), (ids.anouk, ids.karin)):
        answer = world.as_(who).post("/people/students/new", data=student(id=str(taken)))
        assert answer.status_code == 404
    assert member(world, ids.sam).first_name == "Sam"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("first_name", "", "Vul een voornaam in."),
        ("first_name", "x" * 61, "1 tekens te lang"),
        ("birth_date", "", "Vul een geboortedatum in."),
        ("birth_date", "gisteren", "Dit is geen datum."),
        ("birth_date", born(11), "Klopt deze datum?"),
        ("birth_date", born(31), "Klopt deze datum?"),
        ("chosen_picture", "person-1", "Kies een plaatje."),
        ("chosen_picture", "../x", "Kies een plaatje."),
        ("language", "xx", "Kies een taal."),
        ("guardian", ["y" * 121, ""], "Deze naam is te lang."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_filled_in_stays(world: World, field: str, value: Any, words: str) -> None:
    answer = world.as_(ids.karin).post("/people/students/new", data=student(**{"last_name": "Blijft", field: value}))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="errors"' in text and words in text and 'value="Blijft"' in text
    assert "Blijft" not in page(world, "/people")


def test_somebody_of_the_same_name_and_birth_date_is_warned_for(world: World) -> None:
    add_student(world)
    again = student(first_name="mila")
    browser = world.as_(ids.karin)
    answer = browser.post("/people/students/new", data=again)
    assert answer.status_code == 422 and "Deze leerling is er al" in answer.get_data(as_text=True)
    assert browser.post("/people/students/new", data=again | {"sure": "1"}).status_code == 303
    assert browser.post("/people/students/new", data=student(birth_date=born(16))).status_code == 303


def test_another_school_is_not_told_who_is_here(world: World) -> None:
    add_student(world)
    assert world.as_(ids.lucia).post("/people/students/new", data=student()).status_code == 303


def test_changing_a_student_keeps_guardians_that_spoke(world: World) -> None:
    with world.session() as session:
        spoke = session.exec(select(Guardian.id).where(Guardian.student_id == ids.sam)).one()
    said = student(first_name="Sammy", shows_bridge="", language="en", guardian_id=[str(spoke), ""])
    said["guardian"] = ["Ouder Anders", "Oma"]
    browser = world.as_(ids.petra)
    assert browser.post(f"/people/students/{ids.sam}/edit", data=said).status_code == 303
    text = page(world, f"/people/students/{ids.sam}")
    assert "Sammy" in text and "Ouder Anders" in text and "Oma" in text
    said["guardian"] = ["", ""]
    answer = browser.post(f"/people/students/{ids.sam}/edit", data=said | {"first_name": "Weg"})
    assert answer.status_code == 422 and "staat bij een toestemming" in answer.get_data(as_text=True)
    assert member(world, ids.sam).first_name == "Sammy"
    assert "href" in world.as_(ids.sam).get("/today").get_data(as_text=True)


def test_nobody_names_a_guardian_of_another_student(world: World) -> None:
    with world.session() as session:
        of_noor = session.exec(select(Guardian.id).where(Guardian.student_id == ids.noor)).one()
    said = student(guardian_id=[str(of_noor)], guardian=["Gestolen"])
    assert world.as_(ids.karin).post(f"/people/students/{ids.sam}/edit", data=said).status_code == 404
    consent = {"id": str(uuid4()), "kind": "photos", "given": "yes", "said_by": str(of_noor), "said_on": day()}
    assert world.as_(ids.karin).post(f"/people/students/{ids.sam}/consents", data=consent).status_code == 404


# ------------------------------------------------------------ consents


def consent(world: World, student_id: UUID, **said: str) -> tuple[int, str]:
    form = {"id": str(uuid4()), "kind": "photos", "given": "yes", "said_by": "student", "said_on": day()} | said
    answer = world.as_(ids.karin).post(f"/people/students/{student_id}/consents", data=form)
    return answer.status_code, answer.get_data(as_text=True)


def may_photo(world: World, student_id: UUID) -> bool:
    with world.session() as session:
        return has_consent(session, ids.brug, student_id, ConsentKind.PHOTOS)


def guardian_of(world: World, student_id: UUID) -> str:
    with world.session() as session:
        return str(session.exec(select(Guardian.id).where(Guardian.student_id == student_id)).one())


def test_the_newest_answer_counts_and_all_stay(world: World) -> None:
    assert may_photo(world, ids.sam)
    assert consent(world, ids.sam, given="no", said_on=day(-2))[0] == 303
    assert not may_photo(world, ids.sam)
    assert consent(world, ids.sam, given="yes", said_on=day(-5))[0] == 303, "written down late: an older answer"
    assert not may_photo(world, ids.sam)
    assert consent(world, ids.sam, given="yes", said_on=day(-2))[0] == 303, "the same day, written down last"
    assert may_photo(world, ids.sam)
    assert "opgeschreven door Karin" in page(world, f"/people/students/{ids.sam}")
    with world.session() as session:
        assert len(session.exec(select(Consent).where(Consent.student_id == ids.sam)).all()) == 4


def test_of_one_day_the_answer_that_was_written_down_last_counts_at_whatever_time(world: World) -> None:
    tomorrow_early = timedelta(days=1) - timedelta(seconds=1)
    assert consent(world, ids.sam, given="yes")[0] == 303
    that_day = day()
    with clock.shifted(tomorrow_early):
        assert consent(world, ids.sam, given="no", said_on=that_day)[0] == 303
        assert not may_photo(world, ids.sam)
        assert consent(world, ids.sam, given="yes", said_on=that_day)[0] == 303
        assert may_photo(world, ids.sam)


def test_a_guardian_answers_until_sixteen_and_the_student_from_then_on(world: World) -> None:
    young = add_student(world)
    status, text = consent(world, young)
    assert status == 422 and "Tot 16 jaar" in text
    assert consent(world, young, said_by=guardian_of(world, young))[0] == 303
    assert may_photo(world, young)
    status, text = consent(world, ids.sam, said_by=guardian_of(world, ids.sam))
    assert status == 422 and "Vanaf 16 jaar" in text


def test_who_answered_counts_by_the_day_on_which_it_was_said(world: World) -> None:
    just = add_student(world, birth_date=(today() - timedelta(days=round(16 * 365.25) + 2)).isoformat())
    assert consent(world, just, said_by=guardian_of(world, just), said_on=day(-20))[0] == 303
    assert consent(world, just)[0] == 303


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"said_on": day(1)}, "Klopt deze datum?"),
        ({"said_on": ""}, "Op welke dag?"),
        ({"said_by": ""}, "Wie heeft dit gezegd?"),
        ({"given": ""}, "Kies ja of nee."),
        ({"kind": "dance"}, "Waarvoor?"),
    ],
)
def test_an_answer_that_misses_something_is_not_kept(world: World, said: dict[str, str], words: str) -> None:
    status, text = consent(world, ids.sam, **said)
    assert status == 422 and words in text
    assert not audited(world, "consent-recorded")


def test_the_same_answer_twice_is_one(world: World) -> None:
    key = str(uuid4())
    assert [consent(world, ids.sam, id=key)[0] for _ in range(2)] == [303, 303]
    assert len(audited(world, "consent-recorded")) == 1


# ------------------------------------------------------------ leaving


def leave(world: World, last_day: str, student_id: UUID = ids.sam) -> int:
    return world.as_(ids.karin).post(f"/people/students/{student_id}/leave", data={"last_day": last_day}).status_code


def test_who_left_is_out_and_comes_back_with_a_new_badge(world: World) -> None:
    phone = world.as_(ids.sam)
    assert world.as_(ids.anouk).post(f"/students/{ids.sam}/badge").status_code == 200
    assert leave(world, day(-1)) == 303
    assert phone.get("/today").status_code == 303
    assert not badges(world, ids.sam)
    assert not sees(world, ids.anouk, ids.sam)
    assert "Sam de Vries" not in page(world, "/people") and "Sam de Vries" not in page(world, "/students")
    assert "Sam de Vries" in page(world, "/people?only=left")
    with world.session() as session:
        assert session.get_one(Placement, ids.sam_placement).ends_on == today() - timedelta(days=1)
    assert hand_over(world.as_(ids.karin), ids.sam, ids.bram, day()).status_code == 409

    assert world.as_(ids.karin).post(f"/people/students/{ids.sam}/return").status_code == 303
    assert phone.get("/today").status_code == 303, "an old session stays ended"
    assert world.as_(ids.sam).get("/today").status_code == 200
    assert "geen begeleider" in page(world, "/people?q=sam")
    assert hand_over(world.as_(ids.karin), ids.sam, ids.bram, day()).status_code == 303
    assert sees(world, ids.bram, ids.sam)


def test_who_is_to_leave_stays_until_then_and_may_stay_after_all(world: World) -> None:
    phone = world.as_(ids.sam)
    assert leave(world, day(10)) == 303
    assert phone.get("/today").status_code == 200 and sees(world, ids.anouk, ids.sam)
    assert periods(world, ids.sam)[-1][2] == today() + timedelta(days=10)
    assert world.as_(ids.karin).post(f"/people/students/{ids.sam}/return").status_code == 303
    assert periods(world, ids.sam)[-1][2] is None


@pytest.mark.parametrize("last_day", ["", "morgen", day(-70), day(800)])
def test_a_last_day_that_cannot_be_changes_nothing(world: World, last_day: str) -> None:
    assert leave(world, last_day) == 422
    assert member(world, ids.sam).ended_on is None


def test_an_erased_student_is_nobody(world: World) -> None:
    with world.session() as session:
        session.delete(session.get_one(Student, ids.fleur))
        row = session.get_one(Membership, ids.fleur)
        row.first_name, row.last_name, row.user_id, row.erased_at = "", "", None, clock.now()
    browser = world.as_(ids.karin)
    assert browser.get(f"/people/students/{ids.fleur}").status_code == 404
    assert browser.get("/people").status_code == 200
    assert browser.post(f"/people/{ids.fleur}/devices/withdraw").status_code == 404


def test_everything_that_is_wrong_leads_to_its_field(world: World) -> None:
    text = world.as_(ids.karin).post("/people/students/new", data={"id": str(uuid4())}).get_data(as_text=True)
    anchors = re.findall(r'<li><a href="#([\w-]+)"', text)
    assert anchors and all(f'id="{anchor}"' in text for anchor in anchors)


def test_the_same_form_twice_adds_a_guardian_once(world: World) -> None:
    said = student(first_name="Sam", guardian_id=["", ""], guardian=["Oma", "Opa"])
    for _twice in range(2):
        assert world.as_(ids.karin).post(f"/people/students/{ids.sam}/edit", data=said).status_code == 303
    with world.session() as session:
        names = session.exec(select(Guardian.name).where(Guardian.student_id == ids.sam)).all()
    assert (names.count("Oma"), names.count("Opa")) == (1, 1)
