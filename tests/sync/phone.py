"""A phone that seals what it keeps, as our own pages do."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from werkzeug.test import TestResponse

from app.base.sealing import SUITE, info
from app.sync.inputs import HANDOVER
from tests.logbook.phone import listed, photo, sha, told
from tests.people.test_device_token import attributes
from tests.world import Client, World


@dataclass
class Envelope:
    """What waits on a phone: sealed, with what a receipt must say."""

    id: UUID
    sealed: bytes
    digest: str


@dataclass
class Phone:
    """A phone on which somebody is signed in, and which counts what it seals."""

    browser: Client
    device: UUID
    token: str
    key: bytes
    public: ec.EllipticCurvePublicKey
    sequence: int = 0
    outbox: list[Envelope] = field(default_factory=list)

    def seal(self, kind: str, entry: UUID, body: bytes, **header: Any) -> Envelope:
        """Put something in an envelope."""
        self.sequence += 1
        said: dict[str, Any] = {
            "device": self.token,
            "sequence": self.sequence,
            "kind": kind,
            "entry": str(entry),
            "type": {"entry": "application/json", "media": "image/jpeg"}.get(kind, "application/x-www-form-urlencoded"),
            "digest": sha(body),
        }
        return self.enclose(contents(said | header, body), sha(body))

    def enclose(self, plain: bytes, digest: str = "") -> Envelope:
        """Seal these bytes, whatever they are."""
        one = uuid4()
        return Envelope(one, self.key + SUITE.encrypt(plain, self.public, info=info(one)), digest)

    def entry(self, entry_id: UUID, **changes: Any) -> Envelope:
        """A log, as its page tells it."""
        return self.seal("entry", entry_id, told(**changes))

    def media(self, entry_id: UUID, media_id: UUID | str, body: bytes) -> Envelope:
        """A photo of a log."""
        return self.seal("media", entry_id, body, media=str(media_id))

    def review(self, entry_id: UUID, **fields: str) -> Envelope:
        """An answer to a log, as the page's form says it."""
        form = {"review_id": str(uuid4()), "revision": "1", "answers": "0", "verdict": "seen", "reply": ""}
        return self.seal("review", entry_id, urlencode(form | fields).encode())

    def with_photo(self, entry_id: UUID, body: bytes | None = None, **changes: Any) -> tuple[Envelope, Envelope]:
        """A log with a photo: two envelopes."""
        shot = body or photo()
        one = listed(shot)
        return self.entry(entry_id, media=[one], **changes), self.media(entry_id, one["id"], shot)

    def waits(self, *entries: UUID, counted: int | None = None) -> TestResponse:
        """Tell the server what is on this phone."""
        said = {
            "entries": [str(one) for one in entries],
            "last_sequence": self.sequence if counted is None else counted,
        }
        return self.browser.put("/api/phone/waiting", json=said)

    def changes(self, since: str = "") -> dict[str, Any]:
        """Ask what changed."""
        answer = self.browser.get("/api/changes", query_string={"since": since})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        found: dict[str, Any] = answer.get_json()
        return found


def contents(header: dict[str, Any], body: bytes) -> bytes:
    """What stands in an envelope."""
    said = json.dumps(header).encode()
    return len(said).to_bytes(4) + said + body


def phone(world: World, member: UUID) -> Phone:
    """A phone on which this member signs in now."""
    browser = world.as_(member)
    said = attributes(browser.get("/me").get_data(as_text=True))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _raw(said["public"]))
    return Phone(browser, UUID(said["device"]), said["token"], bytes.fromhex(said["key"]), public)


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def bring(world_or_browser: World | Client, one: Envelope, **headers: str) -> TestResponse:
    """Carry an envelope to the server, as nobody in particular unless a browser is given."""
    carrier = world_or_browser.client() if isinstance(world_or_browser, World) else world_or_browser
    return carrier.put(
        f"/api/sealed/{one.id}", data=one.sealed, content_type="application/hpke", headers=headers or None
    )


def handover(*envelopes: Envelope) -> bytes:
    """A file with these envelopes."""
    return HANDOVER + b"".join(one.id.bytes + len(one.sealed).to_bytes(4) + one.sealed for one in envelopes)
