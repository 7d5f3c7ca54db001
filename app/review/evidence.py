"""What is known about what students can do: who they are, their planks, and what lies behind each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.i18n import language
from app.catalogue.models import Dossier, WorkProcess
from app.catalogue.queries import WorkProcessCard, work_process_cards
from app.companies.models import Company, Contact
from app.logbook.models import LogEntry
from app.people.actor import Actor
from app.people.models import IndependenceLevel, Membership
from app.people.queries import PersonCard, not_found, student_ids, students
from app.placements.models import Placement, ProfileWorkProcess, WorkplaceProfile
from app.placements.queries import PlacementCard, agreed_work_processes
from app.review.growth import Growth, growth
from app.review.models import Observation, SignOff, Source
from app.review.queries import Plank, plank, school_rule, signed_off, stands
from app.review.queue import IS_NEW, first_photos
from app.review.readiness import Readiness, Rule, Seen, readiness


@dataclass(frozen=True, slots=True)
class StudentCard:
    """A student in the list: where they work, what waits, and how far the bridge is."""

    person: PersonCard
    company_name: str | None
    waiting: int
    lit: int
    planks: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """An observation that stands, with who made it. ``by_company`` when that is a contact.

    ``photo_id`` is a photo of its log. ``reason`` says why it took the place of an earlier one.
    """

    id: UUID
    work_process_id: UUID
    seen: Seen
    source: Source
    observer: str
    by_company: bool
    note: str
    entry_id: UUID | None
    talk_id: UUID | None
    recorded_by_id: UUID | None
    reason: str
    photo_id: UUID | None = None

    @property
    def level(self) -> IndependenceLevel:
        """How much help it took."""
        return self.seen.level

    @property
    def observed_on(self) -> date:
        """The local day of the work."""
        return self.seen.observed_on

    def can_be_corrected(self, actor: Actor) -> bool:
        """By the one who wrote it down; what a company answered stays as it said it."""
        return self.recorded_by_id == actor.member_id and self.source is not Source.FEEDBACK


@dataclass(frozen=True, slots=True)
class SignOffCard:
    """A sign-off that stands."""

    id: UUID
    work_process_id: UUID
    supervisor: str
    signed_at: datetime
    override_reason: str


@dataclass(frozen=True, slots=True)
class WorkProcessFile:
    """All about one student and one work process."""

    plank: Plank
    readiness: Readiness
    evidence: list[Evidence]
    sign_off: SignOffCard | None
    agreed: bool

    @property
    def growth(self) -> Growth | None:
        """The observations as a picture."""
        return growth([one.seen for one in self.evidence])


def student_cards(session: Session, actor: Actor, today: date) -> list[StudentCard]:
    """All students of this person, by first name, in five queries."""
    people = students(session, actor, today)
    waiting = waiting_counts(session, actor, today)
    placements = placements_today(session, actor, today)
    agreed = agreed_ids(session, actor, [placement for placement, _company in placements.values()])
    signed = signed_off(session, actor, today)
    cards = []
    for person in people:
        placement, company = placements.get(person.id, (None, None))
        lit = signed[person.id]
        planks = lit | agreed[placement] if placement else lit
        cards.append(StudentCard(person, company, waiting.get(person.id, 0), len(lit), len(planks)))
    return cards


def waiting_counts(session: Session, actor: Actor, today: date) -> dict[UUID, int]:
    """How many new entries wait, by student of this person."""
    rows = session.execute(
        sa.select(col(LogEntry.student_id), sa.func.count().label("waiting"))
        .where(
            col(LogEntry.school_id) == actor.school_id,
            col(LogEntry.student_id).in_(student_ids(actor, today)),
            IS_NEW,
        )
        .group_by(col(LogEntry.student_id))
    )
    return {row.student_id: row.waiting for row in rows}


def placements_today(session: Session, actor: Actor, today: date) -> dict[UUID, tuple[UUID, str]]:
    """Per student the placement of today with its company: as ``current_placement``, for all at once."""
    rows = session.execute(
        sa.select(col(Placement.student_id), col(Placement.id), col(Company.name))
        .join(Company, col(Company.id) == col(Placement.company_id))
        .where(
            col(Placement.school_id) == actor.school_id,
            col(Placement.student_id).in_(student_ids(actor, today)),
            col(Placement.starts_on) <= today,
        )
        .order_by(
            sa.case((col(Placement.ends_on) < today, 1), else_=0),
            col(Placement.starts_on).desc(),
            col(Placement.id),
        )
    )
    found: dict[UUID, tuple[UUID, str]] = {}
    for student_id, placement_id, company in rows:
        found.setdefault(student_id, (placement_id, company))
    return found


def agreed_ids(session: Session, actor: Actor, placement_ids: list[UUID]) -> defaultdict[UUID, set[UUID]]:
    """The work processes agreed in these placements of the actor's school, by placement."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = session.execute(
        sa.select(col(WorkplaceProfile.placement_id), col(ProfileWorkProcess.work_process_id))
        .join(ProfileWorkProcess, col(ProfileWorkProcess.profile_id) == col(WorkplaceProfile.id))
        .where(
            col(WorkplaceProfile.school_id) == actor.school_id,
            col(WorkplaceProfile.placement_id).in_(placement_ids),
            col(ProfileWorkProcess.removed_on).is_(None),
        )
    )
    for placement_id, work_process_id in rows:
        found[placement_id].add(work_process_id)
    return found


