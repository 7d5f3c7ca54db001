"""Afterwards: what is on record, against what was promised."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base import clock
from app.base.clock import local_day
from app.base.storage import Missing, Storage
from app.logbook.actions import believed_day
from app.logbook.models import EntryMedia, EntryStatus, Kept, LogEntry, LogRevision, LogTask, Media
from app.logbook.photos import media_key
from app.logbook.together import copy_id
from app.review.models import Review
from tests.chaos.book import Book, Log, Photo
from tests.chaos.phone import sha


class Record:
    """What a database has of the logs in a book."""

    def __init__(self, session: Session, book: Book) -> None:
        logs = list(book.logs)
        self.entries = {row.id: row for row in _all(session, LogEntry, col(LogEntry.id).in_(logs))}
        self.revisions: dict[UUID, dict[int, Any]] = {log: {} for log in logs}
        for row in _all(session, LogRevision, col(LogRevision.entry_id).in_(logs)):
            self.revisions[row.entry_id][row.revision] = row
        self.tasks = _all(session, LogTask, col(LogTask.entry_id).in_(logs))
        self.links = _all(session, EntryMedia, col(EntryMedia.entry_id).in_(logs))
        self.media = {row.id: row for row in _all(session, Media, col(Media.id).in_(list(book.photos)))}
        self.reviews = {row.id: row for row in _all(session, Review, col(Review.entry_id).in_(logs))}
        copies = [copy_id(log.id, mate) for log in book.logs.values() for mate in log.owner.mates]
        self.copies = {row.id: row for row in _all(session, LogEntry, col(LogEntry.id).in_(copies))}


def _all(session: Session, table: Any, *where: sa.ColumnElement[bool]) -> Sequence[Any]:
    return session.scalars(sa.select(table).where(*where)).all()


def check(session: Session, storage: Storage, book: Book) -> None:
    """Note in the book whatever is not as it was promised."""
    record = Record(session, book)
    for (log_id, number), (digest, kept) in book.acknowledged.items():
        row = record.revisions[log_id].get(number)
        if row is None or (row.digest, row.kept.value) != (digest, kept):
            book.wrong("lost", f"{log_id} {number} was acknowledged and is not on record")
    for log in book.logs.values():
        _check_log(record, book, log)
    _check_refused(record, book)
    for photo in book.photos.values():
        _check_photo(record, storage, book, photo)
    for review_id, made in book.reviews.items():
        found = record.reviews.get(review_id)
        same = found is not None and (found.entry_id, found.revision, found.verdict.value, found.reviewer_id) == (
            made.log,
            made.revision,
            made.verdict,
            made.supervisor,
        )
        if found is None or not same or (made.undone and found.undone_at is None):
            book.wrong("lost", f"review {review_id} was acknowledged and is not on record")


def _check_refused(record: Record, book: Book) -> None:
    for review_id in book.refused_reviews & record.reviews.keys():
        if record.reviews[review_id].undone_at is None:
            book.wrong("lost", f"review {review_id} was refused and is on record")


def _check_log(record: Record, book: Book, log: Log) -> None:
    entry, on_record = record.entries.get(log.id), record.revisions[log.id]
    if entry is None:
        return
    saved = {(one.number, one.digest): one for one in log.revisions}
    if entry.student_id != log.owner.id:
        book.wrong("leaked", f"{log.id} of {log.owner.name} is somebody else's")
    for number, row in on_record.items():
        said = saved.get((number, row.digest))
        if said is None or not _says(row.body, said.body):
            book.wrong("wrong_bytes", f"{log.id} {number} is on record as nobody saved it")
    kept = [number for number, row in on_record.items() if row.kept is Kept.ENTRY]
    if not kept:
        book.wrong("lost", f"{log.id} has no revision that is the entry")
        return
    newest = on_record[max(kept)]
    if (entry.revision, entry.digest) != (newest.revision, newest.digest):
        book.wrong("lost", f"{log.id} shows revision {entry.revision} and not {newest.revision}")
    elif not _shows(record, entry, newest.body):
        book.wrong("wrong_bytes", f"{log.id} does not show what its revision {newest.revision} says")
    if entry.seen_revision is not None and entry.revision > entry.seen_revision:
        book.wrong("lost", f"{log.id}: revision {entry.revision} took the place of what was seen")
    _check_answers(record, book, entry)
    _check_doubles(record, book, log)
    _check_copies(record, book, log, newest.body)


def _check_answers(record: Record, book: Book, entry: Any) -> None:
    given = [row for row in record.reviews.values() if row.entry_id == entry.id]
    if entry.answers != len(given):
        book.wrong("lost", f"{entry.id}: {len(given)} answers were given, and it says {entry.answers}")
    standing = [row for row in given if row.undone_at is None]
    newest_seen = max(standing, key=lambda row: row.reviewed_at).revision if standing else None
    if entry.seen_revision != newest_seen:
        book.wrong("lost", f"{entry.id}: revision {newest_seen} was seen, and it says {entry.seen_revision}")


def _says(body: dict[str, Any], said: dict[str, Any]) -> bool:
    names = ("revision", "tasks", "level", "mood", "words", "happened_on")
    same = all(body[name] == said[name] for name in names)
    return same and [(one["id"], one["digest"]) for one in body["media"]] == [
        (one["id"], one["digest"]) for one in said["media"]
    ]


def _shows(record: Record, entry: Any, body: dict[str, Any]) -> bool:
    tasks = sorted((row.position, str(row.task_id)) for row in record.tasks if row.entry_id == entry.id)
    taken_back = entry.status is EntryStatus.TAKEN_BACK
    listed = {str(row.media_id) for row in record.links if row.entry_id == entry.id}
    wanted = {one["id"] for one in body["media"]} if record.media else set()
    return (
        [task for _position, task in tasks] == body["tasks"]
        and (entry.words, entry.level) == (body["words"], body["level"])
        and taken_back == bool(body.get("taken_back", False))
        and entry.happened_on == _believed(body)
        and wanted & {str(one) for one in record.media} <= listed
    )


def _believed(body: dict[str, Any]) -> date:
    return believed_day(date.fromisoformat(body["happened_on"]), local_day(clock.now(), "Europe/Amsterdam"))


def _check_doubles(record: Record, book: Book, log: Log) -> None:
    words = Counter(row.body["words"] for row in record.revisions[log.id].values())
    links = Counter(row.media_id for row in record.links if row.entry_id == log.id)
    if any(count > 1 for count in (*words.values(), *links.values())):
        book.wrong("doubled", f"{log.id} says something twice")


def _check_copies(record: Record, book: Book, log: Log, body: dict[str, Any]) -> None:
    for mate in log.owner.mates:
        copy = record.copies.get(copy_id(log.id, mate))
        if copy is not None and copy.student_id != mate:
            book.wrong("leaked", f"{copy.id} was written down for {mate}")
        if copy is None and str(mate) in body.get("together", ()):
            book.wrong("lost", f"{log.id} was not written down for {mate}")


def _check_photo(record: Record, storage: Storage, book: Book, photo: Photo) -> None:
    row = record.media.get(photo.id)
    if row is not None and row.owner_id != photo.owner.id:
        book.wrong("leaked", f"photo {photo.id} of {photo.owner.name} is somebody else's")
    if photo.id in book.arrived and (row is None or row.received_at is None):
        book.wrong("lost", f"photo {photo.id} was acknowledged and is not on record")
    if row is None or row.received_at is None:
        return
    if row.digest != photo.digest or sha(photo.bytes) != row.digest:
        book.wrong("wrong_bytes", f"photo {photo.id} has another digest")
    for size in ("large", "small"):
        try:
            stored = storage.get(media_key(row.school_id, photo.id, size))
        except Missing:
            book.wrong("lost", f"photo {photo.id} is on record and has no {size} file")
            continue
        if not photo.picture.is_in(stored):
            book.wrong("wrong_bytes", f"photo {photo.id} shows another picture ({size})")


def check_nothing_else(session: Session, books: Sequence[Book]) -> list[str]:
    """What is in the database that nobody saved: entries beyond those in the books."""
    logs = {log for book in books for log in book.logs}
    mates = {copy_id(log.id, mate) for book in books for log in book.logs.values() for mate in log.owner.mates}
    strangers = set(session.scalars(sa.select(col(LogEntry.id)))) - logs - mates
    return [f"entry {one} was saved by nobody" for one in strangers]
