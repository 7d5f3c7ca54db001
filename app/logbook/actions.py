"""Keeping what students did: entries, their later revisions, and taking them back. Each can be sent again unharmed."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.catalogue.models import Task
from app.logbook import photos, queries, together
from app.logbook.inputs import EntryInput, as_sent, canonical, read_entry, sha_256
from app.logbook.keeping import Sent, attach_tasks, detach_tasks, entry_columns, insert_new
from app.logbook.models import EntryMedia, EntryStatus, Kept, LogEntry, LogRevision
from app.people.actor import Actor
from app.people.queries import not_found
from app.placements.models import Placement
from app.placements.queries import current_placement

OLDEST_DAY = timedelta(days=60)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server has of an entry; ``new`` when this request brought the entry into being."""

    id: UUID
    revision: int
    digest: str
    kept: Kept
    new: bool = False

    def as_json(self) -> dict[str, Any]:
        """The receipt by which a phone marks the revision as sent."""
        return {"id": str(self.id), "revision": self.revision, "digest": self.digest, "kept": self.kept.value}


@contextmanager
def refusals_noted(actor: Actor, *things: UUID) -> Iterator[None]:
    """Write to the log that something was refused: its code and ids, never its contents."""
    try:
        yield
    except Problem as problem:
        log.info("refused %s: %s of %s", problem.code, " ".join(map(str, things)), actor.member_id)
        raise


def save_entry(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    entry: EntryInput,
    digest: str,
    now: datetime,
    device_id: UUID | None,
    sequence: int | None = None,
) -> Receipt:
    """Keep one revision of an entry of this student, exactly once. ``sequence``: the phone's own number for it.

    The first makes the entry; a higher one takes its place until a supervisor has answered, and is kept beside it
    from then on. One that is ``taken_back`` hides the entry from staff, and a later one that is not brings it back.
    Every revision is kept as it was sent. The same revision again gets the same receipt. What was done ``together``
    is written down for the others too.

    An entry is never refused for its photos: while consent or the company says no, new ones are not listed, and the
    request that brings one is refused. Raises ``Problem`` 409 for other contents under a known revision and for a
    revision from before the newest, and 422 for tasks of another school or company, for others than classmates at
    the same company, and for ids that are not free.
    """
    day = believed_day(entry.happened_on, local_day(now, actor.time_zone))
    placement = current_placement(session, actor, actor.member_id, day)
    sent = Sent(entry, digest, now, device_id, day, placement, sequence)
    known = _locked(session, entry_id)
    if known is None:
        receipt = _first(session, actor, entry_id, sent)
        if receipt is not None:
            return receipt
        known = _locked(session, entry_id)  # somebody was quicker, between the two lines above
    if known is None or (known.school_id, known.student_id) != (actor.school_id, actor.member_id):
        raise photos.refused()
    return _again(session, actor, known, sent)


