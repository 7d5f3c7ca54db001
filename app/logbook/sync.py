"""HTTP for phones: idempotent writes. The page *sync* in the design says what each answer means to a phone."""

from uuid import UUID

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.database import db, engine, open_session
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.storage import Storage
from app.logbook import actions, inputs, photos
from app.people.access import actor, allow
from app.people.models import Role

pages = Blueprint("sync", __name__, url_prefix="/api")


@pages.put("/entries/<uuid:entry_id>")
@allow(Role.STUDENT)
def put_entry(entry_id: UUID) -> ResponseReturnValue:
    """Keep one revision of an entry, and answer with its receipt."""
    who = actor()
    with actions.refusals_noted(who, entry_id):
        if request.mimetype != "application/json":
            raise Problem(415, "not-json", _("Dit kunnen we niet lezen. Open de pagina opnieuw."))
        body = _body(inputs.MOST_JSON_BYTES)
        entry, digest = inputs.read_entry(body), inputs.sha_256(body)
        receipt = actions.save_entry(db(), who, entry_id, entry, digest, clock.now(), who.device_id)
    return receipt.as_json(), 201 if receipt.new else 200


@pages.put("/entries/<uuid:entry_id>/media/<uuid:media_id>")
@allow(Role.STUDENT)
def put_media(entry_id: UUID, media_id: UUID) -> ResponseReturnValue:
    """Keep a photo that an entry lists, cleaned, and answer with its receipt."""
    who = actor()
    with actions.refusals_noted(who, entry_id, media_id):
        body = _body(inputs.MOST_PHOTO_BYTES)
        digest = inputs.sent_digest(body, request.headers.get("Content-Digest"))
        with open_session(engine(), writes=False) as reading:
            awaited = photos.awaited_media(reading, who, entry_id, media_id)
        photo = photos.save_media(_storage(), awaited, body, digest)
        if photo is not None:
            photos.receive_media(db(), who, media_id, photo, clock.now())
    return {"id": str(media_id), "digest": digest}, 200 if photo is None else 201


def _body(most: int) -> bytes:
    request.max_content_length = most
    return request.get_data(cache=False)


def _storage() -> Storage:
    found: Storage = current_app.extensions["storage"]
    return found