def evidence(
    session: Session, actor: Actor, student_id: UUID, today: date, work_process_id: UUID | None = None
) -> list[Evidence]:
    """The observations that stand for one of this person's students, newest work first."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Observation.id),
            col(Observation.work_process_id),
            col(Observation.level),
            col(Observation.observed_on),
            col(Observation.observer_id),
            col(Observation.contact_id),
            col(Observation.source),
            col(Membership.first_name).label("staff"),
            col(Contact.first_name).label("contact"),
            col(Observation.note),
            col(Observation.entry_id),
            col(Observation.talk_id),
            col(Observation.recorded_by_id),
            col(Observation.reason),
        )
        .outerjoin(Membership, col(Membership.id) == col(Observation.observer_id))
        .outerjoin(Contact, col(Contact.id) == col(Observation.contact_id))
        .where(
            col(Observation.school_id) == actor.school_id,
            col(Observation.student_id) == student_id,
            col(Observation.student_id).in_(student_ids(actor, today)),
            col(Observation.level).is_not(None),
            stands(Observation),
        )
        .order_by(
            col(Observation.observed_on).desc(),
            col(Observation.recorded_at).desc(),
            col(Observation.level),
            col(Observation.id),
        )
    )
    if work_process_id:
        query = query.where(col(Observation.work_process_id) == work_process_id)
    rows = session.execute(query).all()
    photos = first_photos(session, actor, [row.entry_id for row in rows if row.entry_id])
    return [
        Evidence(
            id=row.id,
            work_process_id=row.work_process_id,
            seen=Seen(row.level, row.observed_on, row.observer_id, row.contact_id),
            source=row.source,
            observer=row.contact or row.staff or "",
            by_company=row.contact_id is not None,
            note=row.note,
            entry_id=row.entry_id,
            talk_id=row.talk_id,
            recorded_by_id=row.recorded_by_id,
            reason=row.reason,
            photo_id=photos.get(row.entry_id),
        )
        for row in rows
    ]


def correctable(session: Session, actor: Actor, student_id: UUID, observation_id: UUID, today: date) -> Evidence:
    """An observation that this person wrote down about one of their students.

    Raises 404 for what somebody else wrote and for a company's answer, 409 (``changed``) when it does not stand.
    """
    for one in evidence(session, actor, student_id, today):
        if one.id == observation_id and one.can_be_corrected(actor):
            return one
    written = session.scalar(
        sa.select(col(Observation.id)).where(
            col(Observation.id) == observation_id,
            col(Observation.student_id) == student_id,
            col(Observation.school_id) == actor.school_id,
            col(Observation.student_id).in_(student_ids(actor, today)),
            col(Observation.recorded_by_id) == actor.member_id,
            col(Observation.source) != Source.FEEDBACK,
        )
    )
    if written is None:
        raise not_found()
    raise Problem(409, "changed", _("Deze waarneming is al verbeterd of ingetrokken. Er is nu niets veranderd."))


def sign_offs(
    session: Session, actor: Actor, student_id: UUID, today: date, work_process_id: UUID | None = None
) -> dict[UUID, SignOffCard]:
    """The sign-offs that stand for one of this person's students, by work process."""
    query = (
        sa.select(
            col(SignOff.id),
            col(SignOff.work_process_id),
            col(Membership.first_name),
            col(SignOff.signed_at),
            col(SignOff.override_reason),
        )
        .join(Membership, col(Membership.id) == col(SignOff.supervisor_id))
        .where(
            col(SignOff.school_id) == actor.school_id,
            col(SignOff.student_id) == student_id,
            col(SignOff.student_id).in_(student_ids(actor, today)),
            col(SignOff.withdrawn).is_(False),
            stands(SignOff),
        )
    )
    if work_process_id:
        query = query.where(col(SignOff.work_process_id) == work_process_id)
    return {row.work_process_id: SignOffCard(*row) for row in session.execute(query)}


