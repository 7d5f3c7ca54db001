"""What phones send: envelopes and what is in them, a file with many of them, and what waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Annotated
from urllib.parse import parse_qsl
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.sealing import OVERHEAD, UnknownKey, Unreadable, open_sealed
from app.logbook.inputs import MOST_JSON_BYTES, MOST_PHOTO_BYTES, Sha256, sha_256

KINDS = frozenset({"entry", "media", "review"})
MOST_HEADER_BYTES = 4096
MOST_SEALED_BYTES = MOST_PHOTO_BYTES + MOST_HEADER_BYTES + 4 + OVERHEAD
MOST_WAITING = 1000
MOST_FIELDS = 200
HANDOVER = b"WERKBRUG1\n"
"""How a file begins with which somebody hands over what could not be sent."""

Number = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Header(BaseModel):
    """What stands before the contents, as phones of the first version wrote it. Later ones may say more."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    device: str = Field(max_length=100)
    sequence: Number
    kind: str = Field(max_length=20)
    entry: UUID
    media: UUID | None = None
    digest: Sha256


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a phone kept: its header, which says whose it is, and its contents."""

    header: Header
    body: bytes

    @property
    def thing(self) -> UUID:
        """What it is about: the photo, else the entry."""
        return self.header.media or self.header.entry


class Waiting(BaseModel):
    """What a phone says is still on it, and how far it has counted."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    entries: tuple[UUID, ...] = Field(max_length=MOST_WAITING)
    last_sequence: Number


def open_item(secrets: tuple[str, ...], now: datetime, envelope_id: UUID, sealed: bytes) -> Item:
    """What is in an envelope.

    Raises ``Problem`` 503 (the phone keeps it) for a key that this server does not have and a kind that it does not
    know yet, 413 for contents that are too long, 422 ``sealed-unreadable`` for anything else.
    """
    try:
        plain = open_sealed(secrets, now, envelope_id, sealed)
    except UnknownKey:
        text = _("Dit kunnen we nu niet openen. Het blijft op je telefoon staan.")
        raise Problem(503, "sealed-key", text, retry_after=3600) from None
    except Unreadable:
        raise _unreadable() from None
    start = 4 + int.from_bytes(plain[:4])
    if start > 4 + MOST_HEADER_BYTES or len(plain) < start:
        raise _unreadable()
    try:
        header = Header.model_validate_json(plain[4:start], strict=True)
    except ValidationError:
        raise _unreadable() from None
    if header.kind not in KINDS:
        text = _("Dit kan de app nog niet bewaren. Het blijft op je telefoon staan.")
        raise Problem(503, "sealed-kind", text, retry_after=3600)
    body = plain[start:]
    if (header.kind == "media") != (header.media is not None) or sha_256(body) != header.digest:
        raise _unreadable()
    if header.kind != "media" and len(body) > MOST_JSON_BYTES:
        raise Problem(413, "sealed-too-large", _("Dit is te groot om te versturen. Er is niets veranderd."))
    return Item(header, body)


def _unreadable() -> Problem:
    return Problem(422, "sealed-unreadable", _("Dit kunnen we niet lezen. Vraag je begeleider om hulp."))


def form_fields(body: bytes) -> dict[str, str]:
    """The fields of a form as a page would have posted it; of what it names twice, the first.

    Raises ``Problem`` 422 for what is no form.
    """
    fields: dict[str, str] = {}
    try:
        for name, value in parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS):
            fields.setdefault(name, value)
    except ValueError:
        raise _unreadable() from None
    return fields


def what_waits(body: bytes) -> Waiting:
    """What a phone says is on it. Raises ``Problem`` 422."""
    try:
        return Waiting.model_validate_json(body, strict=True)
    except ValidationError:
        raise Problem(422, "bad-waiting", _("Dit kunnen we niet lezen. Open de pagina opnieuw.")) from None


def envelopes(file: IO[bytes]) -> Iterator[tuple[UUID, bytes | None]]:
    """The envelopes in a file that was handed over, one at a time; without contents for the last one when the file was
    cut off in it. Raises ``Problem`` 422 when it is no such file.
    """
    if file.read(len(HANDOVER)) != HANDOVER:
        raise Problem(422, "no-handover", _("Dit is geen bestand uit Werkbrug. Kies een ander bestand."))
    while head := file.read(20):
        if len(head) < 20:
            yield UUID(int=0), None
            return
        envelope_id, length = UUID(bytes=head[:16]), int.from_bytes(head[16:])
        sealed = file.read(length) if length <= MOST_SEALED_BYTES else b""
        yield envelope_id, sealed if len(sealed) == length else None
        if len(sealed) < length:
            return
