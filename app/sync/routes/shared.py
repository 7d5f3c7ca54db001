"""What every request of a phone needs."""

from flask import current_app, request

from app.base.config import Config
from app.base.storage import Storage


def body(most: int) -> bytes:
    """The body of the request; one that is longer than ``most`` bytes is refused (413) before it is read, and one that
    was cut off on the way (400) afterwards.
    """
    request.max_content_length = most
    return request.get_data(cache=False)


def config() -> Config:
    """The settings of the running app."""
    found: Config = current_app.extensions["werkbrug"]
    return found


def storage() -> Storage:
    """Where photos are kept."""
    found: Storage = current_app.extensions["storage"]
    return found
