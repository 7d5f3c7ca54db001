"""A real server, on a wire that can be cut."""

import pytest

from tests.journeys.conftest import live
from tests.shell.conftest import wire
from tests.world import World

__all__ = ["live", "wire"]


@pytest.fixture
def live_world(own_world: World) -> World:
    """An app of this test's own: these tests change it."""
    return own_world
