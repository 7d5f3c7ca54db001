"""What a link opens, and what there is to ask whoever opens it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.i18n import language
from app.base.tokens import hash_token
from app.catalogue.queries import WorkProcessCard
from app.companies.models import Company, Contact
from app.feedback.models import Feedback, FeedbackLink
from app.people.models import Membership, School
from app.people.queries import not_found
from app.placements.models import Placement
from app.placements.queries import agreed_at
from app.review.models import Observation, SignOff, Source
from app.review.queries import stands

AFTER_PLACEMENT = timedelta(days=14)
"""How long a company can still say something; also when a placement ended earlier than was planned."""


@dataclass(frozen=True, slots=True)
class Guided:
    """A student whom a link is about, through a placement. Companies know first names only."""

    placement_id: UUID
    student_id: UUID
    first_name: str
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAccess:
    """Who answers: a contact, through a link that works now. It takes the place of an ``Actor``.

    Every query and action on behalf of an employer takes it and stays with these ``students``, by first name. A link
    for one placement has one; a contact's own link has all whom the contact guides today, which may be nobody.
    """

    link_id: UUID
    on_wall: bool
    school_id: UUID
    school_name: str
    school_phone: str | None
    time_zone: str
    company_id: UUID
    company_name: str
    contact_id: UUID
    contact_first_name: str
    students: tuple[Guided, ...]

    def student(self, placement_id: UUID) -> Guided | None:
        """The student of a placement that this link is about."""
        return next((student for student in self.students if student.placement_id == placement_id), None)


def access(session: Session, token: str, now: datetime) -> FeedbackAccess | None:
    """What a link opens. Nothing for one that never was, expired, or was withdrawn, and nothing tells those apart."""
    row = session.execute(
        sa.select(
            FeedbackLink,
            col(School.name),
            col(School.phone),
            col(School.time_zone),
            col(Company.name),
            col(Contact.first_name),
            col(Contact.left_on),
        )
        .join(School, col(School.id) == col(FeedbackLink.school_id))
        .join(Company, col(Company.id) == col(FeedbackLink.company_id))
        .join(Contact, col(Contact.id) == col(FeedbackLink.contact_id))
        .where(
            col(FeedbackLink.token_hash) == hash_token(token),
            col(FeedbackLink.withdrawn_at).is_(None),
            col(FeedbackLink.expires_at) > now,
        )
    ).one_or_none()
    if row is None:
        return None
    link, school_name, school_phone, time_zone, company_name, contact_first_name, left_on = row
    today = local_day(now, time_zone)
    students = _students(session, link, today)
    if (left_on and left_on <= today) or (link.placement_id and not students):
        return None
    return FeedbackAccess(
        link_id=link.id,
        on_wall=link.on_wall,
        school_id=link.school_id,
        school_name=school_name,
        school_phone=school_phone,
        time_zone=time_zone,
        company_id=link.company_id,
        company_name=company_name,
        contact_id=link.contact_id,
        contact_first_name=contact_first_name,
        students=students,
    )


def within_reach(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Placements about which a company can say something today."""
    return (
        col(Placement.starts_on) <= today,
        sa.or_(col(Placement.ends_on).is_(None), col(Placement.ends_on) >= today - AFTER_PLACEMENT),
    )


def _students(session: Session, link: FeedbackLink, today: date) -> tuple[Guided, ...]:
    """Each student once, through the placement that began last."""
    if link.placement_id:
        about = col(Placement.id) == link.placement_id
    else:
        about = col(Placement.contact_id) == link.contact_id
    member = Membership
    rows = session.execute(
        sa.select(col(Placement.id), col(Placement.student_id), col(member.first_name), col(member.picture))
        .join(member, col(member.id) == col(Placement.student_id))
        .where(
            col(Placement.school_id) == link.school_id,
            col(Placement.company_id) == link.company_id,
            about,
            *within_reach(today),
            col(member.erased_at).is_(None),
            sa.or_(col(member.ended_on).is_(None), col(member.ended_on) >= today),
        )
        .order_by(col(member.first_name), col(Placement.student_id), col(Placement.starts_on), col(Placement.id))
    )
    newest = {student_id: (placement_id, student_id, *face) for placement_id, student_id, *face in rows}
    return tuple(
        Guided(placement_id, student_id, first_name, picture or "person-10")
        for placement_id, student_id, first_name, picture in newest.values()
    )


def feedback(session: Session, link: FeedbackAccess, feedback_id: UUID) -> Feedback:
    """An answer that was begun through this link, as it is now. Raises 404 for any other."""
    found = answers_by_id(session, link, [feedback_id])
    if not found:
        raise not_found()
    return found[feedback_id]


