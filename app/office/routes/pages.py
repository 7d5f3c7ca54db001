"""What the pages of the office share."""

from datetime import date

from flask import Blueprint, request

from app.base import clock
from app.base.clock import local_day
from app.base.database import db
from app.base.errors import Problem
from app.base.plain import plain
from app.people.access import actor

pages = Blueprint("office", __name__)


def today() -> date:
    """The day at the school."""
    return local_day(clock.now(), actor().time_zone)


def asked() -> str:
    """What somebody searches for."""
    return " ".join(plain(request.args.get("q", "")).split())[:80]


def typed() -> dict[str, str]:
    """The fields of a form as they were typed, to be shown again: without what no page may hold."""
    return {name: plain(value) for name, value in request.form.items()}


def fill_in_again(problem: Problem) -> Problem:
    """Undo what a form had written before something turned out wrong, so that its page can be shown again.

    What is about more than the fields of a form is raised: it has a page of its own.
    """
    if problem.code != "incomplete":
        raise problem
    db().rollback()
    return problem
