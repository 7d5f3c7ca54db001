"""Servers killed under load, and what is left of what they promised.

``python -m tests.chaos.kills sqlite --seed 1 --count 100`` prints its results as JSON.
"""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from app.base.config import TOP
from app.base.database import make_engine, open_session
from app.base.storage import Storage
from tests.chaos.book import Book
from tests.chaos.checks import check, check_nothing_else
from tests.chaos.command import play
from tests.chaos.desk import form_on
from tests.chaos.network import Letter, may_read
from tests.chaos.people import FLEUR, NOOR, SAM, SUPERVISORS, YOUSSEF, Supervisor
from tests.chaos.phone import Phone
from tests.chaos.proxy import MOMENTS, Proxy
from tests.chaos.sealing import Sealer
from tests.chaos.wire import Answer, Lost, Request
from tests.database import cluster_home, start
from tests.world import fill_database

CAST = (SAM, SAM, NOOR, FLEUR, YOUSSEF, SAM)
"""Who has a phone."""
SECRET = "geheim van de tests, lang genoeg"
BADLY = 0.2
MOST_WAITING = 6
PATIENCE = 60.0
_LONGEST = 16
"""Requests that a server may answer before it is killed."""


class Servers:
    """Server processes with one database and one folder of files, forked by one mother. Use it as a context manager."""

    def __init__(self, count: int, var: Path, database_url: str) -> None:
        self.ports = [_lasting_port() for _ in range(count)]
        self.pids: dict[int, int] = {}
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("WERKBRUG_")}
        self._environment |= {"WERKBRUG_VAR": str(var), "WERKBRUG_DATABASE_URL": database_url}
        self._environment |= {"WERKBRUG_BASE_URL": "http://127.0.0.1", "WERKBRUG_SECRET": SECRET}
        self.said = var / "servers.log"

    def __enter__(self) -> Self:
        with self.said.open("wb") as said:
            self._mother = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.mother"],
                cwd=TOP,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )
        for port in self.ports:
            self.start(port)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mother.communicate()

    def start(self, port: int) -> None:
        """Start the server of this port, and wait until it answers. Raises RuntimeError with what it said."""
        assert self._mother.stdin and self._mother.stdout
        self._mother.stdin.write(f"{port}\n")
        self._mother.stdin.flush()
        self.pids[port] = int(self._mother.stdout.readline())
        until = time.monotonic() + PATIENCE
        while not _answers(port):
            if time.monotonic() > until:
                raise RuntimeError(f"A server did not start:\n{self.said.read_text()[-3000:]}")
            time.sleep(0.01)

    def kill(self, port: int) -> None:
        """Kill the server of this port, in whatever it is doing."""
        os.kill(self.pids[port], signal.SIGKILL)


def _lasting_port() -> int:
    """A free port that no outgoing connection is given while its server is away."""
    while True:
        port = secrets.choice(range(20_000, 32_000))
        with socket.socket() as found, suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port


def _answers(port: int) -> bool:
    try:
        return _ask(port, Letter(Request("GET", "/health"), None)).status == 200
    except Lost:
        return False


