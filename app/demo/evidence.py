"""What was seen of the demo's students outside their logs: on the floor, in talks, by trainers; and what is signed.

Days are counted back as in ``logs``.
"""

from dataclasses import dataclass
from datetime import time

from app.feedback.models import Smile, Strength
from app.people.models import IndependenceLevel
from app.review.models import Source

TOGETHER, HELP, SELF = IndependenceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoObservation:
    """What was seen outside the logs: on the floor by the supervisor, or told in the talk of three by the trainer.

    With what was ``agreed`` there, the talk itself is on record.
    """

    student: str
    code: str
    back: int
    source: Source = Source.FLOOR
    level: IndependenceLevel = SELF
    note: str = ""
    agreed: str = ""


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


OBSERVATIONS = (
    DemoObservation(student="sam", code="B1-K1-W1", back=18, note="Zet alles klaar en vraagt wat er vandaag moet."),
    DemoObservation(student="sam", code="B1-K1-W1", back=16),
    DemoObservation(student="sam", code="B1-K1-W1", back=15, source=Source.TALK, note="Begint uit zichzelf."),
    DemoObservation(student="sam", code="B1-K1-W2", back=16),
    DemoObservation(student="sam", code="B1-K1-W2", back=13, note="Zaal 2 was op tijd klaar voor de vergadering."),
    DemoObservation(student="sam", code="B1-K1-W2", back=12, source=Source.TALK, note="Ik hoef het niet na te lopen."),
    DemoObservation(student="sam", code="P1-K1-W2", back=14, note="Rijdt rustig met de kar door de gang."),
    DemoObservation(student="sam", code="P1-K1-W2", back=11),
    DemoObservation(
        student="sam",
        code="P1-K1-W2",
        back=9,
        source=Source.TALK,
        note="De post is altijd op tijd.",
        agreed="Sam vult nu ook de automaten. Joost kijkt de eerste week mee.",
    ),
    DemoObservation(student="sam", code="B1-K1-W3", back=8, level=HELP, note="Wees een gast de weg, na een knikje."),
    DemoObservation(student="sam", code="P1-K1-W3", back=6, note="Vulde de automaat zonder hulp."),
    DemoObservation(student="noor", code="B1-K1-W1", back=14),
    DemoObservation(student="noor", code="B1-K1-W1", back=12, note="Kijkt eerst op het bord, pakt dan haar spullen."),
    DemoObservation(
        student="noor",
        code="B1-K1-W1",
        back=10,
        source=Source.TALK,
        note="Weet wat ze moet doen.",
        agreed="Noor helpt twee keer per week mee met de activiteiten.",
    ),
    DemoObservation(student="noor", code="P2-K1-W1", back=9, note="Maakte het bed strak op en zette het raam open."),
    DemoObservation(student="noor", code="B1-K1-W3", back=6, level=HELP),
    DemoObservation(student="bilal", code="B1-K1-W1", back=12),
    DemoObservation(student="bilal", code="B1-K1-W1", back=10, note="Wast zijn handen en leest de plaatjes."),
    DemoObservation(
        student="bilal",
        code="B1-K1-W1",
        back=9,
        source=Source.TALK,
        note="Staat klaar om half tien.",
        agreed="Bilal leert de kassa openen, samen met iemand erbij.",
    ),
    DemoObservation(student="bilal", code="P1-K1-W3", back=9, note="Sneed de paprika gelijk en veilig."),
    DemoObservation(student="bilal", code="P1-K1-W3", back=8),
    DemoObservation(student="bilal", code="B1-K1-W5", back=6, level=HELP),
    DemoObservation(
        student="fleur", code="B1-K1-W1", back=3, level=HELP, note="Vult haar eigen kar, met de lijst erbij."
    ),
    DemoObservation(student="jayden", code="B1-K1-W1", back=14, note="Kijkt op het bord en pakt zijn kar."),
    DemoObservation(student="jayden", code="B1-K1-W1", back=12),
    DemoObservation(
        student="jayden",
        code="B1-K1-W1",
        back=10,
        source=Source.TALK,
        note="Begint op tijd.",
        agreed="Jayden neemt voor de hoeken een kaartje mee.",
    ),
    DemoObservation(student="jayden", code="P1-K1-W1", back=9, level=HELP, note="Vergeet de hoeken nog wel eens."),
    DemoObservation(student="jayden", code="P1-K1-W1", back=7, level=HELP),
    DemoObservation(student="esra", code="winkel B1-K1-W1", back=15, note="Leest de lijst hardop en begint."),
    DemoObservation(student="esra", code="winkel B1-K1-W1", back=13),
    DemoObservation(student="esra", code="winkel B1-K1-W1", back=11, source=Source.TALK, note="Zij weet wat er moet."),
    DemoObservation(student="esra", code="winkel B1-K1-W2", back=12, note="Zet de oudste datum vooraan."),
    DemoObservation(student="esra", code="winkel B1-K1-W2", back=10),
    DemoObservation(
        student="esra",
        code="winkel B1-K1-W2",
        back=8,
        source=Source.TALK,
        note="Haar schap is altijd recht.",
        agreed="Esra krijgt een eigen pad: de ontbijtspullen.",
    ),
    DemoObservation(
        student="mila", code="B1-K1-W1", back=8, level=HELP, note="Vraagt nu zelf wat er klaar moet staan."
    ),
    DemoObservation(student="mila", code="B1-K1-W1", back=6, level=HELP),
    DemoObservation(student="daan", code="winkel B1-K1-W3", back=14, note="Tilt goed en telt de dozen na."),
    DemoObservation(student="daan", code="winkel B1-K1-W3", back=12),
    DemoObservation(
        student="daan",
        code="winkel B1-K1-W3",
        back=10,
        source=Source.TALK,
        note="Sterk en precies.",
        agreed="Daan mag meehelpen bij het laden op donderdag.",
    ),
    DemoObservation(student="daan", code="winkel B1-K1-W4", back=9, note="Alle karren op een rij."),
    DemoObservation(student="daan", code="winkel B1-K1-W4", back=7),
    DemoObservation(student="sara", code="winkel B1-K1-W1", back=10, note="Staat om acht uur met schort klaar."),
    DemoObservation(student="sara", code="winkel B1-K1-W1", back=9),
    DemoObservation(
        student="sara",
        code="winkel B1-K1-W1",
        back=8,
        source=Source.TALK,
        note="Wast altijd eerst haar handen.",
        agreed="Sara probeert een dag in de winkel.",
    ),
    DemoObservation(student="luca", code="B1-K1-W1", back=4, level=TOGETHER),
    DemoObservation(student="tess", code="B1-K1-W1", back=26, note="Vult haar kar zonder lijst."),
    DemoObservation(student="tess", code="B1-K1-W1", back=24),
    DemoObservation(
        student="tess", code="B1-K1-W1", back=22, source=Source.TALK, note="Weet wat er per kamer nodig is."
    ),
    DemoObservation(student="tess", code="B1-K1-W2", back=24, note="Bed strak, raam open, kussens recht."),
    DemoObservation(student="tess", code="B1-K1-W2", back=21),
    DemoObservation(
        student="tess", code="B1-K1-W2", back=20, source=Source.TALK, note="Ik controleer haar kamers niet meer."
    ),
    DemoObservation(student="tess", code="P1-K1-W1", back=18),
    DemoObservation(student="tess", code="P1-K1-W1", back=17),
    DemoObservation(student="tess", code="P1-K1-W1", back=15, source=Source.TALK, note="Ook onder de bedden."),
    DemoObservation(student="tess", code="B1-K1-W5", back=14, note="Telt de handdoeken en schrijft het op."),
    DemoObservation(student="tess", code="B1-K1-W5", back=12),
    DemoObservation(
        student="tess",
        code="B1-K1-W5",
        back=11,
        source=Source.TALK,
        agreed="Tess rondt haar stage af. We vragen de verklaring aan.",
    ),
    DemoObservation(student="omar", code="winkel B1-K1-W1", back=9, note="Rekent uit hoeveel zakken hij nodig heeft."),
    DemoObservation(student="omar", code="winkel B1-K1-W1", back=8),
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
    DemoSignOff(student="jayden", code="B1-K1-W1", back=10),
    DemoSignOff(student="esra", code="winkel B1-K1-W1", back=11),
    DemoSignOff(student="esra", code="winkel B1-K1-W2", back=8),
    DemoSignOff(student="daan", code="winkel B1-K1-W3", back=10),
    DemoSignOff(student="sara", code="winkel B1-K1-W1", back=8),
    DemoSignOff(student="tess", code="B1-K1-W1", back=22),
    DemoSignOff(student="tess", code="B1-K1-W2", back=20),
    DemoSignOff(student="tess", code="P1-K1-W1", back=15),
    DemoSignOff(student="tess", code="B1-K1-W5", back=11),
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
