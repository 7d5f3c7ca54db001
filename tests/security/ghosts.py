"""Rows that cannot be: each crosses one wall, so that a page on which it shows has left that wall out.

The database refuses such rows (``tests/schema/test_walls.py``), so its foreign keys are switched off to write them.
Without them the filter on a school could never be missed where there is one on the student as well.
"""

import sqlite3
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from app.base.schema import all_tables
from tests.cast import ids, named
from tests.security.filters import TIES

SPOOK = "Spook"
SHOWN = frozenset({"label", "words", "text", "reply", "note", "sentence", "name", "first_name", "agreed"})
SOMEBODY_ELSE = {
    "student_id": (ids.fleur, ids.youssef),
    "owner_id": (ids.fleur, ids.youssef),
    "author_id": (ids.fleur,),
    "member_id": (ids.fleur,),
    "supervisor_id": (ids.bram,),
    "user_id": (named("user-fleur"),),
}
MOST = 6
"""There are ghosts of so many of the oldest rows of a table, and of so many of the newest."""


def haunt(file: Path) -> int:
    """Write ghosts beside the rows of De Brug in a SQLite database; how many."""
    with sqlite3.connect(file) as connection:
        connection.row_factory = sqlite3.Row
        made = sum(_haunt(connection, table) for table in all_tables().sorted_tables if "school_id" in table.columns)
    connection.close()
    return made


def _haunt(connection: sqlite3.Connection, table: sa.Table) -> int:
    chosen = f'SELECT *, rowid FROM "{table.name}" WHERE school_id = ? ORDER BY rowid {{}} LIMIT {MOST}'
    found = [connection.execute(chosen.format(way), (ids.brug.hex,)).fetchall() for way in ("", "DESC")]
    rows = {row["rowid"]: {name: row[name] for name in table.columns.keys()} for some in found for row in some}
    return sum(_insert(connection, table, row, ghost) for row in rows.values() for ghost in _ghosts(table, row))


def _ghosts(table: sa.Table, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The row as another school's; as somebody else's, for each column that says whose it is; and as both."""
    others = [
        {column: somebody.hex}
        for column in sorted(TIES & set(table.columns.keys()) - {"school_id"})
        for somebody in SOMEBODY_ELSE[column]
    ]
    elsewhere = {"school_id": ids.kompas.hex}
    crossings = [elsewhere, *others, *(elsewhere | other for other in others)]
    return [
        row | _own(table, row) | crossing
        for crossing in crossings
        if not crossing.items() <= row.items() and not _would_be_true(table, crossing)
    ]


def _would_be_true(table: sa.Table, crossing: dict[str, Any]) -> bool:
    """A caseload says who is whose: with another student of the school it would only give that one away."""
    return table.name == "caseload" and crossing == {"student_id": ids.fleur.hex}


def _own(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """What makes the ghost a row of its own, and shows that it is one."""
    new: dict[str, Any] = {name: SPOOK for name in SHOWN & set(table.columns.keys()) if row[name] is not None}
    if "id" in table.columns:
        new["id"] = uuid4().hex
    for column in table.columns:
        if column.unique:
            new[column.name] = uuid4().hex
    if table.name == "log_revision":
        new["revision"] = row["revision"] + 100
    return new


def _insert(connection: sqlite3.Connection, table: sa.Table, row: dict[str, Any], ghost: dict[str, Any]) -> int:
    """Write the ghost; where something must be the only one of its kind, under the name of another thing."""
    variants: list[dict[str, Any]] = [] if _pairs(table) else [{}]
    for key in sorted(table.foreign_keys, key=str):
        others = connection.execute(f'SELECT "{key.column.name}" FROM "{key.column.table.name}" LIMIT 12').fetchall()
        variants.extend({key.parent.name: other[0]} for other in others if key.parent.name not in TIES)
    for variant in variants:
        changed = ghost | variant
        names, marks = ", ".join(f'"{name}"' for name in changed), ", ".join("?" for _ in changed)
        if variant.items() <= row.items() and variant:
            continue
        try:
            connection.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', list(changed.values()))
        except sqlite3.IntegrityError:
            continue
        return 1
    return 0


def _pairs(table: sa.Table) -> bool:
    """Whether the table says which of two things belong together: a ghost of it must join another pair."""
    unique = [set(one.columns.keys()) for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
    return any("id" not in columns and len(columns - {"school_id"}) > 1 for columns in unique)
