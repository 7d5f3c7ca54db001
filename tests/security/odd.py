"""What nobody types: odd values for fields, odd bodies around them, and odd JSON."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes
from uuid import UUID

from hypothesis import strategies as st

from tests.cast import ids

CANARY = "Kanarie Kerkstraat"
"""Is in many values; may be in no record of the log."""

_WORDS = (
    "", " ", "0", "-1", "1", "2", "3", "4", "+3", " 3 ", "3.0", "1e999", "NaN", "1_000", "٣", "²", "9" * 400,
    "true", "null", "[]", "{}", "on", "seen", "question", CANARY, CANARY * 40, "a" * 501, "a" * 5000, "a" * 100_000,
    "onzin", "00000000-0000-0000-0000-000000000000", "g" * 36, "{" + "1" * 32 + "}", "urn:uuid:" + "1" * 32,
    "2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-11-24T10:00:00Z", "20261124",
    "25:00", "24:00", "-0:01", "sam@voorbeeld.nl", "@", "http://elders.nl/", "//elders.nl", "javascript:alert(1)",
    "'; DROP TABLE student; --", "%(text)s %s {0} {{ 7*7 }}", "<script>alert(1)</script>", '"><img src=x>',
    "\u202e\u0000\u0007\ufeff", "\r\nSet-Cookie: a=b", "é\u0301\u0301" * 50, "👩‍🍳" * 300, "../../etc/passwd",
)  # fmt: skip
_BYTES = (b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3\x28", b"\xf4\x90\x80\x80", b"%", b"\x80" * 50)


def _others() -> list[str]:
    """Ids of things that are there, and are mostly not what is asked for."""
    return [str(key) for key in vars(ids).values() if isinstance(key, UUID)]


values = st.one_of(
    st.sampled_from([word.encode() for word in _WORDS]),
    st.sampled_from(_BYTES),
    st.sampled_from([key.encode() for key in _others()]),
    st.uuids().map(lambda key: str(key).encode()),
    st.text(max_size=30).map(lambda text: text.encode(errors="replace")),
    st.integers(-(10**20), 10**20).map(lambda number: str(number).encode()),
    st.binary(max_size=20),
)


@dataclass(frozen=True)
class Change:
    """Give one of the fields these values: none, one or several. ``place`` picks the field."""

    place: int
    values: tuple[bytes, ...]
    extra: bool


changes = st.lists(
    st.builds(
        Change,
        place=st.integers(0, 10_000),
        values=st.lists(values, max_size=3).map(tuple),
        extra=st.integers(0, 9).map(lambda chance: chance == 0),
    ),
    max_size=4,
)
KINDS = ("url", "url", "url", "multipart", "multipart", "broken multipart", "json", "text", "no type", "charset")


def body(kind: str, fields: dict[str, list[bytes]]) -> tuple[bytes, str | None]:
    """Fields as a body and its content type, whole or broken."""
    pairs = [(name, value) for name, several in fields.items() for value in several]
    form = "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in pairs).encode()
    match kind:
        case "multipart" | "broken multipart":
            parts = [
                f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"
                for name, value in pairs
            ]
            whole = b"".join(parts) + b"--x--\r\n"
            broken = kind.startswith("broken")
            return (whole[: len(whole) // 2] if broken else whole), "multipart/form-data; boundary=x"
        case "json":
            return json.dumps(
                {name: value.decode(errors="replace") for name, value in pairs}
            ).encode(), "application/json"
        case "text":
            return form, "text/plain"
        case "no type":
            return form, None
        case "charset":
            return form, 'application/x-www-form-urlencoded; charset="utf-7"'
        case _:
            return form, "application/x-www-form-urlencoded"


WORST: list[tuple[bytes, str | None]] = [
    (b"", "multipart/form-data"),
    (b"", "multipart/form-data; boundary="),
    (b"--x\r\n" * 500, "multipart/form-data; boundary=x"),
    (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 300 + b"--x--",
        "multipart/form-data; boundary=x",
    ),
    (b"a=1&" * 20_000, "application/x-www-form-urlencoded"),
    (b"=&&&==;%%%&%zz=%", "application/x-www-form-urlencoded"),
    (b"words=" + b"a" * 2_000_000, "application/x-www-form-urlencoded"),
    (b"{", "application/json"),
    (b"\xff\xfe\0\0", "application/json; charset=utf-16"),
    (b"[" * 20_000, "application/json"),
    (b"1" * 5_000, "application/json"),
    (b"", "x" * 5_000),
]
"""Bodies and content types that are no form at all."""

_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.sampled_from([*_WORDS, *_others()]),
    st.text(max_size=20),
    st.just("\ud800"),
)
any_json: st.SearchStrategy[Any] = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=14) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)

_ids = st.sampled_from(_others()) | st.uuids().map(str)
_photo = st.fixed_dictionaries(
    {"id": _ids, "kind": st.sampled_from(["photo", "voice"]), "digest": st.sampled_from(["0" * 64, "F" * 64, "a"])},
    optional={"tasks": st.lists(_ids, max_size=3), "extra": _scalars},
)
_shaped: dict[str, st.SearchStrategy[Any]] = {
    "revision": st.integers(-1, 1_000_001),
    "happened_on": st.dates().map(str),
    "claimed_at": st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    "tasks": st.lists(_ids, max_size=13),
    "something_else": st.booleans(),
    "level": st.integers(0, 4),
    "mood": st.integers(0, 4),
    "words": st.text(max_size=501),
    "language": st.sampled_from(["nl", "NL", "xx-Onzin", "nl-NL-NL", ""]),
    "media": st.lists(_photo, max_size=9),
    "extra": st.booleans(),
}
entry_parts = {name: st.one_of(shaped, shaped, any_json) for name, shaped in _shaped.items()}
"""Parts of an entry: mostly of the right shape, and seldom right."""
