"""Envelopes that only the server can open: HPKE (RFC 9180), single-shot, for what waits on phones.

On the wire: ``key id (8 bytes) || enc (65 bytes) || ciphertext``. The key pair of a quarter follows from the server's
secret, so nothing is kept, and whoever restores a backup reads what was sealed since. ``info`` names the envelope, as
the RFC asks of the single-shot form (section 8.1), so contents cannot be moved to another id. See
docs/decisions/sealing-keys.md.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
KEY_ID_BYTES = 8
OVERHEAD = KEY_ID_BYTES + 65 + 16
"""How many bytes an envelope is longer than what is in it."""
FIRST_QUARTER = 2026 * 4 + 3
"""The quarter of the first keys ever given out (the last of 2026), counted in quarters."""


class UnknownKey(Exception):
    """Sealed for a key that this server does not have: perhaps another one, or a later setting, does."""


class Unreadable(Exception):
    """Sealed for a key of ours, but not this envelope, or not whole."""


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A key pair. Pages give phones ``id`` (8 bytes) and ``public`` (an uncompressed point, 65 bytes)."""

    id: bytes
    public: bytes
    private: ec.EllipticCurvePrivateKey

    @property
    def public_text(self) -> str:
        """The public half as base64url without padding."""
        return base64.urlsafe_b64encode(self.public).rstrip(b"=").decode()


def current_key(secret: str, now: datetime) -> SealingKey:
    """The key that pages give out now."""
    return _key(secret, _quarter(now))


def info(envelope_id: UUID) -> bytes:
    """What an envelope's contents are bound to: what they are for, and its id."""
    return f"werkbrug sealed 1 {envelope_id}".encode()


def open_sealed(secrets: tuple[str, ...], now: datetime, envelope_id: UUID, sealed: bytes) -> bytes:
    """What is in an envelope. ``secrets``: the one of now and those from before it.

    Raises ``UnknownKey`` or ``Unreadable``.
    """
    key = _keys(secrets, _quarter(now)).get(sealed[:KEY_ID_BYTES])
    if key is None:
        raise UnknownKey
    try:
        return SUITE.decrypt(memoryview(sealed)[KEY_ID_BYTES:], key.private, info=info(envelope_id))
    except (InvalidTag, ValueError):
        raise Unreadable from None


def _quarter(now: datetime) -> int:
    return max(FIRST_QUARTER, now.year * 4 + (now.month - 1) // 3)


@lru_cache(4)
def _keys(secrets: tuple[str, ...], newest: int) -> dict[bytes, SealingKey]:
    """All keys by id: of every quarter, and of the next one, when another server's clock is a bit ahead."""
    keys = (_key(secret, quarter) for secret in secrets for quarter in range(FIRST_QUARTER, newest + 2))
    return {key.id: key for key in keys}


@cache
def _key(secret: str, quarter: int) -> SealingKey:
    name = f"werkbrug sealing key {quarter // 4}-{quarter % 4 + 1}"
    # 48 bytes for a number below a 32-byte order: no value is likelier than another (FIPS 186-5, A.2.1).
    seed = HKDF(hashes.SHA256(), length=48, salt=None, info=name.encode()).derive(secret.encode())
    curve = ec.SECP256R1()
    private = ec.derive_private_key(int.from_bytes(seed) % (curve.group_order - 1) + 1, curve)
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return SealingKey(hashlib.sha256(public).digest()[:KEY_ID_BYTES], public, private)
