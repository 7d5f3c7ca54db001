"""The pictures of a school's own: photos of the work, and what came with an imported set."""

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base import images
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.images import PhotoIntakeBusy, UnreadableImage
from app.base.storage import Storage
from app.catalogue.models import PictogramSet, SchoolPictogram, Task
from app.catalogue.pictograms import of_work, own_id, pictograms
from app.catalogue.search import Words, search, words
from app.people.actions import record
from app.people.actor import Actor
from app.people.queries import not_found

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo of the work, cleaned: a square WebP under the digest of what was sent."""

    digest: str
    square: bytes


@dataclass(frozen=True)
class Choice:
    """A picture to choose from, of the catalogue or of the school; ``set_name`` says from which set."""

    name: str
    label: str
    words: Words
    set_id: UUID | None = None
    set_name: str = ""


@dataclass(frozen=True, slots=True)
class OwnPhoto:
    """A photo of the work that a school uses as a picture, and the tasks that show it."""

    id: UUID
    label: str
    added_at: datetime
    tasks: list[str]


def clean_photo(data: bytes) -> NewPhoto:
    """The photo as a pictogram. Raises ``Problem`` 413, 415 or 422 for what is none, 503 to try again later."""
    try:
        return NewPhoto(sha256(data).hexdigest(), images.square(data))
    except PhotoIntakeBusy:
        text = _("Het is even te druk voor foto’s. Er is niets veranderd. Probeer het zo nog eens.")
        raise Problem(503, "photos-busy", text, retry_after=10) from None
    except UnreadableImage as error:
        texts = {
            "too_large": (413, _("Deze foto is te groot. Kies een andere foto.")),
            "wrong_type": (415, _("Dit is geen foto die we kunnen openen. Kies een foto in JPEG, PNG of WebP.")),
            "animated": (422, _("Dit plaatje beweegt. Kies een gewone foto.")),
        }
        status, text = texts.get(error.code, (422, _("Deze foto kunnen we niet openen. Kies een andere foto.")))
        raise Problem(status, f"photo-{error.code}", text, fields={"photo": text}) from None


def picture_key(school_id: UUID, pictogram_id: UUID) -> str:
    """Where the bytes of a school's picture are kept."""
    return f"{school_id}/pictograms/{pictogram_id}.webp"


def photo_id(session: Session, actor: Actor, digest: str) -> UUID:
    """The id of the school's photo with this digest, or a new one: the same file again is the same picture."""
    known = session.scalar(
        sa.select(col(SchoolPictogram.id))
        .where(
            col(SchoolPictogram.school_id) == actor.school_id,
            col(SchoolPictogram.digest) == digest,
            col(SchoolPictogram.set_id).is_(None),
        )
        .limit(1)
    )
    return known or uuid4()


def store_photo(storage: Storage, actor: Actor, pictogram_id: UUID, photo: NewPhoto) -> None:
    """Put the photo on the disk; only then may a row say that it is there. Raises ``Problem`` 503."""
    try:
        storage.put(picture_key(actor.school_id, pictogram_id), photo.square)
    except OSError:
        log.exception("pictogram not stored: %s", pictogram_id)
        text = _("Foto’s bewaren lukt nu even niet. Er is niets veranderd. Probeer het straks nog eens.")
        raise Problem(503, "storage", text, retry_after=30) from None


def keep_photo(
    session: Session, actor: Actor, now: datetime, pictogram_id: UUID, photo: NewPhoto, label: str
) -> SchoolPictogram:
    """Write down a stored photo of the work as a picture of the school's own, to be found by its label."""
    known = session.get(SchoolPictogram, pictogram_id)
    if known:
        known.retired_at = None
        return known
    made = SchoolPictogram(
        id=pictogram_id,
        school_id=actor.school_id,
        label=label[:60],
        language=actor.language,
        digest=photo.digest,
        added_by_id=actor.member_id,
        added_at=now,
    )
    session.add(made)
    session.flush()
    record(session, actor, now, "pictogram-added", "school_pictogram", made.id)
    return made


