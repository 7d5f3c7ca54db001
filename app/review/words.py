"""The words for what staff recorded."""

from collections.abc import Mapping
from typing import assert_never

from app.base.i18n import gettext as _
from app.logbook.words import level_label, level_picture
from app.people.models import IndependenceLevel
from app.review.models import Source


def level_options(own_labels: Mapping[int, str]) -> list[dict[str, str]]:
    """The three levels side by side, in words that fit there, for the macro ``segmented``."""
    return [
        {"value": str(int(level)), "label": short_level(level, own_labels), "picture": level_picture(level)}
        for level in IndependenceLevel
    ]


def short_level(level: IndependenceLevel, own_labels: Mapping[int, str]) -> str:
    """A level as the school calls it, else in one or two words."""
    if level is IndependenceLevel.LITTLE_HELP and not own_labels.get(int(level)):
        return _("Beetje hulp")
    return level_label(level, own_labels)


def source_label(source: Source) -> str:
    """Where an observation comes from."""
    match source:
        case Source.LOG:
            return _("bij een log")
        case Source.FLOOR:
            return _("zelf gezien")
        case Source.FEEDBACK:
            return _("antwoord van het bedrijf")
        case Source.TALK:
            return _("in het gesprek")
        case _:
            assert_never(source)
