"""The token by which a phone shows whose its sealed items are, also when nobody is signed in any more.

It follows from the server's secret and the device, so every page can hand it out; only its hash is kept.
"""

from collections.abc import Iterable
from uuid import UUID

from app.base.tokens import derived_token, hash_token


def device_token(secret: str, device_id: UUID) -> str:
    """The token of a device that signs in now."""
    return derived_token(secret, f"device:{device_id}")


def known_token(secrets: Iterable[str], device_id: UUID, token_hash: str) -> str | None:
    """The token that a device was given when it signed in, perhaps under an earlier secret.

    Nothing when that secret was thrown away: then the sign-in counts no more.
    """
    made = (device_token(secret, device_id) for secret in secrets)
    return next((token for token in made if hash_token(token) == token_hash), None)
