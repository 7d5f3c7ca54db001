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
# Half of what a context costs: two pages for the list under the address bar, and a process in case another site comes.
_NOT_NEEDED = ["WebUIOmniboxAimPopup", "WebUIOmniboxPopup", "SpareRendererForSitePerProcess"]
# Chromium obeys the last --disable-features alone, so that ours says Playwright's once more.
_OF_PLAYWRIGHT = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
]
LAUNCHED = [*FLAGS, f"--disable-features={','.join(_NOT_NEEDED + _OF_PLAYWRIGHT)}"]
"""The flags for a browser that Playwright launches."""
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
    return {**browser_type_launch_args, "executable_path": chromium(), "args": LAUNCHED}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The `page` and `new_context` of pytest-playwright are a desk unless a test passes `**PHONE`."""
    return {**browser_context_args, **DESK}
