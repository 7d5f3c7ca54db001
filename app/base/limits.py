"""Limits on guessing, counted in the database so that they hold for all processes together."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from app.base.database import open_session
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.models import Attempts

FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` attempts within ``seconds`` for one value of ``name``."""

    name: str
    count: int
    seconds: int


def attempt(engine: sa.Engine, now: datetime, *tries: tuple[Limit, str]) -> None:
    """Count one attempt against each limit in turn, in a transaction of its own so that a failure still counts.

    Raises ``Problem`` 429 when one of them is used up; then nothing should be looked up.
    """
    over: Limit | None = None
    with open_session(engine, writes=True) as session:
        session.execute(sa.delete(Attempts).where(col(Attempts.since) < now - FORGOTTEN))
        for limit, value in tries:
            if _count(session.connection(), limit, value, now) > limit.count:
                over = limit
                break  # an address that is over adds no more rows for what it makes up
        session.commit()
    if over:
        text = _("Dit is te vaak geprobeerd. Wacht een paar minuten en probeer het dan nog eens.")
        raise Problem(429, "too-many-attempts", text, retry_after=over.seconds)


def forgive(engine: sa.Engine, *tries: tuple[Limit, str]) -> None:
    """Take one attempt back that turned out right: a class that signs in behind one address is no attacker."""
    keys = [_key(limit, value) for limit, value in tries]
    with open_session(engine, writes=True) as session:
        session.execute(
            sa.update(Attempts)
            .where(col(Attempts.key).in_(keys), col(Attempts.count) > 0)
            .values(count=col(Attempts.count) - 1)
        )
        session.commit()


def _key(limit: Limit, value: str) -> str:
    return hashlib.sha256(f"{limit.name}:{value}".encode()).hexdigest()


def _count(connection: sa.Connection, limit: Limit, value: str, now: datetime) -> int:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = insert(Attempts).values(key=_key(limit, value), since=now, count=1)
    fresh = col(Attempts.since) > now - timedelta(seconds=limit.seconds)
    upsert = new.on_conflict_do_update(
        index_elements=[col(Attempts.key)],
        set_={
            "count": sa.case((fresh, col(Attempts.count) + 1), else_=1),
            "since": sa.case((fresh, col(Attempts.since)), else_=now),
        },
    ).returning(col(Attempts.count))
    return int(connection.execute(upsert).scalar_one())
