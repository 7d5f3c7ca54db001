"""Adding students, changing what is known of them, their leaving and coming back."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.i18n import gettext as _
from app.office.actions.shared import made_before, one_at_a_time
from app.office.inputs.form import wrong
from app.office.inputs.people import GUARDIANS, ConsentForm, StudentForm
from app.office.queries.people import StudentFile, open_on, student_file
from app.people.actions import end_sessions, record
from app.people.actor import Actor
from app.people.models import (
    Badge,
    Caseload,
    Consent,
    Guardian,
    LoginSession,
    Membership,
    Role,
    Student,
    User,
)
from app.people.queries import not_found
from app.placements.models import Placement

OF_AGE = 16
"""Years from which students answer for themselves."""


def add_student(session: Session, actor: Actor, now: datetime, said: StudentForm) -> UUID:
    """Add a student. The same form sent twice adds one."""
    one_at_a_time(session, actor)
    before = made_before(session, actor, Membership, said.id)
    if before is not None:
        if before.role is not Role.STUDENT:
            raise not_found()
        return before.id
    user = User(language=said.language, created_at=now)
    session.add(user)
    session.flush()
    session.add(
        Membership(
            id=said.id,
            school_id=actor.school_id,
            user_id=user.id,
            role=Role.STUDENT,
            first_name=said.first_name,
            last_name=said.last_name,
            picture=said.chosen_picture,
            started_on=local_day(now, actor.time_zone),
        )
    )
    session.flush()
    session.add(
        Student(
            id=said.id,
            school_id=actor.school_id,
            birth_date=said.birth_date,
            chosen_picture=said.chosen_picture,
            shows_bridge=said.shows_bridge,
        )
    )
    session.flush()
    _keep_guardians(session, actor, said.id, said.guardians)
    record(session, actor, now, "student-added", "student", said.id)
    return said.id


def change_student(session: Session, actor: Actor, now: datetime, student_id: UUID, said: StudentForm) -> None:
    """Change what is known of a student. Raises 404 for somebody else's, 422 when a guardian cannot be taken out."""
    member, student = _found(session, actor, student_id, now)
    one_at_a_time(session, actor)
    if member.picture == student.chosen_picture:
        member.picture = said.chosen_picture  # whose face is the picture on the badge
    member.first_name, member.last_name = said.first_name, said.last_name
    student.birth_date = said.birth_date
    student.chosen_picture = said.chosen_picture
    student.shows_bridge = said.shows_bridge
    session.execute(sa.update(User).where(col(User.id) == member.user_id).values(language=said.language))
    _keep_guardians(session, actor, student_id, said.guardians)
    record(session, actor, now, "student-changed", "student", student_id)


def _keep_guardians(
    session: Session, actor: Actor, student_id: UUID, said: tuple[tuple[UUID | None, str], ...]
) -> None:
    """Bring the guardians of a student in line with a form: renamed, added, or (without a name) taken out.

    A name that is there already is not added again: the form may come twice.
    """
    known = {
        row.id: row
        for row in session.exec(
            select(Guardian).where(Guardian.school_id == actor.school_id, Guardian.student_id == student_id)
        )
    }
    if any(key is not None and key not in known for key, _name in said):
        raise not_found()
    kept = set(known) - {key for key, name in said if key and not name}
    there = {name for key, name in said if key} | {known[key].name for key in kept}
    added = [name for name in dict.fromkeys(name for key, name in said if not key) if name and name not in there]
    if len(kept) + len(added) > GUARDIANS:
        raise wrong("guardian", _("Er kunnen hooguit %(n)s namen staan.", n=GUARDIANS))
    spoke = set(session.scalars(sa.select(col(Consent.guardian_id)).where(col(Consent.student_id) == student_id)))
    for key, name in said:
        if key and not name:
            if key in spoke:
                raise wrong("guardian", _("Deze naam staat bij een toestemming en blijft daarom staan."))
            session.delete(known[key])
        elif key:
            known[key].name = name
    session.add_all(Guardian(school_id=actor.school_id, student_id=student_id, name=name) for name in added)
    session.flush()


