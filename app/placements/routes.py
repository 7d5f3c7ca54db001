"""Day plans: a day at a glance, the plan of one student, and one plan for many."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db
from app.base.i18n import gettext as _
from app.people.access import actor, allow
from app.people.models import STAFF
from app.people.queries import groups, not_found
from app.placements import plan_form, planning, plans
from app.placements.plan_form import PlanForm
from app.placements.planning import FURTHEST, Copied, Planned
from app.placements.plans import MOST_TASKS, Crowd, Earlier, PlanCard, PlanTask

pages = Blueprint("placements", __name__)

DAY = timedelta(days=1)
WORKING_DAYS = 5
SATURDAY = 6


@pages.get("/plans")
@allow(*STAFF)
def plans_page() -> ResponseReturnValue:
    """*Dagplan*: everybody's tasks of one day, first those who work then."""
    return _day_page(_asked_day())


@pages.get("/plans/<uuid:student_id>")
@allow(*STAFF)
def plan_page(student_id: UUID) -> ResponseReturnValue:
    """The plan of one student, to be put together and in order. A day that is over is only shown."""
    today = _today()
    day = _asked_day()
    card = plans.day_plan(db(), actor(), student_id, day, today)
    return _editor(card, day, card.tasks)


@pages.post("/plans/<uuid:student_id>")
@allow(*STAFF)
def save_plan(student_id: UUID) -> ResponseReturnValue:
    """Keep a plan, copy an earlier one, or (without a script) move a task on the page."""
    form = _form()
    if not form.arranges:
        done, said = _carry_out(form, {student_id})
        return _day_page(form.day, done=done, **said)
    card = plans.day_plan(db(), actor(), student_id, form.day, _today())
    return _editor(card, form.day, _draft(form), draft=form)


@pages.get("/plans/together")
@allow(*STAFF)
def together_page() -> ResponseReturnValue:
    """One plan for many: a group, the students of a company, or everybody."""
    return _together(_asked_day())


@pages.post("/plans/together")
@allow(*STAFF)
def plan_together() -> ResponseReturnValue:
    """Give the chosen students the chosen tasks, or what they did before."""
    form = _form()
    if form.arranges:
        return _together(form.day, draft=form)
    if not form.students:
        return _together(form.day, draft=form, problem=_("Kies eerst een leerling.")), 422
    if form.doing == "save" and not form.tasks:
        return _together(form.day, draft=form, problem=_("Kies eerst een taak.")), 422
    done, said = _carry_out(form, form.students)
    return _day_page(form.day, done=done, **said)


@pages.post("/plans/undo")
@allow(*STAFF)
def undo_plans() -> ResponseReturnValue:
    """Put plans back as they were."""
    form = plan_form.undo_form(request.form.to_dict(flat=False))
    _near(form.day)
    done = planning.plan_day(db(), actor(), clock.now(), form.day, form.was, versions=form.versions)
    return _day_page(form.day, done=done, undone=True)


def _form() -> PlanForm:
    form = plan_form.plan_form(request.form.to_dict(flat=False))
    _near(form.day)
    return form


def _carry_out(form: PlanForm, students: Collection[UUID]) -> tuple[list[Planned], dict[str, Any]]:
    who, now = actor(), clock.now()
    match form.doing:
        case "copy-last" | "copy-week":
            source: Any = form.doing.removeprefix("copy-")
            copied = planning.copy_plans(db(), who, now, form.day, students, source, versions=form.versions)
            return copied.planned, {"copied": copied}
        case _:
            tasks = () if form.doing == "clear" else form.tasks
            wishes = dict.fromkeys(students, tasks)
            adds = form.adds and form.doing == "save"
            done = planning.plan_day(db(), who, now, form.day, wishes, versions=form.versions, adds=adds)
            return done, {}


def _day_page(
    day: date, *, done: list[Planned] | None = None, copied: Copied | None = None, undone: bool = False
) -> str:
    who, today = actor(), _today()
    cards = plans.day_plans(db(), who, day, today)
    known = plans.crowds(cards, groups(db(), who, today))
    crowd = _crowd(known)
    shown = [card for card in cards if crowd is None or card.student.id in crowd.student_ids]
    return render_template(
        "placements/plans.html",
        working=[card for card in shown if card.works],
        others=[card for card in shown if not card.works],
        crowds=known,
        crowd=crowd,
        earlier=plans.earlier_plans(db(), who, day, today),
        nothing=Earlier(),
        done=done,
        copied=copied,
        undone=undone,
        **_about(day),
    )


