"""What several pages need to show evidence."""

from datetime import date
from typing import Any

from app.base import i18n
from app.base.clock import local_day
from app.base.database import db
from app.logbook.words import level_picture
from app.people.access import actor
from app.people.models import IndependenceLevel
from app.people.queries import own_level_labels
from app.review.words import growth_words, missing_words, short_level, source_label


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
