"""Whose student somebody is: handing over, and standing in."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.office.actions.shared import made_before, one_at_a_time
from app.office.inputs.form import wrong
from app.office.inputs.people import HandOver, StandIn
from app.office.queries.people import open_on, student_file, supervisors
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import Caseload, Student
from app.people.queries import not_found

ONE_DAY = timedelta(days=1)


def hand_over(session: Session, actor: Actor, now: datetime, student_id: UUID, said: HandOver) -> None:
    """Give a student a supervisor from a day on; the one before has them until the day before.

    Raises 404 for somebody else's student or colleague, 422 for a day before the present supervisor began.
    """
    _expect_present(session, actor, now, student_id)
    one_at_a_time(session, actor)
    if made_before(session, actor, Caseload, said.id) is not None:
        return
    _expect_supervisor(session, actor, now, said.supervisor_id)
    _hand_over(session, actor, now, {student_id: said.id}, said)


def hand_over_all(session: Session, actor: Actor, now: datetime, from_id: UUID, said: HandOver) -> int:
    """Give all students of a supervisor to another from a day on; returns how many."""
    one_at_a_time(session, actor)
    _expect_supervisor(session, actor, now, said.supervisor_id)
    if from_id == said.supervisor_id:
        raise wrong("supervisor", _("Kies een ander dan wie de leerlingen nu heeft."))
    theirs = _main_students(session, actor, from_id, said.starts_on)
    ids = {student_id: uuid5(said.id, str(student_id)) for student_id in theirs}
    _hand_over(session, actor, now, ids, said)
    return len(ids)


def _hand_over(session: Session, actor: Actor, now: datetime, ids: dict[UUID, UUID], said: HandOver) -> None:
    """Without gaps and overlaps: what runs on that day ends the day before, what would begin later is replaced."""
    kept, leaving = _main_rows(session, actor, ids), _leaving(session, ids)
    today = local_day(now, actor.time_zone)
    for student_id, key in ids.items():
        _make_room(session, kept[student_id], said, today)
        session.add(
            Caseload(
                id=key,
                school_id=actor.school_id,
                supervisor_id=said.supervisor_id,
                student_id=student_id,
                starts_on=said.starts_on,
                ends_on=leaving[student_id],
            )
        )
        record(session, actor, now, "student-handed-over", "student", student_id, to=str(said.supervisor_id))
    session.flush()
    _drop_own_stand_ins(session, list(ids), said)


def _make_room(session: Session, rows: list[Caseload], said: HandOver, today: date) -> None:
    if any(said.starts_on < row.starts_on for row in rows if _covers(row, today)):
        raise wrong("starts_on", _("Kies een dag vanaf de eerste dag van de begeleider van nu."))
    if any(row.ends_on and said.starts_on <= row.ends_on < today for row in rows):
        raise wrong("starts_on", _("Kies een dag na de laatste dag van de vorige begeleider."))
    running = next((row for row in rows if _covers(row, said.starts_on)), None)
    if running and running.supervisor_id == said.supervisor_id:
        raise wrong("supervisor", _("Dit is op die dag al de begeleider."))
    for row in rows:
        if row.starts_on >= said.starts_on:
            session.delete(row)
        elif _covers(row, said.starts_on):
            row.ends_on = said.starts_on - ONE_DAY


def _leaving(session: Session, student_ids: Iterable[UUID]) -> dict[UUID, date | None]:
    rows = session.execute(
        sa.select(col(Student.id), col(Student.left_on)).where(col(Student.id).in_(list(student_ids)))
    )
    return {row.id: row.left_on for row in rows}


def _drop_own_stand_ins(session: Session, student_ids: list[UUID], said: HandOver) -> None:
    """Who becomes the supervisor stands in no longer."""
    own = (
        col(Caseload.student_id).in_(student_ids),
        col(Caseload.supervisor_id) == said.supervisor_id,
        col(Caseload.stand_in).is_(True),
    )
    session.execute(sa.delete(Caseload).where(*own, col(Caseload.starts_on) >= said.starts_on))
    session.execute(
        sa.update(Caseload)
        .where(*own, open_on(Caseload.ends_on, said.starts_on))
        .values(ends_on=said.starts_on - ONE_DAY)
    )


def stand_in(session: Session, actor: Actor, now: datetime, student_id: UUID, said: StandIn) -> None:
    """Let somebody stand in for a student's supervisor for a while. Raises 422 when somebody does already."""
    _expect_present(session, actor, now, student_id)
    one_at_a_time(session, actor)
    if made_before(session, actor, Caseload, said.id) is not None:
        return
    _expect_stand_in(session, actor, now, said)
    if _has_as_main(session, actor, [student_id], said):
        raise wrong("stand_in", _("Dit is in die tijd al de begeleider zelf."))
    if _stood_in_for(session, actor, [student_id], said):
        raise wrong("stand_in", _("In die tijd neemt al iemand waar. Stop dat eerst."))
    _stand_in(session, actor, now, {student_id: said.id}, said)


