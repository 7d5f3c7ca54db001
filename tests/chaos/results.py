"""What came of it all, as a file and as a table."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MUST_BE_NONE = ("lost", "doubled", "wrong_bytes", "stuck", "leaked")
COUNTED = ("interleavings", "kills", "acknowledged")


def summed(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The totals of all parts, each of which is what a worker printed."""
    totals: dict[str, Any] = {name: sum(part.get(name, 0) for part in parts.values()) for name in COUNTED}
    for name in MUST_BE_NONE:
        totals[name] = sum(part["wrong"].get(name, 0) for part in parts.values())
    return totals | {"parts": dict(parts)}


def write(file: Path, results: Mapping[str, Any]) -> None:
    """Write the results for whoever wants to compare."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(results, indent=2) + "\n")


def shown(results: Mapping[str, Any]) -> str:
    """The totals, and what failed."""
    lines = [f"{name:>14} {results[name]:>8}" for name in (*COUNTED, *MUST_BE_NONE)]
    for name, part in results["parts"].items():
        lines += [f"\n{name}: {line}" if line == part["failures"][0] else line for line in part["failures"]]
    return "\n".join(lines)
