"""A short run of what ``make chaos`` does at length. A failure says which seed and which steps are enough for it."""

import pytest

from tests.chaos.__main__ import worker

ON_POSTGRES = pytest.mark.postgres


@pytest.mark.parametrize(("database", "count"), [("sqlite", 200), pytest.param("postgres", 100, marks=ON_POSTGRES)])
def test_in_no_interleaving_is_anything_lost_doubled_or_leaked(database: str, count: int) -> None:
    found = worker("interleavings", database, 1, count)
    assert not found["failures"], "\n".join(found["failures"])
    assert found["interleavings"] == count
    assert found["acknowledged"] > count
    assert found["faults"] > count / 10


@pytest.mark.parametrize(("database", "count"), [("sqlite", 3), pytest.param("postgres", 2, marks=ON_POSTGRES)])
def test_killed_servers_keep_their_promises(database: str, count: int) -> None:
    found = worker("kills", database, 1, count)
    assert not found["failures"], "\n".join(found["failures"])
    assert found["kills"] == count
    assert found["acknowledged"] > 0


@pytest.mark.browser
def test_chromium_loses_nothing_on_a_bad_network() -> None:
    """Nor when it is killed after the tick, full, its clock wrong, its session over; nor with three tabs."""
    found = worker("browser", "sqlite", 1, 1)
    assert not found["failures"], "\n".join(found["failures"])
    assert found["logs"] == 9
    assert found["browsers_killed"] == 1
    assert found["acknowledged"] == 18
