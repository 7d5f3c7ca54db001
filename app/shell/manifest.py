"""What a phone needs to know to install the app."""

from typing import Any

from app.base import assets, i18n
from app.base.i18n import gettext as _

COLOUR = "#f3f6fb"
"""The ground of the pages in light; a manifest knows no dark."""
SHARED_FIELD = "photo"
SCREENSHOTS = (("narrow", "720x1480"), ("wide", "1280x800"))


def manifest() -> dict[str, Any]:
    """The web app manifest in the language that is being answered."""
    return {
        "id": "/",
        "name": "Werkbrug",
        "short_name": "Werkbrug",
        "description": _("Laat zien wat je op je werk kunt."),
        "lang": i18n.language(),
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": COLOUR,
        "theme_color": COLOUR,
        "categories": ["education"],
        "icons": [
            _icon("icon-192", "192x192"),
            _icon("icon-512", "512x512"),
            _icon("maskable-512", "512x512", purpose="maskable"),
        ],
        "shortcuts": [
            {"name": _("Dit heb ik gedaan"), "url": "/log", "icons": [_icon("log-96", "96x96")]},
        ],
        "screenshots": [
            {
                "src": assets.asset(f"icons/screen-{width}.webp"),
                "sizes": sizes,
                "type": "image/webp",
                "form_factor": width,
                "label": _("Vandaag") if width == "narrow" else _("Nakijken"),
            }
            for width, sizes in SCREENSHOTS
        ],
        "share_target": {
            "action": "/share",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": SHARED_FIELD, "accept": ["image/*"]}]},
        },
    }


def _icon(name: str, sizes: str, **more: str) -> dict[str, str]:
    return {"src": assets.asset(f"icons/{name}.png"), "sizes": sizes, "type": "image/png", **more}
