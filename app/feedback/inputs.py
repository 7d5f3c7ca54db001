"""What an employer's form says, and what is wrong with it in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.feedback.models import Smile, Strength
from app.feedback.words import level_of
from app.people.models import IndependenceLevel
from app.review.inputs import text, too_long

LONGEST_SENTENCE = 300
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a contact says about one work process; without a level it was *niet gezien*."""

    work_process_id: UUID
    level: IndependenceLevel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """The form as it was filled in: good or bad, nothing is left out."""

    smile: str
    strengths: frozenset[str] = frozenset()
    work_process: str = ""
    level: str = ""
    sentence: str = ""
    answered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that can be kept. Without a ``judgement`` nothing was said about the work process."""

    smile: Smile
    strengths: tuple[Strength, ...]
    judgement: Judgement | None
    sentence: str
    answered_by: str


def answer_form(values: Mapping[str, str], strengths: Iterable[str]) -> AnswerForm:
    """Take over what was sent, without what no keyboard types."""
    return AnswerForm(
        smile=text(values, "smile"),
        strengths=frozenset(strengths),
        work_process=text(values, "work_process"),
        level=text(values, "level"),
        sentence=text(values, "sentence"),
        answered_by=" ".join(text(values, "answered_by").split()),
    )


def smile(values: Mapping[str, str]) -> Smile:
    """The face that was tapped. Raises 400 for none of the three."""
    try:
        return Smile(int(values.get("smile", "")))
    except ValueError:
        raise _unreadable() from None


def contact_id(values: Mapping[str, str]) -> UUID:
    """The contact for whom a link is made. Raises 400 for what no page of ours can send."""
    try:
        return UUID(values.get("contact", ""))
    except ValueError:
        raise _unreadable() from None


def answer(form: AnswerForm) -> Answer:
    """Check a form. Raises 422 with ``fields`` for what a person can mend, 400 for what no page of ours can send."""
    wrong = {
        "sentence": too_long(form.sentence, LONGEST_SENTENCE),
        "answered_by": too_long(form.answered_by, LONGEST_NAME) if form.answered_by else _("Vul een naam in."),
    }
    fields = {name: said for name, said in wrong.items() if said}
    if fields:
        raise Problem(422, "incomplete", _("Er mist nog iets. Er is nog niets verstuurd."), fields=fields)
    try:
        return Answer(
            smile=Smile(int(form.smile)),
            strengths=_in_order({Strength(strength) for strength in form.strengths}),
            judgement=Judgement(UUID(form.work_process), level_of(form.level)) if form.level else None,
            sentence=form.sentence,
            answered_by=form.answered_by,
        )
    except ValueError:
        raise _unreadable() from None


def _in_order(chosen: set[Strength]) -> tuple[Strength, ...]:
    return tuple(strength for strength in Strength if strength in chosen)


def _unreadable() -> Problem:
    return Problem(400, "form", _("Dit formulier kunnen we niet lezen. Open de pagina opnieuw."))
