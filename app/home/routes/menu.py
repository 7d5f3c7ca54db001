"""Everybody's menu. It depends on little, so each is drawn once."""

from functools import lru_cache

from flask import current_app, request, url_for
from markupsafe import Markup

from app.base.i18n import gettext as _
from app.base.i18n import language
from app.people.access import maybe_actor

Places = list[dict[str, object]]


def menu() -> dict[str, Markup]:
    """The menu of who is signed in, for every page; nothing for anybody else."""
    who = maybe_actor()
    if who is None:
        return {"menu": Markup()}
    here = request.endpoint or ""
    return {"menu": _drawn(here if who.is_student else _place(here), who.is_staff, language())}


@lru_cache(200)
def _drawn(here: str, staff: bool, _language: str) -> Markup:
    navigation = current_app.jinja_env.get_template("ui/navigation.html").module.navigation  # type: ignore[attr-defined]
    return navigation(_of_staff(here) if staff else _of_student(here), staff)  # type: ignore[no-any-return]


def _of_student(here: str) -> Places:
    return [
        {"url": url_for(endpoint), "label": label, "picture": picture, "current": here == endpoint}
        for endpoint, label, picture in (
            ("home.today", _("Vandaag"), "home"),
            ("home.work", _("Mijn werk"), "notebook"),
            ("home.bridge", _("Mijn brug"), "bridge"),
        )
    ]


def _of_staff(place: str) -> Places:
    return [
        {"url": url_for(endpoint), "label": label, "icon": icon, "current": place == endpoint}
        for endpoint, label, icon in (
            ("review.queue", _("Nakijken"), "list-checks"),
            ("review.students_page", _("Leerlingen"), "users"),
            ("review.matrix", _("Overzicht"), "layout-grid"),
            ("home.manage", _("Regelen"), "settings"),
            ("people.me", _("Over mij"), "user"),
        )
    ]


def _place(here: str) -> str:
    """The entry of the staff's menu under which a page falls."""
    if request.path.startswith("/review"):
        return "review.queue"
    if here in {"people.me", "review.matrix"}:
        return here
    about_a_student = request.path.startswith("/students")
    return "review.students_page" if about_a_student else "home.manage"
