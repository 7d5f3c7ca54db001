"""One entry, one photo, from who is signed in."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.database import db, engine, open_session
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.logbook import actions, inputs, photos
from app.logbook.waiting import arrived
from app.people.access import actor, allow
from app.people.models import Role
from app.sync.routes.blueprint import pages
from app.sync.routes.shared import body, storage


@pages.put("/api/entries/<uuid:entry_id>")
@allow(Role.STUDENT)
def put_entry(entry_id: UUID) -> ResponseReturnValue:
    """Keep one revision of an entry, and answer with its receipt."""
    who = actor()
    with actions.refusals_noted(who, entry_id):
        if request.mimetype != "application/json":
            raise Problem(415, "not-json", _("Dit kunnen we niet lezen. Open de pagina opnieuw."))
        sent = body(inputs.MOST_JSON_BYTES)
        entry, digest = inputs.read_entry(sent), inputs.sha_256(sent)
        receipt = actions.save_entry(db(), who, entry_id, entry, digest, clock.now(), who.device_id)
        arrived(db(), who, entry_id)
    return receipt.as_json(), 201 if receipt.new else 200


@pages.put("/api/entries/<uuid:entry_id>/media/<uuid:media_id>")
@allow(Role.STUDENT)
def put_media(entry_id: UUID, media_id: UUID) -> ResponseReturnValue:
    """Keep a photo that an entry lists, cleaned, and answer with its receipt."""
    who = actor()
    with actions.refusals_noted(who, entry_id, media_id):
        sent = body(inputs.MOST_PHOTO_BYTES)
        digest = inputs.sent_digest(sent, request.headers.get("Content-Digest"))
        with open_session(engine(), writes=False) as reading:
            awaited = photos.awaited_media(reading, who, entry_id, media_id)
        photo = photos.save_media(storage(), awaited, sent, digest)
        if photo is not None:
            photos.receive_media(db(), who, media_id, photo, clock.now())
            arrived(db(), who, entry_id)
    return {"id": str(media_id), "digest": digest}, 200 if photo is None else 201