def student_files(
    session: Session, actor: Actor, student_id: UUID, placement: PlacementCard | None, today: date
) -> list[WorkProcessFile]:
    """Every work process of a student's bridge, and after those what was seen or signed beside it, in five queries."""
    rule = school_rule(session, actor.school_id)
    agreed = agreed_work_processes(session, placement.id, language()) if placement else []
    signed = sign_offs(session, actor, student_id, today)
    seen: defaultdict[UUID, list[Evidence]] = defaultdict(list)
    for found in evidence(session, actor, student_id, today):
        seen[found.work_process_id].append(found)
    agreed_ids = {card.id for card in agreed}
    others = _work_processes(session, (signed.keys() | seen.keys()) - agreed_ids)
    return [
        _file(card, rule, seen[card.id], signed.get(card.id), agreed=card.id in agreed_ids)
        for card in (*agreed, *others)
    ]


def _file(
    card: WorkProcessCard, rule: Rule, found: list[Evidence], signed: SignOffCard | None, *, agreed: bool
) -> WorkProcessFile:
    counted = readiness(rule, (one.seen for one in found))
    return WorkProcessFile(plank(card, counted, signed is not None), counted, found, signed, agreed)


def _work_processes(session: Session, ids: set[UUID]) -> list[WorkProcessCard]:
    rows = session.execute(
        work_process_cards(language())
        .where(col(WorkProcess.id).in_(ids))
        .order_by(col(WorkProcess.position), col(WorkProcess.code))
    )
    return [WorkProcessCard(*row) for row in rows]


def work_process_file(
    session: Session, actor: Actor, student_id: UUID, work_process_id: UUID, today: date
) -> WorkProcessFile:
    """One work process of one of this person's students. Raises 404 when the school does not know the work process.

    The caller has found the student through the actor; ``agreed`` is not looked up.
    """
    card = work_process(session, actor, work_process_id)
    return _file(
        card,
        school_rule(session, actor.school_id),
        evidence(session, actor, student_id, today, card.id),
        sign_offs(session, actor, student_id, today, card.id).get(card.id),
        agreed=False,
    )


def work_process(session: Session, actor: Actor, work_process_id: UUID) -> WorkProcessCard:
    """A work process of everybody's dossiers or of this school's own. Raises 404."""
    row = session.execute(
        work_process_cards(language())
        .join(Dossier, col(Dossier.id) == col(WorkProcess.dossier_id))
        .where(
            col(WorkProcess.id) == work_process_id,
            sa.or_(col(Dossier.school_id).is_(None), col(Dossier.school_id) == actor.school_id),
        )
    ).one_or_none()
    if row is None:
        raise not_found()
    return WorkProcessCard(*row)


def related(session: Session, agreed: list[WorkProcessCard]) -> list[WorkProcessCard]:
    """The other work processes of the dossiers from which something was agreed."""
    ids = [card.id for card in agreed]
    dossiers = sa.select(col(WorkProcess.dossier_id)).where(col(WorkProcess.id).in_(ids))
    rows = session.execute(
        work_process_cards(language())
        .where(col(WorkProcess.dossier_id).in_(dossiers), col(WorkProcess.id).not_in(ids))
        .order_by(col(WorkProcess.position), col(WorkProcess.code))
    )
    return [WorkProcessCard(*row) for row in rows]
