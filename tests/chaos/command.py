"""What the modules that play have in common on the command line."""

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any


def play(arguments: Sequence[str], run: Callable[[str, int, int], Any], count: int) -> int:
    """Run it on a database, from a seed, ``count`` times unless told otherwise, and print its tally as JSON.

    Answers 1 when something was not as promised.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("database", choices=("sqlite", "postgres"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=count)
    told = parser.parse_args(arguments)
    tally = run(told.database, told.seed, told.count)
    print(json.dumps(vars(tally), indent=2))
    return 1 if tally.failures else 0
