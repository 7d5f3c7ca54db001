"""Parts of the queue's page that depend on little, so that they are drawn once.

What a part depends on is its key here, so nothing that is kept can be stale.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from markupsafe import Markup, escape

from app.base.i18n import gettext as _
from app.base.i18n import language
from app.catalogue.queries import WorkProcessCard
from app.logbook.queries import EntryCard
from app.review.queue import QueueRow
from app.review.words import level_options, moment_in

Word = tuple[str, str] | None
"""A word with the name of its picture."""


def row_drawer(now: datetime, time_zone: str) -> Callable[[QueueRow], Markup]:
    """Draws rows of the list for who reads now, in this time zone."""
    zone, code = ZoneInfo(time_zone), language()
    today = now.astimezone(zone).date()
    return lambda row: _row(row, zone, today, code)


def list_drawer(
    now: datetime, time_zone: str, query: str, current: UUID | None
) -> Callable[[Iterable[QueueRow]], Markup]:
    """Draws the list: each row a link to its entry, with ``query`` behind the address; ``current`` is open now."""
    zone, code = ZoneInfo(time_zone), language()
    today = now.astimezone(zone).date()
    mark = escape(f"{url_for('review.entry_page', entry_id=current)}{query}") if current else ""

    def draw(rows: Iterable[QueueRow]) -> Markup:
        drawn = "".join(_link(row, zone, today, code, query) for row in rows)
        if mark:  # afterwards, so that all that is kept of a row is the same for every page
            drawn = drawn.replace(f'href="{mark}"', f'href="{mark}" aria-current="true"', 1)
        return Markup(drawn)  # noqa: S704 — of Markup alone

    return draw


def process_drawer(own_labels: Mapping[int, str]) -> Callable[[WorkProcessCard, str], Markup]:
    """Draws the question about one work process, with the level that is chosen."""
    labels, code = tuple(sorted(own_labels.items())), language()
    return lambda card, chosen: _process(card, chosen, labels, code)


def shown(card: EntryCard, level: Word, mood: Word) -> Markup:
    """What came in with an entry: photos, how it went, words."""
    return _shown(card, level, mood, language())


@lru_cache(500)
def _shown(card: EntryCard, level: Word, mood: Word, _code: str) -> Markup:
    return _macros().shown(card, level, mood)  # type: ignore[no-any-return]


@lru_cache(2_000)
def _row(row: QueueRow, zone: ZoneInfo, today: date, code: str) -> Markup:
    return _macros().row(row, moment_in(row.submitted_at, zone, today, code))  # type: ignore[no-any-return]


@lru_cache(5_000)
def _link(row: QueueRow, zone: ZoneInfo, today: date, code: str, query: str) -> Markup:
    return _macros().link(row, moment_in(row.submitted_at, zone, today, code), query)  # type: ignore[no-any-return]


@lru_cache(5_000)
def _process(card: WorkProcessCard, chosen: str, labels: tuple[tuple[int, str], ...], _code: str) -> Markup:
    options = [*level_options(dict(labels)), {"value": "", "label": _("Niet te zien"), "level": "none"}]
    return _macros().process(card, options, chosen)  # type: ignore[no-any-return]


@cache
def keys(_code: str) -> Markup:
    """The legend of the keys, in a language."""
    return Markup(current_app.jinja_env.get_template("review/_keys.html").render())  # noqa: S704 — our own template


def _macros() -> Any:
    return current_app.jinja_env.get_template("review/_drawn.html").module
