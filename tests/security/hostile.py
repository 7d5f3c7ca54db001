"""A really served app with the cast in it, and both doors through which a photo comes in."""

import base64
import hashlib
import json
import select
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from tests.bench.client import request
from tests.cast import ids
from tests.logbook.phone import listed, told
from tests.served import Served, served

BOUNDARY = "----een-grens-die-nergens-in-staat"
BOOKKEEPING = {"attempts", "audit_event", "device", "login_session"}
"""Tables that change with every request, whatever becomes of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    location: str = ""

    @property
    def text(self) -> str:
        return self.body.decode()


class Door:
    """A connection of somebody who is signed in, to a served app."""

    def __init__(self, app: Served, who: UUID) -> None:
        self.app = app
        self.cookie = app.sign_in(who)
        self._connection = HTTPConnection("127.0.0.1", app.port, timeout=60)

    def close(self) -> None:
        self._connection.close()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        sent = {"Sec-Fetch-Site": "same-origin", "Cookie": f"session={self.cookie}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, body, sent)
        answer: HTTPResponse = self._connection.getresponse()
        return Answer(answer.status, answer.read(), answer.headers.get("Location", ""))

    def lists(self, bodies: list[bytes]) -> tuple[UUID, list[str]]:
        """Send an entry with these photos; its id and theirs."""
        entry_id, media = uuid4(), [listed(body) for body in bodies]
        answer = self.ask("PUT", f"/api/entries/{entry_id}", told(media=media), Content_Type="application/json")
        assert answer.status == 201, answer.text
        return entry_id, [one["id"] for one in media]

    def puts(self, entry_id: UUID, media_id: str, body: bytes) -> Answer:
        """As the page sends it."""
        return self.ask("PUT", f"/api/entries/{entry_id}/media/{media_id}", body, **photo_headers(body))

    def posts(self, body: bytes, name: str = "foto.jpg", kind: str = "image/jpeg") -> Answer:
        """As the form sends it where there is no JavaScript."""
        return self.ask("POST", "/log", form(body, name, kind), Content_Type=FORM)

    def begins(self, method: str, path: str, part: bytes, length: str, **headers: str) -> tuple[int, Answer]:
        """Send a body of this length part by part until something comes back; how much went out, and the answer."""
        chunked = length == "chunked"
        headers |= {"Transfer_Encoding": "chunked"} if chunked else {"Content_Length": length}
        gone, came = 0, b""
        patience = 0 if chunked else 10  # a length that was told is too much already
        with self._line(method, path, **headers) as line:
            with suppress(BrokenPipeError, ConnectionResetError):
                while gone < int(1e8) and not select.select([line], [], [], patience if gone else 0)[0]:
                    line.sendall(b"%x\r\n%s\r\n" % (len(part), part) if chunked else part)
                    gone += len(part)
            with suppress(ConnectionResetError):  # it hung up on what we were still sending; its words are here
                while more := line.recv(1 << 16):
                    came += more
        head, _, rest = came.partition(b"\r\n\r\n")
        return gone, Answer(int(head.split()[1]), rest)

    def hangs_up(self, method: str, path: str, part: bytes, length: int, **headers: str) -> None:
        """Say that this much comes, send less, and be gone."""
        with self._line(method, path, Content_Length=str(length), **headers) as line:
            line.sendall(part)

    @contextmanager
    def _line(self, method: str, path: str, **headers: str) -> Iterator[socket.socket]:
        with socket.create_connection(("127.0.0.1", self.app.port), timeout=30) as line:
            line.sendall(request(method, path, b"", Cookie=f"session={self.cookie}", **headers))
            yield line


FORM = f"multipart/form-data; boundary={BOUNDARY}"


def form(body: bytes, name: str, kind: str) -> bytes:
    fields = {"entry_id": str(uuid4()), "tasks": str(ids.sweep), "level": "3"}
    parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
    head = f'Content-Disposition: form-data; name="photo"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    parts.append(head.encode() + body)
    dashes = f"--{BOUNDARY}".encode()
    return b"".join(dashes + b"\r\n" + part + b"\r\n" for part in parts) + dashes + b"--\r\n"


def photo_headers(body: bytes) -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    return {"Content_Type": "image/jpeg", "Content_Digest": f"sha-256=:{digest}:"}


@dataclass
class State:
    """What a served app has: a fingerprint of each table, files with the moment of their last change."""

    rows: dict[str, int]
    files: dict[str, int] = field(repr=False)
    left: list[str]

    def new_files(self, before: "State") -> list[str]:
        return sorted(self.files.keys() - before.files.keys())


def fingerprint(file: Path) -> dict[str, int]:
    """What tells whether a table of a SQLite file changed, for all but those of bookkeeping."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in names if name not in BOOKKEEPING]
        return {name: hash(frozenset(database.execute(f'SELECT * FROM "{name}"'))) for name in tables}  # noqa: S608


def state(app: Served) -> State:
    """Of everything but bookkeeping; ``left`` are files outside the database and the storage."""
    objects = app.var / "objects"
    files = {str(path.relative_to(objects)): path.stat().st_mtime_ns for path in objects.rglob("*") if path.is_file()}
    known = ("werkbrug.sqlite3", "server.log", "secret")
    left = [
        str(path.relative_to(app.var))
        for path in app.var.rglob("*")
        if path.is_file() and objects not in path.parents and not path.name.startswith(known)
    ]
    return State(fingerprint(app.var / "werkbrug.sqlite3"), files, left)


@contextmanager
def with_cast(template: Path, var: Path) -> Iterator[Served]:
    """The app as ``make run`` serves it, with the cast instead of the demo and a temporary folder of its own."""
    shutil.copy(template, var / "werkbrug.sqlite3")
    (var / "tmp").mkdir()
    with served(var, TMPDIR=str(var / "tmp")) as app:
        yield app


class Watch:
    """Somebody else, who goes on using the app meanwhile; ``took`` are the seconds of each answer."""

    def __init__(self, app: Served, who: UUID) -> None:
        self._door = Door(app, who)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watch")
        self.took: list[float] = []
        self.wrong: list[Any] = []

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join(60)
        self._door.close()

    def _look(self) -> None:
        while not self._stop.wait(0.05):
            for path in ("/health", "/today"):
                began = time.perf_counter()
                answer = self._door.ask("GET", path)
                self.took.append(time.perf_counter() - began)
                if answer.status != 200:
                    self.wrong.append((path, answer.status))


def problem_text(answer: Answer) -> str:
    """The words of a refusal, from either door."""
    if answer.body.startswith(b"{"):
        return str(json.loads(answer.body)["title"])
    return answer.text.partition('id="errors"')[2].partition("</div>")[0] or answer.text