def answers_by_id(session: Session, link: FeedbackAccess, feedback_ids: Collection[UUID]) -> dict[UUID, Feedback]:
    """Those of these answers that came through this link and are about its students, as they are now."""
    rows = session.exec(
        select(Feedback)
        .where(
            col(Feedback.id).in_(feedback_ids),
            Feedback.link_id == link.link_id,
            Feedback.school_id == link.school_id,
            col(Feedback.placement_id).in_(_placements(link)),
        )
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def _placements(link: FeedbackAccess) -> list[UUID]:
    return [student.placement_id for student in link.students]


def agreed(session: Session, link: FeedbackAccess) -> dict[UUID, list[WorkProcessCard]]:
    """What the contact can be asked, by placement: what was agreed. A card on the wall asks nothing."""
    return {} if link.on_wall else agreed_at(session, _placements(link), language())


def questions(session: Session, link: FeedbackAccess, today: date) -> dict[UUID, WorkProcessCard]:
    """The one work process to ask this contact about each student today, by placement: agreed and not signed off.

    What the contact already judged today comes first, so that it can be set right. Else one that nobody of the company
    judged yet, and of those the one that the school saw most. Left out when the company has seen all of them.
    """
    if link.on_wall:
        return {}
    signed, counted, known = _signed_off(session, link), _counted(session, link, today), agreed(session, link)
    asked = {}
    for student in link.students:
        cards = [card for card in known.get(student.placement_id, ()) if (student.student_id, card.id) not in signed]
        if first := _first(cards, {card.id: counted[student.student_id, card.id] for card in cards}):
            asked[student.placement_id] = first
    return asked


@dataclass(frozen=True, slots=True)
class _Counted:
    school: int = 0
    company: int = 0
    today: int = 0


def _first(cards: list[WorkProcessCard], counted: dict[UUID, _Counted]) -> WorkProcessCard | None:
    again = [card for card in cards if counted[card.id].today]
    unseen = [card for card in cards if not counted[card.id].company]
    return next(iter(again + sorted(unseen, key=lambda card: -counted[card.id].school)), None)


def _counted(session: Session, link: FeedbackAccess, today: date) -> defaultdict[tuple[UUID, UUID], _Counted]:
    by_contact = col(Observation.contact_id).is_not(None)
    rows = session.execute(
        sa.select(
            col(Observation.student_id),
            col(Observation.work_process_id),
            sa.func.sum(sa.case((by_contact, 0), else_=1)),
            sa.func.sum(sa.case((by_contact, 1), else_=0)),
            sa.func.sum(sa.case((sa.and_(*_said_today(link, today)), 1), else_=0)),
        )
        .where(*_of_these_students(link))
        .group_by(col(Observation.student_id), col(Observation.work_process_id))
    )
    found: defaultdict[tuple[UUID, UUID], _Counted] = defaultdict(_Counted)
    found.update({(student, work_process): _Counted(*counts) for student, work_process, *counts in rows})
    return found


def _of_these_students(link: FeedbackAccess) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Observation.school_id) == link.school_id,
        col(Observation.student_id).in_([student.student_id for student in link.students]),
        col(Observation.level).is_not(None),
        stands(Observation),
    )


def _said_today(link: FeedbackAccess, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Observation.contact_id) == link.contact_id,
        col(Observation.placement_id).in_(_placements(link)),
        col(Observation.source) == Source.FEEDBACK,
        col(Observation.observed_on) == today,
    )


def said_today(session: Session, link: FeedbackAccess, today: date) -> dict[tuple[UUID, UUID], UUID]:
    """The observations that stand from what this contact answered earlier today, by placement and work process."""
    columns = (Observation.placement_id, Observation.work_process_id, Observation.id)
    rows = session.execute(
        sa.select(*(col(column) for column in columns)).where(*_of_these_students(link), *_said_today(link, today))
    )
    return {(placement, work_process): observation for placement, work_process, observation in rows}


def _signed_off(session: Session, link: FeedbackAccess) -> set[tuple[UUID, UUID]]:
    rows = session.execute(
        sa.select(col(SignOff.student_id), col(SignOff.work_process_id)).where(
            col(SignOff.school_id) == link.school_id,
            col(SignOff.student_id).in_([student.student_id for student in link.students]),
            col(SignOff.withdrawn).is_(False),
            stands(SignOff),
        )
    )
    return {(student, work_process) for student, work_process in rows}