def _locked(session: Session, entry_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    """The entry, locked; with it, always in one order, what others have of it when it is shared."""
    columns = (
        LogEntry.id,
        LogEntry.school_id,
        LogEntry.student_id,
        LogEntry.author_id,
        LogEntry.status,
        LogEntry.seen_revision,
        LogEntry.happened_on,
    )
    shared = sa.or_(col(LogEntry.id) == entry_id, col(LogEntry.group_log_id) == entry_id)
    query = sa.select(*(col(column) for column in columns)).where(shared).order_by(col(LogEntry.id))
    return next((row for row in session.execute(query.with_for_update()).all() if row.id == entry_id), None)


def _own(session: Session, actor: Actor, entry_id: UUID) -> sa.Row[*tuple[Any, ...]]:
    """An entry of this student, locked. Raises 404 for any other."""
    known = _locked(session, entry_id)
    if known is None or (known.school_id, known.student_id) != (actor.school_id, actor.member_id):
        raise not_found()
    return known


def _first(session: Session, actor: Actor, entry_id: UUID, sent: Sent) -> Receipt | None:
    """Make the entry, unless another request did so meanwhile."""
    _check_tasks(session, actor, sent.entry.tasks)
    row = {
        "id": entry_id,
        "school_id": actor.school_id,
        "student_id": actor.member_id,
        "author_id": actor.member_id,
        "submitted_at": sent.at,
        **entry_columns(sent),
    }
    if not insert_new(session, LogEntry, [row]):
        return None
    _record(session, actor, entry_id, sent, Kept.ENTRY)
    attach_tasks(session, actor.school_id, [entry_id], sent.entry.tasks)
    listed = photos.attach(session, actor, entry_id, actor.member_id, sent)
    if sent.entry.together:
        together.share(session, actor, entry_id, sent, listed)
    return Receipt(entry_id, sent.entry.revision, sent.digest, Kept.ENTRY, new=True)


def _again(session: Session, actor: Actor, known: sa.Row[*tuple[Any, ...]], sent: Sent) -> Receipt:
    earlier = queries.revisions(session, actor.school_id, known.id)
    same = next((found for found in earlier if found.revision == sent.entry.revision), None)
    if same is not None and same.digest == sent.digest:
        return Receipt(known.id, same.revision, same.digest, same.kept)
    if same is not None or sent.entry.revision < earlier[-1].revision:
        raise Problem(409, "other-content", _("Dit werk is al verstuurd, maar het was net anders. Er is niets weg."))
    _check_tasks(session, actor, sent.entry.tasks)
    if earlier[-1].body["happened_on"] == sent.entry.happened_on.isoformat():
        sent = _on_day(session, actor, sent, known.happened_on)
    kept = Kept.ENTRY if known.seen_revision is None else Kept.ADDITION
    _record(session, actor, known.id, sent, kept)
    had = photos.listed_media(session, actor.school_id, known.id)
    mine = known.author_id == known.student_id
    named_before = {UUID(one) for revision in earlier for one in revision.body.get("together", ())}
    if kept is Kept.ENTRY:
        session.execute(sa.update(LogEntry).where(col(LogEntry.id) == known.id).values(**entry_columns(sent)))
        detach_tasks(session, [known.id], sent.entry)
        session.execute(sa.delete(EntryMedia).where(col(EntryMedia.entry_id) == known.id))
        attach_tasks(session, actor.school_id, [known.id], sent.entry.tasks)
    else:
        _ask_for_another_look(session, known.id, sent)
    listed = photos.attach(session, actor, known.id, known.author_id, sent, had)
    if mine and kept is Kept.ENTRY:
        together.share(session, actor, known.id, sent, listed, named_before)
    elif sent.entry.together:
        together.check(session, actor, known.id, sent, named_before, mine=mine)
    return Receipt(known.id, sent.entry.revision, sent.digest, kept)


def _on_day(session: Session, actor: Actor, sent: Sent, day: date) -> Sent:
    """The same, on the day that was believed before: a claim that did not change does not age."""
    if sent.day == day:
        return sent
    return replace(sent, day=day, placement=current_placement(session, actor, actor.member_id, day))


def _ask_for_another_look(session: Session, entry_id: UUID, sent: Sent) -> None:
    """An addition brings its entry back into the queue: nobody would look for it otherwise."""
    again = {"status": EntryStatus.NEW, "changed_at": sent.at}
    here = (col(LogEntry.id) == entry_id, col(LogEntry.status) != EntryStatus.TAKEN_BACK)
    session.execute(sa.update(LogEntry).where(*here).values(**again))


def believed_day(claimed: date, today: date) -> date:
    """The day that a phone says, unless its clock must be wrong: then today, by the server.

    Sixty days back is more than a summer holiday with the phone in a drawer; one day ahead allows for time zones.
    What the phone said stays in the revision.
    """
    return claimed if today - OLDEST_DAY <= claimed <= today + timedelta(days=1) else today


def _check_tasks(session: Session, actor: Actor, tasks: Sequence[UUID]) -> None:
    """Only tasks of the school or of a company of this student, now or before: the phone may have been offline."""
    my_companies = sa.select(col(Placement.company_id)).where(
        col(Placement.school_id) == actor.school_id, col(Placement.student_id) == actor.member_id
    )
    found = session.scalars(
        sa.select(col(Task.id)).where(
            col(Task.school_id) == actor.school_id,
            col(Task.id).in_(tasks),
            sa.or_(col(Task.company_id).is_(None), col(Task.company_id).in_(my_companies)),
        )
    )
    if set(tasks) - set(found):
        text = _("Een van deze taken hoort niet bij jouw werk. Kies een andere taak.")
        raise Problem(422, "other-task", text, fields={"tasks": text})


def _record(session: Session, actor: Actor, entry_id: UUID, sent: Sent, kept: Kept) -> None:
    row = {
        "entry_id": entry_id,
        "revision": sent.entry.revision,
        "school_id": actor.school_id,
        "digest": sent.digest,
        "kept": kept,
        "body": sent.entry.body(),
        "device_id": sent.device_id,
        "device_sequence": sent.sequence,
        "received_at": sent.at,
    }
    session.execute(sa.insert(LogRevision).values(row))


def change_entry(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    changes: Mapping[str, Any],
    now: datetime,
    device_id: UUID | None,
    *,
    base: int | None = None,
    said_again: bool = False,
) -> Receipt:
    """The next revision of an entry: the one the student looked at (``base``, else the newest) with ``changes``.

    Doing it twice changes it once; without a change nothing is kept, unless it is ``said_again``: the same answer to
    another question. Raises ``Problem`` 404 for somebody else's
    entry, 409 (``changed``) when there is another revision since ``base``, and as ``save_entry`` does.
    """
    _own(session, actor, entry_id)
    earlier = queries.revisions(session, actor.school_id, entry_id)
    before = earlier[-1] if base is None else next((one for one in earlier if one.revision == base), None)
    if before is None:
        raise _changed()
    told = as_sent(before.body)
    entry = read_entry(canonical(told | dict(changes)))
    if entry.body() == told and not said_again:
        return Receipt(entry_id, before.revision, before.digest, before.kept)
    following = canonical(entry.body() | {"revision": before.revision + 1})
    digest = sha_256(following)
    if any(one.revision > before.revision and one.digest != digest for one in earlier):
        raise _changed()
    return save_entry(session, actor, entry_id, read_entry(following), digest, now, device_id)


def _changed() -> Problem:
    return Problem(409, "changed", _("Dit werk is net veranderd. Kijk eerst. Doe het dan nog een keer."))


def add_mood_and_words(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    mood: int | None,
    words: str,
    now: datetime,
    device_id: UUID | None,
) -> Receipt:
    """Say how it felt after the tick: the newest revision with this mood and these words is the next one."""
    return change_entry(session, actor, entry_id, {"mood": mood, "words": words}, now, device_id)


def take_back(session: Session, actor: Actor, entry_id: UUID, now: datetime, device_id: UUID | None) -> Receipt:
    """Take an entry back that nobody has seen: staff sees it no more. Twice is once.

    Raises ``Problem`` 404 for somebody else's entry and 409 when it was seen meanwhile.
    """
    known = _own(session, actor, entry_id)
    if known.seen_revision is not None:
        raise already_seen()
    return change_entry(session, actor, entry_id, {"taken_back": True}, now, device_id)


def already_seen() -> Problem:
    """The answer to what can only be done before a supervisor has looked."""
    return Problem(
        409, "seen", _("Je begeleider heeft dit al gezien. Klopt er iets niet? Vertel het aan je begeleider.")
    )


def put_back(session: Session, actor: Actor, entry_id: UUID, now: datetime, device_id: UUID | None) -> Receipt:
    """Put an entry back that was taken back. Twice is once. Raises ``Problem`` 404 for somebody else's entry."""
    return change_entry(session, actor, entry_id, {"taken_back": False}, now, device_id)
