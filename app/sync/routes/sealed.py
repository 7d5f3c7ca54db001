"""An envelope, from anybody: only its writer could have written it, and only the server can read it."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.database import db, engine, open_session
from app.base.errors import Problem
from app.base.limits import Limit, attempt
from app.people.access import ANYONE, allow
from app.sync import actions
from app.sync.actions import Stranger
from app.sync.inputs import MOST_SEALED_BYTES, Item, open_item
from app.sync.routes.blueprint import pages
from app.sync.routes.shared import body, config, storage

WRONG_ENVELOPES = Limit("sealed-address", 60, 600)
"""Envelopes that do not open or that no phone wrote. Right ones are never counted: a whole class sends from one
address when the network heals.
"""


@pages.put("/api/sealed/<uuid:envelope_id>")
@allow(ANYONE)
def put_sealed(envelope_id: UUID) -> ResponseReturnValue:
    """Keep what is in an envelope as its writer's, whoever brings it, and answer with its receipt."""
    now = clock.now()
    item = _opened(envelope_id)
    with open_session(engine(), writes=False) as reading:
        try:
            found = actions.whose(reading, config().secrets, item, now)
        except Stranger:
            _count_as_wrong()
            raise
        i18n.set_language(found.actor.language)
        known = actions.look_up(reading, item, found)
    photo = actions.cleaned_photo(storage(), known)
    kept = actions.keep(db(), known, photo, now)
    return kept.receipt, 201 if kept.new else 200


def _opened(envelope_id: UUID) -> Item:
    try:
        return open_item(config().secrets, clock.now(), envelope_id, body(MOST_SEALED_BYTES))
    except Problem as problem:
        if problem.code == "sealed-unreadable":
            _count_as_wrong()
        raise


def _count_as_wrong() -> None:
    attempt(engine(), clock.now(), (WRONG_ENVELOPES, request.remote_addr or "unknown"))
