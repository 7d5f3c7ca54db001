"""What the office's verbs share."""

from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.schema import SchoolRow
from app.people.actor import Actor
from app.people.models import School
from app.people.queries import not_found

Kind = TypeVar("Kind", bound=SchoolRow)


def one_at_a_time(session: Session, actor: Actor) -> None:
    """Let what a school arranges happen one after the other, where a rule looks at more than one row.

    Whoever only writes rows of this school, as every phone does, does not wait.
    """
    session.execute(sa.select(col(School.id)).where(col(School.id) == actor.school_id).with_for_update(key_share=True))


def made_before(session: Session, actor: Actor, table: type[Kind], made_id: UUID) -> Kind | None:
    """The row that a form with this id made, when it is sent again. Raises 404 when the id is somebody else's."""
    row = session.get(table, made_id)
    if row is not None and row.school_id != actor.school_id:
        raise not_found()
    return row
