"""Groups of students: made, renamed, ended, and who is in them from when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.plain import plain
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import Group, GroupMember, Role, School
from app.people.queries import PersonCard, groups, not_ended, not_found, students

LONGEST_NAME = 60
DAY = timedelta(days=1)
FURTHEST = timedelta(days=366)
"""How far back or ahead somebody can be put in or out."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A student of this person beside a group: in it or not, and what is to change later."""

    person: PersonCard
    inside: bool
    comes_on: date | None
    last_day: date | None

    @property
    def stays(self) -> bool:
        """In it with no end in sight, or about to come."""
        return self.comes_on is not None or (self.inside and self.last_day is None)


@dataclass(frozen=True, slots=True)
class GroupFile:
    """A group with a seat for every student of this person; ``others`` counts the members whom they may not see."""

    id: UUID
    name: str
    seats: list[Seat]
    others: int


@dataclass(frozen=True, slots=True)
class Seating:
    """Who was ticked, and who was ticked when the page was opened: only the differences are carried out."""

    since: date
    ticked: frozenset[UUID]
    were_ticked: frozenset[UUID]


def group_name(form: Mapping[str, str]) -> str:
    """The name of a group as it was typed, on one line."""
    return " ".join(plain(form.get("name", "")).split())


def seating(fields: Mapping[str, Sequence[str]]) -> Seating:
    """Read who is in a group. Raises 400 when no page of ours can have sent it."""
    try:
        return Seating(
            date.fromisoformat(fields["since"][0]),
            frozenset(map(UUID, fields.get("student", ()))),
            frozenset(map(UUID, fields.get("was", ()))),
        )
    except (KeyError, IndexError, ValueError):
        raise Problem(400, "form", _("Dit formulier kunnen we niet lezen. Er is niets veranderd.")) from None


def group_file(session: Session, actor: Actor, group_id: UUID, today: date) -> GroupFile:
    """A group of the school that has not ended. Raises 404 for any other."""
    group = _group(session, actor, group_id, today)
    rows = session.execute(
        sa.select(col(GroupMember.student_id), col(GroupMember.starts_on), col(GroupMember.ends_on))
        .where(
            col(GroupMember.group_id) == group.id,
            sa.or_(col(GroupMember.ends_on).is_(None), col(GroupMember.ends_on) >= today),
        )
        .order_by(col(GroupMember.starts_on))
    )
    times: dict[UUID, list[tuple[date, date | None]]] = {}
    for student_id, starts_on, ends_on in rows:
        times.setdefault(student_id, []).append((starts_on, ends_on))
    mine = students(session, actor, today)
    others = [who for who in times.keys() - {person.id for person in mine} if _seat(times[who], today)[0]]
    seats = [Seat(person, *_seat(times.get(person.id, []), today)) for person in mine]
    return GroupFile(group.id, group.name, sorted(seats, key=lambda seat: not seat.inside), len(others))


def _seat(times: list[tuple[date, date | None]], today: date) -> tuple[bool, date | None, date | None]:
    now = next((time for time in times if time[0] <= today), None)
    later = next((time for time in times if time[0] > today), None)
    return now is not None, later[0] if later and not now else None, now[1] if now else None


def make_group(session: Session, actor: Actor, now: datetime, group_id: UUID, name: str) -> Group:
    """Make a group. ``group_id`` came with the form: sent twice it is one group.

    Raises 422 for a name that will not do.
    """
    today = local_day(now, actor.time_zone)
    # One at a time at a school: else the same form sent twice at once would be two.
    session.exec(select(School.id).where(School.id == actor.school_id).with_for_update(key_share=True)).one()
    if session.get(Group, group_id) is not None:
        return _group(session, actor, group_id, today)
    _check_name(session, actor, name, today)
    made = Group(id=group_id, school_id=actor.school_id, name=name)
    session.add(made)
    session.flush()
    record(session, actor, now, "group-made", "group", made.id)
    return made


def rename_group(session: Session, actor: Actor, now: datetime, group_id: UUID, name: str) -> None:
    """Give a group another name. Raises 404 for another school's, 422 for a name that will not do."""
    today = local_day(now, actor.time_zone)
    group = _group(session, actor, group_id, today, change=True)
    if group.name != name:
        _check_name(session, actor, name, today, besides=group.id)
        group.name = name
        record(session, actor, now, "group-renamed", "group", group.id)


