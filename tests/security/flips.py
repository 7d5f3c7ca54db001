"""Worlds in which rows belong to somebody else, though everything around them says otherwise.

The database refuses such rows (``tests/schema/test_walls.py``), so they are made with its foreign keys off. In them a
filter decides alone: with it the row is not there, without it the row shows.
"""

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tests.cast import ids, named
from tests.security.filters import Filter

SOMEBODY_ELSE = {
    "school_id": (ids.kompas,),
    "student_id": (ids.noor, ids.fleur),
    "owner_id": (ids.noor, ids.fleur),
    "author_id": (ids.noor, ids.fleur),
    "member_id": (ids.noor, ids.fleur),
    "supervisor_id": (ids.bram,),
    "user_id": (named("user-fleur"),),
}


@dataclass(frozen=True, slots=True)
class Flip:
    """All rows of a table are another school's, student's or colleague's; who asks stays who they are."""

    table: str
    column: str
    to: UUID

    def make(self, file: Path, who: UUID | None) -> None:
        """Change the rows in a SQLite database."""
        with sqlite3.connect(file) as connection:
            spared = f"WHERE id <> '{who.hex}'" if who and self.table in {"membership", "student"} else ""
            connection.execute(f'UPDATE OR IGNORE "{self.table}" SET "{self.column}" = ? {spared}', (self.to.hex,))  # noqa: S608
        connection.close()


def flips_of(one: Filter) -> list[Flip]:
    """The worlds in which a filter should decide."""
    table, column = one.column.split(".")
    found = [Flip(table, column, to) for to in SOMEBODY_ELSE.get(column, ())]
    if one.asks_for_students:
        found += [Flip(table, column, ids.youssef)] if column == "student_id" else []
        found.append(Flip("caseload", "supervisor_id", ids.bram))
    return found


def prepare(file: Path, base: Path) -> None:
    """Keep a copy of the database, without the triggers that forbid changes."""
    shutil.copy(file, base)
    with sqlite3.connect(base) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
    connection.close()
