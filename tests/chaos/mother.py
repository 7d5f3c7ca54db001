"""Forks servers: ``python -m tests.chaos.mother``. It has imported the whole app and used none of it.

On each line of its input stands a port; it answers with the number of a process that serves there as ``make run`` does.
Its servers end with it, and it ends with its input.
"""

import ctypes
import os
import signal
import sys
import traceback

from app.cli import main as cli

_DIE_WITH_PARENT = 1


def main() -> None:
    """Fork until there is no more input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever is killed leaves nothing behind
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _serve(line.strip())
        print(child, flush=True)


def _serve(port: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    os.environ["PORT"] = port
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # the answers are not for what a server says
    try:
        cli(["run"], standalone_mode=False)
    except BaseException:  # noqa: BLE001 — this process ends here, whatever it was
        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
