"""*Overzicht*: students against work processes."""

from collections.abc import Mapping

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.base import clock, i18n
from app.base.clock import local_day
from app.base.database import db
from app.people.access import actor, allow
from app.people.models import STAFF, IndependenceLevel, Role
from app.people.queries import own_level_labels
from app.review import matrix as overview
from app.review.inputs import lenient_id
from app.review.queries import school_rule
from app.review.routes.blueprint import pages
from app.review.words import cell_words, rule_words, short_level

MOST = 100_000


@pages.get("/overview")
@allow(*STAFF)
def matrix() -> ResponseReturnValue:
    """What every student can do, at a glance; a cell opens the evidence behind it."""
    who = actor()
    today = local_day(clock.now(), who.time_zone)
    choice = _choice(request.args, who.role)
    labels = own_level_labels(db(), who.school_id, i18n.language())
    found = overview.matrix(db(), who, today, choice)
    return render_template(
        "review/matrix.html",
        matrix=found,
        groups=overview.groups(db(), who, today),
        supervisors=overview.supervisors(db(), who, today),
        choice=choice,
        cell_words=lambda person, cell: cell_words(person, cell, labels),
        levels=[(int(level), short_level(level, labels)) for level in IndependenceLevel],
        rule=rule_words(school_rule(db(), who.school_id)),
        before=_page(choice, choice.skip - overview.PAGE) if choice.skip else None,
        after=_page(choice, choice.skip + overview.PAGE) if found.more else None,
    )


def _choice(args: Mapping[str, str], role: Role) -> overview.Choice:
    """What was chosen; what cannot be read was not."""
    skip = args.get("skip", "")
    return overview.Choice(
        group=lenient_id(args.get("group")),
        supervisor=None if role is Role.SUPERVISOR else lenient_id(args.get("supervisor")),
        skip=min(int(skip), MOST) if skip.isascii() and skip.isdigit() and len(skip) < 9 else 0,
    )


def _page(choice: overview.Choice, skip: int) -> str:
    skip = max(0, skip)
    return url_for("review.matrix", group=choice.group, supervisor=choice.supervisor, skip=skip or None)
