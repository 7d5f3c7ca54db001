"""A coordinator arranges everything for a new student, who then signs in; and a colleague comes and falls ill."""

from typing import Any

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.people.models import Membership
from app.placements.models import DayPlan, DayPlanTask
from tests.cast import ids
from tests.journeys.axe import check_once
from tests.journeys.conftest import Live
from tests.journeys.navigators.office import Office
from tests.journeys.navigators.student import Student
from tests.office.forms import born, day, today

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]


def test_from_nothing_to_a_student_who_sees_the_plan(live: Live, any_screen: dict[str, Any]) -> None:
    karin = Office(live, ids.karin, **any_screen).starts()

    karin.opens("Bedrijven").follows("Bedrijf toevoegen").fills(q="Bakkerij").sends("Zoek")
    karin.sees("Er staat nog geen bedrijf").fills(name="Bakkerij Vos", sector="horeca en keuken").chooses("Ja")
    karin.page.locator("form").evaluate_all("forms => forms.forEach(form => { form.noValidate = true })")
    karin.sends("Voeg toe").sees("Vul een plaats in.").fills(place="Utrecht").sends("Voeg toe")
    karin.sees("Zet er een contactpersoon bij.").follows("Contactpersoon toevoegen")
    karin.fills(first_name="Gerda", job_title="bedrijfsleider").sends("Voeg toe").sees("Gerda")

    karin.opens("Mensen").follows("Leerling toevoegen")
    karin.fills(first_name="Mila", last_name="Jansen", birth_date=born(17)).chooses("kat").sends("Voeg toe")
    karin.sees("Kies nu een begeleider.").fills(supervisor="Anouk de Vries", starts_on=day()).sends("Koppel")
    karin.sees("De begeleider staat erbij.").unfolds("Antwoord opschrijven").chooses("Ja")
    karin.fills(said_by="Mila zelf").presses("Opslaan").sees("Het antwoord staat erbij.")

    karin.follows("Nieuwe stage").fills(contact="Gerda · Bakkerij Vos", starts_on=day(-1))
    for name in ("Maandag", "Dinsdag", "Woensdag"):
        karin.chooses(name)
    karin.sends("Voeg toe").sees("De stage staat erin.", "Anouk de Vries", "erkenning")
    karin.follows("Kies werkprocessen").fills(q="ruimtes").sends("Zoek")
    karin._tap(karin.page.get_by_role("button", name="toevoegen").first)
    karin.sees("1 van hooguit 14").fills(agreed_on=day()).sends("Opslaan en klaar").sees(
        "Het werkplekprofiel is bewaard."
    )

    karin.opens("Mensen").sees("Mila Jansen").follows("Mila Jansen").follows("Brug en pasje")
    karin.unfolds("Pasje van Mila").sends("Nieuw pasje")
    code = karin.reads_badge_code()
    _plans(live, "Mila")

    mila = Student(live, None, **any_screen).types_badge_code(code)
    mila.sees("Hoi Mila!").sees("Vegen").sees("0 van 1")


def _plans(live: Live, first_name: str) -> None:
    """A day plan, as a supervisor makes it."""
    with live.world.session() as session:
        student_id = session.exec(select(Membership.id).where(Membership.first_name == first_name)).one()
        plan = DayPlan(school_id=ids.brug, student_id=student_id, day=today(), planned_by_id=ids.anouk)
        session.add(plan)
        session.flush()
        session.add(DayPlanTask(school_id=ids.brug, day_plan_id=plan.id, task_id=ids.sweep, position=0))


def test_a_colleague_comes_and_takes_over_from_who_is_ill(live: Live, screen: dict[str, Any]) -> None:
    karin = Office(live, ids.karin, **screen).starts().opens("Mensen").follows("Collega toevoegen")
    karin.fills(first_name="Tess", last_name="Mulder", email="tess@voorbeeld.nl")
    karin.takes_first_face().sends("Voeg toe").sees("Je collega staat in de lijst.").sends("Maak een link").sees(
        "7 dagen"
    )
    link = karin.reads_link()

    tess = live.screen(None, **screen).new_page()
    tess.goto(link)
    check_once(tess)
    tess.get_by_label("Nieuw wachtwoord").fill("kort maar")
    tess.get_by_role("button", name="Bewaar en log in").click()
    expect(tess.get_by_text("ten minste 10 tekens").first).to_be_visible()
    check_once(tess)
    tess.get_by_label("Nieuw wachtwoord").fill("een nieuw lang wachtwoord")
    tess.get_by_role("button", name="Bewaar en log in").click()
    tess.wait_for_url("**/review")

    karin.opens("Mensen").follows("Anouk de Vries").unfolds("Anouk is er even niet")
    karin.fills(stand_in="Tess Mulder", stands_until=day(7)).sends("Opslaan").sees("De waarneming staat erbij.")
    tess.goto("/students")
    expect(tess.locator("a.student-card")).to_have_count(3)
    tess.goto("/me")
    check_once(tess)
    tess.goto(link)
    expect(tess.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    check_once(tess)


PAGES = (
    "/people?q=sam",
    "/people?only=missing",
    "/people?only=left",
    f"/people/students/{ids.sam}",
    f"/people/students/{ids.sam}/edit",
    f"/people/staff/{ids.anouk}",
    f"/people/staff/{ids.bram}/edit",
    "/companies",
    "/companies/new?q=anker",
    f"/companies/{ids.anker}/edit",
    f"/companies/{ids.anker}/contacts/{ids.joost}/edit",
    "/placements",
    f"/placements/{ids.sam_placement}/edit",
    f"/placements/{ids.sam_placement}/profile?q=werk",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_every_page(live: Live, screen: dict[str, Any], scheme: str) -> None:
    page = live.screen(ids.petra, **screen, color_scheme=scheme).new_page()
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        check_once(page, scheme)
