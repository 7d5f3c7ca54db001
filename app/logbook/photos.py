"""Photos of entries: who may see them, which are awaited, and keeping their bytes. Each can be sent again unharmed."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base import images
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.images import CleanPhoto, PhotoIntakeBusy, UnreadableImage
from app.base.storage import Storage
from app.logbook.inputs import MOST_PHOTOS, MediaInput, sha_256
from app.logbook.keeping import Sent, insert_new
from app.logbook.models import EntryMedia, LogEntry, LogRevision, Media, MediaKind, MediaTask
from app.logbook.queries import within_sight
from app.people.actor import Actor
from app.people.queries import not_found
from app.placements.queries import photo_rule

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AwaitedMedia:
    """A file that an entry lists; ``received`` when it is here."""

    id: UUID
    school_id: UUID
    digest: str
    received: bool


def refused() -> Problem:
    """The answer for an id that is somebody else's and for one that nobody listed alike, so that it tells nothing."""
    text = _("Dit kunnen we niet bewaren. Vraag je begeleider om hulp.")
    return Problem(422, "refused", text)


def awaited_media(session: Session, actor: Actor, entry_id: UUID, media_id: UUID) -> AwaitedMedia:
    """A file that an entry of this student lists.

    Raises ``Problem`` 422: ``photos-not-allowed`` when the entry named it while there could be no photos, else
    ``refused``.
    """
    newest = (
        sa.select(col(LogRevision.body))
        .where(col(LogRevision.entry_id) == col(LogEntry.id))
        .order_by(col(LogRevision.revision).desc())
        .limit(1)
        .scalar_subquery()
    )
    here = sa.and_(col(EntryMedia.entry_id) == col(LogEntry.id), col(EntryMedia.media_id) == media_id)
    mine = sa.and_(col(Media.id) == col(EntryMedia.media_id), col(Media.owner_id) == actor.member_id)
    # In one statement, so that no revision comes between what is listed and what the newest one names.
    row = session.execute(
        sa.select(col(Media.digest), col(Media.received_at), newest.label("newest"))
        .select_from(LogEntry)
        .outerjoin(EntryMedia, here)
        .outerjoin(Media, mine)
        .where(*_own_entry(actor, entry_id))
    ).one_or_none()
    if row is not None and row.digest is not None:
        return AwaitedMedia(media_id, actor.school_id, row.digest, row.received_at is not None)
    if row is not None and row.newest and str(media_id) in {one["id"] for one in row.newest["media"]}:
        text = _("Hier mogen nu geen foto’s. De rest van je werk is wel bewaard.")
        raise Problem(422, "photos-not-allowed", text)
    raise refused()


def _own_entry(actor: Actor, entry_id: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(LogEntry.id) == entry_id,
        col(LogEntry.school_id) == actor.school_id,
        col(LogEntry.student_id) == actor.member_id,
    )


def own_media(session: Session, actor: Actor, media_ids: Collection[UUID]) -> dict[UUID, str]:
    """The digests of those of these files that this student sent or will send, in the order asked."""
    rows = session.execute(
        sa.select(col(Media.id), col(Media.digest)).where(
            col(Media.id).in_(media_ids),
            col(Media.school_id) == actor.school_id,
            col(Media.owner_id) == actor.member_id,
        )
    )
    found = {row.id: row.digest for row in rows}
    return {media_id: found[media_id] for media_id in media_ids if media_id in found}


def listed_media(session: Session, school_id: UUID, entry_id: UUID) -> set[UUID]:
    """The files that an entry lists."""
    mine = (col(EntryMedia.school_id) == school_id, col(EntryMedia.entry_id) == entry_id)
    return set(session.scalars(sa.select(col(EntryMedia.media_id)).where(*mine)))


