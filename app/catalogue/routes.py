"""*Taken* and *Pictogrammen*: what staff arrange about tasks, and the pictures of a school's own."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response, after_this_request, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db, engine, open_session
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.storage import Missing, Storage
from app.catalogue import actions, inputs, own_pictures, sets, task_lists, words
from app.catalogue.editor import editor
from app.catalogue.inputs import SetForm, TaskForm
from app.catalogue.own_pictures import NewPhoto
from app.catalogue.task_lists import TaskCard
from app.people.access import actor, allow, maybe_actor
from app.people.models import STAFF, Role
from app.people.queries import not_found

pages = Blueprint("catalogue", __name__)

OFFICE = frozenset({Role.COORDINATOR, Role.ADMIN})
KEPT_BY_BROWSERS = 24 * 3600
"""Seconds; a set that is imported again may bring another picture under the same id."""
FIRST_SHOWN = 48


@pages.app_context_processor
def _school_sets() -> dict[str, Callable[[], list[sets.SetCard]]]:
    """For the page that says whose the pictures are."""

    def school_sets() -> list[sets.SetCard]:
        who = maybe_actor()
        return sets.credited_sets(db(), who) if who else []

    return {"school_sets": school_sets}


# ---------------------------------------------------------------- tasks


@pages.get("/tasks")
@allow(*STAFF)
def tasks_page() -> ResponseReturnValue:
    """*Taken*: those of the school, or with ``?company=`` those of one company."""
    who, today = actor(), local_day(clock.now(), actor().time_zone)
    companies = task_lists.companies(db(), who, today)
    asked = inputs.maybe_id(request.args.get("company", ""))
    company = next((found for found in companies if found.id == asked), None)
    cards = task_lists.task_cards(db(), who, company.id if company else None)
    return render_template(
        "catalogue/tasks.html",
        companies=companies,
        company=company,
        tasks=[card for card in cards if card.retired_on is None or card.retired_on > today],
        retired=[card for card in cards if card.retired_on is not None and card.retired_on <= today],
        moved=inputs.maybe_id(request.args.get("moved", "")),
        done=request.args.get("done", ""),
    )


@pages.get("/tasks/new")
@allow(*STAFF)
def new_task() -> ResponseReturnValue:
    """The editor for a new task; ``find`` and ``find_process`` search on the way, keeping what was filled in."""
    return _editor(inputs.task_form(request.args), None)


@pages.post("/tasks")
@allow(*STAFF)
def add_task() -> ResponseReturnValue:
    """Keep a new task; the same form again is the same task."""
    form = inputs.task_form(request.form)

    def make(now: datetime, pictogram: str) -> UUID:
        return actions.make_task(
            db(),
            actor(),
            now,
            label=form.label,
            pictogram=pictogram,
            company_id=form.company_id,
            work_process_ids=form.work_process_ids,
            task_id=form.task_id,
        ).id

    return _saved(form, None, make, done="added")


@pages.get("/tasks/<uuid:task_id>")
@allow(*STAFF)
def task_page(task_id: UUID) -> ResponseReturnValue:
    """The editor for a task that is there; with ``task_id`` in the query it shows what was being filled in."""
    card = task_lists.task_card(db(), actor(), task_id)
    if "task_id" in request.args:
        return _editor(inputs.task_form(request.args), card)
    form = TaskForm(
        task_id=card.id,
        label=card.label,
        pictogram=card.pictogram,
        company_id=card.company_id,
        work_process_ids=task_lists.mapped_to(db(), card.id),
    )
    return _editor(form, card)


@pages.post("/tasks/<uuid:task_id>")
@allow(*STAFF)
def change_task(task_id: UUID) -> ResponseReturnValue:
    """Keep a task's new label, picture and mapping."""
    form = inputs.task_form(request.form)
    with open_session(engine(), writes=False) as reading:
        card = task_lists.task_card(reading, actor(), task_id)

    def change(now: datetime, pictogram: str) -> UUID:
        return actions.change_task(
            db(),
            actor(),
            now,
            task_id,
            label=form.label,
            pictogram=pictogram,
            work_process_ids=form.work_process_ids,
        ).id

    return _saved(form, card, change, done="changed")


@pages.post("/tasks/<uuid:task_id>/place")
@allow(*STAFF)
def place_task(task_id: UUID) -> ResponseReturnValue:
    """Put a task at a place in its list."""
    actions.place_task(db(), actor(), task_id, inputs.place(request.form))
    card = task_lists.task_card(db(), actor(), task_id)
    return redirect(_list_of(card.company_id, task_id, moved=task_id), 303)


