"""*Zinnetjes*: the sentences that a school says often."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.database import db
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.catalogue.pictograms import Pictogram, pictograms
from app.people.access import actor, allow
from app.people.models import STAFF
from app.people.queries import not_found
from app.review import actions, inputs
from app.review.models import Verdict
from app.review.phrases import PhraseCard, phrase, phrases
from app.review.routes.blueprint import pages

PICTURES = (
    "thumbs-up", "star", "strong", "celebrate", "handshake", "feeling-super", "feeling-good", "sun",
    "question", "conversation", "eye", "camera", "clock", "hourglass", "clipboard", "wash-hands",
)  # fmt: skip


@pages.get("/phrases")
@allow(*STAFF)
def phrases_page() -> ResponseReturnValue:
    """All sentences, by the answer that they go with, and a form for a new one."""
    return _index()


@pages.post("/phrases")
@allow(*STAFF)
def add_phrase() -> ResponseReturnValue:
    """Add one."""
    new = inputs.phrase(request.form)
    try:
        actions.add_phrase(db(), actor(), clock.now(), inputs.form_id(request.form, "phrase_id"), new)
    except Problem as problem:
        if problem.code != "incomplete":
            raise
        return _index(new, problem), problem.status
    return redirect(url_for("review.phrases_page", done="added"), 303)


@pages.post("/phrases/defaults")
@allow(*STAFF)
def start_phrases() -> ResponseReturnValue:
    """Begin with the sentences that come with the app."""
    actions.start_with_default_phrases(db(), actor(), clock.now())
    return redirect(url_for("review.phrases_page", done="added"), 303)


@pages.get("/phrases/<uuid:phrase_id>")
@allow(*STAFF)
def phrase_page(phrase_id: UUID) -> ResponseReturnValue:
    """One of them, to change."""
    card = _card(phrase_id)
    return _edit(card, inputs.NewPhrase(verdict=card.verdict, text=card.text, pictogram=card.pictogram))


@pages.post("/phrases/<uuid:phrase_id>")
@allow(*STAFF)
def change_phrase(phrase_id: UUID) -> ResponseReturnValue:
    """Change one."""
    new = inputs.phrase(request.form)
    try:
        actions.change_phrase(db(), actor(), clock.now(), phrase_id, new)
    except Problem as problem:
        if problem.code != "incomplete":
            raise
        return _edit(_card(phrase_id), new, problem), problem.status
    return redirect(url_for("review.phrases_page", done="changed"), 303)


@pages.post("/phrases/<uuid:phrase_id>/move")
@allow(*STAFF)
def move_phrase(phrase_id: UUID) -> ResponseReturnValue:
    """Move one up or down."""
    actions.move_phrase(db(), actor(), phrase_id, up=request.form.get("to") == "up")
    return redirect(url_for("review.phrases_page", moved=phrase_id, _anchor=f"phrase-{phrase_id}"), 303)


@pages.post("/phrases/<uuid:phrase_id>/retire")
@allow(*STAFF)
def retire_phrase(phrase_id: UUID) -> ResponseReturnValue:
    """Offer one no longer."""
    actions.retire_phrase(db(), actor(), clock.now(), phrase_id)
    return redirect(url_for("review.phrases_page", done="retired"), 303)


def _card(phrase_id: UUID) -> PhraseCard:
    card = phrase(db(), actor().school_id, phrase_id)
    if card is None:
        raise not_found()
    return card


def _index(new: inputs.NewPhrase | None = None, problem: Problem | None = None) -> str:
    found = phrases(db(), actor().school_id)
    return render_template(
        "review/phrases.html",
        kinds=[
            (_("Bij ‘Gezien’"), [card for card in found if card.verdict is Verdict.SEEN]),
            (_("Als vraag"), [card for card in found if card.verdict is Verdict.QUESTION]),
        ],
        done=request.args.get("done", ""),
        phrase_id=inputs.new_id(),
        **_form(new, problem),
    )


def _edit(card: PhraseCard, new: inputs.NewPhrase, problem: Problem | None = None) -> str:
    return render_template("review/phrase.html", card=card, **_form(new, problem))


def _form(new: inputs.NewPhrase | None, problem: Problem | None) -> dict[str, object]:
    return {"new": new, "problem": problem, "pictures": _pictures(new)}


def _pictures(new: inputs.NewPhrase | None) -> list[Pictogram]:
    """Those that suit a reply, and the one that was chosen."""
    known = pictograms()
    names = dict.fromkeys((*PICTURES, new.pictogram) if new else PICTURES)
    return [known[name] for name in names if name in known]
