"""Sealing as phones do it: contents that only the server can read, under a token that says whose they are."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import Session, col, select

from app.base import clock
from app.base.sealing import SUITE, current_key, info
from app.base.tokens import hash_token
from app.people.actions import start_session
from app.people.models import LoginSession
from app.people.proofs import device_token


@dataclass
class Device:
    """A browser on which somebody signed in: the cookie, the token, and how far it has counted."""

    id: UUID
    cookie: str
    token: str
    sequence: int = 0


@dataclass
class Sealer:
    """What pages give a phone to seal with, for a server with this secret."""

    secret: str
    _key: bytes = field(init=False)
    _public: ec.EllipticCurvePublicKey = field(init=False)

    def __post_init__(self) -> None:
        key = current_key(self.secret, clock.now())
        self._key = key.id
        self._public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public)

    def sign_in(self, session: Session, member_id: UUID) -> Device:
        """A new device of this member."""
        cookie = start_session(session, member_id, clock.now(), secret=self.secret).token
        query = select(LoginSession.device_id).where(col(LoginSession.token_hash) == hash_token(cookie))
        device_id = session.exec(query).one()
        return Device(device_id, cookie, device_token(self.secret, device_id, member_id))

    def seal(self, envelope_id: UUID, device: Device, header: dict[str, Any], body: bytes) -> bytes:
        """The envelope with this id."""
        device.sequence += 1
        said = json.dumps(header | {"device": device.token, "sequence": device.sequence}).encode()
        plain = len(said).to_bytes(4, "big") + said + body
        return self._key + SUITE.encrypt(plain, self._public, info=info(envelope_id))
