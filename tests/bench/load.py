"""Requests a second: the queue with 50 logs with photos, and logs that are sent one after another."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.base import clock
from app.base.clock import local_day
from app.base.config import Config
from app.factory import create_app
from tests.bench.bare import bare
from tests.bench.client import Connection, request
from tests.bench.results import Results
from tests.bench.rounds import best_of
from tests.bench.rows import ZONE, new_database
from tests.cast import ids
from tests.served import Served, served

LOGS = 50
ROUNDS = 9
QUEUES, HELLOS = 15, 150
"""Requests in one round of each."""
WRITES, WRITE_ROUNDS = 100, 3


@contextmanager
def school(var: Path) -> Iterator[Served]:
    """The cast's school with a queue of 50 logs for Anouk, served."""
    new_database(f"sqlite:///{var / 'werkbrug.sqlite3'}", LOGS)
    with served(var) as found:
        yield found


def queue_over_the_server(results: Results, at: Served, var: Path) -> None:
    """The queue, HTML alone, as a browser asks for it, against a view that does nothing on the same server."""
    ours = request("GET", "/review", Cookie=f"session={at.sign_in(ids.anouk)}")
    with (
        served(var, "tests.bench.bare") as floor,
        Connection(at.port) as queue,
        Connection(floor.port) as hello,
    ):
        assert queue.ask(ours)[0] == 200
        seconds = best_of(
            ROUNDS, partial(_repeat, queue, ours, QUEUES), partial(_repeat, hello, request("GET", "/health"), HELLOS)
        )
    results.add("queue.requests_per_s", QUEUES / seconds[0], "requests/s", HELLOS / seconds[1])


def _repeat(connection: Connection, asked: bytes, times: int) -> None:
    for _ in range(times):
        status, _body = connection.ask(asked)
        assert status == 200


def queue_in_process(results: Results, at: Served) -> None:
    """The same without a network, a server or compression."""
    config = Config(
        database_url=at.database_url,
        storage_url=str(at.var / "objects"),
        secret=at.secret,
        var=at.var,
    )
    app = create_app(config)
    queue = _caller(app, "/review", f"session={at.sign_in(ids.anouk)}", QUEUES)
    seconds = best_of(ROUNDS, queue, _caller(bare, "/health", "", HELLOS))
    app.extensions["engine"].dispose()
    results.add("queue.in_process.requests_per_s", QUEUES / seconds[0], "requests/s", HELLOS / seconds[1])


def _caller(app: Flask, path: str, cookie: str, times: int) -> Callable[[], None]:
    environ = EnvironBuilder(path, headers=[("Cookie", cookie)]).get_environ()

    def call() -> None:
        for _ in range(times):
            body, status, _headers = run_wsgi_app(app.wsgi_app, dict(environ))
            assert status.startswith("200")
            b"".join(body)

    return call


def sync_writes(results: Results, at: Served) -> None:
    """Logs of a student, each durable when its receipt comes, against as many bare durable inserts on the same disk."""
    cookie = f"session={at.sign_in(ids.sam)}"
    times: list[float] = []
    with Connection(at.port) as phone, closing(_bare_table(at.var / "bare.sqlite3")) as table:
        seconds = best_of(
            WRITE_ROUNDS,
            lambda: times.extend(_sent(phone, cookie, uuid4()) for _ in range(WRITES)),
            lambda: _insert(table),
        )
    results.add("sync.entries_per_s", WRITES / seconds[0], "entries/s", WRITES / seconds[1])
    results.add("sync.p99", sorted(times)[len(times) * 99 // 100] * 1000, "ms")


def _sent(phone: Connection, cookie: str, entry_id: UUID) -> float:
    told = {
        "revision": 1,
        "happened_on": local_day(clock.now(), ZONE).isoformat(),
        "claimed_at": clock.now().isoformat(),
        "tasks": [str(ids.sweep), str(ids.coffee)],
        "something_else": False,
        "level": 3,
        "mood": 3,
        "words": "Ik heb de gang geveegd.",
        "language": "nl",
        "media": [],
    }
    asked = request(
        "PUT", f"/api/entries/{entry_id}", json.dumps(told).encode(), Cookie=cookie, Content_Type="application/json"
    )
    started = time.perf_counter()
    status, body = phone.ask(asked)
    assert status == 201, body
    return time.perf_counter() - started


def _bare_table(file: Path) -> sqlite3.Connection:
    table = sqlite3.connect(file, isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE bare (id TEXT, told TEXT)"):
        table.execute(statement)
    return table


def _insert(table: sqlite3.Connection) -> None:
    for _ in range(WRITES):
        table.execute("INSERT INTO bare VALUES (?, ?)", (str(uuid4()), "x" * 400))
