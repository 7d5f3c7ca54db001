"""The evidence for one work process, and signing it off."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.people.access import actor, allow
from app.people.models import STAFF, Role
from app.people.queries import student
from app.review import actions, evidence, inputs
from app.review.queries import school_rule
from app.review.routes.blueprint import pages
from app.review.routes.shown import evidence_words


@pages.get("/students/<uuid:student_id>/sign-off/<uuid:work_process_id>")
@allow(*STAFF)
def sign_off(student_id: UUID, work_process_id: UUID) -> ResponseReturnValue:
    """The evidence for one work process with the rule in sight, and the button to sign."""
    return _sign_off_page(student_id, work_process_id)


@pages.post("/students/<uuid:student_id>/sign-off/<uuid:work_process_id>")
@allow(Role.SUPERVISOR)
def sign(student_id: UUID, work_process_id: UUID) -> ResponseReturnValue:
    """Sign a work process off."""
    form = inputs.sign_off(request.form)
    try:
        actions.sign_off(db(), actor(), clock.now(), student_id, work_process_id, form)
    except Problem as problem:
        if problem.code not in {"incomplete", "signed", "used"}:
            raise
        return _sign_off_page(student_id, work_process_id, form.reason, problem), problem.status
    return redirect(url_for("review.student_page", student_id=student_id, done="signed"), 303)


@pages.post("/students/<uuid:student_id>/sign-off/<uuid:work_process_id>/withdraw")
@allow(Role.SUPERVISOR)
def withdraw(student_id: UUID, work_process_id: UUID) -> ResponseReturnValue:
    """Take a sign-off back, with a reason."""
    reason = inputs.text(request.form, "reason")
    try:
        actions.withdraw_sign_off(db(), actor(), clock.now(), student_id, work_process_id, reason)
    except Problem as problem:
        if problem.code not in {"incomplete", "not-signed"}:
            raise
        return _sign_off_page(student_id, work_process_id, reason, problem), problem.status
    return redirect(url_for("review.student_page", student_id=student_id, done="withdrawn"), 303)


def _sign_off_page(student_id: UUID, work_process_id: UUID, reason: str = "", problem: Problem | None = None) -> str:
    who, today = actor(), local_day(clock.now(), actor().time_zone)
    return render_template(
        "review/sign_off.html",
        person=student(db(), who, student_id, today),
        file=evidence.work_process_file(db(), who, student_id, work_process_id, today),
        rule=school_rule(db(), who.school_id),
        sign_off_id=inputs.new_id(),
        can_sign=who.role is Role.SUPERVISOR,
        reason=reason,
        problem=problem,
        **evidence_words(today),
    )
