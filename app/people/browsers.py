"""Which browser somebody uses, in words that its owner knows."""

import re

_BROWSERS = (
    ("Edge", r"Edg\w*/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Chromebook", r"CrOS"),
    ("Windows", r"Windows"),
    ("Mac", r"Mac OS X|Macintosh"),
    ("Linux", r"Linux"),
)


def browser_label(user_agent: str) -> str:
    """*Chrome · Android*: what a browser says it is, roughly. What we do not know stays as it is."""
    if "/" not in user_agent:
        return user_agent  # a label that we made before
    known = [
        next((name for name, pattern in choices if re.search(pattern, user_agent)), "")
        for choices in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(filter(None, known)) or user_agent[:40]
