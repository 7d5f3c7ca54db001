"""The people of the demo. All of them are made up; numbers and addresses are of kinds that reach nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.people.models import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSchool:
    """A school of the demo's region, with the names of its ``groups`` by key."""

    name: str
    phone: str
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMember:
    """Somebody at a school. A student has an ``age``, a ``badge_picture``, a ``group``, and says yes or no to
    ``photos``.
    """

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
    group: str = ""
    tips: tuple[str, ...] = ()


REGION = "Samenwerking Rivierenstreek"

SCHOOLS = {
    "brug": DemoSchool(
        name="De Brug",
        phone="020 123 45 67",
        groups={"werk-4": "Werkklas 4", "werk-5": "Werkklas 5", "winkel": "Winkelklas"},
    ),
    "kompas": DemoSchool(name="Het Kompas", phone="020 123 45 89", groups={"arbeid-5": "Arbeid 5"}),
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
        group="werk-5",
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
        group="werk-4",
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
        group="werk-4",
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
        group="werk-5",
        tips=("Ik werk rustig en precies. Geef me daar de tijd voor.",),
    ),
    "jayden": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Jayden",
        last_name="Kromo",
        picture="person-6",
        age=16,
        badge_picture="headphones",
        photos=True,
        guardian="Shanti Kromo",
        supervisor="anouk",
        group="werk-4",
        tips=(
            "Zeg eerst wat goed ging. Dan kan ik beter luisteren.",
            "Laat mij iets twee keer doen. Dan weet ik het.",
        ),
    ),
    "esra": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Esra",
        last_name="Demir",
        picture="person-1",
        age=17,
        badge_picture="owl",
        photos=True,
        supervisor="anouk",
        group="winkel",
        tips=("Ik wil graag weten wat er na de pauze komt.",),
    ),
    "mila": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Mila",
        last_name="Janssens",
        picture="person-2",
        age=16,
        badge_picture="cat",
        photos=True,
        supervisor="ruben",
        group="werk-4",
        tips=(
            "Praat rustig. Dan praat ik terug.",
            "Ik werk graag met één vaste collega.",
        ),
    ),
    "daan": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Daan",
        last_name="Vos",
        picture="person-4",
        age=18,
        badge_picture="tractor",
        photos=True,
        supervisor="ruben",
        group="winkel",
        tips=("Geef mij zwaar werk. Daar word ik rustig van.",),
    ),
    "sara": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Sara",
        last_name="Haile",
        picture="person-5",
        age=17,
        badge_picture="panda",
        photos=True,
        supervisor="ruben",
        group="winkel",
        tips=(
            "Doe het voor, dan doe ik het na.",
            "Vraag of ik het snap. Ik zeg het niet uit mezelf.",
        ),
    ),
    "luca": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Luca",
        last_name="Romano",
        picture="person-3",
        age=15,
        badge_picture="boat",
        photos=True,
        guardian="Paolo Romano",
        supervisor="ruben",
        group="werk-4",
        tips=("Een timer helpt mij om door te werken.",),
    ),
    "tess": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Tess",
        last_name="de Boer",
        picture="person-8",
        age=19,
        badge_picture="horse",
        photos=True,
        supervisor="ruben",
        group="werk-5",
        tips=("Ik vind nieuwe mensen spannend. Stel ze aan mij voor.",),
    ),
    "omar": DemoMember(
        school="brug",
        role=Role.STUDENT,
        first_name="Omar",
        last_name="Aziz",
        picture="person-9",
        age=16,
        badge_picture="fish",
        photos=False,
        guardian="Fatma Aziz",
        supervisor="ruben",
        group="winkel",
        tips=(
            "Lees het briefje samen met mij.",
            "Ik ben goed in cijfers.",
        ),
    ),
    "anouk": DemoMember(
        school="brug",
        role=Role.SUPERVISOR,
        first_name="Anouk",
        last_name="de Wit",
        picture="person-1",
        phone="06 00 00 00 01",
    ),
    "ruben": DemoMember(
        school="brug",
        role=Role.SUPERVISOR,
        first_name="Ruben",
        last_name="Pattinama",
        picture="person-10",
        phone="06 00 00 00 05",
    ),
    "karin": DemoMember(
        school="brug",
        role=Role.COORDINATOR,
        first_name="Karin",
        last_name="Tjon",
        picture="person-12",
        phone="06 00 00 00 02",
    ),
    "petra": DemoMember(
        school="brug",
        role=Role.ADMIN,
        first_name="Petra",
        last_name="Smits",
        picture="person-2",
        phone="06 00 00 00 06",
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
        group="arbeid-5",
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
