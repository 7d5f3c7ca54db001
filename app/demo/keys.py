"""The secrets of the demo. Its start page shows them to everybody, so it must be able to know them again.

They are derived from the secret of the installation, and the database keeps only hashes, as of all others. That is
good enough for the demo alone: production has no start page, and another secret, with which none of these opens
anything.
"""

from uuid import NAMESPACE_URL, UUID, uuid5

from app.base.tokens import derived_code, derived_token


def demo_id(name: str) -> UUID:
    """The id of a school or person of the demo, the same on every machine."""
    return uuid5(NAMESPACE_URL, f"werkbrug:demo:{name}")


def task_id(school: str, company: str, task: str) -> UUID:
    """The id of a task at a company, as a school keeps it."""
    return demo_id(f"task {school} {company} {task}")


def token(secret: str, name: str) -> str:
    """A token of 192 bits for a badge or an employer's link."""
    return derived_token(secret, f"werkbrug demo {name}")


def code(secret: str, name: str) -> str:
    """The short code under a badge."""
    return derived_code(secret, f"werkbrug demo {name}")


def password(secret: str) -> str:
    """The one password of all staff of the demo."""
    return "-".join(code(secret, f"password {part}")[:4].lower() for part in range(4))
