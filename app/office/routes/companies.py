"""Companies of the region and the school's people there."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.database import db
from app.base.errors import Problem
from app.companies.models import Company, Contact
from app.office.actions import companies as actions
from app.office.inputs import companies as forms
from app.office.inputs.form import new_id
from app.office.queries import companies as queries
from app.office.queries.placements import at_company
from app.office.routes.pages import asked, fill_in_again, pages, today, typed
from app.office.words import Sector, kind_name, matches, sector_name
from app.people.access import actor, allow
from app.people.models import OFFICE


@pages.get("/companies")
@allow(*OFFICE)
def companies_page() -> ResponseReturnValue:
    """The companies with which the school works."""
    q = asked()
    rows = [
        row
        for row in queries.company_rows(db(), actor(), today())
        if matches(q, row.name, row.place, row.address, sector_name(row.sector))
    ]
    return render_template("office/companies.html", companies=rows, q=q, today=today(), sector_name=sector_name)


@pages.get("/companies/new")
@allow(*OFFICE)
def new_company() -> ResponseReturnValue:
    """Search the region first; what is not there can be added."""
    q = asked()
    return _new(q, {"id": str(new_id()), "name": q, "photos_allowed": "yes"})


def _new(q: str, values: dict[str, str], **more: Any) -> str:
    return render_template(
        "office/company_new.html",
        q=q,
        found=queries.in_region(db(), actor(), q) if q else [],
        values=values,
        sectors=_sectors(),
        today=today(),
        **({"problem": None, "twin": None} | more),
    )


@pages.post("/companies/new")
@allow(*OFFICE)
def add_company() -> ResponseReturnValue:
    """Add a company; warns first when the region has one of this name and place."""
    try:
        said = forms.company(request.form, today())
        twin = None if said.sure else queries.same_company(db(), actor(), said.name, said.place)
        if twin is not None and twin.id != said.id:
            return _new("", typed(), twin=twin), 422
        company_id = actions.add_company(db(), actor(), clock.now(), said)
    except Problem as problem:
        fill_in_again(problem)
        return _new("", typed(), problem=problem), problem.status
    return redirect(url_for("office.company", company_id=company_id, done="added"), 303)


@pages.post("/companies/<uuid:company_id>/work-with")
@allow(*OFFICE)
def work_with(company_id: UUID) -> ResponseReturnValue:
    """*Wij werken met dit bedrijf*."""
    actions.work_with(db(), actor(), clock.now(), company_id)
    return redirect(url_for("office.company", company_id=company_id, done="works-with"), 303)


@pages.get("/companies/<uuid:company_id>")
@allow(*OFFICE)
def company(company_id: UUID) -> ResponseReturnValue:
    """A company's card, its people and who works there."""
    card = queries.company(db(), actor(), company_id)
    return render_template(
        "office/company.html",
        company=card,
        check_again=queries.check_again(card.accreditation_checked_on, today()),
        contacts=queries.contacts_of(db(), actor(), company_id),
        placements=at_company(db(), actor(), company_id, today()),
        sector_name=sector_name,
        kind_name=kind_name,
        today=today(),
        done=request.args.get("done", ""),
    )


@pages.get("/companies/<uuid:company_id>/edit")
@allow(*OFFICE)
def edit_company(company_id: UUID) -> ResponseReturnValue:
    """The form of a company."""
    card = queries.company(db(), actor(), company_id)
    checked_on = card.accreditation_checked_on
    values = {
        "id": str(card.id),
        "name": card.name,
        "sector": card.sector,
        "address": card.address,
        "place": card.place,
        "phone": card.phone or "",
        "photos_allowed": "yes" if card.photos_allowed else "no",
        "accreditation_id": card.accreditation_id or "",
        "accreditation_checked_on": checked_on.isoformat() if checked_on else "",
    }
    return _edit(card, values)


@pages.post("/companies/<uuid:company_id>/edit")
@allow(*OFFICE)
def change_company(company_id: UUID) -> ResponseReturnValue:
    """Keep what changed, for all schools of the region."""
    try:
        actions.change_company(db(), actor(), clock.now(), company_id, forms.company(request.form, today()))
    except Problem as problem:
        fill_in_again(problem)
        card = queries.company(db(), actor(), company_id)
        return _edit(card, typed(), problem), problem.status
    return redirect(url_for("office.company", company_id=company_id, done="changed"), 303)


def _edit(card: Company, values: dict[str, str], problem: Problem | None = None) -> str:
    return render_template(
        "office/company_form.html", company=card, values=values, problem=problem, sectors=_sectors(), today=today()
    )


def _sectors() -> list[dict[str, str]]:
    return [{"value": sector.value, "label": sector_name(sector)} for sector in Sector]


@pages.get("/companies/<uuid:company_id>/contacts/new")
@allow(*OFFICE)
def new_contact(company_id: UUID) -> ResponseReturnValue:
    """The form for a new contact."""
    card = queries.company(db(), actor(), company_id)
    return _contact_form(card, None, {"id": str(new_id())})


@pages.post("/companies/<uuid:company_id>/contacts/new")
@allow(*OFFICE)
def add_contact(company_id: UUID) -> ResponseReturnValue:
    """Add a contact."""
    card = queries.company(db(), actor(), company_id)
    try:
        actions.add_contact(db(), actor(), clock.now(), company_id, forms.contact(request.form, today()))
    except Problem as problem:
        fill_in_again(problem)
        return _contact_form(card, None, typed(), problem), problem.status
    return redirect(url_for("office.company", company_id=company_id, done="contact", _anchor="contacts"), 303)


@pages.get("/companies/<uuid:company_id>/contacts/<uuid:contact_id>/edit")
@allow(*OFFICE)
def edit_contact(company_id: UUID, contact_id: UUID) -> ResponseReturnValue:
    """The form of a contact."""
    row = queries.contact(db(), actor(), company_id, contact_id)
    values = {
        "id": str(row.id),
        "first_name": row.first_name,
        "last_name": row.last_name,
        "job_title": row.job_title,
        "phone": row.phone or "",
        "email": row.email or "",
        "left_on": row.left_on.isoformat() if row.left_on else "",
    }
    return _contact_form(queries.company(db(), actor(), company_id), row, values)


@pages.post("/companies/<uuid:company_id>/contacts/<uuid:contact_id>/edit")
@allow(*OFFICE)
def change_contact(company_id: UUID, contact_id: UUID) -> ResponseReturnValue:
    """Keep what changed, or that the contact left."""
    row = queries.contact(db(), actor(), company_id, contact_id)
    card = queries.company(db(), actor(), company_id)
    try:
        said = forms.contact(request.form, today())
        actions.change_contact(db(), actor(), clock.now(), company_id, contact_id, said)
    except Problem as problem:
        fill_in_again(problem)
        return _contact_form(card, row, typed(), problem), problem.status
    return redirect(url_for("office.company", company_id=company_id, done="contact", _anchor="contacts"), 303)


def _contact_form(card: Company, row: Contact | None, values: dict[str, str], problem: Problem | None = None) -> str:
    return render_template("office/contact_form.html", company=card, contact=row, values=values, problem=problem)
