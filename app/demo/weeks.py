"""The weeks that nobody needs to write out: day by day, what each student did, drawn from what such a day is like.

Everything is drawn from the student's name and the day, so it is the same on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from random import Random

from app.demo.logs import DemoLog, More, Question, Seen, Step
from app.demo.words import DONE, REPLIES, SCENES
from app.logbook.models import Mood
from app.people.models import IndependenceLevel

WORKED_AT = (time(9, 40), time(11, 15), time(12, 20))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How a student's weeks go: on which of the days back, from the last to the first, and on what tasks.

    ``tasks`` map to the code that the supervisor looks at. ``begins`` and ``ends`` are levels (1 to 3) at the first
    and on the last day; ``waits``: the days back that nobody looked at yet; ``quiet``: one in so many days is empty.
    """

    student: str
    days: range
    tasks: dict[str, str]
    begins: float
    ends: float
    waits: int = 2
    quiet: int = 6
    photos: bool = True
    earliest: time = time(0)


RHYTHMS = (
    Rhythm(
        student="sam",
        days=range(6, 13),
        tasks={"facilities-set-up-room": "B1-K1-W2", "facilities-deliver-post": "P1-K1-W2"},
        begins=2.4,
        ends=3,
        waits=0,
    ),
    Rhythm(
        student="noor",
        days=range(5, 13),
        tasks={"care-make-bed": "P2-K1-W1", "care-pour-coffee": "B1-K1-W8", "care-play-game": "P2-K1-W3"},
        begins=1.6,
        ends=2.6,
        waits=0,
        photos=False,
    ),
    Rhythm(
        student="bilal",
        days=range(7, 13),
        tasks={"catering-cut-vegetables": "P1-K1-W3", "catering-put-delivery-away": "B1-K1-W5"},
        begins=1.4,
        ends=2.6,
        waits=0,
    ),
    Rhythm(
        student="fleur",
        days=range(6, 10),
        tasks={"fold-towels": "B1-K1-W5", "facilities-vacuum": "P1-K1-W1"},
        begins=1,
        ends=1.4,
        waits=0,
    ),
    Rhythm(
        student="jayden",
        days=range(12),
        tasks={
            "facilities-mop-floor": "P1-K1-W1",
            "facilities-deliver-post": "P1-K1-W2",
            "sweep-garden": "P1-K1-W1",
            "facilities-set-up-room": "B1-K1-W2",
            "water-plants": "P1-K1-W1",
        },
        begins=1.5,
        ends=2.8,
    ),
    Rhythm(
        student="esra",
        days=range(12),
        tasks={
            "retail-fill-shelves": "winkel B1-K1-W2",
            "retail-scan": "winkel B1-K1-W3",
            "retail-lay-out-fruit": "winkel B1-K1-W2",
            "retail-help-customer": "winkel B1-K1-W5",
        },
        begins=2,
        ends=3,
    ),
    Rhythm(
        student="mila",
        days=range(12),
        tasks={
            "care-make-bed": "P2-K1-W1",
            "care-pour-coffee": "B1-K1-W8",
            "care-play-game": "P2-K1-W3",
            "care-walk-together": "P2-K1-W3",
        },
        begins=1,
        ends=2.4,
        photos=False,
    ),
    Rhythm(
        student="daan",
        days=range(16),
        tasks={
            "retail-unload": "winkel B1-K1-W3",
            "retail-fetch-carts": "winkel B1-K1-W4",
            "retail-fill-shelves": "winkel B1-K1-W2",
            "retail-sweep": "winkel B1-K1-W4",
        },
        begins=2,
        ends=3,
        quiet=9,
    ),
    Rhythm(
        student="sara",
        days=range(12),
        tasks={
            "bakery-bake-croissants": "winkel B1-K1-W6",
            "bakery-pack-bread": "winkel B1-K1-W6",
            "bakery-lay-out-cakes": "winkel B1-K1-W2",
            "bakery-wash-up": "winkel B1-K1-W4",
        },
        begins=1.4,
        ends=2.4,
    ),
    Rhythm(
        student="luca",
        days=range(2, 8),
        tasks={"catering-cut-vegetables": "P1-K1-W3", "catering-make-sandwiches": "B1-K1-W8"},
        begins=1,
        ends=1.6,
        waits=0,
        earliest=time(10, 30),
    ),
    Rhythm(
        student="tess",
        days=range(16),
        tasks={
            "make-hotel-bed": "B1-K1-W2",
            "wash-laundry": "B1-K1-W5",
            "fold-towels": "B1-K1-W5",
            "facilities-vacuum": "P1-K1-W1",
            "facilities-put-stock-away": "B1-K1-W5",
        },
        begins=2.4,
        ends=3,
        quiet=8,
    ),
    Rhythm(
        student="omar",
        days=range(12),
        tasks={
            "bakery-pack-bread": "winkel B1-K1-W6",
            "bakery-clean-window": "winkel B1-K1-W4",
            "bakery-make-sandwiches": "winkel B1-K1-W6",
            "fill-bread-shelf": "winkel B1-K1-W6",
        },
        begins=1.4,
        ends=2.6,
        photos=False,
    ),
)


def weeks() -> Iterator[DemoLog]:
    """All of them, a student at a time, the newest day first."""
    for rhythm in RHYTHMS:
        for back in rhythm.days:
            yield from _day(rhythm, back)


def _day(rhythm: Rhythm, back: int) -> Iterator[DemoLog]:
    draw = Random(f"{rhythm.student} {back}")  # noqa: S311 — a made-up day, not a secret
    if back and back % rhythm.quiet == rhythm.quiet - 1:
        return
    tasks = draw.sample(sorted(rhythm.tasks), k=min(len(rhythm.tasks), draw.choice((1, 2, 2))))
    for task, at in zip(tasks, WORKED_AT, strict=False):
        yield _log(rhythm, back, task, max(at, rhythm.earliest), draw)


def _log(rhythm: Rhythm, back: int, task: str, at: time, draw: Random) -> DemoLog:
    level = _level(rhythm, back, draw)
    scene = SCENES.get(task)
    return DemoLog(
        student=rhythm.student,
        back=back,
        at=at,
        tasks=(task,),
        level=level,
        mood=draw.choice((None, Mood.SO_SO, Mood.GREAT, Mood.GREAT, Mood.NOT_NICE)),
        words=draw.choice((*DONE[task], "")),
        photos=(scene,) if scene and rhythm.photos and draw.random() < 0.7 else (),
        then=() if back < rhythm.waits else _answer(rhythm, back, task, level, draw),
    )


def _level(rhythm: Rhythm, back: int, draw: Random) -> IndependenceLevel:
    first, last = rhythm.days[-1], rhythm.days[0]
    grown = (first - back) / max(1, first - last)
    told = rhythm.begins + (rhythm.ends - rhythm.begins) * grown + draw.uniform(-0.4, 0.4)
    return IndependenceLevel(min(3, max(1, round(told))))


def _answer(rhythm: Rhythm, back: int, task: str, level: IndependenceLevel, draw: Random) -> tuple[Step, ...]:
    code = rhythm.tasks[task]
    seen = Seen(draw.choice(REPLIES[level]), {code: level} if draw.random() < 0.8 else {})
    if back > rhythm.waits and draw.random() < 0.06:
        return (Question("Vertel eens: wat deed je eerst, en wat daarna?"),)
    if back > rhythm.waits and draw.random() < 0.06:
        return Question("Wat vond je moeilijk?"), More("Het was druk. Ik moest goed opletten."), seen
    return (seen,)
