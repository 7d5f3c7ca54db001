"""One student: what is known, who supervises, what was agreed to, and leaving."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.catalogue.pictograms import badge_pictures, pictograms
from app.office.actions import caseloads, students
from app.office.inputs import people as forms
from app.office.inputs.form import new_id
from app.office.queries import caseloads as caseload_queries
from app.office.queries import placements as placement_queries
from app.office.queries.people import StudentFile, consents, same_student, student_file, supervisors
from app.office.routes.pages import fill_in_again, pages, today, typed
from app.office.words import consent_name, kind_name
from app.people.access import actor, allow
from app.people.devices import devices_of
from app.people.models import OFFICE, ConsentKind


@pages.get("/people/students/new")
@allow(*OFFICE)
def new_student() -> ResponseReturnValue:
    """The form for a new student."""
    return _form({"id": str(new_id()), "language": "nl", "shows_bridge": "1"}, [("", ""), ("", "")])


@pages.post("/people/students/new")
@allow(*OFFICE)
def add_student() -> ResponseReturnValue:
    """Add a student; warns first when there is one of the same name and birth date."""
    try:
        said = _said()
        twin = None if said.sure else same_student(db(), actor(), said.first_name, said.last_name, said.birth_date)
        if twin is not None and twin.id != said.id:
            return _form(typed(), _guardians_sent(), twin=twin), 422
        student_id = students.add_student(db(), actor(), clock.now(), said)
    except Problem as problem:
        fill_in_again(problem)
        return _form(typed(), _guardians_sent(), problem=problem), problem.status
    return redirect(url_for("office.student", student_id=student_id, done="added"), 303)


@pages.get("/people/students/<uuid:student_id>/edit")
@allow(*OFFICE)
def edit_student(student_id: UUID) -> ResponseReturnValue:
    """The form of a student."""
    file = student_file(db(), actor(), student_id, today())
    values = {
        "id": str(student_id),
        "first_name": file.person.first_name,
        "last_name": file.person.last_name,
        "birth_date": file.birth_date.isoformat() if file.birth_date else "",
        "chosen_picture": file.chosen_picture,
        "language": file.language,
        "shows_bridge": "1" if file.shows_bridge else "",
    }
    return _form(values, [*((str(key), name) for key, name in file.guardians), ("", "")], file=file)


@pages.post("/people/students/<uuid:student_id>/edit")
@allow(*OFFICE)
def change_student(student_id: UUID) -> ResponseReturnValue:
    """Keep what changed."""
    file = student_file(db(), actor(), student_id, today())
    try:
        students.change_student(db(), actor(), clock.now(), student_id, _said())
    except Problem as problem:
        fill_in_again(problem)
        return _form(typed(), _guardians_sent(), file=file, problem=problem), problem.status
    return redirect(url_for("office.student", student_id=student_id, done="changed"), 303)


def _said() -> forms.StudentForm:
    ids, names = request.form.getlist("guardian_id"), request.form.getlist("guardian")
    return forms.student(request.form, ids, names, today())


def _guardians_sent() -> list[tuple[str, str]]:
    return list(zip(request.form.getlist("guardian_id"), request.form.getlist("guardian"), strict=False))


def _form(values: dict[str, str], guardians: list[tuple[str, str]], **more: Any) -> str:
    known = pictograms()
    return render_template(
        "office/student_form.html",
        values=values,
        guardians=guardians,
        pictures=[{"name": name, "label": known[name].label} for name in badge_pictures()],
        **({"file": None, "problem": None, "twin": None} | more),
    )


@pages.get("/people/students/<uuid:student_id>")
@allow(*OFFICE)
def student(student_id: UUID) -> ResponseReturnValue:
    """All that the office arranges for one student."""
    return _page(student_id)


def _page(student_id: UUID, problem: Problem | None = None) -> str:
    who, day, now = actor(), today(), clock.now()
    file = student_file(db(), who, student_id, day)
    answers = consents(db(), who, student_id)
    newest = {kind: next((one for one in answers if one.kind is kind), None) for kind in _ASKED}
    periods = caseload_queries.of_student(db(), who, student_id, day)
    own = {period.person_id for period in periods if not period.stand_in and period.ends_on is None}
    return render_template(
        "office/student.html",
        file=file,
        today=day,
        grown=_answers_alone(file),
        periods=[period for period in periods if not period.over(day)],
        past=[period for period in periods if period.over(day)],
        supervisors=[
            {"value": card.id, "label": card.name} for card in supervisors(db(), who, day) if card.id not in own
        ],
        placements=placement_queries.of_student(db(), who, student_id, day),
        newest=newest,
        answers=answers,
        devices=devices_of(db(), student_id, now),
        consent_name=consent_name,
        kind_name=kind_name,
        local=lambda moment: local_day(moment, who.time_zone),
        values=typed() if problem else {},
        problem=problem,
        new_id=new_id,
        done=request.args.get("done", ""),
    )


_ASKED = (ConsentKind.PHOTOS, ConsentKind.VOICE)


def _answers_alone(file: StudentFile) -> bool | None:
    """Whether the student answers for themselves today; unknown without a birth date."""
    return students.came_of_age(file.birth_date) <= today() if file.birth_date else None


@pages.post("/people/students/<uuid:student_id>/supervisor")
@allow(*OFFICE)
def hand_over(student_id: UUID) -> ResponseReturnValue:
    """Give the student a supervisor from a day on."""
    try:
        caseloads.hand_over(db(), actor(), clock.now(), student_id, forms.hand_over(request.form, today()))
    except Problem as problem:
        return _page(student_id, fill_in_again(problem)), problem.status
    return _back(student_id, "supervisor", "supervision")


@pages.post("/people/students/<uuid:student_id>/stand-in")
@allow(*OFFICE)
def stand_in(student_id: UUID) -> ResponseReturnValue:
    """Let somebody stand in for a while."""
    try:
        caseloads.stand_in(db(), actor(), clock.now(), student_id, forms.stand_in(request.form, today()))
    except Problem as problem:
        return _page(student_id, fill_in_again(problem)), problem.status
    return _back(student_id, "stand-in", "supervision")


@pages.post("/people/students/<uuid:student_id>/stand-in/<uuid:caseload_id>/end")
@allow(*OFFICE)
def end_stand_in(student_id: UUID, caseload_id: UUID) -> ResponseReturnValue:
    """Let somebody stand in no longer."""
    caseloads.end_stand_in(db(), actor(), clock.now(), student_id, caseload_id)
    return _back(student_id, "stand-in-ended", "supervision")


@pages.post("/people/students/<uuid:student_id>/consents")
@allow(*OFFICE)
def record_consent(student_id: UUID) -> ResponseReturnValue:
    """Write an answer down."""
    try:
        students.record_consent(db(), actor(), clock.now(), student_id, forms.consent(request.form, today()))
    except Problem as problem:
        return _page(student_id, fill_in_again(problem)), problem.status
    return _back(student_id, "consent", "consents")


@pages.post("/people/students/<uuid:student_id>/leave")
@allow(*OFFICE)
def student_leaves(student_id: UUID) -> ResponseReturnValue:
    """The student's last day."""
    try:
        students.leave(db(), actor(), clock.now(), student_id, forms.last_day(request.form, today()))
    except Problem as problem:
        return _page(student_id, fill_in_again(problem)), problem.status
    return _back(student_id, "left", None)


@pages.post("/people/students/<uuid:student_id>/return")
@allow(*OFFICE)
def student_returns(student_id: UUID) -> ResponseReturnValue:
    """The student is back, or stays after all."""
    students.bring_back(db(), actor(), clock.now(), student_id)
    return _back(student_id, "back", None)


def _back(student_id: UUID, done: str, anchor: str | None) -> ResponseReturnValue:
    return redirect(url_for("office.student", student_id=student_id, done=done, _anchor=anchor), 303)
