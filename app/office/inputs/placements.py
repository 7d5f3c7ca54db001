"""What the forms about placements say, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from app.base.i18n import gettext as _
from app.office.inputs.form import Form, there
from app.office.words import weekday_name
from app.placements.models import PlacementKind

WEEKDAYS = range(1, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementForm:
    """A placement. Without a supervisor it is the student's own; ``days`` are times by day of the week (1 Monday)."""

    id: UUID
    student_id: UUID | None
    contact_id: UUID
    supervisor_id: UUID | None
    kind: PlacementKind
    starts_on: date
    ends_on: date | None
    days: dict[int, tuple[time, time]]


def placement(values: Mapping[str, str], today: date, *, new: bool) -> PlacementForm:
    """Read the form of a placement; whose it is is only asked for a ``new`` one."""
    form = Form(values)
    student_id = form.chosen("student", needed=_("Kies een leerling.")) if new else None
    contact_id = form.chosen("contact", needed=_("Kies bij wie."))
    supervisor_id = form.chosen("supervisor")
    kind = form.kind("kind", PlacementKind, needed=_("Kies een soort stage."))
    decade = today.replace(year=today.year + 10, day=min(today.day, 28))
    earlier = today.replace(year=today.year - 10, day=min(today.day, 28))
    starts_on = form.day("starts_on", needed=_("Vul de eerste dag in."), earliest=earlier, latest=decade)
    ends_on = form.day("ends_on", earliest=earlier, latest=decade)
    if starts_on and ends_on and ends_on < starts_on:
        form.wrong.setdefault("ends_on", _("De laatste dag ligt voor de eerste."))
    days = _days(form)
    form.check()
    return PlacementForm(
        id=form.id(),
        student_id=student_id,
        contact_id=there(contact_id),
        supervisor_id=supervisor_id,
        kind=there(kind),
        starts_on=there(starts_on),
        ends_on=ends_on,
        days=days,
    )


def _days(form: Form) -> dict[int, tuple[time, time]]:
    days: dict[int, tuple[time, time]] = {}
    for weekday in WEEKDAYS:
        if not form.tick(f"day-{weekday}"):
            continue
        starts_at, ends_at = form.clock(f"from-{weekday}"), form.clock(f"to-{weekday}")
        if starts_at is None or ends_at is None:
            form.wrong[f"from-{weekday}"] = _("Vul bij %(day)s twee tijden in.", day=weekday_name(weekday))
        elif ends_at <= starts_at:
            form.wrong[f"from-{weekday}"] = _("Op %(day)s is het eind voor het begin.", day=weekday_name(weekday))
        else:
            days[weekday] = (starts_at, ends_at)
    if not days and not any(name.startswith("from-") for name in form.wrong):
        form.wrong["day-1"] = _("Kies ten minste één dag.")
    return days


def agreed_on(values: Mapping[str, str], today: date) -> date | None:
    """Read when the three agreed on the profile."""
    form = Form(values)
    day = form.day("agreed_on", latest=today)
    form.check()
    return day
