"""Signing in and out; a student's badge."""

from uuid import UUID, uuid4

import segno
from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.base import clock
from app.base.clock import local_day
from app.base.config import Config
from app.base.database import db, engine, open_session
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.limits import Limit, attempt, forgive
from app.base.plain import plain
from app.base.security import forget_cookie, secret_address
from app.base.tokens import spaced
from app.people import actions, devices, invitations, queries
from app.people import badges as badge_sheets
from app.people.access import ANYONE, SESSION_COOKIE, actor, allow, forget_pages, let_in, maybe_actor, sign_in_as
from app.people.badges import SheetForm
from app.people.browsers import browser_label
from app.people.models import STAFF, Role
from app.people.offline import opens_offline
from app.people.queries import BadgeHolder
from app.people.words import role_name

pages = Blueprint("people", __name__)

PER_ACCOUNT = Limit("account", 10, 600)
PER_DEVICE = Limit("device", 20, 600)
PER_ADDRESS = Limit("address", 60, 600)
WRONG_INVITATIONS = Limit("invitation-address", 30, 600)
STAFF_AND_STUDENT = frozenset({*STAFF, Role.STUDENT})


def _config() -> Config:
    found: Config = current_app.extensions["werkbrug"]
    return found


def _tries(account: str) -> tuple[tuple[Limit, str], ...]:
    address = request.remote_addr or "unknown"
    browser = f"{address} {request.user_agent.string}"
    return (PER_ADDRESS, address), (PER_DEVICE, browser), (PER_ACCOUNT, account)


def _holder(key: str) -> BadgeHolder | None:
    """Whose badge it is; what opens no badge counts as a guess."""
    attempt(engine(), clock.now(), *_tries(key))
    holder = queries.badge_holder(db(), key, _config().secret, clock.now())
    if holder is not None:
        db().rollback()  # gives the lock back: attempts are counted in transactions of their own
        forgive(engine(), *_tries(key))
    return holder


@pages.get("/")
@allow(ANYONE)
def welcome() -> ResponseReturnValue:
    """Send the signed-in to their own first page; ask the others who they are."""
    who = maybe_actor()
    if who is not None:
        return redirect(url_for("home.today" if who.is_student else "review.queue"), 303)
    start = current_app.config.get("START_PAGE")
    return redirect(url_for(start), 303) if start else render_template("people/welcome.html", home=_config().base_url)


@pages.get("/sign-in")
@allow(ANYONE)
def sign_in() -> ResponseReturnValue:
    """Where staff sign in."""
    return render_template("people/sign_in.html", email="", error=None)


@pages.post("/sign-in")
@allow(ANYONE)
def sign_in_with_password() -> ResponseReturnValue:
    """Let a staff member in; who has several memberships starts with the oldest and can switch."""
    email = plain(request.form.get("email", ""))[:254]
    password = request.form.get("password", "")[:200]
    tries, now = _tries(email.strip().lower()), clock.now()
    attempt(engine(), now, *tries)
    with open_session(engine(), writes=False) as reading:  # checking takes long, and nobody's writing waits for it
        user = actions.check_password(reading, email, password)
        mine = queries.memberships_of(reading, user.id, local_day(now, "Europe/Amsterdam")) if user else []
    if not mine:
        error = _("Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog eens.")
        return render_template("people/sign_in.html", email=email, error=error), 422
    forgive(engine(), *tries)
    return sign_in_as(mine[0][0].id)


@pages.get("/badge")
@allow(ANYONE)
def badge_code() -> ResponseReturnValue:
    """Where a student types the code under the QR."""
    return _code_page()


@pages.post("/badge")
@allow(ANYONE)
def find_badge() -> ResponseReturnValue:
    """Show whose code was typed; this signs nobody in."""
    code = request.form.get("code", "")[:40]
    holder = _holder(code)
    if holder is None:
        return _code_page(error=_("Deze code ken ik niet. Kijk nog eens op je pasje.")), 422
    return render_template("people/badge_confirm.html", holder=holder, key=code)


