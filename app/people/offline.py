"""Pages that open without a network. A view says so with ``@opens_offline``; the phone's worker keeps its page.

The answer then tells whose page it is in the header ``Opens-Offline``: the device of the one who is signed in, so that
nobody else's phone keeps it. A page for a browser in which nobody is signed in says ``nobody``.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request

from app.people.access import maybe_actor

HEADER = "Opens-Offline"
NOBODY = "nobody"
View = TypeVar("View", bound=Callable[..., Any])


def opens_offline(view: View) -> View:
    """Mark a view whose page a phone keeps, encrypted, for when there is no network."""
    view.opens_offline = True  # type: ignore[attr-defined]
    return view


def _say_whose(answer: Response) -> Response:
    if answer.mimetype != "text/html" or 300 <= answer.status_code < 400 or answer.status_code >= 500:
        return answer
    who = maybe_actor()
    view = current_app.view_functions.get(request.endpoint or "")
    if who is None:
        answer.headers[HEADER] = NOBODY
    elif answer.status_code == 200 and who.device_id and hasattr(view, "opens_offline"):
        answer.headers[HEADER] = str(who.device_id)
    return answer


def guard(app: Flask) -> None:
    """Put the header on the answers of the whole app."""
    app.after_request(_say_whose)
