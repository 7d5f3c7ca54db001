"""The app as ``make run`` serves it, in a process of its own, for browsers and for measuring."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from app.base import clock
from app.base.config import TOP
from app.base.database import make_engine, open_session
from app.people.actions import start_session

PATIENCE = 60.0
"""Seconds that a server may take to start."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers at ``address``; its database and files are in ``var``. It took ``seconds`` to start."""

    port: int
    var: Path
    seconds: float

    @property
    def address(self) -> str:
        """What every path comes after."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def secret(self) -> str:
        """The installation's secret."""
        return (self.var / "secret").read_text()

    @property
    def database_url(self) -> str:
        """The address of its database."""
        return f"sqlite:///{self.var / 'werkbrug.sqlite3'}"

    @property
    def objects(self) -> Path:
        """The folder of its files."""
        return self.var / "objects"

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Look into, or write to, the database beside the server; commits at the end."""
        engine = make_engine(self.database_url)
        try:
            with open_session(engine, writes=True) as session:
                yield session
                session.commit()
        finally:
            engine.dispose()

    def sign_in(self, member_id: UUID) -> str:
        """The value of a session cookie with which a browser is this member's."""
        with self.session() as session:
            return start_session(session, member_id, clock.now(), secret=self.secret).token


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def served(var: Path, *command: str, **environment: str) -> Iterator[Served]:
    """Run a server (``make run``'s unless ``command`` names another module) until the block ends.

    Raises RuntimeError with what it said when it does not come up.
    """
    port, said = free_port(), var / "server.log"
    own = {name: value for name, value in os.environ.items() if not name.startswith("WERKBRUG_")}
    own |= {"PORT": str(port), "WERKBRUG_VAR": str(var)} | environment
    started = time.perf_counter()
    with said.open("ab") as log:
        module = command or ("app.cli", "run")
        process = subprocess.Popen([sys.executable, "-m", *module], cwd=TOP, env=own, stdout=log, stderr=log)
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - started > PATIENCE:
                raise RuntimeError(f"The server did not start:\n{said.read_text()[-3000:]}")
            time.sleep(0.02)
        yield Served(port, var, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(10)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
