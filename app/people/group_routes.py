"""The pages of groups."""

from datetime import date
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.people import groups
from app.people.access import actor, allow
from app.people.models import STAFF
from app.people.queries import groups as all_groups
from app.people.queries import not_found, students

pages = Blueprint("groups", __name__)


@pages.get("/groups")
@allow(*STAFF)
def groups_page() -> ResponseReturnValue:
    """*Groepen*: those of the school, with who of one's own students is in them."""
    return _list()


@pages.post("/groups")
@allow(*STAFF)
def make_group() -> ResponseReturnValue:
    """Make a group, and go on to put students in it."""
    name = groups.group_name(request.form)
    try:
        made = groups.make_group(db(), actor(), clock.now(), _new_id(), name)
    except Problem as problem:
        if problem.status != 422:
            raise
        db().rollback()
        return _list(name, problem), 422
    return redirect(url_for("groups.group_page", group_id=made.id), 303)


@pages.get("/groups/<uuid:group_id>")
@allow(*STAFF)
def group_page(group_id: UUID) -> ResponseReturnValue:
    """Who is in a group, to be changed; its name; ending it."""
    return _group(group_id)


@pages.post("/groups/<uuid:group_id>")
@allow(*STAFF)
def seat_students(group_id: UUID) -> ResponseReturnValue:
    """Put students in and out."""
    wanted = groups.seating(request.form.to_dict(flat=False))
    try:
        groups.seat_students(db(), actor(), clock.now(), group_id, wanted)
    except Problem as problem:
        if problem.status != 422:
            raise
        db().rollback()
        return _group(group_id, problem=problem, ticked=wanted.ticked, since=wanted.since), 422
    return redirect(url_for("groups.group_page", group_id=group_id, done="seated"), 303)


@pages.post("/groups/<uuid:group_id>/name")
@allow(*STAFF)
def rename_group(group_id: UUID) -> ResponseReturnValue:
    """Give a group another name."""
    name = groups.group_name(request.form)
    try:
        groups.rename_group(db(), actor(), clock.now(), group_id, name)
    except Problem as problem:
        if problem.status != 422:
            raise
        db().rollback()
        return _group(group_id, problem=problem, name=name), 422
    return redirect(url_for("groups.group_page", group_id=group_id, done="renamed"), 303)


@pages.post("/groups/<uuid:group_id>/end")
@allow(*STAFF)
def end_group(group_id: UUID) -> ResponseReturnValue:
    """Let a group end."""
    groups.end_group(db(), actor(), clock.now(), group_id)
    return redirect(url_for("groups.groups_page", done="ended"), 303)


def _list(name: str = "", problem: Problem | None = None) -> str:
    who, today = actor(), _today()
    people = {person.id: person.first_name for person in students(db(), who, today)}
    found = all_groups(db(), who, today)
    return render_template(
        "people/groups.html",
        groups=[(group, sorted(people[member] for member in group.student_ids & people.keys())) for group in found],
        group_id=uuid4(),
        name=name,
        problem=problem,
        done=request.args.get("done", ""),
    )


def _group(
    group_id: UUID,
    *,
    problem: Problem | None = None,
    ticked: frozenset[UUID] | None = None,
    since: date | None = None,
    name: str | None = None,
) -> str:
    today = _today()
    file = groups.group_file(db(), actor(), group_id, today)
    inside = {seat.person.id for seat in file.seats if seat.stays}
    return render_template(
        "people/group.html",
        file=file,
        inside=inside,
        ticked=inside if ticked is None else ticked,
        since=since or today,
        name=file.name if name is None else name,
        problem=problem,
        done=request.args.get("done", ""),
        day_words=lambda day: i18n.day_in_words(day, today, i18n.language()),
    )


def _new_id() -> UUID:
    try:
        return UUID(request.form.get("group_id", ""))
    except ValueError:
        raise not_found() from None


def _today() -> date:
    return local_day(clock.now(), actor().time_zone)
