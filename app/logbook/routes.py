"""HTTP for logbook: the student's form as it works without JavaScript, and photos."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.database import db, engine, open_session
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.plain import plain
from app.base.storage import Missing, Storage
from app.logbook import actions, inputs, photos
from app.logbook.inputs import LogForm
from app.logbook.room import Room, mood_choices, room
from app.people.access import actor, allow
from app.people.models import STAFF, Role
from app.people.offline import opens_offline
from app.people.queries import not_found

pages = Blueprint("logbook", __name__)

FIELDS = frozenset({"tasks", "level", "mood", "words", "photo"})
STAFF_KEEPS_PHOTOS = 24 * 3600
"""Seconds; signing out clears them (``Clear-Site-Data``)."""


@pages.get("/log")
@allow(Role.STUDENT)
@opens_offline
def log() -> ResponseReturnValue:
    """*Dit heb ik gedaan*: one document with one form. ``?task=<id>`` ticks a task beforehand.

    The template ``logbook/log.html`` gets, here and after a refused form:

    - ``tasks``: ``TaskTile`` list, those of today's plan first; ``preselected``: the ids of those to tick
    - ``photo_rule``: ``PhotoRule``; without ``allowed`` there is no photo field but the reason
    - ``entry_id``: a fresh UUID for the hidden field ``entry_id``; sending the form twice is one entry
    - ``form``: ``LogForm``, what was filled in; its ``photos`` arrived with an earlier try and each goes along as a
      hidden field ``kept_photo`` (and can be shown through ``logbook.photo``)
    - ``most_photos``, and ``most_photo_bytes`` of each
    - ``errors``: text by field, one of ``tasks``, ``level``, ``mood``, ``words``, ``photo``, ``form``; empty at first
    - ``level_choices``, ``mood_choices``: ``Choice`` lists (value, label, help, picture)
    - ``placement``: ``PlacementCard`` or none; ``today``: the school's local day

    The form is posted as ``multipart/form-data`` to ``logbook.save`` with the fields ``entry_id``, ``tasks`` (many),
    ``something_else`` (``1``), ``photo`` (files), ``kept_photo`` (many), ``drop_photo`` (those of the kept that go),
    ``level``, ``mood`` and ``words``.
    """
    who = actor()
    here = room(db(), who, clock.now())
    asked = _uuid(request.args.get("task", ""))
    ticked = tuple(task.id for task in here.tasks if task.id == asked)
    return _page(here, uuid4(), LogForm(tasks=ticked), {})


@pages.post("/log")
@allow(Role.STUDENT)
def save() -> ResponseReturnValue:
    """Keep what the form says as a new entry; the same form again is the same entry.

    What cannot be kept is shown again as it was filled in, with what is wrong; photos that came along stay.
    """
    who, now = actor(), clock.now()
    entry_id = _uuid(request.form.get("entry_id", "")) or uuid4()
    form = _filled_in()
    with open_session(engine(), writes=False) as reading:
        here = room(reading, who, now)
        kept = photos.own_media(reading, who, form.photos)
    room_left = inputs.MOST_PHOTOS - len(kept) if here.photo_rule.allowed else None
    new = photos.take_in(_storage(), who, entry_id, _bodies(), room_left)
    media = kept | new.digests
    form = replace(form, photos=tuple(media))
    try:
        with actions.refusals_noted(who, entry_id):
            photos.keep(db(), who, new, now)
            entry, digest = inputs.entry_of_form(
                form, media, language=who.language, now=now, day=here.today, may_photo=here.photo_rule.allowed
            )
            if new.trouble is not None:
                raise new.trouble
            actions.save_entry(db(), who, entry_id, entry, digest, now, who.device_id)
    except Problem as problem:
        db().rollback()
        photos.keep(db(), who, new, now)
        return _again(here, entry_id, form, problem, {"photo": new.trouble.text} if new.trouble else {})
    return _to_work(entry_id, saved=entry_id)


@pages.get("/log/task/<uuid:task_id>")
@allow(Role.STUDENT)
@opens_offline
def task(task_id: UUID) -> ResponseReturnValue:
    """One question about a task of today: how did you do it? The answer saves it."""
    here = room(db(), actor(), clock.now())
    return _task_page(here, task_id, uuid4(), None)


@pages.post("/log/task/<uuid:task_id>")
@allow(Role.STUDENT)
def save_task(task_id: UUID) -> ResponseReturnValue:
    """Keep a task with its level as a new entry; the same form again is the same entry."""
    who, now = actor(), clock.now()
    entry_id = _uuid(request.form.get("entry_id", "")) or uuid4()
    here = room(db(), who, now)
    form = LogForm(tasks=(task_id,), level=_filled_in().level)
    try:
        with actions.refusals_noted(who, entry_id):
            entry, digest = inputs.entry_of_form(form, {}, language=who.language, now=now, day=here.today)
            actions.save_entry(db(), who, entry_id, entry, digest, now, who.device_id)
    except Problem as problem:
        db().rollback()
        # Under its id stands another answer: the student came back here to log the same once more.
        return _task_page(here, task_id, uuid4(), problem), problem.status
    return _to_work(entry_id, saved=entry_id)


def _task_page(here: Room, task_id: UUID, entry_id: UUID, problem: Problem | None) -> str:
    found = next((task for task in here.tasks if task.id == task_id), None)
    if found is None:
        raise not_found()
    return render_template(
        "logbook/task.html",
        task=found,
        entry_id=entry_id,
        level_choices=here.level_choices,
        mood_choices=mood_choices(),
        may_photo=here.photo_rule.allowed,
        today=here.today,
        problem=problem,
    )


@pages.post("/log/<uuid:entry_id>/more")
@allow(Role.STUDENT)
def more(entry_id: UUID) -> ResponseReturnValue:
    """Say how it felt after the tick: the fields ``mood`` and ``words``."""
    who, form = actor(), _filled_in()
    with actions.refusals_noted(who, entry_id):
        actions.add_mood_and_words(db(), who, entry_id, form.mood, form.words, clock.now(), who.device_id)
    return _to_work(entry_id)


@pages.post("/log/<uuid:entry_id>/take-back")
@allow(Role.STUDENT)
def take_back(entry_id: UUID) -> ResponseReturnValue:
    """Take an entry back that nobody has seen."""
    who = actor()
    with actions.refusals_noted(who, entry_id):
        actions.take_back(db(), who, entry_id, clock.now(), who.device_id)
    return redirect(url_for("home.work", back=entry_id), 303)


@pages.post("/log/<uuid:entry_id>/put-back")
@allow(Role.STUDENT)
def put_back(entry_id: UUID) -> ResponseReturnValue:
    """Put an entry back that was taken back."""
    who = actor()
    with actions.refusals_noted(who, entry_id):
        actions.put_back(db(), who, entry_id, clock.now(), who.device_id)
    return _to_work(entry_id, saved=entry_id)


@pages.get("/photos/<uuid:media_id>/<any(large, small):size>")
@allow(Role.STUDENT, *STAFF)
def photo(media_id: UUID, size: str) -> ResponseReturnValue:
    """A photo, for who may see its entry. Staff's browsers may keep it until they sign out, a student's may not."""
    who = actor()
    key = photos.photo_key(db(), who, media_id, size, clock.now())
    try:
        answer = Response(_storage().get(key), mimetype="image/webp")
    except Missing:
        current_app.logger.error("photo is not in the storage: %s", media_id)
        raise not_found() from None
    if who.is_staff:
        answer.cache_control.private = True
        answer.cache_control.max_age = STAFF_KEEPS_PHOTOS
    return answer


def _page(here: Room, entry_id: UUID, form: LogForm, errors: dict[str, str]) -> str:
    return render_template(
        "logbook/log.html",
        today=here.today,
        placement=here.placement,
        tasks=here.tasks,
        photo_rule=here.photo_rule,
        level_choices=here.level_choices,
        mood_choices=mood_choices(),
        entry_id=entry_id,
        form=form,
        preselected=form.tasks,
        most_photos=inputs.MOST_PHOTOS,
        most_photo_bytes=inputs.MOST_PHOTO_BYTES,
        errors=errors,
        shared_in_vain=request.args.get("shared") == "no",
    )


def _again(
    here: Room, entry_id: UUID, form: LogForm, problem: Problem, photo_errors: dict[str, str]
) -> ResponseReturnValue:
    """The form with what was filled in and what is wrong; under a new id when the old one is taken."""
    taken = problem.code in {"other-content", "refused"}
    errors = {name: text for name, text in problem.fields.items() if name in FIELDS} | photo_errors
    if taken:
        again = _("Dit heb je al verstuurd. Druk nog een keer op de knop om dit er als nieuw werk bij te zetten.")
        errors = {"form": again}
    return _page(here, uuid4() if taken else entry_id, form, errors or {"form": problem.text}), problem.status


def _filled_in() -> LogForm:
    """The form's fields; what is no possible answer counts as none."""
    sent = request.form
    kept, dropped = (filter(None, map(_uuid, sent.getlist(name))) for name in ("kept_photo", "drop_photo"))
    gone = set(dropped)
    return LogForm(
        tasks=tuple(dict.fromkeys(filter(None, map(_uuid, sent.getlist("tasks"))))),
        something_else=bool(sent.get("something_else")),
        level=_number(sent.get("level", "")),
        mood=_number(sent.get("mood", "")),
        words=plain(sent.get("words", "")),
        photos=tuple(photo for photo in dict.fromkeys(kept) if photo not in gone)[: inputs.MOST_PHOTOS],
    )


def _bodies() -> Iterator[bytes]:
    """The photos that came with the form, in order; a field that was left empty has no name and no contents."""
    for file in request.files.getlist("photo"):
        body = file.read()
        if body or file.filename:
            yield body


def _to_work(entry_id: UUID, saved: UUID | None = None) -> ResponseReturnValue:
    return redirect(url_for("home.work", saved=saved, _anchor=f"entry-{entry_id}"), 303)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else None


def _storage() -> Storage:
    found: Storage = current_app.extensions["storage"]
    return found