def _ask(port: int, letter: Letter) -> Answer:
    """What a server, or a proxy before it, answers. Raises Lost."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": letter.request.kind, **dict(letter.request.headers)}
    if letter.cookie:
        headers["Cookie"] = f"session={letter.cookie}"
    try:
        connection.request(letter.request.method, letter.request.path, letter.request.body, headers)
        found = connection.getresponse()
        return Answer(found.status, found.headers.get_content_type(), found.read(), found.headers.get("Location", ""))
    except (OSError, http.client.HTTPException) as error:
        raise Lost from error
    finally:
        connection.close()


@dataclass
class Killer:
    """Kills a server when the ``left``-th request from now has come to a moment."""

    servers: Servers
    chance: Random
    left: int = 0
    moment: str = ""
    moments: Counter[str] = field(default_factory=Counter)
    hit: threading.Event = field(default_factory=threading.Event)
    dead: int = 0

    def arm(self) -> None:
        """Choose when."""
        self.hit.clear()
        self.moment = self.chance.choice(MOMENTS)
        self.left = self.chance.randint(1, _LONGEST)

    def watch(self, port: int, moment: str) -> None:
        """Called at every moment of every request."""
        if self.left and moment == self.moment:
            self.left -= 1
            if not self.left:
                self.servers.kill(port)
                self.moments[moment] += 1
                self.dead = port
                self.hit.set()


@dataclass
class Tally:
    """What came of a number of kills."""

    kills: int = 0
    requests: int = 0
    acknowledged: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    moments: Counter[str] = field(default_factory=Counter)
    luck: dict[str, int] = field(default_factory=dict)


@dataclass
class Load:
    """Phones and supervisors at work, each in a thread of its own, until they are told that it is ``over``."""

    proxy: Proxy
    book: Book
    seed: int
    over: threading.Event = field(default_factory=threading.Event)
    errors: list[BaseException] = field(default_factory=list)

    def phone(self, phone: Phone) -> Callable[[], None]:
        """The life of a phone: it logs, changes, sends; at the end it sends what is left."""
        chance = Random(f"{self.seed} phone {phone.number}")

        def live() -> None:
            while not self.over.is_set():
                if len(phone.waiting()) < MOST_WAITING:
                    chance.choice((phone.log, phone.log, phone.change, phone.change, phone.meet, phone.poison))(chance)
                self._send(phone, chance)
            until = time.monotonic() + PATIENCE
            while phone.waiting() and time.monotonic() < until:
                self._send(phone, chance)
            for item in phone.waiting():
                self.book.wrong("stuck", f"{item.log} {item.revision or item.media} on phone {phone.number}")

        return live

    def _send(self, phone: Phone, chance: Random) -> None:
        ready = phone.ready()
        if not ready:
            return
        item = ready[chance.randrange(len(ready))]
        assert phone.person is not None
        try:
            answer = self._ask(Letter(item.request(), phone.cookie), phone.person.name, frozenset({phone.person.name}))
        except Lost:
            self.over.wait(0.01)  # the real one waits longer
            return
        phone.hear(item, answer)

    def supervisor(self, who: Supervisor, cookie: str) -> Callable[[], None]:
        """The life of a supervisor: opens an entry that has arrived, and answers it."""
        chance = Random(f"{self.seed} {who.name}")

        def live() -> None:
            while not self.over.is_set():
                logs = [
                    log for log, _number in list(self.book.acknowledged) if self.book.logs[log].owner.name in who.sees
                ]
                try:
                    if not logs or not self._review(who, cookie, logs[chance.randrange(len(logs))], chance):
                        self.over.wait(0.05)
                except Lost:
                    self.over.wait(0.05)

        return live

    def _review(self, who: Supervisor, cookie: str, log: object, chance: Random) -> bool:
        page = self._ask(Letter(Request("GET", f"/review/{log}"), cookie), who.name, who.sees)
        form = form_on(page, log, who, chance)  # type: ignore[arg-type]
        if form is None:
            return False
        self.over.wait(0.02)  # reading
        answer = self._ask(Letter(form.request(), cookie), who.name, who.sees)
        if form.says_kept(answer):
            self.book.reviews.setdefault(form.review_id, form.reviewed())
        return True

    def _ask(self, letter: Letter, who: str, sees: frozenset[str]) -> Answer:
        answer = _ask(self.proxy.port, letter)
        wrong = may_read(who, sees, answer)
        if wrong:
            self.book.wrong("leaked", f"{letter.request.path}: {wrong}")
        return answer

    def guarded(self, live: Callable[[], None]) -> Callable[[], None]:
        """The same, but an error ends it all."""

        def run() -> None:
            try:
                live()
            except BaseException as error:  # noqa: BLE001 — told by the main thread
                self.errors.append(error)
                self.over.set()

        return run


@contextmanager
def place(kind: str, folder: Path) -> Iterator[tuple[str, int]]:
    """The address of a database with the cast, and how many servers may use it at once."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'werkbrug.sqlite3'}"
        fill_database(url)
        yield url, 1
        return
    with cluster_home() as home:
        cluster = start(home)
        cluster.create("werkbrug")
        fill_database(cluster.url("werkbrug"))
        yield cluster.url("werkbrug"), 2


def run(kind: str, seed: int, count: int) -> Tally:
    """Kill ``count`` servers, and check what is left."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="werkbrug-kills-") as name, place(kind, Path(name)) as (url, number):
        book, var = Book(), Path(name)
        engine = make_engine(url)
        sealer = Sealer(SECRET)
        phones = [Phone(place, book, sealer) for place in range(len(CAST))]
        with open_session(engine, writes=True) as session:
            for phone, person in zip(phones, CAST, strict=True):
                phone.sign_in(person, sealer.sign_in(session, person.id))
            supervisors = [(who, sealer.sign_in(session, who.id).cookie) for who in SUPERVISORS]
            session.commit()
        engine.dispose()
        with Servers(number, var, url) as servers, Proxy(servers.ports, seed, BADLY) as proxy:
            killer = Killer(servers, Random(seed))
            proxy.watch = killer.watch
            load = Load(proxy, book, seed)
            lives = [load.phone(phone) for phone in phones] + [load.supervisor(*one) for one in supervisors]
            threads = [threading.Thread(target=load.guarded(live), daemon=True) for live in lives]
            for thread in threads:
                thread.start()
            _kill(servers, killer, load, count)
            proxy.badly = 0
            load.over.set()
            for thread in threads:
                thread.join()
            tally.luck, tally.requests = proxy.had, proxy.requests
        if load.errors:
            raise load.errors[0]
        with open_session(engine, writes=False) as session:
            check(session, Storage(var / "objects"), book)
            book.trouble += [("doubled", text) for text in check_nothing_else(session, [book])]
        engine.dispose()
    tally.kills, tally.moments = sum(killer.moments.values()), killer.moments
    tally.acknowledged = book.promises
    tally.wrong.update(kind for kind, _text in book.trouble)
    tally.failures = [f"seed {seed}: {kind}: {text}" for kind, text in book.trouble]
    return tally


def _kill(servers: Servers, killer: Killer, load: Load, count: int) -> None:
    for _ in range(count):
        killer.arm()
        if not killer.hit.wait(PATIENCE):
            raise RuntimeError("no request came to the moment at which a server would be killed")
        if load.over.is_set():
            return
        servers.start(killer.dead)


def main(arguments: Sequence[str]) -> int:
    """Kill some and print what came of it; ends with 1 when something was not as promised."""
    return play(arguments, run, 10)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
