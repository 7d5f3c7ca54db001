"""A supervisor looks over all students, walks to a cell and on to a talk, on a phone, at a desk and by keyboard."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from app.catalogue.models import WorkProcess
from app.placements.models import ProfileWorkProcess, WorkplaceProfile
from tests.browser import DESK, PHONE
from tests.cast import ids, named
from tests.journeys.axe import check_once
from tests.journeys.conftest import Live
from tests.journeys.navigators.supervisor import Supervisor
from tests.review.story import meet_rule, observe, work_process

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]


def test_from_a_cell_to_the_evidence_a_talk_and_a_signature(live: Live, any_screen: dict[str, Any]) -> None:
    observe(live.world, "B1-K1-W2", days_ago=3)
    anouk = Supervisor(live, ids.anouk, **any_screen).opens_queue().opens_overview()
    anouk.opens_cell("Sam, Ruimte klaarmaken: zelf, 1 waarneming").sees("2 keer ‘zelf’, 1 dag, 1 van het bedrijf")
    anouk.opens_student("Sam").talks("Elke dag een rondje", Ruimte_klaarmaken=("Zelf", "Beetje hulp"))
    anouk.sees("Elke dag een rondje").sees("Nu niets.")
    anouk.opens_overview().opens_cell("Sam, Ruimte klaarmaken").corrects(
        "Beetje hulp", "Zelf", "Ik keek er nog eens naar"
    )
    anouk.sees("Verbeterd.").sees("3 van 3")
    anouk.opens_overview().opens_cell("klaar om af te tekenen").signs().sees("Afgetekend.")
    anouk.opens_overview()
    expect(anouk.page.get_by_role("link", name="Sam, Ruimte klaarmaken: afgetekend")).to_be_visible()


def test_the_titles_open_and_close(live: Live, screen: dict[str, Any]) -> None:
    anouk = Supervisor(live, ids.anouk, **screen).opens_queue().opens_overview()
    title = anouk.page.get_by_role("button", name="Ruimte klaarmaken")
    title.focus()
    anouk.page.keyboard.press("Enter")
    about = anouk.page.locator(f"#about-{work_process(live.world, 'B1-K1-W2')}")
    expect(about).to_be_visible()
    check_once(anouk.page, "about")
    anouk.page.keyboard.press("Escape")
    expect(about).to_be_hidden()


def test_arrow_keys_walk_through_the_cells_and_enter_opens(live: Live) -> None:
    meet_rule(live.world, "B1-K1-W2")
    page = Supervisor(live, ids.anouk, **DESK).opens_queue().opens_overview().page
    table = page.locator("table.matrix")
    assert table.locator("[tabindex='0']").count() == 1

    def focused() -> str:
        return str(page.evaluate("document.activeElement.textContent")).strip()

    table.get_by_role("link", name="Bilal, Werk voorbereiden").focus()
    for key, there in (
        ("ArrowDown", "Noor, Werk voorbereiden: nog niet gezien"),
        ("ArrowRight", "Noor, Ruimte klaarmaken: nog niet gezien"),
        ("End", "Noor, Helpen bij vragen: nog niet gezien"),
        ("ArrowDown", "Sam, Helpen bij vragen: nog niet gezien"),
        ("ArrowRight", "Sam, Gebouw netjes houden: nog niet gezien"),
        ("ArrowUp", "Bilal, Gebouw netjes houden: nog niet gezien"),  # Noor has none to stop at
        ("ArrowDown", "Sam, Gebouw netjes houden: nog niet gezien"),
        ("ArrowLeft", "Sam, Helpen bij vragen: nog niet gezien"),
        ("ArrowLeft", "Sam, Ruimte klaarmaken: zelf, 3 waarnemingen, klaar om af te tekenen"),
    ):
        page.keyboard.press(key)
        assert focused() == there, key
    assert table.locator("[tabindex='0']").count() == 1
    page.keyboard.press("Home")
    assert focused().startswith("Sam")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ruimte klaarmaken")


def _agree_on_everything(live: Live) -> None:
    with live.world.session() as session:
        of_sam = select(WorkplaceProfile.id).where(WorkplaceProfile.placement_id == named("sam-placement"))
        profile = session.exec(of_sam).one()
        agreed = select(ProfileWorkProcess.work_process_id).where(ProfileWorkProcess.profile_id == profile)
        more = session.exec(select(WorkProcess.id).where(col(WorkProcess.id).not_in(agreed))).all()
        about = {"school_id": ids.brug, "profile_id": profile, "position": 9, "added_on": date(2026, 1, 5)}
        session.add_all(ProfileWorkProcess(work_process_id=key, **about) for key in more)


def test_on_a_phone_names_and_titles_stay_while_the_rest_scrolls(live: Live) -> None:
    _agree_on_everything(live)
    page = Supervisor(live, ids.anouk, **PHONE).opens_queue().opens_overview().page
    box, name = page.locator(".matrix-box"), page.locator("th[scope=row]").first
    before = name.bounding_box()
    box.evaluate("box => box.scrollTo(200, 0)")
    after = name.bounding_box()
    assert before and after and before["x"] == after["x"]
    assert box.evaluate("box => box.scrollLeft") > 0


@pytest.mark.parametrize(("who", "path"), [(ids.karin, "/manage/agreements"), (ids.karin, "/overview")])
def test_the_pages_of_the_office(live: Live, screen: dict[str, Any], who: UUID, path: str) -> None:
    page = live.screen(who, **screen).new_page()
    page.goto(path)
    check_once(page)
