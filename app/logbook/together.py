"""*Wij deden dit*: what one student wrote down for others too. Each has an entry of their own, with the same photos."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.logbook.inputs import WRITTEN_BY, MediaInput, canonical, sha_256
from app.logbook.keeping import Sent, attach_tasks, detach_tasks, entry_columns, insert_new
from app.logbook.models import EntryMedia, Kept, LogEntry, LogRevision, MediaTask
from app.people.actor import Actor
from app.people.models import ConsentKind
from app.people.queries import with_consent
from app.placements.queries import Classmate, PlacementCard, classmates_at


def classmates(session: Session, actor: Actor, placement: PlacementCard | None, day: date) -> list[Classmate]:
    """With whom this student can have worked on a day: classmates who have a placement at the same company then."""
    if placement is None or (placement.ends_on is not None and placement.ends_on < day):
        return []
    return classmates_at(session, actor, placement.company_id, day)


def no_classmate() -> Problem:
    """The answer for everybody who is no classmate at the same company alike, so that it tells nothing."""
    text = _("Je kunt alleen klasgenoten kiezen die nu bij hetzelfde bedrijf werken.")
    return Problem(422, "no-classmate", text, fields={"together": text})


def copy_id(entry_id: UUID, student_id: UUID) -> UUID:
    """The id of a student's own entry of what somebody wrote down for them too: sent twice, it is the same."""
    return uuid5(entry_id, str(student_id))


@dataclass(frozen=True, slots=True)
class _Copy:
    """What somebody else has of a shared entry; ``follows`` while it is as the writer left it and nobody saw it."""

    id: UUID
    student_id: UUID
    follows: bool
    told: dict[str, object]
    media: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class _Change:
    """A revision for one of the others."""

    id: UUID
    student_id: UUID
    sent: Sent
    body: dict[str, object]


def share(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    sent: Sent,
    media: Sequence[MediaInput],
    before: Collection[UUID] = frozenset(),
) -> None:
    """Bring a revision that became this student's entry to those whom it names, with the photos that it lists.

    They get what was done, how, and the photos that they may be in by their own consent; mood and words are the
    writer's. Who is not named any more, or is named in an entry taken back, has it no more. What its own student
    changed or took back, and what a supervisor saw, stays as it is. Whom an earlier revision named (``before``) may
    have left the company, or be erased.

    Raises ``Problem`` 422 for anybody who is no classmate at the same company.
    """
    named = sent.entry.together
    copies = _copies(session, actor, entry_id)
    had = {copy.student_id for copy in copies}
    fresh = _fresh(session, actor, sent, [one for one in named if one not in had], before)
    if not copies and not fresh:
        return
    everybody = [*had, *(one.id for one in fresh)]
    may_be_shown = sent.placement is None or sent.placement.photos_allowed
    in_photos = with_consent(session, actor.school_id, everybody, ConsentKind.PHOTOS) if may_be_shown else set()

    def change(key: UUID, student_id: UUID, listed: Collection[UUID] = ()) -> _Change:
        shown = tuple(one for one in media if student_id in in_photos or one.id in listed)
        gone = sent.entry.taken_back or student_id not in named
        update = {"mood": None, "words": "", "together": (), "media": shown, "taken_back": gone}
        entry = sent.entry.model_copy(update=update)
        body = entry.body() | {WRITTEN_BY: str(actor.member_id)}
        return _Change(key, student_id, replace(sent, entry=entry, digest=sha_256(canonical(body))), body)

    new = [(one, change(copy_id(entry_id, one.id), one.id)) for one in fresh]
    made = insert_new(session, LogEntry, [_row(actor, entry_id, one, change) for one, change in new])
    following = [(copy, change(copy.id, copy.student_id, copy.media)) for copy in copies if copy.follows]
    changed = [change for copy, change in following if not _says_the_same(copy.told, change.body)]
    _replace(session, changed)
    _write(session, actor, [change for _one, change in new if change.id in made] + changed)
    session.execute(sa.update(LogEntry).where(col(LogEntry.id) == entry_id).values(group_log_id=entry_id))


def check(session: Session, actor: Actor, entry_id: UUID, sent: Sent, before: Collection[UUID], *, mine: bool) -> None:
    """Whom a revision names that shares nothing any more: the entry was seen, or somebody else wrote it (not ``mine``).

    Raises ``Problem`` 422 as ``share`` does.
    """
    if not mine:
        raise no_classmate()
    had = {copy.student_id for copy in _copies(session, actor, entry_id)}
    _fresh(session, actor, sent, [one for one in sent.entry.together if one not in had], before)


