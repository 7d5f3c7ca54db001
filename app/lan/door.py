"""The page on a plain port where a phone gets to know this computer, before it can open the app itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from app.base import i18n
from app.base.security import HEADERS
from app.lan.papers import Papers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FILE = "/werkbrug.crt"


@dataclass(frozen=True, slots=True)
class Door:
    """A WSGI app of one page, one file to download, and the static files of ``app`` that the page is made of."""

    app: "WSGIApplication"
    templates: Environment
    papers: Papers
    address: str

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        path = Request(environ).path
        if path.startswith("/static/"):
            return self.app(environ, start_response)
        return self._answer(path)(environ, start_response)

    def _answer(self, path: str) -> Response:
        if path == FILE:
            # With this type an iPhone offers to take it in, and an Android phone keeps it as a file.
            answer = Response(self.papers.for_phones, mimetype="application/x-x509-ca-cert")
        elif path == "/":
            answer = Response(self._page(), mimetype="text/html")
        else:
            answer = redirect("/", Response=Response)
        answer.headers.extend(HEADERS)
        answer.cache_control.no_store = True
        return answer

    def _page(self) -> str:
        i18n.set_language(i18n.SOURCE_LANGUAGE)
        return self.templates.get_template("lan/trust.html").render(
            actor=None,
            menu="",
            language=i18n.SOURCE_LANGUAGE,
            text_direction="ltr",
            file=FILE,
            address=self.address,
            fingerprint=self.papers.fingerprint,
        )
