"""The pictograms that come with the app."""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from uuid import UUID

from app.base.assets import asset
from app.catalogue.search import Words, words

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Pictogram:
    """A picture with its Dutch word; ``file`` lies below ``static/``, ``theme`` is where a picture of work is found.

    ``keywords`` are our own words for it, ``annotations`` those of Unicode.
    """

    name: str
    label: str
    keywords: list[str]
    file: str
    source: str
    kind: str
    theme: str
    annotations: list[str]

    @cached_property
    def words(self) -> Words:
        """What it is found by."""
        return words(self.label, self.keywords, self.annotations)


@cache
def pictograms() -> dict[str, Pictogram]:
    """All of them, by name."""
    rows = json.loads((DATA / "pictograms.json").read_text())
    more = json.loads((DATA / "annotations-nl.json").read_text())["words"]
    return {row["name"]: Pictogram(**row, annotations=more.get(row["name"], [])) for row in rows}


def of_work() -> list[Pictogram]:
    """The pictures of things one does at work, in the order in which they are shown."""
    return [found for found in pictograms().values() if found.kind == "task"]


@cache
def faces() -> tuple[str, ...]:
    """The names of the pictures that are somebody's face."""
    return tuple(name for name, known in pictograms().items() if known.kind == "avatar" and name.startswith("person-"))


@cache
def badge_pictures() -> tuple[str, ...]:
    """The names of the pictures of which a student chooses one for the badge."""
    return tuple(name for name, known in pictograms().items() if known.kind == "avatar" and name not in faces())


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


def canonical(name: str) -> str:
    """The name of a picture as tasks keep it: an id in its usual spelling."""
    return str(own_id(name) or name)
