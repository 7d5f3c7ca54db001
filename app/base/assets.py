"""Files for browsers, under an address that changes with their content, so that they can be kept for good."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path

import brotli
from markupsafe import Markup

STATIC = Path(__file__).parents[1] / "static"
ICONS = "vendor/lucide-static-1.62.0"
_REMARKS = re.compile(rb"^[ \t]*(?://[^\n]*|/\*.*?\*/)[ \t]*\n", re.MULTILINE | re.DOTALL)
"""Lines of a script or a stylesheet that are a comment and nothing else."""
_INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)
_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


@cache
def files() -> dict[str, Path]:
    """All files that may be served, by their path below ``static/``."""
    return {path.relative_to(STATIC).as_posix(): path for path in sorted(STATIC.rglob("*")) if path.is_file()}


@cache
def version() -> str:
    """A short name for the whole tree as it is now. Modules import each other relatively, so it is one for all."""
    digest = hashlib.sha256()
    for name, path in files().items():
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a file below ``static/``. Raises ``KeyError`` for one that is not there."""
    files()[name]
    return f"/static/{version()}/{name}"


def media_type(name: str) -> str:
    """What a file is, by its name. Modules, drawings and the stylesheets of our pages are UTF-8 without saying so."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


@cache
def packed(name: str, encoding: str) -> bytes:
    """The bytes of a file, as ``br``, ``gzip`` or ``identity``; our own scripts and stylesheets without comments, a
    fifth of them, and without the space before each line.
    """
    content = files()[name].read_bytes()
    if name.startswith(("js/", "css/")):
        content = _INDENT.sub(b"", _REMARKS.sub(b"", content))
    match encoding:
        case "br":
            return bytes(brotli.compress(content))
        case "gzip":
            return gzip.compress(content, mtime=0)
        case _:
            return content


def encodings(name: str) -> tuple[str, ...]:
    """The ways in which it pays to send a file, best first."""
    return ("br", "gzip", "identity") if media_type(name).startswith(_COMPRESSIBLE) else ("identity",)


@cache
def icon_svg(name: str) -> Markup:
    """A drawn icon for inside a page, in the colour of the text beside it. Raises ``KeyError`` for an unknown one."""
    drawing = files()[f"{ICONS}/{name}.svg"].read_text().partition("<svg")[2].partition(">")[2].strip()
    return Markup(  # noqa: S704 — our own file
        '<svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24" fill="none"'
        ' stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">' + drawing
    )
