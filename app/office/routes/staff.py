"""One colleague: what is known, the way in, the students, and leaving."""

from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.config import Config
from app.base.database import db
from app.base.errors import Problem
from app.catalogue.pictograms import faces
from app.office.actions import caseloads, staff
from app.office.inputs import people as forms
from app.office.inputs.form import new_id
from app.office.queries import caseloads as caseload_queries
from app.office.queries.people import StaffRow, supervisors
from app.office.queries.people import staff_member as find
from app.office.rights import may_manage, not_yours, roles_to_give
from app.office.routes.pages import fill_in_again, pages, today, typed
from app.people.access import actor, allow
from app.people.devices import devices_of
from app.people.invitations import LASTS, works_elsewhere
from app.people.models import OFFICE, Role
from app.people.queries import user_by_email
from app.people.words import role_name


@pages.get("/people/staff/new")
@allow(*OFFICE)
def new_staff() -> ResponseReturnValue:
    """The form for a new colleague."""
    return _form({"id": str(new_id()), "role": Role.SUPERVISOR.value})


@pages.post("/people/staff/new")
@allow(*OFFICE)
def add_staff() -> ResponseReturnValue:
    """Add a colleague; warns first when the address has an account already."""
    try:
        said = forms.staff(request.form)
        if not said.sure and user_by_email(db(), said.email) is not None and not staff.is_there(db(), actor(), said):
            return _form(typed(), known=True), 422
        staff_id = staff.add_staff(db(), actor(), clock.now(), said)
    except Problem as problem:
        fill_in_again(problem)
        return _form(typed(), problem=problem), problem.status
    return redirect(url_for("office.staff_member", staff_id=staff_id, done="added"), 303)


@pages.get("/people/staff/<uuid:staff_id>/edit")
@allow(*OFFICE)
def edit_staff(staff_id: UUID) -> ResponseReturnValue:
    """The form of a colleague whom this person may change."""
    row = _managed(staff_id)
    values = {
        "id": str(row.id),
        "first_name": row.first_name,
        "last_name": row.last_name,
        "role": row.role.value,
        "email": row.email or "",
        "phone": row.phone or "",
        "picture": row.picture or "",
    }
    return _form(values, row=row)


@pages.post("/people/staff/<uuid:staff_id>/edit")
@allow(*OFFICE)
def change_staff(staff_id: UUID) -> ResponseReturnValue:
    """Keep what changed."""
    row = _managed(staff_id)
    try:
        staff.change_staff(db(), actor(), clock.now(), staff_id, forms.staff(request.form))
    except Problem as problem:
        fill_in_again(problem)
        return _form(typed(), row=row, problem=problem), problem.status
    return redirect(url_for("office.staff_member", staff_id=staff_id, done="changed"), 303)


def _managed(staff_id: UUID) -> StaffRow:
    row = find(db(), actor(), staff_id, today())
    if not may_manage(actor(), row.role):
        raise not_yours(row.role)
    return row


def _form(values: dict[str, str], **more: Any) -> str:
    return render_template(
        "office/staff_form.html",
        values=values,
        roles=[{"value": role.value, "label": role_name(role)} for role in roles_to_give(actor())],
        faces=faces(),
        **({"row": None, "problem": None, "known": False} | more),
    )


@pages.get("/people/staff/<uuid:staff_id>")
@allow(*OFFICE)
def staff_member(staff_id: UUID) -> ResponseReturnValue:
    """All that the office arranges for one colleague."""
    return _page(staff_id)


def _page(staff_id: UUID, problem: Problem | None = None) -> str:
    who, day = actor(), today()
    row = find(db(), who, staff_id, day)
    managed = may_manage(who, row.role)
    periods = caseload_queries.of_supervisor(db(), who, staff_id, day)
    return render_template(
        "office/staff.html",
        row=row,
        today=day,
        managed=managed,
        oneself=row.user_id == who.user_id,
        ours=staff.account_is_ours(db(), who, row.user_id),
        elsewhere=works_elsewhere(db(), row.user_id, who.school_id),
        role_name=role_name,
        periods=periods,
        has_own=any(period.now(day) and not period.stand_in for period in periods),
        others=[{"value": card.id, "label": card.name} for card in supervisors(db(), who, day) if card.id != staff_id],
        devices=devices_of(db(), staff_id, clock.now()) if managed else [],
        values=typed() if problem else {},
        problem=problem,
        new_id=new_id,
        done=request.args.get("done", ""),
    )


@pages.post("/people/staff/<uuid:staff_id>/invitation")
@allow(*OFFICE)
def invite(staff_id: UUID) -> ResponseReturnValue:
    """Make a link with which a colleague chooses a password, and show it, once."""
    token = staff.invite(db(), actor(), clock.now(), staff_id)
    config: Config = current_app.extensions["werkbrug"]
    return render_template(
        "office/invitation.html",
        row=find(db(), actor(), staff_id, today()),
        address=config.base_url + url_for("people.invitation", invitation_token=token),
        days=LASTS.days,
    )


@pages.post("/people/staff/<uuid:staff_id>/hand-over")
@allow(*OFFICE)
def hand_over_all(staff_id: UUID) -> ResponseReturnValue:
    """Give all students of a supervisor to another."""
    find(db(), actor(), staff_id, today())
    try:
        said = forms.hand_over(request.form, today())
        caseloads.hand_over_all(db(), actor(), clock.now(), staff_id, said)
    except Problem as problem:
        return _page(staff_id, fill_in_again(problem)), problem.status
    return _back(staff_id, "handed-over", "students")


@pages.post("/people/staff/<uuid:staff_id>/stand-in")
@allow(*OFFICE)
def stand_in_for_all(staff_id: UUID) -> ResponseReturnValue:
    """Let somebody stand in for a supervisor who falls away."""
    find(db(), actor(), staff_id, today())
    try:
        said = forms.stand_in(request.form, today())
        caseloads.stand_in_for_all(db(), actor(), clock.now(), staff_id, said)
    except Problem as problem:
        return _page(staff_id, fill_in_again(problem)), problem.status
    return _back(staff_id, "stand-in", "students")


@pages.post("/people/staff/<uuid:staff_id>/leave")
@allow(*OFFICE)
def staff_leaves(staff_id: UUID) -> ResponseReturnValue:
    """The colleague's last day."""
    try:
        staff.end_membership(db(), actor(), clock.now(), staff_id, forms.last_day(request.form, today()))
    except Problem as problem:
        return _page(staff_id, fill_in_again(problem)), problem.status
    return _back(staff_id, "left", None)


@pages.post("/people/staff/<uuid:staff_id>/return")
@allow(*OFFICE)
def staff_returns(staff_id: UUID) -> ResponseReturnValue:
    """The colleague is back, or stays after all."""
    staff.bring_back_staff(db(), actor(), clock.now(), staff_id)
    return _back(staff_id, "back", None)


def _back(staff_id: UUID, done: str, anchor: str | None) -> ResponseReturnValue:
    return redirect(url_for("office.staff_member", staff_id=staff_id, done=done, _anchor=anchor), 303)
