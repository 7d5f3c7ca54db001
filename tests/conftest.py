"""What every test may ask for, and in which order tests run."""

import pytest

pytest_plugins = ("tests.database", "tests.browser", "tests.world")

LONGEST = (
    "security/test_filters.py",
    "security/test_bad_forms.py",
    "security/test_access_matrix.py",
    "journeys/test_morning.py",
    "handover/test_handover.py",
)
"""Files with tests that alone take as long as hundreds of others."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first: one that began last would keep one worker busy with the other idle."""
    items.sort(key=lambda item: "/".join(item.path.parts[-2:]) not in LONGEST)
