"""What the students of the demo did and what came of it, in the words of a working week.

Days are counted back over the student's own working days: ``back=0`` is today, ``back=1`` the working day before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from app.feedback.models import Smile, Strength
from app.logbook.models import Mood
from app.people.models import IndependenceLevel
from app.review.models import Source

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
    """One entry and what followed, in order. Without tasks it was something else."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoObservation:
    """What was seen outside the logs: on the floor by the supervisor, or told in the talk of three by the trainer."""

    student: str
    code: str
    back: int
    source: Source = Source.FLOOR
    level: IndependenceLevel = SELF
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSignOff:
    """A lit plank; with a reason when the rule was not met."""

    student: str
    code: str
    back: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFeedback:
    """An answer of a trainer. Without a sentence only the face was tapped."""

    student: str
    back: int
    at: time
    smile: Smile
    strengths: tuple[Strength, ...] = ()
    code: str = ""
    level: IndependenceLevel | None = None
    sentence: str = ""


LOGS = (
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
        then=(Seen("Druk, en toch alles schoon. Knap gedaan.", {"P1-K1-W3": SELF}),),
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

OBSERVATIONS = (
    DemoObservation(student="sam", code="B1-K1-W1", back=18, note="Zet alles klaar en vraagt wat er vandaag moet."),
    DemoObservation(student="sam", code="B1-K1-W1", back=16),
    DemoObservation(student="sam", code="B1-K1-W1", back=15, source=Source.TALK, note="Begint uit zichzelf."),
    DemoObservation(student="sam", code="B1-K1-W2", back=16),
    DemoObservation(student="sam", code="B1-K1-W2", back=13, note="Zaal 2 was op tijd klaar voor de vergadering."),
    DemoObservation(student="sam", code="B1-K1-W2", back=12, source=Source.TALK, note="Ik hoef het niet na te lopen."),
    DemoObservation(student="sam", code="P1-K1-W2", back=14, note="Rijdt rustig met de kar door de gang."),
    DemoObservation(student="sam", code="P1-K1-W2", back=11),
    DemoObservation(student="sam", code="P1-K1-W2", back=9, source=Source.TALK, note="De post is altijd op tijd."),
    DemoObservation(student="sam", code="B1-K1-W3", back=8, level=HELP, note="Wees een gast de weg, na een knikje."),
    DemoObservation(student="sam", code="P1-K1-W3", back=6, note="Vulde de automaat zonder hulp."),
    DemoObservation(student="noor", code="B1-K1-W1", back=14),
    DemoObservation(student="noor", code="B1-K1-W1", back=12, note="Kijkt eerst op het bord, pakt dan haar spullen."),
    DemoObservation(student="noor", code="B1-K1-W1", back=10, source=Source.TALK, note="Weet wat ze moet doen."),
    DemoObservation(student="noor", code="P2-K1-W1", back=9, note="Maakte het bed strak op en zette het raam open."),
    DemoObservation(student="noor", code="B1-K1-W3", back=6, level=HELP),
    DemoObservation(student="bilal", code="B1-K1-W1", back=12),
    DemoObservation(student="bilal", code="B1-K1-W1", back=10, note="Wast zijn handen en leest de plaatjes."),
    DemoObservation(student="bilal", code="B1-K1-W1", back=9, source=Source.TALK, note="Staat klaar om half tien."),
    DemoObservation(student="bilal", code="P1-K1-W3", back=9, note="Sneed de paprika gelijk en veilig."),
    DemoObservation(student="bilal", code="P1-K1-W3", back=8),
    DemoObservation(student="bilal", code="B1-K1-W5", back=6, level=HELP),
    DemoObservation(
        student="fleur", code="B1-K1-W1", back=3, level=HELP, note="Vult haar eigen kar, met de lijst erbij."
    ),
    DemoObservation(student="youssef", code="B1-K1-W1", back=9),
    DemoObservation(student="youssef", code="B1-K1-W1", back=7),
    DemoObservation(student="youssef", code="B1-K1-W1", back=6, source=Source.TALK),
    DemoObservation(student="youssef", code="P1-K1-W1", back=5, level=HELP),
)

SIGN_OFFS = (
    DemoSignOff(student="sam", code="B1-K1-W1", back=15),
    DemoSignOff(student="sam", code="B1-K1-W2", back=12),
    DemoSignOff(student="sam", code="P1-K1-W2", back=9),
    DemoSignOff(student="noor", code="B1-K1-W1", back=10),
    DemoSignOff(student="bilal", code="B1-K1-W1", back=9),
    DemoSignOff(
        student="bilal",
        code="P1-K1-W3",
        back=8,
        reason="Mehmet zei het aan de telefoon. Hij had geen tijd voor de link.",
    ),
    DemoSignOff(student="youssef", code="B1-K1-W1", back=6),
)

FEEDBACK = (
    DemoFeedback(
        student="sam",
        back=3,
        at=time(15, 5),
        smile=Smile.GOOD,
        strengths=(Strength.ON_TIME, Strength.NEAT),
        code="P1-K1-W1",
        level=SELF,
        sentence="Sam ziet zelf wat er moet gebeuren. Dat is fijn.",
    ),
    DemoFeedback(
        student="noor",
        back=1,
        at=time(14, 40),
        smile=Smile.GOOD,
        strengths=(Strength.TEAMWORK,),
        code="P2-K1-W1",
        level=SELF,
        sentence="De bewoners vragen naar haar als ze er niet is.",
    ),
    DemoFeedback(
        student="bilal",
        back=3,
        at=time(16, 0),
        smile=Smile.SO_SO,
        strengths=(Strength.PACE,),
        code="B1-K1-W2",
        level=HELP,
        sentence="Vrolijk en snel. Nog even letten op de messen en vorken.",
    ),
    DemoFeedback(student="fleur", back=2, at=time(13, 10), smile=Smile.GOOD),
)

SICK = (("bilal", 6),)
