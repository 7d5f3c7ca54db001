"""Requests and answers, as phones see them."""

import json
from dataclasses import dataclass
from typing import Any


class Lost(Exception):
    """No answer came; whether the request arrived, nobody knows."""


@dataclass(frozen=True, slots=True)
class Request:
    """What goes out, apart from who is signed in."""

    method: str
    path: str
    body: bytes = b""
    kind: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes in; ``place`` is the page that a browser goes to."""

    status: int
    kind: str
    body: bytes
    place: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """The JSON object in it, or nothing."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def code(self) -> str:
        """The code of a problem, or nothing: what a captive portal says is none."""
        if self.kind != "application/problem+json":
            return ""
        return str(self.told.get("type", "")).removeprefix("urn:werkbrug:")
