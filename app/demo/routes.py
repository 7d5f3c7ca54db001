"""HTTP for the demo: become one of its people with one tap. Production does not have these pages."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base.config import Config
from app.base.database import db
from app.base.i18n import gettext as _
from app.base.tokens import spaced
from app.demo import keys, queries
from app.demo.companies import COMPANIES, CONTACTS
from app.demo.keys import demo_id
from app.demo.people import MEMBERS, SCHOOLS
from app.demo.queries import Face
from app.people.access import ANYONE, allow, maybe_actor, sign_in_as
from app.people.models import Role
from app.people.words import role_name

pages = Blueprint("demo", __name__)

ON_SHOW = ("joost", "wil")
"""The trainers whose link is on the start page."""


@pages.app_context_processor
def _way_back() -> dict[str, str | None]:
    """The way back to the start page, for the strip on top of every other page."""
    return {"demo_start": None if request.endpoint == "demo.start" else url_for("demo.start")}


@pages.get("/demo")
@allow(ANYONE)
def start() -> ResponseReturnValue:
    """Choose who to be."""
    people, who = queries.faces(db()), maybe_actor()
    first = [face for face in people if face.school_id == demo_id("brug")]
    secret = _secret()
    return render_template(
        "demo/start.html",
        students=[_card(face, with_role=False) for face in first if face.role is Role.STUDENT],
        colleagues=[_card(face) for face in first if face.role is not Role.STUDENT],
        trainers=[_trainer(key, secret) for key in ON_SHOW] if first else [],
        others=[_card(face) for face in people if face.school_id == demo_id("kompas")],
        schools=SCHOOLS,
        me=who.member_id if who else None,
        badges=[
            {
                "name": face.first_name,
                "code": spaced(keys.code(secret, f"badge {face.key}")),
                "url": url_for("people.badge", key=keys.token(secret, f"badge {face.key}")),
            }
            for face in people
            if face.role is Role.STUDENT and face.key
        ],
        addresses=[f"{key}@voorbeeld.nl" for key, member in MEMBERS.items() if member.role is not Role.STUDENT],
        password=keys.password(secret),
    )


@pages.post("/demo/<uuid:member_id>")
@allow(ANYONE)
def sign_in(member_id: UUID) -> ResponseReturnValue:
    """Go on as this member of a demo school."""
    return sign_in_as(queries.member_id(db(), member_id))


def _secret() -> str:
    config: Config = current_app.extensions["werkbrug"]
    return config.secret


def _card(face: Face, *, with_role: bool = True) -> dict[str, Any]:
    about = role_name(face.role) if with_role else ""
    return {
        "id": face.id,
        "name": face.first_name,
        "picture": face.picture,
        "about": " · ".join(filter(None, (about, face.company_name))),
        "hint": _hints().get(face.key, ""),
    }


def _trainer(key: str, secret: str) -> dict[str, Any]:
    contact = CONTACTS[key]
    return {
        "name": contact.first_name,
        "picture": contact.picture,
        "about": COMPANIES[contact.company].name,
        "hint": _hints()[key],
        "url": url_for("feedback.smile", token=keys.token(secret, f"link {key}")),
    }


def _hints() -> dict[str, str]:
    """What there is to see with whom."""
    return {
        "sam": _("Drie planken zijn af"),
        "noor": _("Foto’s mogen hier niet"),
        "bilal": _("Maakt graag foto’s"),
        "fleur": _("Is net begonnen"),
        "jayden": _("Werkt samen met Sam"),
        "esra": _("Leert in een winkel"),
        "mila": _("Zegt niet veel"),
        "daan": _("Werkt vier dagen"),
        "sara": _("Bakt en pakt in"),
        "luca": _("Kijkt of het iets is"),
        "tess": _("Is bijna klaar"),
        "omar": _("Maakt geen foto’s"),
        "ruben": _("Heeft de andere zes leerlingen"),
        "petra": _("Regelt wie er werkt en leert"),
        "anouk": _("Kijkt de logs na en tekent af"),
        "karin": _("Ziet alle leerlingen"),
        "youssef": _("Wil geen foto’s maken"),
        "joost": _("Zegt hoe het gaat met Sam en Jayden"),
        "wil": _("Zegt hoe het gaat met Noor"),
    }
