"""What staff made of the work: planks, replies and the evidence behind them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.clock import local_day
from app.base.i18n import language
from app.catalogue.models import WorkProcess
from app.catalogue.queries import WorkProcessCard, work_process_cards
from app.logbook.models import LogEntry
from app.people.actor import Actor
from app.people.models import Membership, School
from app.people.queries import PersonCard, student_ids
from app.placements.queries import agreed_work_processes, current_placement
from app.review.models import Observation, Review, SignOff, Verdict
from app.review.readiness import Readiness, Rule, Seen, readiness

PlankState = Literal["open", "some", "ready", "lit"]


@dataclass(frozen=True, slots=True)
class Plank:
    """One work process as a plank of a student's bridge.

    ``fill`` goes from 0 (nothing seen) to 3 (the rule is met); ``observations`` counts all that stand. *Lit* is signed
    off, *ready* means that the school's rule is met by the observations.
    """

    work_process: WorkProcessCard
    state: PlankState
    fill: int
    observations: int


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """What a student sees of a review."""

    reviewer: PersonCard
    verdict: Verdict
    text: str
    language: str
    visible_at: datetime
    pictogram: str | None = None


def school_rule(session: Session, school_id: UUID) -> Rule:
    """What this school asks for before signing off."""
    return Rule(
        *session.execute(
            sa.select(
                col(School.ready_observations),
                col(School.ready_days),
                col(School.ready_people),
                col(School.ready_company_people),
            ).where(col(School.id) == school_id)
        ).one()
    )


def stands(row: type[Observation] | type[SignOff]) -> sa.ColumnElement[bool]:
    """True for rows that no later row replaces."""
    later = sa.orm.aliased(row)
    return ~sa.exists().where(col(later.school_id) == col(row.school_id), col(later.replaces_id) == col(row.id))


def stands_for_student(school_id: UUID, now: datetime) -> sa.ColumnElement[bool]:
    """True for observations that stand as the student sees it: what an answer recorded counts after its minute, and
    until then that which it replaces.
    """
    later = sa.orm.aliased(Observation)
    hidden = sa.select(col(Review.id)).where(
        col(Review.school_id) == school_id, col(Review.visible_at) > now, col(Review.undone_at).is_(None)
    )
    replaced = sa.exists().where(
        col(later.school_id) == school_id,
        col(later.replaces_id) == col(Observation.id),
        sa.or_(col(later.review_id).is_(None), col(later.review_id).not_in(hidden)),
    )
    return sa.and_(~replaced, sa.or_(col(Observation.review_id).is_(None), col(Observation.review_id).not_in(hidden)))


def planks(
    session: Session, actor: Actor, student_id: UUID, today: date, *, now: datetime | None = None
) -> list[Plank]:
    """The bridge of one of this person's students: what was agreed for the placement of today, in the agreed order,
    then what was signed off before. Empty for anybody else's student.

    With ``now``, as the student sees it: without what an answer recorded in the last minute.
    """
    placement = current_placement(session, actor, student_id, today)
    agreed = agreed_work_processes(session, placement.id, language()) if placement else []
    signed = signed_off(session, actor, today, student_id)[student_id]
    return _planks(
        agreed + _cards(session, signed - {card.id for card in agreed}),
        school_rule(session, actor.school_id),
        standing(session, actor, today, student_id, now)[student_id],
        signed,
    )


def _planks(
    cards: Iterable[WorkProcessCard], rule: Rule, seen: dict[UUID, list[Seen]], signed: Collection[UUID]
) -> list[Plank]:
    return [plank(card, readiness(rule, seen.get(card.id, ())), card.id in signed) for card in cards]


def plank(card: WorkProcessCard, counted: Readiness, signed: bool) -> Plank:
    """A work process as a plank, from what was counted and whether it is signed off."""
    state: PlankState = "lit" if signed else "ready" if counted.met else "some" if counted.seen else "open"
    return Plank(card, state, counted.fill, counted.seen)


def _cards(session: Session, work_process_ids: Collection[UUID]) -> list[WorkProcessCard]:
    if not work_process_ids:
        return []
    rows = session.execute(
        work_process_cards(language())
        .where(col(WorkProcess.id).in_(work_process_ids))
        .order_by(col(WorkProcess.position), col(WorkProcess.code))
    )
    return [WorkProcessCard(*row) for row in rows]


def standing(
    session: Session, actor: Actor, today: date, student_id: UUID | None = None, now: datetime | None = None
) -> defaultdict[UUID, dict[UUID, list[Seen]]]:
    """The observations that stand, by student and work process; of one student or of all that the actor may see."""
    query = sa.select(
        col(Observation.student_id),
        col(Observation.work_process_id),
        col(Observation.level),
        col(Observation.observed_on),
        col(Observation.observer_id),
        col(Observation.contact_id),
    ).where(
        col(Observation.school_id) == actor.school_id,
        col(Observation.student_id).in_(student_ids(actor, today)),
        col(Observation.level).is_not(None),
        stands_for_student(actor.school_id, now) if now else stands(Observation),
    )
    if student_id:
        query = query.where(col(Observation.student_id) == student_id)
    found: defaultdict[UUID, dict[UUID, list[Seen]]] = defaultdict(dict)
    for student, work_process, *rest in session.execute(query):
        found[student].setdefault(work_process, []).append(Seen(*rest))
    return found


def signed_off(
    session: Session, actor: Actor, today: date, student_id: UUID | None = None
) -> defaultdict[UUID, set[UUID]]:
    """The work processes that are signed off and not withdrawn, by student."""
    query = sa.select(col(SignOff.student_id), col(SignOff.work_process_id)).where(
        col(SignOff.school_id) == actor.school_id,
        col(SignOff.student_id).in_(student_ids(actor, today)),
        col(SignOff.withdrawn).is_(False),
        stands(SignOff),
    )
    if student_id:
        query = query.where(col(SignOff.student_id) == student_id)
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for student, work_process in session.execute(query):
        found[student].add(work_process)
    return found


def replies(session: Session, actor: Actor, entry_ids: Collection[UUID], now: datetime) -> dict[UUID, ReplyCard]:
    """The newest answer per entry that the student sees by now. An entry without one still waits, for the student,
    whatever its status: within the minute of undo nothing shows.
    """
    if not entry_ids:
        return {}
    member = Membership
    rows = session.execute(
        sa.select(
            col(Review.entry_id),
            col(member.id),
            col(member.first_name),
            col(member.last_name),
            col(member.picture),
            col(Review.verdict),
            col(Review.reply),
            col(Review.language),
            col(Review.visible_at),
            col(Review.pictogram),
        )
        .join(member, col(member.id) == col(Review.reviewer_id))
        .join(LogEntry, col(LogEntry.id) == col(Review.entry_id))
        .where(
            col(Review.school_id) == actor.school_id,
            col(Review.entry_id).in_(entry_ids),
            col(LogEntry.student_id).in_(student_ids(actor, local_day(now, actor.time_zone))),
            col(Review.visible_at) <= now,
            col(Review.undone_at).is_(None),
        )
        .order_by(col(Review.reviewed_at))
    )
    return {
        entry: ReplyCard(PersonCard(*person), verdict, text, code, visible_at, pictogram)
        for entry, *person, verdict, text, code, visible_at, pictogram in rows
    }
