"""What the forms of the supervisor say, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self
from uuid import UUID, uuid4

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.plain import plain
from app.people.models import IndependenceLevel
from app.review.models import Verdict

LONGEST_TEXT = 500
LONGEST_REASON = 200
LONGEST_PHRASE = 120
MOST_AT_ONCE = 50
LEVEL_FIELD = "level-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to an entry as the page was sent.

    ``review_id`` was made with the page, so that sending it twice answers once. ``revision`` (the newest, additions
    too) and ``answers`` (how many it had, also those that were undone) say what the person had in front of them.
    ``phrase_id`` is the sentence of the school that was chosen for the reply.
    """

    review_id: UUID
    revision: int
    answers: int
    verdict: Verdict
    reply: str
    levels: Mapping[UUID, IndependenceLevel]
    phrase_id: UUID | None = None


class Stand(NamedTuple):
    """How an entry stands: its newest revision (additions too), and how many answers it ever had."""

    revision: int
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralSeen:
    """Several entries that were seen, each as it stood when the person had it in front of them.

    ``batch_id`` was made with the page, so that sending it twice answers once.
    """

    batch_id: UUID
    stood: Mapping[UUID, Stand]
    reply: str
    phrase_id: UUID | None


class Only(StrEnum):
    """A part of the queue: what was sent back with a question, or what students added to since it was answered."""

    QUESTION = "question"
    ADDED = "added"


Place = tuple[datetime, UUID]


_SOME = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What somebody wants to see of the queue. Nothing chosen is everything, the oldest first."""

    student: UUID | None = None
    group: UUID | None = None
    company: UUID | None = None
    only: Only | None = None
    newest: bool = False

    @property
    def narrow(self) -> bool:
        """Whether something is left out."""
        return any((self.student, self.group, self.company, self.only))

    @property
    def shape(self) -> Self:
        """What is chosen, whichever it is: queries of one shape differ in their values alone."""
        student, group, company = (_SOME if chosen else None for chosen in (self.student, self.group, self.company))
        return replace(self, student=student, group=group, company=company)

    def as_query(self, without: str = "") -> dict[str, Any]:
        """How an address says this, apart from one of them."""
        said = {
            "student": self.student,
            "group": self.group,
            "company": self.company,
            "only": self.only,
            "order": "newest" if self.newest else None,
        }
        return {name: str(value) for name, value in said.items() if value and name != without}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhrase:
    """A sentence for replies, as its form says it."""

    verdict: Verdict
    text: str
    pictogram: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What *iets anders* was: one of the tasks there are, or a new one with a label and a pictogram."""

    task_id: UUID | None
    new_id: UUID | None
    label: str
    pictogram: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorObservation:
    """*Ik zag het zelf*."""

    observation_id: UUID
    work_process_id: UUID | None
    level: IndependenceLevel | None
    observed_on: date | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffForm:
    """*Aftekenen*; ``reason`` is needed while the rule is not met."""

    sign_off_id: UUID
    reason: str


def answer(form: Mapping[str, str]) -> Answer:
    """Read the form under an entry. Raises 400 when no page of ours can have sent it."""
    fields = {name.removeprefix(LEVEL_FIELD): value for name, value in form.items() if name.startswith(LEVEL_FIELD)}
    try:
        return Answer(
            review_id=UUID(form["review_id"]),
            revision=int(form["revision"]),
            answers=int(form["answers"]),
            verdict=Verdict(form["verdict"]),
            reply=text(form, "reply"),
            phrase_id=_maybe_id(form.get("phrase")),
            levels={UUID(name): IndependenceLevel(int(value)) for name, value in fields.items() if value},
        )
    except (KeyError, ValueError):
        raise unreadable() from None


def several(form: Mapping[str, str], chosen: Sequence[str]) -> SeveralSeen:
    """Read the form of several at once; ``chosen`` are ids, each with how it stood. Raises 400 as ``answer`` does."""
    try:
        parts = [one.split("_") for one in chosen]
        stood = {UUID(entry): Stand(int(revision), int(answers)) for entry, revision, answers in parts}
        if len(stood) > MOST_AT_ONCE:
            raise ValueError
        return SeveralSeen(
            batch_id=UUID(form["batch_id"]),
            stood=stood,
            reply=text(form, "reply"),
            phrase_id=_maybe_id(form.get("phrase")),
        )
    except (KeyError, ValueError):
        raise unreadable() from None


