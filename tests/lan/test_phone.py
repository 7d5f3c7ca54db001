"""``make phone``: a phone that trusts this computer opens the app over HTTPS, and nobody else's certificate will do."""

import os
import re
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener, urlopen
from uuid import uuid4

import pytest
import segno
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.base.config import TOP
from app.base.tokens import derived_token
from app.demo.keys import demo_id
from tests.pages import check_page
from tests.served import free_port


class Stays(HTTPRedirectHandler):
    """Does not go where an answer points."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the installation."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def door(var: Path) -> Iterator[str]:
    """The plain address that the terminal names."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("WERKBRUG_")}
    own |= {"PORT": str(free_port()), "WERKBRUG_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "app.cli", "phone", "--host", "127.0.0.1"]
    process = subprocess.Popen(command, cwd=TOP, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    said = ""
    while "SHA-256" not in said:
        line = process.stdout.readline()
        assert line, f"it stopped:\n{said}"
        said += line
    assert "▄" in said, "no QR code"
    address = re.search(r"open (http://\S+)", said)
    assert address
    with process.stdout:
        yield address.group(1)
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def page(door: str) -> str:
    """What a phone sees there, once the door is open."""
    for _ in range(600):
        try:
            with urlopen(door, timeout=10) as answer:  # noqa: S310 — our own address
                return str(answer.read(), "utf-8")
        except URLError:
            time.sleep(0.05)
    raise AssertionError("the door stays shut")


@pytest.fixture(scope="module")
def inside(page: str) -> str:
    """The address of the app, as the page of the door names it."""
    found = re.search(r'href="(https://[^"]+)"', page)
    assert found
    return found.group(1)


@pytest.fixture(scope="module")
def phone(door: str, page: str) -> OpenerDirector:
    """A browser that trusts what was downloaded at the door, and nothing else."""
    file = re.search(r'href="(/[^"]+\.crt)"', page)
    assert file
    with urlopen(door + file.group(1)) as answer:  # noqa: S310
        assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
        authority = x509.load_der_x509_certificate(answer.read())
    trusting = ssl.create_default_context(cadata=authority.public_bytes(Encoding.PEM).decode())
    trusting.verify_flags |= ssl.VERIFY_X509_STRICT
    return build_opener(HTTPSHandler(context=trusting), Stays)


@dataclass(frozen=True)
class Answer:
    """What came back, read to its end."""

    status: int
    headers: Message
    text: str


def sends(phone: OpenerDirector, address: str, path: str, cookie: str = "", data: bytes | None = None) -> Answer:
    """An answer, whatever its status."""
    headers = {"Cookie": cookie} | ({"Sec-Fetch-Site": "same-origin"} if data is not None else {})
    try:
        answer = phone.open(Request(address + path, data=data, headers=headers))  # noqa: S310
    except HTTPError as other:
        answer = other
    with answer:
        return Answer(answer.status, answer.headers, str(answer.read(), "utf-8"))


def signed_in(phone: OpenerDirector, inside: str, who: str) -> str:
    """The cookie that a tap on a person of the demo gives."""
    answer = sends(phone, inside, f"/demo/{demo_id(who)}", data=b"")
    (cookie,) = (SimpleCookie(said) for said in answer.headers.get_all("Set-Cookie", []) if "session" in said)
    (session,) = cookie.values()
    assert session.key.startswith("__Host-")
    assert session["secure"]
    return f"{session.key}={session.value}"


def test_a_phone_that_trusts_the_authority_opens_the_app(phone: OpenerDirector, inside: str) -> None:
    answer = sends(phone, inside, "/health")
    assert answer.status == 200
    with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urlopen(inside + "/health")  # noqa: S310


def test_cookies_and_badges_are_for_this_address(phone: OpenerDirector, inside: str, var: Path) -> None:
    sam = sends(phone, inside, "/today", signed_in(phone, inside, "sam"))
    assert sam.status == 200
    sheet = uuid4()
    sent = f"sheet_id={sheet}".encode()
    printed = sends(phone, inside, f"/students/{demo_id('sam')}/badge", signed_in(phone, inside, "anouk"), sent)
    key = derived_token((var / "secret").read_text(), f"badge {sheet} {demo_id('sam')}")
    code = segno.make(f"{inside}/badge/{key}", error="m").svg_inline(scale=1, border=2, omitsize=True)
    assert code in printed.text
    assert "Ben jij Sam?" in sends(phone, inside, f"/badge/{key}").text


def test_the_door_shows_one_page_and_nothing_of_the_app(door: str, page: str, inside: str) -> None:
    check_page(page.replace(inside, ""), "/")
    for path in ("/today", "/demo", "/health", "/static/../cli.py"):
        answer = sends(build_opener(Stays), door, path)
        assert (answer.status, answer.headers["Location"]) in {(302, "/"), (404, None)}, path
    sheet = re.search(r'href="(/static/[^"]+/css/install\.css)"', page)
    assert sheet
    assert sends(build_opener(Stays), door, sheet.group(1)).status == 200
