"""What could not be sent for days, brought by a supervisor as a file. Still sealed: nobody reads it on the way."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.base import clock, database
from app.base.database import db, engine, open_session
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.people.access import actor, allow
from app.people.models import STAFF
from app.sync import actions
from app.sync.actions import Kept, Stranger
from app.sync.inputs import envelopes, open_item
from app.sync.routes.blueprint import pages
from app.sync.routes.shared import config, storage

PATIENCE = 20.0
"""Seconds; what is not done by then is asked for again, and what is here by then goes fast."""


@dataclass
class Taken:
    """What came of a file: by first name what was new, how much was here before, and what was refused, in words."""

    new: Counter[str] = field(default_factory=Counter)
    again: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    finished: bool = True
    problem: Problem | None = None


@pages.get("/handover")
@allow(*STAFF)
def handover() -> ResponseReturnValue:
    """Where staff hand in a file with what is still on a student's phone."""
    return render_template("sync/handover.html", taken=None)


@pages.post("/handover")
@allow(*STAFF)
def take_in_handover() -> ResponseReturnValue:
    """Keep what is in the file, as its writers', each thing by itself; the same file again is no harm."""
    taken = _take_in(clock.now())
    status = taken.problem.status if taken.problem else 200
    return render_template("sync/handover.html", taken=taken), status


def _take_in(now: datetime) -> Taken:
    taken, until = Taken(), time.monotonic() + PATIENCE
    file = request.files.get("file")
    if file is None or not file.filename:
        taken.problem = Problem(422, "no-file", _("Kies eerst een bestand."))
        return taken
    try:
        for envelope_id, sealed in envelopes(file.stream):
            if time.monotonic() > until:
                taken.finished = False
                break
            if sealed is None:
                taken.refused[_("Het bestand is niet heel. Maak het op de telefoon nog een keer.")] += 1
                break
            _take_in_one(taken, envelope_id, sealed, now)
    except Problem as problem:
        taken.problem = problem
    return taken


def _take_in_one(taken: Taken, envelope_id: UUID, sealed: bytes, now: datetime) -> None:
    try:
        name, kept = _keep(envelope_id, sealed, now)
    except Problem as problem:
        of_a_stranger = isinstance(problem, Stranger) or problem.status == 404
        taken.refused[_("Dit is niet van een leerling van jou.") if of_a_stranger else problem.text] += 1
        return
    if kept.new:
        taken.new[name] += 1
    else:
        taken.again += 1


def _keep(envelope_id: UUID, sealed: bytes, now: datetime) -> tuple[str, Kept]:
    """One envelope, in a transaction of its own: a bad one takes no other along."""
    item = open_item(config().secrets, now, envelope_id, sealed)
    with open_session(engine(), writes=False) as reading:
        found = actions.whose(reading, config().secrets, item, now)
        actions.vouch(reading, actor(), found, now)
        known = actions.look_up(reading, item, found, vouched=True)
    photo = actions.cleaned_photo(storage(), known)
    try:
        kept = actions.keep(db(), known, photo, now)
    except Problem:
        db().rollback()
        raise
    database.commit()
    return found.actor.first_name, kept
