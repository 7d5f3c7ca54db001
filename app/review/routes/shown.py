"""What several pages need to show evidence."""

from datetime import date, datetime
from typing import Any

from flask import request, url_for

from app.base import i18n
from app.base.clock import local_day
from app.base.database import db
from app.logbook.words import level_picture
from app.people.access import actor
from app.people.models import IndependenceLevel
from app.people.queries import own_level_labels
from app.review import filtering, inputs
from app.review.words import growth_words, missing_words, short_level, source_label


def asked() -> dict[str, str]:
    """What the address asks for; of what it names twice, the first."""
    return request.args.to_dict()


def filter_chips(endpoint: str, now: datetime, **told: Any) -> list[tuple[str, str]]:
    """What the list is filtered by, each in words with the address of the list without it."""
    who, filters = actor(), inputs.filters(asked())
    found = filtering.chosen(db(), who, local_day(now, who.time_zone), filters)
    return [(words, url_for(endpoint, **told, **filters.as_query(without=name))) for name, words in found]


def evidence_words(today: date) -> dict[str, Any]:
    """What the list of observations needs: the words for levels, sources and days."""
    who, code = actor(), i18n.language()
    labels, zone = own_level_labels(db(), who.school_id, code), who.time_zone
    return {
        "me": who,
        "level_words": lambda level: short_level(level, labels),
        "level_picture": level_picture,
        "source_words": source_label,
        "missing_words": missing_words,
        "growth_words": lambda growth: growth_words(growth, today, labels),
        "levels": [short_level(level, labels) for level in IndependenceLevel],
        "day_words": lambda day: i18n.day_in_words(day, today, code),
        "signed_words": lambda moment: i18n.day_in_words(local_day(moment, zone), today, code),
    }
