"""Counting what is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from tests.world import World


@contextmanager
def count_queries(world: World) -> Iterator[list[str]]:
    """The statements that the app sends within the block, as they come; ``BEGIN`` is none."""
    engine: sa.Engine = world.app.extensions["engine"]
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
