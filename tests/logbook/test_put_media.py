"""PUT /api/entries/<id>/media/<id>. Tests of the status table of the page *sync* begin with ``test_table_``."""

import base64
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from obstore.exceptions import GenericError
from obstore.store import LocalStore

from app.base import clock, images
from app.base.images import PhotoIntakeBusy
from app.logbook import inputs
from app.logbook.models import EntryStatus
from app.people.models import Consent, ConsentKind
from tests.base.bad_images import TAKEN, Sent, corpus
from tests.cast import ids
from tests.logbook.phone import (
    CANARY,
    listed,
    photo,
    problem,
    put_entry,
    put_media,
    rows,
    saved,
    set_status,
    sha,
    stored,
    told,
)
from tests.world import Client, World

BAD = {one.fate: one for one in corpus() if one.fate != TAKEN and len(one.data) < inputs.MOST_PHOTO_BYTES}.values()
"""One file for each way to go wrong; ``tests/base`` has all of them."""


def awaiting(world: World, body: bytes, member: UUID = ids.sam) -> tuple[Client, UUID, UUID]:
    """An entry whose photo is not there yet."""
    entry_id, one, browser = uuid4(), listed(body), world.as_(member)
    assert put_entry(browser, entry_id, told(media=[one])).status_code == 201
    return browser, entry_id, UUID(one["id"])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_table_201_new(world: World, kind: str) -> None:
    body = photo(kind=kind)
    browser, entry_id, media_id = awaiting(world, body)
    answer = put_media(browser, entry_id, media_id, body)
    assert answer.status_code == 201
    assert answer.get_json() == {"id": str(media_id), "digest": sha(body)}
    (media,) = rows(world, "media")
    assert (media.owner_id, media.digest, media.media_type) == (ids.sam, sha(body), "image/webp")
    assert (media.width, media.height) == (400, 300)
    assert media.received_at is not None
    assert stored(world) == [f"{ids.brug}/{media_id}/{size}.webp" for size in ("large", "small")]


