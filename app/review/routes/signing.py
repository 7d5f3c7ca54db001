"""The evidence for one work process, and signing it off."""

from datetime import date
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.catalogue.queries import WorkProcessCard
from app.people.access import actor, allow
from app.people.models import STAFF, Role
from app.people.queries import student
from app.placements.queries import agreed_work_processes, current_placement
from app.review import actions, evidence, inputs
from app.review.matrix import columns_of
from app.review.queries import school_rule
from app.review.routes.blueprint import pages
from app.review.routes.shown import evidence_words
from app.review.words import rule_words


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
    from_talk = inputs.lenient_id(request.form.get("talk"))
    if from_talk:
        return redirect(url_for("review.talk", student_id=student_id, talk_id=from_talk, done="signed"), 303)
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
    who, session, today = actor(), db(), local_day(clock.now(), actor().time_zone)
    person = student(session, who, student_id, today)
    before, after = _beside(student_id, work_process_id, today)
    return render_template(
        "review/sign_off.html",
        person=person,
        file=evidence.work_process_file(session, who, student_id, work_process_id, today),
        rule=rule_words(school_rule(session, who.school_id)),
        before=before,
        after=after,
        sign_off_id=inputs.new_id(),
        can_sign=who.role is Role.SUPERVISOR,
        reason=reason,
        problem=problem,
        done=request.args.get("done", ""),
        **evidence_words(today),
    )


def _beside(student_id: UUID, work_process_id: UUID, today: date) -> tuple[WorkProcessCard | None, ...]:
    """The work processes before and after this one, as they stand in the student's row of the overview."""
    placement = current_placement(db(), actor(), student_id, today)
    agreed = agreed_work_processes(db(), placement.id, i18n.language()) if placement else []
    row = [card for group in columns_of(db(), [card.id for card in agreed]) for card in group.cards]
    place = next((number for number, card in enumerate(row) if card.id == work_process_id), None)
    if place is None:
        return None, None
    return (row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None)
