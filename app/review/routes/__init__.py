"""The supervisor's side: here the queue and an entry; the modules beside it have the other pages."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.logbook.models import EntryStatus
from app.logbook.queries import EntryCard, entry
from app.logbook.words import level_picture, mood_label, mood_picture
from app.people.access import actor, allow
from app.people.models import STAFF
from app.people.queries import not_found, own_level_labels, student
from app.review import actions, inputs
from app.review import queue as waiting
from app.review.routes import agreements, matrix, observing, signing, students, talking
from app.review.routes.blueprint import pages
from app.review.words import level_options, short_level

__all__ = ["agreements", "matrix", "observing", "pages", "signing", "students", "talking"]

ALREADY = frozenset({"answered", "changed", "taken-back"})


@pages.get("/review")
@allow(*STAFF)
def queue() -> ResponseReturnValue:
    """*Nakijken*: what waits, oldest first; beside it, where there is room, the first of them."""
    now = clock.now()
    found = waiting.queue(db(), actor(), now, _place(request.args.get("after")))
    first = next(iter(found.new), None)
    card = entry(db(), actor(), first.id, now) if first else None
    return _desk(found, card, now, opened=False)


@pages.get("/review/<uuid:entry_id>")
@allow(*STAFF)
def entry_page(entry_id: UUID) -> ResponseReturnValue:
    """One entry, large, with the form to answer it."""
    now = clock.now()
    card = entry(db(), actor(), entry_id, now)
    return _desk(waiting.queue(db(), actor(), now), card, now, opened=True)


@pages.post("/review/<uuid:entry_id>")
@allow(*STAFF)
def answer(entry_id: UUID) -> ResponseReturnValue:
    """*Gezien, volgende* or *Samen bekijken*; then on to the next."""
    given, now = inputs.answer(request.form), clock.now()
    try:
        made = actions.answer_entry(db(), actor(), now, entry_id, given)
    except Problem as problem:
        if problem.code not in {*ALREADY, "incomplete"}:
            raise
        return _answer_again(entry_id, given, problem, now)
    here = waiting.place_of(db(), actor(), entry_id, now)
    following = waiting.next_entry(db(), actor(), now, here)
    if following is None:
        return redirect(url_for("review.queue", done=made.id), 303)
    return redirect(url_for("review.entry_page", entry_id=following, done=made.id), 303)


def _answer_again(entry_id: UUID, given: inputs.Answer, problem: Problem, now: datetime) -> ResponseReturnValue:
    # What was typed stays in the form, but the form is that of the entry as it is now.
    if problem.code == "taken-back":
        return _desk(waiting.queue(db(), actor(), now), None, now, opened=False, problem=problem), problem.status
    card = entry(db(), actor(), entry_id, now)
    found = waiting.queue(db(), actor(), now)
    return _desk(found, card, now, opened=True, given=given, problem=problem), problem.status


@pages.post("/review/<uuid:entry_id>/undo")
@allow(*STAFF)
def undo(entry_id: UUID) -> ResponseReturnValue:
    """Take an answer back within the minute and open its entry again."""
    try:
        review_id = UUID(request.form.get("review_id", ""))
    except ValueError:
        raise not_found() from None
    actions.undo(db(), actor(), clock.now(), entry_id, review_id)
    return redirect(url_for("review.entry_page", entry_id=entry_id, undone=1), 303)


def _desk(
    found: waiting.Queue,
    card: EntryCard | None,
    now: datetime,
    *,
    opened: bool,
    given: inputs.Answer | None = None,
    problem: Problem | None = None,
) -> str:
    who = actor()
    return render_template(
        "review/desk.html",
        queue=found,
        opened=opened,
        current=card.id if card else None,
        work=_work(card, now, given) if card else None,
        done=_done(now),
        undone=bool(request.args.get("undone")),
        problem=problem,
        when=_clock(now, who.time_zone),
        after=_written(found.next_page) if found.next_page else None,
    )


def _work(card: EntryCard, now: datetime, given: inputs.Answer | None) -> dict[str, Any]:
    """All that the page of one entry shows."""
    who = actor()
    session = db()
    today = local_day(now, who.time_zone)
    labels = own_level_labels(session, who.school_id, i18n.language())
    newest = waiting.newest_review(session, who, card.id, now)
    open_still = card.status in {EntryStatus.NEW, EntryStatus.QUESTION}
    return {
        "entry": card,
        "first_name": student(session, who, card.student_id, today).first_name,
        "title": _title(card),
        "happened": i18n.day_in_words(card.happened_on, today, i18n.language()),
        "level": (short_level(card.level, labels), level_picture(card.level)) if card.level else None,
        "mood": (mood_label(card.mood), mood_picture(card.mood)) if card.mood else None,
        "review": newest,
        "can_undo": newest is not None and newest.can_be_undone(who, now),
        "recorded": [
            (work_process, short_level(level, labels), level_picture(level))
            for work_process, level in waiting.levels_of(session, who, newest.id)
        ]
        if newest and not open_still
        else [],
        "proposals": waiting.proposals(session, who, card, now) if open_still else None,
        "options": [
            *level_options(labels),
            {"value": "", "label": _("Niet te zien"), "level": "none"},
        ],
        "review_id": inputs.new_id(),
        "chosen": {key: str(int(level)) for key, level in given.levels.items()} if given else {},
        "reply": given.reply if given else "",
    }


def _title(card: EntryCard) -> str:
    return ", ".join(task.label for task in card.tasks) or _("Iets anders")


def _done(now: datetime) -> waiting.ReviewCard | None:
    """The answer that was given just before, while it can still be undone."""
    try:
        made = waiting.review(db(), actor(), UUID(request.args["done"]), now)
    except (KeyError, ValueError):
        return None
    return made if made and made.can_be_undone(actor(), now) else None


def _clock(now: datetime, time_zone: str) -> Callable[[datetime], str]:
    """*vandaag 11:20*, for a whole list: the zone and the day are looked up once."""
    zone, code = ZoneInfo(time_zone), i18n.language()
    today = now.astimezone(zone).date()

    def words(moment: datetime) -> str:
        local = moment.astimezone(zone)
        return f"{i18n.day_in_words(local.date(), today, code)} {local:%H:%M}"

    return words


def _written(place: waiting.Place) -> str:
    return f"{place[0].isoformat()}_{place[1]}"


def _place(written: str | None) -> waiting.Place | None:
    moment, _line, key = (written or "").partition("_")
    try:
        at, entry_id = datetime.fromisoformat(moment), UUID(key)
        return (at.astimezone(UTC), entry_id) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
