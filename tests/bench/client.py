"""A client that costs little next to the server it measures: one kept connection, ready-made requests."""

import socket
from types import TracebackType
from typing import Self


class Connection:
    """A connection to a port of this machine. Use it as a context manager."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._left = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a whole request; the status and the body of the answer, as they came. Raises OSError."""
        self._socket.sendall(request)
        head, body = self._head()
        status, length, chunked = _read(head)
        if chunked:
            return status, self._chunks(body)
        while len(body) < length:
            body += self._more()
        self._left = body[length:]
        return status, body[:length]

    def _head(self) -> tuple[bytes, bytes]:
        received, self._left = self._left, b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, rest = received.partition(b"\r\n\r\n")
        return head, rest

    def _chunks(self, received: bytes) -> bytes:
        while not received.endswith(b"0\r\n\r\n"):
            received += self._more()
        return received

    def _more(self) -> bytes:
        part = self._socket.recv(1 << 16)
        if not part:
            raise ConnectionError("the server hung up")
        return part


def _read(head: bytes) -> tuple[int, int, bool]:
    lines = head.lower().split(b"\r\n")
    status = int(lines[0].split(b" ")[1])
    fields = dict(line.split(b": ", 1) for line in lines[1:])
    return status, int(fields.get(b"content-length", 0)), fields.get(b"transfer-encoding") == b"chunked"


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """A request as our own page in a browser would send it; ``_`` in a header's name stands for a dash."""
    fields = {"Host": "127.0.0.1", "Accept-Encoding": "gzip, deflate, br, zstd", "Sec-Fetch-Site": "same-origin"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    if body:
        fields["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
