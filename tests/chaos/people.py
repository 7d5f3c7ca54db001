"""Who takes part, out of the cast, and how their words are told apart in whatever anybody receives."""

import re
from dataclasses import dataclass
from uuid import UUID

from tests.cast import ids

MARK = re.compile(r"\b(sam|noor|bilal|fleur|youssef)-[0-9a-f]{12}\b")
"""What stands in the words of every log: whose they are, and a number of their own."""


@dataclass(frozen=True, slots=True)
class Person:
    """A student: what they may choose from, whether they may send photos, and with whom they work."""

    name: str
    id: UUID
    tasks: tuple[UUID, ...]
    photos: bool
    mates: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Supervisor:
    """A supervisor, and the students whose work they see."""

    name: str
    id: UUID
    sees: frozenset[str]


_BRUG = (ids.sweep, ids.mop, ids.coffee, ids.laundry)
SAM = Person("sam", ids.sam, _BRUG, True, (ids.bilal, ids.fleur))
NOOR = Person("noor", ids.noor, _BRUG, False)
BILAL = Person("bilal", ids.bilal, _BRUG, False)
FLEUR = Person("fleur", ids.fleur, _BRUG, False)
YOUSSEF = Person("youssef", ids.youssef, (ids.kompas_sweep,), True)
STUDENTS = (SAM, NOOR, BILAL, FLEUR, YOUSSEF)
SUPERVISORS = (
    Supervisor("anouk", ids.anouk, frozenset({"sam", "noor", "bilal"})),
    Supervisor("bram", ids.bram, frozenset({"fleur"})),
    Supervisor("otto", ids.otto, frozenset({"youssef"})),
)


def whose(text: str) -> set[str]:
    """The students whose words are in a text."""
    return set(MARK.findall(text))
