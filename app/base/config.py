"""Settings, read once from the environment. ``docs/operations.md`` lists each of them."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

SHORTEST_SECRET = 32
TOP = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the app needs to know about where it runs.

    ``secret`` keys the hashes of short codes and makes the keys for what waits on phones; ``old_secrets`` are those
    from before it, which still read. ``base_url`` is what printed codes and sent links start with; over HTTPS
    cookies get the ``__Host-`` prefix. ``proxies`` of our own stand before the app.
    """

    database_url: str
    storage_url: str
    secret: str
    base_url: str = "http://127.0.0.1:8000"
    proxies: int = 0
    old_secrets: tuple[str, ...] = ()
    demo: bool = False
    var: Path = TOP / "var"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secret of now, and those from before it, newest first."""
        return (self.secret, *self.old_secrets)

    @property
    def https(self) -> bool:
        """Whether visitors come over HTTPS."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls) -> Self:
        """Read ``WERKBRUG_*``. Without a database address everything lives under ``var/`` and the demo is allowed."""
        port = os.environ.get("PORT", "8000")
        var = Path(os.environ.get("WERKBRUG_VAR", TOP / "var"))
        database_url = os.environ.get("WERKBRUG_DATABASE_URL")
        base_url = os.environ.get("WERKBRUG_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/")
        secret = os.environ.get("WERKBRUG_SECRET", "")
        kind = os.environ.get("WERKBRUG_ENV", "demo")
        if kind not in {"demo", "production"}:
            raise SystemExit("WERKBRUG_ENV is demo or production.")
        production = kind == "production"
        if production and not (database_url and len(secret) >= SHORTEST_SECRET and base_url.startswith("https://")):
            raise SystemExit(
                "In production WERKBRUG_DATABASE_URL, WERKBRUG_SECRET (32 characters or more) and WERKBRUG_BASE_URL "
                "(https://…) must be set."
            )
        return cls(
            database_url=database_url or f"sqlite:///{var / 'werkbrug.sqlite3'}",
            storage_url=os.environ.get("WERKBRUG_STORAGE_URL", str(var / "objects")),
            secret=secret or _kept_secret(var),
            base_url=base_url,
            proxies=int(os.environ.get("WERKBRUG_PROXIES", "0")),
            old_secrets=tuple(filter(None, map(str.strip, os.environ.get("WERKBRUG_OLD_SECRETS", "").split(",")))),
            demo=not production,
            var=var,
        )


def _kept_secret(var: Path) -> str:
    """A secret of this installation's own, made at the first start and readable by its owner alone."""
    file = var / "secret"
    if not file.exists():
        var.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(32))
    return file.read_text()
