"""The bad network does to requests and answers what it says, and the same again for the same seed."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tests.chaos.proxy import WEATHER, Proxy

BODY = b"x" * 200_000
REQUEST = b"PUT /api/thing HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
ANSWER = b"HTTP/1.1 201 CREATED\r\nContent-Length: 4\r\n\r\nkept"


class Server:
    """Answers every whole request, and remembers how much came of each."""

    def __init__(self) -> None:
        self.came: list[int] = []
        self.more = threading.Condition()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def has_got(self, count: int) -> None:
        """Wait until so many requests came."""
        with self.more:
            assert self.more.wait_for(lambda: len(self.came) >= count, 10)

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._door.accept()
            except OSError:
                return
            with caller:
                head, _, body = self._all(caller).partition(b"\r\n\r\n")
                if len(body) == len(BODY):
                    caller.sendall(ANSWER)
            with self.more:
                self.came.append(len(body) if head else 0)
                self.more.notify_all()

    def _all(self, caller: socket.socket) -> bytes:
        said = b""
        while len(said.partition(b"\r\n\r\n")[2]) < len(BODY) and (part := caller.recv(65536)):
            said += part
        return said


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def ask(proxy: Proxy) -> bytes:
    """What a client gets: nothing when the line is cut."""
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=10) as line:
        got = b""
        try:
            line.sendall(REQUEST)
            while part := line.recv(65536):
                got += part
        except OSError:
            pass
        return got


def through(server: Server, *weather: str, times: int = 1, seed: int = 1) -> list[bytes]:
    """What a client gets in this weather."""
    with Proxy([server.port], seed, 1.0 if weather else 0.0, weather=weather) as proxy:
        got = [ask(proxy) for _ in range(times)]
        server.has_got({"refused": 0, "portal": 0, "twice": 2}.get("".join(weather), 1))
        return got


@pytest.mark.parametrize(
    ("weather", "answer", "came"),
    [
        ((), ANSWER, [len(BODY)]),
        (("refused",), b"", []),
        (("answer-lost",), b"", [len(BODY)]),
        (("twice",), ANSWER, [len(BODY)] * 2),
        (("late",), b"", [len(BODY)]),
        (("slow",), ANSWER, [len(BODY)]),
    ],
)
def test_what_comes_through(server: Server, weather: tuple[str, ...], answer: bytes, came: list[int]) -> None:
    assert through(server, *weather) == [answer]
    assert server.came == came


def test_a_portal_answers_200_itself(server: Server) -> None:
    (got,) = through(server, "portal")
    assert got.startswith(b"HTTP/1.1 200 OK\r\nContent-Type: text/html")
    assert server.came == []


def test_a_request_is_cut_somewhere(server: Server) -> None:
    assert through(server, "cut") == [b""]
    assert server.came[0] < len(BODY)


def test_a_request_is_cut_at_64_kib(server: Server) -> None:
    assert through(server, "pieces") == [b""]
    head = len(REQUEST) - len(BODY) + len("Connection: close\r\n")
    assert (server.came[0] + head) % (64 * 1024) == 0


def test_an_answer_is_cut(server: Server) -> None:
    (got,) = through(server, "answer-cut")
    assert ANSWER.startswith(got)
    assert got != ANSWER


def test_the_same_seed_is_the_same_weather(server: Server) -> None:
    luck = []
    for _ in range(2):
        with Proxy([server.port], 7, 0.5, weather=WEATHER) as proxy:
            for _ in range(12):
                ask(proxy)
            luck.append(dict(proxy.had))
    assert luck[0] == luck[1]


def test_nobody_gets_through_while_it_is_away(server: Server) -> None:
    with Proxy([server.port], 1) as proxy:
        proxy.away = True
        assert ask(proxy) == b""
        proxy.away = False
        assert ask(proxy) == ANSWER
        server.has_got(1)
    assert server.came == [len(BODY)]


def test_it_says_how_far_a_request_has_come(server: Server) -> None:
    seen: list[str] = []
    with Proxy([server.port], 1, watch=lambda _port, moment: seen.append(moment)) as proxy:
        ask(proxy)
    assert seen == ["begun", "half", "whole", "answered"]
