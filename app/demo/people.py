"""The people of the demo. All of them are made up; numbers and addresses are of kinds that reach nobody."""

from dataclasses import dataclass

from app.people.models import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSchool:
    """A school of the demo's region."""

    name: str
    phone: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMember:
    """Somebody at a school. A student has an ``age``, a ``badge_picture`` and says yes or no to ``photos``."""

    school: str
    role: Role
    first_name: str
    last_name: str
    picture: str
    phone: str | None = None
    age: int | None = None
    badge_picture: str = "star"
    photos: bool = False
    guardian: str = ""
    supervisor: str = ""
    tips: tuple[str, ...] = ()


REGION = "Samenwerking Rivierenstreek"

SCHOOLS = {
    "brug": DemoSchool(name="De Brug", phone="020 123 45 67", group="Werkklas 4"),
    "kompas": DemoSchool(name="Het Kompas", phone="020 123 45 89", group="Arbeid 5"),
}

MEMBERS = {
    "sam": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Sam",
        last_name="Verhoeven",
        picture="person-11",
        age=17,
        badge_picture="scooter",
        photos=True,
        guardian="Ineke Verhoeven",
        supervisor="anouk",
        tips=(
            "Geef één taak tegelijk. Doe het één keer voor.",
            "Zeg hoe laat het klaar moet zijn.",
            "Een rustige plek in de pauze helpt.",
        ),
    ),
    "noor": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Noor",
        last_name="El Amrani",
        picture="person-7",
        age=16,
        badge_picture="butterfly",
        photos=True,
        guardian="Rachid El Amrani",
        supervisor="anouk",
        tips=(
            "Vraag eerst hoe het gaat. Dan begint de dag goed.",
            "Laat weten wie er vandaag op de afdeling is.",
        ),
    ),
    "bilal": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Bilal",
        last_name="Öztürk",
        picture="person-3",
        age=15,
        badge_picture="guitar",
        photos=True,
        guardian="Elif Öztürk",
        supervisor="anouk",
        tips=(
            "Plaatjes bij de stappen werken beter dan een lijst.",
            "Geef een complimentje als het goed gaat. Dat onthoud ik.",
        ),
    ),
    "fleur": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Fleur",
        last_name="Pinas",
        picture="person-5",
        age=18,
        badge_picture="dolphin",
        photos=True,
        supervisor="anouk",
        tips=("Ik werk rustig en precies. Geef me daar de tijd voor.",),
    ),
    "anouk": DemoMember(
        school="brug",
        role=Role.SUPERVISOR,
        first_name="Anouk",
        last_name="de Wit",
        picture="person-1",
        phone="06 00 00 00 01",
    ),
    "karin": DemoMember(
        school="brug",
        role=Role.COORDINATOR,
        first_name="Karin",
        last_name="Tjon",
        picture="person-12",
        phone="06 00 00 00 02",
    ),
    "youssef": DemoMember(
        school="kompas",
        role=Role.STUDENT,
        first_name="Youssef",
        last_name="Haddad",
        picture="person-6",
        age=16,
        badge_picture="fish",
        photos=False,
        guardian="Samira Haddad",
        supervisor="otto",
        tips=("Zeg mijn naam als je mij iets vraagt.",),
    ),
    "otto": DemoMember(
        school="kompas",
        role=Role.SUPERVISOR,
        first_name="Otto",
        last_name="Brinkman",
        picture="person-9",
        phone="06 00 00 00 03",
    ),
    "lucia": DemoMember(
        school="kompas",
        role=Role.COORDINATOR,
        first_name="Lucia",
        last_name="Koster",
        picture="person-8",
        phone="06 00 00 00 04",
    ),
}
