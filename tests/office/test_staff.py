"""Colleagues: who may add and change whom, and the walls between schools around one account."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.base import clock
from app.people.models import Membership, RegionMembership, Role
from tests.cast import PASSWORD, ids, named
from tests.office.forms import (
    add_colleague,
    add_student,
    audited,
    colleague,
    day,
    invite,
    member,
    periods,
    sees,
    today,
    user_of,
)
from tests.world import World


def edited(world: World, staff_id: UUID, **other: str) -> dict[str, str]:
    """The form of a colleague as it is, but for ``other``."""
    row, user = member(world, staff_id), user_of(world, staff_id)
    return {
        "id": str(staff_id),
        "first_name": row.first_name,
        "last_name": row.last_name,
        "role": row.role.value,
        "email": user.email or "",
        "phone": row.phone or "",
        "picture": row.picture or "person-1",
    } | other


def change(world: World, who: UUID, staff_id: UUID, **other: str) -> tuple[int, str]:
    answer = world.as_(who).post(f"/people/staff/{staff_id}/edit", data=edited(world, staff_id, **other))
    return answer.status_code, answer.get_data(as_text=True)


def end(world: World, who: UUID, staff_id: UUID, last_day: str) -> int:
    return world.as_(who).post(f"/people/staff/{staff_id}/leave", data={"last_day": last_day}).status_code


def test_a_new_colleague_is_in_the_list_and_cannot_get_in_yet(world: World) -> None:
    tess = add_colleague(world, ids.karin, email=" Tess@Voorbeeld.NL ")
    text = world.as_(ids.karin).get("/people?q=tess").get_data(as_text=True)
    assert "Tess Mulder" in text and "kan nog niet inloggen" in text
    user = user_of(world, tess)
    assert (user.email, user.password_hash) == ("tess@voorbeeld.nl", None)
    (event,) = audited(world, "staff-added")
    assert (event.subject_id, event.details) == (tess, {"role": "supervisor"})


def test_the_same_form_twice_adds_one(world: World) -> None:
    said, browser = colleague(), world.as_(ids.petra)
    assert [browser.post("/people/staff/new", data=said).status_code for _ in range(2)] == [303, 303]
    assert len(audited(world, "staff-added")) == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("first_name", "", "Vul een voornaam in."),
        ("email", "", "Vul een e-mailadres in."),
        ("email", "tess@", "Dit is geen e-mailadres."),
        ("email", "a@b.nl, c@d.nl", "Dit is geen e-mailadres."),
        ("phone", "bel maar", "Dit is geen telefoonnummer."),
        ("role", "boss", "Kies wat deze collega doet."),
        ("picture", "cat", "Kies een gezicht."),
    ],
)
def test_what_is_wrong_is_said(world: World, field: str, value: str, words: str) -> None:
    answer = world.as_(ids.petra).post("/people/staff/new", data=colleague(**{field: value}))
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert "Tess" not in world.as_(ids.petra).get("/people").get_data(as_text=True)


# ------------------------------------------------------------ roles


def test_a_coordinator_manages_supervisors_and_nobody_above(world: World) -> None:
    browser = world.as_(ids.karin)
    for role in ("coordinator", "admin"):
        assert browser.post("/people/staff/new", data=colleague(role=role)).status_code == 403
    other = add_colleague(world, ids.petra, role="coordinator")
    for staff_id in (ids.petra, other, ids.karin):
        assert browser.get(f"/people/staff/{staff_id}").status_code == 200
        assert browser.get(f"/people/staff/{staff_id}/edit").status_code == 403
        assert change(world, ids.karin, staff_id, first_name="Anders")[0] == 403
        assert browser.post(f"/people/staff/{staff_id}/invitation").status_code == 403
        assert browser.post(f"/people/{staff_id}/devices/withdraw").status_code == 403
        assert end(world, ids.karin, staff_id, day(-1)) == 403
    assert change(world, ids.karin, ids.bram, first_name="Bas")[0] == 303
    assert member(world, ids.bram).first_name == "Bas"


def test_a_coordinator_makes_nobody_an_admin(world: World) -> None:
    for role in ("coordinator", "admin"):
        assert change(world, ids.karin, ids.bram, role=role)[0] == 403
    assert member(world, ids.bram).role is Role.SUPERVISOR


@pytest.mark.parametrize("who", [ids.karin, ids.petra])
def test_a_colleague_is_no_student(world: World, who: UUID) -> None:
    assert world.as_(who).post("/people/staff/new", data=colleague(role="student")).status_code == 400
    assert change(world, who, ids.bram, role="student")[0] == 400
    assert member(world, ids.bram).role is Role.SUPERVISOR


def test_an_admin_makes_an_admin_and_the_caseload_ends(world: World) -> None:
    assert change(world, ids.petra, ids.bram, role="admin")[0] == 303
    assert member(world, ids.bram).role is Role.ADMIN
    assert periods(world, ids.fleur)[0][2] == today() - timedelta(days=1)
    (event,) = audited(world, "role-changed")
    assert event.details == {"role": "admin"}


def test_nobody_changes_their_own_role_or_sends_themselves_away(world: World) -> None:
    add_colleague(world, ids.petra, role="admin")
    status, text = change(world, ids.petra, ids.petra, role="coordinator")
    assert status == 422 and "Je eigen rol" in text
    assert end(world, ids.petra, ids.petra, day(-1)) == 403
    answer = world.as_(ids.karin).post(
        "/people/staff/new", data=colleague(email="karin@voorbeeld.nl", role="supervisor", sure="1")
    )
    assert answer.status_code == 422 and "je eigen adres" in answer.get_data(as_text=True)


def test_the_last_admin_stays(world: World) -> None:
    second = add_colleague(world, ids.petra, role="admin")
    assert change(world, second, ids.petra, role="supervisor")[0] == 303
    status, text = change(world, ids.petra, second, role="supervisor")
    assert status == 403, "Petra is no admin any more"
    with world.session() as session:
        session.get_one(Membership, ids.petra).role = Role.ADMIN
    assert end(world, ids.petra, second, day(-1)) == 303
    third = add_colleague(world, ids.petra, email="derde@voorbeeld.nl", role="admin")
    with world.session() as session:
        session.get_one(Membership, third).ended_on = today() + timedelta(days=5)
    status, text = change(world, third, ids.petra, role="supervisor")
    assert status == 422 and "enige beheerder" in text, "who is to leave does not count"


# ------------------------------------------------------------ one account, two schools


def test_an_address_of_another_school_gets_a_membership_and_nothing_else(world: World) -> None:
    before = user_of(world, ids.otto).model_dump()
    said = colleague(email="otto@voorbeeld.nl", first_name="Ottie")
    browser = world.as_(ids.petra)
    warned = browser.post("/people/staff/new", data=said)
    assert warned.status_code == 422 and "heeft al een account" in warned.get_data(as_text=True)
    assert browser.post("/people/staff/new", data=said | {"sure": "1"}).status_code == 303
    added = UUID(said["id"])
    assert user_of(world, added).model_dump() == before
    text = browser.get(f"/people/staff/{added}").get_data(as_text=True)
    assert "Maak een link" not in text and "ook bij een andere school" in text
    assert "Brinkman" not in text and "Kompas" not in text and "0612345678" not in text
    assert browser.post(f"/people/staff/{added}/invitation").status_code == 403
    assert change(world, ids.petra, added, email="petra-2@voorbeeld.nl")[0] == 422
    assert user_of(world, ids.otto).email == "otto@voorbeeld.nl"
    assert member(world, ids.otto).first_name == "Otto"
    otto = world.client()
    otto.post("/sign-in", data={"email": "otto@voorbeeld.nl", "password": PASSWORD})
    assert "De Brug" in otto.get("/me").get_data(as_text=True)


@pytest.mark.parametrize("who", [ids.petra, ids.lucia])
def test_neither_of_two_schools_changes_the_account(world: World, who: UUID) -> None:
    staff_id = ids.anouk if who == ids.petra else ids.anouk_kompas
    browser = world.as_(who)
    assert browser.post(f"/people/staff/{staff_id}/invitation").status_code == 403
    assert change(world, who, staff_id, email="gestolen@voorbeeld.nl")[0] == 422
    assert change(world, who, staff_id, first_name="Anoek")[0] == 303, "the name is the school's own"
    assert user_of(world, ids.anouk).email == "anouk@voorbeeld.nl"
    other = ids.anouk_kompas if who == ids.petra else ids.anouk
    assert member(world, other).first_name == "Anouk"


def test_an_account_that_has_no_password_yet_cannot_be_snatched(world: World) -> None:
    link = invite(world, add_colleague(world, ids.lucia), ids.lucia)
    browser = world.as_(ids.petra)
    answer = browser.post("/people/staff/new", data=colleague(sure="1"))
    assert answer.status_code == 422 and "nog niet in gebruik" in answer.get_data(as_text=True)
    assert world.client().post(link, data={"password": "een eigen lang wachtwoord"}).status_code == 303
    mine = add_colleague(world, ids.petra, sure="1")
    assert browser.post(f"/people/staff/{mine}/invitation").status_code == 403


def test_a_region_worker_is_nobody_s_to_change(world: World) -> None:
    with world.session() as session:
        user = session.get_one(Membership, ids.bram).user_id
        assert user
        session.add(RegionMembership(region_id=named("region"), user_id=user, started_on=today()))
    assert world.as_(ids.petra).post(f"/people/staff/{ids.bram}/invitation").status_code == 403


def test_a_coordinator_does_not_open_the_account_of_an_admin_through_a_second_role(world: World) -> None:
    also = add_colleague(world, ids.karin, email="petra@voorbeeld.nl", sure="1")
    browser = world.as_(ids.karin)
    assert browser.post(f"/people/staff/{also}/invitation").status_code == 403
    assert change(world, ids.karin, also, email="karin-2@voorbeeld.nl")[0] == 422
    assert user_of(world, ids.petra).email == "petra@voorbeeld.nl"


def test_an_address_that_somebody_has_is_not_given_to_another(world: World) -> None:
    for taken in ("otto@voorbeeld.nl", "anouk@voorbeeld.nl", "KARIN@voorbeeld.nl"):
        status, text = change(world, ids.petra, ids.bram, email=taken)
        assert status == 422 and "al van een ander account" in text
    assert change(world, ids.petra, ids.bram, email="bram-2@voorbeeld.nl")[0] == 303
    answer = world.client().post("/sign-in", data={"email": "bram-2@voorbeeld.nl", "password": PASSWORD})
    assert answer.status_code == 303


def test_somebody_who_is_there_already_is_not_added_again(world: World) -> None:
    answer = world.as_(ids.karin).post("/people/staff/new", data=colleague(email="bram@voorbeeld.nl", sure="1"))
    assert answer.status_code == 422 and "staat al in de lijst" in answer.get_data(as_text=True)


def test_another_school_s_admin_finds_nothing_here(world: World) -> None:
    browser = world.as_(ids.lucia)
    for path in (f"/people/staff/{ids.bram}", f"/people/staff/{ids.bram}/edit", f"/people/students/{ids.sam}"):
        assert browser.get(path).status_code == 404
    for path in ("invitation", "return", "hand-over", "stand-in", "leave"):
        data = {"id": str(uuid4()), "last_day": day(-1), "supervisor": str(ids.otto), "starts_on": day()}
        assert browser.post(f"/people/staff/{ids.bram}/{path}", data=data).status_code == 404, path
    assert browser.post(f"/people/staff/{ids.bram}/edit", data=colleague()).status_code == 404
    assert browser.post(f"/people/{ids.bram}/devices/withdraw").status_code == 404
    text = browser.get("/people").get_data(as_text=True)
    assert "Otto" in text and "Bram" not in text and "Sam" not in text
    assert (member(world, ids.bram).ended_on, member(world, ids.bram).first_name) == (None, "Bram")


@pytest.mark.parametrize("who", [ids.sam, ids.anouk, ids.otto])
def test_students_and_supervisors_have_no_office(world: World, who: UUID) -> None:
    browser = world.as_(who)
    for path in ("/people", "/people/students/new", "/companies", "/placements", f"/people/staff/{ids.anouk}"):
        assert browser.get(path).status_code == 403
    assert browser.post("/people/staff/new", data=colleague(role="admin")).status_code == 403
    assert browser.post(f"/people/staff/{ids.anouk}/invitation").status_code == 403


# ------------------------------------------------------------ leaving


def test_who_left_is_out_and_has_no_students(world: World) -> None:
    phone, fresh = world.as_(ids.bram), world.as_(ids.bram)
    link = invite(world, ids.bram)
    assert end(world, ids.karin, ids.bram, day(-1)) == 303
    assert phone.get("/review").status_code == fresh.get("/review").status_code == 303
    assert world.client().get(link).status_code == 404
    assert world.client().post("/sign-in", data={"email": "bram@voorbeeld.nl", "password": PASSWORD}).status_code == 422
    assert periods(world, ids.fleur)[0][2] == today() - timedelta(days=1)
    assert "Bram" not in world.as_(ids.karin).get("/people").get_data(as_text=True)
    assert world.as_(ids.karin).post(f"/people/staff/{ids.bram}/invitation").status_code == 409
    assert world.as_(ids.karin).post(f"/people/staff/{ids.bram}/return").status_code == 303
    assert world.as_(ids.bram).get("/review").status_code == 200
    assert not sees(world, ids.bram, ids.fleur)


def test_links_that_somebody_handed_out_go_with_them(world: World) -> None:
    assert change(world, ids.petra, ids.bram, role="coordinator")[0] == 303
    tess = add_colleague(world)
    link = invite(world, tess, ids.bram)
    assert end(world, ids.petra, ids.bram, day(-1)) == 303
    assert world.client().get(link).status_code == 404


def test_an_erased_colleague_is_nobody(world: World) -> None:
    with world.session() as session:
        row = session.exec(select(Membership).where(Membership.id == ids.bram)).one()
        row.first_name, row.last_name, row.user_id, row.erased_at = "", "", None, clock.now()
    browser = world.as_(ids.petra)
    assert browser.get("/people").status_code == 200
    assert browser.get(f"/people/staff/{ids.bram}").status_code == 404
    assert browser.post(f"/people/staff/{ids.bram}/return").status_code == 404
    mila = add_student(world)
    assert "Bram" not in browser.get(f"/people/students/{mila}").get_data(as_text=True)
