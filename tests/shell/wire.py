"""The network between a browser and the server, which a test can cut, hang up, and mend."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Wire:
    """Passes on what comes in at ``port``. While it is ``cut`` nobody is connected; while it ``hangs`` nobody answers.

    While it ``says`` something, that is the answer to everything.
    """

    def __init__(self, to: int) -> None:
        self.to = to
        self.is_cut = self.hangs = False
        self.says: bytes | None = None
        self._open: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._door_keeper = threading.Thread(target=self._welcome, daemon=True)
        self._door_keeper.start()

    @property
    def address(self) -> str:
        """Where a browser finds the server."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        self.is_cut = True
        for end in list(self._open):
            self._close(end)

    def mend(self) -> None:
        """Let everything through again."""
        self.is_cut = self.hangs = False
        self.says = None

    def portal(self) -> None:
        """Answer as a captive portal does."""
        page = b"<!doctype html><h1>Gratis wifi</h1>"
        self.cut()
        self.is_cut = False
        self.says = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)

    def close(self) -> None:
        """The end."""
        self.cut()
        self._door.close()

    def _welcome(self) -> None:
        while True:
            try:
                caller, _ = self._door.accept()
            except OSError:
                return
            self._open.add(caller)
            if self.is_cut:
                self._close(caller)
            elif self.says is not None:
                caller.recv(65536)
                caller.sendall(self.says)
                self._close(caller)
            elif not self.hangs:
                self._connect(caller)

    def _connect(self, caller: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.to))
        except OSError:
            self._close(caller)
            return
        self._open.add(server)
        for ends in ((caller, server), (server, caller)):
            threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, giver: socket.socket, taker: socket.socket) -> None:
        with suppress(OSError):
            while said := giver.recv(65536):
                if self.hangs:
                    return
                taker.sendall(said)
        self._close(giver)
        self._close(taker)

    def _close(self, end: socket.socket) -> None:
        self._open.discard(end)
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def wired(port: int) -> Iterator[Wire]:
    """A wire to a server until the block ends."""
    wire = Wire(port)
    try:
        yield wire
    finally:
        wire.close()
