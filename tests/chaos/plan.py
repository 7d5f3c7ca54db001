"""What happens in one interleaving: steps that are all drawn beforehand, so that any of them can be left out."""

from dataclasses import dataclass
from random import Random

from tests.chaos.faults import POINTS, Trouble
from tests.chaos.network import WEATHER

PHONES = 4
_VERBS = {
    "send": 40,
    "log": 5,
    "change": 15,
    "deliver": 6,
    "open": 9,
    "answer": 9,
    "undo": 3,
    "meet": 8,
    "forge": 3,
    "poison": 1,
    "look": 1,
    "sign-out": 2,
    "sign-in": 3,
}
_NTH = {"begin": 2, "statement": 14, "commit": 1, "committed": 1, "write": 2, "written": 2, "fsync": 8}
"""How often a request comes by a point, at most worth trying."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does. ``seed`` decides all that is left to decide; ``meanwhile`` comes in between it."""

    verb: str
    phone: int
    seed: int
    weather: str = ""
    trouble: Trouble | None = None
    meanwhile: tuple["Step", ...] = ()

    def __str__(self) -> str:
        about = [self.verb, f"phone {self.phone}", self.weather]
        if self.trouble:
            about.append(f"{self.trouble.what} at {self.trouble.point} {self.trouble.nth}")
        inner = f" [{'; '.join(map(str, self.meanwhile))}]" if self.meanwhile else ""
        return ", ".join(filter(None, about)) + inner


def plan(seed: int) -> list[Step]:
    """The steps of this seed."""
    chance = Random(seed)
    stormy = chance.choice((0.0, 0.3, 0.5, 0.7))
    broken = chance.choice((0.0, 0.3, 0.6))
    steps = [Step("log", number, chance.getrandbits(32)) for number in range(2)]
    return steps + [_step(chance, stormy, broken) for _ in range(chance.randint(8, 36))]


def _step(chance: Random, stormy: float, broken: float, *, inner: bool = False) -> Step:
    (verb,) = chance.choices(tuple(_VERBS), tuple(_VERBS.values()))
    if inner:
        verb = chance.choice(("send", "send", "send", "deliver", "answer", "sign-out"))
    weather = chance.choice(WEATHER) if chance.random() < stormy else ""
    trouble: Trouble | None = None
    meanwhile: tuple[Step, ...] = ()
    if not inner and chance.random() < broken:
        trouble = _trouble(chance)
        if trouble.what == "meanwhile":
            meanwhile = tuple(_step(chance, stormy, broken, inner=True) for _ in range(chance.randint(1, 3)))
    phone = chance.randrange(PHONES + 1 if verb == "send" else PHONES)  # the last one is the supervisors'
    return Step(verb, phone, chance.getrandbits(32), weather, trouble, meanwhile)


def _trouble(chance: Random) -> Trouble:
    point = chance.choice(POINTS)
    what = chance.choice(("error", "crash", "meanwhile", "meanwhile", "half" if point == "write" else "bug"))
    return Trouble(point, chance.randint(1, _NTH[point]), what)
