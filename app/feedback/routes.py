"""The employer's link, and what staff do with links and answers."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import segno
from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.base import clock
from app.base.clock import local_day
from app.base.config import Config
from app.base.database import db, engine
from app.base.errors import Problem
from app.base.i18n import day_in_words, language
from app.base.limits import Limit, attempt
from app.base.security import secret_address
from app.feedback import actions, inputs, queries, words
from app.feedback import links as company
from app.feedback.actions import NewLink, answer_id
from app.feedback.answers import answers
from app.feedback.inputs import AnswerForm, CardForm
from app.feedback.models import Feedback
from app.feedback.queries import FeedbackAccess, Guided
from app.people.access import ANYONE, actor, allow
from app.people.models import STAFF
from app.people.queries import PersonCard, faces, own_level_labels, school_of, student
from app.placements.queries import current_placement, tips_for
from app.review.inputs import new_id
from app.review.words import short_level

pages = Blueprint("feedback", __name__)

WRONG_LINKS = Limit("feedback-address", 30, 600)
STARTS = Limit("feedback-link", 30, 600)
NEWEST = 4


class _Gone(Exception):
    """A link that opens nothing: never was, expired, withdrawn, or of another answer."""


@pages.errorhandler(_Gone)
def _gone(_error: _Gone) -> ResponseReturnValue:
    return render_template("feedback/gone.html"), 404


@pages.after_request
def _out_of_search_engines(answer: Response) -> Response:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _via(token: str) -> FeedbackAccess:
    """What a link opens. Only wrong ones count towards an address's limit: opening a right one writes nothing."""
    found = queries.access(db(), token, clock.now())
    if found is None:
        db().rollback()  # the limit is counted in a transaction of its own
        attempt(engine(), clock.now(), (WRONG_LINKS, request.remote_addr or "unknown"))
        raise _Gone
    return found


def _begun(via: FeedbackAccess, feedback_id: UUID) -> tuple[Feedback, Guided]:
    try:
        found = queries.feedback(db(), via, feedback_id)
    except Problem:
        raise _Gone from None
    about = via.student(found.placement_id)
    if about is None:
        raise _Gone
    return found, about


@pages.get("/f/<string:token>")
@allow(ANYONE)
@secret_address
def smile(token: str) -> ResponseReturnValue:
    """What the link opens, without anybody's name: three faces, or *Begin* when it is about several students.

    Mail scanners and previews open it too, so it writes nothing.
    """
    via = _via(token)
    return render_template("feedback/smile.html", token=token, smiles=words.smile_options(), students=len(via.students))


@pages.post("/f/<string:token>")
@allow(ANYONE)
@secret_address
def start(token: str) -> ResponseReturnValue:
    """The first tap: a face, or *Begin*, which keeps nothing yet."""
    if "smile" in request.form:
        attempt(engine(), clock.now(), (STARTS, token))
    via = _via(token)
    if not via.students:
        return redirect(url_for("feedback.smile", token=token), 303)
    if len(via.students) > 1:
        return redirect(url_for("feedback.cards_page", token=token, round_id=new_id()), 303)
    made = actions.start(db(), via, clock.now(), inputs.smile(request.form), language=language())
    return redirect(url_for("feedback.answer_page", token=token, feedback_id=made.id), 303)


@pages.get("/f/<string:token>/<uuid:feedback_id>")
@allow(ANYONE)
@secret_address
def answer_page(token: str, feedback_id: UUID) -> ResponseReturnValue:
    """The rest, on one page."""
    via = _via(token)
    begun, about = _begun(via, feedback_id)
    if begun.sent_at:
        return redirect(url_for("feedback.thanks", token=token, feedback_id=feedback_id), 303)
    form = AnswerForm(smile=str(int(begun.smile)), answered_by=_name_to_start_with(via))
    return _answer_page(token, via, feedback_id, about, form, {})


@pages.post("/f/<string:token>/<uuid:feedback_id>")
@allow(ANYONE)
@secret_address
def answer(token: str, feedback_id: UUID) -> ResponseReturnValue:
    """Send the rest."""
    via = _via(token)
    _row, about = _begun(via, feedback_id)
    form = inputs.answer_form(request.form, request.form.getlist("strength"))
    try:
        actions.send(db(), via, clock.now(), feedback_id, inputs.answer(form), language=language())
    except Problem as problem:
        if problem.status != 422:
            raise
        db().rollback()
        return _answer_page(token, via, feedback_id, about, form, problem.fields), 422
    return redirect(url_for("feedback.thanks", token=token, feedback_id=feedback_id), 303)


