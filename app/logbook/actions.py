"""Keeping what students did: entries, their later revisions, and photos. Each can be sent again without harm."""

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from app.base import images
from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.images import CleanPhoto, PhotoIntakeBusy, UnreadableImage
from app.base.storage import Storage
from app.catalogue.models import Task
from app.logbook import queries
from app.logbook.inputs import EntryInput, MediaInput, canonical, read_entry, sha_256
from app.logbook.models import (
    EntryMedia,
    EntryStatus,
    Kept,
    LogEntry,
    LogRevision,
    LogTask,
    Media,
    MediaKind,
    MediaTask,
)
from app.logbook.queries import AwaitedMedia, media_key
from app.people.actor import Actor
from app.people.queries import not_found
from app.placements.models import Placement
from app.placements.queries import PlacementCard, current_placement, photo_rule

OLDEST_DAY = timedelta(days=60)
FIRST_MOMENT, LAST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
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


@dataclass(frozen=True, slots=True)
class _Sent:
    """One request that brings a revision."""

    entry: EntryInput
    digest: str
    at: datetime
    device_id: UUID | None
    day: date
    placement: PlacementCard | None


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
) -> Receipt:
    """Keep one revision of an entry of this student, exactly once.

    The first makes the entry; a higher one takes its place until a supervisor has answered, and is kept beside it
    from then on. Every revision is kept as it was sent. The same revision again gets the same receipt.

    An entry is never refused for its photos: while consent or the company says no, new ones are not listed, and the
    request that brings one is refused. Raises ``Problem`` 409 for other contents under a known revision and for a
    revision from before the newest, and 422 for tasks of another school or company and for ids that are not free.
    """
    day = believed_day(entry.happened_on, local_day(now, actor.time_zone))
    placement = current_placement(session, actor, actor.member_id, day)
    sent = _Sent(entry, digest, now, device_id, day, placement)
    known = _locked(session, entry_id)
    if known is None:
        receipt = _first(session, actor, entry_id, sent)
        if receipt is not None:
            return receipt
        known = _locked(session, entry_id)  # somebody was quicker, between the two lines above
    if known is None or (known.school_id, known.student_id) != (actor.school_id, actor.member_id):
        raise queries.refused()
    return _again(session, actor, known, sent)