def _editor(card: PlanCard, day: date, tasks: Collection[PlanTask], draft: PlanForm | None = None) -> str:
    today = _today()
    companies = {place.company_id: place.company_name for place in card.workplaces}
    return render_template(
        "placements/plan.html",
        card=card,
        tasks=tasks,
        seen=draft.versions.get(card.student.id, card.version) if draft else card.version,
        drafted=draft is not None,
        sections=_sections(companies, day),
        earlier=plans.earlier_plans(db(), actor(), day, today).get(card.student.id, Earlier()),
        **_about(day),
    )


def _together(day: date, draft: PlanForm | None = None, problem: str | None = None) -> str:
    who, today = actor(), _today()
    cards = plans.day_plans(db(), who, day, today)
    known = plans.crowds(cards, groups(db(), who, today))
    crowd = _crowd(known)
    shown = [card for card in cards if crowd is None or card.student.id in crowd.student_ids]
    companies = {place.company_id: place.company_name for card in shown for place in card.workplaces}
    return render_template(
        "placements/together.html",
        cards=shown,
        chosen=set(draft.students) if draft else {card.student.id for card in shown if _is_there(card)},
        seen=draft.versions if draft else {},
        adds=draft.adds if draft else False,
        tasks=_draft(draft) if draft else (),
        drafted=draft is not None and draft.arranges,
        crowds=known,
        crowd=crowd,
        sections=_sections(companies, day),
        problem=problem,
        **_about(day),
    )


def _is_there(card: PlanCard) -> bool:
    return card.works and not (card.place and card.place.off)


def _draft(form: PlanForm) -> list[PlanTask]:
    """The tasks of a form, in the order in which its button puts them."""
    order = plan_form.arranged(form)
    tasks = plans.tasks_by_id(db(), actor().school_id, order, form.day)
    return [tasks[task] for task in order]


def _sections(companies: dict[UUID, str], day: date) -> list[tuple[str, list[PlanTask]]]:
    """The tasks to choose from, under the names of the companies; those of the school come last."""
    found = plans.tasks_for(db(), actor().school_id, companies.keys(), day)
    names = [*sorted(companies.items(), key=lambda pair: pair[1]), (None, _("Van de school"))]
    sections = [(name, [task for task in found if task.company_id == key]) for key, name in names]
    return [(name, tasks) for name, tasks in sections if tasks]


def _today() -> date:
    return local_day(clock.now(), actor().time_zone)


def _asked_day() -> date:
    """The day in the address, or today. Raises 404 for one that nobody plans or looks back at."""
    today = _today()
    try:
        day = date.fromisoformat(request.args.get("day") or today.isoformat())
    except ValueError:
        raise not_found() from None
    return _near(day)


def _near(day: date) -> date:
    if abs(day - _today()) > FURTHEST:
        raise not_found()
    return day


def _crowd(known: list[Crowd]) -> Crowd | None:
    return next((crowd for crowd in known if crowd.key == request.values.get("who")), None)


def _about(day: date) -> dict[str, Any]:
    """What every page about a day needs to say which one it is, and the days beside it."""
    today, code = _today(), i18n.language()
    return {
        "day": day,
        "today": today,
        "over": day < today,
        "most": MOST_TASKS,
        "tabs": _working_days(today),
        "before": day - DAY if day > today - FURTHEST else None,
        "after": day + DAY if day < today + FURTHEST else None,
        "day_words": lambda other: i18n.day_in_words(other, today, code),
        "short_date": lambda other: i18n.short_date(other, today),
    }


def _working_days(today: date) -> list[date]:
    """Today and the working days after it."""
    coming = (today + DAY * ahead for ahead in range(1, 2 * WORKING_DAYS))
    return [today, *(day for day in coming if day.isoweekday() < SATURDAY)][:WORKING_DAYS]
