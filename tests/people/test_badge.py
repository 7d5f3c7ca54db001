"""A student's badge: made by staff, opened by a camera or typed, and taken back."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from app.base import clock
from app.people.models import Badge, Membership
from tests.cast import ids
from tests.world import Client, World


class Printed:
    """What stands on a badge that was just printed."""

    def __init__(self, page: str) -> None:
        code = re.search(r"\b([2-9A-HJKMNP-Z]{4}) ([2-9A-HJKMNP-Z]{4})\b", page)
        assert code, "no code on the badge"
        self.code = code.group(0)
        self.page = page


def print_badge(world: World, monkeypatch: pytest.MonkeyPatch, student: object = ids.sam) -> tuple[Printed, str]:
    """A new badge for a student, and the address in its QR code."""
    addresses: list[str] = []
    import segno  # noqa: PLC0415

    real = segno.make

    def make(content: str, **options: object) -> object:
        addresses.append(content)
        return real(content, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("app.people.routes.segno.make", make)
    answer = world.as_(ids.anouk).post(f"/students/{student}/badge")
    assert answer.status_code == 200
    return Printed(answer.get_data(as_text=True)), addresses[-1].removeprefix(world.config.base_url)


def is_sam(browser: Client) -> bool:
    answer = browser.get("/me")
    return answer.status_code == 200 and "Sam" in answer.get_data(as_text=True)


def confirm(browser: Client, page: str) -> int:
    """Press *Ja, dat ben ik*."""
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    return browser.post("/badge/sign-in", data={"key": key.group(1)}).status_code


def test_opening_the_qr_signs_nobody_in_and_the_button_does(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, address = print_badge(world, monkeypatch)
    browser = world.client()
    opened = browser.get(address)
    page = opened.get_data(as_text=True)
    assert "Ben jij Sam?" in page and "de Vries" not in page
    assert opened.headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in opened.headers
    assert not is_sam(browser)
    assert confirm(browser, page) == 303
    assert is_sam(browser)


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace(" ", ""), lambda code: f" {code} - "])
def test_the_short_code_works_however_it_is_typed(
    world: World, monkeypatch: pytest.MonkeyPatch, typed: "type[str]"
) -> None:
    badge, _ = print_badge(world, monkeypatch)
    browser = world.client()
    answer = browser.post("/badge", data={"code": typed(badge.code)})
    assert answer.status_code == 200
    assert not is_sam(browser)
    assert confirm(browser, answer.get_data(as_text=True)) == 303
    assert is_sam(browser)


def test_a_new_badge_ends_the_old_one_and_its_sessions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    old, address = print_badge(world, monkeypatch)
    phone = world.client()
    confirm(phone, phone.get(address).get_data(as_text=True))
    assert is_sam(phone)
    print_badge(world, monkeypatch)
    assert not is_sam(phone)
    assert world.client().get(address).status_code == 404
    assert world.client().post("/badge", data={"code": old.code}).status_code == 422


def test_a_withdrawn_badge_is_no_way_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, address = print_badge(world, monkeypatch)
    browser = world.client()
    page = browser.get(address).get_data(as_text=True)
    assert world.as_(ids.anouk).post(f"/students/{ids.sam}/badge/withdraw").status_code == 303
    assert confirm(browser, page) == 404
    assert not is_sam(browser)


def test_only_hashes_are_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    badge, address = print_badge(world, monkeypatch)
    with world.session() as session:
        kept = session.exec(select(Badge)).one().model_dump_json()
    assert badge.code.replace(" ", "") not in kept
    assert address.rsplit("/", 1)[1] not in kept


def test_guessing_codes_is_limited(world: World) -> None:
    browser = world.client()
    answers = [browser.post("/badge", data={"code": f"AAAA AA{n:02}"}).status_code for n in range(21)]
    assert answers == [422] * 20 + [429]


@pytest.mark.parametrize("who", ["bram", "otto", "sam", "noor"])
def test_nobody_else_makes_or_withdraws_the_badge(world: World, who: str) -> None:
    browser = world.as_(getattr(ids, who))
    for path in ("badge", "badge/withdraw"):
        assert browser.post(f"/students/{ids.sam}/{path}").status_code in {403, 404}


def test_a_class_behind_one_address_signs_in_without_waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, address = print_badge(world, monkeypatch)
    for _pupil in range(30):
        browser = world.client()
        assert confirm(browser, browser.get(address).get_data(as_text=True)) == 303


def test_the_badge_of_who_left_the_school_is_no_way_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, address = print_badge(world, monkeypatch)
    with world.session() as session:
        session.get_one(Membership, ids.sam).ended_on = clock.now().date() - timedelta(days=1)
    assert world.client().get(address).status_code == 404
