"""Who may call what. Every view says so with ``@allow``; one that does not is refused."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, Request, Response, current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from app.base import clock, i18n
from app.base.config import Config
from app.base.database import SAFE_METHODS, db, open_session
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.sealing import current_key
from app.base.security import cookie_name, set_cookie
from app.people import actions, queries
from app.people.actions import SignedIn
from app.people.actor import Actor
from app.people.browsers import browser_label
from app.people.models import Role
from app.people.proofs import known_token

SESSION_COOKIE = "session"
ANYONE = "anyone"
View = TypeVar("View", bound=Callable[..., Any])
log = logging.getLogger(__name__)


def allow(*who: Role | str) -> Callable[[View], View]:
    """Say who may call a view: roles, or ``ANYONE`` for pages that need no sign-in (a link or badge may still)."""

    def mark(view: View) -> View:
        view.allowed = frozenset(who)  # type: ignore[attr-defined]
        return view

    return mark


def actor() -> Actor:
    """The signed-in person of this request; only for views that are not for anyone."""
    found = maybe_actor()
    if found is None:
        raise Problem(401, "sign-in-first", _("Log eerst in."))
    return found


def maybe_actor() -> Actor | None:
    """The signed-in person, if there is one. Asked many times for a page, so it is looked up once."""
    if "actor" not in g:
        g.actor = current_user.actor if current_user and current_user.is_authenticated else None
    found: Actor | None = g.actor
    return found


def phone_attributes() -> dict[str, str]:
    """What a page tells the scripts of a signed-in person, by attribute (``data-device`` …): which device this is, the
    token that proves it, and the key to seal with. Nothing for others.
    """
    who, now = maybe_actor(), clock.now()
    if who is None:
        return {}
    key = current_key(_config().secret, now)
    return {
        "device": str(who.device_id),
        "token": current_user.device_token,
        "key": key.id.hex(),
        "public": key.public_text,
        "role": who.role.value,
    }


def let_in(signed_in: SignedIn) -> Response:
    """Give the browser its session and send the person to their first page."""
    answer = make_response(redirect(url_for("people.welcome"), 303))
    set_cookie(answer, SESSION_COOKIE, signed_in.token, max_age=int(signed_in.stays.total_seconds()))
    if maybe_actor() is not None:
        forget_pages(answer)
    return answer


def forget_pages(answer: Response) -> None:
    """Let the browser drop what it kept for who was signed in before."""
    answer.headers["Clear-Site-Data"] = '"cache"'


def sign_in_as(member_id: UUID) -> Response:
    """Sign a member in on this browser and send them to their first page. The caller has checked who it is."""
    previous = maybe_actor()
    now = clock.now()
    if previous is not None:
        actions.sign_out(db(), previous, now)
    label = browser_label(request.user_agent.string)
    return let_in(actions.start_session(db(), member_id, now, secret=_config().secret, label=label))


class _Person(UserMixin):  # type: ignore[misc]  # flask-login has no types
    def __init__(self, actor: Actor, device_token: str) -> None:
        self.id = str(actor.member_id)
        self.actor = actor
        self.device_token = device_token


def _load_person(incoming: Request) -> _Person | None:
    # For writing in a transaction of its own: who somebody is does not wait for what they are about to write.
    token = incoming.cookies.get(cookie_name(SESSION_COOKIE))
    if not token or "asked_who" in g:
        return None  # asked before, and the database did not answer: the page that says so is for nobody in particular
    g.asked_who = True
    engine, now = current_app.extensions["engine"], clock.now()
    if incoming.method in SAFE_METHODS:
        found = queries.actor_by_token(db(), token, now)
    else:
        with open_session(engine, writes=False) as session:
            found = queries.actor_by_token(session, token, now)
    token = _device_token(found) if found else None
    if found is None or token is None:
        return None
    if found.session_seen_at and found.session_seen_at < now - timedelta(hours=1):
        _last_on(engine, found, now)
    return _Person(found, token)


def _device_token(found: Actor) -> str | None:
    if found.device_id is None or found.device_token_hash is None:
        return None
    return known_token(_config().secrets, found.device_id, found.member_id, found.device_token_hash)


def _config() -> Config:
    found: Config = current_app.extensions["werkbrug"]
    return found


def _last_on(engine: sa.Engine, found: Actor, now: datetime) -> None:
    # Not worth waiting for while somebody else writes: the next request tries again.
    with suppress(sa.exc.OperationalError), open_session(engine, writes=True, patience=0.1) as session:
        actions.touch(session, found, now)
        session.commit()
        g.renewed = True


def _renew_cookie(answer: Response) -> Response:
    if "renewed" in g and "Set-Cookie" not in answer.headers:
        token = request.cookies[cookie_name(SESSION_COOKIE)]
        set_cookie(answer, SESSION_COOKIE, token, max_age=int(actions.stays(actor().role).total_seconds()))
    return answer


def _choose_language() -> None:
    if request.endpoint == "shell.asset":
        return  # files have no language, and need not know who asks
    found = maybe_actor()
    i18n.set_language(found.language if found else _asked_language())


def _asked_language() -> str:
    return request.accept_languages.best_match(i18n.LANGUAGES, default=i18n.SOURCE_LANGUAGE)


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # becomes a 404 or 405
    allowed = getattr(current_app.view_functions[request.endpoint], "allowed", None)
    if allowed is None:
        log.error("view without @allow: %s", request.endpoint)
        raise Problem(403, "undeclared", _("Deze pagina is nog niet vrijgegeven."))
    if ANYONE in allowed:
        return None
    found = maybe_actor()
    if found is None:
        if request.method == "GET" and not request.path.startswith("/api/"):
            return redirect(url_for("people.welcome"), 303)
        raise Problem(401, "sign-in-first", _("Je bent niet meer ingelogd. Log opnieuw in."))
    if found.role not in allowed:
        raise Problem(403, "other-role", _("Deze pagina is niet voor jou."))
    return None


def guard(app: Flask) -> None:
    """Put sign-in and permission checks in place for the whole app."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(_load_person)
    app.before_request(_choose_language)
    app.before_request(_check)
    app.after_request(_renew_cookie)
