"""The pages a student starts from: *Vandaag*, *Mijn werk*, *Mijn brug*; and everybody's menu."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.clock import local_day
from app.base.database import db
from app.base.i18n import day_in_words
from app.base.i18n import gettext as _
from app.feedback import words as feedback_words
from app.feedback.answers import SaidCard
from app.feedback.models import Smile
from app.home import queries
from app.home.manage import manage_groups
from app.home.work import Place, work_page
from app.logbook.models import Mood
from app.logbook.queries import EntryCard
from app.logbook.words import level_label, mood_label, mood_picture
from app.people.access import actor, allow, maybe_actor
from app.people.models import STAFF, Role
from app.people.queries import not_found, own_level_labels, the_one_face
from app.placements.queries import current_placement, planned_tasks
from app.review.naming import named_tasks
from app.review.queries import planks, replies

pages = Blueprint("home", __name__)

PER_PAGE = 10
Menu = list[dict[str, object]]


@pages.app_context_processor
def _menu() -> dict[str, Menu]:
    who = maybe_actor()
    if who is None:
        return {"nav_items": []}
    return {"nav_items": _student_menu() if who.is_student else _staff_menu()}


def _student_menu() -> Menu:
    return [
        {
            "url": url_for(endpoint),
            "label": label,
            "picture": picture,
            "current": request.endpoint == endpoint,
        }
        for endpoint, label, picture in (
            ("home.today", _("Vandaag"), "home"),
            ("home.work", _("Mijn werk"), "notebook"),
            ("home.bridge", _("Mijn brug"), "bridge"),
        )
    ]


def _staff_menu() -> Menu:
    here = request.endpoint or ""
    place = _place_in_menu(here)
    return [
        {"url": url_for(endpoint), "label": label, "icon": icon, "current": place == endpoint}
        for endpoint, label, icon in (
            ("review.queue", _("Nakijken"), "list-checks"),
            ("review.students_page", _("Leerlingen"), "users"),
            ("review.matrix", _("Overzicht"), "layout-grid"),
            ("home.manage", _("Regelen"), "settings"),
            ("people.me", _("Over mij"), "user"),
        )
        if endpoint in current_app.view_functions
    ]


def _place_in_menu(here: str) -> str:
    """The entry of the staff's menu under which a page falls."""
    if request.path.startswith("/review"):
        return "review.queue"
    if here in {"people.me", "review.matrix"}:
        return here
    about_a_student = request.path.startswith("/students")
    return "review.students_page" if about_a_student else "home.manage"


@pages.get("/manage")
@allow(*STAFF)
def manage() -> ResponseReturnValue:
    """*Regelen*: what staff arrange around the work, for who may arrange it."""
    return render_template("home/manage.html", groups=manage_groups(actor().role))


@pages.get("/today")
@allow(Role.STUDENT)
def today() -> ResponseReturnValue:
    """*Vandaag*: the plan, the one thing to do, the one face, and the bridge for who wants to see it."""
    who, now = actor(), clock.now()
    day = local_day(now, who.time_zone)
    me = queries.me(db(), who)
    return render_template(
        "home/today.html",
        day=day,
        me=me,
        placement=current_placement(db(), who, who.member_id, day),
        tasks=planned_tasks(db(), who, who.member_id, day),
        done=queries.done_on(db(), who, who.member_id, day),
        face=the_one_face(db(), who.member_id, who.school_id, day),
        planks=planks(db(), who, who.member_id, day, now=now) if me.shows_bridge else [],
    )


@pages.get("/work")
@allow(Role.STUDENT)
def work() -> ResponseReturnValue:
    """*Mijn werk*: everything the student logged and companies said, newest first, with what came back.

    ``saved`` was saved just now.
    """
    who, now = actor(), clock.now()
    day = local_day(now, who.time_zone)
    found = work_page(db(), who, now, before=_before(request.args.get("before")), limit=PER_PAGE)
    answered = replies(db(), who, [entry.id for entry in found.entries], now)
    to_talk = any(isinstance(item, SaidCard) and item.smile is Smile.HARD for item in found.items)
    return render_template(
        "home/work.html",
        shown=found.items,
        replies=answered,
        named=named_tasks(db(), who, [entry.id for entry in found.entries if entry.something_else], now),
        saved=_just_saved(found.entries, request.args.get("saved")),
        first="before" not in request.args,
        older=_cursor(found.last) if found.last else None,
        face=the_one_face(db(), who.member_id, who.school_id, day) if to_talk else None,
        levels=own_level_labels(db(), who.school_id, who.language),
        level_label=level_label,
        mood_label=mood_label,
        moods=[_mood_choice(mood) for mood in Mood],
        said=feedback_words,
        day=day,
        day_in_words=day_in_words,
    )


@pages.get("/bridge")
@allow(Role.STUDENT)
def bridge() -> ResponseReturnValue:
    """*Mijn brug*: every plank in words, and who signed it off. Without the bridge, only what is signed off."""
    who, now = actor(), clock.now()
    day = local_day(now, who.time_zone)
    me = queries.me(db(), who)
    found = planks(db(), who, who.member_id, day, now=now)
    return render_template(
        "home/bridge.html",
        me=me,
        planks=found if me.shows_bridge else [plank for plank in found if plank.state == "lit"],
        signed=queries.signed(db(), who, who.member_id, day),
        day=day,
        day_in_words=day_in_words,
    )


def _mood_choice(mood: Mood) -> dict[str, object]:
    return {"value": int(mood), "label": mood_label(mood), "picture": mood_picture(mood), "level": "none"}


def _just_saved(shown: list[EntryCard], saved: str | None) -> EntryCard | None:
    return next((entry for entry in shown if str(entry.id) == saved), None)


def _cursor(last: Place) -> str:
    moment, key = last
    return f"{moment.isoformat()}_{key}"


def _before(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    moment, _sep, entry_id = cursor.partition("_")
    try:
        at, last = datetime.fromisoformat(moment), UUID(entry_id)
        if at.tzinfo is not None:
            return at.astimezone(UTC), last
    except (ValueError, OverflowError):
        pass
    raise not_found()