def choices(session: Session, actor: Actor) -> list[Choice]:
    """All pictures for tasks: those of the catalogue, and the school's own that are in use."""
    carried = [Choice(found.name, found.label, found.words) for found in of_work()]
    rows = session.execute(
        sa.select(
            col(SchoolPictogram.id),
            col(SchoolPictogram.label),
            col(SchoolPictogram.keywords),
            col(SchoolPictogram.set_id),
            sa.func.coalesce(col(PictogramSet.name), ""),
        )
        .outerjoin(PictogramSet, col(PictogramSet.id) == col(SchoolPictogram.set_id))
        .where(col(SchoolPictogram.school_id) == actor.school_id, col(SchoolPictogram.retired_at).is_(None))
        .order_by(col(SchoolPictogram.set_id).is_not(None), col(SchoolPictogram.label), col(SchoolPictogram.id))
    )
    return carried + [Choice(str(key), label, words(label, [more]), *own) for key, label, more, *own in rows]


def find(session: Session, actor: Actor, query: str) -> list[Choice]:
    """The pictures that fit the words, best first."""
    return search(query, choices(session, actor), lambda choice: choice.words)


def label_of(session: Session, actor: Actor, name: str) -> str:
    """The word for a picture of the catalogue or of the school's own; empty for what is none."""
    known, key = pictograms().get(name), own_id(name)
    if known or key is None:
        return known.label if known else ""
    mine = (col(SchoolPictogram.school_id) == actor.school_id, col(SchoolPictogram.id) == key)
    return session.scalar(sa.select(col(SchoolPictogram.label)).where(*mine)) or ""


def own_picture(session: Session, actor: Actor, pictogram_id: UUID) -> SchoolPictogram:
    """A picture of this school, also one no longer offered: tasks may show it. Raises 404 for any other's."""
    mine = (SchoolPictogram.school_id == actor.school_id, SchoolPictogram.id == pictogram_id)
    found = session.exec(select(SchoolPictogram).where(*mine)).one_or_none()
    if found is None:
        raise not_found()
    return found


def own_photos(session: Session, actor: Actor) -> list[OwnPhoto]:
    """The school's photos of the work, newest first, with the tasks that show them."""
    mine = (SchoolPictogram.school_id == actor.school_id, col(SchoolPictogram.set_id).is_(None))
    photos = session.exec(select(SchoolPictogram).where(*mine).order_by(col(SchoolPictogram.added_at).desc())).all()
    shown: dict[str, list[str]] = {}
    names = [str(photo.id) for photo in photos]
    for name, label in session.execute(
        sa.select(col(Task.pictogram), col(Task.label)).where(
            col(Task.school_id) == actor.school_id, col(Task.pictogram).in_(names)
        )
    ):
        shown.setdefault(name, []).append(label)
    return [OwnPhoto(photo.id, photo.label, photo.added_at, shown.get(str(photo.id), [])) for photo in photos]


def remove_photo(session: Session, actor: Actor, now: datetime, pictogram_id: UUID) -> str:
    """Erase a photo of the work; returns the key of its bytes, to be deleted once this is kept.

    Raises 404 for what is no photo of this school, 409 while a task shows it.
    """
    found = own_picture(session, actor, pictogram_id)
    if found.set_id is not None:
        raise not_found()
    shown = session.scalar(
        sa.select(sa.func.count()).where(
            col(Task.school_id) == actor.school_id, col(Task.pictogram) == str(pictogram_id)
        )
    )
    if shown:
        raise Problem(409, "in-use", _("Een taak gebruikt deze foto nog. Kies daar eerst een ander plaatje."))
    session.delete(found)
    record(session, actor, now, "pictogram-removed", "school_pictogram", pictogram_id)
    return picture_key(actor.school_id, pictogram_id)
