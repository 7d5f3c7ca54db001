"""The supervisor's side: here the queue and an entry; the modules beside it have the other pages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

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
from app.people.offline import opens_offline
from app.people.queries import not_found, own_level_labels
from app.review import actions, answers, batches, filtering, inputs
from app.review import queue as waiting
from app.review.models import Verdict
from app.review.naming import named_tasks
from app.review.phrases import PhraseCard, phrases
from app.review.routes import (
    agreements,
    drawn,
    matrix,
    naming,
    observing,
    phrasing,
    several,
    signing,
    students,
    talking,
)
from app.review.routes.blueprint import pages
from app.review.routes.desk import Last, ListSide, Mistake, Reader, Work, WorkSide
from app.review.routes.shown import asked, filter_chips
from app.review.words import short_level

__all__ = [
    "agreements",
    "matrix",
    "naming",
    "observing",
    "pages",
    "phrasing",
    "several",
    "signing",
    "students",
    "talking",
]

ALREADY = frozenset({"answered", "changed", "taken-back"})


@pages.get("/review")
@allow(*STAFF)
@opens_offline
def queue() -> ResponseReturnValue:
    """*Nakijken*: the first that waits, with the list beside it at a desk; ``list``: on a phone the list instead."""
    now = clock.now()
    found = _queue(now, inputs.place(asked()))
    first = next(iter(found.new or found.questions), None)
    card = entry(db(), actor(), first.id, now) if first and (found.new or _filters().only) else None
    return _desk(found, card, now, number=found.upto + 1, listing="list" in request.args)


@pages.get("/review/filter")
@allow(*STAFF)
def narrow() -> ResponseReturnValue:
    """What to see of the queue."""
    today = local_day(clock.now(), actor().time_zone)
    choices = filtering.choices(db(), actor(), today)
    return render_template("review/filter.html", choices=choices, filters=_filters())


@pages.get("/review/<uuid:entry_id>")
@allow(*STAFF)
@opens_offline
def entry_page(entry_id: UUID) -> ResponseReturnValue:
    """One entry, large, with the form to answer it."""
    now = clock.now()
    card = entry(db(), actor(), entry_id, now)
    return _open(card, now)


@pages.get("/review/<uuid:entry_id>/later")
@allow(*STAFF)
def later(entry_id: UUID) -> ResponseReturnValue:
    """Leave this one for later: on to the next."""
    now = clock.now()
    return _on_to_next(waiting.place_of(db(), actor(), entry_id, now), now)


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
    return _on_to_next(waiting.place_of(db(), actor(), entry_id, now), now, done=str(made.id))


def _answer_again(entry_id: UUID, given: inputs.Answer, problem: Problem, now: datetime) -> ResponseReturnValue:
    # What was typed stays in the form, but the form is that of the entry as it is now.
    card = None if problem.code == "taken-back" else entry(db(), actor(), entry_id, now)
    if card is None:
        return _desk(_queue(now), card, now, listing=True, problem=problem), problem.status
    return _open(card, now, given=given, problem=problem), problem.status


@pages.post("/review/<uuid:entry_id>/undo")
@allow(*STAFF)
def undo(entry_id: UUID) -> ResponseReturnValue:
    """Take an answer back within the minute and open its entry again."""
    try:
        review_id = UUID(request.form.get("review_id", ""))
    except ValueError:
        raise not_found() from None
    actions.undo(db(), actor(), clock.now(), entry_id, review_id)
    here = inputs.carried(asked())
    return redirect(url_for("review.entry_page", entry_id=entry_id, undone=1, **here), 303)


def _on_to_next(place: inputs.Place, now: datetime, **told: Any) -> ResponseReturnValue:
    following = waiting.next_entry(db(), actor(), now, place, _filters())
    here = inputs.carried(asked())
    if following is None:
        return redirect(url_for("review.queue", **told, **here), 303)
    return redirect(url_for("review.entry_page", entry_id=following, **told, **here), 303)


def _filters() -> inputs.Filters:
    return inputs.filters(asked())


def _queue(now: datetime, at: inputs.Place | None = None) -> waiting.Queue:
    return waiting.queue(db(), actor(), now, inputs.place(asked()), _filters(), at)


def _open(card: EntryCard, now: datetime, **tried: Any) -> str:
    found = _queue(now, (card.submitted_at, card.id))
    return _desk(found, card, now, number=found.upto, **tried)


def _desk(
    found: waiting.Queue,
    card: EntryCard | None,
    now: datetime,
    *,
    number: int = 0,
    listing: bool = False,
    given: inputs.Answer | None = None,
    problem: Problem | None = None,
) -> str:
    who, filters = actor(), _filters()
    here = inputs.carried(asked())
    listing = listing or card is None
    reader = drawn.reads(now, who.time_zone)
    last = _last(now)
    work = _work(card, now, reader, given) if card else None
    list_side = ListSide(
        new=tuple(found.new),
        questions=tuple(found.questions),
        total=found.total,
        current=card.id if card else None,
        listing=listing,
        working=card is not None,
        here=tuple(here.items()),
        query=_query(here),
        filters=filters,
        filtered=tuple(filter_chips("review.queue", now, list=1)),
        further=inputs.place_in_words(found.next_page) if found.next_page else None,
        reader=reader,
    )
    return render_template(
        "review/desk.html",
        listing=listing,
        work=work,
        list_side=drawn.listed(list_side),
        work_side=_work_side(work, list_side, number, last, problem) if work else "",
        last=last,
        left_out=batches.left_out(db(), who, inputs.ids(request.args.get("left")), now),
        undone=bool(request.args.get("undone")),
        problem=problem,
    )


def _work_side(work: Work, beside: ListSide, number: int, last: Last | None, problem: Problem | None) -> Markup:
    mistake = Mistake(problem.text, problem.fields["reply"]) if problem and problem.fields else None
    side = WorkSide(
        work=work,
        listing=beside.listing,
        number=number if work.entry.status is EntryStatus.NEW else None,
        total=beside.total,
        here=beside.here,
        last=last,
        mistake=mistake,
        reader=beside.reader,
    )
    return drawn.work(side, inputs.new_id())


def _query(here: Mapping[str, Any]) -> str:
    """The part of an address that says which list one is in."""
    return url_for("review.queue", **here).removeprefix(url_for("review.queue")) if here else ""


def _work(card: EntryCard, now: datetime, reader: Reader, given: inputs.Answer | None) -> Work:
    """All that the page of one entry shows."""
    who = actor()
    session = db()
    labels = own_level_labels(session, who.school_id, reader.language)
    newest = answers.newest_review(session, who, card.id, now) if card.seen else None
    open_still = card.status in {EntryStatus.NEW, EntryStatus.QUESTION}
    return Work(
        entry=card,
        title=_title(card),
        happened=i18n.day_in_words(card.happened_on, reader.today, reader.language),
        level=(short_level(card.level, labels), level_picture(card.level)) if card.level else None,
        mood=(mood_label(card.mood), mood_picture(card.mood)) if card.mood else None,
        named=named_tasks(session, who, [card.id], now).get(card.id) if card.something_else else None,
        review=newest,
        can_undo=newest is not None and newest.can_be_undone(who, now),
        recorded=tuple(
            (work_process, short_level(level, labels), level_picture(level))
            for work_process, level in answers.levels_of(session, who, newest.id)
        )
        if newest and not open_still
        else (),
        proposals=answers.proposals(session, who, card, now) if open_still else None,
        labels=tuple(labels.items()),
        phrases=_offered(phrases(session, who.school_id)) if open_still else (),
        levels=tuple((key, str(int(level))) for key, level in given.levels.items()) if given else (),
        reply=given.reply if given else "",
        phrase_id=given.phrase_id if given else None,
    )


def _offered(found: list[PhraseCard]) -> tuple[tuple[str, tuple[PhraseCard, ...]], ...]:
    kinds = ((_("Bij ‘Gezien’"), Verdict.SEEN), (_("Als vraag"), Verdict.QUESTION))
    groups = ((title, tuple(card for card in found if card.verdict is verdict)) for title, verdict in kinds)
    return tuple((title, cards) for title, cards in groups if cards)


def _title(card: EntryCard) -> str:
    return ", ".join(task.label for task in card.tasks) or _("Iets anders")


def _last(now: datetime) -> Last | None:
    """What was answered just before, while it can still be undone: one entry, or several at once."""
    try:
        made = answers.review(db(), actor(), UUID(request.args.get("done", "")), now)
    except ValueError:
        return _last_several(now)
    if made is None or not made.can_be_undone(actor(), now):
        return None
    seen = made.verdict is Verdict.SEEN
    return Last(
        title=_("Gezien.") if seen else _("Je vraag gaat naar %(name)s.", name=made.student_name),
        text=_("%(name)s ziet je antwoord over een minuut.", name=made.student_name) if seen else "",
        address=url_for("review.undo", entry_id=made.entry_id, **inputs.carried(asked())),
        field=("review_id", made.id),
    )


def _last_several(now: datetime) -> Last | None:
    for batch_id in inputs.ids(request.args.get("several")):
        count = batches.to_undo(db(), actor(), batch_id, now)
        if count:
            return Last(
                title=i18n.ngettext("%(n)s gezien.", "%(n)s gezien.", count),
                text=_("Je leerlingen zien het over een minuut."),
                address=url_for("review.undo_several", **inputs.carried(asked())),
                field=("batch_id", batch_id),
            )
    return None
