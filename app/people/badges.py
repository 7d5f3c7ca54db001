"""Students' badges: who has one that works, making new ones by the sheet, and taking them back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.tokens import derived_code, derived_token, hash_code, hash_token
from app.people.actions import end_sessions, record
from app.people.actor import Actor
from app.people.models import Badge, LoginSession, Membership, Student
from app.people.queries import PersonCard, not_found, student, student_ids, students

SHOWN_AGAIN = timedelta(minutes=10)
"""How long who made badges can see them again by sending the same form: a second tap, or a page that loads anew."""


@dataclass(frozen=True, slots=True)
class BadgeState:
    """A student's badge as staff see it: since when it works (nothing without one), and when it was last used."""

    student: PersonCard
    works_since: datetime | None
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewBadge:
    """A badge at the one moment that its secrets are known, with all that is printed on it."""

    student_id: UUID
    first_name: str
    chosen_picture: str
    secret: str
    code: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Badges to be printed together. ``again``: they were made before, by the same form."""

    badges: list[NewBadge]
    again: bool


@dataclass(frozen=True, slots=True)
class SheetForm:
    """For whom badges are wanted. ``sheet_id`` came with the form; ``sure``: those that work may be replaced."""

    sheet_id: UUID
    student_ids: frozenset[UUID]
    sure: bool

    @property
    def badge_ids(self) -> dict[UUID, UUID]:
        """The id of the badge that this form makes, by student. It does not give the form's own id away."""
        return {student_id: uuid5(self.sheet_id, str(student_id)) for student_id in self.student_ids}


def sheet_form(fields: Mapping[str, Sequence[str]]) -> SheetForm:
    """Read the form for badges. Raises 400 when no page of ours can have sent it."""
    try:
        return SheetForm(
            UUID(next(iter(fields.get("sheet_id", ())), "") or uuid4().hex),
            frozenset(map(UUID, fields.get("student", ()))),
            "sure" in fields,
        )
    except ValueError:
        raise Problem(400, "form", _("Dit formulier kunnen we niet lezen. Er is niets veranderd.")) from None


def badge_states(session: Session, actor: Actor, today: date) -> list[BadgeState]:
    """The badges of all students of this person, by first name. Two queries."""
    mine = student_ids(actor, today)
    working = (
        sa.select(col(Badge.student_id), sa.func.max(col(Badge.issued_at)).label("since"))
        .where(col(Badge.student_id).in_(mine), col(Badge.withdrawn_at).is_(None))
        .group_by(col(Badge.student_id))
        .subquery()
    )
    used = (
        sa.select(col(LoginSession.member_id), sa.func.max(col(LoginSession.last_seen_at)).label("at"))
        .where(col(LoginSession.member_id).in_(mine))
        .group_by(col(LoginSession.member_id))
        .subquery()
    )
    rows = session.execute(
        sa.select(col(Student.id), working.c.since, used.c.at)
        .outerjoin(working, working.c.student_id == col(Student.id))
        .outerjoin(used, used.c.member_id == col(Student.id))
        .where(col(Student.id).in_(mine))
    )
    found = {student_id: (since, at) for student_id, since, at in rows}
    return [BadgeState(person, *found[person.id]) for person in students(session, actor, today)]


def losing(session: Session, actor: Actor, wanted: SheetForm, today: date) -> list[PersonCard]:
    """Those of the chosen students whose badge works now, and would not when the form is carried out."""
    rows = session.exec(
        select(Badge.student_id).where(
            col(Badge.student_id).in_(wanted.student_ids),
            col(Badge.student_id).in_(student_ids(actor, today)),
            col(Badge.withdrawn_at).is_(None),
            col(Badge.id).not_in(wanted.badge_ids.values()),
        )
    )
    found = set(rows)
    return [person for person in students(session, actor, today) if person.id in found]


def make_badges(session: Session, actor: Actor, now: datetime, wanted: SheetForm, *, secret: str) -> Sheet:
    """Give students new badges; their old ones stop working and their sessions end.

    Badges follow from the form's id and ``secret``, so that the same form sent again makes none: whoever sent it sees
    the same ones, for ten minutes. Raises 404 for somebody else's student, 409 when a badge of this form is gone or
    can be seen no more.
    """
    chosen = _lock(session, actor, wanted.student_ids, local_day(now, actor.time_zone))
    ids = wanted.badge_ids
    made = {row.student_id: row for row in session.exec(select(Badge).where(col(Badge.id).in_(ids.values())))}
    for row in made.values():
        if row.withdrawn_at or row.issued_by_id != actor.member_id or row.issued_at < now - SHOWN_AGAIN:
            text = _("Deze pasjes zijn al gemaakt. De codes zijn niet meer te zien. Maak nieuwe pasjes.")
            raise Problem(409, "made", text)
    badges = [_badge(wanted.sheet_id, student, name, secret) for student, name in chosen.values()]
    fresh = [badge for badge in badges if badge.student_id not in made]
    _withdraw(session, actor, now, [badge.student_id for badge in fresh])
    for badge in fresh:
        session.add(
            Badge(
                id=ids[badge.student_id],
                school_id=actor.school_id,
                student_id=badge.student_id,
                issued_by_id=actor.member_id,
                secret_hash=hash_token(badge.secret),
                code_hash=hash_code(badge.code, secret),
                issued_at=now,
            )
        )
        record(session, actor, now, "badge-issued", "student", badge.student_id)
    session.flush()
    return Sheet(badges, again=not fresh)


def withdraw_badge(session: Session, actor: Actor, student_id: UUID, now: datetime) -> None:
    """Take a student's badge back and sign the student out everywhere. Raises 404 for somebody else's student."""
    holder = student(session, actor, student_id, local_day(now, actor.time_zone))
    _withdraw(session, actor, now, [holder.id])


def _lock(session: Session, actor: Actor, wanted: Collection[UUID], today: date) -> dict[UUID, tuple[Student, str]]:
    # Two forms for the same student at the same moment: one after the other, so that one badge works in the end.
    rows = session.execute(
        sa.select(Student, col(Membership.first_name))
        .join(Membership, col(Membership.id) == col(Student.id))
        .where(
            col(Student.id).in_(student_ids(actor, today)),
            col(Student.id).in_(wanted),
            col(Membership.erased_at).is_(None),
        )
        .order_by(col(Student.id))
        .with_for_update(of=Student, key_share=True)
    )
    found = {student.id: (student, name) for student, name in rows}
    if set(wanted) - found.keys():
        raise not_found()
    return dict(sorted(found.items(), key=lambda item: (item[1][1], str(item[0]))))


def _badge(sheet_id: UUID, student: Student, first_name: str, secret: str) -> NewBadge:
    name = f"badge {sheet_id} {student.id}"
    return NewBadge(
        student.id, first_name, student.chosen_picture, derived_token(secret, name), derived_code(secret, name)
    )


def _withdraw(session: Session, actor: Actor, now: datetime, holders: list[UUID]) -> None:
    working = col(Badge.student_id).in_(holders), col(Badge.withdrawn_at).is_(None)
    session.execute(sa.update(Badge).where(*working).values(withdrawn_at=now))
    end_sessions(session, now, col(LoginSession.member_id).in_(holders))
    for holder in holders:
        record(session, actor, now, "badge-withdrawn", "student", holder)
