"""Two servers: the app with TLS, and the door to it without."""

import socket
from ipaddress import ip_address
from threading import Thread
from typing import TYPE_CHECKING

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server

from app.lan.papers import Papers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ELSEWHERE = ("192.0.2.1", 9)
"""An address that nobody has; asking the way there sends nothing."""


def local_address() -> str:
    """The address under which other devices on the network reach this computer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(ELSEWHERE)
        except OSError:
            return "127.0.0.1"
        found: str = asked.getsockname()[0]
        return found


def serve(
    app: "WSGIApplication",
    door: "WSGIApplication",
    papers: Papers,
    *,
    host: str,
    port: int,
    door_port: int,
    largest: int,
) -> None:
    """Serve both at ``host`` until the process is told to stop. ``largest``: bytes of the largest request."""
    inside = Server((_listen_on(host), port), app, numthreads=8, server_name=host, max=16)
    inside.max_request_body_size = largest
    inside.ssl_adapter = BuiltinSSLAdapter(str(papers.certificate), str(papers.key))
    outside = Server((_listen_on(host), door_port), door, numthreads=2, server_name=host)
    outside.prepare()
    Thread(target=outside.serve, name="door", daemon=True).start()
    inside.safe_start()


def _listen_on(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 — a name says nothing about which of our addresses it is
