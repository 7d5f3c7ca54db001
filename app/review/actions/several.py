"""*Gezien* for several entries at once, and taking that back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.logbook.models import EntryStatus, LogEntry
from app.people.actions import record
from app.people.actor import Actor
from app.people.queries import not_found, student_ids
from app.review.actions.answering import UNDO, what_is_said
from app.review.actions.refusals import incomplete, used
from app.review.batches import Given, given_in, ids_of, stands_now
from app.review.inputs import LONGEST_TEXT, SeveralSeen, too_long
from app.review.models import Review, Verdict


@dataclass(frozen=True, slots=True)
class Marked:
    """Which entries were marked as seen, and which were left as they are: they changed meanwhile."""

    done: list[UUID]
    left: list[UUID]


def see_several(session: Session, actor: Actor, now: datetime, given: SeveralSeen) -> Marked:
    """*Gezien* for all of these that are still as the person saw them; nothing is recorded about work processes.

    What changed, was answered or was taken back meanwhile is left out. Sending the same form twice answers once. Eight
    queries, whatever their number. Raises 404 when none is of one of this person's students, 409 when the form was
    used and undone, 422 with ``fields`` when nothing was chosen or the reply is too long.
    """
    if not given.stood:
        raise incomplete({"entry": _("Kies eerst welke logs je hebt gezien.")})
    said = what_is_said(session, actor, given.reply, given.phrase_id)
    wrong = too_long(said.text, LONGEST_TEXT)
    if wrong:
        raise incomplete({"reply": wrong})
    held = _lock(session, actor, given.stood, now)
    if not held:
        raise not_found()
    earlier = given_in(session, actor, given.batch_id)
    if earlier:
        return _as_before(actor, given, earlier)
    stand = stands_now(session, actor, held)
    done = [key for key, status in held.items() if status is EntryStatus.NEW and stand[key] == given.stood[key]]
    if done:
        reviews = [
            {
                "id": made_id,
                "school_id": actor.school_id,
                "entry_id": entry_id,
                "revision": stand[entry_id].revision,
                "reviewer_id": actor.member_id,
                "verdict": Verdict.SEEN,
                "reply": said.text,
                "pictogram": said.pictogram,
                "language": said.language,
                "reviewed_at": now,
                "visible_at": now + UNDO,
            }
            for made_id, entry_id in zip(ids_of(given.batch_id), done, strict=False)
        ]
        session.execute(sa.insert(Review), reviews)
        session.execute(
            sa.update(LogEntry),
            [
                {
                    "id": key,
                    "status": EntryStatus.SEEN,
                    "seen_revision": stand[key].revision,
                    "answers": stand[key].answers + 1,
                }
                for key in done
            ],
        )
    for entry_id in done:
        record(session, actor, now, "reviewed", "log_entry", entry_id, verdict=Verdict.SEEN.value, levels=0)
    return Marked(done, [key for key in given.stood if key not in set(done)])


def undo_several(session: Session, actor: Actor, now: datetime, batch_id: UUID) -> int:
    """Take a whole batch of one's own back within the minute; how many entries wait again.

    An entry that somebody answered since keeps that answer. Twice is once. Raises 404 for what is not one's own, 409
    when the minute is over.
    """
    made = [one for one in given_in(session, actor, batch_id) if one.reviewer_id == actor.member_id]
    held = _lock(session, actor, [one.entry_id for one in made], now)
    if not held:
        raise not_found()
    made = [one for one in given_in(session, actor, batch_id) if one.entry_id in held and not one.undone]
    if not made:
        return 0
    if now >= made[0].visible_at:
        raise Problem(409, "too-late", _("De minuut is voorbij: je antwoord is verstuurd. Het blijft staan."))
    standing = _standing(session, actor, [one.entry_id for one in made])
    mine = [one for one in made if standing[one.entry_id][-1][0] == one.id]
    if mine:
        session.execute(sa.update(Review), [{"id": one.id, "undone_at": now} for one in mine])
        session.execute(sa.update(LogEntry), [_as_it_was(one, standing[one.entry_id]) for one in mine])
    for one in mine:
        record(session, actor, now, "review-undone", "log_entry", one.entry_id)
    return len(mine)


def _lock(session: Session, actor: Actor, entry_ids: Collection[UUID], now: datetime) -> dict[UUID, EntryStatus]:
    """Hold those that are of this person's students, always in one order, so that no two wait for each other."""
    rows = session.execute(
        sa.select(col(LogEntry.id), col(LogEntry.status))
        .where(
            col(LogEntry.school_id) == actor.school_id,
            col(LogEntry.id).in_(entry_ids),
            col(LogEntry.student_id).in_(student_ids(actor, local_day(now, actor.time_zone))),
        )
        .order_by(col(LogEntry.id))
        .with_for_update()
    )
    return {row.id: row.status for row in rows}


def _as_before(actor: Actor, given: SeveralSeen, earlier: list[Given]) -> Marked:
    """What the same form did when it was sent the first time."""
    done = [one.entry_id for one in earlier if not one.undone]
    mine = all(one.reviewer_id == actor.member_id for one in earlier)
    if not done or not mine or not set(done) <= given.stood.keys():
        raise used()
    return Marked(done, [key for key in given.stood if key not in set(done)])


def _standing(session: Session, actor: Actor, entry_ids: Collection[UUID]) -> dict[UUID, list[tuple[UUID, int]]]:
    """The answers that stand, by entry: id and revision, the newest last."""
    rows = session.execute(
        sa.select(col(Review.entry_id), col(Review.id), col(Review.revision))
        .where(
            col(Review.school_id) == actor.school_id,
            col(Review.entry_id).in_(entry_ids),
            col(Review.undone_at).is_(None),
        )
        .order_by(col(Review.reviewed_at))
    )
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    for entry_id, made_id, revision in rows:
        found.setdefault(entry_id, []).append((made_id, revision))
    return found


def _as_it_was(one: Given, standing: list[tuple[UUID, int]]) -> dict[str, Any]:
    before = standing[-2][1] if len(standing) > 1 else None
    return {"id": one.entry_id, "status": EntryStatus.NEW, "seen_revision": before}
