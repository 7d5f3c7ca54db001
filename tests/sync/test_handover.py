"""A file with what could not be sent, brought by a supervisor."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest

from app.sync.inputs import HANDOVER
from app.sync.routes import handover as route
from tests.cast import ids
from tests.logbook.phone import rows, stored
from tests.sync.phone import Envelope, bring, handover, phone
from tests.world import World


def hand_in(world: World, who: Any, file: bytes) -> tuple[int, str]:
    """What the page says that comes back."""
    answer = world.as_(who).post("/handover", data={"file": (BytesIO(file), "sam.werkbrug")})
    return answer.status_code, answer.get_data(as_text=True)


def test_a_file_brings_in_what_waits(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    file = handover(*sams.with_photo(entry_id), sams.entry(uuid4()))
    status, page = hand_in(world, ids.anouk, file)
    assert status == 200 and "Sam: 3 stuks" in page
    assert {row.student_id for row in rows(world, "log_entry")} == {ids.sam}
    assert len(stored(world)) == 2
    status, page = hand_in(world, ids.anouk, file)
    assert status == 200 and "3 stuks waren er al." in page and "Sam:" not in page
    assert len(rows(world, "log_entry")) == 2


def test_the_phone_that_sends_it_too_hears_that_it_is_here(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    one = sams.entry(entry_id)
    sams.waits(entry_id)
    hand_in(world, ids.anouk, handover(one))
    assert sams.changes()["phone"] == {"last_sequence": 1, "waiting": 0, "gone": 0}
    assert bring(world, one).status_code == 200


def test_a_withdrawn_device_counts_when_the_supervisor_vouches(world: World) -> None:
    sams = phone(world, ids.sam)
    one = sams.entry(uuid4())
    world.as_(ids.karin).post(f"/people/{ids.sam}/devices/{sams.device}/withdraw")
    assert bring(world, one).status_code == 422
    assert "Sam: 1 stuk" in hand_in(world, ids.anouk, handover(one))[1]


@pytest.mark.parametrize("who", [ids.bram, ids.otto, ids.lucia])
def test_only_for_students_of_ones_own(world: World, who: object) -> None:
    status, page = hand_in(world, who, handover(phone(world, ids.sam).entry(uuid4())))
    assert status == 200
    assert "Dit is niet van een leerling van jou." in page and "Sam" not in page
    assert rows(world, "log_entry") == []


def test_a_stranger_and_somebody_elses_student_look_alike(world: World) -> None:
    sams = phone(world, ids.sam)
    known = hand_in(world, ids.bram, handover(sams.entry(uuid4())))[1]
    sams.token = "A" * 32
    unknown = hand_in(world, ids.bram, handover(sams.entry(uuid4())))[1]
    strip = "data-device="
    assert known.partition("<main")[2] == unknown.partition("<main")[2] and strip in known


def test_students_cannot(world: World) -> None:
    assert hand_in(world, ids.sam, handover())[0] == 403


def test_ones_own_answers_come_too(world: World) -> None:
    sams, anouks, entry_id = phone(world, ids.sam), phone(world, ids.anouk), uuid4()
    bring(world, sams.entry(entry_id))
    assert "Anouk: 1 stuk" in hand_in(world, ids.anouk, handover(anouks.review(entry_id)))[1]
    assert "niet van een leerling" in hand_in(world, ids.bram, handover(anouks.review(entry_id)))[1]


def test_fault_one_poisoned_item_among_good_ones(world: World) -> None:
    sams = phone(world, ids.sam)
    garbage = Envelope(uuid4(), sams.key + bytes(200), "")
    file = handover(
        sams.entry(uuid4()), garbage, phone(world, ids.noor).entry(uuid4()), phone(world, ids.fleur).entry(uuid4()),
        sams.entry(uuid4()), sams.entry(uuid4(), tasks=[]),
    )  # fmt: skip
    _status, page = hand_in(world, ids.anouk, file)
    assert "Sam: 2 stuks" in page and "Noor: 1 stuk" in page
    assert "1× Dit kunnen we niet lezen." in page and "1× Er klopt nog iets niet." in page
    assert "1× Dit is niet van een leerling van jou." in page
    assert len(rows(world, "log_entry")) == 3
    assert sams.changes()["phone"]["last_sequence"] == 2, "a refused one left something"


@pytest.mark.parametrize("cut", [1, 21, 100])
def test_fault_upload_cut_a_file_that_is_not_whole_keeps_what_is(world: World, cut: int) -> None:
    sams = phone(world, ids.sam)
    first, last = sams.entry(uuid4()), sams.entry(uuid4())
    whole = handover(first, last)
    end = len(whole) - cut if cut != 21 else len(handover(first)) + 10
    _status, page = hand_in(world, ids.anouk, whole[:end])
    assert "Sam: 1 stuk" in page and "niet heel" in page
    assert len(rows(world, "log_entry")) == 1


@pytest.mark.parametrize("file", [b"", b"WERKBRUG", b"PK\x03\x04", b"WERKBRUG2\n"])
def test_another_file_is_told_so(world: World, file: bytes) -> None:
    status, page = hand_in(world, ids.anouk, file)
    assert status == 422 and "geen bestand uit Werkbrug" in page


def test_no_file_is_asked_for(world: World) -> None:
    answer = world.as_(ids.anouk).post("/handover", data={})
    assert answer.status_code == 422 and "Kies eerst een bestand." in answer.get_data(as_text=True)


def test_an_empty_one_says_so(world: World) -> None:
    assert "Er zat niets in dit bestand." in hand_in(world, ids.anouk, handover())[1]


def test_a_length_that_cannot_be_is_not_read(world: World) -> None:
    file = HANDOVER + uuid4().bytes + (2**32 - 1).to_bytes(4) + bytes(1000)
    assert "niet heel" in hand_in(world, ids.anouk, file)[1]


def test_a_long_file_is_taken_in_in_parts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sams = phone(world, ids.sam)
    file = handover(*(sams.entry(uuid4()) for _ in range(3)))
    monkeypatch.setattr(route, "PATIENCE", -1.0)
    assert "Nog niet alles is binnen." in hand_in(world, ids.anouk, file)[1]
    monkeypatch.undo()
    assert "Sam: 3 stuks" in hand_in(world, ids.anouk, file)[1]


def test_it_hangs_from_regelen_and_the_students_page(world: World) -> None:
    assert '"/handover"' in world.as_(ids.anouk).get("/manage").get_data(as_text=True)
    phone(world, ids.sam).waits(uuid4())
    assert '"/handover"' in world.as_(ids.anouk).get(f"/students/{ids.sam}").get_data(as_text=True)
    assert "Logs van een telefoon" in world.as_(ids.anouk).get("/handover").get_data(as_text=True)
