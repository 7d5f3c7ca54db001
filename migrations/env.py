"""Runs migrations on SQLite and PostgreSQL, and keeps what SQLite would lose."""

import pkgutil
from importlib import import_module
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

import app
from app.base.config import Config
from app.base.database import make_engine
from app.base.schema import Rank, metadata

for module in pkgutil.walk_packages(app.__path__, "app."):
    if module.name.endswith(".models"):
        import_module(module.name)


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
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=plain_types,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if on_sqlite and (broken := connection.execute(sa.text("PRAGMA foreign_key_check")).first()):
                raise RuntimeError(f"a migration left a row without its parent: {broken}")
        connection.commit()
    engine.dispose()


run()
