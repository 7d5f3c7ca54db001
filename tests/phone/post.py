"""A stand-in for the server's side of envelopes: it opens what a page sends, and answers as a test likes."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import BrowserContext, Route

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass
class Letter:
    """What was in an envelope, and what it was answered."""

    id: str
    header: dict[str, Any]
    body: bytes
    status: int = 0

    @property
    def about(self) -> str:
        """Which thing it was, in short: kind, entry, and revision or photo."""
        what = (
            json.loads(self.body).get("revision", "")
            if self.header["kind"] == "entry"
            else self.header.get("media", "")
        )
        return f"{self.header['kind']} {self.header['entry']} {what}".strip()


@dataclass
class Post:
    """Answers every envelope with its receipt, unless `answer` (by `Letter.about`) says a status, "cut" or "portal"."""

    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    letters: list[Letter] = field(default_factory=list)
    answer: dict[str, int | str] = field(default_factory=dict)

    def serve(self, context: BrowserContext) -> None:
        """Stand between this browser and the server."""
        context.route("**/api/sealed/*", self._take)

    @property
    def sender(self) -> dict[str, str]:
        """Who writes, as a page would say it."""
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        public = base64.urlsafe_b64encode(point).rstrip(b"=").decode()
        return {"device": "phone", "token": "token", "key": "0102030405060708", "public": public}

    @property
    def arrived(self) -> list[str]:
        """What got its receipt, in order."""
        return [letter.about for letter in self.letters if letter.status == 200]

    def _take(self, route: Route) -> None:
        envelope = route.request.url.rpartition("/")[2]
        sealed = route.request.post_data_buffer
        assert sealed is not None
        assert route.request.headers["content-type"] == "application/hpke"
        plain = SUITE.decrypt(sealed[8:], self.private, info=f"werkbrug sealed 1 {envelope}".encode())
        start = 4 + int.from_bytes(plain[:4], "big")
        letter = Letter(envelope, json.loads(plain[4:start]), plain[start:])
        self.letters.append(letter)
        match self.answer.get(letter.about, 200):
            case "cut":
                route.abort("connectionreset")
            case "portal":
                route.fulfill(status=200, content_type="text/html", body="<h1>Wifi</h1>")
            case 200:
                letter.status = 200
                route.fulfill(status=200, json=self._receipt(letter))
            case int(status):
                letter.status = status
                problem = {"type": "urn:werkbrug:refused", "status": status, "title": "Nee."}
                route.fulfill(status=status, content_type="application/problem+json", body=json.dumps(problem))

    def _receipt(self, letter: Letter) -> dict[str, Any]:
        digest = hashlib.sha256(letter.body).hexdigest()
        assert letter.header["digest"] == digest
        if letter.header["kind"] == "media":
            return {"id": letter.header["media"], "digest": digest}
        revision = json.loads(letter.body)["revision"]
        return {"id": letter.header["entry"], "revision": revision, "digest": digest, "kept": "entry"}
