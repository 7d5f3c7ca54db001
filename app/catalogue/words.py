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
