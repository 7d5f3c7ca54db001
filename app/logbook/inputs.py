"""What a phone or a form may send, and what is wrong with it in words."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.plain import plain
from app.logbook.models import Mood
from app.people.models import IndependenceLevel

MOST_TASKS = 12
MOST_PHOTOS = 8
MOST_TOGETHER = 12
MOST_WORDS = 500
MOST_JSON_BYTES = 64 * 1024
MOST_PHOTO_BYTES = 15_000_000

LATER_FIELDS = frozenset({"taken_back", "together"})
WRITTEN_BY = "written_by"
"""In the body of a revision that somebody else brought: who. No phone can say this."""

_SHA_256 = re.compile(r"(?:^|,)\s*sha-256\s*=\s*:([A-Za-z0-9+/]{43}=):\s*(?:[;,]|$)")


def _plain(text: object) -> object:
    return plain(text).strip() if isinstance(text, str) else text


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, BeforeValidator(_plain), Field(max_length=MOST_WORDS)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,6})?$")]


class MediaInput(BaseModel):
    """A photo that will be sent by itself; ``digest`` is the SHA-256 (hex) of its bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID
    kind: Literal["photo"]
    digest: Sha256
    tasks: tuple[UUID, ...] = Field(default=(), max_length=MOST_TASKS)


