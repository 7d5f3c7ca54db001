"""What changed for somebody since their phone last asked.

A cursor holds a short print of each thing that the phone knows, and no time: whatever is not among them is new to it,
so nothing is missed between two transactions, and nothing needs to be kept here. A print is taken of all that a page
is made of, by the queries that make it.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.base.clock import local_day
from app.home import queries
from app.home.work import PER_PAGE, work_page
from app.logbook.models import EntryStatus
from app.logbook.photos import awaited_of
from app.logbook.queries import EntryCard, entries
from app.logbook.room import room
from app.people.actor import Actor
from app.people.queries import own_level_labels, the_one_face
from app.people.waiting import elsewhere, last_sequence, phones_waiting
from app.placements.queries import current_placement, planned_tasks
from app.review.models import Verdict
from app.review.naming import named_tasks
from app.review.phrases import phrases
from app.review.queries import ReplyCard, planks, replies
from app.review.queue import queue

NEWEST = 50
PRINT_BYTES = 6
LONGEST_CURSOR = 4000
QUEUED = (EntryStatus.NEW, EntryStatus.QUESTION)


@dataclass(frozen=True, slots=True)
class _Told:
    """An entry as phones hear of it, and the print of all that is known of it."""

    json: dict[str, Any]
    print: bytes


def changes_since(session: Session, actor: Actor, cursor: str, now: datetime) -> dict[str, Any]:
    """The answer to a phone: which pages and entries changed since ``cursor``, what is known of this phone, and what
    waits on this person's others. Everything is new without a cursor, and with one that is none of ours.
    """
    known = _prints_in(cursor)
    pages, told = (_of_student if actor.is_student else _of_staff)(session, actor, now)
    here = next(
        (one for one in phones_waiting(session, actor, actor.member_id, now) if one.device_id == actor.device_id), None
    )
    return {
        "cursor": _cursor([*pages.values(), *(one.print for one in told)]),
        "changed": [path for path, print_ in pages.items() if print_ not in known],
        "entries": [one.json for one in told if one.print not in known],
        "phone": {
            "last_sequence": last_sequence(session, actor),
            "waiting": here.waiting if here else 0,
            "gone": here.gone if here else 0,
        },
        "elsewhere": [{"label": one.label, "waiting": one.waiting} for one in elsewhere(session, actor, now)],
    }


def _of_student(session: Session, actor: Actor, now: datetime) -> tuple[dict[str, bytes], list[_Told]]:
    me, day = actor.member_id, local_day(now, actor.time_zone)
    student, face = queries.me(session, actor), the_one_face(session, me, actor.school_id, day)
    wishes = (actor.first_name, actor.picture, student.chosen_picture, student.shows_bridge)
    labels = own_level_labels(session, actor.school_id, actor.language)
    bridge = planks(session, actor, me, day, now=now)
    work = work_page(session, actor, now, before=None, limit=PER_PAGE)
    newest = entries(session, actor, now, student_id=me, limit=NEWEST)
    answers = replies(session, actor, [card.id for card in newest], now)
    awaited = awaited_of(session, actor, [card.id for card in newest])
    pages = {
        "/today": (
            wishes,
            face,
            current_placement(session, actor, me, day),
            planned_tasks(session, actor, me, day),
            sorted(queries.done_on(session, actor, me, day)),
            bridge,
            elsewhere(session, actor, now),
        ),
        "/work": (
            work,
            replies(session, actor, [card.id for card in work.entries], now),
            named_tasks(session, actor, [card.id for card in work.entries if card.something_else], now),
            [card for card in newest if card.status is EntryStatus.TAKEN_BACK],
            face,
            labels,
        ),
        "/bridge": (wishes, bridge, queries.signed(session, actor, me, day)),
        "/log": room(session, actor, now),
    }
    prints = {path: _print(path, day, actor.language, contents) for path, contents in pages.items()}
    return prints, [_told(card, answers.get(card.id), awaited.get(card.id, ())) for card in newest]


def _of_staff(session: Session, actor: Actor, now: datetime) -> tuple[dict[str, bytes], list[_Told]]:
    day = local_day(now, actor.time_zone)
    contents = (
        queue(session, actor, now),
        own_level_labels(session, actor.school_id, actor.language),
        phrases(session, actor.school_id),
    )
    cards = entries(session, actor, now, statuses=QUEUED, oldest_first=True, limit=NEWEST)
    names = {EntryStatus.NEW: "new", EntryStatus.QUESTION: "question"}
    told = [
        _Told(
            {"id": str(card.id), "revision": card.newest_revision, "status": names[card.status]}, _print("", day, card)
        )
        for card in cards
    ]
    return {"/review": _print("/review", day, actor.language, contents)}, told


def _told(card: EntryCard, reply: ReplyCard | None, awaited: Iterable[UUID]) -> _Told:
    """An entry of the student. Whatever its status, an answer within its minute of undo does not show."""
    status, awaits = "new", sorted(map(str, awaited))
    if card.status is EntryStatus.TAKEN_BACK:
        status = "taken-back"
    elif reply and card.status is not EntryStatus.NEW:
        status = "question" if reply.verdict is Verdict.QUESTION else "seen"
    json = {
        "id": str(card.id),
        "revision": card.newest_revision,
        "status": status,
        "seen_by": reply.reviewer.first_name if reply else None,
        "awaits": awaits,
    }
    return _Told(json, _print("", card, reply, awaits))


def _print(*things: object) -> bytes:
    return hashlib.sha256(repr(things).encode()).digest()[:PRINT_BYTES]


def _cursor(prints: Iterable[bytes]) -> str:
    return base64.urlsafe_b64encode(b"".join(prints)).decode()


def _prints_in(cursor: str) -> set[bytes]:
    try:
        found = base64.urlsafe_b64decode(cursor[:LONGEST_CURSOR].encode())
    except (ValueError, binascii.Error):
        return set()
    return {found[at : at + PRINT_BYTES] for at in range(0, len(found), PRINT_BYTES)}