def _name_to_start_with(via: FeedbackAccess) -> str:
    """Who answers, as far as the link tells: anybody may stand before a card on the wall."""
    return "" if via.on_wall else via.contact_first_name


def _answer_page(
    token: str, via: FeedbackAccess, feedback_id: UUID, about: Guided, form: AnswerForm, errors: Mapping[str, str]
) -> str:
    return render_template(
        "feedback/answer.html",
        token=token,
        about=about,
        feedback_id=feedback_id,
        form=form,
        smiles=words.smile_options(),
        tips=_tips(via, [about])[about.student_id],
        **_to_fill_in(via, errors),
    )


def _to_fill_in(via: FeedbackAccess, errors: Mapping[str, str]) -> dict[str, object]:
    """What both pages with questions need."""
    asked = queries.questions(db(), via, local_day(clock.now(), via.time_zone))
    return {
        "via": via,
        "errors": errors,
        "mistakes": [{"href": f"#{name}", "text": said} for name, said in errors.items()],
        "strengths": words.strength_options(),
        "asked": asked,
        "levels": words.seen_options(own_level_labels(db(), via.school_id, language())) if asked else [],
    }


@pages.get("/f/<string:token>/students/<uuid:round_id>")
@allow(ANYONE)
@secret_address
def cards_page(token: str, round_id: UUID) -> ResponseReturnValue:
    """All students on one page, a card each. ``round_id`` was made by *Begin*, so that sending it twice sends once."""
    via = _via(token)
    if not via.students:
        return redirect(url_for("feedback.smile", token=token), 303)
    if _answered(via, round_id):
        return redirect(url_for("feedback.all_thanks", token=token, round_id=round_id), 303)
    blank = AnswerForm(answered_by=_name_to_start_with(via))
    cards = {about.placement_id: CardForm(about.first_name, blank) for about in via.students}
    return _cards_page(token, via, round_id, cards, {})


@pages.post("/f/<string:token>/students/<uuid:round_id>")
@allow(ANYONE)
@secret_address
def cards(token: str, round_id: UUID) -> ResponseReturnValue:
    """Send all cards that were filled in. Who is no longer the contact's student is left out, and named."""
    attempt(engine(), clock.now(), (STARTS, token))
    via = _via(token)
    sent = inputs.card_forms(request.form.to_dict(flat=False))
    try:
        given = inputs.answers(sent)
        left_out = actions.send_all(db(), via, clock.now(), round_id, given, language=language())
    except Problem as problem:
        if problem.status != 422:
            raise
        db().rollback()
        return _cards_page(token, via, round_id, sent, problem.fields), 422
    if left_out:
        return _thanks(via, _answered(via, round_id), [sent[placement].name for placement in left_out])
    return redirect(url_for("feedback.all_thanks", token=token, round_id=round_id), 303)


def _cards_page(
    token: str, via: FeedbackAccess, round_id: UUID, cards: Mapping[UUID, CardForm], errors: Mapping[str, str]
) -> str:
    blank = AnswerForm()
    return render_template(
        "feedback/cards.html",
        token=token,
        round_id=round_id,
        cards=[
            (about, inputs.prefix(about.placement_id), cards[about.placement_id].form)
            if about.placement_id in cards
            else (about, inputs.prefix(about.placement_id), blank)
            for about in via.students
        ],
        left_out=[card.name for placement, card in cards.items() if not via.student(placement)],
        answered_by=next(iter(cards.values())).form.answered_by,
        smiles=words.card_options(),
        **_to_fill_in(via, errors),
    )


def _answered(via: FeedbackAccess, round_id: UUID) -> list[Guided]:
    """About whom the page ``round_id`` was sent."""
    ids = {answer_id(via, round_id, about.placement_id): about for about in via.students}
    found = queries.answers_by_id(db(), via, ids)
    return [about for made_id, about in ids.items() if made_id in found]


@pages.get("/f/<string:token>/<uuid:feedback_id>/thanks")
@allow(ANYONE)
@secret_address
def thanks(token: str, feedback_id: UUID) -> ResponseReturnValue:
    """*Dank je wel*, the one contact at the school, and what helps this student."""
    via = _via(token)
    begun, about = _begun(via, feedback_id)
    if begun.sent_at is None:
        return redirect(url_for("feedback.answer_page", token=token, feedback_id=feedback_id), 303)
    return _thanks(via, [about])


@pages.get("/f/<string:token>/students/<uuid:round_id>/thanks")
@allow(ANYONE)
@secret_address
def all_thanks(token: str, round_id: UUID) -> ResponseReturnValue:
    """*Dank je wel* for several students."""
    via = _via(token)
    answered = _answered(via, round_id)
    if not answered:
        return redirect(url_for("feedback.cards_page", token=token, round_id=round_id), 303)
    return _thanks(via, answered)


