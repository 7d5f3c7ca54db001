"""Loads the demo."""

from sqlmodel import Session, select

from app.base.storage import Storage
from app.people.models import School


def is_empty(session: Session) -> bool:
    """Whether the database holds no school yet."""
    return session.exec(select(School.id).limit(1)).first() is None


def load_demo(session: Session, storage: Storage) -> None:
    """Fill an empty database with the demo schools."""
