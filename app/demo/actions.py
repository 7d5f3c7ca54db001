"""Loads the demo."""

from datetime import datetime

from sqlmodel import Session, select

from app.base.storage import Storage
from app.demo.founding import found
from app.demo.telling import tell
from app.people.models import School


def is_empty(session: Session) -> bool:
    """Whether the database holds no school yet."""
    return session.exec(select(School.id).limit(1)).first() is None


def load_demo(session: Session, storage: Storage, secret: str, now: datetime) -> None:
    """Fill an empty database with two made-up schools and four weeks of their work, up to ``now``.

    ``secret`` is the installation's: from it come the codes and links that the start page shows.
    """
    codes = found(session, secret, now)
    tell(session, storage, secret, now, codes)