def _thanks(via: FeedbackAccess, answered: list[Guided], left_out: Iterable[str] = ()) -> str:
    """To whoever stands before a card on the wall it names the school, and nobody who works there."""
    today = local_day(clock.now(), via.time_zone)
    found = {} if via.on_wall else faces(db(), [about.student_id for about in answered], via.school_id, today)
    callable_by: dict[PersonCard | None, list[str]] = {}
    for about in answered:
        callable_by.setdefault(found.get(about.student_id), []).append(about.first_name)
    return render_template(
        "feedback/thanks.html",
        via=via,
        answered=answered,
        left_out=list(left_out),
        people=list(callable_by.items()),
        tips=_tips(via, answered),
    )


def _tips(via: FeedbackAccess, about: Iterable[Guided]) -> Mapping[UUID, list[str]]:
    """What helps these students. It is not for whoever stands before a card on the wall."""
    whose = [] if via.on_wall else [student.student_id for student in about]
    return tips_for(db(), via.school_id, whose)


@pages.get("/students/<uuid:student_id>/feedback")
@allow(*STAFF)
def links(student_id: UUID) -> ResponseReturnValue:
    """The links for a student's placement, and what companies said about the student."""
    who, now = actor(), clock.now()
    today = local_day(now, who.time_zone)
    about = student(db(), who, student_id, today)
    placement = current_placement(db(), who, student_id, today)
    return render_template(
        "feedback/links.html",
        about=about,
        placement=placement,
        can_make=placement is not None and actions.expiry(placement, now, who.time_zone) > now,
        contacts=company.contacts(db(), who, placement.company_id, today) if placement else [],
        links=company.links(db(), who, placement.id, today) if placement else [],
        answers=answers(db(), who, today, student_id=student_id),
        levels=own_level_labels(db(), who.school_id, who.language),
        now=now,
        today=today,
        day_in_words=day_in_words,
        words=words,
        short_level=short_level,
    )


@pages.post("/students/<uuid:student_id>/feedback")
@allow(*STAFF)
def make_link(student_id: UUID) -> ResponseReturnValue:
    """Make a link about one student and show its address, once."""
    made = actions.make_link(db(), actor(), clock.now(), student_id, inputs.contact_id(request.form))
    return _link_made(made, url_for("feedback.links", student_id=student_id))


def _link_made(made: NewLink, back: str) -> str:
    config: Config = current_app.extensions["werkbrug"]
    address = config.base_url + url_for("feedback.smile", token=made.token)
    drawing = segno.make(address, error="m").svg_inline(scale=1, border=2, omitsize=True)
    return render_template(
        "feedback/wall_card.html" if made.on_wall else "feedback/link_made.html",
        made=made,
        address=address,
        back=back,
        school=school_of(db(), actor()).name,
        qr=Markup(drawing),  # noqa: S704 — drawn by segno from our own address
    )


@pages.post("/students/<uuid:student_id>/feedback/<uuid:link_id>/withdraw")
@allow(*STAFF)
def withdraw_link(student_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Make a link about one student stop working."""
    actions.withdraw_link(db(), actor(), clock.now(), link_id, student_id=student_id)
    return redirect(url_for("feedback.links", student_id=student_id), 303)


@pages.get("/company-links")
@allow(*STAFF)
def company_links() -> ResponseReturnValue:
    """*Links voor bedrijven*: per contact the links that work, and the newest answers of all."""
    who, now = actor(), clock.now()
    today = local_day(now, who.time_zone)
    return render_template(
        "feedback/company_links.html",
        guides=company.company_links(db(), who, now),
        answers=answers(db(), who, today, limit=NEWEST),
        today=today,
        day_in_words=day_in_words,
        words=words,
    )


@pages.post("/company-links")
@allow(*STAFF)
def make_company_link() -> ResponseReturnValue:
    """Make a contact's link for all students, or a card for the wall, and show its address, once."""
    on_wall = request.form.get("kind") == "wall"
    made = actions.make_contact_link(db(), actor(), clock.now(), inputs.contact_id(request.form), on_wall=on_wall)
    return _link_made(made, url_for("feedback.company_links"))


@pages.post("/company-links/<uuid:link_id>/withdraw")
@allow(*STAFF)
def withdraw_company_link(link_id: UUID) -> ResponseReturnValue:
    """Make a link stop working."""
    actions.withdraw_link(db(), actor(), clock.now(), link_id)
    return redirect(url_for("feedback.company_links"), 303)