def stand_in_for_all(session: Session, actor: Actor, now: datetime, for_id: UUID, said: StandIn) -> int:
    """Let somebody stand in for a supervisor who falls away, with all students at once; returns how many.

    Students for whom somebody stands in already keep that person.
    """
    one_at_a_time(session, actor)
    _expect_stand_in(session, actor, now, said)
    if for_id == said.supervisor_id:
        raise wrong("stand_in", _("Kies een ander dan wie er niet is."))
    theirs = _main_students(session, actor, for_id, said.starts_on)
    taken = _stood_in_for(session, actor, theirs, said) | _has_as_main(session, actor, theirs, said)
    ids = {student_id: uuid5(said.id, str(student_id)) for student_id in theirs if student_id not in taken}
    _stand_in(session, actor, now, ids, said)
    return len(ids)


def _stand_in(session: Session, actor: Actor, now: datetime, ids: dict[UUID, UUID], said: StandIn) -> None:
    for student_id, key in ids.items():
        session.add(
            Caseload(
                id=key,
                school_id=actor.school_id,
                supervisor_id=said.supervisor_id,
                student_id=student_id,
                starts_on=said.starts_on,
                ends_on=said.ends_on,
                stand_in=True,
            )
        )
        record(session, actor, now, "stand-in", "student", student_id, by=str(said.supervisor_id))
    session.flush()


def end_stand_in(session: Session, actor: Actor, now: datetime, student_id: UUID, caseload_id: UUID) -> None:
    """Let somebody stand in no longer, from today. Raises 404 for what is no stand-in of this student."""
    student_file(session, actor, student_id, local_day(now, actor.time_zone))
    row = session.get(Caseload, caseload_id)
    if row is None:
        return  # stopped before
    if row.school_id != actor.school_id or row.student_id != student_id or not row.stand_in:
        raise not_found()
    yesterday = local_day(now, actor.time_zone) - ONE_DAY
    if row.starts_on > yesterday:
        session.delete(row)
    elif row.ends_on is None or row.ends_on > yesterday:
        row.ends_on = yesterday
    record(session, actor, now, "stand-in-ended", "student", student_id)


def _covers(row: Caseload, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)


def _main_rows(session: Session, actor: Actor, student_ids: Iterable[UUID]) -> defaultdict[UUID, list[Caseload]]:
    found: defaultdict[UUID, list[Caseload]] = defaultdict(list)
    rows = session.exec(
        select(Caseload).where(
            Caseload.school_id == actor.school_id,
            col(Caseload.student_id).in_(list(student_ids)),
            col(Caseload.stand_in).is_(False),
        )
    )
    for row in rows:
        found[row.student_id].append(row)
    return found


def _main_students(session: Session, actor: Actor, supervisor_id: UUID, day: date) -> list[UUID]:
    """Whose supervisor somebody is on a day."""
    rows = session.exec(
        select(Caseload.student_id).where(
            Caseload.school_id == actor.school_id,
            Caseload.supervisor_id == supervisor_id,
            col(Caseload.stand_in).is_(False),
            Caseload.starts_on <= day,
            open_on(Caseload.ends_on, day),
        )
    )
    return list(rows)


def _stood_in_for(session: Session, actor: Actor, student_ids: list[UUID], said: StandIn) -> set[UUID]:
    """For whom of these somebody stands in, in this time."""
    return _in_that_time(session, actor, student_ids, said, col(Caseload.stand_in).is_(True))


def _has_as_main(session: Session, actor: Actor, student_ids: list[UUID], said: StandIn) -> set[UUID]:
    """Whose supervisor the one who is to stand in is, in this time."""
    main = sa.and_(col(Caseload.stand_in).is_(False), col(Caseload.supervisor_id) == said.supervisor_id)
    return _in_that_time(session, actor, student_ids, said, main)


def _in_that_time(
    session: Session, actor: Actor, student_ids: list[UUID], said: StandIn, which: sa.ColumnElement[bool]
) -> set[UUID]:
    rows = session.exec(
        select(Caseload.student_id).where(
            which,
            Caseload.school_id == actor.school_id,
            col(Caseload.student_id).in_(student_ids),
            Caseload.starts_on <= said.ends_on,
            open_on(Caseload.ends_on, said.starts_on),
        )
    )
    return set(rows)


def _expect_present(session: Session, actor: Actor, now: datetime, student_id: UUID) -> None:
    today = local_day(now, actor.time_zone)
    if student_file(session, actor, student_id, today).left_on is not None:
        raise Problem(409, "left", _("Deze leerling gaat van school of is al weg. Haal de leerling eerst terug."))


def _expect_supervisor(session: Session, actor: Actor, now: datetime, supervisor_id: UUID) -> None:
    """Only supervisors of the school who are here now have students."""
    if supervisor_id not in {card.id for card in supervisors(session, actor, local_day(now, actor.time_zone))}:
        raise not_found()


def _expect_stand_in(session: Session, actor: Actor, now: datetime, said: StandIn) -> None:
    _expect_supervisor(session, actor, now, said.supervisor_id)
    if said.ends_on < local_day(now, actor.time_zone):
        raise wrong("stands_until", _("Deze tijd is al voorbij."))
