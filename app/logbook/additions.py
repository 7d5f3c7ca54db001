"""What a student added to an entry after it was reviewed, in words."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.database import ask
from app.base.i18n import gettext as _
from app.base.i18n import language, ngettext
from app.catalogue.models import Task
from app.logbook.models import LogEntry, LogRevision, Mood
from app.logbook.words import level_label, mood_label
from app.people.models import IndependenceLevel
from app.people.queries import own_level_labels


def additions(
    session: Session, school_id: UUID, entry_ids: list[UUID], arrived: Mapping[UUID, Collection[UUID]]
) -> dict[UUID, tuple[str, ...]]:
    """Per entry what each addition says that was not said before it, oldest first. Photos count once they have
    ``arrived``. The caller has found the entries through the actor.
    """
    told = _told(session, school_id, entry_ids)
    words = _words_for(session, school_id, told.values())
    return {one: _added_texts(told[one], {str(photo) for photo in arrived.get(one, ())}, words) for one in entry_ids}


def _told(session: Session, school_id: UUID, entry_ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """What the revision says that became the entry, then what the additions say that came after it."""
    rows = ask(session, _said_since(), {"school": school_id, "entries": entry_ids})
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for entry_id, body in rows:
        found[entry_id].append(body)
    return found


@cache
def _said_since() -> sa.Select[UUID, dict[str, Any]]:
    return (
        sa.select(col(LogRevision.entry_id), col(LogRevision.body))
        .join(LogEntry, col(LogEntry.id) == col(LogRevision.entry_id))
        .where(
            col(LogRevision.school_id) == sa.bindparam("school"),
            col(LogRevision.entry_id).in_(sa.bindparam("entries", expanding=True)),
            col(LogRevision.revision) >= col(LogEntry.revision),
        )
        .order_by(col(LogRevision.revision))
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What it takes to say an addition: tasks by id, and the school's own words for levels."""

    tasks: dict[str, str]
    levels: dict[int, str]


def _words_for(session: Session, school_id: UUID, told: Collection[list[dict[str, Any]]]) -> _Words:
    steps = [step for bodies in told for step in pairwise(bodies)]
    tasks = {UUID(task) for before, body in steps for task in set(before["tasks"]) ^ set(body["tasks"])}
    levels = any(before["level"] != body["level"] for before, body in steps)
    return _Words(
        _task_labels(session, school_id, tasks) if tasks else {},
        own_level_labels(session, school_id, language()) if levels else {},
    )


def _task_labels(session: Session, school_id: UUID, task_ids: Collection[UUID]) -> dict[str, str]:
    rows = session.execute(
        sa.select(col(Task.id), col(Task.label)).where(col(Task.school_id) == school_id, col(Task.id).in_(task_ids))
    )
    return {str(row.id): row.label for row in rows}


def _added_texts(bodies: list[dict[str, Any]], arrived: Collection[str], words: _Words) -> tuple[str, ...]:
    return tuple(text for before, body in pairwise(bodies) for text in _added(before, body, arrived, words))


def _added(before: dict[str, Any], body: dict[str, Any], arrived: Collection[str], words: _Words) -> Iterator[str]:
    said = list(_differences(before, body, arrived, words))
    again = body["words"] and body["words"] == before["words"] and body["media"] == before["media"]
    yield from said or ([str(body["words"])] if again else [])  # the same answer to another question


def _differences(
    before: dict[str, Any], body: dict[str, Any], arrived: Collection[str], words: _Words
) -> Iterator[str]:
    if body.get("taken_back") and not before.get("taken_back"):
        yield _("Wil dit terughalen")
    more, less = _done(body, before, words), _done(before, body, words)
    if more:
        yield _("Ook gedaan: %(tasks)s", tasks=", ".join(more))
    if less:
        yield _("Toch niet gedaan: %(tasks)s", tasks=", ".join(less))
    if body["level"] not in (None, before["level"]):
        label = level_label(IndependenceLevel(body["level"]), words.levels)
        yield _("Hoe het ging: %(level)s", level=label)
    if body["mood"] not in (None, before["mood"]):
        yield _("Gevoel: %(mood)s", mood=mood_label(Mood(body["mood"])))
    if body["words"] and body["words"] != before["words"]:
        yield str(body["words"])
    photos = {one["id"] for one in body["media"]} - {one["id"] for one in before["media"]}
    count = len(photos & set(arrived))
    if count:
        yield ngettext("%(n)s nieuwe foto", "%(n)s nieuwe foto’s", count)


def _done(body: dict[str, Any], other: dict[str, Any], words: _Words) -> list[str]:
    """What this one names as done and the other does not."""
    tasks = [words.tasks[task] for task in body["tasks"] if task in words.tasks and task not in other["tasks"]]
    return [*tasks, _("Iets anders")] if body["something_else"] and not other["something_else"] else tasks
