"""What the students of the demo did and what came of it, in the words of a working week.

Days are counted back over the student's own working days: ``back=0`` is today, ``back=1`` the working day before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from app.logbook.models import Mood
from app.people.models import IndependenceLevel

TOGETHER, HELP, SELF = IndependenceLevel
NOT_NICE, SO_SO, GREAT = Mood


@dataclass(frozen=True, slots=True)
class Seen:
    """The supervisor's *gezien*: a reply, and a level for each code of a work process."""

    reply: str
    levels: Mapping[str, IndependenceLevel] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """The supervisor's *samen bekijken*, with what is asked in the reply."""

    reply: str


@dataclass(frozen=True, slots=True)
class More:
    """What the student adds afterwards."""

    words: str


Step = Seen | Question | More


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLog:
    """One entry and what followed, in order. Without tasks it was something else.

    With as many photos as tasks, each photo shows its own. ``together``: classmates with whom it was done.
    """

    student: str
    back: int
    at: time
    tasks: tuple[str, ...] = ()
    level: IndependenceLevel | None = None
    mood: Mood | None = None
    words: str = ""
    photos: tuple[str, ...] = ()
    then: tuple[Step, ...] = ()
    taken_back: bool = False
    together: tuple[str, ...] = ()


LOGS = (
    DemoLog(
        student="sam",
        back=0,
        at=time(9, 30),
        tasks=("sweep-garden",),
        level=SELF,
        mood=GREAT,
        words="Jayden deed het pad, ik het terras.",
        photos=("garden-swept",),
        together=("jayden",),
    ),
    DemoLog(
        student="sam",
        back=0,
        at=time(10, 20),
        tasks=("facilities-fill-coffee-machine",),
        level=SELF,
        mood=GREAT,
        words="De automaat was leeg. Nu is hij weer vol.",
        photos=("coffee-corner",),
    ),
    DemoLog(
        student="sam",
        back=0,
        at=time(11, 45),
        tasks=("facilities-mop-floor",),
        level=HELP,
        words="Joost zette het gele bord neer.",
        photos=("corridor-mopped",),
    ),
    DemoLog(
        student="sam",
        back=1,
        at=time(14, 15),
        tasks=("water-plants",),
        level=SELF,
        mood=GREAT,
        words="Ze kregen niet te veel water.",
        photos=("plant-watered",),
    ),
    DemoLog(
        student="sam",
        back=1,
        at=time(11, 10),
        tasks=("facilities-set-up-room",),
        level=SELF,
        mood=GREAT,
        words="Alle stoelen staan recht. Er kwamen 12 mensen.",
        photos=("meeting-room",),
        then=(Seen("Wat netjes, Sam! Je deed het zonder lijstje.", {"B1-K1-W2": SELF}),),
    ),
    DemoLog(
        student="sam",
        back=2,
        at=time(10, 30),
        tasks=("facilities-empty-bins",),
        level=SELF,
        mood=SO_SO,
        words="Papier en plastic moet je scheiden.",
        photos=("waste-sorted",),
        then=(Seen("Goed gescheiden. Jij weet hoe het moet.", {"P1-K1-W1": SELF}),),
    ),
    DemoLog(
        student="sam",
        back=3,
        at=time(13, 20),
        tasks=("facilities-move-boxes", "facilities-deliver-post"),
        level=HELP,
        mood=GREAT,
        words="De kar was zwaar. Joost hielp bij de lift.",
        photos=("trolley-boxes",),
        then=(Seen("Slim dat je hulp vroeg bij de lift.", {"P1-K1-W2": HELP}),),
    ),
    DemoLog(
        student="sam",
        back=4,
        at=time(10, 5),
        tasks=("facilities-mop-floor",),
        level=SELF,
        words="Eerst vegen, dan dweilen.",
        photos=("corridor-mopped",),
        then=(Seen("De gang glimt. En het bord staat goed!", {"P1-K1-W1": SELF}),),
    ),
    DemoLog(
        student="sam",
        back=5,
        at=time(14, 30),
        tasks=("facilities-vacuum",),
        level=TOGETHER,
        mood=NOT_NICE,
        words="De stofzuiger deed het niet.",
        then=(
            Question("Wat vervelend. Wat deed je toen?"),
            More("Ik heb Joost gehaald. Hij had een andere."),
            Seen("Heel goed. Hulp halen is ook werk.", {"B1-K1-W6": HELP}),
        ),
    ),
    DemoLog(
        student="noor",
        back=0,
        at=time(9, 40),
        tasks=("care-make-bed",),
        level=SELF,
        mood=GREAT,
        words="Ik heb drie bedden gedaan. Een mevrouw zei dank je wel.",
    ),
    DemoLog(
        student="noor",
        back=1,
        at=time(9, 50),
        tasks=("care-fold-laundry",),
        level=SELF,
    ),
    DemoLog(
        student="noor",
        back=1,
        at=time(13, 30),
        tasks=("care-play-game",),
        level=SELF,
        mood=GREAT,
        words="We deden een spelletje. Iedereen moest lachen.",
        then=(Question("Leuk! Hoe zorgde jij dat iedereen meedeed?"),),
    ),
    DemoLog(
        student="noor",
        back=2,
        at=time(11, 20),
        tasks=("care-lay-table",),
        level=HELP,
        mood=SO_SO,
        words="Ik was de lepels vergeten.",
        then=(Seen("Goed dat je het zelf zag. Je bent er bijna.", {"B1-K1-W2": HELP, "P2-K1-W1": SELF}),),
    ),
    DemoLog(
        student="noor",
        back=3,
        at=time(10, 15),
        tasks=("care-pour-coffee",),
        level=SELF,
        mood=GREAT,
        words="Ik weet nu wie suiker wil.",
        then=(Seen("Fijn dat jij dat onthoudt. Zo voelen mensen zich thuis.", {"B1-K1-W8": SELF}),),
    ),
    DemoLog(
        student="noor",
        back=4,
        at=time(13, 45),
        tasks=("care-walk-together",),
        level=TOGETHER,
        mood=SO_SO,
        words="Wij liepen naar de vijver. Het regende.",
        then=(Seen("Wat goed dat jullie toch gingen.", {"P2-K1-W3": HELP}),),
    ),
    DemoLog(
        student="bilal",
        back=0,
        at=time(10, 50),
        tasks=("fill-bread-shelf",),
        level=SELF,
        mood=GREAT,
        words="Het brood was nog warm.",
        photos=("bread-shelf",),
    ),
    DemoLog(
        student="bilal",
        back=1,
        at=time(12, 10),
        tasks=("catering-cut-vegetables", "catering-lay-tables"),
        level=HELP,
        mood=GREAT,
        words="Eerst de groente, daarna de tafels.",
        photos=("vegetables-chopped", "tables-set"),
    ),
    DemoLog(
        student="bilal",
        back=2,
        at=time(14, 40),
        tasks=("catering-load-dishwasher",),
        level=SELF,
        mood=SO_SO,
        words="Het was heel druk.",
        photos=("dishwasher-loaded",),
        then=(Seen("Dit kun je al goed zelf.", {"P1-K1-W3": SELF}),),
    ),
    DemoLog(
        student="bilal",
        back=3,
        at=time(15, 0),
        mood=GREAT,
        words="Mehmet liet mij de oven zien. Ik mocht hem aanzetten.",
        then=(Seen("Wat leuk! Vertel je er op school meer over?"),),
    ),
    DemoLog(
        student="bilal",
        back=4,
        at=time(11, 30),
        tasks=("catering-lay-tables",),
        level=SELF,
        mood=GREAT,
        words="Zes tafels. De bloemen deed ik ook.",
        photos=("tables-set",),
        then=(Seen("Dit ziet er echt gezellig uit.", {"B1-K1-W2": SELF}),),
    ),
    DemoLog(
        student="fleur",
        back=0,
        at=time(9, 55),
        tasks=("make-hotel-bed",),
        level=TOGETHER,
        mood=SO_SO,
        words="Het laken zat eerst scheef. Grace deed het voor.",
        photos=("bed-made",),
    ),
    DemoLog(
        student="fleur",
        back=1,
        at=time(11, 15),
        tasks=("fold-towels",),
        level=HELP,
        mood=GREAT,
        words="Dit zijn er wel dertig!",
        photos=("towels-folded",),
        then=(Question("Mooie stapels! Zullen we samen kijken hoe je vouwt?"),),
    ),
    DemoLog(
        student="fleur",
        back=2,
        at=time(10, 10),
        tasks=("make-hotel-bed",),
        level=TOGETHER,
        words="Ik oefen nog.",
        then=(Seen("Oefenen helpt. Je tweede bed ging al sneller.", {"B1-K1-W2": TOGETHER}),),
    ),
    DemoLog(
        student="fleur",
        back=4,
        at=time(10, 40),
        tasks=("facilities-fill-coffee-machine",),
        level=TOGETHER,
        mood=NOT_NICE,
        words="Er vielen bonen op de grond.",
        then=(Seen("Dat gebeurt iedereen wel eens. Je ruimde het netjes op.", {"P1-K1-W3": TOGETHER}),),
    ),
    DemoLog(
        student="fleur",
        back=5,
        at=time(12, 30),
        tasks=("facilities-set-up-room",),
        level=SELF,
        taken_back=True,
    ),
    DemoLog(
        student="tess",
        back=0,
        at=time(8, 50),
        mood=GREAT,
        words="Een gast in een rolstoel wilde naar buiten. Ik liep mee door de tuin.",
        photos=("wheelchair-walk",),
    ),
    DemoLog(
        student="luca",
        back=0,
        at=time(10, 40),
        tasks=("catering-make-sandwiches",),
        level=TOGETHER,
        mood=SO_SO,
        words="Mehmet deed het voor. Ik mocht de kaas doen.",
        photos=("sandwiches-ready",),
    ),
    DemoLog(
        student="youssef",
        back=0,
        at=time(10, 30),
        tasks=("facilities-vacuum",),
        level=HELP,
        mood=GREAT,
        words="De hele bovengang is klaar.",
    ),
    DemoLog(
        student="youssef",
        back=2,
        at=time(11, 0),
        tasks=("facilities-deliver-post",),
        level=SELF,
        mood=GREAT,
        words="Ik ken nu alle kamers.",
        then=(Seen("Knap, het is een groot gebouw.", {"P1-K1-W2": SELF}),),
    ),
)

SICK = (("bilal", 6),)
