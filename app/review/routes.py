"""The supervisor's side: the queue, an entry, the students and what they can do."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.logbook.models import EntryStatus
from app.logbook.queries import EntryCard, entries, entry
from app.logbook.words import level_picture, mood_label, mood_picture
from app.people.access import actor, allow
from app.people.models import STAFF, Role
from app.people.queries import not_found, own_level_labels, student
from app.placements.queries import agreed_work_processes, current_placement
from app.review import actions, evidence, inputs
from app.review import queue as waiting
from app.review.queries import school_rule
from app.review.words import level_options, short_level, source_label

pages = Blueprint("review", __name__)

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


@pages.get("/students")
@allow(*STAFF)
def students_page() -> ResponseReturnValue:
    """All students of this person: who waits, and how far each bridge is."""
    today = local_day(clock.now(), actor().time_zone)
    return render_template("review/students.html", students=evidence.student_cards(db(), actor(), today))


@pages.get("/students/<uuid:student_id>")
@allow(*STAFF)
def student_page(student_id: UUID) -> ResponseReturnValue:
    """One student: the bridge, and behind each plank who saw what and what is still missing."""
    who, now = actor(), clock.now()
    today = local_day(now, who.time_zone)
    person = student(db(), who, student_id, today)
    placement = current_placement(db(), who, student_id, today)
    files = evidence.student_files(db(), who, student_id, placement, today)
    bridge = [file for file in files if file.agreed or file.sign_off]
    return render_template(
        "review/student.html",
        person=person,
        placement=placement,
        bridge=bridge,
        drawing=sorted((_drawn(file) for file in bridge), key=lambda plank: plank["state"] != "lit"),
        beside=[file for file in files if not file.agreed and not file.sign_off],
        rule=school_rule(db(), who.school_id),
        waiting=entries(db(), who, now, student_id=student_id, statuses={EntryStatus.NEW}, oldest_first=True, limit=1),
        can_sign=who.role is Role.SUPERVISOR,
        has_links="feedback.links" in current_app.view_functions,
        sheet_id=inputs.new_id(),
        done=request.args.get("done", ""),
        **_evidence_words(today),
    )


def _drawn(file: evidence.WorkProcessFile) -> dict[str, Any]:
    card = file.plank.work_process
    return {"label": card.short, "title": card.title, "state": file.plank.state, "fill": file.plank.fill}


def _evidence_words(today: date) -> dict[str, Any]:
    """What the list of observations needs: the words for levels, sources and days."""
    who, code = actor(), i18n.language()
    labels, zone = own_level_labels(db(), who.school_id, code), who.time_zone
    return {
        "level_words": lambda level: short_level(level, labels),
        "level_picture": level_picture,
        "source_words": source_label,
        "day_words": lambda day: i18n.day_in_words(day, today, code),
        "signed_words": lambda moment: i18n.day_in_words(local_day(moment, zone), today, code),
    }


@pages.get("/students/<uuid:student_id>/observe")
@allow(*STAFF)
def observe(student_id: UUID) -> ResponseReturnValue:
    """*Ik zag het zelf*: the form; ``?work_process=`` chooses one beforehand."""
    today = local_day(clock.now(), actor().time_zone)
    empty = {"work_process": request.args.get("work_process", ""), "observed_on": today.isoformat()}
    return _observe_form(student_id, empty, today)


@pages.post("/students/<uuid:student_id>/observe")
@allow(*STAFF)
def record_floor(student_id: UUID) -> ResponseReturnValue:
    """Record what was seen on the floor."""
    now = clock.now()
    try:
        actions.observe_on_floor(db(), actor(), now, student_id, inputs.floor_observation(request.form))
    except Problem as problem:
        if problem.code != "incomplete":
            raise
        today = local_day(now, actor().time_zone)
        return _observe_form(student_id, request.form.to_dict(), today, problem), problem.status
    return redirect(url_for("review.student_page", student_id=student_id, done="observed"), 303)


def _observe_form(student_id: UUID, filled: dict[str, str], today: date, problem: Problem | None = None) -> str:
    who = actor()
    person = student(db(), who, student_id, today)
    placement = current_placement(db(), who, student_id, today)
    agreed = agreed_work_processes(db(), placement.id, i18n.language()) if placement else []
    others = evidence.related(db(), agreed)
    chosen = [card for card in (*agreed, *others) if str(card.id) == filled.get("work_process")]
    near = chosen or agreed
    return render_template(
        "review/observe.html",
        person=person,
        placement=placement,
        near=near,
        further=[card for card in (*agreed, *others) if card not in near],
        options=level_options(own_level_labels(db(), who.school_id, i18n.language())),
        filled=filled,
        today=today,
        observation_id=inputs.new_id(),
        problem=problem,
    )


@pages.get("/students/<uuid:student_id>/sign-off/<uuid:work_process_id>")
@allow(*STAFF)
def sign_off(student_id: UUID, work_process_id: UUID) -> ResponseReturnValue:
    """The evidence for one work process with the rule in sight, and the button to sign."""
    return _sign_off_page(student_id, work_process_id)


@pages.post("/students/<uuid:student_id>/sign-off/<uuid:work_process_id>")
@allow(Role.SUPERVISOR)
def sign(student_id: UUID, work_process_id: UUID) -> ResponseReturnValue:
    """Sign a work process off."""
    form = inputs.sign_off(request.form)
    try:
        actions.sign_off(db(), actor(), clock.now(), student_id, work_process_id, form)
    except Problem as problem:
        if problem.code not in {"incomplete", "signed", "used"}:
            raise
        return _sign_off_page(student_id, work_process_id, form.reason, problem), problem.status
    return redirect(url_for("review.student_page", student_id=student_id, done="signed"), 303)


@pages.post("/students/<uuid:student_id>/sign-off/<uuid:work_process_id>/withdraw")
@allow(Role.SUPERVISOR)
def withdraw(student_id: UUID, work_process_id: UUID) -> ResponseReturnValue:
    """Take a sign-off back, with a reason."""
    reason = inputs.text(request.form, "reason")
    try:
        actions.withdraw_sign_off(db(), actor(), clock.now(), student_id, work_process_id, reason)
    except Problem as problem:
        if problem.code not in {"incomplete", "not-signed"}:
            raise
        return _sign_off_page(student_id, work_process_id, reason, problem), problem.status
    return redirect(url_for("review.student_page", student_id=student_id, done="withdrawn"), 303)


def _sign_off_page(student_id: UUID, work_process_id: UUID, reason: str = "", problem: Problem | None = None) -> str:
    who, today = actor(), local_day(clock.now(), actor().time_zone)
    return render_template(
        "review/sign_off.html",
        person=student(db(), who, student_id, today),
        file=evidence.work_process_file(db(), who, student_id, work_process_id, today),
        rule=school_rule(db(), who.school_id),
        sign_off_id=inputs.new_id(),
        can_sign=who.role is Role.SUPERVISOR,
        reason=reason,
        problem=problem,
        **_evidence_words(today),
    )
