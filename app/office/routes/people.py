"""The list of people, and taking their devices back."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.database import db
from app.base.i18n import gettext as _
from app.office.queries.people import StudentRow, staff_rows, student_rows
from app.office.rights import may_manage, not_yours
from app.office.routes.pages import asked, pages, today
from app.office.words import matches
from app.people import devices
from app.people.access import actor, allow
from app.people.models import OFFICE, STAFF, Membership, Role
from app.people.queries import not_found
from app.people.words import role_name


@pages.get("/people")
@allow(*OFFICE)
def people_page() -> ResponseReturnValue:
    """Students and colleagues, with what is missing. ``?q=`` searches, ``?only=missing`` or ``left`` filters."""
    only, q, day = request.args.get("only", ""), asked(), today()
    found = [row for row in student_rows(db(), actor(), day, left=only == "left") if matches(q, row.name)]
    missing = [row for row in found if not row.complete]
    staff = staff_rows(db(), actor(), day, left=only == "left")
    return render_template(
        "office/people.html",
        students=missing if only == "missing" else found,
        missing=len(missing),
        colleagues=[] if only == "missing" else [row for row in staff if matches(q, row.name, row.email or "")],
        only=only,
        q=q,
        lacks=_lacks,
        role_name=role_name,
        done=request.args.get("done", ""),
    )


def _lacks(row: StudentRow) -> list[str]:
    said = {
        _("geen begeleider"): row.supervisor,
        _("geen stage"): row.company,
        _("toestemming ontbreekt"): row.asked,
    }
    return [words for words, there in said.items() if not there]


@pages.post("/people/<uuid:person_id>/devices/<uuid:device_id>/withdraw")
@allow(*OFFICE)
def withdraw_device(person_id: UUID, device_id: UUID) -> ResponseReturnValue:
    """Sign somebody out on one device."""
    back = _page_of(person_id)
    devices.withdraw_device(db(), actor(), clock.now(), person_id, device_id)
    return redirect(back, 303)


@pages.post("/people/<uuid:person_id>/devices/withdraw")
@allow(*OFFICE)
def withdraw_devices(person_id: UUID) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    back = _page_of(person_id)
    devices.withdraw_devices(db(), actor(), clock.now(), person_id)
    return redirect(back, 303)


def _page_of(person_id: UUID) -> str:
    """The page of somebody of this school whom the actor may manage. Raises 404 or 403."""
    member = db().get(Membership, person_id)
    if member is None or member.school_id != actor().school_id or member.erased_at is not None:
        raise not_found()
    if member.role is Role.STUDENT:
        return url_for("office.student", student_id=person_id, done="devices", _anchor="devices")
    if member.role not in STAFF or not may_manage(actor(), member.role):
        raise not_yours(member.role)
    return url_for("office.staff_member", staff_id=person_id, done="devices", _anchor="devices")
