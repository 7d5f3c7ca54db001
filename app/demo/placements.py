"""Who of the demo works where, on which days, on what."""

from dataclasses import dataclass
from datetime import time

from app.demo.companies import SHOP
from app.placements.models import PlacementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlacement:
    """A student's placement. ``weekdays`` 1 is Monday; the day on which the demo is loaded takes the first one's place.

    ``codes`` are the agreed work processes in order, ``plan`` the tasks of each day in turn.
    """

    student: str
    contact: str
    kind: PlacementKind
    weeks_ago: int
    weeks_ahead: int
    weekdays: tuple[int, ...]
    starts_at: time
    ends_at: time
    codes: tuple[str, ...]
    plan: tuple[tuple[str, ...], ...]


PLACEMENTS = (
    DemoPlacement(
        student="sam",
        contact="joost",
        kind=PlacementKind.WEEKLY,
        weeks_ago=9,
        weeks_ahead=20,
        weekdays=(1, 2, 4),
        starts_at=time(9),
        ends_at=time(15),
        codes=(
            "B1-K1-W1",
            "B1-K1-W2",
            "P1-K1-W2",
            "P1-K1-W1",
            "B1-K1-W3",
            "P1-K1-W3",
            "B1-K1-W5",
            "B1-K1-W6",
            "B1-K1-W9",
        ),
        plan=(
            ("facilities-mop-floor", "facilities-fill-coffee-machine", "facilities-deliver-post"),
            ("facilities-set-up-room", "facilities-empty-bins", "water-plants"),
            ("facilities-vacuum", "facilities-move-boxes", "facilities-fill-coffee-machine"),
        ),
    ),
    DemoPlacement(
        student="noor",
        contact="wil",
        kind=PlacementKind.WEEKLY,
        weeks_ago=8,
        weeks_ahead=18,
        weekdays=(1, 3, 5),
        starts_at=time(8, 30),
        ends_at=time(14, 30),
        codes=(
            "B1-K1-W1",
            "P2-K1-W1",
            "B1-K1-W2",
            "P2-K1-W3",
            "B1-K1-W8",
            "B1-K1-W3",
            "B1-K1-W5",
            "P2-K1-W2",
        ),
        plan=(
            ("care-make-bed", "care-pour-coffee", "care-play-game"),
            ("care-fold-laundry", "care-lay-table", "care-walk-together"),
            ("care-clean-room", "care-make-sandwiches", "care-restock-cupboard"),
        ),
    ),
    DemoPlacement(
        student="bilal",
        contact="mehmet",
        kind=PlacementKind.WEEKLY,
        weeks_ago=8,
        weeks_ahead=16,
        weekdays=(2, 3, 4),
        starts_at=time(9, 30),
        ends_at=time(15, 30),
        codes=(
            "B1-K1-W1",
            "P1-K1-W3",
            "B1-K1-W2",
            "B1-K1-W5",
            "B1-K1-W8",
            "B1-K1-W3",
            "B1-K1-W6",
        ),
        plan=(
            ("fill-bread-shelf", "catering-cut-vegetables", "catering-load-dishwasher"),
            ("catering-put-delivery-away", "catering-make-sandwiches", "catering-serve-food"),
            ("catering-lay-tables", "catering-cut-vegetables", "catering-clean-kitchen"),
        ),
    ),
    DemoPlacement(
        student="fleur",
        contact="grace",
        kind=PlacementKind.BLOCK,
        weeks_ago=3,
        weeks_ahead=7,
        weekdays=(1, 2, 4, 5),
        starts_at=time(9),
        ends_at=time(13),
        codes=(
            "B1-K1-W1",
            "B1-K1-W2",
            "B1-K1-W5",
            "B1-K1-W3",
            "P1-K1-W1",
            "P1-K1-W3",
            "B1-K1-W4",
            "B1-K1-W6",
        ),
        plan=(
            ("make-hotel-bed", "fold-towels", "facilities-vacuum"),
            ("facilities-set-up-room", "facilities-fill-coffee-machine", "facilities-empty-bins"),
        ),
    ),
    DemoPlacement(
        student="jayden",
        contact="joost",
        kind=PlacementKind.WEEKLY,
        weeks_ago=8,
        weeks_ahead=18,
        weekdays=(1, 2, 4),
        starts_at=time(9),
        ends_at=time(15),
        codes=(
            "B1-K1-W1",
            "P1-K1-W1",
            "B1-K1-W2",
            "P1-K1-W2",
            "P1-K1-W3",
            "B1-K1-W6",
        ),
        plan=(
            ("facilities-mop-floor", "facilities-deliver-post", "sweep-garden"),
            ("facilities-empty-bins", "facilities-set-up-room", "water-plants"),
        ),
    ),
    DemoPlacement(
        student="esra",
        contact="tineke",
        kind=PlacementKind.WEEKLY,
        weeks_ago=9,
        weeks_ahead=20,
        weekdays=(2, 3, 5),
        starts_at=time(8),
        ends_at=time(13),
        codes=(
            f"{SHOP}B1-K1-W1",
            f"{SHOP}B1-K1-W2",
            f"{SHOP}B1-K1-W3",
            f"{SHOP}B1-K1-W4",
            f"{SHOP}B1-K1-W5",
        ),
        plan=(
            ("retail-fill-shelves", "retail-scan", "retail-lay-out-fruit"),
            ("retail-unload", "retail-front-shelves", "retail-help-customer"),
        ),
    ),
    DemoPlacement(
        student="mila",
        contact="wil",
        kind=PlacementKind.WEEKLY,
        weeks_ago=7,
        weeks_ahead=16,
        weekdays=(1, 3, 5),
        starts_at=time(9),
        ends_at=time(14),
        codes=(
            "B1-K1-W1",
            "P2-K1-W1",
            "B1-K1-W8",
            "P2-K1-W3",
            "B1-K1-W3",
        ),
        plan=(
            ("care-make-bed", "care-pour-coffee", "care-play-game"),
            ("care-fold-laundry", "care-lay-table", "care-walk-together"),
        ),
    ),
    DemoPlacement(
        student="daan",
        contact="tineke",
        kind=PlacementKind.BLOCK,
        weeks_ago=6,
        weeks_ahead=14,
        weekdays=(1, 2, 3, 4),
        starts_at=time(7, 30),
        ends_at=time(12, 30),
        codes=(
            f"{SHOP}B1-K1-W1",
            f"{SHOP}B1-K1-W2",
            f"{SHOP}B1-K1-W3",
            f"{SHOP}B1-K1-W4",
            f"{SHOP}B1-K1-W5",
        ),
        plan=(
            ("retail-unload", "retail-fetch-carts", "retail-fill-shelves"),
            ("retail-scan", "retail-price-tags", "retail-sweep"),
        ),
    ),
    DemoPlacement(
        student="sara",
        contact="bas",
        kind=PlacementKind.WEEKLY,
        weeks_ago=8,
        weeks_ahead=18,
        weekdays=(2, 4, 5),
        starts_at=time(8),
        ends_at=time(13),
        codes=(
            f"{SHOP}B1-K1-W1",
            f"{SHOP}B1-K1-W6",
            f"{SHOP}B1-K1-W2",
            f"{SHOP}B1-K1-W4",
            f"{SHOP}B1-K1-W5",
        ),
        plan=(
            ("bakery-bake-croissants", "bakery-pack-bread", "retail-help-customer"),
            ("fill-bread-shelf", "bakery-lay-out-cakes", "bakery-wash-up"),
        ),
    ),
    DemoPlacement(
        student="luca",
        contact="mehmet",
        kind=PlacementKind.TASTER,
        weeks_ago=5,
        weeks_ahead=3,
        weekdays=(1, 3),
        starts_at=time(10),
        ends_at=time(14),
        codes=(
            "B1-K1-W1",
            "P1-K1-W3",
            "B1-K1-W2",
            "B1-K1-W5",
            "B1-K1-W8",
        ),
        plan=(
            ("catering-cut-vegetables", "catering-load-dishwasher"),
            ("catering-make-sandwiches", "catering-lay-tables"),
        ),
    ),
    DemoPlacement(
        student="tess",
        contact="grace",
        kind=PlacementKind.JOB,
        weeks_ago=10,
        weeks_ahead=40,
        weekdays=(1, 2, 4, 5),
        starts_at=time(8, 30),
        ends_at=time(14, 30),
        codes=(
            "B1-K1-W1",
            "B1-K1-W2",
            "B1-K1-W5",
            "P1-K1-W1",
            "P1-K1-W3",
            "B1-K1-W3",
        ),
        plan=(
            ("make-hotel-bed", "wash-laundry", "fold-towels"),
            ("facilities-vacuum", "make-hotel-bed", "facilities-put-stock-away"),
        ),
    ),
    DemoPlacement(
        student="omar",
        contact="bas",
        kind=PlacementKind.WEEKLY,
        weeks_ago=7,
        weeks_ahead=18,
        weekdays=(2, 3, 5),
        starts_at=time(7, 30),
        ends_at=time(12, 30),
        codes=(
            f"{SHOP}B1-K1-W1",
            f"{SHOP}B1-K1-W6",
            f"{SHOP}B1-K1-W2",
            f"{SHOP}B1-K1-W4",
            f"{SHOP}B1-K1-W5",
        ),
        plan=(
            ("bakery-pack-bread", "bakery-make-sandwiches", "retail-sweep"),
            ("fill-bread-shelf", "bakery-clean-window", "bakery-wash-up"),
        ),
    ),
    DemoPlacement(
        student="youssef",
        contact="joost-kompas",
        kind=PlacementKind.WEEKLY,
        weeks_ago=6,
        weeks_ahead=14,
        weekdays=(3, 4, 5),
        starts_at=time(9),
        ends_at=time(14),
        codes=(
            "B1-K1-W1",
            "P1-K1-W1",
            "B1-K1-W2",
            "P1-K1-W2",
            "B1-K1-W5",
            "B1-K1-W6",
            "B1-K1-W9",
        ),
        plan=(("facilities-vacuum", "facilities-deliver-post"), ("facilities-mop-floor", "facilities-move-boxes")),
    ),
)
