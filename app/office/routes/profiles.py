"""The workplace profile: which work processes were agreed for a placement."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.database import db
from app.base.errors import Problem
from app.office.actions import placements as actions
from app.office.inputs import placements as forms
from app.office.queries import placements as queries
from app.office.routes.pages import asked, fill_in_again, pages, today, typed
from app.people.access import actor, allow
from app.people.models import OFFICE


@pages.get("/placements/<uuid:placement_id>/profile")
@allow(*OFFICE)
def profile(placement_id: UUID) -> ResponseReturnValue:
    """What was agreed, in order, and what can be added; ``?q=`` searches."""
    return _page(placement_id)


def _page(placement_id: UUID, problem: Problem | None = None) -> str:
    row, code, q = queries.placement(db(), actor(), placement_id, today()), i18n.language(), asked()
    agreed = queries.profile(db(), placement_id, code)
    taken = {card.id for card in agreed.agreed}
    return render_template(
        "office/profile.html",
        placement=row,
        profile=agreed,
        most=actions.MOST_PLANKS,
        found=[one for one in queries.work_processes(db(), actor(), q, code) if one.card.id not in taken],
        q=q,
        today=today(),
        agreed_on=typed().get("agreed_on", "") if problem else agreed.agreed_on or "",
        problem=problem,
    )


@pages.post("/placements/<uuid:placement_id>/profile")
@allow(*OFFICE)
def set_agreed_on(placement_id: UUID) -> ResponseReturnValue:
    """Say when student, company and school agreed."""
    try:
        day = forms.agreed_on(request.form, today())
        actions.set_agreed_on(db(), actor(), clock.now(), placement_id, day)
    except Problem as problem:
        return _page(placement_id, fill_in_again(problem)), problem.status
    return redirect(url_for("office.placement", placement_id=placement_id, done="profile"), 303)


@pages.post("/placements/<uuid:placement_id>/profile/<uuid:work_process_id>/add")
@allow(*OFFICE)
def agree(placement_id: UUID, work_process_id: UUID) -> ResponseReturnValue:
    """Add a plank."""
    actions.agree(db(), actor(), clock.now(), placement_id, work_process_id)
    return _again(placement_id)


@pages.post("/placements/<uuid:placement_id>/profile/<uuid:work_process_id>/remove")
@allow(*OFFICE)
def drop(placement_id: UUID, work_process_id: UUID) -> ResponseReturnValue:
    """Take a plank out."""
    actions.drop(db(), actor(), clock.now(), placement_id, work_process_id)
    return _again(placement_id)


@pages.post("/placements/<uuid:placement_id>/profile/<uuid:work_process_id>/move")
@allow(*OFFICE)
def move(placement_id: UUID, work_process_id: UUID) -> ResponseReturnValue:
    """Move a plank up, or down."""
    up = request.form.get("to") == "up"
    actions.move(db(), actor(), clock.now(), placement_id, work_process_id, up=up)
    return _again(placement_id)


def _again(placement_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("office.profile", placement_id=placement_id, q=request.form.get("q") or None), 303)
