"""The companies of the demo, their trainers, and who works there on what. All made up."""

from dataclasses import dataclass
from datetime import time

from app.placements.models import PlacementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCompany:
    """A company of the region. ``tasks`` are keys of the catalogue's example tasks or of ``OWN_TASKS``."""

    name: str
    sector: str
    address: str
    phone: str
    tasks: tuple[str, ...]
    photos_allowed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoContact:
    """A trainer at a company, as one school knows them."""

    school: str
    company: str
    first_name: str
    last_name: str
    job_title: str
    picture: str
    phone: str


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


COMPANIES = {
    "anker": DemoCompany(
        name="Het Anker Facilitair",
        sector="facilities",
        address="Kade 12",
        phone="020 123 45 10",
        tasks=(
            "facilities-get-things-ready",
            "facilities-mop-floor",
            "facilities-vacuum",
            "facilities-empty-bins",
            "facilities-set-up-room",
            "facilities-fill-coffee-machine",
            "facilities-deliver-post",
            "facilities-move-boxes",
            "water-plants",
        ),
    ),
    "linde": DemoCompany(
        name="Zorghuis De Linde",
        sector="care",
        address="Lindelaan 3",
        phone="020 123 45 20",
        tasks=(
            "care-make-bed",
            "care-fold-laundry",
            "care-clean-room",
            "care-lay-table",
            "care-pour-coffee",
            "care-make-sandwiches",
            "care-walk-together",
            "care-play-game",
            "care-restock-cupboard",
        ),
        photos_allowed=False,
    ),
    "zonnig": DemoCompany(
        name="Lunchroom Zonnig",
        sector="catering",
        address="Marktplein 7",
        phone="020 123 45 30",
        tasks=(
            "catering-set-out-pans",
            "catering-cut-vegetables",
            "catering-make-sandwiches",
            "fill-bread-shelf",
            "catering-lay-tables",
            "catering-serve-food",
            "catering-load-dishwasher",
            "catering-clean-kitchen",
            "catering-put-delivery-away",
        ),
    ),
    "veerman": DemoCompany(
        name="Hotel De Veerman",
        sector="facilities",
        address="Veerweg 1",
        phone="020 123 45 40",
        tasks=(
            "make-hotel-bed",
            "fold-towels",
            "facilities-vacuum",
            "facilities-set-up-room",
            "facilities-welcome-guests",
            "facilities-fill-coffee-machine",
            "facilities-empty-bins",
            "facilities-put-stock-away",
            "facilities-make-copies",
        ),
    ),
}

# Label, pictogram and the work processes to which it gives evidence; as in the catalogue's example tasks.
OWN_TASKS = {
    "water-plants": ("Planten water geven", "watering", ("P1-K1-W1",)),
    "fill-bread-shelf": ("Brood klaarleggen", "bread", ("B1-K1-W5", "P1-K1-W3")),
    "make-hotel-bed": ("Bed opmaken", "bed", ("B1-K1-W2",)),
    "fold-towels": ("Handdoeken vouwen", "folding", ("B1-K1-W2", "B1-K1-W5")),
}

CONTACTS = {
    "joost": DemoContact(
        school="brug",
        company="anker",
        first_name="Joost",
        last_name="van Dijk",
        job_title="Teamleider",
        picture="person-4",
        phone="06 00 00 00 11",
    ),
    "wil": DemoContact(
        school="brug",
        company="linde",
        first_name="Wil",
        last_name="Mulder",
        job_title="Gastvrouw",
        picture="person-2",
        phone="06 00 00 00 12",
    ),
    "mehmet": DemoContact(
        school="brug",
        company="zonnig",
        first_name="Mehmet",
        last_name="Şahin",
        job_title="Kok",
        picture="person-9",
        phone="06 00 00 00 13",
    ),
    "grace": DemoContact(
        school="brug",
        company="veerman",
        first_name="Grace",
        last_name="Asante",
        job_title="Hoofd huishouding",
        picture="person-5",
        phone="06 00 00 00 14",
    ),
    "joost-kompas": DemoContact(
        school="kompas",
        company="anker",
        first_name="Joost",
        last_name="van Dijk",
        job_title="Teamleider",
        picture="person-4",
        phone="06 00 00 00 11",
    ),
}

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
