"""What belongs to no feature: files, the about page, and the answer for a load balancer."""

import sqlalchemy as sa
from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from app.base import assets
from app.base.database import db
from app.people.access import ANYONE, allow
from app.people.queries import not_found

pages = Blueprint("shell", __name__)


@pages.get("/static/<string:version>/<path:name>")
@allow(ANYONE)
def asset(version: str, name: str) -> ResponseReturnValue:
    """A file, packed as small as the browser can read it. An old version's address gets the file of today."""
    if name not in assets.files():
        raise not_found()
    encoding = request.accept_encodings.best_match(assets.encodings(name), default="identity")
    answer = Response(assets.packed(name, encoding), mimetype=assets.media_type(name))
    if encoding != "identity":
        answer.content_encoding = encoding
    answer.vary.add("Accept-Encoding")
    answer.cache_control.public = True
    answer.cache_control.max_age = 31_536_000 if version == assets.version() else 0
    answer.cache_control.immutable = version == assets.version()
    return answer


@pages.get("/about")
@allow(ANYONE)
def about() -> ResponseReturnValue:
    """Who made the app and the pictures in it."""
    return render_template("shell/about.html")


@pages.get("/health")
@allow(ANYONE)
def health() -> ResponseReturnValue:
    """Says that the app and its database answer."""
    db().execute(sa.text("SELECT 1"))
    return {"ok": True}
