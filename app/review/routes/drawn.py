"""Parts of the queue's page that depend on little, so that they are drawn once.

What a part depends on is its key here, so nothing that is kept can be stale.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from markupsafe import Markup, escape

from app.base.drawing import part
from app.base.i18n import gettext as _
from app.base.i18n import language
from app.catalogue.queries import WorkProcessCard
from app.logbook.queries import EntryCard
from app.review.queue import QueueRow
from app.review.routes.desk import ListSide, Reader, Word, WorkSide
from app.review.words import level_options, moment_in

ANSWER_ID = str(uuid4())
"""Stands in what is kept for the id that is new on each page; nobody can write it in a log."""


def row_drawer(now: datetime, time_zone: str) -> Callable[[QueueRow], Markup]:
    """Draws rows of the list for who reads now, in this time zone."""
    reader = reads(now, time_zone)
    return lambda row: _row(row, reader)


def reads(now: datetime, time_zone: str) -> Reader:
    """Who reads now, in this time zone."""
    zone = ZoneInfo(time_zone)
    return Reader(language(), zone, now.astimezone(zone).date())


@lru_cache(200)
def listed(side: ListSide) -> Markup:
    """The list: each row a link to its entry."""
    return part(
        "review/_queue.html", side._asdict() | {"here": dict(side.here), "rows": lambda rows: _rows(side, rows)}
    )


def _rows(side: ListSide, rows: Iterable[QueueRow]) -> Markup:
    drawn = "".join(_link(row, side.reader, side.query) for row in rows)
    if side.current:  # afterwards, so that all that is kept of a row is the same for every page
        here = escape(f"{url_for('review.entry_page', entry_id=side.current)}{side.query}")
        drawn = drawn.replace(f'href="{here}"', f'href="{here}" aria-current="true"', 1)
    return Markup(drawn)  # noqa: S704 — of Markup alone


def work(side: WorkSide, answer_id: UUID) -> Markup:
    """An entry with what is asked about it; its answer will have this id."""
    return Markup(_work(side).replace(ANSWER_ID, str(answer_id)))  # noqa: S704 — Markup with an id in it


@lru_cache(200)
def _work(side: WorkSide) -> Markup:
    labels, reader = side.work.labels, side.reader
    return part(
        "review/_work.html",
        side._asdict()
        | {
            "here": dict(side.here),
            "review_id": ANSWER_ID,
            "shown": shown,
            "process": lambda card, chosen: _process(card, chosen, labels, reader.language),
            "when": lambda moment: moment_in(moment, reader.zone, reader.today, reader.language),
        },
    )


def shown(card: EntryCard, level: Word, mood: Word) -> Markup:
    """What came in with an entry: photos, how it went, words."""
    return _shown(card, level, mood, language())


@lru_cache(500)
def _shown(card: EntryCard, level: Word, mood: Word, _code: str) -> Markup:
    return _macros().shown(card, level, mood)  # type: ignore[no-any-return]


@lru_cache(2_000)
def _row(row: QueueRow, reader: Reader) -> Markup:
    return _macros().row(row, moment_in(row.submitted_at, reader.zone, reader.today, reader.language))  # type: ignore[no-any-return]


@lru_cache(5_000)
def _link(row: QueueRow, reader: Reader, query: str) -> Markup:
    moment = moment_in(row.submitted_at, reader.zone, reader.today, reader.language)
    return _macros().link(row, moment, query)  # type: ignore[no-any-return]


@lru_cache(5_000)
def _process(card: WorkProcessCard, chosen: str, labels: tuple[tuple[int, str], ...], _code: str) -> Markup:
    options = [*level_options(dict(labels)), {"value": "", "label": _("Niet te zien"), "level": "none"}]
    return _macros().process(card, options, chosen)  # type: ignore[no-any-return]


def _macros() -> Any:
    return current_app.jinja_env.get_template("review/_drawn.html").module
