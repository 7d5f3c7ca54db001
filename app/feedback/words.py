"""The words and pictures of an employer's answer."""

from collections.abc import Mapping
from typing import assert_never

from app.base.i18n import gettext as _
from app.feedback.models import Smile, Strength
from app.people.models import IndependenceLevel
from app.review.words import level_options

NOT_SEEN = "not-seen"
NOT_NOW = "not-now"


def smile_label(smile: Smile) -> str:
    """How it goes, in a word."""
    match smile:
        case Smile.HARD:
            return _("Lastig")
        case Smile.SO_SO:
            return _("Gaat wel")
        case Smile.GOOD:
            return _("Goed")
        case _:
            assert_never(smile)


def smile_picture(smile: Smile) -> str:
    """The name of the pictogram of a smile."""
    return {1: "feeling-not-nice", 2: "feeling-so-so", 3: "feeling-good"}[int(smile)]


def smile_options() -> list[dict[str, str]]:
    """The three faces side by side, the hard one first."""
    return [
        {"value": str(int(smile)), "label": smile_label(smile), "picture": smile_picture(smile), "level": "none"}
        for smile in Smile
    ]


def card_options() -> list[dict[str, str]]:
    """The three faces on a card, and the way back to saying nothing."""
    return [*smile_options(), {"value": NOT_NOW, "label": _("Toch niets zeggen"), "level": NOT_NOW}]


def strength_options() -> list[dict[str, str]]:
    """What can have gone well, in words."""
    return [{"value": strength.value, "label": strength_label(strength)} for strength in Strength]


def strength_picture(strength: Strength) -> str:
    """The name of the pictogram of what went well."""
    return {
        Strength.ON_TIME: "clock",
        Strength.TEAMWORK: "handshake",
        Strength.NEAT: "tidy-up",
        Strength.ASKS: "question",
        Strength.PACE: "scooter",
    }[strength]


def strength_label(strength: Strength) -> str:
    """What went well, in a word or two."""
    match strength:
        case Strength.ON_TIME:
            return _("Op tijd")
        case Strength.TEAMWORK:
            return _("Samenwerken")
        case Strength.NEAT:
            return _("Netjes werken")
        case Strength.ASKS:
            return _("Vragen stellen")
        case Strength.PACE:
            return _("Tempo")
        case _:
            assert_never(strength)


def seen_options(own_labels: Mapping[int, str]) -> list[dict[str, str]]:
    """What a contact can say about a work process: alone first, and *niet gezien* last."""
    levels = sorted(level_options(own_labels), key=lambda option: option["value"], reverse=True)
    return [*levels, {"value": NOT_SEEN, "label": _("Niet gezien"), "picture": "not-seen", "level": "none"}]


def level_of(value: str) -> IndependenceLevel | None:
    """The level behind one of ``seen_options``; nothing for *niet gezien*. Raises ValueError for any other value."""
    return None if value == NOT_SEEN else IndependenceLevel(int(value))