def filters(query: Mapping[str, str]) -> Filters:
    """Read what an address filters by; what it cannot be is no filter."""
    if not query:
        return Filters()
    only = query.get("only")
    return Filters(
        student=lenient_id(query.get("student")),
        group=lenient_id(query.get("group")),
        company=lenient_id(query.get("company")),
        only=Only(only) if only in set(Only) else None,
        newest=query.get("order") == "newest",
    )


def place(query: Mapping[str, str]) -> Place | None:
    """Where an address goes on in the list; nowhere when that is no place."""
    moment, _line, key = query.get("after", "").partition("_")
    try:
        at, entry_id = datetime.fromisoformat(moment), UUID(key)
        return (at.astimezone(UTC), entry_id) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def carried(query: Mapping[str, str]) -> dict[str, Any]:
    """What an address says of the list that one is in, so that the next page is in that list too."""
    if not query:
        return {}
    where = place(query)
    return filters(query).as_query() | ({"after": place_in_words(where)} if where else {})


def place_in_words(where: Place) -> str:
    """A place as ``place`` reads it."""
    return f"{where[0].isoformat()}_{where[1]}"


def ids(written: str | None) -> list[UUID]:
    """The ids that an address lists, as far as they are; at most as many as go at once."""
    found = [lenient_id(one) for one in (written or "").split(".")[:MOST_AT_ONCE]]
    return [one for one in found if one]


def phrase(form: Mapping[str, str]) -> NewPhrase:
    """Read the form of a sentence. Raises 400 for what is no form of ours."""
    try:
        words = " ".join(text(form, "text").split())
        return NewPhrase(verdict=Verdict(form["verdict"]), text=words, pictogram=form.get("pictogram", ""))
    except (KeyError, ValueError):
        raise unreadable() from None


def name(form: Mapping[str, str]) -> Name:
    """Read what *iets anders* was. Raises 400 for what is no form of ours."""
    try:
        return Name(
            task_id=_maybe_id(form.get("task")),
            new_id=_maybe_id(form.get("new_id")),
            label=text(form, "label"),
            pictogram=form.get("pictogram", ""),
        )
    except ValueError:
        raise unreadable() from None


def form_id(form: Mapping[str, str], name: str) -> UUID:
    """An id that was made with the page. Raises 400 when there is none."""
    try:
        return UUID(form[name])
    except (KeyError, ValueError):
        raise unreadable() from None


def floor_observation(form: Mapping[str, str]) -> FloorObservation:
    """Read *Ik zag het zelf*. What was not chosen is left empty. Raises 400 for what is no form of ours."""
    level = form.get("level")
    try:
        return FloorObservation(
            observation_id=UUID(form["observation_id"]),
            work_process_id=_maybe_id(form.get("work_process")),
            level=IndependenceLevel(int(level)) if level else None,
            observed_on=maybe_day(form.get("observed_on")),
            note=text(form, "note"),
        )
    except (KeyError, ValueError):
        raise unreadable() from None


def sign_off(form: Mapping[str, str]) -> SignOffForm:
    """Read the form under the evidence. Raises 400 for what is no form of ours."""
    try:
        return SignOffForm(sign_off_id=UUID(form["sign_off_id"]), reason=text(form, "reason"))
    except (KeyError, ValueError):
        raise unreadable() from None


def text(form: Mapping[str, str], name: str) -> str:
    """A text without the characters that no database keeps, and with line ends as we keep them."""
    return plain(form.get(name, "")).strip()


def too_long(written: str, longest: int) -> str | None:
    """What to say about a text that is too long; nothing when it fits."""
    over = len(written) - longest
    return _("Dit is %(n)s tekens te lang. Maak het korter.", n=over) if over > 0 else None


def new_id() -> UUID:
    """An id for a form that is about to be shown."""
    return uuid4()


def _maybe_id(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def lenient_id(value: str | None) -> UUID | None:
    """An id that may be there; nothing for what is none."""
    try:
        return UUID(value) if value else None
    except ValueError:
        return None


def maybe_day(value: str | None) -> date | None:
    """A day as a date field writes it; nothing for what is no day."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def unreadable() -> Problem:
    """The answer to a form that no page of ours can have sent."""
    return Problem(400, "form", _("Dit formulier kunnen we niet lezen. Er is niets opgeslagen."))