@pages.post("/tasks/<uuid:task_id>/retire")
@allow(*STAFF)
def retire_task(task_id: UUID) -> ResponseReturnValue:
    """Offer a task no more."""
    now = clock.now()
    task = actions.retire_task(db(), actor(), now, task_id, local_day(now, actor().time_zone))
    return redirect(url_for("catalogue.tasks_page", company=task.company_id, done="retired"), 303)


@pages.post("/tasks/<uuid:task_id>/restore")
@allow(*STAFF)
def restore_task(task_id: UUID) -> ResponseReturnValue:
    """Offer a task again."""
    task = actions.restore_task(db(), actor(), clock.now(), task_id)
    return redirect(url_for("catalogue.tasks_page", company=task.company_id, done="restored"), 303)


def _saved(
    form: TaskForm, card: TaskCard | None, save: Callable[[datetime, str], UUID], *, done: str
) -> ResponseReturnValue:
    """Save, or show the form again with what is wrong; a photo that came along stays, whatever else is wrong."""
    who, now = actor(), clock.now()
    try:
        photo = _photo_sent()
    except Problem as problem:
        return _editor(form, card, problem), problem.status
    pictogram, keep = form.pictogram, _nothing
    if photo:
        pictogram, keep = _kept_photo(photo, now, form.label)
    keep()
    try:
        task_id = save(now, pictogram)
    except Problem as problem:
        if problem.code != "incomplete":
            raise
        db().rollback()
        keep()
        shown = inputs.with_picture(form, pictogram)
        return _editor(shown, card, problem), problem.status
    company = task_lists.task_card(db(), who, task_id).company_id
    return redirect(_list_of(company, task_id, done=done), 303)


def _list_of(company_id: UUID | None, task_id: UUID, **told: object) -> str:
    return url_for("catalogue.tasks_page", company=company_id, _anchor=f"task-{task_id}", **told)  # type: ignore[arg-type]


def _photo_sent() -> NewPhoto | None:
    data = _file("photo")
    return own_pictures.clean_photo(data) if data else None


def _file(name: str) -> bytes:
    """The bytes of a file that came with the form; none when there is no such file."""
    sent = request.files.get(name)
    return bytes(sent.read()) if sent else b""


def _kept_photo(photo: NewPhoto, now: datetime, label: str) -> tuple[str, Callable[[], None]]:
    """The name of the picture that the photo becomes, stored already; and what writes it down."""
    who = actor()
    with open_session(engine(), writes=False) as reading:
        key = own_pictures.photo_id(reading, who, photo.digest)
    own_pictures.store_photo(_storage(), who, key, photo)

    def keep() -> None:
        own_pictures.keep_photo(db(), who, now, key, photo, label or _("Eigen foto"))

    return str(key), keep


def _nothing() -> None:
    pass


def _editor(form: TaskForm, card: TaskCard | None, problem: Problem | None = None) -> str:
    who = actor()
    today = local_day(clock.now(), who.time_zone)
    shown = editor(db(), who, form, card, today, i18n.language())
    return render_template("catalogue/task.html", form=form, card=card, problem=problem, editor=shown)


# ---------------------------------------------------------------- pictures


@pages.get("/pictograms/words")
@allow(*STAFF)
def picture_words() -> ResponseReturnValue:
    """All pictures to choose from, with the words that they are found by, for the search in the browser."""
    found = own_pictures.choices(db(), actor())
    picture = current_app.jinja_env.globals["picture"]
    rows = [[one.name, one.label, one.set_name, picture(one.name), *one.words] for one in found]  # type: ignore[operator]
    return current_app.json.response(rows)


@pages.get("/pictograms/<uuid:pictogram_id>")
@allow(Role.STUDENT, *STAFF)
def own_picture(pictogram_id: UUID) -> ResponseReturnValue:
    """A picture of the school's own. A student's phone keeps those of a set, not a photo that somebody took."""
    who = actor()
    found = own_pictures.own_picture(db(), who, pictogram_id)
    try:
        data = _storage().get(own_pictures.picture_key(who.school_id, found.id))
    except Missing:
        current_app.logger.error("pictogram is not in the storage: %s", found.id)
        raise not_found() from None
    answer = Response(data, mimetype="image/webp")
    if who.is_staff or found.set_id is not None:
        answer.cache_control.private = True
        answer.cache_control.max_age = KEPT_BY_BROWSERS
    return answer


