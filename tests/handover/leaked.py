"""How much of one student the next one on the same phone could find, as a number: what ``make chaos`` writes down."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from app.base.config import TOP


def leaked() -> int:
    """Run the tests of this folder and add up what they found.

    Raises RuntimeError when one of them could not be carried out, so that a broken proof is not taken for a good one.
    """
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        told = ["-q", "-p", "no:xdist", "-o", "junit_family=xunit1", f"--junitxml={report}"]
        command = [sys.executable, "-m", "pytest", *told, "tests/handover"]
        ended = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
        tree = ElementTree.parse(report) if report.exists() else None  # noqa: S314 — our own file
    properties = tree.iter("property") if tree else ()
    found = sum(int(told.get("value", "0")) for told in properties if told.get("name") == "leaked")
    if ended.returncode and not found:
        raise RuntimeError(f"The handover could not be tried:\n{ended.stdout[-3000:]}")
    return found
