"""The web server of one process. What it refuses before the app sees it, it refuses in words as well."""

import json
from typing import Any

import waitress
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from app.base.errors import Problem
from app.base.i18n import SOURCE_LANGUAGE, speaking
from app.base.i18n import gettext as _
from app.base.security import HEADERS


class _InWords(ErrorTask):
    """The answer to a request that is too large, or none at all."""

    def execute(self) -> None:
        """Write a problem for programs, a sentence for people; in Dutch, for nobody knows yet who asks."""
        request: Any = self.request
        code = request.error.code
        with speaking(SOURCE_LANGUAGE):
            too_large = _("Dit is te groot om te versturen. Er is niets veranderd.")
            text = too_large if code == 413 else _("Dit verzoek kunnen we niet lezen.")
        for_program = str(getattr(request, "path", "")).startswith("/api/")
        body = json.dumps(Problem(code, f"http-{code}", text).as_json()) if for_program else text
        kind = "application/problem+json" if for_program else "text/plain; charset=utf-8"
        self.status = f"{code} {request.error.reason}"
        self.response_headers = [("Content-Type", kind), ("Cache-Control", "no-store"), *HEADERS.items()]
        self.set_close_on_finish()
        self.content_length = len(body.encode())
        self.write(body.encode())


def serve(app: Flask, **settings: Any) -> None:
    """Serve the app with waitress and these of its settings, until the process is told to stop."""
    HTTPChannel.error_task_class = _InWords
    waitress.serve(app, **settings)