def end_group(session: Session, actor: Actor, now: datetime, group_id: UUID) -> None:
    """Let a group end today; what was planned or logged stays. Sent again, it has ended already.

    Raises 404 for another school's, 409 for a supervisor when others' students are in it too.
    """
    today = local_day(now, actor.time_zone)
    ended = session.exec(
        select(Group.id).where(Group.school_id == actor.school_id, Group.id == group_id, Group.ended_on == today)
    ).one_or_none()
    if ended:
        return
    group = _group(session, actor, group_id, today, change=True)
    if actor.role is Role.SUPERVISOR and group_file(session, actor, group_id, today).others:
        text = _("In deze groep zitten ook leerlingen van een ander. Vraag de stagecoördinator om de groep te stoppen.")
        raise Problem(409, "not-alone", text)
    group.ended_on = today
    record(session, actor, now, "group-ended", "group", group.id)


def seat_students(session: Session, actor: Actor, now: datetime, group_id: UUID, wanted: Seating) -> None:
    """Put students of this person in a group or out of it, from a day on.

    Only what the person changed on the page is carried out: who was put in by somebody else meanwhile stays. Raises
    404 for somebody else's student or another school's group, 422 for a day too far away.
    """
    today = local_day(now, actor.time_zone)
    if abs(wanted.since - today) > FURTHEST:
        said = _("Kies een dag binnen een jaar.")
        raise Problem(422, "incomplete", _("Er is niets veranderd."), fields={"since": said})
    group = _group(session, actor, group_id, today, change=True)
    into, out = wanted.ticked - wanted.were_ticked, wanted.were_ticked - wanted.ticked
    mine = {person.id for person in students(session, actor, today)}
    if (into | out) - mine:
        raise not_found()
    _put_in(session, actor, group, into, wanted.since)
    _put_out(session, group, out, wanted.since)
    session.flush()
    for student_id in into:
        record(session, actor, now, "group-joined", "student", student_id, group=str(group.id))
    for student_id in out:
        record(session, actor, now, "group-left", "student", student_id, group=str(group.id))


def _put_in(session: Session, actor: Actor, group: Group, into: Collection[UUID], since: date) -> None:
    there = {row.student_id: row for row in _rows(session, group, into) if row.ends_on is None or row.ends_on >= since}
    for student_id in into:
        row = there.get(student_id)
        if row is None:
            row = GroupMember(school_id=actor.school_id, group_id=group.id, student_id=student_id, starts_on=since)
        row.starts_on, row.ends_on = min(row.starts_on, since), None
        session.add(row)


def _put_out(session: Session, group: Group, out: Collection[UUID], since: date) -> None:
    for row in _rows(session, group, out):
        if row.starts_on >= since:
            session.delete(row)
        elif row.ends_on is None or row.ends_on >= since:
            row.ends_on = since - DAY


def _rows(session: Session, group: Group, student_ids: Collection[UUID]) -> Sequence[GroupMember]:
    which = col(GroupMember.group_id) == group.id, col(GroupMember.student_id).in_(student_ids)
    return session.exec(select(GroupMember).where(*which)).all()


def _group(session: Session, actor: Actor, group_id: UUID, today: date, *, change: bool = False) -> Group:
    query = select(Group).where(Group.school_id == actor.school_id, Group.id == group_id, not_ended(today))
    found = session.exec(query.with_for_update() if change else query).one_or_none()
    if found is None:
        raise not_found()
    return found


def _check_name(session: Session, actor: Actor, name: str, today: date, besides: UUID | None = None) -> None:
    taken = {group.name.casefold() for group in groups(session, actor, today) if group.id != besides}
    if not name:
        said = _("Geef de groep een naam.")
    elif len(name) > LONGEST_NAME:
        said = _("Deze naam is te lang. Maak hem korter.")
    elif name.casefold() in taken:
        said = _("Er is al een groep die zo heet.")
    else:
        return
    raise Problem(422, "incomplete", _("Er is niets veranderd."), fields={"name": said})
