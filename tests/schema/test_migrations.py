"""Migrations: they make what the models say, on both databases, and lose nothing on the way."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.base import clock
from app.base.config import TOP
from app.base.database import make_engine, open_session
from app.base.schema import all_tables
from app.cli import alembic_for, migrate
from app.logbook.models import LogEntry
from app.people.models import LoginSession
from tests import cast
from tests.database import Cluster
from tests.schema.test_append_only import add_entry, add_review

metadata = all_tables()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"empty_{uuid4().hex}"
    cluster.create(name)
    yield cluster.url(name)
    cluster.drop(name)


def _counts(engine: sa.Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_models_and_migrations_agree(empty_database: str) -> None:
    migrate(empty_database)
    engine = make_engine(empty_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def test_a_server_that_starts_waits_for_nobody_and_holds_up_nobody(empty_database: str) -> None:
    """Others serve from the database meanwhile; what is up to date needs no lock."""
    migrate(empty_database)
    engine = make_engine(empty_database)
    with open_session(engine, writes=True) as session:
        session.execute(sa.text("SELECT count(*) FROM log_revision"))
        impatient = "?options=-c%20lock_timeout%3D200" if engine.dialect.name == "postgresql" else ""
        migrate(empty_database + impatient)
    engine.dispose()


def test_up_down_and_up_again_with_data(empty_database: str) -> None:
    migrate(empty_database)
    engine = make_engine(empty_database)
    with open_session(engine, writes=True) as session:
        cast.fill(session)
        session.commit()
    before = _counts(engine)
    assert before["membership"] > 5
    migrate(empty_database)
    assert _counts(engine) == before, "a migration that has nothing to do changed rows"
    command.downgrade(alembic_for(empty_database), "base")
    assert set(sa.inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(empty_database)
    assert set(sa.inspect(engine).get_table_names()) >= set(metadata.tables)
    engine.dispose()


def test_rows_survive_every_step_down_to_the_first_and_up_again(empty_database: str) -> None:
    migrate(empty_database)
    engine = make_engine(empty_database)
    with open_session(engine, writes=True) as session:
        cast.fill(session)
        session.commit()
    before = _counts(engine)
    engine.dispose()
    command.downgrade(alembic_for(empty_database), "0001")
    migrate(empty_database)
    engine = make_engine(empty_database)
    assert _counts(engine) == before
    engine.dispose()


def test_rebuilding_a_parent_keeps_its_children(empty_database: str) -> None:
    """SQLite rebuilds a table to change it; with foreign keys on, every row that hangs on it would be erased."""
    migrate(empty_database)
    engine = make_engine(empty_database)
    with open_session(engine, writes=True) as session:
        cast.fill(session)
        session.commit()
    before = _counts(engine)
    engine.dispose()
    settings = alembic_for(empty_database)
    settings.set_main_option(
        "version_locations", f"{TOP / 'migrations' / 'versions'}:{Path(__file__).parent / 'revisions'}"
    )
    settings.set_main_option("path_separator", ":")
    command.upgrade(settings, "trial")
    engine = make_engine(empty_database)
    assert _counts(engine) == before
    assert "trial" in {column["name"] for column in sa.inspect(engine).get_columns("student")}
    engine.dispose()
    command.downgrade(settings, "-1")
    engine = make_engine(empty_database)
    assert _counts(engine) == before
    engine.dispose()


def test_sign_ins_from_before_devices_had_a_token_that_can_be_made_again_end(empty_database: str) -> None:
    migrate(empty_database)
    command.downgrade(alembic_for(empty_database), "0003")
    engine, now = make_engine(empty_database), clock.now()
    ended = now - timedelta(days=3)
    with open_session(engine, writes=True) as session:
        cast.fill(session)
        session.commit()
        device = {"id": uuid4(), "school_id": cast.ids.brug, "member_id": cast.ids.sam, "label": "", "created_at": now}
        device |= {"last_seen_at": now, "token_hash": "x", "last_sequence": 0}
        session.execute(sa.insert(metadata.tables["device"]).values(device))
        for number, end in enumerate((None, ended)):
            shared = {"id": uuid4(), "school_id": cast.ids.brug, "member_id": cast.ids.sam, "device_id": device["id"]}
            times = {"created_at": now, "last_seen_at": now, "expires_at": now + timedelta(days=9), "ended_at": end}
            row = shared | times | {"token_hash": str(number)}
            session.execute(sa.insert(metadata.tables["login_session"]).values(row))
        session.commit()
    migrate(empty_database)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(LoginSession.__table__.c.token_hash, LoginSession.__table__.c.ended_at))  # type: ignore[attr-defined]
        found = dict(rows.all())
    engine.dispose()
    assert found["1"] == ended
    assert found["0"] is not None and abs(found["0"] - now) < timedelta(minutes=1)


def test_answers_from_before_they_were_counted_are_counted(empty_database: str) -> None:
    migrate(empty_database)
    engine = make_engine(empty_database)
    with open_session(engine, writes=True) as session:
        cast.fill(session)
        entries = [add_entry(session) for _ in range(2)]
        for _ in range(2):
            add_review(session, entries[0])
        answered, unanswered = (entry.id for entry in entries)
        session.commit()
    command.downgrade(alembic_for(empty_database), "0004")
    migrate(empty_database)
    with open_session(engine, writes=False) as session:
        assert session.get_one(LogEntry, answered).answers == 2
        assert session.get_one(LogEntry, unanswered).answers == 0
    engine.dispose()
