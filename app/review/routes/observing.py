"""*Ik zag het zelf*."""

from datetime import date
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.people.access import actor, allow
from app.people.models import STAFF
from app.people.queries import own_level_labels, student
from app.placements.queries import agreed_work_processes, current_placement
from app.review import actions, evidence, inputs
from app.review.routes.blueprint import pages
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
