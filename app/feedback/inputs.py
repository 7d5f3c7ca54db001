"""What an employer's form says, and what is wrong with it in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.feedback.models import Smile, Strength
from app.feedback.words import NOT_NOW, level_of
from app.people.models import IndependenceLevel
from app.review.inputs import text, too_long

LONGEST_SENTENCE = 300
LONGEST_NAME = 80
LONGEST_FIRST_NAME = 60
MOST_CARDS = 50


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a contact says about one work process; without a level it was *niet gezien*."""

    work_process_id: UUID
    level: IndependenceLevel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """The form about one student as it was filled in: good or bad, nothing is left out."""

    smile: str = ""
    strengths: frozenset[str] = frozenset()
    work_process: str = ""
    level: str = ""
    sentence: str = ""
    answered_by: str = ""

    @property
    def untouched(self) -> bool:
        """Nothing was said about this student, or it was taken back."""
        filled = self.smile or self.strengths or self.level or self.sentence
        return not filled or self.smile == NOT_NOW


@dataclass(frozen=True, slots=True)
class CardForm:
    """A card on the page with several students; ``name`` is what the page called the student."""

    name: str
    form: AnswerForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that can be kept. Without a ``judgement`` nothing was said about the work process."""

    smile: Smile
    strengths: tuple[Strength, ...]
    judgement: Judgement | None
    sentence: str
    answered_by: str


def prefix(placement_id: UUID) -> str:
    """What the names of the fields on the card of a placement begin with."""
    return f"{placement_id}-"


def answer_form(values: Mapping[str, str], strengths: Iterable[str], start: str = "") -> AnswerForm:
    """Take over what was sent, without what no keyboard types. The names of the fields begin with ``start``."""
    return AnswerForm(
        smile=text(values, f"{start}smile"),
        strengths=frozenset(strengths),
        work_process=text(values, f"{start}work_process"),
        level=text(values, f"{start}level"),
        sentence=text(values, f"{start}sentence"),
        answered_by=" ".join(text(values, "answered_by").split()),
    )


def card_forms(values: Mapping[str, Sequence[str]]) -> dict[UUID, CardForm]:
    """The cards of the page with several students, by placement. Raises 400 for what no page of ours can send."""
    flat = {name: given[0] for name, given in values.items() if given}
    try:
        placements = [UUID(card) for card in values.get("card", ())]
    except ValueError:
        _unreadable()
    if not 0 < len(placements) <= MOST_CARDS:
        _unreadable()
    return {
        placement: CardForm(
            text(flat, f"{prefix(placement)}name")[:LONGEST_FIRST_NAME],
            answer_form(flat, values.get(f"{prefix(placement)}strength", ()), prefix(placement)),
        )
        for placement in placements
    }


def smile(values: Mapping[str, str]) -> Smile:
    """The face that was tapped. Raises 400 for none of the three."""
    try:
        return Smile(int(values.get("smile", "")))
    except ValueError:
        _unreadable()


def contact_id(values: Mapping[str, str]) -> UUID:
    """The contact for whom a link is made. Raises 400 for what no page of ours can send."""
    try:
        return UUID(values.get("contact", ""))
    except ValueError:
        _unreadable()


def answer(form: AnswerForm) -> Answer:
    """Check a form. Raises 422 with ``fields`` for what a person can mend, 400 for what no page of ours can send."""
    _refuse([*_wrong(form), *_wrong_name(form.answered_by)])
    return _answer(form)


def answers(cards: Mapping[UUID, CardForm]) -> dict[UUID, Answer]:
    """Check the cards that were filled in, by placement. Raises as ``answer`` does, and 422 when there is none."""
    filled = {placement: card.form for placement, card in cards.items() if not card.form.untouched}
    if not filled:
        first = prefix(next(iter(cards)))
        _refuse([(f"{first}smile", _("Tik bij iemand op een gezichtje."))])
    _refuse(
        [
            *((prefix(placement) + name, said) for placement, form in filled.items() for name, said in _wrong(form)),
            *_wrong_name(next(iter(filled.values())).answered_by),
        ]
    )
    return {placement: _answer(form) for placement, form in filled.items()}


def _wrong(form: AnswerForm) -> Iterator[tuple[str, str]]:
    if not form.smile:
        yield "smile", _("Tik op een gezichtje.")
    if said := too_long(form.sentence, LONGEST_SENTENCE):
        yield "sentence", said


def _wrong_name(name: str) -> Iterator[tuple[str, str]]:
    if said := too_long(name, LONGEST_NAME) if name else _("Vul een naam in."):
        yield "answered_by", said


def _refuse(wrong: Sequence[tuple[str, str]]) -> None:
    if wrong:
        raise Problem(422, "incomplete", _("Er mist nog iets. Er is nog niets verstuurd."), fields=dict(wrong))


def _answer(form: AnswerForm) -> Answer:
    try:
        return Answer(
            smile=Smile(int(form.smile)),
            strengths=_in_order({Strength(strength) for strength in form.strengths}),
            judgement=Judgement(UUID(form.work_process), level_of(form.level)) if form.level else None,
            sentence=form.sentence,
            answered_by=form.answered_by,
        )
    except ValueError:
        _unreadable()


def _in_order(chosen: set[Strength]) -> tuple[Strength, ...]:
    return tuple(strength for strength in Strength if strength in chosen)


def _unreadable() -> NoReturn:
    raise Problem(400, "form", _("Dit formulier kunnen we niet lezen. Open de pagina opnieuw.")) from None
