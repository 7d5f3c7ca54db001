"""Keeps secrets out of the logs: a link or a badge opens for whoever knows its address, and a database that refuses a
row says what was in it.
"""

import logging
import re
from typing import Any

_SECRET_PATH = re.compile(r"(/(?:f|badge|invitation)/)[^/\s?#\"'<>]+")
_ROW = re.compile(r"^(DETAIL: ).*?(?=\n\[SQL|\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL | re.MULTILINE)


def redact(text: str) -> str:
    """``text`` without the secret part of the addresses of links, badges and invitations, and without the contents of
    a row that PostgreSQL refused.
    """
    return _ROW.sub(r"\1…", _SECRET_PATH.sub(r"\1…", text))


class _Record(logging.LogRecord):
    """A record whose message and traceback show no secrets, whichever handler writes it."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        if self.exc_info and self.exc_info[0]:
            self.exc_text = redact(logging.Formatter().formatException(self.exc_info))

    def getMessage(self) -> str:  # noqa: N802 — the name is logging's
        return redact(super().getMessage())


def keep_secrets_out() -> None:
    """Make every record from here on one that hides secrets, for all loggers of this process."""
    logging.setLogRecordFactory(_Record)
