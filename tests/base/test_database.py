"""How the app's engine is set up; the worlds of other tests do not wait for the disk."""

from pathlib import Path

from app.base.database import make_engine


def test_a_commit_on_sqlite_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'app.sqlite3'}")
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")
        }
    engine.dispose()

    assert settings == {"journal_mode": "wal", "synchronous": 2}
