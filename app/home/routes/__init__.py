"""The pages a student starts from: *Vandaag*, *Mijn werk*, *Mijn brug*; and what staff arrange."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import UUID

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.clock import local_day
from app.base.database import db, engine, open_session
from app.base.errors import Problem
from app.base.i18n import day_in_words
from app.base.i18n import gettext as _
from app.base.plain import plain
from app.feedback import words as feedback_words
from app.feedback.answers import SaidCard
from app.feedback.models import Smile
from app.home import queries
from app.home.changes import Part, changes, with_photos
from app.home.manage import manage_groups
from app.home.routes.menu import menu
from app.home.work import PER_PAGE, Place, work_page
from app.logbook.actions import already_seen, change_entry, refusals_noted
from app.logbook.inputs import MOST_PHOTOS, as_sent, something_to_see
from app.logbook.models import EntryStatus, Kept, Mood
from app.logbook.photos import FormPhotos, keep, own_media, take_in
from app.logbook.queries import EntryCard, Revision, entries, entry, revisions
from app.logbook.room import mood_choices, room
from app.logbook.together import classmates
from app.logbook.words import level_label, level_picture, mood_label, mood_picture
from app.people.access import actor, allow
from app.people.actor import Actor
from app.people.models import STAFF, Role
from app.people.offline import opens_offline
from app.people.queries import not_found, own_level_labels, the_one_face
from app.people.waiting import elsewhere
from app.placements.queries import Classmate, PhotoRule, current_placement, photo_rule, planned_tasks
from app.review.naming import named_tasks
from app.review.queries import planks, replies

pages = Blueprint("home", __name__)
pages.app_context_processor(menu)


@pages.get("/manage")
@allow(*STAFF)
def manage() -> ResponseReturnValue:
    """*Regelen*: what staff arrange around the work, for who may arrange it."""
    return render_template("home/manage.html", groups=manage_groups(actor().role))


@pages.get("/today")
@allow(Role.STUDENT)
@opens_offline
def today() -> ResponseReturnValue:
    """*Vandaag*: the plan, the one thing to do, the one face, and the bridge for who wants to see it."""
    who, now = actor(), clock.now()
    day = local_day(now, who.time_zone)
    me = queries.me(db(), who)
    return render_template(
        "home/today.html",
        day=day,
        me=me,
        placement=current_placement(db(), who, who.member_id, day),
        tasks=planned_tasks(db(), who, who.member_id, day),
        done=queries.done_on(db(), who, who.member_id, day),
        face=the_one_face(db(), who.member_id, who.school_id, day),
        planks=planks(db(), who, who.member_id, day, now=now) if me.shows_bridge else [],
        elsewhere=elsewhere(db(), who, now),
    )


@pages.get("/work")
@allow(Role.STUDENT)
@opens_offline
def work() -> ResponseReturnValue:
    """*Mijn werk*: everything the student logged and companies said, newest first, with what came back.

    ``saved`` was saved just now, ``changed`` was changed, ``back`` taken back, ``answered`` got an answer.
    """
    who, now = actor(), clock.now()
    day = local_day(now, who.time_zone)
    first = "before" not in request.args
    found = work_page(db(), who, now, before=_before(request.args.get("before")), limit=PER_PAGE)
    gone = entries(db(), who, now, student_id=who.member_id, statuses=[EntryStatus.TAKEN_BACK], limit=PER_PAGE)
    saved, changed, back, answered = (_asked_for(who, now, name) for name in ("saved", "changed", "back", "answered"))
    done = next((card for card in (saved, changed) if card and card.status is not EntryStatus.TAKEN_BACK), None)
    cards = [card for card in (*found.entries, answered, done) if card]
    to_talk = any(isinstance(item, SaidCard) and item.smile is Smile.HARD for item in found.items)
    return render_template(
        "home/work.html",
        shown=found.items,
        taken_back=gone if first else [],
        replies=replies(db(), who, [card.id for card in cards], now),
        named=named_tasks(db(), who, [card.id for card in cards if card.something_else], now),
        saved=done,
        changed=done is not None and done is changed,
        back=back if back and back.status is EntryStatus.TAKEN_BACK else None,
        answered=answered if answered and answered.seen else None,
        first=first,
        older=_cursor(found.last) if found.last else None,
        face=the_one_face(db(), who.member_id, who.school_id, day) if to_talk else None,
        levels=own_level_labels(db(), who.school_id, who.language),
        level_label=level_label,
        mood_label=mood_label,
        moods=[_mood_choice(mood) for mood in Mood],
        words=feedback_words,
        may_photo=done is not None and _may_photo(who, done, day),
        classmates=_classmates(who, done, day) if done else [],
        day=day,
        day_in_words=day_in_words,
    )


@pages.get("/work/<uuid:entry_id>/change")
@allow(Role.STUDENT)
def change(entry_id: UUID) -> ResponseReturnValue:
    """What a student can change of an entry that nobody has seen: one row for each question."""
    who, now = actor(), clock.now()
    card = entry(db(), who, entry_id, now)
    if card.status is EntryStatus.TAKEN_BACK:
        return _to_work(entry_id, back=entry_id)
    day = local_day(now, who.time_zone)
    return render_template(
        "home/change.html",
        card=card,
        may_photo=_may_photo(who, card, day),
        classmates=_classmates(who, card, day),
        levels=own_level_labels(db(), who.school_id, who.language),
        level_label=level_label,
        level_picture=level_picture,
        mood_label=mood_label,
        mood_picture=mood_picture,
    )


@pages.get(f"/work/<uuid:entry_id>/change/<any({', '.join(get_args(Part))}):part>")
@allow(Role.STUDENT)
def change_part(entry_id: UUID, part: Part) -> ResponseReturnValue:
    """One question about an entry again."""
    return _part_page(entry_id, part, None)


@pages.post(f"/work/<uuid:entry_id>/change/<any({', '.join(get_args(Part))}):part>")
@allow(Role.STUDENT)
def save_part(entry_id: UUID, part: Part) -> ResponseReturnValue:
    """Keep the answer to one question as the next revision of ``revision``. What was seen meanwhile is added to."""
    who, now = actor(), clock.now()
    card, earlier, rule = _looked_at(who, entry_id, now)
    base = _base(earlier)
    told = as_sent(base.body)
    new = changes(part, told, request.form.to_dict(flat=False), _ever(earlier))
    added = _added(entry_id, told, rule) if part == "photos" else FormPhotos({}, None)
    if added.good:
        new["media"] = with_photos(told | new, added.digests)
    try:
        with refusals_noted(who, entry_id):
            if part == "together" and card.seen:
                raise already_seen()  # an addition is for who looks at this entry, and brings it to nobody else
            something_to_see(told | new, may_photo=rule.allowed)
            keep(db(), who, added, now)
            receipt = change_entry(db(), who, entry_id, new, now, who.device_id, base=base.revision)
    except Problem as problem:
        db().rollback()
        return _part_page(entry_id, part, problem), problem.status
    if added.trouble is not None:
        return _part_page(entry_id, part, added.trouble), added.trouble.status
    return _to_work(entry_id, **({} if receipt.kept is Kept.ADDITION else {"changed": entry_id}))


def _part_page(entry_id: UUID, part: Part, problem: Problem | None) -> str:
    who, now = actor(), clock.now()
    card = entry(db(), who, entry_id, now)
    day = local_day(now, who.time_zone)
    here = room(db(), who, now)
    earlier = revisions(db(), who.school_id, entry_id)
    newest = earlier[-1]
    ever = own_media(db(), who, [UUID(key) for key in _ever(earlier)])
    sent = request.form if problem else None
    return render_template(
        "home/change_part.html",
        card=card,
        part=part,
        problem=problem,
        revision=newest.revision,
        tasks=list(dict.fromkeys([*card.tasks, *here.tasks])),
        said=[UUID(task) for task in newest.body["tasks"]],  # and not what staff named
        level_choices=here.level_choices,
        mood_choices=mood_choices(),
        may_photo=_may_photo(who, card, day),
        removed=[key for key in ever if str(key) not in {one["id"] for one in newest.body["media"]}],
        words=plain(sent.get("words", "")) if sent else card.words,
        classmates=_classmates(who, card, day),
        together={UUID(key) for key in newest.body.get("together", ())},
    )


@pages.get("/work/<uuid:entry_id>/answer")
@allow(Role.STUDENT)
def answer(entry_id: UUID) -> ResponseReturnValue:
    """The question that came back about an entry, and room for an answer."""
    return _answer_page(entry_id, None)


@pages.post("/work/<uuid:entry_id>/answer")
@allow(Role.STUDENT)
def send_answer(entry_id: UUID) -> ResponseReturnValue:
    """Keep an answer as an addition, which brings the entry back to the supervisor."""
    who, now = actor(), clock.now()
    card, earlier, rule = _looked_at(who, entry_id, now)
    if not card.seen:
        return _to_work(entry_id)
    base = _base(earlier)
    told = as_sent(base.body)
    added = _added(entry_id, told, rule)
    words = plain(request.form.get("words", "")).strip()
    try:
        with refusals_noted(who, entry_id):
            if added.trouble is not None:
                raise added.trouble
            if not words and not added.good:
                text = _("Schrijf een paar woorden.")
                raise Problem(422, "no-answer", text, fields={"words": text})
            new = {
                "words": words or told["words"],
                "media": with_photos(told, added.digests),
                "taken_back": False,
            }
            keep(db(), who, added, now)
            change_entry(db(), who, entry_id, new, now, who.device_id, base=base.revision, said_again=True)
    except Problem as problem:
        db().rollback()
        return _answer_page(entry_id, problem)
    return _to_work(entry_id, answered=entry_id)


def _answer_page(entry_id: UUID, problem: Problem | None) -> ResponseReturnValue:
    who, now = actor(), clock.now()
    card = entry(db(), who, entry_id, now)
    reply = replies(db(), who, [entry_id], now).get(entry_id)
    if reply is None or card.status is not EntryStatus.QUESTION:
        return _to_work(entry_id)
    page = render_template(
        "home/answer.html",
        card=card,
        reply=reply,
        problem=problem,
        words=plain(request.form.get("words", "")),
        may_photo=_may_photo(who, card, local_day(now, who.time_zone)),
    )
    return make_response(page, problem.status if problem else 200)


@pages.get("/bridge")
@allow(Role.STUDENT)
@opens_offline
def bridge() -> ResponseReturnValue:
    """*Mijn brug*: every plank in words, and who signed it off. Without the bridge, only what is signed off."""
    who, now = actor(), clock.now()
    day = local_day(now, who.time_zone)
    me = queries.me(db(), who)
    found = planks(db(), who, who.member_id, day, now=now)
    return render_template(
        "home/bridge.html",
        me=me,
        planks=found if me.shows_bridge else [plank for plank in found if plank.state == "lit"],
        signed=queries.signed(db(), who, who.member_id, day),
        day=day,
        day_in_words=day_in_words,
    )


def _mood_choice(mood: Mood) -> dict[str, object]:
    return {"value": int(mood), "label": mood_label(mood), "picture": mood_picture(mood), "level": "none"}


def _asked_for(who: Actor, now: datetime, name: str) -> EntryCard | None:
    """The entry that the address names, if it is this student's."""
    try:
        return entry(db(), who, UUID(request.args.get(name, "")), now)
    except (ValueError, Problem):
        return None


