"""The database: engines for SQLite and PostgreSQL, and one transaction per request.

A view that returns commits, a view that raises rolls back (``factory.Werkbrug.dispatch_request``). Helpers never
commit.
"""

import logging
import sqlite3
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask import current_app, g, has_request_context, request
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, create_engine

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PATIENCE = 15.0
FIRST_SOUND_SQLITE = (3, 51, 3)
log = logging.getLogger(__name__)
Columns = sa.Select[*tuple[Any, ...]]


def make_engine(url: str) -> sa.Engine:
    """An engine for ``sqlite:///file`` or ``postgresql+psycopg://…``, set up for durable writes."""
    if not url.startswith("sqlite"):
        return _undoing(create_engine(url, pool_pre_ping=True, pool_size=10, hide_parameters=True))
    if sqlite3.sqlite_version_info < FIRST_SOUND_SQLITE:
        log.info("SQLite %s has a rare fault in its write-ahead log: keep to one process.", sqlite3.sqlite_version)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 15}, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return _undoing(engine)


def _undoing(engine: sa.Engine) -> sa.Engine:
    """The engine; a connection that goes back to it holds no transaction.

    SQLAlchemy takes a transaction whose commit failed for ended. On SQLite it is not (a full disk, a broken rule that
    is checked at the end): it would keep the write lock, and the connection could never begin another.
    """

    @sa.event.listens_for(engine, "reset")
    def _undo(connection: Any, _record: Any, _state: Any) -> None:
        connection.rollback()

    return engine


class Transaction(Session):
    """A session that says BEGIN itself on SQLite.

    A listener on the engine could do it too, but SQLAlchemy then looks for listeners round every statement.
    """


@sa.event.listens_for(Transaction, "after_begin")
def _begin(_session: Transaction, transaction: SessionTransaction, connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite" and not transaction.nested:
        begin(connection)


def begin(connection: sa.Connection) -> None:
    """Begin on SQLite. A writer takes its lock at the start: one that begins as a reader can be refused half-way."""
    options = connection.get_execution_options()
    patience = int(1000 * options.get("patience", PATIENCE))
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    driver.execute(f"PRAGMA busy_timeout={patience}")
    if options.get("writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        driver.execute("BEGIN")  # waits for nobody


def open_session(engine: sa.Engine, *, writes: bool, patience: float = PATIENCE) -> Session:
    """A session of its own, for what does not belong to the request's transaction.

    ``patience``: how many seconds it waits on SQLite while somebody else writes, before ``OperationalError``.
    """
    return Transaction(_beginning(engine, writes, patience), expire_on_commit=False)


@lru_cache(16)
def _beginning(engine: sa.Engine, writes: bool, patience: float) -> sa.Engine:
    """The engine with what ``begin`` reads; making one takes longer than all the rest of a session."""
    return engine.execution_options(writes=writes, patience=patience)


def engine() -> sa.Engine:
    """The engine of the running app."""
    found: sa.Engine = current_app.extensions["engine"]
    return found


def db() -> Session:
    """The session of this request; its transaction begins with the first query."""
    if "db" not in g:
        writes = not has_request_context() or request.method not in SAFE_METHODS
        g.db = open_session(engine(), writes=writes)
    session: Session = g.db
    return session


def ask(session: Session, statement: Columns, values: Mapping[str, Any]) -> sa.CursorResult[*tuple[Any, ...]]:
    """Run a select of columns that was put together once, with the values that it waits for.

    Half the work of ``session.execute`` is for loading objects; columns need none of it. What the session has not
    written yet is written first, as there.
    """
    session.flush()
    own = {"compiled_cache": _compiled(statement)}
    return session.connection().execute(statement, dict(values), execution_options=own)


class _OfOneStatement(dict[Any, Any]):
    """What SQLAlchemy compiled of one statement, by database and by the names of its values.

    Its own cache is for all statements: to find one there it reads the whole of it, every time.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        """What was compiled of this very statement, if it was."""
        dialect, statement, *names = key
        of_what, compiled = super().get((dialect, *names), (None, default))
        return compiled if of_what is statement else default

    def __setitem__(self, key: Any, compiled: Any) -> None:
        dialect, statement, *names = key
        super().__setitem__((dialect, *names), (statement, compiled))


@lru_cache(1_000)
def _compiled(_statement: Columns) -> _OfOneStatement:
    return _OfOneStatement()


def commit() -> None:
    """Make what this request wrote durable."""
    if "db" in g:
        g.db.commit()


def close(_error: BaseException | None = None) -> None:
    """End the request's session; what was not committed is undone."""
    session: Session | None = g.pop("db", None)
    if session is not None:
        session.close()
