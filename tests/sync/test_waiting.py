"""What a phone says is still on it, and who hears of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import select

from app.base import clock
from app.people.models import Device
from tests.cast import ids
from tests.logbook.phone import problem, put_entry, rows, told
from tests.sync.phone import bring, phone
from tests.world import World


def page_of_sam(world: World, who: Any = ids.anouk) -> str:
    return world.as_(who).get(f"/students/{ids.sam}").get_data(as_text=True)


def test_the_supervisor_sees_how_many_logs_are_still_on_the_phone(world: World) -> None:
    sams = phone(world, ids.sam)
    assert "op de telefoon van Sam" not in page_of_sam(world)
    assert sams.waits(uuid4(), uuid4(), uuid4()).get_json() == {}
    assert "3 logs staan nog op de telefoon van Sam" in page_of_sam(world)
    assert "op de telefoon van" not in world.as_(ids.anouk).get(f"/students/{ids.noor}").get_data(as_text=True)


def test_a_log_waits_until_it_is_here_with_all_its_photos(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    entry, picture = sams.with_photo(entry_id)
    sams.waits(entry_id)
    bring(world, entry)
    assert "1 log staat nog op de telefoon van Sam" in page_of_sam(world)
    bring(world, picture)
    assert "op de telefoon van" not in page_of_sam(world)
    assert rows(world, "waiting_entry") == []


def test_what_arrived_before_the_phone_says_so_does_not_wait(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    bring(world, sams.entry(entry_id))
    sams.waits(entry_id)
    assert rows(world, "waiting_entry") == []


def test_what_arrives_unsealed_waits_no_more_either(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    sams.waits(entry_id)
    put_entry(sams.browser, entry_id, told())
    assert rows(world, "waiting_entry") == []


def test_somebody_elses_log_under_that_id_is_not_it(world: World) -> None:
    """Or a phone could ask which ids exist."""
    sams, noors, entry_id = phone(world, ids.sam), phone(world, ids.noor), uuid4()
    bring(world, noors.entry(entry_id))
    sams.waits(entry_id)
    assert sams.changes()["phone"]["waiting"] == 1


def test_what_a_phone_says_takes_the_place_of_what_it_said(world: World) -> None:
    sams, kept, dropped = phone(world, ids.sam), uuid4(), uuid4()
    sams.waits(kept, dropped)
    sams.waits(kept)
    assert [row.entry_id for row in rows(world, "waiting_entry")] == [kept]
    sams.waits(kept)
    assert len(rows(world, "waiting_entry")) == 1


def test_fault_storage_evicted(world: World) -> None:
    """The phone counts anew and its logs are not on it: it is told, and so is the supervisor, for a month."""
    sams, arrived, lost = phone(world, ids.sam), uuid4(), uuid4()
    bring(world, sams.entry(arrived))
    sams.entry(lost)
    sams.waits(lost)
    assert sams.changes()["phone"] == {"last_sequence": 1, "waiting": 1, "gone": 0}
    sams.sequence = 0
    sams.waits()
    assert sams.changes()["phone"] == {"last_sequence": 1, "waiting": 0, "gone": 1}
    page = page_of_sam(world)
    assert "1 log is weg van de telefoon van Sam" in page and "nog op de telefoon" not in page
    sams.waits(uuid4(), counted=5)
    assert sams.changes()["phone"]["gone"] == 1, "it stays gone"
    with clock.shifted(timedelta(days=31)):
        assert "weg van de telefoon" not in page_of_sam(world, ids.karin)


def test_what_is_gone_and_arrives_after_all_is_not_gone(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    one = sams.entry(entry_id)
    sams.waits(entry_id)
    sams.waits(counted=0)
    assert sams.changes()["phone"]["gone"] == 1
    bring(world, one)
    assert sams.changes()["phone"] == {"last_sequence": 1, "waiting": 0, "gone": 0}


def test_an_old_report_that_comes_late_mends_itself(world: World) -> None:
    sams, one, other = phone(world, ids.sam), uuid4(), uuid4()
    sams.waits(one, counted=1)
    sams.waits(one, other, counted=2)
    sams.waits(one, counted=1)
    sams.waits(one, other, counted=2)
    assert sams.changes()["phone"] == {"last_sequence": 0, "waiting": 2, "gone": 0}


def test_a_student_on_another_phone_is_told(world: World) -> None:
    first, second = phone(world, ids.sam), phone(world, ids.sam)
    with world.session() as session:
        session.get_one(Device, first.device).label = "Chrome · Android"
    first.waits(uuid4(), uuid4())
    page = second.browser.get("/today").get_data(as_text=True)
    assert "Er staan nog 2 logs op een ander toestel" in page and "Chrome · Android" in page
    assert second.changes()["elsewhere"] == [{"label": "Chrome · Android", "waiting": 2}]
    assert "ander toestel" not in first.browser.get("/today").get_data(as_text=True)
    assert first.changes()["elsewhere"] == []
    assert phone(world, ids.noor).changes()["elsewhere"] == []
    first.browser.post("/sign-out")
    assert "Er staan nog 2 logs" in second.browser.get("/today").get_data(as_text=True)


@pytest.mark.parametrize(
    ("who", "words"), [("sam", "Er staat nog 1 log op."), ("anouk", "Er wacht nog 1 antwoord op.")]
)
def test_withdrawing_a_device_of_ones_own_warns(world: World, who: str, words: str) -> None:
    first, second = phone(world, getattr(ids, who)), phone(world, getattr(ids, who))
    first.waits(uuid4())
    assert words in second.browser.get("/me").get_data(as_text=True)
    assert words not in first.browser.get("/me").get_data(as_text=True)


def test_the_office_is_warned_before_it_withdraws(world: World) -> None:
    sams = phone(world, ids.sam)
    sams.waits(uuid4(), uuid4())
    assert "Er wachten nog 2 logs of antwoorden op." in world.as_(ids.karin).get(
        f"/people/students/{ids.sam}"
    ).get_data(as_text=True)
    world.as_(ids.karin).post(f"/people/{ids.sam}/devices/{sams.device}/withdraw")
    assert "op de telefoon van" not in page_of_sam(world), "its logs can come as a file only"


def test_an_answer_of_staff_waits_until_it_was_given(world: World) -> None:
    sams, anouks, entry_id = phone(world, ids.sam), phone(world, ids.anouk), uuid4()
    bring(world, sams.entry(entry_id))
    anouks.waits(entry_id)
    assert anouks.changes()["phone"]["waiting"] == 1
    assert bring(world, anouks.review(entry_id)).status_code == 201
    assert anouks.changes()["phone"]["waiting"] == 0
    anouks.waits(uuid4())
    anouks.waits(counted=0)
    assert anouks.changes()["phone"] == {"last_sequence": 1, "waiting": 0, "gone": 0}


def test_erasing_a_student_takes_it_along(world: World) -> None:
    phone(world, ids.sam).waits(uuid4())
    with world.session() as session:
        for device in session.exec(select(Device)):
            session.delete(device)
    assert rows(world, "waiting_entry") == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"entries": [], "last_sequence": -1}',
        b'{"entries": [], "last_sequence": 2147483648}',
        b'{"entries": ["x"], "last_sequence": 1}',
        b'{"entries": [1], "last_sequence": 1}',
        b'{"entries": null, "last_sequence": 1}',
    ],
)
def test_an_odd_report_changes_nothing(world: World, body: bytes) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    sams.waits(entry_id)
    before = rows(world, "waiting_entry")
    answer = sams.browser.put("/api/phone/waiting", data=body, content_type="application/json")
    assert (answer.status_code, problem(answer)) == (422, "bad-waiting")
    assert rows(world, "waiting_entry") == before


def test_a_report_has_its_limits(world: World) -> None:
    sams = phone(world, ids.sam)
    assert sams.waits(*(uuid4() for _ in range(1000))).status_code == 200
    assert sams.waits(*(uuid4() for _ in range(1001))).status_code == 422
    long = sams.browser.put("/api/phone/waiting", data=b" " * 70_000, content_type="application/json")
    assert long.status_code == 413
    assert sams.browser.put("/api/phone/waiting", data=b"{}", content_type="text/plain").status_code == 415
    assert world.client().put("/api/phone/waiting", json={"entries": [], "last_sequence": 0}).status_code == 401
    assert len(rows(world, "waiting_entry")) == 1000


def test_the_same_id_twice_in_a_report_is_one(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    assert sams.waits(entry_id, entry_id).status_code == 200
    assert len(rows(world, "waiting_entry")) == 1
