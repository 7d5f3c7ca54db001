"""A supervisor sees what is still on a phone and takes it over as a file, on a phone, at a desk and by keyboard."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.cast import ids
from tests.journeys.axe import check_once
from tests.journeys.conftest import Live
from tests.sync.phone import handover, phone

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]


def test_from_the_students_page_to_the_logs_that_came_in(
    live: Live, any_screen: dict[str, Any], tmp_path: Path
) -> None:
    sams, fleurs, entry_id, other = phone(live.world, ids.sam), phone(live.world, ids.fleur), uuid4(), uuid4()
    file = tmp_path / "sam.werkbrug"
    file.write_bytes(handover(*sams.with_photo(entry_id), fleurs.entry(uuid4())))
    sams.waits(entry_id, other)
    again = phone(live.world, ids.sam)
    again.waits(uuid4(), counted=3)
    again.waits(counted=0)
    page = live.screen(ids.anouk, **any_screen).new_page()
    page.goto(f"/students/{ids.sam}")
    expect(page.get_by_text("2 logs staan nog op de telefoon van Sam")).to_be_visible()
    expect(page.get_by_text("1 log is weg van de telefoon van Sam")).to_be_visible()
    if any_screen.get("java_script_enabled", True):
        check_once(page)
    page.get_by_role("link", name="Neem ze over als bestand").click()
    page.get_by_label("Bestand van de telefoon").set_input_files(file)
    page.get_by_role("button", name="Neem over").click()
    expect(page.get_by_text("Sam: 2 stuks")).to_be_visible()
    expect(page.get_by_text("Dit is niet van een leerling van jou.")).to_be_visible()
    if any_screen.get("java_script_enabled", True):
        check_once(page)
    page.goto(f"/students/{ids.sam}")
    expect(page.get_by_text("1 log staat nog op de telefoon van Sam")).to_be_visible()


def test_a_student_sees_what_is_on_another_phone(live: Live, screen: dict[str, Any]) -> None:
    phone(live.world, ids.sam).waits(uuid4(), uuid4())
    page = live.screen(ids.sam, **screen).new_page()
    for path, words in (("/today", "Er staan nog 2 logs op een ander toestel"), ("/me", "Er staan nog 2 logs op.")):
        page.goto(path)
        expect(page.get_by_text(words)).to_be_visible()
        check_once(page)
