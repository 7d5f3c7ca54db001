"""The secrets of the demo. Its start page shows them to everybody, so it must be able to know them again.

They are derived from the secret of the installation, and the database keeps only hashes, as of all others. That is
good enough for the demo alone: production has no start page, and another secret, with which none of these opens
anything.
"""

import base64
import hashlib
import hmac
from uuid import NAMESPACE_URL, UUID, uuid5

from app.base.tokens import CODE_ALPHABET, CODE_LENGTH


def demo_id(name: str) -> UUID:
    """The id of a school or person of the demo, the same on every machine."""
    return uuid5(NAMESPACE_URL, f"werkbrug:demo:{name}")


def task_id(school: str, company: str, task: str) -> UUID:
    """The id of a task at a company, as a school keeps it."""
    return demo_id(f"task {school} {company} {task}")


def token(secret: str, name: str) -> str:
    """A token of 192 bits for a badge or an employer's link."""
    return base64.urlsafe_b64encode(_derived(secret, name)[:24]).decode()


def code(secret: str, name: str) -> str:
    """The short code under a badge."""
    return "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in _derived(secret, name)[:CODE_LENGTH])


def password(secret: str) -> str:
    """The one password of all staff of the demo."""
    return "-".join(code(secret, f"password {part}")[:4].lower() for part in range(4))


def _derived(secret: str, name: str) -> bytes:
    return hmac.new(secret.encode(), f"werkbrug demo {name}".encode(), hashlib.sha256).digest()
