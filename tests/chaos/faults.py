"""Faults at the interfaces of storage and transaction, inside a running app.

At each begin, statement and commit, and at each write, rename and fsync there can be an error, the end of the process,
or another request that comes in between.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import Flask
from obstore.exceptions import BaseError

from app.base import database, storage

POINTS = ("begin", "statement", "commit", "committed", "write", "written", "fsync")
"""Where a request can be struck: before a transaction, before a statement, before and after a commit; before bytes are
written, after they have got their name, before an fsync.
"""
PATIENCE = 0.001
"""Seconds to wait for a lock. Whoever holds one here is further down on the same stack, and will not let go."""


class Crash(BaseException):
    """The process ends here: no handler gets to see it, what was not committed is undone."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens at the ``nth`` time that a request comes by a point.

    ``error``: the interface says that it did not work. ``crash``: the process ends. ``half``: it ends in the middle
    of a write. ``bug``: an error that nobody expects. ``meanwhile``: other requests come and go.
    """

    point: str
    nth: int
    what: str


@dataclass
class _Armed:
    trouble: Trouble
    left: int
    meanwhile: Callable[[], None]


class Interfaces:
    """The interfaces of an app, watched. ``struck`` counts the faults that did happen."""

    def __init__(self, app: Flask) -> None:
        self._armed: _Armed | None = None
        self.struck = 0
        engine: sa.Engine = app.extensions["engine"]
        self._driver: type[Exception] = (
            sqlite3.OperationalError if engine.dialect.name == "sqlite" else psycopg.OperationalError
        )
        _watch_transactions(engine, self)
        _watch_storage(app.extensions["storage"], self)

    @contextmanager
    def during(self, trouble: Trouble | None, meanwhile: Callable[[], None]) -> Iterator[None]:
        """One request is made in this block, with this trouble for it."""
        before = self._armed
        self._armed = _Armed(trouble, trouble.nth, meanwhile) if trouble else None
        try:
            yield
        finally:
            self._armed = before

    def reached(self, point: str) -> str | None:
        """A request comes by a point. Raises what happens there; ``half`` is left to the caller."""
        armed = self._armed
        if armed is None or armed.trouble.point != point:
            return None
        armed.left -= 1
        if armed.left:
            return None
        self._armed = None
        self.struck += 1
        match armed.trouble.what:
            case "meanwhile":
                armed.meanwhile()
            case "crash":
                raise Crash(point)
            case "half":
                return "half"
            case "bug":
                raise RuntimeError(point)
            case _:
                raise self._error(point)
        return None

    def _error(self, point: str) -> Exception:
        match point:
            case "begin" | "statement":
                return sa.exc.OperationalError(point, {}, self._driver("database is locked"))
            case "commit" | "committed":
                return self._driver("disk I/O error")
            case "write" | "written":
                return BaseError("No space left on device")
            case _:
                return OSError(5, "Input/output error")


def _watch_transactions(engine: sa.Engine, interfaces: Interfaces) -> None:
    commit = engine.dialect.do_commit

    def do_commit(connection: Any) -> None:
        interfaces.reached("commit")
        commit(connection)
        interfaces.reached("committed")

    engine.dialect.do_commit = do_commit  # type: ignore[assignment]

    @sa.event.listens_for(engine, "begin", insert=True)
    def _begin(_connection: sa.Connection) -> None:
        interfaces.reached("begin")

    @sa.event.listens_for(engine, "before_cursor_execute")
    def _statement(*_about: Any) -> None:
        interfaces.reached("statement")


class _Store:
    """The object store, watched."""

    def __init__(self, real: Any, folder: Path, interfaces: Interfaces) -> None:
        self._real, self._folder, self._interfaces = real, folder, interfaces

    def put(self, key: str, data: bytes) -> None:
        if self._interfaces.reached("write") == "half":
            path = self._folder / f"{key}#1"  # the name that the store itself gives to what it has not renamed yet
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data[: len(data) // 2])
            raise Crash("half")
        self._real.put(key, data)
        self._interfaces.reached("written")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def _watch_storage(kept: storage.Storage, interfaces: Interfaces) -> None:
    kept._store = _Store(kept._store, kept._folder, interfaces)  # type: ignore[assignment]
    real = storage._sync

    def sync(path: Path) -> None:
        if path.is_relative_to(kept._folder):
            interfaces.reached("fsync")
        real(path)

    storage._sync = sync


def be_impatient() -> None:
    """Let nobody in this process wait for a lock of SQLite. PostgreSQL is told so by ``impatient_url``."""
    defaults = database.open_session.__kwdefaults__
    assert defaults and "patience" in defaults
    defaults["patience"] = PATIENCE


def impatient_url(url: str) -> str:
    """The address of a PostgreSQL database, for who waits for no lock."""
    return f"{url}?options=-c%20lock_timeout%3D1"
