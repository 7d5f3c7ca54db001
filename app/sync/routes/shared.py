"""What every request of a phone needs."""

from flask import current_app, request

from app.base.config import Config
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.storage import Storage


def body(most: int) -> bytes:
    """The body of the request; one that is longer than ``most`` bytes is refused (413) before it is read, and one that
    was cut off on the way (400) afterwards.
    """
    request.max_content_length = most
    sent = request.get_data(cache=False)
    if len(sent) < (request.content_length or 0):  # not every server of WSGI sees to it
        raise Problem(400, "cut-off", _("Het kwam niet heel aan. Probeer het nog eens."))
    return sent


def config() -> Config:
    """The settings of the running app."""
    found: Config = current_app.extensions["werkbrug"]
    return found


def storage() -> Storage:
    """Where photos are kept."""
    found: Storage = current_app.extensions["storage"]
    return found
