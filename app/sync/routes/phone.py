"""What a phone and the server tell each other about what waits and what changed."""

from flask import request
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.database import db
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.logbook.waiting import say_what_waits
from app.people.access import actor, allow
from app.people.models import STAFF, Role
from app.sync.changes import changes_since
from app.sync.inputs import what_waits
from app.sync.routes.blueprint import pages
from app.sync.routes.shared import body

MOST_BYTES = 64 * 1024


@pages.put("/api/phone/waiting")
@allow(Role.STUDENT, *STAFF)
def put_waiting() -> ResponseReturnValue:
    """Note what waits on this phone now."""
    if request.mimetype != "application/json":
        raise Problem(415, "not-json", _("Dit kunnen we niet lezen. Open de pagina opnieuw."))
    told = what_waits(body(MOST_BYTES))
    say_what_waits(db(), actor(), told.entries, told.last_sequence, clock.now())
    return {}


@pages.get("/api/changes")
@allow(Role.STUDENT, *STAFF)
def get_changes() -> ResponseReturnValue:
    """What changed for this person since ``since``, a cursor of an earlier answer; everything without one."""
    return changes_since(db(), actor(), request.args.get("since", ""), clock.now())
