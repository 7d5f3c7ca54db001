"""The rows of the queue. A row depends on its entry, the language and the day alone, so it is drawn once."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import current_app
from markupsafe import Markup

from app.base.i18n import language
from app.review.queue import QueueRow
from app.review.words import moment_in

MOST_KEPT = 20_000


def row_drawer(now: datetime, time_zone: str) -> Callable[[QueueRow], Markup]:
    """Draws rows for who reads now, in this time zone."""
    zone, code = ZoneInfo(time_zone), language()
    today = now.astimezone(zone).date()
    return lambda row: _drawn(row, zone, today, code)


@lru_cache(MOST_KEPT)
def _drawn(row: QueueRow, zone: ZoneInfo, today: date, code: str) -> Markup:
    template = current_app.jinja_env.get_template("review/_row.html")
    drawn: Markup = template.module.row(row, moment_in(row.submitted_at, zone, today, code))  # type: ignore[attr-defined]
    return drawn
