"""A bad network between clients and servers: it cuts, delays, doubles, reorders and loses, all out of one seed.

It speaks HTTP/1.1, one request a connection to the server, and works in a thread of its own. It tells whoever wants
to know how far a request has come, so that a server can be killed at that very moment.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from random import Random
from types import TracebackType
from typing import Self, TypeVar

WEATHER = (
    "refused",
    "cut",
    "answer-cut",
    "answer-lost",
    "twice",
    "late",
    "slow",
    "pieces",
    "portal",
)
"""Kinds of bad luck. *late*: it arrives after others, when the client has given up; *slow*: after others, and the
client waits; *pieces*: it is cut at a multiple of 64 KiB.
"""
MOMENTS = ("begun", "half", "whole", "answered")
"""How far a request has come: the server has its head, half of its body, all of it, and it begins to answer."""
Result = TypeVar("Result")
_PIECE = 64 * 1024
_PATIENCE = 60.0
_PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 47\r\nConnection: close\r\n\r\n"
    b"<!doctype html><title>Gratis wifi</title>Welkom"
)


@dataclass
class Proxy:
    """Stands before servers at these ports, which may change at any time. Use it as a context manager.

    ``badly``: the share of requests that has bad luck, of those whose path begins with ``struck``; 0 is a good network.
    While it is ``away`` nobody gets through. ``most_at_once``: how many envelopes clients were sending at a time.
    ``watch`` is called, in the proxy's thread, with the port of the server and the moment.
    """

    ports: Sequence[int]
    seed: int
    badly: float = 0.0
    away: bool = False
    struck: str = "/api/"
    weather: Sequence[str] = WEATHER
    watch: Callable[[int, str], None] = lambda _port, _moment: None
    port: int = 0
    requests: int = 0
    most_at_once: int = 0
    had: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._passed: list[asyncio.Event] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._sending: set[asyncio.Task[bytes]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._wait_for(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wait_for(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def address(self) -> str:
        """What every path comes after."""
        return f"http://127.0.0.1:{self.port}"

    def _wait_for(self, work: Coroutine[object, object, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        while left := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    # ---------------------------------------------------------------- one client

    async def _serve(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            while await self._one(client, back):
                pass
        except (OSError, EOFError, asyncio.LimitOverrunError):
            pass
        finally:
            back.close()

    async def _one(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> bool:
        """Take one request along; whether the client may send another on this connection."""
        head = await client.readuntil(b"\r\n\r\n")
        if self.away:
            return False
        body = await client.readexactly(_length(head))
        hung_up = self._loop.create_task(client.read(1))  # it says nothing more: there is one request a connection
        if _path(head).startswith("/api/sealed/"):
            self._sending.add(hung_up)
            hung_up.add_done_callback(self._sending.discard)
            self.most_at_once = max(self.most_at_once, len(self._sending))
        try:
            return await self._take(head, body, back)
        finally:
            hung_up.cancel()

    async def _take(self, head: bytes, body: bytes, back: asyncio.StreamWriter) -> bool:
        self.requests += 1
        for waiting in self._passed[:2]:
            waiting.set()
        luck = self._luck(head)
        self.had[luck] = self.had.get(luck, 0) + 1
        port = self._chance.choice(self.ports)
        request = _alone(head) + body
        match luck:
            case "refused":
                return False
            case "portal":
                back.write(_PORTAL)
                await back.drain()
                return False
            case "late":
                self._go(self._afterwards(port, request))
                return False
            case "cut" | "pieces":
                upto = self._chance.randrange(1, len(request))
                upto = min(len(request) - 1, max(1, upto // _PIECE) * _PIECE) if luck == "pieces" else upto
                await self._ask(port, request, len(head), upto)
                return False
            case "twice":
                self._go(self._afterwards(port, request))
            case "slow":
                await self._behind_others()
        answer = await self._ask(port, request, len(head))
        return await self._answer(back, answer, luck)

    def _luck(self, head: bytes) -> str:
        if not _path(head).startswith(self.struck) or self._chance.random() >= self.badly:
            return ""
        return self._chance.choice(self.weather)

    async def _answer(self, back: asyncio.StreamWriter, answer: bytes, luck: str) -> bool:
        if not answer or luck == "answer-lost":
            return False
        if luck == "answer-cut":
            answer = answer[: self._chance.randrange(len(answer))]
        back.write(answer)
        await back.drain()
        return False

    def _go(self, work: Coroutine[object, object, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _afterwards(self, port: int, request: bytes) -> None:
        await self._behind_others()
        try:
            await self._ask(port, request, 0)
        except (OSError, EOFError):
            return

    async def _behind_others(self) -> None:
        """Let one other request go first, or nobody when none comes in a while."""
        passed = asyncio.Event()
        self._passed.append(passed)
        try:
            await asyncio.wait_for(passed.wait(), 0.2)
        except TimeoutError:
            pass
        finally:
            self._passed.remove(passed)

    # ---------------------------------------------------------------- one server

    async def _ask(self, port: int, request: bytes, head: int, upto: int | None = None) -> bytes:
        """The whole answer of a server; of the request only what comes before ``upto``, then the line is cut."""
        answers, server = await asyncio.open_connection("127.0.0.1", port)
        try:
            cut = len(request) if upto is None else upto
            half = max(head, len(request) // 2)
            for start, end, moment in ((0, head, "begun"), (head, half, "half"), (half, len(request), "whole")):
                server.write(request[min(start, cut) : min(end, cut)])
                await server.drain()
                if end <= cut and head:
                    self.watch(port, moment)
            if upto is not None:
                return b""
            first = await answers.read(1)
            if head:
                self.watch(port, "answered")
            return first + await answers.read()
        finally:
            server.close()


def _path(head: bytes) -> str:
    return head.split(b" ", 2)[1].decode("latin-1")


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _alone(head: bytes) -> bytes:
    """The head of a request that is the only one on its connection."""
    lines = [line for line in head[:-4].split(b"\r\n") if not line.lower().startswith((b"connection:", b"keep-alive:"))]
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])
