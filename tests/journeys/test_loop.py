"""The whole loop, by the three people in it: one log from a student's phone to a lit plank."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.base import clock
from app.base.clock import local_day
from tests.browser import DESK, PHONE
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.journeys.navigators.employer import Employer
from tests.journeys.navigators.student import Student
from tests.journeys.navigators.supervisor import Supervisor

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]

GREETING = "Helpen bij vragen"  # what the task *Vegen* of the cast gives evidence for, in short


def test_one_log_from_a_phone_to_a_lit_plank(live: Live, any_screen: dict[str, Any], photo: Path) -> None:
    at_the_desk = any_screen["viewport"] == DESK["viewport"]
    anouk = Supervisor(live, ids.anouk, **(DESK if at_the_desk else PHONE))
    code = anouk.opens_queue().opens_student("Sam").gives_badge("Sam")

    sam = Student(live, None, **any_screen).types_badge_code(code).sees("Hoi Sam!").sees("0 van 4")
    sam.starts_planned("Vegen").takes_photo(photo).goes_on().says("Zelf").is_ready().opens_saved()
    assert sam.work() == ["Vegen"]

    anouk.opens_queue().opens_list().sees("1 nieuw").opens("Sam").judges(GREETING, "Zelf").says(
        "Netjes, Sam!"
    ).has_seen()
    sam.opens_menu("Mijn werk").sees("verstuurd")  # the minute in which Anouk can undo it
    with clock.shifted(timedelta(seconds=61)):
        sam.opens_menu("Mijn werk").sees("Anouk zag het").sees("Netjes, Sam!")

        link = anouk.opens_student("Sam").asks_company("Joost")
        joost = Employer(live, link, **any_screen).opens().smiles("Goed").sees("Hoe doet Sam het?", GREETING)
        joost.chooses("Op tijd", "Zelf").writes("Sam kan het alleen.").sends().sees("Dank je wel!")

        yesterday = local_day(clock.now(), "Europe/Amsterdam") - timedelta(days=1)
        anouk.opens_student("Sam").saw_it(GREETING, "Zelf", "Ook gisteren", yesterday).sees("Opgeslagen.")
        assert not anouk.lit(GREETING)
        anouk.opens_sign_off(GREETING).sees("Joost (bedrijf)").signs().sees("Afgetekend.")
        assert anouk.lit(GREETING)

        sam.opens_menu("Mijn brug").sees("1 van 4").sees("Anouk tekende dit af")