@pages.get("/pictograms")
@allow(*OFFICE)
def pictograms_page() -> ResponseReturnValue:
    """*Pictogrammen*: the school's sets and photos, and the form to bring a set in."""
    return _pictograms(SetForm())


@pages.post("/pictograms")
@allow(*OFFICE)
def import_set() -> ResponseReturnValue:
    """Take a ZIP in; its pictures are worked through on the page of the set."""
    who, form = actor(), inputs.set_form(request.form)
    data = _file("zip")
    try:
        found = sets.look_into(data)
        full = sets.described(form, found)
    except Problem as problem:
        return _pictograms(form, problem), problem.status
    with open_session(engine(), writes=False) as reading:
        set_id = sets.id_for(reading, who, full.name)
    sets.keep_zip(_storage(), who.school_id, set_id, data, found, form.language)
    sets.start_import(db(), who, clock.now(), set_id, full)
    return redirect(url_for("catalogue.set_page", set_id=set_id), 303)


def _pictograms(form: SetForm, problem: Problem | None = None) -> str:
    who = actor()
    cards = sets.set_cards(db(), who)
    open_imports = {card.id for card in cards if not _finished(sets.progress_of(_storage(), who.school_id, card.id))}
    return render_template(
        "catalogue/pictograms.html",
        sets=cards,
        open_imports=open_imports,
        photos=own_pictures.own_photos(db(), who),
        form=form,
        problem=problem,
        done=request.args.get("done", ""),
    )


def _finished(progress: sets.Progress | None) -> bool:
    return progress is None or progress.finished


@pages.get("/pictograms/sets/<uuid:set_id>")
@allow(*OFFICE)
def set_page(set_id: UUID) -> ResponseReturnValue:
    """A set: how far its import is, what was not taken, and its pictures."""
    who = actor()
    card = sets.set_card(db(), who, set_id)
    query = inputs.clean_line(request.args.get("find", ""))[:80]
    found = [one for one in own_pictures.find(db(), who, query) if one.set_id == set_id]
    return render_template(
        "catalogue/set.html",
        card=card,
        progress=sets.progress_of(_storage(), who.school_id, set_id),
        pictures=found[:FIRST_SHOWN],
        found=len(found),
        query=query,
        reason=words.left_out_label,
    )


@pages.post("/pictograms/sets/<uuid:set_id>")
@allow(*OFFICE)
def import_more(set_id: UUID) -> ResponseReturnValue:
    """Work through the next pictures of a set, and keep them before the answer says how far it is."""
    who, storage, now = actor(), _storage(), clock.now()
    with open_session(engine(), writes=False) as reading:
        sets.set_card(reading, who, set_id)
        known = sets.known_digests(reading, who, set_id)
    progress = sets.progress_of(storage, who.school_id, set_id)
    if not _finished(progress) and progress:
        batch = sets.work_on(storage, who, set_id, progress, known, now)
        with open_session(engine(), writes=True) as writing:
            sets.write_down(writing, who, set_id, batch.rows)
            writing.commit()
        progress = batch.progress
        sets.note(storage, who.school_id, set_id, progress)
    if request.accept_mimetypes.best == "application/json":
        return {"done": progress.done, "total": progress.total} if progress else {"done": 0, "total": 0}
    return redirect(url_for("catalogue.set_page", set_id=set_id), 303)


@pages.post("/pictograms/sets/<uuid:set_id>/remove")
@allow(*OFFICE)
def remove_set(set_id: UUID) -> ResponseReturnValue:
    """Take a set away."""
    who, storage = actor(), _storage()
    gone = sets.remove_set(db(), who, clock.now(), set_id)

    @after_this_request
    def _erase(answer: Response) -> Response:
        for key in gone:
            storage.delete(key)
        sets.forget_import(storage, who.school_id, set_id)
        return answer

    return redirect(url_for("catalogue.pictograms_page", done="set-removed"), 303)


@pages.post("/pictograms/<uuid:pictogram_id>/remove")
@allow(*OFFICE)
def remove_photo(pictogram_id: UUID) -> ResponseReturnValue:
    """Erase a photo that no task shows."""
    storage = _storage()
    gone = own_pictures.remove_photo(db(), actor(), clock.now(), pictogram_id)

    @after_this_request
    def _erase(answer: Response) -> Response:
        storage.delete(gone)
        return answer

    return redirect(url_for("catalogue.pictograms_page", done="photo-removed"), 303)


def _storage() -> Storage:
    found: Storage = current_app.extensions["storage"]
    return found
