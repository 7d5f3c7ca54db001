"""Whole sets of pictograms that a school may use: brought in from a ZIP, step by step, and taken away again.

The ZIP waits in the storage while it is worked through, beside a note of how far that is. Pictures are opened and
stored before the transaction that writes them down, a batch at a time, so that nobody else waits. A picture's id
follows from its set and name: any step may be done again, and the same set again changes what is there.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.base import images
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.images import PhotoIntakeBusy, UnreadableImage
from app.base.storage import Missing, Storage
from app.catalogue.inputs import LONGEST_CREDIT, LONGEST_LICENCE, LONGEST_NAME, SetForm
from app.catalogue.models import PictogramSet, SchoolPictogram, Task
from app.catalogue.own_pictures import picture_key
from app.catalogue.zips import BadZip, Entry, LeftOut, SetZip, open_set
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import School
from app.people.queries import not_found

STEP_SECONDS = 6.0
STEP_PICTURES = 300


@dataclass(frozen=True, slots=True)
class SetCard:
    """A set that the school has, and how many of its pictures are in use."""

    id: UUID
    name: str
    licence: str
    credit: str
    imported_at: datetime
    pictures: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a ZIP was worked through: ``done`` of ``total`` pictures looked at, and what was not taken."""

    total: int
    done: int
    language: str
    left_out: tuple[LeftOut, ...]

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step of an import brought: rows to write, and where it got to."""

    rows: list[dict[str, Any]]
    progress: Progress


def set_cards(session: Session, actor: Actor) -> list[SetCard]:
    """The school's sets that were not taken away, by name."""
    return [SetCard(*row) for row in session.execute(_cards(actor).order_by(col(PictogramSet.name)))]


def credited_sets(session: Session, actor: Actor) -> list[SetCard]:
    """The sets of which the school shows a picture, also one that was taken away but for what tasks use."""
    shows = sa.exists().where(col(SchoolPictogram.set_id) == col(PictogramSet.id))
    return [SetCard(*row) for row in session.execute(_all_cards(actor).where(shows).order_by(col(PictogramSet.name)))]


def set_card(session: Session, actor: Actor, set_id: UUID) -> SetCard:
    """One set of the school. Raises 404 for any other."""
    row = session.execute(_cards(actor).where(col(PictogramSet.id) == set_id)).one_or_none()
    if row is None:
        raise not_found()
    return SetCard(*row)


def _cards(actor: Actor) -> sa.Select[UUID, str, str, str, datetime, int]:
    return _all_cards(actor).where(col(PictogramSet.removed_at).is_(None))


def _all_cards(actor: Actor) -> sa.Select[UUID, str, str, str, datetime, int]:
    here = (col(SchoolPictogram.set_id) == col(PictogramSet.id), col(SchoolPictogram.retired_at).is_(None))
    return sa.select(
        col(PictogramSet.id),
        col(PictogramSet.name),
        col(PictogramSet.licence),
        col(PictogramSet.credit),
        col(PictogramSet.imported_at),
        sa.select(sa.func.count()).where(*here).scalar_subquery(),
    ).where(col(PictogramSet.school_id) == actor.school_id)


def look_into(data: bytes) -> SetZip:
    """The ZIP as it came in. Raises ``Problem`` 422 with ``fields`` for one that cannot be used."""
    try:
        return open_set(data)
    except BadZip as bad:
        texts = {
            "no_zip": _("Dit is geen ZIP-bestand dat we kunnen openen."),
            "encrypted": _("Deze ZIP heeft een wachtwoord. Maak een ZIP zonder wachtwoord."),
            "too_many": _("Hier zitten te veel bestanden in. Maak een ZIP met hoogstens 5.000 plaatjes."),
            "too_large": _("Uitgepakt is dit te groot. Maak een ZIP met minder of kleinere plaatjes."),
            "no_pictures": _("In deze ZIP zitten geen plaatjes (PNG, JPEG, WebP of SVG)."),
            "broken_list": _("De lijst met namen in deze ZIP kunnen we niet lezen."),
        }
        text = texts[bad.code]
        raise Problem(422, f"zip-{bad.code}", text, fields={"zip": text}) from None


def described(form: SetForm, found: SetZip) -> SetForm:
    """What is known of the set: what the form leaves empty is taken from the licence in the ZIP.

    Raises ``Problem`` 422 with ``fields``: no set comes in without a name, a licence and a maker.
    """
    full = replace(form, licence=form.licence or found.licence, credit=form.credit or found.credit)
    fields = {
        "name": _wrong(full.name, LONGEST_NAME, _("Hoe heet deze set?")),
        "licence": _wrong(full.licence, LONGEST_LICENCE, _("Onder welke licentie mag de school deze set gebruiken?")),
        "credit": _wrong(full.credit, LONGEST_CREDIT, _("Wie maakte deze set?")),
    }
    wrong = {name: text for name, text in fields.items() if text}
    if wrong:
        raise Problem(422, "incomplete", _("Er mist nog iets. Er is nog niets opgeslagen."), fields=wrong)
    return full


