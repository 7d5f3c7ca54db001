"""Headers for every answer, and the refusal of requests that another site sent."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request

from app.base.database import SAFE_METHODS
from app.base.errors import Problem
from app.base.i18n import gettext as _

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "media-src 'self' blob:",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types werkbrug",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
}
EVERYTHING = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
"""What an answer needs whatever it is: it stays what it is, and other sites cannot take it in."""
DATA = {
    kind: {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
    for kind in ("application/json", "application/problem+json")
}
"""What else answers for scripts need: who opens one as a page sees a text, in which nothing loads or runs."""
FILES: dict[str, dict[str, str]] = {
    "text/javascript": {"Content-Security-Policy": "default-src 'self'"},
    "image/svg+xml": {"Content-Security-Policy": "default-src 'none'"},
    "text/css": {},
    "font/woff2": {},
    "image/png": {},
    "image/webp": {},
}
"""What else files of the app itself need, by kind. A script that is started as a worker has the policy of its own
answer, and a drawing can be opened as a page; nothing runs in the others, and what a stylesheet fetches is ours. The
rest of ``HEADERS`` is for pages: a file has no other windows, no form, no rights to devices, and sends nobody anywhere.
"""
View = TypeVar("View", bound=Callable[..., Any])
log = logging.getLogger(__name__)


def refuse_other_sites() -> None:
    """Refuse a writing request that does not come from our own pages (403).

    Browsers say where a request comes from in ``Sec-Fetch-Site``; older ones send ``Origin``. A request with neither
    is refused. There is no token, because a token would expire while a phone is offline.

    Views with a secret in their address (``secret_address``) tell browsers to send no referrer, and then older ones
    send an empty ``Origin``; there the secret itself shows that the request is ours.
    """
    if request.method in SAFE_METHODS or _is_marked("from_anywhere"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        trusted = site == "same-origin"
    else:
        sent = request.headers.get("Origin", "")
        trusted = sent == request.host_url.rstrip("/") or (sent == "null" and _is_marked("secret_address"))
    if not trusted:
        log.warning("refused a request from another site: %s", request.endpoint)
        raise Problem(403, "other-site", _("Dit verzoek kwam niet van onze eigen pagina. Er is niets veranderd."))


def secret_address(view: View) -> View:
    """Mark a view whose address holds a secret: no other site may learn it."""
    view.secret_address = True  # type: ignore[attr-defined]
    return view


def own_file(view: View) -> View:
    """Mark a view that answers with files of the app itself; never with what anybody uploaded."""
    view.own_file = True  # type: ignore[attr-defined]
    return view


def from_anywhere(view: View) -> View:
    """Mark a view for writing requests that changes nothing, so that it matters not who sends one."""
    view.from_anywhere = True  # type: ignore[attr-defined]
    return view


def _is_marked(mark: str) -> bool:
    return hasattr(current_app.view_functions.get(request.endpoint or "", None), mark)


def add_headers(response: Response) -> Response:
    """Put the safety headers on an answer, on files and on data only those that mean something for their kind; browsers
    keep nothing unless a view says otherwise.
    """
    own = (FILES if _is_marked("own_file") else DATA).get(response.mimetype or "")
    response.headers.extend(HEADERS if own is None else EVERYTHING | own)
    if _is_marked("secret_address"):
        response.headers["Referrer-Policy"] = "no-referrer"
    if current_app.extensions["werkbrug"].https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if not response.cache_control:
        response.cache_control.no_store = True
    return response


def cookie_name(name: str) -> str:
    """The name under which a cookie is set: bound to this host alone when the site has HTTPS."""
    return f"__Host-{name}" if current_app.extensions["werkbrug"].https else name


def set_cookie(response: Response, name: str, value: str, *, max_age: int) -> None:
    """Set a cookie that scripts and other sites cannot use. ``max_age`` in seconds."""
    response.set_cookie(
        cookie_name(name),
        value,
        max_age=max_age,
        secure=current_app.extensions["werkbrug"].https,
        httponly=True,
        samesite="Lax",
    )


def forget_cookie(response: Response, name: str) -> None:
    """Remove a cookie from the browser."""
    set_cookie(response, name, "", max_age=0)


def guard(app: Flask) -> None:
    """Put both in place for the whole app."""
    app.before_request(refuse_other_sites)
    app.after_request(add_headers)
