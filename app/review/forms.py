"""What the forms of a talk, of a correction and of the school's own rule say, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.people.models import IndependenceLevel
from app.review.inputs import maybe_day, text, unreadable
from app.review.readiness import Rule

COMPANY_FIELD, SCHOOL_FIELD, LABEL_FIELD = "company-", "school-", "label-"
WITHDRAW = "withdraw"
LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkForm:
    """*Gesprek vastleggen*: who of the company was there, what was agreed, and how it goes by work process.

    ``company`` is how the company's trainer sees it, ``school`` how the supervisor does; what was not discussed is in
    neither.
    """

    talk_id: UUID
    contact_id: UUID | None
    held_on: date | None
    agreed: str
    company: Mapping[UUID, IndependenceLevel]
    school: Mapping[UUID, IndependenceLevel]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """*Verbeter*: another level with a reason, or without one *trek in*. Not ``chosen``: neither was."""

    correction_id: UUID
    chosen: bool
    level: IndependenceLevel | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleForm:
    """*Afspraken van de school*: the rule, as far as numbers were written, and words for levels (empty: ours)."""

    rule: Mapping[str, int | None]
    labels: Mapping[IndependenceLevel, str]


def talk(form: Mapping[str, str]) -> TalkForm:
    """Read the form of a talk. What was not chosen is left empty. Raises 400 for what is no form of ours."""
    try:
        return TalkForm(
            talk_id=UUID(form["talk_id"]),
            contact_id=UUID(form["contact"]) if form.get("contact") else None,
            held_on=maybe_day(form.get("held_on")),
            agreed=text(form, "agreed"),
            company=_levels(form, COMPANY_FIELD),
            school=_levels(form, SCHOOL_FIELD),
        )
    except (KeyError, ValueError):
        raise unreadable() from None


def _levels(form: Mapping[str, str], field: str) -> dict[UUID, IndependenceLevel]:
    return {
        UUID(name.removeprefix(field)): IndependenceLevel(int(value))
        for name, value in form.items()
        if name.startswith(field) and value
    }


def correction(form: Mapping[str, str]) -> Correction:
    """Read the form of a correction. Raises 400 for what is no form of ours."""
    level = form.get("level", "")
    try:
        return Correction(
            correction_id=UUID(form["correction_id"]),
            chosen=bool(level),
            level=None if level in {"", WITHDRAW} else IndependenceLevel(int(level)),
            reason=text(form, "reason"),
        )
    except (KeyError, ValueError):
        raise unreadable() from None


def rule(form: Mapping[str, str]) -> RuleForm:
    """Read the form of the school's rule and its words for levels."""
    return RuleForm(
        rule={name: _number(form.get(name, "")) for name in Rule.__slots__},
        labels={level: " ".join(text(form, f"{LABEL_FIELD}{int(level)}").split()) for level in IndependenceLevel},
    )


def _number(written: str) -> int | None:
    digits = written.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else None
