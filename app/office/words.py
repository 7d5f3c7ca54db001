"""The words for what the office arranges."""

import unicodedata
from enum import StrEnum

from babel.dates import get_day_names

from app.base.i18n import gettext as _
from app.base.i18n import language
from app.people.models import ConsentKind
from app.placements.models import PlacementKind


class Sector(StrEnum):
    """What kind of work a company does."""

    CARE = "care"
    FACILITIES = "facilities"
    CATERING = "catering"
    RETAIL = "retail"
    GREEN = "green"
    OTHER = "other"


def sector_name(sector: str) -> str:
    """A sector in the reader's language; what an older card says stays as it is."""
    names = {
        Sector.CARE: _("zorg en welzijn"),
        Sector.FACILITIES: _("schoonmaak en facilitair"),
        Sector.CATERING: _("horeca en keuken"),
        Sector.RETAIL: _("winkel en magazijn"),
        Sector.GREEN: _("groen en dieren"),
        Sector.OTHER: _("ander werk"),
    }
    return names.get(Sector(sector), sector) if sector in set(Sector) else sector


def kind_name(kind: PlacementKind) -> str:
    """A kind of placement in the reader's language."""
    match kind:
        case PlacementKind.TASTER:
            return _("snuffelstage")
        case PlacementKind.WEEKLY:
            return _("lintstage")
        case PlacementKind.BLOCK:
            return _("blokstage")
        case PlacementKind.JOB:
            return _("werk")
        case PlacementKind.AFTERCARE:
            return _("nazorg")


def consent_name(kind: ConsentKind) -> str:
    """What is agreed to, in the reader's language."""
    match kind:
        case ConsentKind.PHOTOS:
            return _("foto’s maken")
        case ConsentKind.VOICE:
            return _("stem opnemen")
        case ConsentKind.KEEP_ACCOUNT:
            return _("account houden")


def weekday_name(weekday: int) -> str:
    """*maandag* for 1."""
    return str(get_day_names("wide", locale=language())[weekday - 1])


def short_weekday(weekday: int) -> str:
    """*ma* for 1."""
    return str(get_day_names("abbreviated", locale=language())[weekday - 1])


def folded(text: str) -> str:
    """Text as one searches for it: *Öztürk* is found by *ozturk*."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()


def matches(asked: str, *texts: str) -> bool:
    """Whether every word that was asked for begins or is part of a word in the texts."""
    whole = folded(" ".join(texts))
    return all(word in whole for word in folded(asked).split())