def _to_work(entry_id: UUID, **what: UUID) -> ResponseReturnValue:
    return redirect(url_for("home.work", **what, _anchor=f"entry-{entry_id}"), 303)  # type: ignore[arg-type]


def _looked_at(who: Actor, entry_id: UUID, now: datetime) -> tuple[EntryCard, Sequence[Revision], PhotoRule]:
    """An entry of this student, its revisions, and whether there may be photos: read before photos are opened."""
    with open_session(engine(), writes=False) as reading:
        card = entry(reading, who, entry_id, now)
        placement = current_placement(reading, who, who.member_id, card.happened_on)
        return card, revisions(reading, who.school_id, entry_id), photo_rule(reading, who, placement, who.member_id)


def _base(earlier: Sequence[Revision]) -> Revision:
    """The revision that the student looked at."""
    asked = request.form.get("revision", "")
    return next((one for one in earlier if str(one.revision) == asked), None) or earlier[-1]


def _ever(earlier: Sequence[Revision]) -> dict[str, dict[str, Any]]:
    """Every photo that the student said belongs to an entry."""
    return {one["id"]: one for revision in earlier for one in revision.body["media"]}


def _added(entry_id: UUID, told: Mapping[str, Any], rule: PhotoRule) -> FormPhotos:
    """The photos that came with the form, for an entry that has some."""
    bodies = (body for file in request.files.getlist("photo") if (body := file.read()) or file.filename)
    most = MOST_PHOTOS - len(told["media"]) if rule.allowed else None
    return take_in(current_app.extensions["storage"], actor(), entry_id, bodies, most)


def _may_photo(who: Actor, card: EntryCard, day: date) -> bool:
    """Whether there can come a photo to an entry; what somebody else wrote keeps the writer's."""
    placement = current_placement(db(), who, who.member_id, day)
    return not card.by_somebody_else and photo_rule(db(), who, placement, who.member_id).allowed


def _classmates(who: Actor, card: EntryCard, day: date) -> list[Classmate]:
    """With whom an entry of this student can have been done."""
    if card.by_somebody_else:
        return []
    return classmates(db(), who, current_placement(db(), who, who.member_id, card.happened_on), card.happened_on)


def _cursor(last: Place) -> str:
    moment, key = last
    return f"{moment.isoformat()}_{key}"


def _before(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    moment, _sep, entry_id = cursor.partition("_")
    try:
        at, last = datetime.fromisoformat(moment), UUID(entry_id)
        if at.tzinfo is not None:
            return at.astimezone(UTC), last
    except (ValueError, OverflowError):
        pass
    raise not_found()