def leave(session: Session, actor: Actor, now: datetime, student_id: UUID, last_day: date) -> None:
    """A student's last day at the school: with it end the membership, the caseloads and the placements.

    Badge and sessions are no way in after that day; when it has been, they are taken back now.
    """
    member, student = _found(session, actor, student_id, now)
    if last_day < member.started_on - timedelta(days=1):
        raise wrong("last_day", _("Deze dag ligt voor de eerste dag op school."))
    one_at_a_time(session, actor)
    student.left_on = member.ended_on = last_day
    mine = col(Caseload.student_id) == student_id
    session.execute(sa.delete(Caseload).where(mine, col(Caseload.starts_on) > last_day))
    session.execute(sa.update(Caseload).where(mine, open_on(Caseload.ends_on, last_day)).values(ends_on=last_day))
    session.execute(
        sa.update(Placement)
        .where(
            col(Placement.student_id) == student_id,
            col(Placement.starts_on) <= last_day,
            open_on(Placement.ends_on, last_day),
        )
        .values(ends_on=last_day)
    )
    if last_day < local_day(now, actor.time_zone):
        _shut_out(session, student_id, now)
    record(session, actor, now, "student-left", "student", student_id)


def bring_back(session: Session, actor: Actor, now: datetime, student_id: UUID) -> None:
    """Let a student who left come back, or not leave after all.

    Who had left gets no supervisor and no badge back: those are chosen and made anew.
    """
    member, student = _found(session, actor, student_id, now)
    last_day, today = student.left_on or member.ended_on, local_day(now, actor.time_zone)
    if last_day is None:
        return
    student.left_on = member.ended_on = None
    if last_day < today:
        _shut_out(session, student_id, now)
    else:
        session.execute(
            sa.update(Caseload)
            .where(
                col(Caseload.student_id) == student_id,
                col(Caseload.ends_on) == last_day,
                col(Caseload.stand_in).is_(False),
            )
            .values(ends_on=None)
        )
    record(session, actor, now, "student-back", "student", student_id)


def _shut_out(session: Session, student_id: UUID, now: datetime) -> None:
    session.execute(
        sa.update(Badge)
        .where(col(Badge.student_id) == student_id, col(Badge.withdrawn_at).is_(None))
        .values(withdrawn_at=now)
    )
    end_sessions(session, now, col(LoginSession.member_id) == student_id)


def record_consent(session: Session, actor: Actor, now: datetime, student_id: UUID, said: ConsentForm) -> None:
    """Write down an answer: a guardian's until the student is 16, the student's own from then on (on that day).

    ``recorded_at`` is the day on which it was said, at the time of writing down: the newest answer counts, and of one
    day the one that was written down last.
    """
    file = student_file(session, actor, student_id, local_day(now, actor.time_zone))
    one_at_a_time(session, actor)
    if made_before(session, actor, Consent, said.id) is not None:
        return
    if said.guardian_id is not None and said.guardian_id not in {key for key, _name in file.guardians}:
        raise not_found()
    problem = _who_answers(file, said)
    if problem:
        raise wrong("said_by", problem)
    session.add(
        Consent(
            id=said.id,
            school_id=actor.school_id,
            student_id=student_id,
            kind=said.kind,
            given=said.given,
            guardian_id=said.guardian_id,
            recorded_by_id=actor.member_id,
            recorded_at=_moment_on(session, actor, now, student_id, said),
        )
    )
    session.flush()
    record(session, actor, now, "consent-recorded", "consent", said.id, kind=said.kind.value, given=said.given)


def _moment_on(session: Session, actor: Actor, now: datetime, student_id: UUID, said: ConsentForm) -> datetime:
    """The time of now on the day that something was said, but after whatever was said that day before."""
    here = now.astimezone(ZoneInfo(actor.time_zone))
    moment = here.replace(year=said.said_on.year, month=said.said_on.month, day=said.said_on.day).astimezone(UTC)
    others = session.scalars(
        sa.select(col(Consent.recorded_at)).where(
            col(Consent.school_id) == actor.school_id,
            col(Consent.student_id) == student_id,
            col(Consent.kind) == said.kind,
        )
    )
    that_day = [at for at in others if local_day(at, actor.time_zone) == said.said_on]
    return max([moment, *(at + timedelta(microseconds=1) for at in that_day)])


def _who_answers(file: StudentFile, said: ConsentForm) -> str | None:
    if file.birth_date is None:
        return None
    own = came_of_age(file.birth_date) <= said.said_on
    if own and said.guardian_id is not None:
        return _("Vanaf 16 jaar zegt de leerling zelf ja of nee.")
    if not own and said.guardian_id is None:
        return _("Tot 16 jaar zegt een ouder of verzorger ja of nee.")
    return None


def came_of_age(born: date) -> date:
    """The day from which a student answers for themselves."""
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:
        return date(born.year + OF_AGE, 3, 1)


def _found(session: Session, actor: Actor, student_id: UUID, now: datetime) -> tuple[Membership, Student]:
    student_file(session, actor, student_id, local_day(now, actor.time_zone))  # raises 404 for somebody else's
    return session.get_one(Membership, student_id), session.get_one(Student, student_id)
