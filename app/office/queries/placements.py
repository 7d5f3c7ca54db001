"""The placements of a school: who works where, when, and what speaks against it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.i18n import gettext as _
from app.catalogue.models import Dossier, WorkProcess
from app.catalogue.queries import WorkProcessCard, work_process_cards
from app.companies.models import Company, Contact
from app.office.queries.companies import check_again
from app.office.queries.people import open_on
from app.office.words import matches
from app.people.actor import Actor
from app.people.models import Caseload, Membership, Student
from app.people.queries import not_found, student_ids
from app.placements.models import Placement, PlacementDay, PlacementKind, WorkplaceProfile
from app.placements.queries import agreed_work_processes

AT_WORK = frozenset({PlacementKind.JOB, PlacementKind.AFTERCARE})
"""What is no *stage* in the sense of the law."""
MOST_DAYS, YOUNGEST = 4, 14
HOURS_A_YEAR, WEEKS_A_YEAR = 1000, 40


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """A placement with the names of all whom it ties together; ``days`` are times by day of the week."""

    id: UUID
    student_id: UUID
    student: str
    picture: str | None
    born: date | None
    company_id: UUID
    company: str
    accreditation_checked_on: date | None
    contact_id: UUID
    contact: str
    contact_left_on: date | None
    supervisor_id: UUID
    supervisor: str
    kind: PlacementKind
    starts_on: date
    ends_on: date | None
    days: dict[int, tuple[time, time]] = field(default_factory=dict)

    def over(self, today: date) -> bool:
        """Whether its last day has been."""
        return self.ends_on is not None and self.ends_on < today


def placement_rows(session: Session, actor: Actor, today: date, *, past: bool = False) -> list[PlacementRow]:
    """The placements of the school by student: of now and later, or those that are over. Two queries."""
    lasts = open_on(Placement.ends_on, today)
    return _rows(session, actor, today, sa.not_(lasts) if past else lasts)


def placement(session: Session, actor: Actor, placement_id: UUID, today: date) -> PlacementRow:
    """One placement. Raises 404 for another school's."""
    found = _rows(session, actor, today, col(Placement.id) == placement_id)
    if not found:
        raise not_found()
    return found[0]


def of_student(session: Session, actor: Actor, student_id: UUID, today: date) -> list[PlacementRow]:
    """All placements of a student, the latest first."""
    found = _rows(session, actor, today, col(Placement.student_id) == student_id)
    return sorted(found, key=lambda row: row.starts_on, reverse=True)


def at_company(session: Session, actor: Actor, company_id: UUID, today: date) -> list[PlacementRow]:
    """The school's placements of now and later at a company."""
    return _rows(
        session, actor, today, sa.and_(col(Placement.company_id) == company_id, open_on(Placement.ends_on, today))
    )


def _rows(session: Session, actor: Actor, today: date, which: sa.ColumnElement[bool]) -> list[PlacementRow]:
    person, supervisor = sa.orm.aliased(Membership), sa.orm.aliased(Membership)
    rows = session.execute(
        sa.select(Placement, person, Student, Company, Contact, supervisor)
        .join(Student, col(Student.id) == col(Placement.student_id))
        .join(person, col(person.id) == col(Student.id))
        .join(Company, col(Company.id) == col(Placement.company_id))
        .join(Contact, col(Contact.id) == col(Placement.contact_id))
        .join(supervisor, col(supervisor.id) == col(Placement.supervisor_id))
        .where(
            which,
            col(Placement.school_id) == actor.school_id,
            col(Placement.student_id).in_(student_ids(actor, today)),
            col(person.erased_at).is_(None),
        )
        .order_by(col(person.first_name), col(person.last_name), col(Placement.starts_on).desc(), col(Placement.id))
    ).all()
    days = _days(session, [row[0].id for row in rows])
    return [
        PlacementRow(
            id=placed.id,
            student_id=student.id,
            student=f"{member.first_name} {member.last_name}".strip(),
            picture=member.picture,
            born=student.birth_date,
            company_id=company.id,
            company=company.name,
            accreditation_checked_on=company.accreditation_checked_on,
            contact_id=contact.id,
            contact=f"{contact.first_name} {contact.last_name}".strip(),
            contact_left_on=contact.left_on,
            supervisor_id=colleague.id,
            supervisor=f"{colleague.first_name} {colleague.last_name}".strip(),
            kind=placed.kind,
            starts_on=placed.starts_on,
            ends_on=placed.ends_on,
            days=days[placed.id],
        )
        for placed, member, student, company, contact, colleague in rows
    ]


def _days(session: Session, placement_ids: list[UUID]) -> defaultdict[UUID, dict[int, tuple[time, time]]]:
    found: defaultdict[UUID, dict[int, tuple[time, time]]] = defaultdict(dict)
    rows = session.execute(
        sa.select(
            col(PlacementDay.placement_id),
            col(PlacementDay.weekday),
            col(PlacementDay.starts_at),
            col(PlacementDay.ends_at),
        )
        .where(col(PlacementDay.placement_id).in_(placement_ids))
        .order_by(col(PlacementDay.weekday))
    )
    for placement_id, weekday, starts_at, ends_at in rows:
        found[placement_id][weekday] = (starts_at, ends_at)
    return found


