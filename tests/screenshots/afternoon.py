"""The demo on a Tuesday afternoon, so that pictures taken at any time show a day's work: ``… .afternoon <seconds>``."""

import sys
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app import cli
from app.base import clock

TUESDAY = 1


def until_afternoon() -> timedelta:
    """How far away the nearest Tuesday at half past three is."""
    now = clock.now().astimezone(ZoneInfo("Europe/Amsterdam"))
    days = (TUESDAY - now.weekday() + 3) % 7 - 3
    return datetime.combine(now.date() + timedelta(days=days), time(15, 30), now.tzinfo) - now


if __name__ == "__main__":
    with clock.shifted(timedelta(seconds=float(sys.argv[1]))):
        cli.main(["run"])
