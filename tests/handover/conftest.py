"""A real server, on a wire that can be cut."""

from tests.journeys.conftest import live
from tests.shell.conftest import wire

__all__ = ["live", "wire"]
