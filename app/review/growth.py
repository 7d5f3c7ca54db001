"""How the help that a piece of work took changed over time, as a small picture: three heights, a dot for each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.review.readiness import Seen

WIDTH = 300
HEIGHTS = {1: 72, 2: 42, 3: 12}
MARGIN, APART, MOST = 10, 12, 30


@dataclass(frozen=True, slots=True)
class Dot:
    """One observation in the picture; ``company`` when a contact made it."""

    x: float
    y: int
    company: bool


@dataclass(frozen=True, slots=True)
class Growth:
    """The picture: dots in order of time, the stairs through them (an SVG path), and what it tells in words."""

    dots: list[Dot]
    path: str
    first: Seen
    last: Seen
    count: int

    @property
    def first_day(self) -> date:
        """Where the picture begins."""
        return self.first.observed_on

    @property
    def last_day(self) -> date:
        """Where it ends."""
        return self.last.observed_on


def growth(newest_first: Sequence[Seen]) -> Growth | None:
    """The picture of the observations that stand, given newest first; nothing when there are none.

    At most ``MOST`` are drawn, the newest. Days lie as far apart as they were; what would lie on top of each other is
    moved aside, the later to the right.
    """
    seen = list(reversed(newest_first[:MOST]))
    if not seen:
        return None
    dots = [
        Dot(x, HEIGHTS[int(one.level)], one.contact_id is not None) for x, one in zip(_places(seen), seen, strict=True)
    ]
    steps = [f"M{dots[0].x:g} {dots[0].y}"]
    for before, after in pairwise(dots):
        steps.append(f"H{after.x:g}" if before.y == after.y else f"H{after.x:g}V{after.y}")
    return Growth(dots, "".join(steps), seen[0], seen[-1], len(newest_first))


def _places(seen: list[Seen]) -> list[float]:
    """From left to right by day, none nearer to the one before it than ``APART`` where there is room for that."""
    days = (seen[-1].observed_on - seen[0].observed_on).days
    room = WIDTH - 2 * MARGIN
    apart = min(APART, room / max(1, len(seen) - 1))
    places: list[float] = []
    for one in seen:
        there = MARGIN + (room * (one.observed_on - seen[0].observed_on).days / days if days else 0)
        places.append(max(there, places[-1] + apart) if places else there)
    # What was pushed over the edge moves back, and what it then meets with it.
    limit = float(WIDTH - MARGIN)
    for number in reversed(range(len(places))):
        places[number] = min(places[number], limit)
        limit = places[number] - apart
    return [round(place, 1) for place in places]