def main_supervisor(session: Session, actor: Actor, student_id: UUID, day: date) -> UUID | None:
    """Whose caseload a student is in on a day, stand-ins left out."""
    return session.scalar(
        sa.select(col(Caseload.supervisor_id))
        .join(Membership, col(Membership.id) == col(Caseload.supervisor_id))
        .where(
            col(Caseload.school_id) == actor.school_id,
            col(Caseload.student_id) == student_id,
            col(Caseload.stand_in).is_(False),
            col(Caseload.starts_on) <= day,
            open_on(Caseload.ends_on, day),
            open_on(Membership.ended_on, day),
        )
        .order_by(col(Caseload.starts_on).desc())
        .limit(1)
    )


def warnings(session: Session, actor: Actor, row: PlacementRow, today: date) -> list[str]:
    """What speaks against a placement, in words. It warns and stops nothing: the school decides.

    For vso on the way to work: from 14 years, at most 4 days a week, at most half of the hours of education (WEC art.
    17 and Onderwijskundig besluit WEC; praktijkonderwijs half of the hours too, Inrichtingsbesluit WVO art. 32; all as
    they read in May 2017, not checked since). The hours are counted over a school year of 1000 hours and 40 weeks: an
    estimate of ours.
    """
    said = []
    others = [other for other in of_student(session, actor, row.student_id, today) if other.id != row.id]
    at_once = [other for other in others if _overlap(row, other)]
    if row.kind not in AT_WORK:
        said += _law(row, [other for other in at_once if other.kind not in AT_WORK])
    for other in at_once:
        if set(row.days) & set(other.days):
            said.append(_("Op dezelfde dagen is er ook een stage bij %(company)s.", company=other.company))
    if row.contact_left_on is not None and row.contact_left_on <= today:
        said.append(_("%(name)s werkt daar niet meer. Kies een ander contactpersoon.", name=row.contact))
    if check_again(row.accreditation_checked_on, today):
        said.append(_("De erkenning van %(company)s moet nog worden nagegaan.", company=row.company))
    return said


def _law(row: PlacementRow, at_once: list[PlacementRow]) -> list[str]:
    said = []
    if row.born and row.starts_on < _birthday(row.born, YOUNGEST):
        said.append(_("Stage mag in het vso vanaf 14 jaar."))
    days = set(row.days).union(*(other.days for other in at_once))
    if len(days) > MOST_DAYS:
        said.append(_("Dit zijn %(n)s dagen per week. In het vso mogen het er hooguit 4 zijn.", n=len(days)))
    hours = round(sum(_hours_in_year(placed, row.starts_on) for placed in (row, *at_once)))
    if hours > HOURS_A_YEAR / 2:
        said.append(
            _("Dit is ongeveer %(n)s uur in dit schooljaar. Hooguit de helft van de lestijd mag stage zijn.", n=hours)
        )
    return said


def _birthday(born: date, years: int) -> date:
    return born.replace(year=born.year + years, day=min(born.day, 28))


def _overlap(one: PlacementRow, other: PlacementRow) -> bool:
    ends = date.max
    return one.starts_on <= (other.ends_on or ends) and other.starts_on <= (one.ends_on or ends)


def _hours_in_year(row: PlacementRow, day: date) -> float:
    """The hours of a placement in the school year (from August) of ``day``, holidays left out."""
    begins = date(day.year if day.month >= 8 else day.year - 1, 8, 1)
    ends = date(begins.year + 1, 7, 31)
    first, last = max(row.starts_on, begins), min(row.ends_on or ends, ends)
    weeks = max(0, (last - first).days + 1) / 7
    return weeks * WEEKS_A_YEAR / 52 * _hours_a_week(row)


def _hours_a_week(row: PlacementRow) -> float:
    return sum(_hour(ends_at) - _hour(starts_at) for starts_at, ends_at in row.days.values())


def _hour(moment: time) -> float:
    return moment.hour + moment.minute / 60


@dataclass(frozen=True, slots=True)
class Profile:
    """What was agreed for a placement: when, and which work processes, in order."""

    agreed_on: date | None
    agreed: list[WorkProcessCard]


def profile(session: Session, placement_id: UUID, language: str) -> Profile:
    """The profile of a placement that the caller has found through the actor."""
    agreed_on = session.scalar(
        sa.select(col(WorkplaceProfile.agreed_on)).where(col(WorkplaceProfile.placement_id) == placement_id)
    )
    return Profile(agreed_on, agreed_work_processes(session, placement_id, language))


@dataclass(frozen=True, slots=True)
class Found:
    """A work process that can be agreed, and the dossier that it is from."""

    card: WorkProcessCard
    dossier: str


def work_processes(session: Session, actor: Actor, asked: str, language: str) -> list[Found]:
    """The work processes in the dossiers of everybody and of the school that match what was typed."""
    rows = session.execute(
        work_process_cards(language)
        .add_columns(col(Dossier.title))
        .join(Dossier, col(Dossier.id) == col(WorkProcess.dossier_id))
        .where(sa.or_(col(Dossier.school_id).is_(None), col(Dossier.school_id) == actor.school_id))
        .order_by(col(Dossier.title), col(WorkProcess.position), col(WorkProcess.code))
    )
    found = [Found(WorkProcessCard(*row[:5]), row[5]) for row in rows]
    return [one for one in found if matches(asked, one.card.code, one.card.title, one.card.text, one.dossier)]


def is_ours(session: Session, actor: Actor, work_process_id: UUID) -> bool:
    """Whether a work process is in a dossier that the school may use."""
    return (
        session.scalar(
            sa.select(col(WorkProcess.id))
            .join(Dossier, col(Dossier.id) == col(WorkProcess.dossier_id))
            .where(
                col(WorkProcess.id) == work_process_id,
                sa.or_(col(Dossier.school_id).is_(None), col(Dossier.school_id) == actor.school_id),
            )
        )
        is not None
    )
