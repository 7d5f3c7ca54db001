"""Several entries at once: choose which were seen, mark them, and take that back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.database import db
from app.base.errors import Problem
from app.people.access import actor, allow
from app.people.models import STAFF
from app.review import actions, batches, inputs
from app.review import queue as waiting
from app.review.models import Verdict
from app.review.phrases import phrases
from app.review.routes.blueprint import pages
from app.review.routes.drawn import row_drawer
from app.review.routes.shown import asked, filter_chips


@pages.get("/review/several")
@allow(*STAFF)
def several() -> ResponseReturnValue:
    """A page of the queue to choose from; ``all`` chooses all of it, ``entry`` one."""
    chosen = set(inputs.ids(request.args.get("entry")))
    return _page(clock.now(), chosen, everything="all" in request.args)


@pages.post("/review/several")
@allow(*STAFF)
def mark_several() -> ResponseReturnValue:
    """*Gezien* for all that were chosen."""
    now = clock.now()
    given = inputs.several(request.form, request.form.getlist("entry"))
    try:
        marked = actions.see_several(db(), actor(), now, given)
    except Problem as problem:
        if problem.code not in {"incomplete", "used"}:
            raise
        return _page(now, set(given.stood), given=given, problem=problem), problem.status
    told: dict[str, Any] = {"several": str(given.batch_id), "left": ".".join(one.hex for one in marked.left)}
    return redirect(url_for("review.queue", list=1, **_with_words(told), **inputs.carried(asked())), 303)


@pages.post("/review/several/undo")
@allow(*STAFF)
def undo_several() -> ResponseReturnValue:
    """Take all of it back within the minute, and open the list to choose again."""
    actions.undo_several(db(), actor(), clock.now(), inputs.form_id(request.form, "batch_id"))
    return redirect(url_for("review.queue", list=1, undone=1, **inputs.carried(asked())), 303)


def _with_words(told: dict[str, Any]) -> dict[str, Any]:
    return {name: text for name, text in told.items() if text}


def _page(
    now: datetime,
    chosen: set[UUID],
    *,
    everything: bool = False,
    given: inputs.SeveralSeen | None = None,
    problem: Problem | None = None,
) -> str:
    who, filters = actor(), inputs.filters(asked())
    found = waiting.queue(db(), who, now, inputs.place(asked()), filters)
    here = inputs.carried(asked())
    return render_template(
        "review/several.html",
        rows=found.new,
        total=found.total,
        stands=batches.stands_now(db(), who, [row.id for row in found.new]),
        chosen={row.id for row in found.new} if everything else chosen,
        everything=everything,
        phrases=phrases(db(), who.school_id, Verdict.SEEN),
        batch_id=inputs.new_id(),
        given=given,
        problem=problem,
        row=row_drawer(now, who.time_zone),
        here=here,
        filters=filters,
        filtered=filter_chips("review.several", now),
        further=inputs.place_in_words(found.next_page) if found.next_page else None,
    )
