"""A student's phone, as the server sees it."""

import base64
import hashlib
import io
import json
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from PIL import Image
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.base.schema import metadata
from app.logbook.models import EntryStatus, LogEntry
from tests.cast import ids
from tests.world import Client, World

CANARY = b"CANARY-Sanne-Kerkstraat-12"


def today() -> date:
    return local_day(clock.now(), "Europe/Amsterdam")


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def photo(colour: str = "red", *, kind: str = "JPEG") -> bytes:
    """A photo with what a phone puts in it: where it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (52.0, 5.0, 26.5)
    gps[3], gps[4] = "E", (5.0, 7.0, 17.5)
    gps[29] = CANARY.decode()
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, kind, exif=exif)
    return out.getvalue()


def listed(body: bytes, media_id: UUID | None = None, *tasks: UUID) -> dict[str, Any]:
    """A photo as an entry lists it."""
    return {
        "id": str(media_id or uuid4()),
        "kind": "photo",
        "digest": sha(body),
        "tasks": [str(task) for task in tasks],
    }


def told(**changes: Any) -> bytes:
    """An entry as Sam's phone tells it, with changes."""
    entry = {
        "revision": 1,
        "happened_on": today().isoformat(),
        "claimed_at": clock.now().isoformat(),
        "tasks": [str(ids.sweep)],
        "something_else": False,
        "level": 3,
        "mood": None,
        "words": "",
        "language": "nl",
        "media": [],
    }
    return json.dumps(entry | changes).encode()


def put_entry(browser: Client, entry_id: UUID, body: bytes, **headers: str) -> TestResponse:
    return browser.put(f"/api/entries/{entry_id}", data=body, content_type="application/json", headers=headers or None)


def put_media(browser: Client, entry_id: UUID, media_id: UUID | str, body: bytes, **headers: str) -> TestResponse:
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    sent = {"Content-Digest": f"sha-256=:{digest}:"} | headers
    return browser.put(f"/api/entries/{entry_id}/media/{media_id}", data=body, content_type="image/jpeg", headers=sent)


def problem(answer: TestResponse) -> str:
    """The code of a problem+json answer."""
    assert answer.mimetype == "application/problem+json", answer.get_data(as_text=True)[:300]
    told = answer.get_json()
    assert told["status"] == answer.status_code
    assert told["title"]
    return str(told["type"].removeprefix("urn:werkbrug:"))


def saved(world: World, member: UUID = ids.sam, *photos: bytes, **changes: Any) -> UUID:
    """An entry of a student, with its photos arrived."""
    entry_id, browser = uuid4(), world.as_(member)
    media = [listed(body) for body in photos]
    answer = put_entry(browser, entry_id, told(media=media, **changes))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    for one, body in zip(media, photos, strict=True):
        assert put_media(browser, entry_id, one["id"], body).status_code == 201
    return entry_id


def set_status(world: World, entry_id: UUID, status: EntryStatus) -> None:
    """As if a supervisor had answered, or the student had taken it back."""
    with world.session() as session:
        entry = session.get_one(LogEntry, entry_id)
        answered = status in {EntryStatus.SEEN, EntryStatus.QUESTION}
        entry.status, entry.seen_revision = status, entry.revision if answered else None


def rows(world: World, table: str) -> list[Any]:
    """All rows of a table, as they lie in the database."""
    with world.session() as session:
        return list(session.execute(metadata.tables[table].select()).all())


def stored(world: World) -> list[str]:
    """The files in the storage, by path."""
    folder = world.config.var / "objects"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def at(moment: datetime) -> str:
    return moment.isoformat()
