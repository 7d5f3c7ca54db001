"""How the app's engine is set up (the worlds of other tests do not wait for the disk), and how it is asked."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import CacheStats

from app.base.database import ask, make_engine, open_session


def test_a_commit_on_sqlite_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'app.sqlite3'}")
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")
        }
    engine.dispose()

    assert settings == {"journal_mode": "wal", "synchronous": 2}


def test_a_statement_that_was_asked_before_is_not_compiled_again(tmp_path: Path) -> None:
    """And is never taken for another one, however alike they are."""
    engine = make_engine(f"sqlite:///{tmp_path / 'app.sqlite3'}")
    number: sa.BindParameter[int] = sa.bindparam("number", type_=sa.Integer)
    more, less = sa.select(number + 1), sa.select(number - 1)
    with open_session(engine, writes=False) as session:
        answers = [ask(session, statement, {"number": n}) for n, statement in ((1, more), (5, less), (7, more))]
        said = [(one.scalar_one(), one.context.cache_hit) for one in answers]
    engine.dispose()

    new, known = CacheStats.CACHE_MISS, CacheStats.CACHE_HIT
    assert said == [(2, new), (4, new), (8, known)]
