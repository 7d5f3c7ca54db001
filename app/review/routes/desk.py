"""What the page of the queue shows, as values: what is equal is drawn once (``drawn.work``, ``drawn.listed``)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from app.catalogue.queries import WorkProcessCard
from app.logbook.queries import EntryCard
from app.review.answers import Proposals, ReviewCard
from app.review.inputs import Filters
from app.review.naming import NamedTask
from app.review.phrases import PhraseCard
from app.review.queue import QueueRow

Word = tuple[str, str] | None
"""A word with the name of its picture."""


class Reader(NamedTuple):
    """Who reads, as far as it changes words: the language and, for moments, the zone and the day there."""

    language: str
    zone: ZoneInfo
    today: date


class Last(NamedTuple):
    """What was answered just before and can still be undone: what it was, and the form that undoes it."""

    title: str
    text: str
    address: str
    field: tuple[str, UUID]


class Mistake(NamedTuple):
    """What is wrong with an answer, and with its reply in particular."""

    text: str
    reply: str


@dataclass(frozen=True, slots=True)
class Work:
    """One entry with all that is asked about it. ``level`` and ``mood``: what its student says, each with a picture.
    ``recorded``: what its answer says per work process, with a picture.

    ``proposals`` is none when there is nothing to answer any more. ``levels``, ``reply`` and ``phrase_id`` are what
    was filled in before.
    """

    entry: EntryCard
    title: str
    happened: str
    level: Word
    mood: Word
    named: NamedTask | None
    review: ReviewCard | None
    can_undo: bool
    recorded: tuple[tuple[WorkProcessCard, str, str], ...]
    proposals: Proposals | None
    labels: tuple[tuple[int, str], ...]
    phrases: tuple[tuple[str, tuple[PhraseCard, ...]], ...]
    levels: tuple[tuple[UUID, str], ...]
    reply: str
    phrase_id: UUID | None

    @property
    def first_name(self) -> str:
        """Whose work it is."""
        return self.entry.first_name

    @property
    def chosen(self) -> dict[UUID, str]:
        """The levels that were filled in before, by work process."""
        return dict(self.levels)


class WorkSide(NamedTuple):
    """The part of the page with one entry; ``number`` is its place among ``total``, ``last`` what it offers to undo."""

    work: Work
    listing: bool
    number: int | None
    total: int
    here: tuple[tuple[str, str], ...]
    last: Last | None
    mistake: Mistake | None
    reader: Reader


class ListSide(NamedTuple):
    """The part of the page with the list; ``further``: where it goes on, ``working``: there is an entry beside it."""

    new: tuple[QueueRow, ...]
    questions: tuple[QueueRow, ...]
    total: int
    current: UUID | None
    listing: bool
    working: bool
    here: tuple[tuple[str, str], ...]
    query: str
    filters: Filters
    filtered: tuple[tuple[str, str], ...]
    further: str | None
    reader: Reader
