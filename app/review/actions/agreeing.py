"""*Afspraken van de school*: its rule for signing off, and its own words for levels."""

from collections import Counter
from datetime import datetime

from sqlmodel import Session, select

from app.base.i18n import gettext as _
from app.base.i18n import language
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import IndependenceLevel, LevelLabel
from app.people.queries import school_of
from app.review.actions.refusals import incomplete
from app.review.forms import LABEL_FIELD, LONGEST_LABEL, RuleForm
from app.review.inputs import too_long
from app.review.readiness import Rule

MOST_OBSERVATIONS, MOST_PEOPLE = 10, 5


def save_agreements(session: Session, actor: Actor, now: datetime, form: RuleForm) -> Rule:
    """Keep the school's rule, and its words for levels in the language of the reader; an empty word is ours.

    What was signed off stays signed off. Raises 422 with ``fields`` for a rule that nobody could meet.
    """
    wrong = _wrong_rule(form) | _wrong_labels(form)
    if any(wrong.values()):
        raise incomplete(wrong)
    rule = Rule(**{name: number or 0 for name, number in form.rule.items()})
    school = school_of(session, actor)
    school.ready_observations, school.ready_days = rule.observations, rule.days
    school.ready_people, school.ready_company_people = rule.people, rule.company_people
    _keep_labels(session, actor, form)
    numbers = {name: getattr(rule, name) for name in Rule.__slots__}
    record(session, actor, now, "agreements-changed", "school", school.id, **numbers)
    return rule


def _wrong_rule(form: RuleForm) -> dict[str, str | None]:
    observations, days, people, company = (form.rule[name] for name in Rule.__slots__)
    too_many = {
        "days": _("Meer dagen dan keren kan niet.") if _more(days, observations) else None,
        "people": _("Meer mensen dan keren kan niet.") if _more(people, observations) else None,
        "company_people": _("Meer van het bedrijf dan mensen bij elkaar kan niet.") if _more(company, people) else None,
    }
    return {
        "observations": _out_of(observations, 1, MOST_OBSERVATIONS),
        "days": _out_of(days, 1, MOST_OBSERVATIONS) or too_many["days"],
        "people": _out_of(people, 1, MOST_PEOPLE) or too_many["people"],
        "company_people": _out_of(company, 0, MOST_PEOPLE) or too_many["company_people"],
    }


def _more(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one > other


def _out_of(number: int | None, least: int, most: int) -> str | None:
    if number is not None and least <= number <= most:
        return None
    return _("Kies een getal van %(least)s tot en met %(most)s.", least=least, most=most)


def _wrong_labels(form: RuleForm) -> dict[str, str | None]:
    often = Counter(label.casefold() for label in form.labels.values() if label)
    twice = _("Twee niveaus heten zo. Kies verschillende woorden.")
    return {
        f"{LABEL_FIELD}{int(level)}": too_long(label, LONGEST_LABEL) or (twice if often[label.casefold()] > 1 else None)
        for level, label in form.labels.items()
    }


def _keep_labels(session: Session, actor: Actor, form: RuleForm) -> None:
    here = select(LevelLabel).where(LevelLabel.school_id == actor.school_id, LevelLabel.language == language())
    kept: dict[IndependenceLevel, LevelLabel] = {row.level: row for row in session.exec(here)}
    for level, label in form.labels.items():
        row = kept.get(level)
        if row and label:
            row.label = label
        elif row:
            session.delete(row)
        elif label:
            session.add(LevelLabel(school_id=actor.school_id, level=level, language=language(), label=label))
