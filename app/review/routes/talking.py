"""*Driegesprek*: recording a talk, and what was said in one."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.people.access import actor, allow
from app.people.models import STAFF, Role
from app.people.queries import own_level_labels, student
from app.placements.queries import agreed_work_processes, current_placement
from app.review import actions, evidence, forms, inputs, talks
from app.review.queries import signed_off
from app.review.routes.blueprint import pages
from app.review.routes.shown import evidence_words
from app.review.words import level_options


@pages.get("/students/<uuid:student_id>/talk")
@allow(Role.SUPERVISOR, Role.COORDINATOR)
def talk_form(student_id: UUID) -> ResponseReturnValue:
    """*Gesprek vastleggen*: the form."""
    today = local_day(clock.now(), actor().time_zone)
    return _form(student_id, {"held_on": today.isoformat()}, today)


@pages.post("/students/<uuid:student_id>/talk")
@allow(Role.SUPERVISOR, Role.COORDINATOR)
def record_talk(student_id: UUID) -> ResponseReturnValue:
    """Record a talk; then on to what was said, and to what can be signed off."""
    now = clock.now()
    try:
        made = actions.record_talk(db(), actor(), now, student_id, forms.talk(request.form))
    except Problem as problem:
        if problem.code not in {"incomplete", "used", "no-placement"}:
            raise
        return _form(student_id, request.form, local_day(now, actor().time_zone), problem), problem.status
    return redirect(url_for("review.talk", student_id=student_id, talk_id=made.id, done="talked"), 303)


def _form(student_id: UUID, filled: Mapping[str, str], today: date, problem: Problem | None = None) -> str:
    who, session = actor(), db()
    person = student(session, who, student_id, today)
    placement = current_placement(session, who, student_id, today)
    agreed = agreed_work_processes(session, placement.id, i18n.language()) if placement else []
    signed = signed_off(session, who, today, student_id)[student_id]
    contacts = talks.contacts_at(session, who, placement.company_id, today) if placement else []
    options: list[dict[str, Any]] = [
        *level_options(own_level_labels(session, who.school_id, i18n.language())),
        {"value": "", "label": _("Niets"), "level": "none"},
    ]
    return render_template(
        "review/talk_form.html",
        person=person,
        placement=placement,
        cards=[card for card in agreed if card.id not in signed],
        contacts=contacts,
        chosen=filled.get("contact", str(placement.contact.id) if placement else ""),
        planned=[_day(day, today) for day in talks.planned_days(session, who, placement.id)] if placement else [],
        options=options,
        filled=filled,
        today=today,
        talk_id=inputs.new_id(),
        problem=problem,
    )


def _day(day: date, today: date) -> str:
    return i18n.day_in_words(day, today, i18n.language())


@pages.get("/students/<uuid:student_id>/talks/<uuid:talk_id>")
@allow(*STAFF)
def talk(student_id: UUID, talk_id: UUID) -> ResponseReturnValue:
    """What was said and agreed in a talk, and what can be signed off now."""
    who, session = actor(), db()
    today = local_day(clock.now(), who.time_zone)
    person = student(session, who, student_id, today)
    held = talks.talk(session, who, student_id, talk_id, today)
    placement = current_placement(session, who, student_id, today)
    files = evidence.student_files(session, who, student_id, placement, today)
    found = [one for file in files for one in file.evidence]
    return render_template(
        "review/talk.html",
        person=person,
        talk=held,
        lines=talks.said(talk_id, [file.plank.work_process for file in files], found),
        ready=[file for file in files if file.agreed and file.readiness.met and not file.sign_off],
        sign_off_id=inputs.new_id,
        can_sign=who.role is Role.SUPERVISOR,
        done=request.args.get("done", ""),
        **evidence_words(today),
    )