class EntryInput(BaseModel):
    """An entry as a phone tells it. ``claimed_at`` and ``happened_on`` are the phone's claims.

    ``together``: the students it was done with, to whom it is written down too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    revision: int = Field(ge=1, le=1_000_000)
    happened_on: date
    claimed_at: AwareDatetime
    tasks: tuple[UUID, ...] = Field(max_length=MOST_TASKS)
    something_else: bool
    level: IndependenceLevel | None
    mood: Mood | None
    words: Words
    language: Language
    media: tuple[MediaInput, ...] = Field(max_length=MOST_PHOTOS)
    taken_back: bool = False
    together: tuple[UUID, ...] = Field(default=(), max_length=MOST_TOGETHER)

    def body(self) -> dict[str, Any]:
        """The entry as JSON, for the record of revisions; without what older phones do not know and nobody said."""
        told = self.model_dump(mode="json")
        return {name: value for name, value in told.items() if value or name not in LATER_FIELDS}


def read_entry(body: bytes) -> EntryInput:
    """The entry in these bytes of JSON. Raises ``Problem`` 422 that says per field what is wrong."""
    try:
        entry = EntryInput.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise _wrong({str(found["loc"][0]): found["type"] for found in error.errors() if found["loc"]}) from None
    wrong = dict(_contradictions(entry))
    if wrong:
        raise _wrong(wrong)
    return entry


def _contradictions(entry: EntryInput) -> Iterable[tuple[str, str]]:
    if not entry.tasks and not entry.something_else:
        yield "tasks", "missing"
    if entry.level is None and not entry.something_else:
        yield "level", "missing"
    if len(set(entry.tasks)) < len(entry.tasks):
        yield "tasks", "twice"
    if len({media.id for media in entry.media}) < len(entry.media):
        yield "media", "twice"
    if len(set(entry.together)) < len(entry.together):
        yield "together", "twice"
    if not {task for media in entry.media for task in media.tasks} <= set(entry.tasks):
        yield "media", "other_task"


def something_to_see(told: Mapping[str, Any], *, may_photo: bool) -> None:
    """*Iets anders* alone says nothing: ask for a photo or a few words. Raises ``Problem`` 422.

    For who fills in a form. What a phone has kept is not refused for it.
    """
    if told["something_else"] and not (told["tasks"] or told["media"] or str(told["words"]).strip()):
        raise _wrong({"words": "nothing_to_see" if may_photo else "nothing_to_read"})


def _wrong(fields: dict[str, str]) -> Problem:
    """What is wrong, by field; nothing by field means that it was no JSON at all."""
    texts = {name: _what_is_wrong(name, kind) for name, kind in fields.items()}
    return Problem(422, "bad-entry", _("Er klopt nog iets niet. Je werk is niet weg."), fields=texts)


def _what_is_wrong(name: str, kind: str) -> str:
    match name, kind:
        case "tasks", "too_long":
            return _("Dat zijn te veel taken. Kies er niet meer dan %(most)s.", most=MOST_TASKS)
        case "words", _kind:
            return _what_is_wrong_with_words(kind)
        case "media", "too_long":
            return _("Dat zijn te veel foto’s. Kies er niet meer dan %(most)s.", most=MOST_PHOTOS)
    texts = {
        "tasks": _("Kies wat je hebt gedaan."),
        "level": _("Kies hoe je het deed."),
        "mood": _("Kies een van de gezichtjes."),
        "together": _("Kies met wie je het deed."),
        "media": _("Er is iets mis met een foto. Kies de foto nog een keer."),
    }
    return texts.get(name) or _("Dit kunnen we niet lezen. Open de pagina opnieuw.")


def _what_is_wrong_with_words(kind: str) -> str:
    match kind:
        case "too_long" | "string_too_long":
            return _("Dit is te lang. Gebruik niet meer dan %(most)s tekens.", most=MOST_WORDS)
        case "nothing_to_see":
            return _("Wat deed je? Maak een foto of schrijf een paar woorden.")
        case "nothing_to_read":
            return _("Wat deed je? Schrijf een paar woorden.")
        case _:
            return _("Dit kunnen we niet lezen. Open de pagina opnieuw.")


def sent_digest(body: bytes, content_digest: str | None) -> str:
    """The SHA-256 (hex) of the bytes, which ``Content-Digest`` (RFC 9530) must name too.

    Raises ``Problem`` 422 without a SHA-256 in that header, and 400 (send it again) when the bytes are others than
    those that were sent off.
    """
    named = _SHA_256.search(content_digest or "")
    if named is None:
        raise Problem(422, "digest-missing", _("Je telefoon stuurde deze foto niet goed. Open de pagina opnieuw."))
    found = sha_256(body)
    try:
        same = base64.b64decode(named.group(1), validate=True).hex() == found
    except binascii.Error:
        same = False
    if not same:
        raise Problem(400, "digest-mismatch", _("De foto kwam niet heel aan. Probeer het nog eens."))
    return found


@dataclass(frozen=True, slots=True)
class LogForm:
    """The form of a log without JavaScript, as it was filled in: good or bad, nothing is left out.

    ``tasks`` in the order of the page; ``photos`` are those that came with an earlier try and are kept.
    """

    tasks: tuple[UUID, ...] = ()
    something_else: bool = False
    level: int | None = None
    mood: int | None = None
    words: str = ""
    photos: tuple[UUID, ...] = ()


def entry_of_form(
    form: LogForm, media: Mapping[UUID, str], *, language: str, now: datetime, day: date, may_photo: bool = False
) -> tuple[EntryInput, str]:
    """A form as revision 1 of an entry, and its digest. ``media`` are digests by id; ``day`` is today.

    A form has no clock, so the server's serves; it stays out of the digest, because the same form sent twice is the
    same entry. Raises ``Problem`` 422 like ``read_entry``.
    """
    tasks = [str(task) for task in form.tasks]
    shown = tasks if len(tasks) == 1 and not form.something_else else []  # what else could be on them?
    told = {
        "revision": 1,
        "tasks": tasks,
        "something_else": form.something_else,
        "level": form.level,
        "mood": form.mood,
        "words": form.words,
        "language": language,
        "media": [{"id": str(key), "kind": "photo", "digest": digest, "tasks": shown} for key, digest in media.items()],
    }
    something_to_see(told, may_photo=may_photo)
    entry = read_entry(canonical(told | {"happened_on": day.isoformat(), "claimed_at": now.isoformat()}))
    return entry, sha_256(canonical(told))


def as_sent(body: Mapping[str, Any]) -> dict[str, Any]:
    """The entry in the body of a revision on record."""
    return {name: value for name, value in body.items() if name != WRITTEN_BY}


def canonical(body: dict[str, Any]) -> bytes:
    """JSON that is the same for the same contents."""
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def sha_256(data: bytes) -> str:
    """The digest by which phone and server name the same bytes."""
    return hashlib.sha256(data).hexdigest()
