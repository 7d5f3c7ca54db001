"""What belongs to no feature: files, the installed app, the about page, and the answer for a load balancer."""

import json
import re
from functools import cache

import sqlalchemy as sa
from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import assets, i18n
from app.base.database import db
from app.base.security import from_anywhere, own_file
from app.people.access import ANYONE, allow, maybe_actor
from app.people.queries import not_found
from app.shell import precache
from app.shell.manifest import manifest
from app.shell.precache import content_print

pages = Blueprint("shell", __name__)

IMPERSONAL = ("not-here", "not-sent", "signed-out")
"""The pages that a phone shows by itself, without a network."""


@pages.get("/static/<string:version>/<path:name>")
@allow(ANYONE)
@own_file
def asset(version: str, name: str) -> ResponseReturnValue:
    """A file, packed as small as the browser can read it. An old version's address gets the file of today."""
    if name not in assets.files():
        raise not_found()
    encoding = request.accept_encodings.best_match(assets.encodings(name), default="identity")
    answer = Response(assets.packed(name, encoding), content_type=assets.media_type(name))
    if encoding != "identity":
        answer.content_encoding = encoding
    answer.vary.add("Accept-Encoding")
    answer.cache_control.max_age = 31_536_000 if version == assets.version() else 0
    answer.cache_control.immutable = version == assets.version()
    return answer


@pages.get("/manifest.webmanifest")
@allow(ANYONE)
def app_manifest() -> ResponseReturnValue:
    """What a phone needs to install the app; ``?language=`` is that of the page which leads here."""
    i18n.set_language(request.args.get("language", i18n.language()))
    answer = Response(json.dumps(manifest(), ensure_ascii=False), mimetype="application/manifest+json")
    return _asked_again(answer)


@pages.get("/service-worker.js")
@allow(ANYONE)
def service_worker() -> ResponseReturnValue:
    """The worker, with the list of what it keeps. Whatever changes in that, it is a new worker."""
    demo = current_app.extensions["werkbrug"].demo
    kept = {
        "files": assets.asset("js/worker/main.js").removesuffix("js/worker/main.js"),
        "student": precache.kept(*precache.STUDENT, *(precache.DEMO if demo else ())),
        "supervisor": precache.kept(*precache.SUPERVISOR),
        "pages": _impersonal_prints(),
        "languages": i18n.LANGUAGES,
    }
    version = content_print(json.dumps(kept).encode())
    told = json.dumps({"version": version, **kept})
    script = f'import {{ serve }} from "{assets.asset("js/worker/main.js")}";\nserve({told});\n'
    return _asked_again(Response(script, mimetype="text/javascript"))


@pages.get('/offline/<string:language>/<any("not-here", "not-sent", "signed-out"):page>')
@allow(ANYONE)
def impersonal(language: str, page: str) -> ResponseReturnValue:
    """A page of nobody in particular, which every phone keeps."""
    if language not in i18n.LANGUAGES:
        raise not_found()
    return _impersonal(language, page)


@pages.post("/share")
@allow(ANYONE)
@from_anywhere
def share() -> ResponseReturnValue:
    """Where a phone brings a photo that is shared from its gallery. The app's worker takes it before it leaves the
    phone; when there is none, the photo has to be chosen again, and the log's page says so.
    """
    who = maybe_actor()
    student = who is not None and who.is_student
    return redirect(url_for("logbook.log", shared="no") if student else url_for("people.welcome"), 303)


def _impersonal(language: str, name: str) -> str:
    i18n.set_language(language)
    return render_template(f"shell/{name}.html", actor=None, menu="", phone_attributes={})


@cache
def _impersonal_prints() -> tuple[tuple[str, str], ...]:
    asked_in = i18n.language()
    prints = tuple(
        (url_for("shell.impersonal", language=language, page=name), content_print(_impersonal(language, name).encode()))
        for language in i18n.LANGUAGES
        for name in IMPERSONAL
    )
    i18n.set_language(asked_in)
    return prints


def _asked_again(answer: Response) -> Response:
    """Browsers may keep it, and ask each time whether it is still so."""
    answer.cache_control.no_cache = True
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@pages.get("/about")
@allow(ANYONE)
def about() -> ResponseReturnValue:
    """Who made the app and the pictures in it."""
    return render_template("shell/about.html")


@pages.get("/install")
@allow(ANYONE)
def install() -> ResponseReturnValue:
    """How to put the app on a phone; the phone that asks comes first."""
    apple = re.search(r"iPhone|iPad|iPod", request.user_agent.string) is not None
    return render_template("shell/install.html", apple=apple)


@pages.get("/health")
@allow(ANYONE)
def health() -> ResponseReturnValue:
    """Says that the app and its database answer."""
    db().execute(sa.text("SELECT 1"))
    return {"ok": True}
