"""What phones saved, and what they were told of it: the measure of what must be on record."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.chaos.people import Person
from tests.chaos.pictures import Picture


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision as a phone saved it."""

    number: int
    digest: str
    bytes: bytes

    @property
    def body(self) -> dict[str, Any]:
        """What it says."""
        told: dict[str, Any] = json.loads(self.bytes)
        return told


@dataclass
class Log:
    """A log of a student: all its revisions, by whichever phone. ``phones`` wrote to it."""

    id: UUID
    owner: Person
    revisions: list[Revision] = field(default_factory=list)
    phones: set[int] = field(default_factory=set)

    @property
    def contested(self) -> bool:
        """Whether two phones may have said different things under one revision."""
        return len(self.phones) > 1


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as a phone saved it."""

    id: UUID
    log: UUID
    owner: Person
    bytes: bytes
    digest: str
    picture: Picture


@dataclass
class Reviewed:
    """An answer of a supervisor that was told to be kept; ``undone`` when taking it back was."""

    log: UUID
    revision: int
    supervisor: UUID
    verdict: str
    undone: bool = False


@dataclass
class Book:
    """All of that. ``trouble``: what was wrong at once, by kind (``lost``, ``doubled``, ``leaked`` …)."""

    logs: dict[UUID, Log] = field(default_factory=dict)
    photos: dict[UUID, Photo] = field(default_factory=dict)
    acknowledged: dict[tuple[UUID, int], tuple[str, str]] = field(default_factory=dict)
    arrived: dict[UUID, str] = field(default_factory=dict)
    reviews: dict[UUID, Reviewed] = field(default_factory=dict)
    refused_reviews: set[UUID] = field(default_factory=set)
    trouble: list[tuple[str, str]] = field(default_factory=list)

    def wrong(self, kind: str, text: str) -> None:
        """Note something that must not be."""
        self.trouble.append((kind, text))

    def acknowledge(self, log: UUID, revision: int, digest: str, kept: str) -> None:
        """A phone was told that this revision is kept."""
        before = self.acknowledged.setdefault((log, revision), (digest, kept))
        if before != (digest, kept):
            self.wrong("lost", f"{log} {revision}: acknowledged as {before}, then as {(digest, kept)}")

    @property
    def promises(self) -> int:
        """How many things somebody was told to be kept."""
        return len(self.acknowledged) + len(self.arrived) + len(self.reviews)
