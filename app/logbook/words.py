"""The words and pictures for how it went."""

from collections.abc import Mapping
from typing import assert_never

from app.base.i18n import gettext as _
from app.logbook.models import Mood
from app.people.models import IndependenceLevel


def level_label(level: IndependenceLevel, own_labels: Mapping[int, str]) -> str:
    """A level in the school's own word (``people.queries.own_level_labels``), else in ours."""
    own = own_labels.get(int(level))
    if own:
        return own
    match level:
        case IndependenceLevel.TOGETHER:
            return _("Samen")
        case IndependenceLevel.LITTLE_HELP:
            return _("Met een beetje hulp")
        case IndependenceLevel.SELF:
            return _("Zelf")
        case _:
            assert_never(level)


def level_help(level: IndependenceLevel) -> str:
    """What a level means, said by the student. A school's own label does not change it."""
    match level:
        case IndependenceLevel.TOGETHER:
            return _("Iemand deed het met mij")
        case IndependenceLevel.LITTLE_HELP:
            return _("Iemand hielp mij een beetje")
        case IndependenceLevel.SELF:
            return _("Ik deed het alleen")
        case _:
            assert_never(level)


def level_picture(level: IndependenceLevel) -> str:
    """The name of the pictogram of a level."""
    return {1: "level-together", 2: "level-help", 3: "level-self"}[int(level)]


def mood_label(mood: Mood) -> str:
    """How it felt."""
    match mood:
        case Mood.NOT_NICE:
            return _("Niet fijn")
        case Mood.SO_SO:
            return _("Gaat wel")
        case Mood.GREAT:
            return _("Super")
        case _:
            assert_never(mood)


def mood_picture(mood: Mood) -> str:
    """The name of the pictogram of a mood."""
    return {1: "feeling-not-nice", 2: "feeling-so-so", 3: "feeling-super"}[int(mood)]
