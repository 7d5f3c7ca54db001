"""How the tests start Chromium, and the two screens that they look at."""

import os
import shutil
from typing import Any

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
HERE: dict[str, Any] = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
PHONE: dict[str, Any] = HERE | {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK: dict[str, Any] = HERE | {"viewport": {"width": 1280, "height": 800}}


def chromium() -> str:
    """The system's Chromium: CHROMIUM if it is set, else the program of that name. Raises RuntimeError."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        raise RuntimeError("There is no Chromium on this machine: run scripts/system-packages.sh chromium")
    return path


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's own arguments, with the system's Chromium."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The `page` and `new_context` of pytest-playwright are a desk unless a test passes `**PHONE`."""
    return {**browser_context_args, **DESK}
