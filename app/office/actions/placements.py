"""Placements, their days, and the profile of what is learned there."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.office.actions.shared import made_before, one_at_a_time
from app.office.inputs.form import wrong
from app.office.inputs.placements import PlacementForm
from app.office.queries.companies import contact_choices
from app.office.queries.people import student_file, supervisors
from app.office.queries.placements import PlacementRow, is_ours, main_supervisor, placement
from app.people.actions import record
from app.people.actor import Actor
from app.people.queries import not_found
from app.placements.models import Placement, PlacementDay, ProfileWorkProcess, WorkplaceProfile

MOST_PLANKS = 14
"""As many as the bridge can show."""


def add_placement(session: Session, actor: Actor, now: datetime, said: PlacementForm) -> UUID:
    """Place a student at the company of a contact. The same form sent twice adds one.

    Without a chosen supervisor it is the one who has the student on the first day, or today. Raises 404 for somebody
    else's student, contact or colleague, 422 when the student has no supervisor or left.
    """
    if said.student_id is None:
        raise not_found()
    today = local_day(now, actor.time_zone)
    file = student_file(session, actor, said.student_id, today)
    one_at_a_time(session, actor)
    before = made_before(session, actor, Placement, said.id)
    if before is not None:
        return before.id
    if file.left_on is not None and file.left_on < said.starts_on:
        raise wrong("student", _("Deze leerling is dan niet meer op school."))
    chosen = next((one for one in contact_choices(session, actor, today) if one.id == said.contact_id), None)
    if chosen is None:
        raise not_found()
    session.add(
        Placement(
            id=said.id,
            school_id=actor.school_id,
            student_id=said.student_id,
            company_id=chosen.company_id,
            contact_id=chosen.id,
            supervisor_id=_supervisor(session, actor, said, said.student_id, today, kept=None),
            kind=said.kind,
            starts_on=said.starts_on,
            ends_on=said.ends_on,
        )
    )
    session.flush()
    _write_days(session, actor, said.id, said)
    session.add(WorkplaceProfile(school_id=actor.school_id, placement_id=said.id))
    session.flush()
    record(session, actor, now, "placement-added", "placement", said.id)
    return said.id


def change_placement(session: Session, actor: Actor, now: datetime, placement_id: UUID, said: PlacementForm) -> None:
    """Change when, how and with whom; student and company stay, because evidence hangs on them."""
    today = local_day(now, actor.time_zone)
    row, placed = _found(session, actor, placement_id, now)
    if said.contact_id != row.contact_id:
        choices = {one.id: one.company_id for one in contact_choices(session, actor, today)}
        if choices.get(said.contact_id) != row.company_id:
            raise not_found()
    placed.contact_id = said.contact_id
    placed.supervisor_id = _supervisor(session, actor, said, row.student_id, today, kept=row.supervisor_id)
    placed.kind, placed.starts_on, placed.ends_on = said.kind, said.starts_on, said.ends_on
    session.flush()
    _write_days(session, actor, placement_id, said)
    record(session, actor, now, "placement-changed", "placement", placement_id)


def end_placement(session: Session, actor: Actor, now: datetime, placement_id: UUID, last_day: date) -> None:
    """Let a placement end earlier (or later) than was planned. Raises 422 for a day before its first."""
    row, placed = _found(session, actor, placement_id, now)
    if last_day < row.starts_on:
        raise wrong("last_day", _("Deze dag ligt voor de eerste dag van de stage."))
    placed.ends_on = last_day
    record(session, actor, now, "placement-ended", "placement", placement_id)


def _supervisor(
    session: Session, actor: Actor, said: PlacementForm, student_id: UUID, today: date, *, kept: UUID | None
) -> UUID:
    if said.supervisor_id is not None:
        if said.supervisor_id != kept and said.supervisor_id not in {
            card.id for card in supervisors(session, actor, today)
        }:
            raise not_found()
        return said.supervisor_id
    own = main_supervisor(session, actor, student_id, max(said.starts_on, today)) or main_supervisor(
        session, actor, student_id, today
    )
    if own is None:
        raise wrong("supervisor", _("Deze leerling heeft nog geen begeleider. Kies er hier een."))
    return own


def _write_days(session: Session, actor: Actor, placement_id: UUID, said: PlacementForm) -> None:
    session.execute(sa.delete(PlacementDay).where(col(PlacementDay.placement_id) == placement_id))
    session.add_all(
        PlacementDay(
            school_id=actor.school_id,
            placement_id=placement_id,
            weekday=weekday,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for weekday, (starts_at, ends_at) in said.days.items()
    )
    session.flush()


def agree(session: Session, actor: Actor, now: datetime, placement_id: UUID, work_process_id: UUID) -> None:
    """Add a work process to the end of a profile; one that was taken out comes back.

    Raises 404 for a work process of another school's dossier, 409 when the bridge is full.
    """
    profile = _profile(session, actor, now, placement_id)
    if not is_ours(session, actor, work_process_id):
        raise not_found()
    rows = _agreed(session, profile)
    if any(row.work_process_id == work_process_id for row in rows):
        return
    if len(rows) >= MOST_PLANKS:
        raise Problem(409, "full", _("Er passen %(n)s werkprocessen op de brug. Haal er eerst een weg.", n=MOST_PLANKS))
    removed = session.exec(
        select(ProfileWorkProcess).where(
            ProfileWorkProcess.profile_id == profile.id, ProfileWorkProcess.work_process_id == work_process_id
        )
    ).one_or_none()
    row = removed or ProfileWorkProcess(
        school_id=actor.school_id,
        profile_id=profile.id,
        work_process_id=work_process_id,
        position=0,
        added_on=local_day(now, actor.time_zone),
    )
    row.removed_on = None
    row.position = 1 + max((known.position for known in rows), default=-1)
    session.add(row)
    session.flush()
    record(session, actor, now, "work-process-agreed", "placement", placement_id, work_process=str(work_process_id))


def drop(session: Session, actor: Actor, now: datetime, placement_id: UUID, work_process_id: UUID) -> None:
    """Take a work process out of a profile; that it was there stays on record."""
    profile = _profile(session, actor, now, placement_id)
    row = next((row for row in _agreed(session, profile) if row.work_process_id == work_process_id), None)
    if row is not None:
        row.removed_on = local_day(now, actor.time_zone)
        record(
            session, actor, now, "work-process-dropped", "placement", placement_id, work_process=str(work_process_id)
        )


def move(session: Session, actor: Actor, now: datetime, placement_id: UUID, work_process_id: UUID, *, up: bool) -> None:
    """Move a work process one place up or down; the first cannot go up, and nothing is said of it."""
    rows = _agreed(session, _profile(session, actor, now, placement_id))
    at = next((place for place, row in enumerate(rows) if row.work_process_id == work_process_id), None)
    if at is None:
        raise not_found()
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        for position, row in enumerate(rows):
            row.position = position
        record(session, actor, now, "profile-ordered", "placement", placement_id)


def set_agreed_on(session: Session, actor: Actor, now: datetime, placement_id: UUID, day: date | None) -> None:
    """Say on which day student, company and school agreed on the profile."""
    _profile(session, actor, now, placement_id).agreed_on = day
    record(session, actor, now, "profile-agreed", "placement", placement_id)


def _profile(session: Session, actor: Actor, now: datetime, placement_id: UUID) -> WorkplaceProfile:
    _found(session, actor, placement_id, now)
    one_at_a_time(session, actor)
    known = session.exec(select(WorkplaceProfile).where(WorkplaceProfile.placement_id == placement_id)).one_or_none()
    if known is None:
        known = WorkplaceProfile(school_id=actor.school_id, placement_id=placement_id)
        session.add(known)
        session.flush()
    return known


def _agreed(session: Session, profile: WorkplaceProfile) -> list[ProfileWorkProcess]:
    return list(
        session.exec(
            select(ProfileWorkProcess)
            .where(ProfileWorkProcess.profile_id == profile.id, col(ProfileWorkProcess.removed_on).is_(None))
            .order_by(col(ProfileWorkProcess.position))
        )
    )


def _found(session: Session, actor: Actor, placement_id: UUID, now: datetime) -> tuple[PlacementRow, Placement]:
    row = placement(session, actor, placement_id, local_day(now, actor.time_zone))
    return row, session.get_one(Placement, placement_id)
