"""What the forms about students and colleagues say, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.base.i18n import LANGUAGES
from app.base.i18n import gettext as _
from app.catalogue.pictograms import badge_pictures, faces
from app.office.inputs.form import Form, there, unreadable
from app.people.models import ConsentKind, Role

YOUNGEST, OLDEST = 12, 30
"""The ages in years between which somebody can be a student here; vso begins earlier than its placements do."""
YEAR = timedelta(days=366)
GUARDIANS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentForm:
    """A student as the school knows them; ``guardians`` are names, those on record with their ids."""

    id: UUID
    first_name: str
    last_name: str
    birth_date: date
    chosen_picture: str
    language: str
    shows_bridge: bool
    guardians: tuple[tuple[UUID | None, str], ...]
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffForm:
    """A colleague. ``sure``: the actor has read what the page warned for."""

    id: UUID
    first_name: str
    last_name: str
    role: Role
    email: str
    phone: str | None
    picture: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """From when on somebody is the supervisor."""

    id: UUID
    supervisor_id: UUID
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Who stands in, from when to when."""

    id: UUID
    supervisor_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentForm:
    """An answer; without a guardian the student gave it."""

    id: UUID
    kind: ConsentKind
    given: bool
    guardian_id: UUID | None
    said_on: date


def student(
    values: Mapping[str, str], guardian_ids: Sequence[str], guardians: Sequence[str], today: date
) -> StudentForm:
    """Read the form of a student. Raises 422 with ``fields``, 400 for what is no form of ours."""
    form = Form(values)
    birth_date = form.day(
        "birth_date",
        needed=_("Vul een geboortedatum in. Die bepaalt wie toestemming geeft."),
        earliest=_years_before(today, OLDEST),
        latest=_years_before(today, YOUNGEST),
    )
    said = StudentForm(
        id=form.id(),
        first_name=form.text("first_name", 60, needed=_("Vul een voornaam in.")),
        last_name=form.text("last_name", 80, needed=_("Vul een achternaam in.")),
        birth_date=birth_date or today,
        chosen_picture=form.one_of("chosen_picture", badge_pictures(), needed=_("Kies een plaatje.")),
        language=form.one_of("language", LANGUAGES, needed=_("Kies een taal.")),
        shows_bridge=form.tick("shows_bridge"),
        guardians=_guardians(form, guardian_ids, guardians),
        sure=form.tick("sure"),
    )
    form.check()
    return said


def _guardians(form: Form, ids: Sequence[str], names: Sequence[str]) -> tuple[tuple[UUID | None, str], ...]:
    try:
        found = [
            (UUID(key) if key else None, Form({"name": name}).raw("name")) for key, name in zip(ids, names, strict=True)
        ]
    except ValueError:
        raise unreadable() from None
    if len(found) > 2 * GUARDIANS:
        raise unreadable()
    if any(len(name) > 120 for _key, name in found):
        form.wrong["guardian"] = _("Deze naam is te lang.")
    return tuple(found)


def staff(values: Mapping[str, str]) -> StaffForm:
    """Read the form of a colleague."""
    form = Form(values)
    role = form.kind("role", Role, needed=_("Kies wat deze collega doet."))
    if role is Role.STUDENT:
        raise unreadable()
    said = StaffForm(
        id=form.id(),
        first_name=form.text("first_name", 60, needed=_("Vul een voornaam in.")),
        last_name=form.text("last_name", 80, needed=_("Vul een achternaam in.")),
        role=role or Role.SUPERVISOR,
        email=form.email("email", needed=_("Vul een e-mailadres in. Daarmee logt je collega in.")) or "",
        phone=form.phone("phone"),
        picture=form.one_of("picture", faces(), needed=_("Kies een gezicht.")),
        sure=form.tick("sure"),
    )
    form.check()
    return said


def hand_over(values: Mapping[str, str], today: date) -> HandOver:
    """Read who is the supervisor from when on."""
    form = Form(values)
    supervisor_id = form.chosen("supervisor", needed=_("Kies een begeleider."))
    starts_on = form.day("starts_on", needed=_("Vanaf wanneer?"), earliest=today - YEAR, latest=today + YEAR)
    form.check()
    return HandOver(id=form.id(), supervisor_id=there(supervisor_id), starts_on=there(starts_on))


def stand_in(values: Mapping[str, str], today: date) -> StandIn:
    """Read who stands in from when to when. The fields are named apart from those of a handing over."""
    form = Form(values)
    supervisor_id = form.chosen("stand_in", needed=_("Kies wie waarneemt."))
    starts_on = form.day("stands_from", needed=_("Vanaf wanneer?"), earliest=today - YEAR, latest=today + YEAR)
    ends_on = form.day("stands_until", needed=_("Tot en met wanneer?"), earliest=today - YEAR, latest=today + YEAR)
    if starts_on and ends_on and ends_on < starts_on:
        form.wrong.setdefault("stands_until", _("De laatste dag ligt voor de eerste."))
    form.check()
    return StandIn(id=form.id(), supervisor_id=there(supervisor_id), starts_on=there(starts_on), ends_on=there(ends_on))


def consent(values: Mapping[str, str], today: date) -> ConsentForm:
    """Read an answer about photos or voice. ``said_by`` is ``student`` or the id of a guardian."""
    form = Form(values)
    kind = form.kind("kind", ConsentKind, needed=_("Waarvoor?"))
    given = form.one_of("given", ("yes", "no"), needed=_("Kies ja of nee."))
    said_by = form.raw("said_by")
    if not said_by:
        form.wrong["said_by"] = _("Wie heeft dit gezegd?")
    guardian_id = form.chosen("said_by") if said_by not in {"", "student"} else None
    said_on = form.day("said_on", needed=_("Op welke dag?"), earliest=today - 4 * YEAR, latest=today)
    form.check()
    if kind is ConsentKind.KEEP_ACCOUNT:
        raise unreadable()  # a former student's own wish, given elsewhere
    return ConsentForm(
        id=form.id(), kind=there(kind), given=given == "yes", guardian_id=guardian_id, said_on=there(said_on)
    )


def last_day(values: Mapping[str, str], today: date, *, name: str = "last_day") -> date:
    """Read the last day of somebody or something."""
    form = Form(values)
    day = form.day(name, needed=_("Vul de laatste dag in."), earliest=today - 4 * YEAR, latest=today + YEAR)
    form.check()
    return there(day)


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))
