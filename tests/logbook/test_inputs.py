"""What of an entry is readable, and what is said of the rest."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.base.errors import Problem
from app.logbook.actions import believed_day
from app.logbook.inputs import read_entry
from tests.cast import ids
from tests.logbook.phone import listed, today, told


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tasks": []}, "tasks"),
        ({"tasks": ["geen id"]}, "tasks"),
        ({"tasks": [str(ids.sweep), str(ids.sweep)]}, "tasks"),
        ({"tasks": [str(uuid4()) for _ in range(13)]}, "tasks"),
        ({"level": None}, "level"),
        ({"level": 4}, "level"),
        ({"level": "3"}, "level"),
        ({"mood": 0}, "mood"),
        ({"words": "a" * 501}, "words"),
        ({"words": None}, "words"),
        ({"revision": 0}, "revision"),
        ({"revision": 2_000_000}, "revision"),
        ({"happened_on": "gisteren"}, "happened_on"),
        ({"claimed_at": "2026-11-24T11:20:00"}, "claimed_at"),
        ({"language": "'; DROP"}, "language"),
        ({"media": [{"id": str(uuid4()), "kind": "voice", "digest": "0" * 64, "tasks": []}]}, "media"),
        ({"media": [{"id": str(uuid4()), "kind": "photo", "digest": "0" * 63, "tasks": []}]}, "media"),
        ({"media": [listed(b"1") for _ in range(9)]}, "media"),
        ({"media": [listed(b"1", ids.sam), listed(b"1", ids.sam)]}, "media"),
        ({"media": [listed(b"1", None, ids.mop)]}, "media"),
        ({"student_id": str(ids.noor)}, "student_id"),
    ],
)
def test_a_wrong_field_is_named_in_words(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Problem) as refusal:
        read_entry(told(**changes))
    assert (refusal.value.status, refusal.value.code) == (422, "bad-entry")
    assert list(refusal.value.fields) == [field]
    assert refusal.value.fields[field].endswith(".")


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 5000, b'{"a":"\\ud800"}'])
def test_what_is_no_entry_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(Problem) as refusal:
        read_entry(body)
    assert (refusal.value.status, refusal.value.code) == (422, "bad-entry")


def test_the_longest_words_are_taken_whatever_ends_their_lines() -> None:
    words = "a" * 400 + "\n" * 50 + "b" * 50
    assert read_entry(told(words=words.replace("\n", "\r\n"))).words == words


@pytest.mark.parametrize(
    ("days", "believed"), [(0, 0), (-1, -1), (-60, -60), (1, 1), (2, 0), (-61, 0), (-3652, 0), (3652, 0)]
)
def test_a_day_far_away_is_a_wrong_clock(days: int, believed: int) -> None:
    assert believed_day(today() + timedelta(days=days), today()) == today() + timedelta(days=believed)
