"""The pictograms that come with the app."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from app.base.assets import asset

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Pictogram:
    """A picture with its Dutch word; ``file`` lies below ``static/``."""

    name: str
    label: str
    keywords: list[str]
    file: str
    source: str
    kind: str


@cache
def pictograms() -> dict[str, Pictogram]:
    """All of them, by name."""
    rows = json.loads((DATA / "pictograms.json").read_text())
    return {row["name"]: Pictogram(**row) for row in rows}


def picture(name: str | None) -> str:
    """The address of a pictogram; of the one for *something else* when there is no such name.

    A school's own is behind ``catalogue.own_picture``, for members of that school alone.
    """
    own = own_id(name)
    if own is not None:
        return f"/pictograms/{own}"
    known = pictograms()
    return asset(known[name if name in known else "something-else"].file)


def own_id(name: str | None) -> UUID | None:
    """The id of a school's own pictogram, when that is what ``name`` is; the catalogue's have plain names."""
    try:
        return UUID(name) if name and len(name) == 36 else None
    except ValueError:
        return None
