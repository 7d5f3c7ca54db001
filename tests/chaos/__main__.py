"""Saved means saved, tried: ``python -m tests.chaos``. Prints its seed and writes ``var/chaos.json``.

What is done on SQLite and what is done on PostgreSQL goes side by side; Chromium comes last. It ends with 1 when
something was not as promised.
"""

import argparse
import json
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from app.base.config import TOP
from tests.chaos import results
from tests.handover.leaked import leaked

FILE = TOP / "var" / "chaos.json"
DATABASES = ("sqlite", "postgres")


def main(arguments: Sequence[str]) -> int:
    """Try it all."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="to do the same again")
    parser.add_argument("--interleavings", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--logs", type=int, default=200, help="logs with photos in Chromium")
    told = parser.parse_args(arguments)
    began = time.monotonic()
    print(f"Seed {told.seed}.", flush=True)
    with ThreadPoolExecutor(len(DATABASES)) as pool:
        done = pool.map(lambda kind: _on(kind, told), DATABASES)
        parts = {name: part for found in done for name, part in found.items()}
    if told.logs:
        parts["handover"] = _handed_over()
    total = {"seed": told.seed, "seconds": round(time.monotonic() - began)} | results.summed(parts)
    results.write(FILE, total)
    print(results.shown(total))
    print(f"\nWritten to {FILE.relative_to(TOP)}, after {total['seconds']} seconds.")
    return 1 if any(part["failures"] for part in parts.values()) else 0


def _on(kind: str, told: argparse.Namespace) -> dict[str, Mapping[str, Any]]:
    on_sqlite = kind == "sqlite"
    share = told.interleavings * (3 if on_sqlite else 2) // 5  # it takes about so much longer on PostgreSQL
    parts = {
        f"interleavings on {kind}": worker("interleavings", kind, first_seed(told.seed), share),
        f"kills on {kind}": worker("kills", kind, told.seed, told.kills // 2),
    }
    if on_sqlite and told.logs:
        parts["Chromium"] = worker("browser", kind, told.seed, told.logs)
    return parts


def _handed_over() -> Mapping[str, Any]:
    print("A phone changes hands …", flush=True)
    found = leaked()
    return {"wrong": {"leaked": found}, "failures": [f"the next one finds {found} traces"] if found else []}


def first_seed(seed: int) -> int:
    """The seed of the first interleaving of a run; each of the others has the next."""
    return seed * 100_000


def worker(module: str, kind: str, seed: int, count: int) -> Mapping[str, Any]:
    """What one of the modules here printed, run in a process of its own. Raises RuntimeError when it broke down."""
    print(f"{module} on {kind}: {count}, from seed {seed} on …", flush=True)
    command = [sys.executable, "-m", f"tests.chaos.{module}", kind, "--seed", str(seed), "--count", str(count)]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    try:
        found: Mapping[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(f"{' '.join(command[1:])} broke down:\n{done.stderr[-3000:]}") from None
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
