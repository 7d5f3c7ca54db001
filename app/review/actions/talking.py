"""*Driegesprek*: writing down what student, company and school said to each other."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import day_in_words, language
from app.base.i18n import gettext as _
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import Role
from app.placements.queries import PlacementCard, agreed_work_processes, current_placement
from app.review.actions.locking import lock_student
from app.review.actions.observing import NewObservation, observation
from app.review.actions.refusals import incomplete, used
from app.review.forms import TalkForm
from app.review.inputs import LONGEST_TEXT, too_long, unreadable
from app.review.models import Observation, Source, Talk
from app.review.talks import contacts_at, planned_near

WHO_TALKS = frozenset({Role.SUPERVISOR, Role.COORDINATOR})


def record_talk(session: Session, actor: Actor, now: datetime, student_id: UUID, form: TalkForm) -> Talk:
    """Record a talk about the placement of today, with an observation for every level that was said.

    The trainer's are by that contact, the supervisor's by the acting person. A talk that was planned around the day is
    held with it. Sending the form twice records once. Raises 403 for an admin, 404 for somebody else's student, 400 for
    a work process that was not agreed, 409 without a placement (``no-placement``) and when the form was used for
    something else, 422 with ``fields``.
    """
    if actor.role not in WHO_TALKS:
        raise Problem(403, "supervisor-talks", _("Een gesprek legt de begeleider van de leerling vast."))
    today = local_day(now, actor.time_zone)
    lock_student(session, actor, student_id, today)
    earlier = session.get(Talk, form.talk_id)
    if earlier:
        if (earlier.student_id, earlier.supervisor_id) == (student_id, actor.member_id):
            return earlier
        raise used()
    placement = current_placement(session, actor, student_id, today)
    if placement is None:
        raise Problem(409, "no-placement", _("Er is nog geen stage om over te praten. Er is niets opgeslagen."))
    contact_id, held_on = _checked(session, actor, form, placement, today)
    made = Talk(
        id=form.talk_id,
        school_id=actor.school_id,
        student_id=student_id,
        placement_id=placement.id,
        supervisor_id=actor.member_id,
        contact_id=contact_id,
        held_on=held_on,
        agreed=form.agreed,
        language=actor.language,
        recorded_at=now,
    )
    session.add(made)
    session.flush()
    session.add_all(_observations(actor, now, made, form))
    moment = planned_near(session, actor, placement.id, held_on)
    if moment:
        moment.held_on = held_on
    levels = len(form.company) + len(form.school)
    record(session, actor, now, "talked", "talk", made.id, levels=levels)
    return made


def _checked(
    session: Session, actor: Actor, form: TalkForm, placement: PlacementCard, today: date
) -> tuple[UUID, date]:
    """Who of the company was there, and when, once all of the form can be."""
    agreed = {card.id for card in agreed_work_processes(session, placement.id, actor.language)}
    if not (form.company.keys() | form.school.keys()) <= agreed:
        raise unreadable()
    known = {contact.id for contact in contacts_at(session, actor, placement.company_id, today)}
    empty = not (form.agreed or form.company or form.school)
    nothing = _("Kies bij een werkproces hoe het gaat, of schrijf op wat jullie afspraken.") if empty else None
    fields = {
        "contact": None if form.contact_id in known else _("Kies wie er van het bedrijf bij was."),
        "held_on": _wrong_day(form.held_on, placement, today),
        "agreed": nothing or too_long(form.agreed, LONGEST_TEXT),
    }
    if any(fields.values()) or form.contact_id is None or form.held_on is None:
        raise incomplete(fields)
    return form.contact_id, form.held_on


def _wrong_day(day: date | None, placement: PlacementCard, today: date) -> str | None:
    if day is None:
        return _("Kies een dag.")
    if day > today:
        return _("Deze dag moet nog komen. Kies vandaag of eerder.")
    if day < placement.starts_on:
        begin = day_in_words(placement.starts_on, today, language())
        return _("De stage begon %(day)s. Kies die dag of later.", day=begin)
    if placement.ends_on and day > placement.ends_on:
        end = day_in_words(placement.ends_on, today, language())
        return _("De stage eindigde %(day)s. Kies die dag of eerder.", day=end)
    return None


def _observations(actor: Actor, now: datetime, talk: Talk, form: TalkForm) -> list[Observation]:
    said = [
        *((work_process_id, level, talk.contact_id) for work_process_id, level in form.company.items()),
        *((work_process_id, level, None) for work_process_id, level in form.school.items()),
    ]
    return [
        observation(
            actor,
            now,
            actor.school_id,
            NewObservation(
                student_id=talk.student_id,
                work_process_id=work_process_id,
                placement_id=talk.placement_id,
                level=level,
                source=Source.TALK,
                observed_on=talk.held_on,
                language=actor.language,
                contact_id=contact_id,
                talk_id=talk.id,
            ),
        )
        for work_process_id, level, contact_id in said
    ]
