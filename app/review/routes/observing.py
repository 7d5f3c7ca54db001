"""*Ik zag het zelf*, and setting right what was written down wrong."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.people.access import actor, allow
from app.people.models import STAFF
from app.people.queries import own_level_labels, student
from app.placements.queries import agreed_work_processes, current_placement
from app.review import actions, evidence, forms, inputs
from app.review.routes.blueprint import pages
from app.review.routes.shown import evidence_words
from app.review.words import level_options


@pages.get("/students/<uuid:student_id>/observe")
@allow(*STAFF)
def observe(student_id: UUID) -> ResponseReturnValue:
    """*Ik zag het zelf*: the form; ``?work_process=`` chooses one beforehand."""
    today = local_day(clock.now(), actor().time_zone)
    empty = {"work_process": request.args.get("work_process", ""), "observed_on": today.isoformat()}
    return _observe_form(student_id, empty, today)


@pages.post("/students/<uuid:student_id>/observe")
@allow(*STAFF)
def record_floor(student_id: UUID) -> ResponseReturnValue:
    """Record what was seen on the floor."""
    now = clock.now()
    try:
        actions.observe_on_floor(db(), actor(), now, student_id, inputs.floor_observation(request.form))
    except Problem as problem:
        if problem.code != "incomplete":
            raise
        today = local_day(now, actor().time_zone)
        return _observe_form(student_id, request.form.to_dict(), today, problem), problem.status
    return redirect(url_for("review.student_page", student_id=student_id, done="observed"), 303)


def _observe_form(student_id: UUID, filled: dict[str, str], today: date, problem: Problem | None = None) -> str:
    who = actor()
    person = student(db(), who, student_id, today)
    placement = current_placement(db(), who, student_id, today)
    agreed = agreed_work_processes(db(), placement.id, i18n.language()) if placement else []
    others = evidence.related(db(), agreed)
    chosen = [card for card in (*agreed, *others) if str(card.id) == filled.get("work_process")]
    near = chosen or agreed
    return render_template(
        "review/observe.html",
        person=person,
        placement=placement,
        near=near,
        further=[card for card in (*agreed, *others) if card not in near],
        options=level_options(own_level_labels(db(), who.school_id, i18n.language())),
        filled=filled,
        today=today,
        observation_id=inputs.new_id(),
        problem=problem,
    )


@pages.get("/students/<uuid:student_id>/observations/<uuid:observation_id>")
@allow(*STAFF)
def correction(student_id: UUID, observation_id: UUID) -> ResponseReturnValue:
    """*Verbeter*: an observation of one's own, with the form to change or withdraw it."""
    return _correction_form(student_id, observation_id, {})


@pages.post("/students/<uuid:student_id>/observations/<uuid:observation_id>")
@allow(*STAFF)
def correct(student_id: UUID, observation_id: UUID) -> ResponseReturnValue:
    """Change or withdraw an observation of one's own."""
    form = forms.correction(request.form)
    try:
        made = actions.correct_observation(db(), actor(), clock.now(), student_id, observation_id, form)
    except Problem as problem:
        if problem.code != "incomplete":
            raise
        return _correction_form(student_id, observation_id, request.form, problem), problem.status
    done = "corrected" if made.level else "withdrawn"
    address = url_for("review.sign_off", student_id=student_id, work_process_id=made.work_process_id, done=done)
    return redirect(address, 303)


def _correction_form(
    student_id: UUID, observation_id: UUID, filled: Mapping[str, str], problem: Problem | None = None
) -> str:
    who, session = actor(), db()
    today = local_day(clock.now(), who.time_zone)
    person = student(session, who, student_id, today)
    seen = evidence.correctable(session, who, student_id, observation_id, today)
    options: list[dict[str, str]] = [
        *level_options(own_level_labels(session, who.school_id, i18n.language())),
        {"value": forms.WITHDRAW, "label": _("Intrekken"), "level": "none"},
    ]
    return render_template(
        "review/correction.html",
        person=person,
        seen=seen,
        work_process=evidence.work_process(session, who, seen.work_process_id),
        options=options,
        filled=filled,
        correction_id=inputs.new_id(),
        problem=problem,
        **evidence_words(today),
    )
