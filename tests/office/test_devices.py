"""Seeing where somebody is signed in, and signing out from afar."""

from uuid import UUID

import pytest
from sqlmodel import select

from app.people.browsers import browser_label
from app.people.models import Device
from tests.cast import PASSWORD, ids
from tests.office.forms import audited
from tests.world import World

ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
    "Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 "
    "Edg/140.0"
)


def device_of(world: World, member_id: UUID) -> UUID:
    with world.session() as session:
        return session.exec(select(Device.id).where(Device.member_id == member_id)).one()


@pytest.mark.parametrize(
    ("said", "label"),
    [
        (ANDROID, "Chrome · Android"),
        (IPHONE, "Safari · iPhone"),
        (EDGE, "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Chrome · Android", "Chrome · Android"),
        ("curl/8.1", "curl/8.1"),
        ("", ""),
    ],
)
def test_a_browser_is_told_in_its_own_names(said: str, label: str) -> None:
    assert browser_label(said) == label


def test_the_office_signs_a_student_out_on_a_lost_phone(world: World) -> None:
    lost, other = world.as_(ids.sam), world.as_(ids.noor)
    lost_id = device_of(world, ids.sam)
    kept = world.as_(ids.sam)
    assert world.as_(ids.karin).post(f"/people/{ids.sam}/devices/{lost_id}/withdraw").status_code == 303
    assert lost.get("/today").status_code == 303
    assert kept.get("/today").status_code == other.get("/today").status_code == 200
    (event,) = audited(world, "device-withdrawn")
    assert (event.subject_id, event.actor_id) == (lost_id, ids.karin)


def test_the_office_signs_somebody_out_everywhere(world: World) -> None:
    phones = [world.as_(ids.sam) for _ in range(2)]
    text = world.as_(ids.karin).get(f"/people/students/{ids.sam}").get_data(as_text=True)
    assert text.count("laatst gebruikt") == 2
    assert world.as_(ids.karin).post(f"/people/{ids.sam}/devices/withdraw").status_code == 303
    assert [phone.get("/today").status_code for phone in phones] == [303, 303]
    assert "Nergens." in world.as_(ids.karin).get(f"/people/students/{ids.sam}").get_data(as_text=True)


def test_a_device_is_withdrawn_as_its_owner_s_only(world: World) -> None:
    phone = world.as_(ids.sam)
    device = device_of(world, ids.sam)
    assert world.as_(ids.karin).post(f"/people/{ids.noor}/devices/{device}/withdraw").status_code == 404
    assert world.as_(ids.lucia).post(f"/people/{ids.sam}/devices/{device}/withdraw").status_code == 404
    assert world.as_(ids.lucia).post(f"/people/{ids.youssef}/devices/{device}/withdraw").status_code == 404
    assert world.as_(ids.anouk).post(f"/people/{ids.sam}/devices/{device}/withdraw").status_code == 403
    for who in (ids.noor, ids.anouk, ids.karin):
        assert world.as_(who).post(f"/me/devices/{device}/withdraw").status_code == 404
    assert phone.get("/today").status_code == 200


@pytest.mark.parametrize("who", [ids.sam, ids.anouk])
def test_everybody_sees_and_withdraws_their_own(world: World, who: UUID) -> None:
    lost = world.as_(who)
    device = device_of(world, who)
    here = world.as_(who)
    text = here.get("/me").get_data(as_text=True)
    assert "Dit apparaat" in text and f"/me/devices/{device}/withdraw" in text
    assert here.post(f"/me/devices/{device}/withdraw").location == "/me"
    assert lost.get("/me").status_code == 303 and here.get("/me").status_code == 200
    assert "Hier ben je ingelogd" not in here.get("/me").get_data(as_text=True)


def test_withdrawing_this_very_device_signs_out(world: World) -> None:
    here = world.as_(ids.anouk)
    device = device_of(world, ids.anouk)
    assert here.post(f"/me/devices/{device}/withdraw").location == "/"
    assert here.get("/me").status_code == 303


def test_a_sign_in_notes_which_browser_it_was(world: World) -> None:
    browser = world.client()
    said = {"email": "karin@voorbeeld.nl", "password": PASSWORD}
    assert browser.post("/sign-in", data=said, headers={"User-Agent": ANDROID}).status_code == 303
    with world.session() as session:
        assert session.exec(select(Device.label)).one() == "Chrome · Android"
