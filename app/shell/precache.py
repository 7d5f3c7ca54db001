"""The files that the installed app keeps on the phone: what the pages that open offline are made of.

The pictures of tasks and faces are not among them: which of those a phone has would tell about its owner, so they are
kept encrypted, with the pages that show them.
"""

import hashlib
from functools import cache
from pathlib import PurePath

from app.base import assets

STUDENT = (
    "css/app.css",
    "css/home.css",
    "css/log.css",
    "css/people.css",
    "css/work.css",
    "js/offline/*.js",
    "js/log/*.js",
    "js/shell/install.js",
    "pictograms/bridge.svg",
    "pictograms/level-*.svg",
    "pictograms/something-else.svg",
    "vendor/hpke-core-*/*.js",
    "vendor/idb-*/*.js",
    "vendor/atkinson-hyperlegible-next-5.3.0/*.woff2",
    "vendor/openmoji-17.0.0/1F3E0.svg",
    "vendor/openmoji-17.0.0/1F4D4.svg",
    "vendor/openmoji-17.0.0/1F610.svg",
    "vendor/openmoji-17.0.0/1F641.svg",
    "vendor/openmoji-17.0.0/1F929.svg",
)
"""Kept on every phone, when the app is installed or was opened once."""
ONLINE_ONLY = ("js/log/small.js",)
DEMO = ("css/demo.css",)
SUPERVISOR = (
    "css/desk.css",
    "css/review.css",
    "js/review/desk.js",
    "js/review/keys.js",
    "js/review/phrases.js",
    "js/review/waiting.js",
)
"""Kept as well where somebody looks through the queue."""


@cache
def kept(*patterns: str) -> tuple[tuple[str, str], ...]:
    """The files that fit one of the patterns, by name, each with a print of its content."""
    found = (name for name in assets.files() if _fits(name, patterns) and not _fits(name, ONLINE_ONLY))
    return tuple((name, content_print(assets.packed(name, "identity"))) for name in sorted(found))


def _fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(PurePath(name).match(pattern) for pattern in patterns)


def content_print(content: bytes) -> str:
    """A short name for some content."""
    return hashlib.sha256(content).hexdigest()[:12]
