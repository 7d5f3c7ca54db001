"""Envelopes: who can open them, which keys, and for how long."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from app.base.config import Config
from app.base.sealing import SUITE, SealingKey, UnknownKey, Unreadable, current_key, info, open_sealed

SECRET, OTHER = "s" * 32, "o" * 32
NOW = datetime(2027, 5, 4, 12, tzinfo=UTC)


def _sealed(key: SealingKey, envelope_id: UUID, contents: bytes) -> bytes:
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public)
    return key.id + SUITE.encrypt(contents, public, info=info(envelope_id))


def test_what_was_sealed_is_read_again() -> None:
    one = uuid4()
    assert open_sealed((SECRET,), NOW, one, _sealed(current_key(SECRET, NOW), one, b"hallo")) == b"hallo"


def test_a_key_is_the_same_on_every_server_for_a_quarter_and_then_another() -> None:
    key = current_key(SECRET, NOW)
    assert current_key(SECRET, NOW + timedelta(days=30)).id == key.id
    assert current_key(SECRET, NOW + timedelta(days=92)).id != key.id
    assert current_key(OTHER, NOW).id != key.id
    assert len(key.id) == 8 and len(key.public) == 65 and key.public[0] == 4


def test_the_key_of_a_quarter_never_changes() -> None:
    """Envelopes sealed with it wait on phones: other code must not derive another key."""
    key = current_key(SECRET, NOW)
    assert key.id.hex() == "954530d8918d61ca"
    assert hashlib.sha256(key.public).hexdigest()[:16] == key.id.hex()


@pytest.mark.parametrize("later", [timedelta(days=-60), timedelta(0), timedelta(days=100), timedelta(days=3660)])
def test_key_rotated_while_items_wait(later: timedelta) -> None:
    """Read by a server whose clock is behind, and for years after."""
    one = uuid4()
    sealed = _sealed(current_key(SECRET, NOW), one, b"werk")
    assert open_sealed((SECRET,), NOW + later, one, sealed) == b"werk"


def test_a_changed_secret_reads_on_for_as_long_as_it_is_listed() -> None:
    one = uuid4()
    sealed = _sealed(current_key(SECRET, NOW), one, b"werk")
    assert open_sealed((OTHER, SECRET), NOW, one, sealed) == b"werk"
    with pytest.raises(UnknownKey):
        open_sealed((OTHER,), NOW, one, sealed)


@pytest.mark.parametrize("length", [0, 1, 7])
def test_too_short_for_a_key_is_no_key(length: int) -> None:
    with pytest.raises(UnknownKey):
        open_sealed((SECRET,), NOW, uuid4(), bytes(length))


def test_an_envelope_under_another_id_does_not_open() -> None:
    sealed = _sealed(current_key(SECRET, NOW), uuid4(), b"werk")
    with pytest.raises(Unreadable):
        open_sealed((SECRET,), NOW, uuid4(), sealed)


def test_no_cut_and_no_changed_byte_opens() -> None:
    one = uuid4()
    sealed = _sealed(current_key(SECRET, NOW), one, b"werk van Sam")
    for end in range(8, len(sealed)):
        with pytest.raises(Unreadable):
            open_sealed((SECRET,), NOW, one, sealed[:end])
    for place in range(8, len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Unreadable):
            open_sealed((SECRET,), NOW, one, bytes(changed))


def test_old_secrets_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WERKBRUG_SECRET", SECRET)
    assert Config.from_environment().secrets == (SECRET,)
    monkeypatch.setenv("WERKBRUG_OLD_SECRETS", f" {OTHER}, ,older")
    assert Config.from_environment().secrets == (SECRET, OTHER, "older")