def awaited_of(session: Session, actor: Actor, entry_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """The files of this student that these entries list and that have not arrived, by entry."""
    if not entry_ids:
        return {}
    rows = session.execute(
        sa.select(col(EntryMedia.entry_id), col(Media.id))
        .join(Media, col(Media.id) == col(EntryMedia.media_id))
        .where(
            col(EntryMedia.school_id) == actor.school_id,
            col(EntryMedia.entry_id).in_(entry_ids),
            col(Media.owner_id) == actor.member_id,
            col(Media.received_at).is_(None),
        )
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for entry_id, media_id in rows:
        found[entry_id].add(media_id)
    return found


def media_key(school_id: UUID, media_id: UUID, size: str) -> str:
    """Where a photo is stored; ``size`` is ``large`` or ``small``."""
    return f"{school_id}/{media_id}/{size}.webp"


def photo_key(session: Session, actor: Actor, media_id: UUID, size: str, now: datetime) -> str:
    """Where a photo is stored that this person may see: with an entry of their students, or one's own.

    Raises 404 for any other, for one that has not arrived, and for staff when the entry was taken back.
    """
    seen = (
        sa.select(col(EntryMedia.media_id))
        .join(LogEntry, col(LogEntry.id) == col(EntryMedia.entry_id))
        .where(*within_sight(actor, now))
    )
    found = session.execute(
        sa.select(col(Media.id)).where(
            col(Media.id) == media_id,
            col(Media.school_id) == actor.school_id,
            col(Media.received_at).is_not(None),
            sa.or_(col(Media.id).in_(seen), col(Media.owner_id) == actor.member_id),
        )
    ).one_or_none()
    if found is None:
        raise not_found()
    return media_key(actor.school_id, media_id, size)


def attach(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    author_id: UUID,
    sent: Sent,
    had: Collection[UUID] = frozenset(),
) -> tuple[MediaInput, ...]:
    """List the photos of a revision, after those that the entry has, and say which; while there may be none, only
    what it ``had``.

    Where somebody else wrote the entry the photos are the writer's: they stay or go, and there come none to them.
    """
    media = sent.entry.media
    if media and not photo_rule(session, actor, sent.placement, actor.member_id).allowed:
        media = tuple(one for one in media if one.id in had)
    if not media:
        return ()
    if author_id == actor.member_id:
        list_media(session, actor, media, sent.at)
    elif not {one.id for one in media} <= set(had):
        raise refused()
    at = {"school_id": actor.school_id, "entry_id": entry_id}
    first = len(listed_media(session, actor.school_id, entry_id))
    links = [
        {"id": uuid4(), **at, "owner_id": author_id, "media_id": one.id, "position": position}
        for position, one in enumerate(media, first)
    ]
    insert_new(session, EntryMedia, links)
    shown = [
        {"id": uuid4(), **at, "media_id": one.id, "task_id": task} for one in media for task in dict.fromkeys(one.tasks)
    ]
    insert_new(session, MediaTask, shown)
    return media


def list_media(session: Session, actor: Actor, media: Sequence[MediaInput], now: datetime) -> None:
    """Await these files. Raises ``Problem`` 422 for somebody else's id and 409 for a known one with other bytes."""
    insert_new(
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
    mine = own_media(session, actor, [one.id for one in media])
    for one in media:
        if one.id not in mine:
            raise refused()
        if mine[one.id] != one.digest:
            raise other_photo()


def other_photo() -> Problem:
    """The answer for a known id of a photo that comes with other bytes."""
    return Problem(409, "other-photo", _("Deze foto is al verstuurd, maar het was een andere. Er is niets weg."))


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


def receive_media(
    session: Session, actor: Actor, media_id: UUID, photo: CleanPhoto, now: datetime, sequence: int | None = None
) -> None:
    """Write down that a photo of this student is stored. ``sequence``: the phone's own number for it."""
    awaited = (
        col(Media.id) == media_id,
        col(Media.school_id) == actor.school_id,
        col(Media.owner_id) == actor.member_id,
        col(Media.received_at).is_(None),
    )
    size = {"width": photo.width, "height": photo.height, "media_type": photo.media_type}
    session.execute(sa.update(Media).where(*awaited).values(received_at=now, device_sequence=sequence, **size))


@dataclass(frozen=True, slots=True)
class FormPhotos:
    """The good ones, in order, with their digests; ``trouble`` says what is wrong with the rest, if anything."""

    good: dict[UUID, tuple[str, CleanPhoto]]
    trouble: Problem | None

    @property
    def digests(self) -> dict[UUID, str]:
        """The digests of the good ones by id, as an entry lists them."""
        return {media_id: digest for media_id, (digest, _photo) in self.good.items()}


def take_in(storage: Storage, actor: Actor, entry_id: UUID, bodies: Iterable[bytes], most: int | None) -> FormPhotos:
    """Clean and store the photos that came with a form, under ids that a second sending has too.

    At most this many; none means that there may be no photos at all. A bad one does not take the others along.
    """
    good: dict[UUID, tuple[str, CleanPhoto]] = {}
    problems: list[Problem] = []
    for number, body in enumerate(bodies):
        if most is None or number >= most:
            problems.append(_not_allowed() if most is None else _too_many())
            break
        digest = sha_256(body)
        media_id = uuid5(entry_id, digest)
        try:
            photo = clean_photo(body)
            store_photo(storage, actor.school_id, media_id, photo)
            good[media_id] = digest, photo
        except Problem as problem:
            problems.append(problem)
            if problem.retry_after:
                break
    return FormPhotos(good, _in_one(problems))


def keep(session: Session, actor: Actor, photos: FormPhotos, now: datetime) -> None:
    """Write the good ones down, for the entry that will list them."""
    listed = [MediaInput(id=key, kind="photo", digest=digest) for key, digest in photos.digests.items()]
    list_media(session, actor, listed, now)
    for key, (_digest, photo) in photos.good.items():
        receive_media(session, actor, key, photo, now)


def _in_one(problems: list[Problem]) -> Problem | None:
    """Each thing that is wrong, said once."""
    if not problems:
        return None
    first, text = problems[0], " ".join(dict.fromkeys(problem.text for problem in problems))
    return Problem(first.status, first.code, text, retry_after=first.retry_after)


def _not_allowed() -> Problem:
    text = _("Hier mogen nu geen foto’s. Verstuur je werk zonder foto.")
    return Problem(422, "photos-not-allowed", text)


def _too_many() -> Problem:
    text = _("Dat zijn te veel foto’s. De eerste %(most)s zijn bewaard.", most=MOST_PHOTOS)
    return Problem(422, "too-many-photos", text)
