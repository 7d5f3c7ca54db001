"""What the forms of the supervisor say, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.people.models import IndependenceLevel
from app.review.models import Verdict

LONGEST_TEXT = 500
LONGEST_REASON = 200
LEVEL_FIELD = "level-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to an entry as the page was sent.

    ``review_id`` was made with the page, so that sending it twice answers once. ``revision`` (the newest, additions
    too) and ``after`` (the newest review) say what the person had in front of them.
    """

    review_id: UUID
    revision: int
    after: UUID | None
    verdict: Verdict
    reply: str
    levels: Mapping[UUID, IndependenceLevel]


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
            after=_maybe_id(form.get("after")),
            verdict=Verdict(form["verdict"]),
            reply=text(form, "reply"),
            levels={UUID(name): IndependenceLevel(int(value)) for name, value in fields.items() if value},
        )
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
    return form.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()


def too_long(written: str, longest: int) -> str | None:
    """What to say about a text that is too long; nothing when it fits."""
    over = len(written) - longest
    return _("Dit is %(n)s tekens te lang. Maak het korter.", n=over) if over > 0 else None


def new_id() -> UUID:
    """An id for a form that is about to be shown."""
    return uuid4()


def _maybe_id(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def maybe_id(value: str | None) -> UUID | None:
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
