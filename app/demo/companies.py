"""The companies of the demo, their trainers, and what is done there. All made up."""

from dataclasses import dataclass


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
            "sweep-garden",
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
            "wash-laundry",
            "facilities-vacuum",
            "facilities-set-up-room",
            "facilities-welcome-guests",
            "facilities-fill-coffee-machine",
            "facilities-empty-bins",
            "facilities-put-stock-away",
            "facilities-make-copies",
        ),
    ),
    "mand": DemoCompany(
        name="Buurtsuper De Mand",
        sector="retail",
        address="Dorpsstraat 21",
        phone="020 123 45 50",
        tasks=(
            "retail-fill-shelves",
            "retail-front-shelves",
            "retail-scan",
            "retail-lay-out-fruit",
            "retail-fetch-carts",
            "retail-unload",
            "retail-price-tags",
            "retail-help-customer",
            "retail-sweep",
        ),
    ),
    "bos": DemoCompany(
        name="Bakkerij Bos",
        sector="retail",
        address="Molenstraat 5",
        phone="020 123 45 60",
        tasks=(
            "fill-bread-shelf",
            "bakery-pack-bread",
            "bakery-bake-croissants",
            "bakery-lay-out-cakes",
            "bakery-make-sandwiches",
            "retail-help-customer",
            "bakery-wash-up",
            "bakery-clean-window",
            "retail-sweep",
        ),
    ),
}

SHOP = "winkel "
"""Before the code of a work process: it is one of the made-up dossier for shops (``shop.json``)."""

# Label, pictogram and the work processes to which it gives evidence; as in the catalogue's example tasks.
OWN_TASKS = {
    "water-plants": ("Planten water geven", "watering", ("P1-K1-W1",)),
    "fill-bread-shelf": ("Brood klaarleggen", "bread", ("B1-K1-W5", "P1-K1-W3")),
    "make-hotel-bed": ("Bed opmaken", "bed", ("B1-K1-W2",)),
    "fold-towels": ("Handdoeken vouwen", "folding", ("B1-K1-W2", "B1-K1-W5")),
    "sweep-garden": ("Tuin vegen", "leaves", ("P1-K1-W1",)),
    "wash-laundry": ("Was doen", "washing-machine", ("B1-K1-W5",)),
    "retail-fill-shelves": ("Schappen vullen", "shelf-stocking", (f"{SHOP}B1-K1-W2",)),
    "retail-front-shelves": ("Spiegelen", "tidy-up", (f"{SHOP}B1-K1-W2",)),
    "retail-scan": ("Scannen", "barcode", (f"{SHOP}B1-K1-W3",)),
    "retail-lay-out-fruit": ("Fruit neerleggen", "apple", (f"{SHOP}B1-K1-W2",)),
    "retail-fetch-carts": ("Karren halen", "cart", (f"{SHOP}B1-K1-W4",)),
    "retail-unload": ("Lossen", "delivery", (f"{SHOP}B1-K1-W3",)),
    "retail-price-tags": ("Prijskaartjes", "price-tag", (f"{SHOP}B1-K1-W2",)),
    "retail-help-customer": ("Klant helpen", "customer", (f"{SHOP}B1-K1-W5",)),
    "retail-sweep": ("Vegen", "sweep", (f"{SHOP}B1-K1-W4",)),
    "bakery-pack-bread": ("Brood inpakken", "bread", (f"{SHOP}B1-K1-W6",)),
    "bakery-bake-croissants": ("Croissants bakken", "croissant", (f"{SHOP}B1-K1-W6",)),
    "bakery-lay-out-cakes": ("Taart neerzetten", "cake", (f"{SHOP}B1-K1-W2",)),
    "bakery-make-sandwiches": ("Broodjes beleggen", "baguette", (f"{SHOP}B1-K1-W6", "B1-K1-W8")),
    "bakery-wash-up": ("Afwassen", "washing-up", (f"{SHOP}B1-K1-W4",)),
    "bakery-clean-window": ("Ramen wassen", "window", (f"{SHOP}B1-K1-W4",)),
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
    "tineke": DemoContact(
        school="brug",
        company="mand",
        first_name="Tineke",
        last_name="Postma",
        job_title="Bedrijfsleider",
        picture="person-8",
        phone="06 00 00 00 15",
    ),
    "bas": DemoContact(
        school="brug",
        company="bos",
        first_name="Bas",
        last_name="Bos",
        job_title="Bakker",
        picture="person-10",
        phone="06 00 00 00 16",
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
