"""Finding the filters of statements that keep people and schools apart, and leaving one out.

A filter is a condition that ties a row to the person who asks: its school, its student, its owner, or *one of my
students*. ``Taps`` listens to every statement that the app runs; told to leave a filter out, it runs the statement
without that condition, as if somebody had forgotten to write it.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import operators, visitors

from app.base.config import TOP

TIES = frozenset({"school_id", "student_id", "owner_id", "author_id", "member_id", "supervisor_id", "user_id"})
"""Columns that say whose a row is."""
APP, BASE = str(TOP / "app") + "/", str(TOP / "app" / "base") + "/"
STUDENT_IDS = "people/queries.py student_ids"


@dataclass(frozen=True, order=True, slots=True)
class Filter:
    """One condition as it was written: the function that runs the statement, and what it asks.

    What stands within *one of my students* belongs to ``student_ids``, whoever uses it.
    """

    place: str
    condition: str
    column: str = field(compare=False)
    """Table and column, whatever the statement calls the table."""

    @property
    def asks_for_students(self) -> bool:
        """Whether it asks for one of the students whom somebody may see."""
        return self.condition.endswith("one of mine")

    def __str__(self) -> str:
        return f"{self.place}: {self.condition}"


@lru_cache(maxsize=1000)  # many statements are put together once, and run thousands of times
def filters_of(statement: Any, place: str) -> Sequence[tuple[Filter, Any]]:
    """The filters of a statement that ``place`` runs, each with the condition in the statement."""
    if not isinstance(statement, sa.Select | sa.Update | sa.Delete):
        return []
    found: list[tuple[Filter, Any]] = []
    inside: set[int] = set()
    part: Any
    for part in visitors.iterate(statement):
        if _asks_for_students(part):
            found.append((Filter(place, f"{part.left} is one of mine", _column(part)), part))
            inside.update(id(one) for one in visitors.iterate(part.right))
        elif _asks_for_a_tie(part):
            found.append(
                (Filter(STUDENT_IDS if id(part) in inside else place, f"{part.left} is mine", _column(part)), part)
            )
    return found


def _asks_for_students(part: Any) -> bool:
    if not isinstance(part, sa.BinaryExpression) or part.operator is not operators.in_op:
        return False
    subquery = getattr(part.right, "element", part.right)
    return isinstance(subquery, sa.Select) and [str(column) for column in subquery.selected_columns] == ["student.id"]


def _asks_for_a_tie(part: Any) -> bool:
    if not isinstance(part, sa.BinaryExpression) or part.operator is not operators.eq:
        return False
    name = getattr(part.left, "name", "")
    return (name in TIES or str(part.left) == "student.id") and isinstance(part.right, sa.BindParameter)


def _column(part: Any) -> str:
    table = getattr(part.left.table, "element", part.left.table)
    return f"{table.name}.{part.left.name}"


@lru_cache(maxsize=1000)
def without(statement: Any, place: str, filters: frozenset[Filter]) -> Any:
    """The statement that ``place`` runs, with some of its filters left out: they always hold."""
    left_out = [condition for one, condition in filters_of(statement, place) if one in filters]

    def replace(part: Any, **_more: Any) -> Any:
        return sa.true() if any(part is one for one in left_out) else None

    return visitors.replacement_traverse(statement, {}, replace)  # type: ignore[call-overload]


@dataclass
class Taps:
    """Listens to an engine: which filters were met, and which are left out now."""

    engine: sa.Engine
    met: set[Filter] = field(default_factory=set)
    left_out: frozenset[Filter] = frozenset()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Look at every statement within the block."""
        sa.event.listen(self.engine, "before_execute", self._see, retval=True)
        try:
            yield
        finally:
            sa.event.remove(self.engine, "before_execute", self._see)

    def _see(self, _connection: Any, statement: Any, several: Any, values: Any, _options: Any) -> tuple[Any, Any, Any]:
        place = _place()
        found = frozenset(one for one, _condition in filters_of(statement, place))
        self.met |= found
        left_out = found & self.left_out
        return without(statement, place, left_out) if left_out else statement, several, values


def _place() -> str:
    """The function of the app that runs the statement, as ``logbook/queries.py entries``."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(APP) and not file.startswith(BASE):
            return f"{Path(file).relative_to(APP)} {frame.f_code.co_name}"
        frame = frame.f_back
    return "elsewhere"
