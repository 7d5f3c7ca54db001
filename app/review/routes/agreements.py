"""*Afspraken van de school*: when something can be signed off, and what the levels are called."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.database import db
from app.base.errors import Problem
from app.logbook.words import level_help, level_label, level_picture
from app.people.access import actor, allow
from app.people.models import IndependenceLevel, Role
from app.people.queries import own_level_labels
from app.review import actions, forms
from app.review.queries import school_rule
from app.review.readiness import Rule
from app.review.routes.blueprint import pages
from app.review.words import rule_words

OFFICE = (Role.COORDINATOR, Role.ADMIN)


@pages.get("/manage/agreements")
@allow(*OFFICE)
def agreements() -> ResponseReturnValue:
    """The school's rule and its words for levels."""
    who = actor()
    rule, labels = school_rule(db(), who.school_id), own_level_labels(db(), who.school_id, i18n.language())
    filled = {name: str(getattr(rule, name)) for name in Rule.__slots__}
    return _form(filled | {f"{forms.LABEL_FIELD}{level}": label for level, label in labels.items()})


@pages.post("/manage/agreements")
@allow(*OFFICE)
def save_agreements() -> ResponseReturnValue:
    """Keep them."""
    try:
        actions.save_agreements(db(), actor(), clock.now(), forms.rule(request.form))
    except Problem as problem:
        if problem.code != "incomplete":
            raise
        return _form(request.form, problem), problem.status
    return redirect(url_for("review.agreements", done="saved"), 303)


def _form(filled: Mapping[str, str], problem: Problem | None = None) -> str:
    return render_template(
        "review/agreements.html",
        rule=rule_words(school_rule(db(), actor().school_id)),
        levels=[
            {
                "name": f"{forms.LABEL_FIELD}{int(level)}",
                "ours": level_label(level, {}),
                "means": level_help(level),
                "picture": level_picture(level),
            }
            for level in IndependenceLevel
        ],
        filled=filled,
        longest=forms.LONGEST_LABEL,
        problem=problem,
        done=request.args.get("done"),
    )
