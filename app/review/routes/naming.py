"""Naming *iets anders*: the tasks to choose from, and a new one."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.database import db
from app.base.errors import Problem
from app.catalogue.pictograms import pictograms
from app.logbook.queries import entry
from app.people.access import actor, allow
from app.people.models import STAFF
from app.review import actions, inputs
from app.review.naming import company_of, named_tasks, tasks_to_choose
from app.review.routes.blueprint import pages


@pages.get("/review/<uuid:entry_id>/name")
@allow(*STAFF)
def name(entry_id: UUID) -> ResponseReturnValue:
    """What was it? One of the tasks, or a new one."""
    return _page(entry_id, None, None)


@pages.post("/review/<uuid:entry_id>/name")
@allow(*STAFF)
def give_name(entry_id: UUID) -> ResponseReturnValue:
    """Give the entry its name and go on with it."""
    name = inputs.name(request.form)
    try:
        actions.name_entry(db(), actor(), clock.now(), entry_id, name)
    except Problem as problem:
        if problem.code != "incomplete":
            raise
        return _page(entry_id, name, problem), problem.status
    return _back(entry_id)


@pages.post("/review/<uuid:entry_id>/name/forget")
@allow(*STAFF)
def forget_name(entry_id: UUID) -> ResponseReturnValue:
    """Take the name away."""
    actions.forget_name(db(), actor(), clock.now(), entry_id)
    return _back(entry_id)


def _back(entry_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("review.entry_page", entry_id=entry_id, **inputs.carried(request.args)), 303)


def _page(entry_id: UUID, given: inputs.Name | None, problem: Problem | None) -> str:
    now = clock.now()
    card = entry(db(), actor(), entry_id, now)
    company_id = company_of(db(), actor(), card, now)
    return render_template(
        "review/name.html",
        entry=card,
        tasks=tasks_to_choose(db(), actor(), company_id, now),
        named=named_tasks(db(), actor(), [entry_id], now).get(entry_id),
        pictures=[one for one in pictograms().values() if one.kind == "task"],
        new_id=inputs.new_id(),
        given=given,
        problem=problem,
        here=inputs.carried(request.args),
    )