def _code_page(error: str | None = None) -> str:
    return render_template("people/badge_code.html", error=error, home=_config().base_url)


@pages.get("/badge/<string:key>")
@allow(ANYONE)
def badge(key: str) -> ResponseReturnValue:
    """What the QR code opens: a first name and a picture. Opening it signs nobody in."""
    holder = _holder(key)
    if holder is None:
        return render_template("people/badge_gone.html"), 404
    return render_template("people/badge_confirm.html", holder=holder, key=key)


@pages.post("/badge/sign-in")
@allow(ANYONE)
def sign_in_with_badge() -> ResponseReturnValue:
    """*Ja, dat ben ik*: sign the badge's student in on this device."""
    key = request.form.get("key", "")[:80]
    holder = _holder(key)
    if holder is None:
        return render_template("people/badge_gone.html"), 404
    return sign_in_as(holder.student_id)


@pages.get("/badges")
@allow(*STAFF)
def badges() -> ResponseReturnValue:
    """*Pasjes*: who has one that works, and for whom to make new ones. ``?student=`` ticks students beforehand."""
    return _badges_page()


@pages.post("/badges")
@allow(*STAFF)
def make_badges() -> ResponseReturnValue:
    """Make new badges and show them, once, to be printed; ask first when some of the old ones still work."""
    form = badge_sheets.sheet_form(request.form.to_dict(flat=False))
    if not form.student_ids:
        return _badges_page(problem=_("Kies eerst een leerling.")), 422
    working = badge_sheets.losing(db(), actor(), form, local_day(clock.now(), actor().time_zone))
    if working and not form.sure:
        return render_template("people/badges_sure.html", form=form, working=working)
    return _print_page(form)


@pages.post("/students/<uuid:student_id>/badge")
@allow(*STAFF)
def replace_badge(student_id: UUID) -> ResponseReturnValue:
    """Make a new badge and show it, once, to be printed. The old one stops working."""
    sent = badge_sheets.sheet_form({"sheet_id": request.form.getlist("sheet_id"), "student": [str(student_id)]})
    return _print_page(sent)


@pages.post("/students/<uuid:student_id>/badge/withdraw")
@allow(*STAFF)
def withdraw_badge(student_id: UUID) -> ResponseReturnValue:
    """Take the badge back and sign the student out everywhere."""
    badge_sheets.withdraw_badge(db(), actor(), student_id, clock.now())
    return redirect(_after_badge(student_id, done="badge"), 303)


def _print_page(form: SheetForm) -> str:
    sheet = badge_sheets.make_badges(db(), actor(), clock.now(), form, secret=_config().secret)
    only = sheet.badges[0] if len(sheet.badges) == 1 else None
    return render_template(
        "people/badge_print.html",
        sheet=sheet,
        only=only,
        qr={badge.student_id: _qr(badge.secret) for badge in sheet.badges},
        spaced=spaced,
        school=queries.school_of(db(), actor()),
        done=_after_badge(only.student_id) if only else url_for("people.badges"),
    )


def _qr(key: str) -> Markup:
    address = _config().base_url + url_for("people.badge", key=key)
    drawing = segno.make(address, error="m").svg_inline(scale=1, border=2, omitsize=True)
    return Markup(drawing)  # noqa: S704 — drawn by segno from our own address


def _after_badge(student_id: UUID, done: str | None = None) -> str:
    """Where somebody came from who did something with one badge."""
    if request.form.get("back") == "badges":
        return url_for("people.badges", done=done)
    return url_for("review.student_page", student_id=student_id, done=done)


def _badges_page(problem: str | None = None) -> str:
    who, today = actor(), local_day(clock.now(), actor().time_zone)
    states = badge_sheets.badge_states(db(), who, today)
    without = frozenset(state.student.id for state in states if state.works_since is None)
    groups = [group for group in queries.groups(db(), who, today) if group.student_ids]
    crowds = {"without": without} | {f"group-{group.id}": group.student_ids for group in groups}
    asked = request.values.get("who", "")
    shown = [state for state in states if asked not in crowds or state.student.id in crowds[asked]]
    ticked = set(request.values.getlist("student"))
    if asked in crowds and not ticked:
        ticked = set(map(str, crowds[asked]))
    return render_template(
        "people/badges.html",
        states=shown,
        ticked=ticked,
        without=len(without),
        groups=groups,
        asked=asked if asked in crowds else "",
        sheet_id=uuid4(),
        problem=problem,
        done=request.args.get("done", ""),
    )


