"""Placements: who works where, when and with whom."""

from itertools import groupby
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.database import db
from app.base.errors import Problem
from app.office.actions import placements as actions
from app.office.inputs import placements as forms
from app.office.inputs.form import new_id
from app.office.inputs.people import last_day
from app.office.queries import placements as queries
from app.office.queries.companies import contact_choices
from app.office.queries.people import student_rows, supervisors
from app.office.routes.pages import asked, fill_in_again, pages, today, typed
from app.office.words import kind_name, matches, short_weekday, weekday_name
from app.people.access import actor, allow
from app.people.models import OFFICE
from app.placements.models import PlacementKind

USUAL_HOURS = ("09:00", "15:00")


@pages.get("/placements")
@allow(*OFFICE)
def placements_page() -> ResponseReturnValue:
    """The placements of now and later; ``?only=past`` for those that are over."""
    q, past, day = asked(), request.args.get("only") == "past", today()
    rows = queries.placement_rows(db(), actor(), day, past=past)
    return render_template(
        "office/placements.html",
        placements=[row for row in rows if matches(q, row.student, row.company, row.contact, row.supervisor)],
        q=q,
        past=past,
        today=day,
        kind_name=kind_name,
        short_weekday=short_weekday,
        weekday_name=weekday_name,
    )


@pages.get("/placements/new")
@allow(*OFFICE)
def new_placement() -> ResponseReturnValue:
    """The form for a new placement; ``?student=`` chooses one beforehand."""
    values = {
        "id": str(new_id()),
        "student": request.args.get("student", ""),
        "contact": request.args.get("contact", ""),
        "kind": PlacementKind.WEEKLY.value,
    }
    return _form(values)


@pages.post("/placements/new")
@allow(*OFFICE)
def add_placement() -> ResponseReturnValue:
    """Place a student."""
    try:
        said = forms.placement(request.form, today(), new=True)
        placement_id = actions.add_placement(db(), actor(), clock.now(), said)
    except Problem as problem:
        fill_in_again(problem)
        return _form(typed(), problem=problem), problem.status
    return redirect(url_for("office.placement", placement_id=placement_id, done="added"), 303)


@pages.get("/placements/<uuid:placement_id>")
@allow(*OFFICE)
def placement(placement_id: UUID) -> ResponseReturnValue:
    """One placement, what speaks against it, and what is learned there."""
    return _page(placement_id)


def _page(placement_id: UUID, problem: Problem | None = None) -> str:
    day = today()
    row = queries.placement(db(), actor(), placement_id, day)
    return render_template(
        "office/placement.html",
        placement=row,
        warnings=[] if row.over(day) else queries.warnings(db(), actor(), row, day),
        profile=queries.profile(db(), placement_id, i18n.language()),
        today=day,
        kind_name=kind_name,
        weekday_name=weekday_name,
        values=typed() if problem else {},
        problem=problem,
        done=request.args.get("done", ""),
    )


@pages.get("/placements/<uuid:placement_id>/edit")
@allow(*OFFICE)
def edit_placement(placement_id: UUID) -> ResponseReturnValue:
    """The form of a placement."""
    row = queries.placement(db(), actor(), placement_id, today())
    values = {
        "id": str(row.id),
        "contact": str(row.contact_id),
        "supervisor": str(row.supervisor_id),
        "kind": row.kind.value,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else "",
    }
    for weekday, (starts_at, ends_at) in row.days.items():
        values |= {f"day-{weekday}": "1", f"from-{weekday}": f"{starts_at:%H:%M}", f"to-{weekday}": f"{ends_at:%H:%M}"}
    return _form(values, row=row)


@pages.post("/placements/<uuid:placement_id>/edit")
@allow(*OFFICE)
def change_placement(placement_id: UUID) -> ResponseReturnValue:
    """Keep what changed."""
    row = queries.placement(db(), actor(), placement_id, today())
    try:
        said = forms.placement(request.form, today(), new=False)
        actions.change_placement(db(), actor(), clock.now(), placement_id, said)
    except Problem as problem:
        fill_in_again(problem)
        return _form(typed(), row=row, problem=problem), problem.status
    return redirect(url_for("office.placement", placement_id=placement_id, done="changed"), 303)


def _form(values: dict[str, str], row: queries.PlacementRow | None = None, problem: Problem | None = None) -> str:
    who, day = actor(), today()
    return render_template(
        "office/placement_form.html",
        values=values,
        row=row,
        problem=problem,
        students=[] if row else [{"value": one.id, "label": one.name} for one in student_rows(db(), who, day)],
        contacts=_contacts(row),
        supervisors=_supervisors(row),
        kinds=[{"value": kind.value, "label": kind_name(kind)} for kind in PlacementKind],
        weekdays=[(weekday, weekday_name(weekday)) for weekday in forms.WEEKDAYS],
        usual=USUAL_HOURS,
        today=day,
    )


def _contacts(row: queries.PlacementRow | None) -> list[dict[str, Any]]:
    """Whom one can be placed with, by company; of the same company once there is one, with who is there now."""
    choices = contact_choices(db(), actor(), today())
    if row is None:
        return [
            {"label": name, "options": [{"value": one.id, "label": f"{one.name} · {name}"} for one in inside]}
            for (_company_id, name), inside in groupby(choices, key=lambda one: (one.company_id, one.company))
        ]
    here = {one.id: one.name for one in choices if one.company_id == row.company_id}
    return [{"value": key, "label": name} for key, name in ({row.contact_id: row.contact} | here).items()]


def _supervisors(row: queries.PlacementRow | None) -> list[dict[str, Any]]:
    here = {card.id: card.name for card in supervisors(db(), actor(), today())}
    kept = {row.supervisor_id: row.supervisor} if row else {}
    return [{"value": key, "label": name} for key, name in (kept | here).items()]


@pages.post("/placements/<uuid:placement_id>/end")
@allow(*OFFICE)
def end_placement(placement_id: UUID) -> ResponseReturnValue:
    """Let a placement end on another day than was planned."""
    try:
        actions.end_placement(db(), actor(), clock.now(), placement_id, last_day(request.form, today()))
    except Problem as problem:
        return _page(placement_id, fill_in_again(problem)), problem.status
    return redirect(url_for("office.placement", placement_id=placement_id, done="ended"), 303)
