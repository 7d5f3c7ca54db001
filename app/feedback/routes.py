"""The employer's link, and what staff do with links and answers."""

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
from app.feedback.inputs import AnswerForm
from app.feedback.models import Feedback, Strength
from app.feedback.queries import FeedbackAccess
from app.people.access import ANYONE, actor, allow
from app.people.models import STAFF
from app.people.queries import own_level_labels, student, the_one_face
from app.placements.queries import current_placement, tips
from app.review.words import short_level

pages = Blueprint("feedback", __name__)

WRONG_LINKS = Limit("feedback-address", 30, 600)
STARTS = Limit("feedback-link", 30, 600)


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


def _begun(via: FeedbackAccess, feedback_id: UUID) -> Feedback:
    try:
        return queries.feedback(db(), via, feedback_id)
    except Problem:
        raise _Gone from None


@pages.get("/f/<string:token>")
@allow(ANYONE)
@secret_address
def smile(token: str) -> ResponseReturnValue:
    """What the link opens: three faces, nobody's name. Mail scanners and previews open it too, so it writes nothing."""
    _via(token)
    return render_template("feedback/smile.html", token=token, smiles=words.smile_options())


@pages.post("/f/<string:token>")
@allow(ANYONE)
@secret_address
def start(token: str) -> ResponseReturnValue:
    """The first tap."""
    attempt(engine(), clock.now(), (STARTS, token))
    tapped = inputs.smile(request.form)
    made = actions.start(db(), _via(token), clock.now(), tapped, language=language())
    return redirect(url_for("feedback.answer_page", token=token, feedback_id=made.id), 303)


@pages.get("/f/<string:token>/<uuid:feedback_id>")
@allow(ANYONE)
@secret_address
def answer_page(token: str, feedback_id: UUID) -> ResponseReturnValue:
    """The rest, on one page."""
    via = _via(token)
    begun = _begun(via, feedback_id)
    if begun.sent_at:
        return redirect(url_for("feedback.thanks", token=token, feedback_id=feedback_id), 303)
    form = AnswerForm(smile=str(int(begun.smile)), answered_by=via.contact_first_name)
    return _answer_page(token, via, feedback_id, form, {})


@pages.post("/f/<string:token>/<uuid:feedback_id>")
@allow(ANYONE)
@secret_address
def answer(token: str, feedback_id: UUID) -> ResponseReturnValue:
    """Send the rest."""
    via = _via(token)
    _begun(via, feedback_id)
    form = inputs.answer_form(request.form, request.form.getlist("strength"))
    try:
        actions.send(db(), via, clock.now(), feedback_id, inputs.answer(form), language=language())
    except Problem as problem:
        if problem.status != 422:
            raise
        db().rollback()
        return _answer_page(token, via, feedback_id, form, problem.fields), 422
    return redirect(url_for("feedback.thanks", token=token, feedback_id=feedback_id), 303)


def _answer_page(token: str, via: FeedbackAccess, feedback_id: UUID, form: AnswerForm, errors: dict[str, str]) -> str:
    asked = queries.question(db(), via, local_day(clock.now(), via.time_zone))
    return render_template(
        "feedback/answer.html",
        token=token,
        via=via,
        feedback_id=feedback_id,
        form=form,
        errors=errors,
        mistakes=[{"href": f"#{name}", "text": said} for name, said in errors.items()],
        smiles=words.smile_options(),
        strengths=[{"value": strength.value, "label": words.strength_label(strength)} for strength in Strength],
        asked=asked,
        levels=words.seen_options(own_level_labels(db(), via.school_id, language())) if asked else [],
        tips=tips(db(), via.school_id, via.student_id),
    )


@pages.get("/f/<string:token>/<uuid:feedback_id>/thanks")
@allow(ANYONE)
@secret_address
def thanks(token: str, feedback_id: UUID) -> ResponseReturnValue:
    """*Dank je wel*, the one contact at the school, and what helps this student."""
    via = _via(token)
    if _begun(via, feedback_id).sent_at is None:
        return redirect(url_for("feedback.answer_page", token=token, feedback_id=feedback_id), 303)
    today = local_day(clock.now(), via.time_zone)
    return render_template(
        "feedback/thanks.html",
        via=via,
        face=the_one_face(db(), via.student_id, via.school_id, today),
        tips=tips(db(), via.school_id, via.student_id),
    )


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
        contacts=queries.contacts(db(), who, placement.company_id, today) if placement else [],
        links=queries.links(db(), who, placement.id, today) if placement else [],
        answers=queries.answers(db(), who, student_id, today),
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
    """Make a link and show its address, once."""
    who, now = actor(), clock.now()
    made = actions.make_link(db(), who, now, student_id, inputs.contact_id(request.form))
    config: Config = current_app.extensions["werkbrug"]
    address = config.base_url + url_for("feedback.smile", token=made.token)
    drawing = segno.make(address, error="m").svg_inline(scale=1, border=2, omitsize=True)
    return render_template(
        "feedback/link_made.html",
        about=student(db(), who, student_id, local_day(now, who.time_zone)),
        made=made,
        address=address,
        qr=Markup(drawing),  # noqa: S704 — drawn by segno from our own address
    )


@pages.post("/students/<uuid:student_id>/feedback/<uuid:link_id>/withdraw")
@allow(*STAFF)
def withdraw_link(student_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Make a link stop working."""
    actions.withdraw_link(db(), actor(), clock.now(), student_id, link_id)
    return redirect(url_for("feedback.links", student_id=student_id), 303)