def test_table_200_the_same_again(world: World) -> None:
    body = photo()
    browser, entry_id, media_id = awaiting(world, body)
    first = put_media(browser, entry_id, media_id, body)
    before = rows(world, "media")
    with clock.shifted(timedelta(minutes=1)):
        again = put_media(browser, entry_id, media_id, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    assert rows(world, "media") == before


@pytest.mark.parametrize("status", [EntryStatus.SEEN, EntryStatus.QUESTION])
def test_media_that_a_known_entry_lists_is_accepted_after_review(world: World, status: EntryStatus) -> None:
    body = photo()
    browser, entry_id, media_id = awaiting(world, body)
    set_status(world, entry_id, status)
    assert put_media(browser, entry_id, media_id, body).status_code == 201


def test_media_that_was_listed_is_accepted_though_consent_was_withdrawn_since(world: World) -> None:
    body = photo()
    browser, entry_id, media_id = awaiting(world, body)
    with world.session() as session:
        session.add(
            Consent(
                school_id=ids.brug,
                student_id=ids.sam,
                kind=ConsentKind.PHOTOS,
                given=False,
                recorded_by_id=ids.anouk,
                recorded_at=clock.now(),
            )
        )
    assert put_media(browser, entry_id, media_id, body).status_code == 201
    later = uuid4()
    one = listed(body)
    assert put_entry(browser, later, told(media=[one])).status_code == 201
    assert problem(put_media(browser, later, one["id"], body)) == "photos-not-allowed"


def test_table_409_the_same_id_with_other_bytes(world: World) -> None:
    browser, entry_id, media_id = awaiting(world, photo("red"))
    answer = put_media(browser, entry_id, media_id, photo("blue"))
    assert (answer.status_code, problem(answer)) == (409, "other-photo")
    assert put_media(browser, entry_id, media_id, photo("red")).status_code == 201
    answer = put_media(browser, entry_id, media_id, photo("blue"))
    assert (answer.status_code, problem(answer)) == (409, "other-photo")
    (media,) = rows(world, "media")
    assert media.digest == sha(photo("red"))


def test_table_401_session_over(world: World) -> None:
    _browser, entry_id, media_id = awaiting(world, photo())
    answer = put_media(world.client(), entry_id, media_id, photo())
    assert (answer.status_code, problem(answer)) == (401, "sign-in-first")


def test_table_413_too_large(world: World) -> None:
    body = photo() + bytes(inputs.MOST_PHOTO_BYTES)
    browser, entry_id, media_id = awaiting(world, body)
    answer = put_media(browser, entry_id, media_id, body)
    assert (answer.status_code, problem(answer)) == (413, "http-413")
    assert stored(world) == []


@pytest.mark.parametrize("bad", BAD, ids=lambda one: str(one.name))
def test_table_413_415_422_refused_for_good(world: World, bad: Sent) -> None:
    browser, entry_id, media_id = awaiting(world, bad.data)
    answer = put_media(browser, entry_id, media_id, bad.data)
    status = {"wrong_type": 415, "too_large": 413}.get(bad.fate, 422)
    assert answer.status_code == status
    assert problem(answer).startswith("photo-")
    assert stored(world) == []
    (media,) = rows(world, "media")
    assert media.received_at is None


def test_table_anything_else_while_there_is_no_room_for_photos(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_data: bytes) -> None:
        raise PhotoIntakeBusy("test")

    browser, entry_id, media_id = awaiting(world, photo())
    with monkeypatch.context() as patch:
        patch.setattr(images, "clean", busy)
        answer = put_media(browser, entry_id, media_id, photo())
    assert (answer.status_code, problem(answer)) == (503, "photos-busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert put_media(browser, entry_id, media_id, photo()).status_code == 201


def test_bytes_that_changed_on_the_way_are_to_be_sent_again(world: World) -> None:
    body = photo()
    browser, entry_id, media_id = awaiting(world, body)
    right = base64.b64encode(hashlib.sha256(body).digest()).decode()
    answer = put_media(browser, entry_id, media_id, body[:-1], **{"Content-Digest": f"sha-256=:{right}:"})
    assert (answer.status_code, problem(answer)) == (400, "digest-mismatch")
    assert stored(world) == []


@pytest.mark.parametrize("header", ["", "sha-256=abc", "md5=:abc=:", "sha-256=:####:", "sha-256=::"])
def test_without_a_digest_it_is_refused(world: World, header: str) -> None:
    browser, entry_id, media_id = awaiting(world, photo())
    answer = put_media(browser, entry_id, media_id, photo(), **{"Content-Digest": header})
    assert (answer.status_code, problem(answer)) == (422, "digest-missing")


def test_the_digest_may_stand_among_others(world: World) -> None:
    body = photo()
    browser, entry_id, media_id = awaiting(world, body)
    right = base64.b64encode(hashlib.sha256(body).digest()).decode()
    header = f"sha-512=:AAAA:, sha-256=:{right}:"
    assert put_media(browser, entry_id, media_id, body, **{"Content-Digest": header}).status_code == 201


def test_somebody_elses_entry_or_photo_is_refused_like_an_unknown_one(world: World) -> None:
    body = photo()
    _browser, sams_entry, sams_photo = awaiting(world, body)
    youssefs_entry = saved(world, ids.youssef, body, tasks=[str(ids.kompas_sweep)])
    (youssefs_photo,) = [row.id for row in rows(world, "media") if row.owner_id == ids.youssef]
    own, own_entry, _own_photo = awaiting(world, body, ids.sam)
    noor = world.as_(ids.noor)
    before = rows(world, "media"), stored(world)
    answers = [
        put_media(noor, sams_entry, sams_photo, body),
        put_media(noor, youssefs_entry, youssefs_photo, body),
        put_media(noor, uuid4(), uuid4(), body),
        put_media(own, youssefs_entry, youssefs_photo, body),
        put_media(own, own_entry, sams_photo, body),
        put_media(own, own_entry, youssefs_photo, body),
        put_media(own, own_entry, uuid4(), body),
    ]
    assert {(answer.status_code, answer.get_data()) for answer in answers} == {
        (422, answers[0].get_data()),
    }
    assert problem(answers[0]) == "refused"
    assert (rows(world, "media"), stored(world)) == before


def test_nothing_of_the_sent_file_but_the_picture_is_kept(world: World) -> None:
    body = photo()
    assert CANARY in body
    saved(world, ids.sam, body)
    for path in stored(world):
        kept = (world.config.var / "objects" / path).read_bytes()
        assert CANARY not in kept
        assert b"Exif" not in kept
        assert b"EXIF" not in kept


@contextmanager
def full_disk(world: World) -> Iterator[None]:
    storage = world.app.extensions["storage"]

    class Full:
        def put(self, key: str, data: bytes) -> None:
            raise OSError(28, "No space left on device")

    world.app.extensions["storage"] = Full()
    try:
        yield
    finally:
        world.app.extensions["storage"] = storage


def test_a_full_disk_gives_no_receipt_and_heals(world: World, caplog: pytest.LogCaptureFixture) -> None:
    body = photo()
    browser, entry_id, media_id = awaiting(world, body)
    with full_disk(world), caplog.at_level(logging.CRITICAL):
        answer = put_media(browser, entry_id, media_id, body)
    assert (answer.status_code, problem(answer)) == (503, "storage")
    (media,) = rows(world, "media")
    assert media.received_at is None
    assert put_media(browser, entry_id, media_id, body).status_code == 201


def test_a_photo_that_a_later_revision_dropped_is_refused(world: World) -> None:
    body = photo()
    browser, entry_id, media_id = awaiting(world, body)
    put_entry(browser, entry_id, told(revision=2))
    answer = put_media(browser, entry_id, media_id, body)
    assert (answer.status_code, problem(answer)) == (422, "refused")


def test_the_photo_shows_with_the_entry_only_when_it_is_there(world: World) -> None:
    body = photo()
    browser, entry_id, media_id = awaiting(world, body)
    assert browser.get(f"/photos/{media_id}/small").status_code == 404
    put_media(browser, entry_id, media_id, body)
    assert browser.get(f"/photos/{media_id}/small").status_code == 200


def _refuse(*_args: object) -> None:
    raise GenericError("No space left on device")


def test_a_full_disk_asks_to_send_it_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    body, entry_id, browser = photo(), uuid4(), world.as_(ids.sam)
    one = listed(body)
    put_entry(browser, entry_id, told(media=[one]))
    with monkeypatch.context() as patched:
        patched.setattr(LocalStore, "put", _refuse)
        answer = put_media(browser, entry_id, one["id"], body)
    assert (answer.status_code, problem(answer), answer.headers["Retry-After"]) == (503, "storage", "30")
    assert put_media(browser, entry_id, one["id"], body).status_code == 201
