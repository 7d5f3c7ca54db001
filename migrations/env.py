"""Runs migrations on SQLite and PostgreSQL, and keeps what SQLite would lose."""

from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.util import load_python_file
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from app.base.config import Config
from app.base.database import begin, make_engine
from app.base.schema import Rank, all_tables

append_only = load_python_file(str(Path(__file__).parent), "append_only.py")


def plain_types(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as what they are in the database: a migration must not need today's code."""
    if kind != "type":
        return False
    match thing:
        case Rank():
            return "sa.SmallInteger()"
        case UTCDateTime():
            return "sa.DateTime(timezone=True)"
        case AutoString():
            return f"sa.String(length={thing.length})"
        case _:
            return False


def run() -> None:
    """Apply the asked revisions in one transaction."""
    url = context.config.attributes.get("database_url") or Config.from_environment().database_url
    engine = make_engine(url).execution_options(writes=True)
    with engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            # A table that is rebuilt is dropped first: with this on, every row that hangs on it would go too.
            # It cannot be changed within a transaction, so it is done on the driver's own connection.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
            begin(connection)
        context.configure(
            connection=connection,
            target_metadata=all_tables(),
            render_as_batch=True,
            compare_type=True,
            render_item=plain_types,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            append_only.lift(connection)
            context.run_migrations()
            append_only.put_in_place(connection)
            if on_sqlite and (broken := connection.execute(sa.text("PRAGMA foreign_key_check")).first()):
                raise RuntimeError(f"a migration left a row without its parent: {broken}")
        connection.commit()
    engine.dispose()


run()
