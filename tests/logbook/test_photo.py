"""GET /photos/<id>/<size>: who may see a photo, and what is in it."""

import io
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlmodel import select

from app.logbook.models import EntryStatus
from app.people.models import Caseload
from tests.cast import ids
from tests.logbook.phone import CANARY, photo, put_entry, rows, saved, set_status, stored, today, told
from tests.world import World


def sams_photo(world: World) -> tuple[UUID, UUID]:
    """An entry of Sam with a photo."""
    entry_id = saved(world, ids.sam, photo())
    (media,) = rows(world, "media")
    return entry_id, media.id


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sam", 200),
        ("anouk", 200),
        ("karin", 200),
        ("petra", 200),
        ("noor", 404),
        ("bilal", 404),
        ("bram", 404),
        ("otto", 404),
        ("youssef", 404),
        ("anouk_kompas", 404),
    ],
)
def test_who_may_see_a_photo(world: World, who: str, status: int) -> None:
    _entry, media_id = sams_photo(world)
    browser = world.as_(getattr(ids, who))
    assert browser.get(f"/photos/{media_id}/large").status_code == status
    assert browser.get(f"/photos/{media_id}/small").status_code == status


def test_nobody_sees_one_without_signing_in(world: World) -> None:
    _entry, media_id = sams_photo(world)
    answer = world.client().get(f"/photos/{media_id}/large")
    assert answer.status_code == 303
    assert answer.mimetype == "text/html"


def test_a_former_supervisor_sees_no_more(world: World) -> None:
    _entry, media_id = sams_photo(world)
    with world.session() as session:
        caseload = session.exec(select(Caseload).where(Caseload.student_id == ids.sam)).one()
        caseload.ends_on = today() - timedelta(days=1)
    assert world.as_(ids.anouk).get(f"/photos/{media_id}/large").status_code == 404


def test_a_photo_of_an_entry_taken_back_is_for_the_student_alone(world: World) -> None:
    entry_id, media_id = sams_photo(world)
    set_status(world, entry_id, EntryStatus.TAKEN_BACK)
    seen = {
        who: world.as_(getattr(ids, who)).get(f"/photos/{media_id}/large").status_code
        for who in ("sam", "anouk", "karin")
    }
    assert seen == {"sam": 200, "anouk": 404, "karin": 404}


def test_a_photo_that_was_dropped_is_for_the_student_alone(world: World) -> None:
    entry_id, media_id = sams_photo(world)
    put_entry(world.as_(ids.sam), entry_id, told(revision=2))
    assert world.as_(ids.anouk).get(f"/photos/{media_id}/large").status_code == 404
    assert world.as_(ids.sam).get(f"/photos/{media_id}/large").status_code == 200


@pytest.mark.parametrize("path", ["large", "small"])
def test_a_photo_is_a_picture_without_metadata(world: World, path: str) -> None:
    _entry, media_id = sams_photo(world)
    answer = world.as_(ids.anouk).get(f"/photos/{media_id}/{path}")
    body = answer.get_data()
    assert answer.mimetype == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert CANARY not in body
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.size == ((400, 300) if path == "large" else (320, 240))
        assert dict(picture.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile"} & set(picture.info)
        red, green, blue = picture.convert("RGB").getpixel((100, 100))  # type: ignore[misc]
        assert red > 200 > 60 > max(green, blue)


def test_a_students_browser_keeps_no_photo_and_staffs_only_its_own(world: World) -> None:
    _entry, media_id = sams_photo(world)
    sams = world.as_(ids.sam).get(f"/photos/{media_id}/small").headers["Cache-Control"]
    anouks = world.as_(ids.anouk).get(f"/photos/{media_id}/small").headers["Cache-Control"]
    assert sams == "no-store"
    assert set(anouks.split(", ")) == {"private", "max-age=86400"}


@pytest.mark.parametrize("path", ["original", "large.webp", "", "../small"])
def test_there_are_two_sizes(world: World, path: str) -> None:
    _entry, media_id = sams_photo(world)
    assert world.as_(ids.sam).get(f"/photos/{media_id}/{path}").status_code == 404


def test_an_unknown_photo_is_not_found(world: World) -> None:
    assert world.as_(ids.karin).get(f"/photos/{uuid4()}/large").status_code == 404


def test_a_file_that_is_gone_is_not_found(world: World) -> None:
    _entry, media_id = sams_photo(world)
    for path in stored(world):
        (world.config.var / "objects" / path).unlink()
    assert world.as_(ids.sam).get(f"/photos/{media_id}/large").status_code == 404
