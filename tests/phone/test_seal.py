"""What the phone seals, the server's own library opens."""

import base64
import hashlib
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Page

from tests.phone.conftest import run

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SEAL = """
const { id, bytes, digest } = await seal.seal(given.header, new TextEncoder().encode(given.body), given.key);
return { id, digest, bytes: [...new Uint8Array(bytes)] };
"""


def sealed(page: Page, private: ec.EllipticCurvePrivateKey, **header: Any) -> Any:
    """An envelope with `header` around an é."""
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    public = base64.urlsafe_b64encode(point).rstrip(b"=").decode()
    return run(
        page, "seal", SEAL, {"header": header, "body": "é", "key": {"key": "0102030405060708", "public": public}}
    )


@pytest.mark.browser
def test_python_opens_what_the_phone_sealed(nobody: Page) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    envelope = sealed(nobody, private, device="token", sequence=7, kind="entry", entry="e", type="application/json")
    bytes_ = bytes(envelope["bytes"])
    assert bytes_[:8] == bytes(range(1, 9))
    plain = SUITE.decrypt(bytes_[8:], private, info=f"werkbrug sealed 1 {envelope['id']}".encode())
    length = int.from_bytes(plain[:4], "big")
    digest = hashlib.sha256("é".encode()).hexdigest()
    assert json.loads(plain[4 : 4 + length]) == {
        "device": "token",
        "sequence": 7,
        "kind": "entry",
        "entry": "e",
        "type": "application/json",
        "digest": digest,
    }
    assert plain[4 + length :] == "é".encode()
    assert envelope["digest"] == digest


@pytest.mark.browser
def test_what_was_sealed_cannot_be_moved_to_another_envelope(nobody: Page) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    one, other = (sealed(nobody, private, kind="entry") for _ in range(2))
    assert one["id"] != other["id"]
    with pytest.raises(InvalidTag):
        SUITE.decrypt(bytes(one["bytes"])[8:], private, info=f"werkbrug sealed 1 {other['id']}".encode())
