"""The app, put together. This list of features is the table of contents."""

import logging
from collections.abc import MutableMapping
from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template, request
from flask.templating import Environment
from flask.typing import ResponseReturnValue
from flask_compress import Compress
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from app.base import assets, database, i18n, logs, security
from app.base.config import Config
from app.base.drawing import once
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.storage import Storage
from app.catalogue import routes as catalogue
from app.catalogue.pictograms import picture
from app.demo import routes as demo
from app.feedback import routes as feedback
from app.home import routes as home
from app.logbook import routes as logbook
from app.office import routes as office
from app.people import access, offline
from app.people import group_routes as groups
from app.people import routes as people
from app.placements import routes as placements
from app.review import routes as review
from app.shell import routes as shell
from app.sync import routes as sync

FEATURES = (shell, people, groups, catalogue, placements, office, logbook, review, feedback, home, sync)
LARGEST_REQUEST = 64 * 1024 * 1024
"""Bytes: a form with eight photos as phones make them."""
log = logging.getLogger(__name__)


class Templates(Environment):
    """Templates share one set of globals. Jinja would chain a layer for each, and look all of them over per import."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template; none of ours has any of its own."""
        return super().make_globals(d) if d else self.globals


class Werkbrug(Flask):
    """Flask, with one transaction a request: a view that returns commits, a view that raises undoes."""

    jinja_environment = Templates

    def dispatch_request(self) -> ResponseReturnValue:
        """Answer, and make durable what was written before the answer leaves."""
        answer = super().dispatch_request()
        database.commit()
        return answer


def create_app(config: Config | None = None) -> Flask:
    """The whole app for ``config`` (default: from the environment). Opens no connection yet."""
    config = config or Config.from_environment()
    logs.keep_secrets_out()
    app = Werkbrug("app", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=1024 * 1024, MAX_FORM_PARTS=200)
    app.extensions["werkbrug"] = config
    app.extensions["engine"] = database.make_engine(config.database_url)
    app.extensions["storage"] = Storage(config.storage_url)
    app.config.update(COMPRESS_MIMETYPES=["text/html", "application/json", "application/problem+json"])
    app.config.update(COMPRESS_ALGORITHM=["zstd", "br", "gzip"], COMPRESS_ZSTD_LEVEL=3)
    app.config.update(COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False)  # pages have no ETag
    Compress(app)
    if config.proxies:
        hops = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.teardown_appcontext(database.close)
    security.guard(app)
    access.guard(app)
    offline.guard(app)
    for feature in FEATURES:
        app.register_blueprint(feature.pages)
    if config.demo:
        app.register_blueprint(demo.pages)
        app.config["START_PAGE"] = "demo.start"
    _prepare_templates(app)
    _answer_errors(app)
    return app


def _prepare_templates(app: Flask) -> None:
    app.jinja_options = {"autoescape": True, "extensions": ["jinja2.ext.i18n"]}
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.undefined = StrictUndefined
    env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True, pgettext=i18n.pgettext)  # type: ignore[attr-defined]
    # Jinja's own wrapper fills in values after us and would ask for those that are filled in already.
    env.globals.update(gettext=i18n.gettext, ngettext=i18n.ngettext, _=i18n.gettext)
    env.globals.update(asset=assets.asset, icon_svg=assets.icon_svg, picture=picture, once=once)
    env.filters.update(moment=i18n.moment_in_words, full_date=i18n.full_date, plain_date=i18n.plain_date)
    env.filters.update(listed=i18n.listed)

    @app.context_processor
    def _everywhere() -> dict[str, object]:
        return {
            "actor": access.maybe_actor(),
            "phone_attributes": access.phone_attributes(),
            "language": i18n.language(),
            "text_direction": "ltr",
        }


def _answer_errors(app: Flask) -> None:
    def answer(problem: Problem) -> ResponseReturnValue:
        for_program = request.path.startswith("/api/")
        response = app.make_response(problem.as_json() if for_program else _error_page(problem))
        if for_program:
            response.mimetype = "application/problem+json"
        response.status_code = problem.status
        if problem.retry_after:
            response.headers["Retry-After"] = str(problem.retry_after)
        return response

    @app.errorhandler(Problem)
    def _problem(problem: Problem) -> ResponseReturnValue:
        return answer(problem)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status < 400:
            return error.get_response()
        texts = {
            404: _("Deze pagina is er niet, of is niet voor jou."),
            405: _("Dit kan hier niet. Er is niets veranderd."),
            413: _("Dit is te groot om te versturen. Er is niets veranderd."),
        }
        return answer(Problem(status, f"http-{status}", texts.get(status, _("Dit verzoek kunnen we niet lezen."))))

    @app.errorhandler(sa.exc.OperationalError)
    def _busy(error: sa.exc.OperationalError) -> ResponseReturnValue:
        log.error("database: %s", type(error.orig).__name__)
        text = _("Het is even te druk. Er is niets verloren. Probeer het zo nog eens.")
        return answer(Problem(503, "busy", text, retry_after=5))

    @app.errorhandler(Exception)
    def _broken(error: Exception) -> ResponseReturnValue:
        log.error("unexpected: %s %s", request.method, request.endpoint, exc_info=error)
        text = _("Er ging iets mis bij ons. Wat je al had opgeslagen is niet weg.")
        return answer(Problem(500, "unexpected", text))


def _error_page(problem: Problem) -> str:
    titles = {
        401: _("Log opnieuw in"),
        403: _("Dit mag hier niet"),
        404: _("Niet gevonden"),
        413: _("Dit is te groot"),
        429: _("Even wachten"),
        503: _("Even te druk"),
    }
    other = _("Er ging iets mis") if problem.status >= 500 else _("Dat lukte niet")
    todo = _("Ga terug en probeer het nog eens.") if problem.status not in {401, 404} else ""
    return render_template("error.html", title=titles.get(problem.status, other), text=problem.text, todo=todo)