@pages.get("/me")
@allow(*STAFF_AND_STUDENT)
@opens_offline
def me() -> ResponseReturnValue:
    """Who am I here; sign out; switch to another school or role."""
    who = actor()
    mine = queries.memberships_of(db(), who.user_id, local_day(clock.now(), who.time_zone))
    return render_template(
        "people/me.html",
        memberships=mine,
        school=queries.school_of(db(), who),
        role_name=role_name,
        devices=devices.devices_of(db(), who.member_id, clock.now()),
    )


@pages.post("/me/devices/<uuid:device_id>/withdraw")
@allow(*STAFF_AND_STUDENT)
def withdraw_device(device_id: UUID) -> ResponseReturnValue:
    """Sign out on another device of one's own, or on this one."""
    who = actor()
    devices.withdraw_device(db(), who, clock.now(), who.member_id, device_id)
    return _gone() if device_id == who.device_id else redirect(url_for("people.me"), 303)


@pages.post("/me/memberships/<uuid:member_id>")
@allow(*STAFF_AND_STUDENT)
def switch_membership(member_id: UUID) -> ResponseReturnValue:
    """Go on as another membership of one's own."""
    label = browser_label(request.user_agent.string)
    return let_in(
        actions.switch_membership(db(), actor(), member_id, clock.now(), secret=_config().secret, label=label)
    )


@pages.post("/sign-out")
@allow(*STAFF_AND_STUDENT)
def sign_out() -> ResponseReturnValue:
    """End this session and take along what the browser kept."""
    actions.sign_out(db(), actor(), clock.now())
    return _gone()


@pages.post("/sign-out-everywhere")
@allow(*STAFF_AND_STUDENT)
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of this person on all devices."""
    actions.sign_out_everywhere(db(), actor(), clock.now())
    return _gone()


def _gone() -> Response:
    answer = make_response(redirect(url_for("people.welcome"), 303))
    forget_cookie(answer, SESSION_COOKIE)
    forget_pages(answer)
    return answer


@pages.get("/invitation/<string:invitation_token>")
@allow(ANYONE)
@secret_address
def invitation(invitation_token: str) -> ResponseReturnValue:
    """Where a colleague who was invited chooses a password. Opening it uses nothing up."""
    found = invitations.invited(db(), invitation_token, clock.now())
    if found is None:
        return _no_invitation()
    return render_template("people/invitation.html", token=invitation_token, invited=found, error=None)


@pages.post("/invitation/<string:invitation_token>")
@allow(ANYONE)
@secret_address
def accept_invitation(invitation_token: str) -> ResponseReturnValue:
    """Keep the password and sign its owner in."""
    password, now = request.form.get("password", ""), clock.now()
    with open_session(engine(), writes=False) as reading:  # hashing takes long, and nobody's writing waits for it
        found = invitations.invited(reading, invitation_token, now)
    if found is None:
        return _no_invitation()
    try:
        invitations.check_password_choice(found, password)
    except Problem as problem:
        return render_template(
            "people/invitation.html", token=invitation_token, invited=found, error=problem.text
        ), problem.status
    accepted = invitations.accept(db(), invitation_token, now, invitations.hash_password(password))
    return sign_in_as(accepted.member_id) if accepted else _no_invitation()


def _no_invitation() -> ResponseReturnValue:
    """Only what opens nothing counts as a guess: who has a right link may mistype a password."""
    db().rollback()  # attempts are counted in a transaction of their own
    attempt(engine(), clock.now(), (WRONG_INVITATIONS, request.remote_addr or "unknown"))
    return render_template("people/invitation_gone.html"), 404