def id_for(session: Session, actor: Actor, name: str) -> UUID:
    """The id of the school's set of this name, whatever its case; a new one follows from the name, so that the same
    form twice at once brings one set in.
    """
    known = session.scalar(
        sa.select(col(PictogramSet.id))
        .where(col(PictogramSet.school_id) == actor.school_id, sa.func.lower(PictogramSet.name) == name.lower())
        .order_by(col(PictogramSet.removed_at).is_not(None))
        .limit(1)
    )
    return known or uuid5(actor.school_id, name.lower())


def start_import(session: Session, actor: Actor, now: datetime, set_id: UUID, form: SetForm) -> None:
    """Write down which set comes in, under which licence; one that is there, or was, is that set again."""
    held = sa.select(col(School.id)).where(col(School.id) == actor.school_id).with_for_update(key_share=True)
    session.execute(held)
    known = session.get(PictogramSet, set_id)
    made = known or PictogramSet(
        id=set_id,
        school_id=actor.school_id,
        name=form.name,
        licence=form.licence,
        imported_by_id=actor.member_id,
        imported_at=now,
    )
    made.licence, made.credit, made.removed_at = form.licence, form.credit, None
    made.imported_by_id, made.imported_at = actor.member_id, now
    session.add(made)
    session.flush()
    record(session, actor, now, "pictogram-set-imported", "pictogram_set", set_id)


def _wrong(written: str, longest: int, missing: str) -> str | None:
    if not written:
        return missing
    over = len(written) - longest
    return _("Dit is %(n)s tekens te lang. Maak het korter.", n=over) if over > 0 else None


# ---------------------------------------------------------------- what waits in the storage


def keep_zip(storage: Storage, school_id: UUID, set_id: UUID, data: bytes, found: SetZip, language: str) -> None:
    """Let a ZIP wait to be worked through, from its first picture."""
    try:
        storage.put(_zip_key(school_id, set_id), data)
    except OSError:
        text = _("Bestanden bewaren lukt nu even niet. Er is niets veranderd. Probeer het straks nog eens.")
        raise Problem(503, "storage", text, retry_after=30) from None
    note(storage, school_id, set_id, Progress(len(found.pictures), 0, language, tuple(found.left_out)))


def note(storage: Storage, school_id: UUID, set_id: UUID, progress: Progress) -> None:
    """Keep how far the work is; at the end the ZIP goes, and what was not taken can still be read."""
    told = {
        "total": progress.total,
        "done": progress.done,
        "language": progress.language,
        "left_out": [[left.file, left.code] for left in progress.left_out],
    }
    storage.put(_note_key(school_id, set_id), json.dumps(told).encode())
    if progress.finished:
        storage.delete(_zip_key(school_id, set_id))


def progress_of(storage: Storage, school_id: UUID, set_id: UUID) -> Progress | None:
    """How far the last import of a set is; nothing when there was none, or it is forgotten."""
    try:
        told = json.loads(storage.get(_note_key(school_id, set_id)))
    except (Missing, ValueError):
        return None
    left_out = tuple(LeftOut(file, code) for file, code in told["left_out"])
    return Progress(told["total"], told["done"], told["language"], left_out)


def forget_import(storage: Storage, school_id: UUID, set_id: UUID) -> None:
    """Remove what an import left in the storage."""
    storage.delete(_zip_key(school_id, set_id))
    storage.delete(_note_key(school_id, set_id))


def _zip_key(school_id: UUID, set_id: UUID) -> str:
    return f"{school_id}/imports/{set_id}.zip"


def _note_key(school_id: UUID, set_id: UUID) -> str:
    return f"{school_id}/imports/{set_id}.json"


# ---------------------------------------------------------------- the work


def known_digests(session: Session, actor: Actor, set_id: UUID) -> dict[str, str]:
    """The digest of each picture that the set has, by name."""
    rows = session.execute(
        sa.select(col(SchoolPictogram.name), col(SchoolPictogram.digest)).where(
            col(SchoolPictogram.school_id) == actor.school_id, col(SchoolPictogram.set_id) == set_id
        )
    )
    return {str(name): str(digest) for name, digest in rows}