def _locked(session: Session, entry_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    columns = (
        LogEntry.id,
        LogEntry.school_id,
        LogEntry.student_id,
        LogEntry.status,
        LogEntry.seen_revision,
        LogEntry.happened_on,
    )
    query = sa.select(*(col(column) for column in columns)).where(col(LogEntry.id) == entry_id)
    return session.execute(query.with_for_update()).one_or_none()


def _first(session: Session, actor: Actor, entry_id: UUID, sent: _Sent) -> Receipt | None:
    """Make the entry, unless another request did so meanwhile."""
    _check_tasks(session, actor, sent.entry.tasks)
    row = {
        "id": entry_id,
        "school_id": actor.school_id,
        "student_id": actor.member_id,
        "author_id": actor.member_id,
        "submitted_at": sent.at,
        "status": EntryStatus.NEW,
        **_told(sent),
    }
    if not _insert(session, LogEntry, [row]):
        return None
    _record(session, actor, entry_id, sent, Kept.ENTRY)
    _attach_tasks(session, actor, entry_id, sent.entry.tasks)
    _attach_media(session, actor, entry_id, sent)
    return Receipt(entry_id, sent.entry.revision, sent.digest, Kept.ENTRY, new=True)


def _again(session: Session, actor: Actor, known: sa.Row[*tuple[Any, ...]], sent: _Sent) -> Receipt:
    earlier = queries.revisions(session, actor.school_id, known.id)
    same = next((found for found in earlier if found.revision == sent.entry.revision), None)
    if same is not None and same.digest == sent.digest:
        return Receipt(known.id, same.revision, same.digest, same.kept)
    if same is not None or sent.entry.revision < earlier[-1].revision:
        raise Problem(409, "other-content", _("Dit werk is al verstuurd, maar het was net anders. Er is niets weg."))
    _check_tasks(session, actor, sent.entry.tasks)
    if earlier[-1].body["happened_on"] == sent.entry.happened_on.isoformat():
        sent = _on_day(session, actor, sent, known.happened_on)
    untouched = known.seen_revision is None and known.status != EntryStatus.TAKEN_BACK
    kept = Kept.ENTRY if untouched else Kept.ADDITION
    _record(session, actor, known.id, sent, kept)
    had = queries.listed_media(session, actor.school_id, known.id)
    if kept is Kept.ENTRY:
        session.execute(sa.update(LogEntry).where(col(LogEntry.id) == known.id).values(**_told(sent)))
        _drop_said_tasks(session, known.id, sent.entry.tasks)
        session.execute(sa.delete(EntryMedia).where(col(EntryMedia.entry_id) == known.id))
        _attach_tasks(session, actor, known.id, sent.entry.tasks)
    else:
        _ask_for_another_look(session, known.id, sent)
    _attach_media(session, actor, known.id, sent, had)
    return Receipt(known.id, sent.entry.revision, sent.digest, kept)


def _drop_said_tasks(session: Session, entry_id: UUID, tasks: Sequence[UUID]) -> None:
    """Make room for the tasks that the student says now. The name that staff gave *iets anders* stays, unless the
    student now says that task too.
    """
    said = sa.or_(col(LogTask.named_by_id).is_(None), col(LogTask.task_id).in_(tasks))
    session.execute(sa.delete(LogTask).where(col(LogTask.entry_id) == entry_id, said))


def _on_day(session: Session, actor: Actor, sent: _Sent, day: date) -> _Sent:
    """The same, on the day that was believed before: a claim that did not change does not age."""
    if sent.day == day:
        return sent
    return replace(sent, day=day, placement=current_placement(session, actor, actor.member_id, day))


def _ask_for_another_look(session: Session, entry_id: UUID, sent: _Sent) -> None:
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


def _told(sent: _Sent) -> dict[str, Any]:
    entry = sent.entry
    return {
        "placement_id": sent.placement.id if sent.placement else None,
        "revision": entry.revision,
        "digest": sent.digest,
        "happened_on": sent.day,
        "claimed_at": min(max(entry.claimed_at, FIRST_MOMENT), LAST_MOMENT),
        "changed_at": sent.at,
        "level": entry.level,
        "mood": entry.mood,
        "something_else": entry.something_else,
        "words": entry.words,
        "language": entry.language,
    }


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


def _record(session: Session, actor: Actor, entry_id: UUID, sent: _Sent, kept: Kept) -> None:
    row = {
        "entry_id": entry_id,
        "revision": sent.entry.revision,
        "school_id": actor.school_id,
        "digest": sent.digest,
        "kept": kept,
        "body": sent.entry.body(),
        "device_id": sent.device_id,
        "received_at": sent.at,
    }
    session.execute(sa.insert(LogRevision).values(row))


def _attach_tasks(session: Session, actor: Actor, entry_id: UUID, tasks: Sequence[UUID]) -> None:
    school = actor.school_id
    _insert(
        session,
        LogTask,
        [
            {"id": uuid4(), "school_id": school, "entry_id": entry_id, "task_id": task, "position": position}
            for position, task in enumerate(tasks)
        ],
    )


def _attach_media(
    session: Session, actor: Actor, entry_id: UUID, sent: _Sent, had: Collection[UUID] = frozenset()
) -> None:
    """List the photos of a revision, after those that the entry has; while there may be none, only what it ``had``."""
    media = sent.entry.media
    if media and not photo_rule(session, actor, sent.placement, actor.member_id).allowed:
        media = tuple(one for one in media if one.id in had)
    if not media:
        return
    _list_media(session, actor, media, sent.at)
    at = {"school_id": actor.school_id, "entry_id": entry_id}
    first = len(queries.listed_media(session, actor.school_id, entry_id))
    links = [
        {"id": uuid4(), **at, "owner_id": actor.member_id, "media_id": one.id, "position": position}
        for position, one in enumerate(media, first)
    ]
    _insert(session, EntryMedia, links)
    shown = [
        {"id": uuid4(), **at, "media_id": one.id, "task_id": task} for one in media for task in dict.fromkeys(one.tasks)
    ]
    _insert(session, MediaTask, shown)


def _list_media(session: Session, actor: Actor, media: Sequence[MediaInput], now: datetime) -> None:
    """Await these files. Raises ``Problem`` 422 for somebody else's id and 409 for a known one with other bytes."""
    _insert(
        session,
        Media,
        [
            {
                "id": one.id,
                "school_id": actor.school_id,
                "owner_id": actor.member_id,
                "kind": MediaKind(one.kind),
                "digest": one.digest,
                "media_type": "",
                "listed_at": now,
            }
            for one in sorted(media, key=lambda one: one.id)  # in one order, so that no two wait for each other
        ],
    )
    mine = queries.own_media(session, actor, [one.id for one in media])
    for one in media:
        if one.id not in mine:
            raise queries.refused()
        if mine[one.id] != one.digest:
            raise other_photo()


def other_photo() -> Problem:
    """The answer for a known id of a photo that comes with other bytes."""
    return Problem(409, "other-photo", _("Deze foto is al verstuurd, maar het was een andere. Er is niets weg."))


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> int:
    """Insert what is not there yet; how many were new. One that another request inserts now is waited for."""
    if not rows:
        return 0
    connection = session.connection()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = insert(table).values(rows).on_conflict_do_nothing().returning(sa.literal(1))
    return len(connection.execute(new).all())


def add_mood_and_words(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    mood: int | None,
    words: str,
    now: datetime,
    device_id: UUID | None,
) -> Receipt:
    """Say how it felt after the tick: the newest revision with this mood and these words is the next one.

    Doing it twice adds nothing. Raises ``Problem`` 404 for somebody else's entry and as ``save_entry`` does.
    """
    known = _locked(session, entry_id)
    if known is None or (known.school_id, known.student_id) != (actor.school_id, actor.member_id):
        raise not_found()
    newest = queries.revisions(session, actor.school_id, entry_id)[-1]
    entry = read_entry(canonical({**newest.body, "mood": mood, "words": words}))
    if (newest.body["mood"], newest.body["words"]) == (mood, entry.words):
        return Receipt(entry_id, newest.revision, newest.digest, newest.kept)
    following = canonical(entry.body() | {"revision": newest.revision + 1})
    return save_entry(session, actor, entry_id, read_entry(following), sha_256(following), now, device_id)


def clean_photo(body: bytes) -> CleanPhoto:
    """The photo in these bytes, without anything but what it shows.

    Raises ``Problem`` 413, 415 or 422 for a file that is never taken, 503 when it may be sent again later.
    """
    try:
        return images.clean(body)
    except PhotoIntakeBusy:
        text = _("Het is even te druk voor foto’s. Er is niets weg. Probeer het zo nog eens.")
        raise Problem(503, "photos-busy", text, retry_after=10) from None
    except UnreadableImage as error:
        raise _not_taken(error.code) from None


def _not_taken(code: str) -> Problem:
    match code:
        case "too_large":
            return Problem(413, "photo-too-large", _("Deze foto is te groot. Kies een andere foto."))
        case "wrong_type":
            text = _("Dit is geen foto die we kunnen openen. Kies een andere foto.")
            return Problem(415, "photo-wrong-type", text)
        case "animated":
            return Problem(422, "photo-animated", _("Dit plaatje beweegt. Kies een gewone foto."))
        case _:
            return Problem(422, "photo-unreadable", _("Deze foto is stuk. Maak of kies een andere foto."))


def store_photo(storage: Storage, school_id: UUID, media_id: UUID, photo: CleanPhoto) -> None:
    """Put both sizes on the disk; only then may a row say that the photo is there.

    Raises ``Problem`` 503 while the disk takes nothing.
    """
    try:
        storage.put(media_key(school_id, media_id, "large"), photo.large)
        storage.put(media_key(school_id, media_id, "small"), photo.small)
    except OSError:
        log.exception("photo not stored: %s", media_id)
        text = _("Foto’s bewaren lukt nu even niet. Er is niets weg. Probeer het straks nog eens.")
        raise Problem(503, "storage", text, retry_after=30) from None


def save_media(storage: Storage, awaited: AwaitedMedia, body: bytes, digest: str) -> CleanPhoto | None:
    """Clean and store the bytes of a photo that an entry lists; nothing to do when it is there already.

    Comes before the transaction that ``receive_media`` writes in, because opening a photo takes its time. Raises
    ``Problem`` 409 for other bytes than the entry said, and as ``clean_photo`` and ``store_photo`` do.
    """
    if awaited.digest != digest:
        raise other_photo()
    if awaited.received:
        return None
    photo = clean_photo(body)
    store_photo(storage, awaited.school_id, awaited.id, photo)
    return photo


def receive_media(session: Session, actor: Actor, media_id: UUID, photo: CleanPhoto, now: datetime) -> None:
    """Write down that a photo of this student is stored."""
    awaited = (
        col(Media.id) == media_id,
        col(Media.school_id) == actor.school_id,
        col(Media.owner_id) == actor.member_id,
        col(Media.received_at).is_(None),
    )
    size = {"width": photo.width, "height": photo.height, "media_type": photo.media_type}
    session.execute(sa.update(Media).where(*awaited).values(received_at=now, **size))


def keep_form_photo(session: Session, actor: Actor, media: MediaInput, photo: CleanPhoto, now: datetime) -> None:
    """Write down a stored photo that came with a form, for the entry that will list it."""
    _list_media(session, actor, [media], now)
    receive_media(session, actor, media.id, photo, now)
