"""The way from a phone to an app in the same process, and what can happen on it."""

import io
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from flask import Flask

from tests.chaos.faults import Crash, Interfaces, Trouble
from tests.chaos.people import whose
from tests.chaos.wire import Answer, Lost, Request

WEATHER = (
    "lost",
    "cut",
    "portal",
    "portal-json",
    "portal-refuses",
    "portal-redirects",
    "answer-lost",
    "answer-cut",
    "twice",
    "late",
    "copied",
    "mixed-up",
    "other-body",
)
"""What a network does to a request or its answer; nothing, when it is none of these."""

_PORTAL = b"<!doctype html><title>Gratis wifi</title><p>Welkom bij de gratis wifi van de winkel.</p>"
_PORTALS = {
    "portal": Answer(200, "text/html", _PORTAL),
    "portal-json": Answer(200, "application/json", b'{"ok": true}'),
    "portal-refuses": Answer(422, "text/html", _PORTAL),
    "portal-redirects": Answer(302, "text/html", b""),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A request on its way, with who was signed in on the phone that sent it."""

    request: Request
    cookie: str | None


@dataclass
class Network:
    """Brings requests to an app. ``under_way`` are copies that may still arrive; ``heard`` sees every answer."""

    app: Flask
    interfaces: Interfaces
    heard: Callable[[Letter, Answer], None]
    under_way: list[Letter] = field(default_factory=list)
    last_answer: Answer | None = None
    requests: int = 0

    def send(
        self,
        letter: Letter,
        weather: str = "",
        place: float = 0.5,
        trouble: Trouble | None = None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Answer:
        """The answer that the phone gets. ``place`` says how far a cut comes. Raises Lost when there is none."""
        if weather in _PORTALS:
            return _PORTALS[weather]
        if weather == "lost":
            raise Lost
        if weather == "late":
            self.under_way.append(letter)
            raise Lost
        if weather == "copied":
            self.under_way.append(letter)
        if weather == "twice":
            self.deliver(letter, None, meanwhile)
        before = self.last_answer
        answer = self._arrive(letter, weather, place, trouble, meanwhile)
        if weather == "mixed-up" and before is not None:
            return before
        if weather == "answer-lost":
            raise Lost
        if weather == "answer-cut":
            return replace(answer, body=answer.body[: int(place * len(answer.body))])
        return answer

    def _arrive(
        self, letter: Letter, weather: str, place: float, trouble: Trouble | None, meanwhile: Callable[[], None]
    ) -> Answer:
        body = letter.request.body
        if weather == "cut":
            return self.deliver(letter, trouble, meanwhile, come=body[: int(place * len(body))])
        if weather == "other-body" and "/media/" in letter.request.path:
            other = next((one for one in self.under_way if "/media/" in one.request.path), None)
            body = other.request.body if other else body[: int(place * len(body))]
            return self.deliver(letter, trouble, meanwhile, come=body, whole=True)
        return self.deliver(letter, trouble, meanwhile)

    def deliver(
        self,
        letter: Letter,
        trouble: Trouble | None,
        meanwhile: Callable[[], None] = lambda: None,
        *,
        come: bytes | None = None,
        whole: bool = False,
    ) -> Answer:
        """Let a request arrive; of its body only what has ``come``, as if that were the ``whole``.

        Raises Lost when the process ends meanwhile.
        """
        self.requests += 1
        body = letter.request.body if come is None else come
        environ = _environ(letter, body, len(body) if whole else len(letter.request.body))
        try:
            with self.interfaces.during(trouble, meanwhile):
                answer = Context().run(_call, self.app, environ)  # within another request it shares nothing with it
        except Crash:
            raise Lost from None
        self.heard(letter, answer)
        if answer.status < HTTPStatus.BAD_REQUEST:
            self.last_answer = answer
        return answer


def _environ(letter: Letter, body: bytes, length: int) -> dict[str, Any]:
    path, _, query = letter.request.path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": letter.request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "CONTENT_LENGTH": str(length),
        "CONTENT_TYPE": letter.request.kind,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if letter.cookie:
        environ["HTTP_COOKIE"] = f"session={letter.cookie}"
    for name, value in letter.request.headers:
        environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    return environ


def _call(app: Flask, environ: dict[str, Any]) -> Answer:
    begun: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], None]:
        begun[:] = status, dict(headers)
        return lambda _part: None

    parts = app.wsgi_app(environ, start)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()
    kind = begun[1].get("Content-Type", "").partition(";")[0]
    return Answer(int(begun[0].split()[0]), kind, body, begun[1].get("Location", ""))


def may_read(letter_of: str, sees: frozenset[str], answer: Answer) -> str | None:
    """What is wrong when somebody gets this answer who may see the words of these students alone."""
    others = whose(answer.body.decode(errors="replace")) - sees
    if others:
        return f"{letter_of} got words of {', '.join(sorted(others))} ({HTTPStatus(answer.status).phrase})"
    return None