def work_on(
    storage: Storage, actor: Actor, set_id: UUID, progress: Progress, known: dict[str, str], now: datetime
) -> Batch:
    """Open and store the next pictures, for a few seconds; no transaction is open meanwhile.

    Raises ``Problem`` 409 when the ZIP is no longer there, 503 while nothing can be opened or stored.
    """
    try:
        found = open_set(storage.get(_zip_key(actor.school_id, set_id)))
    except (Missing, BadZip):
        text = _("Deze import is afgebroken. Zet de ZIP er nog een keer in.")
        raise Problem(409, "import-gone", text) from None
    until = time.monotonic() + STEP_SECONDS
    rows, left_out, done = [], list(progress.left_out), progress.done
    for entry in found.pictures[done : done + STEP_PICTURES]:
        if time.monotonic() > until:
            break
        try:
            rows.append(_row(storage, actor, set_id, found, entry, known, progress.language, now))
        except UnreadableImage as error:
            left_out.append(LeftOut(entry.info.filename[:200], error.code))
        except (PhotoIntakeBusy, OSError):
            if done == progress.done:
                text = _("Het is even te druk. Er is niets verloren. Probeer het zo nog eens.")
                raise Problem(503, "photos-busy", text, retry_after=10) from None
            break
        done += 1
    return Batch(rows, Progress(progress.total, done, progress.language, tuple(left_out)))


def _row(
    storage: Storage,
    actor: Actor,
    set_id: UUID,
    found: SetZip,
    entry: Entry,
    known: dict[str, str],
    language: str,
    now: datetime,
) -> dict[str, Any]:
    data = found.picture(entry)
    if data is None:
        raise UnreadableImage("broken", "not readable in the ZIP")
    digest, key = sha256(data).hexdigest(), uuid5(set_id, entry.name)
    if known.get(entry.name) != digest:
        storage.put(picture_key(actor.school_id, key), images.pictogram(data))
    return {
        "id": key,
        "school_id": actor.school_id,
        "set_id": set_id,
        "name": entry.name,
        "label": entry.label,
        "keywords": entry.keywords,
        "language": language,
        "digest": digest,
        "added_by_id": actor.member_id,
        "added_at": now,
        "retired_at": None,
    }


def write_down(session: Session, actor: Actor, set_id: UUID, rows: list[dict[str, Any]]) -> None:
    """Keep a batch: new pictures, and what changed of those that are there. Raises 404 when the set is gone by now."""
    there = (col(PictogramSet.id) == set_id, col(PictogramSet.school_id) == actor.school_id)
    in_use = col(PictogramSet.removed_at).is_(None)
    if session.scalar(sa.select(col(PictogramSet.id)).where(*there, in_use).with_for_update()) is None:
        raise not_found()
    connection = session.connection()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    for some in _parts(rows):
        new = insert(SchoolPictogram).values(some)
        changed = ("label", "keywords", "language", "digest", "retired_at")
        connection.execute(
            new.on_conflict_do_update(
                index_elements=["set_id", "name"], set_={name: new.excluded[name] for name in changed}
            )
        )


def _parts(rows: list[dict[str, Any]], size: int = 100) -> Iterator[list[dict[str, Any]]]:
    """Parts that a statement can carry: databases limit how many values it has."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def remove_set(session: Session, actor: Actor, now: datetime, set_id: UUID) -> list[str]:
    """Take a set away. Pictures that tasks show stay, for those tasks alone; the others are erased.

    Returns the keys of the erased pictures' bytes, to be deleted once this is kept. Raises 404 for another school's.
    """
    mine = (PictogramSet.id == set_id, PictogramSet.school_id == actor.school_id)
    found = session.exec(select(PictogramSet).where(*mine).with_for_update()).one_or_none()
    if found is None:
        raise not_found()
    if found.removed_at is None:
        found.removed_at = now
        record(session, actor, now, "pictogram-set-removed", "pictogram_set", set_id)
    of_set = (col(SchoolPictogram.school_id) == actor.school_id, col(SchoolPictogram.set_id) == set_id)
    shown = set(session.scalars(sa.select(col(Task.pictogram)).where(col(Task.school_id) == actor.school_id)))
    ids = list(session.scalars(sa.select(col(SchoolPictogram.id)).where(*of_set)))
    kept = [key for key in ids if str(key) in shown]
    session.execute(sa.delete(SchoolPictogram).where(*of_set, col(SchoolPictogram.id).not_in(kept)))
    session.execute(sa.update(SchoolPictogram).where(*of_set).values(retired_at=now))
    return [picture_key(actor.school_id, key) for key in ids if str(key) not in shown]
