"""The words for what staff recorded."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from app.base.i18n import day_in_words, language, ngettext
from app.base.i18n import gettext as _
from app.logbook.words import level_label, level_picture
from app.people.models import IndependenceLevel
from app.people.queries import PersonCard
from app.review.growth import Growth
from app.review.matrix import Cell
from app.review.models import Source, Verdict
from app.review.readiness import Readiness, Rule


def level_options(own_labels: Mapping[int, str]) -> list[dict[str, str]]:
    """The three levels side by side, in words that fit there, for the macro ``segmented``."""
    return [
        {"value": str(int(level)), "label": short_level(level, own_labels), "picture": level_picture(level)}
        for level in IndependenceLevel
    ]


def short_level(level: IndependenceLevel, own_labels: Mapping[int, str]) -> str:
    """A level as the school calls it, else in one or two words."""
    if level is IndependenceLevel.LITTLE_HELP and not own_labels.get(int(level)):
        return _("Beetje hulp")
    return level_label(level, own_labels)


def moment_in(moment: datetime, zone: ZoneInfo, today: date, code: str) -> str:
    """*vandaag 11:20*, in the language ``code``, for who reads on the day ``today`` in this zone."""
    local = moment.astimezone(zone)
    return f"{day_in_words(local.date(), today, code)} {local:%H:%M}"


def default_phrases() -> list[tuple[Verdict, str, str]]:
    """Sentences for a school to start from, each with its picture, by the kind of answer that they go with."""
    return [
        (Verdict.SEEN, _("Goed gedaan!"), "thumbs-up"),
        (Verdict.SEEN, _("Netjes gewerkt."), "star"),
        (Verdict.SEEN, _("Dit kun je al goed zelf."), "strong"),
        (Verdict.SEEN, _("Fijn dat je hielp."), "handshake"),
        (Verdict.SEEN, _("Mooie foto!"), "camera"),
        (Verdict.QUESTION, _("Hoe heb je dit gedaan?"), "question"),
        (Verdict.QUESTION, _("Wat ging goed?"), "thumbs-up"),
        (Verdict.QUESTION, _("Wat was moeilijk?"), "conversation"),
        (Verdict.QUESTION, _("Wie hielp je?"), "handshake"),
        (Verdict.QUESTION, _("Kun je nog een foto maken?"), "camera"),
    ]


def source_label(source: Source) -> str:
    """Where an observation comes from."""
    match source:
        case Source.LOG:
            return _("bij een log")
        case Source.FLOOR:
            return _("zelf gezien")
        case Source.FEEDBACK:
            return _("antwoord van het bedrijf")
        case Source.TALK:
            return _("in het gesprek")
        case _:
            assert_never(source)


def rule_words(rule: Rule) -> str:
    """A school's rule in one sentence; what it does not ask is left out."""
    parts = [ngettext("%(n)s keer ‘zelf’", "%(n)s keer ‘zelf’", rule.observations)]
    if rule.days:
        parts.append(ngettext("op %(n)s dag", "op %(n)s dagen", rule.days))
    if rule.people:
        parts.append(ngettext("door %(n)s persoon", "door %(n)s mensen", rule.people))
    text = ", ".join(parts)
    if not rule.company_people:
        return text
    if rule.company_people == rule.people:
        return _("%(rule)s van het bedrijf", rule=text)
    return _("%(rule)s van wie %(n)s van het bedrijf", rule=text, n=rule.company_people)


def missing_words(counted: Readiness) -> str:
    """What is still missing for the rule: *2 keer ‘zelf’, 1 van het bedrijf*."""
    parts = (
        (counted.observations, ngettext("%(n)s keer ‘zelf’", "%(n)s keer ‘zelf’", counted.observations.missing)),
        (counted.days, ngettext("%(n)s dag", "%(n)s dagen", counted.days.missing)),
        (counted.people, ngettext("%(n)s ander die het ziet", "%(n)s anderen die het zien", counted.people.missing)),
        (counted.company_people, _("%(n)s van het bedrijf", n=counted.company_people.missing)),
    )
    # Somebody of the company is also one more person: said once.
    by_company = counted.company_people.missing >= counted.people.missing
    said = [words for part, words in parts if part.missing and not (part is counted.people and by_company)]
    return ", ".join(said)


def cell_words(person: PersonCard, cell: Cell, own_labels: Mapping[int, str]) -> str:
    """A cell of the overview in one sentence, for who cannot see its sign."""
    about = _("%(name)s, %(work_process)s", name=person.first_name, work_process=cell.work_process.short)
    if cell.state == "none":
        return _("%(about)s: niet afgesproken", about=about)
    if cell.state == "open":
        return _("%(about)s: nog niet gezien", about=about)
    said = []
    if cell.level:
        said.append(level_label(cell.level, own_labels).lower())
    said.append(ngettext("%(n)s waarneming", "%(n)s waarnemingen", cell.seen))
    match cell.state:
        case "signed":
            said.insert(0, _("afgetekend"))
        case "ready":
            said.append(_("klaar om af te tekenen"))
        case _:
            said.append(_("nog niet klaar om af te tekenen"))
    return _("%(about)s: %(said)s", about=about, said=", ".join(said))


def growth_words(growth: Growth, today: date, own_labels: Mapping[int, str]) -> str:
    """What the picture of growth tells, in words."""
    first, last = (level_label(seen.level, own_labels).lower() for seen in (growth.first, growth.last))
    first_day, last_day = (day_in_words(day, today, language()) for day in (growth.first_day, growth.last_day))
    count = ngettext("%(n)s waarneming", "%(n)s waarnemingen", growth.count)
    if growth.count == 1:
        return _("%(count)s, %(day)s: %(level)s.", count=count, day=first_day, level=first)
    if first == last:
        return _(
            "%(count)s, van %(first_day)s tot en met %(last_day)s. Eerst en nu: %(level)s.",
            count=count,
            first_day=first_day,
            last_day=last_day,
            level=first,
        )
    return _(
        "%(count)s. Eerst, %(first_day)s: %(first)s. Nu, %(last_day)s: %(last)s.",
        count=count,
        first_day=first_day,
        first=first,
        last_day=last_day,
        last=last,
    )
