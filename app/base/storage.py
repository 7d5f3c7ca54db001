"""Where files are kept: what is too large for a row. The only module that knows the object store.

Keys look like ``<school id>/<media id>/large.webp``; what a person may see is decided before a key is made.
"""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore

_PART = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_KEY = re.compile(rf"{_PART}(/{_PART}){{0,7}}", re.ASCII)


class Missing(KeyError):
    """Nothing is kept under this key."""


class Storage:
    """Keeps bytes under keys, in a folder that is made at once when it is not there.

    ``put`` returns when the bytes are on the disk under their key, whole. The store itself writes beside the
    key and renames, so that no reader sees half a file, but it does not call fsync; that is done here.

    Usable among threads. The store runs threads of its own from first use, which a fork does not take along,
    so that a forked process would wait for ever: fork before the first use, or not at all.
    """

    def __init__(self, address: str | Path) -> None:
        """The address is a folder's path or its ``file://`` URL. Raises ValueError for any other URL."""
        self._folder = _folder(address)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else on this machine reads photos
        self._store = LocalStore(self._folder, automatic_cleanup=True)

    def put(self, key: str, data: bytes) -> None:
        """Keeps the bytes, in place of what was under this key.

        Raises ValueError for a key that is none, and OSError when they cannot be kept: the disk is full or gone.
        """
        try:
            self._store.put(_checked(key), data)
        except BaseError as error:
            raise OSError(f"not kept: {key}") from error
        path = self._folder / key
        for kept in (path, *path.parents):
            _sync(kept)
            if kept == self._folder:
                break

    def get(self, key: str) -> bytes:
        """The bytes under this key. Raises Missing, or ValueError for a key that is none."""
        try:
            return self._store.get(_checked(key)).bytes().to_bytes()
        except (FileNotFoundError, NotFoundError) as error:
            raise Missing(key) from error

    def delete(self, key: str) -> None:
        """Removes what is under this key, if anything. Raises ValueError for a key that is none."""
        path = self._folder / _checked(key)
        for half in path.parent.glob(f"{path.name}#*"):  # what a killed process had not renamed yet
            half.unlink(missing_ok=True)
        try:
            self._store.delete(key)
        except (FileNotFoundError, NotFoundError):
            return

    def delete_prefix(self, prefix: str) -> int:
        """Removes everything below a key's leading parts (``school`` or ``school/media``); returns how many.

        Whole parts count: ``school/1`` does not touch ``school/10``. Raises ValueError for what is no key.
        """
        keys = self.keys(prefix)
        for key in keys:
            self.delete(key)
        shutil.rmtree(self._folder / prefix, ignore_errors=True)  # what killed processes had not renamed yet
        return len(keys)

    def keys(self, prefix: str) -> list[str]:
        """The keys below a key's leading parts, sorted. Raises ValueError for a prefix that is no key."""
        pages = self._store.list(_checked(prefix))
        return sorted(str(found["path"]) for page in pages for found in page)


def _folder(address: str | Path) -> Path:
    if isinstance(address, Path) or "://" not in address:
        return Path(address).absolute()
    parts = urlsplit(address)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise ValueError(f"Files are kept in a folder or a file:// URL, not in {parts.scheme}://{parts.netloc}")
    return Path(unquote(parts.path))


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a key: {key!r}")
    return key


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
