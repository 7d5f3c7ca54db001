"""Keeping what phones bring, sealed or not: whose it is comes from within, whoever carries it.

In three steps, so that a photo is opened while nobody's writing waits for it: ``look_up`` reads, ``cleaned_photo``
touches no database, ``keep`` writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.images import CleanPhoto
from app.base.storage import Storage
from app.logbook import photos
from app.logbook.actions import refusals_noted, save_entry
from app.logbook.inputs import read_entry, sha_256
from app.logbook.photos import AwaitedMedia
from app.logbook.waiting import arrived
from app.people.actor import Actor
from app.people.proofs import Author, author
from app.people.queries import student
from app.people.waiting import note_sequence
from app.review.actions import answer_entry
from app.review.actions.answering import taken_back_answer, what_is_said
from app.review.answers import given_levels
from app.review.inputs import Answer, answer
from app.review.models import Review, Verdict
from app.sync.inputs import Item, form_fields

HERE_ONLY = frozenset({400, 403, 404})
"""What a page can mend by loading anew; a phone that kept the form cannot, so for it they are for good."""


@dataclass(frozen=True, slots=True)
class Known:
    """An item with its author and, when it is a photo, the place that waits for it."""

    item: Item
    author: Actor
    awaited: AwaitedMedia | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt, by which the phone marks the item as sent; ``new`` when it was not here before."""

    receipt: dict[str, Any]
    new: bool


class Stranger(Problem):
    """No phone that we know wrote this. To who brings it, it is refused as what is somebody else's."""


def whose(session: Session, secrets: tuple[str, ...], item: Item, now: datetime) -> Author:
    """Who wrote an item, by the token in it. Raises ``Stranger`` when nobody did."""
    found = author(session, secrets, item.header.device, now)
    if found is None:
        refused = photos.refused()
        raise Stranger(refused.status, refused.code, refused.text)
    return found


def look_up(session: Session, item: Item, found: Author, *, vouched: bool = False) -> Known:
    """What is known of an item before anything is written.

    ``vouched``: a supervisor handed it in, so a phone that was taken back counts too. Raises ``Problem`` 422
    ``device-withdrawn``, and ``refused`` for who left the school more than 60 days ago.
    """
    with _refused_for_good(found.actor, item):
        if found.withdrawn and not vouched:
            raise _taken_back(found.actor)
        if found.late and not vouched:
            raise photos.refused()
        if (item.header.kind == "review") == found.actor.is_student:
            raise photos.refused()
        if item.header.media is None:
            return Known(item, found.actor)
        awaited = photos.awaited_media(session, found.actor, item.header.entry, item.header.media)
        return Known(item, found.actor, awaited)


def vouch(session: Session, voucher: Actor, found: Author, now: datetime) -> None:
    """Whether this person may hand in what somebody wrote: their own, and that of their students. Raises 404."""
    if found.actor.member_id != voucher.member_id:
        student(session, voucher, found.actor.member_id, local_day(now, voucher.time_zone))


def cleaned_photo(storage: Storage, known: Known) -> CleanPhoto | None:
    """The photo of an item, cleaned and stored; nothing for other kinds and for one that is here."""
    if known.awaited is None:
        return None
    with _refused_for_good(known.author, known.item):
        return photos.save_media(storage, known.awaited, known.item.body, sha_256(known.item.body))


def keep(session: Session, known: Known, photo: CleanPhoto | None, now: datetime) -> Kept:
    """Write an item down, exactly once. Raises ``Problem`` as the pages' own actions do."""
    with _refused_for_good(known.author, known.item):
        note_sequence(session, known.author, known.item.header.sequence)
        match known.item.header.kind:
            case "entry":
                kept = _entry(session, known, now)
            case "media":
                kept = _media(session, known, photo, now)
            case _:
                kept = _review(session, known, now)
        arrived(session, known.author, known.item.header.entry)
    return kept


def _entry(session: Session, known: Known, now: datetime) -> Kept:
    header, body = known.item.header, known.item.body
    entry, digest = read_entry(body), sha_256(body)
    who = known.author
    receipt = save_entry(session, who, header.entry, entry, digest, now, who.device_id, header.sequence)
    return Kept(receipt.as_json(), receipt.new)


def _media(session: Session, known: Known, photo: CleanPhoto | None, now: datetime) -> Kept:
    header = known.item.header
    if photo is not None:
        photos.receive_media(session, known.author, known.item.thing, photo, now, header.sequence)
    return Kept({"id": str(known.item.thing), "digest": header.digest}, photo is not None)


def _review(session: Session, known: Known, now: datetime) -> Kept:
    header, who = known.item.header, known.author
    given = answer(form_fields(known.item.body))
    made = taken_back_answer(session, who, now, header.entry, given.review_id) or answer_entry(
        session, who, now, header.entry, given
    )
    new = made.reviewed_at == now
    if not new and not _says(session, who, made, given):
        text = _("Hier gaf je al een ander antwoord op. Dat staat er nog. Dit antwoord is niet opgeslagen.")
        raise Problem(409, "other-content", text)
    return Kept({"id": str(made.id), "revision": made.revision, "digest": header.digest}, new)


def _says(session: Session, who: Actor, made: Review, given: Answer) -> bool:
    """Whether an answer that is here says what was sent."""
    said = what_is_said(session, who, given.reply, given.phrase_id)
    same = (made.revision, made.verdict, made.reply) == (given.revision, given.verdict, said.text)
    return same and (given.verdict is Verdict.QUESTION or given_levels(session, who, made.id) == given.levels)


def _taken_back(who: Actor) -> Problem:
    if who.is_student:
        text = _("Dit apparaat is uitgelogd. Je werk staat er nog op. Geef het als bestand aan je begeleider.")
    else:
        text = _("Dit apparaat is uitgelogd. Je antwoord staat er nog op. Breng het als bestand binnen, bij Regelen.")
    return Problem(422, "device-withdrawn", text)


@contextmanager
def _refused_for_good(who: Actor, item: Item) -> Iterator[None]:
    try:
        with refusals_noted(who, item.header.entry, item.thing):
            yield
    except Problem as problem:
        if problem.status not in HERE_ONLY:
            raise
        raise Problem(422, problem.code, problem.text, fields=problem.fields) from None
