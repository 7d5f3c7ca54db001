"""Words for what the catalogue holds."""

from app.base.i18n import gettext as _

THEMES = (
    "cleaning",
    "laundry",
    "kitchen",
    "serving",
    "shop",
    "logistics",
    "care",
    "hair",
    "green",
    "animals",
    "technical",
    "office",
)
"""Where pictures of work are found, in the order in which they are shown."""


def theme_label(theme: str) -> str:
    """The heading over the pictures of a kind of work."""
    labels = {
        "cleaning": _("Schoonmaken"),
        "laundry": _("Was en kleding"),
        "kitchen": _("Keuken"),
        "serving": _("Bediening"),
        "shop": _("Winkel"),
        "logistics": _("Magazijn en vervoer"),
        "care": _("Zorg"),
        "hair": _("Kapper en verzorging"),
        "green": _("Groen"),
        "animals": _("Dieren"),
        "technical": _("Techniek"),
        "office": _("Kantoor en gebouw"),
    }
    return labels[theme]


def left_out_label(code: str) -> str:
    """Why a file of a set was not taken."""
    labels = {
        "place": _("de plek in de ZIP klopt niet"),
        "link": _("een verwijzing, geen bestand"),
        "archive": _("een ZIP in een ZIP"),
        "type": _("geen PNG, JPEG, WebP of SVG"),
        "wrong_type": _("geen PNG, JPEG, WebP of SVG"),
        "packed": _("op een manier ingepakt die we niet lezen"),
        "too_large": _("te groot"),
        "twice": _("deze naam is er al"),
        "empty": _("leeg"),
        "animated": _("het plaatje beweegt"),
        "too_slow": _("te ingewikkeld"),
        "unsafe": _("er zit een script in, of iets van een andere plek"),
    }
    return labels.get(code, _("kapot"))
