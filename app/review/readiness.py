"""When a work process is *ready to sign off*: the school's rule, counted on what was observed.

Source: the domain page, step 5. "Enough observations at the top level, on several days, by more than one person
(default 3 observations, 2 days, 2 people of which one from the company; a school can change it)."
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.people.models import IndependenceLevel

FULL = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """How much a school asks for before a work process can be signed off without giving a reason."""

    observations: int
    days: int
    people: int
    company_people: int


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation that stands (it was not replaced). Exactly one of observer and contact is set."""

    level: IndependenceLevel
    observed_on: date
    observer_id: UUID | None
    contact_id: UUID | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the rule: what is there and what is asked."""

    have: int
    need: int

    @property
    def met(self) -> bool:
        """There is enough."""
        return self.have >= self.need

    @property
    def missing(self) -> int:
        """How many more it takes."""
        return max(0, self.need - self.have)


@dataclass(frozen=True, slots=True)
class Readiness:
    """The rule with its count. ``seen`` is every observation that stands, at whatever level."""

    seen: int
    observations: Part
    days: Part
    people: Part
    company_people: Part

    @property
    def met(self) -> bool:
        """All parts are met."""
        return all(part.met for part in (self.observations, self.days, self.people, self.company_people))

    @property
    def fill(self) -> int:
        """How full the plank is: 0 nothing seen, 1 or 2 on the way, 3 ready."""
        if self.met:
            return FULL
        if not self.seen:
            return 0
        half = self.observations.need / 2
        return 2 if self.observations.have > half else 1


def counts(seen: Seen) -> bool:
    """Whether an observation counts for the rule: only work done alone does."""
    return seen.level is IndependenceLevel.SELF


@dataclass(frozen=True, slots=True)
class Count:
    """What there is of the observations that stand; all but ``seen`` of those that count."""

    seen: int = 0
    observations: int = 0
    days: int = 0
    staff: int = 0
    contacts: int = 0


def readiness(rule: Rule, observations: Iterable[Seen]) -> Readiness:
    """Count the observations that stand for one student and one work process against a school's rule.

    A day is the local day of the work itself, not of writing it down.
    """
    standing = list(observations)
    counted = [seen for seen in standing if counts(seen)]
    return measured(
        rule,
        Count(
            seen=len(standing),
            observations=len(counted),
            days=len({seen.observed_on for seen in counted}),
            staff=len({seen.observer_id for seen in counted if seen.observer_id}),
            contacts=len({seen.contact_id for seen in counted if seen.contact_id}),
        ),
    )


def measured(rule: Rule, count: Count) -> Readiness:
    """The rule against what was counted. People are staff members and contacts together; the company's are contacts."""
    return Readiness(
        seen=count.seen,
        observations=Part(count.observations, rule.observations),
        days=Part(count.days, rule.days),
        people=Part(count.contacts + count.staff, rule.people),
        company_people=Part(count.contacts, rule.company_people),
    )
