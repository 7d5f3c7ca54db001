"""A Flask view that does nothing, served by the app's own command and so with the same settings."""

from typing import Any
from unittest.mock import patch

from flask import Flask

from app import cli

bare = Flask("bare")


@bare.get("/health")
def hello() -> str:
    """The view."""
    return "hallo"


def _bare(_config: Any) -> Flask:
    return bare


def _nothing(_config: Any) -> None:
    """There is no database to make ready."""


if __name__ == "__main__":
    with patch.object(cli, "create_app", _bare), patch.object(cli, "_ready", _nothing):
        cli.main(["run"])
