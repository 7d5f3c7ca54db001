"""The time, in one place, so that tests can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = timedelta(0)


def now() -> datetime:
    """The moment, in UTC and aware."""
    return datetime.now(UTC) + _offset


def local_day(moment: datetime, time_zone: str) -> date:
    """The calendar day of ``moment`` in a school's time zone."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Let the clock run ahead of (or behind) the real one, for tests and for telling a demo's past."""
    global _offset  # noqa: PLW0603
    before, _offset = _offset, _offset + by
    try:
        yield
    finally:
        _offset = before
