"""The region's companies and each school's people there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.base import clock
from app.companies.models import Company, Contact, SchoolCompany
from app.people.models import Region, School
from tests.cast import ids
from tests.office.forms import audited, day
from tests.world import Client, World


def company(**other: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "name": "De Korenmolen",
        "sector": "catering",
        "address": "Molenweg 1",
        "place": "Utrecht",
        "phone": "030 123 45 67",
        "photos_allowed": "yes",
        "accreditation_id": "",
        "accreditation_checked_on": "",
    } | other


def add(browser: Client, **other: str) -> UUID:
    said = company(**other)
    answer = browser.post("/companies/new", data=said)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return UUID(said["id"])


def card(world: World, company_id: UUID) -> Company:
    with world.session() as session:
        return session.get_one(Company, company_id)


def text_of(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_new_company_is_the_region_s_and_this_school_works_with_it(world: World) -> None:
    mill = add(world.as_(ids.karin))
    assert "De Korenmolen" in text_of(world.as_(ids.karin), "/companies")
    lucia = world.as_(ids.lucia)
    assert "De Korenmolen" not in text_of(lucia, "/companies")
    assert lucia.get(f"/companies/{mill}").status_code == 404
    assert lucia.post(f"/companies/{mill}/edit", data=company(name="Anders")).status_code == 404
    found = text_of(lucia, "/companies/new?q=korenmolen")
    assert "Wij werken met dit bedrijf" in found
    assert [lucia.post(f"/companies/{mill}/work-with").status_code for _ in range(2)] == [303, 303]
    assert "De Korenmolen" in text_of(lucia, "/companies")
    assert len(audited(world, "company-works-with")) == 2, "once for each school"


def test_a_double_in_the_region_is_warned_for(world: World) -> None:
    lucia = world.as_(ids.lucia)
    add(world.as_(ids.karin))
    answer = lucia.post("/companies/new", data=company(name="de korenmolen", place="UTRECHT"))
    assert answer.status_code == 422 and "staat al in de regio" in answer.get_data(as_text=True)
    assert lucia.post("/companies/new", data=company(place="Amersfoort")).status_code == 303
    assert lucia.post("/companies/new", data=company(sure="1")).status_code == 303


def test_the_same_form_twice_adds_one(world: World) -> None:
    said, browser = company(), world.as_(ids.karin)
    assert [browser.post("/companies/new", data=said).status_code for _ in range(2)] == [303, 303]
    assert len(audited(world, "company-added")) == 1
    assert world.as_(ids.lucia).post("/companies/new", data=said | {"sure": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "Vul een naam in."),
        ("place", "", "Vul een plaats in."),
        ("sector", "space", "Kies een soort werk."),
        ("photos_allowed", "", "Kies ja of nee."),
        ("phone", "geen", "Dit is geen telefoonnummer."),
        ("accreditation_checked_on", day(1), "Klopt deze datum?"),
        ("address", "x" * 201, "1 tekens te lang"),
    ],
)
def test_what_is_wrong_is_said(world: World, field: str, value: str, words: str) -> None:
    answer = world.as_(ids.karin).post("/companies/new", data=company(**{field: value}))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and words in text
    assert field == "name" or 'value="De Korenmolen"' in text
    assert not audited(world, "company-added")


def test_changing_a_shared_card_tells_which_school_did_it(world: World) -> None:
    said = company(name="Het Anker", photos_allowed="no", phone="")
    assert world.as_(ids.lucia).post(f"/companies/{ids.anker}/edit", data=said).status_code == 303
    assert not card(world, ids.anker).photos_allowed
    assert "geen foto’s" in text_of(world.as_(ids.karin), "/companies")
    (event,) = audited(world, "company-changed")
    assert (event.school_id, event.actor_id) == (ids.kompas, ids.lucia)
    assert event.details == {"fields": ["address", "photos_allowed", "sector"]}


def test_a_company_of_another_region_does_not_exist(world: World) -> None:
    far = uuid4()
    with world.session() as session:
        region = Region(name="Verweg")
        session.add(region)
        session.flush()
        session.add_all(
            [School(region_id=region.id, name="Elders"), Company(id=far, region_id=region.id, name="Verre")]
        )
    browser = world.as_(ids.karin)
    assert browser.post(f"/companies/{far}/work-with").status_code == 404
    assert browser.get(f"/companies/{far}").status_code == 404
    assert "Verre" not in text_of(browser, "/companies/new?q=verre")
    with world.session() as session:
        assert not session.exec(select(SchoolCompany).where(SchoolCompany.company_id == far)).all()


@pytest.mark.parametrize(
    ("checked_on", "again"), [("", True), (day(-30), False), (day(-365 * 4 + 30), False), (day(-365 * 4 - 30), True)]
)
def test_an_accreditation_is_looked_up_again_after_four_years(world: World, checked_on: str, again: bool) -> None:
    mill = add(world.as_(ids.karin), accreditation_id="100123", accreditation_checked_on=checked_on)
    text = text_of(world.as_(ids.karin), f"/companies/{mill}")
    assert ("nagaan" in text) == again
    assert "100123" in text


# ------------------------------------------------------------ contacts


def contact(**other: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "first_name": "Ilse",
        "last_name": "Bos",
        "job_title": "teamleider",
        "phone": "",
        "email": "ilse@voorbeeld.nl",
        "left_on": "",
    } | other


def test_a_contact_is_this_school_s_own(world: World) -> None:
    browser, said = world.as_(ids.karin), contact()
    for _time in range(2):
        assert browser.post(f"/companies/{ids.anker}/contacts/new", data=said).status_code == 303
    assert text_of(browser, f"/companies/{ids.anker}").count("Ilse Bos") == 1
    lucia = world.as_(ids.lucia)
    assert "Ilse" not in text_of(lucia, f"/companies/{ids.anker}")
    assert lucia.get(f"/companies/{ids.anker}/contacts/{said['id']}/edit").status_code == 404
    assert lucia.post(f"/companies/{ids.anker}/contacts/{ids.joost}/edit", data=contact()).status_code == 404
    assert lucia.post(f"/companies/{ids.linde}/contacts/new", data=contact()).status_code == 404
    assert lucia.post(f"/companies/{ids.anker}/contacts/new", data=said).status_code == 404
    assert browser.get(f"/companies/{ids.linde}/contacts/{ids.joost}/edit").status_code == 404


def test_a_contact_who_left_is_not_chosen_any_more(world: World) -> None:
    browser = world.as_(ids.karin)
    said = contact(first_name="Joost", left_on=day())
    assert browser.post(f"/companies/{ids.anker}/contacts/{ids.joost}/edit", data=said).status_code == 303
    assert "werkt hier niet meer" in text_of(browser, f"/companies/{ids.anker}")
    assert str(ids.joost) not in text_of(browser, "/placements/new")
    assert "contactpersoon is weg" in text_of(browser, "/placements")
    assert "werkt daar niet meer" in text_of(browser, f"/placements/{ids.sam_placement}")
    with clock.shifted(timedelta(days=-1)):
        assert str(ids.joost) in text_of(browser, "/placements/new")


@pytest.mark.parametrize(
    ("field", "value"),
    [("first_name", ""), ("email", "geen"), ("phone", "x"), ("left_on", day(800)), ("last_name", "x" * 81)],
)
def test_a_contact_that_is_wrong_is_not_kept(world: World, field: str, value: str) -> None:
    answer = world.as_(ids.karin).post(f"/companies/{ids.anker}/contacts/new", data=contact(**{field: value}))
    assert answer.status_code == 422 and 'id="errors"' in answer.get_data(as_text=True)
    with world.session() as session:
        assert not session.exec(select(Contact).where(Contact.email == "ilse@voorbeeld.nl")).all()


@pytest.mark.parametrize(
    ("path", "form"),
    [
        (lambda mill: f"/companies/{mill}/contacts/new", {"id": str(uuid4()), "first_name": "Lot"}),
        (lambda mill: f"/companies/{mill}/work-with", {}),
        (
            lambda _mill: f"/people/students/{ids.sam}/consents",
            {"id": str(uuid4()), "kind": "voice", "given": "yes", "said_by": "student", "said_on": day()},
        ),
    ],
)
def test_a_form_that_comes_twice_at_once_is_carried_out_once(
    world: World, path: Callable[[UUID], str], form: dict[str, str]
) -> None:
    mill = add(world.as_(ids.karin))
    if path(mill).endswith("work-with"):
        with world.session() as session:
            session.delete(session.get_one(SchoolCompany, (ids.brug, mill)))
    before = len(audited(world, "consent-recorded"))
    ready, browsers = Barrier(4), [world.as_(who) for who in (ids.karin, ids.petra) * 2]

    def send(browser: Client) -> int:
        ready.wait()
        return browser.post(path(mill), data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, browsers)) == [303] * 4
    done = [len(audited(world, what)) for what in ("contact-added", "company-works-with", "consent-recorded")]
    assert done[2] - before <= 1 and done[0] <= 1 and done[1] <= 2