def _fresh(
    session: Session, actor: Actor, sent: Sent, named: Sequence[UUID], before: Collection[UUID]
) -> list[Classmate]:
    if not named:
        return []
    found = {one.id: one for one in classmates(session, actor, sent.placement, sent.day)}
    if not found.keys() | set(before) >= set(named):
        raise no_classmate()
    return [found[one] for one in named if one in found]


def _copies(session: Session, actor: Actor, entry_id: UUID) -> list[_Copy]:
    """What the others have, locked, in one order so that no two wait for each other."""
    rows = session.execute(
        sa.select(col(LogEntry.id), col(LogEntry.student_id), col(LogEntry.author_id), col(LogEntry.seen_revision))
        .where(
            col(LogEntry.school_id) == actor.school_id,
            col(LogEntry.group_log_id) == entry_id,
            col(LogEntry.id) != entry_id,
        )
        .order_by(col(LogEntry.id))
        .with_for_update()
    ).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    revisions = session.execute(
        sa.select(col(LogRevision.entry_id), col(LogRevision.body))
        .where(col(LogRevision.school_id) == actor.school_id, col(LogRevision.entry_id).in_(ids))
        .order_by(col(LogRevision.revision))
    )
    told = dict(revisions.all())  # the newest
    listed = session.execute(
        sa.select(col(EntryMedia.entry_id), col(EntryMedia.media_id)).where(
            col(EntryMedia.school_id) == actor.school_id, col(EntryMedia.entry_id).in_(ids)
        )
    ).all()
    return [
        _Copy(
            id=row.id,
            student_id=row.student_id,
            follows=row.seen_revision is None
            and row.author_id == actor.member_id
            and told[row.id].get(WRITTEN_BY) == str(actor.member_id),
            told=told[row.id],
            media=frozenset(media for entry, media in listed if entry == row.id),
        )
        for row in rows
    ]


def _says_the_same(told: dict[str, object], body: dict[str, object]) -> bool:
    apart = {"revision": 0, "claimed_at": ""}
    return told | apart == body | apart


def _row(actor: Actor, entry_id: UUID, classmate: Classmate, change: _Change) -> dict[str, object]:
    return {
        **entry_columns(change.sent),
        "id": change.id,
        "school_id": actor.school_id,
        "student_id": classmate.id,
        "author_id": actor.member_id,
        "placement_id": classmate.placement_id,
        "group_log_id": entry_id,
        "submitted_at": change.sent.at,
    }


def _replace(session: Session, changes: Sequence[_Change]) -> None:
    """The entries of the others as they are told now; their tasks and photos are attached anew."""
    if not changes:
        return
    ids = [change.id for change in changes]
    columns = [{**entry_columns(change.sent), "id": change.id} for change in changes]
    for one in columns:
        del one["placement_id"]  # theirs
    session.execute(sa.update(LogEntry), columns)
    detach_tasks(session, ids, changes[0].sent.entry)
    session.execute(sa.delete(EntryMedia).where(col(EntryMedia.entry_id).in_(ids)))


def _write(session: Session, actor: Actor, changes: Sequence[_Change]) -> None:
    if not changes:
        return
    school = actor.school_id
    revisions = [
        {
            "entry_id": change.id,
            "revision": change.sent.entry.revision,
            "school_id": school,
            "digest": change.sent.digest,
            "kept": Kept.ENTRY,
            "body": change.body,
            "device_id": change.sent.device_id,
            "received_at": change.sent.at,
        }
        for change in changes
    ]
    session.execute(sa.insert(LogRevision), revisions)
    attach_tasks(session, school, [change.id for change in changes], changes[0].sent.entry.tasks)
    links, shown = [], []
    for change in changes:
        at = {"school_id": school, "entry_id": change.id}
        for position, one in enumerate(change.sent.entry.media):
            links.append({"id": uuid4(), **at, "owner_id": actor.member_id, "media_id": one.id, "position": position})
            shown += [{"id": uuid4(), **at, "media_id": one.id, "task_id": task} for task in dict.fromkeys(one.tasks)]
    insert_new(session, EntryMedia, links)
    insert_new(session, MediaTask, shown)
