"""When the database does not answer, or somebody else is writing."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.database import open_session
from app.people import actions
from tests.cast import PASSWORD, ids
from tests.world import World

KARIN = {"email": "karin@voorbeeld.nl", "password": PASSWORD}


@pytest.mark.parametrize("path", ["/today", "/about", "/health"])
def test_without_a_database_there_is_a_plain_page(own_world: World, path: str) -> None:
    browser = own_world.as_(ids.sam)
    own_world.app.extensions["engine"].dispose()
    file = Path(own_world.config.database_url.removeprefix("sqlite:///"))
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()
    file.mkdir()
    answer = browser.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "Er is niets verloren." in answer.get_data(as_text=True)


def test_files_need_no_database(own_world: World) -> None:
    browser = own_world.as_(ids.sam)
    own_world.app.extensions["engine"].dispose()
    file = Path(own_world.config.database_url.removeprefix("sqlite:///"))
    file.unlink()
    file.mkdir()
    assert browser.get("/static/x/css/app.css").status_code == 200


def test_reads_go_on_while_somebody_writes(own_world: World) -> None:
    browser = own_world.as_(ids.sam)
    with open_session(own_world.app.extensions["engine"], writes=True) as session:
        session.connection()
        with clock.shifted(timedelta(hours=2)):  # the session would be noted as used now
            assert browser.get("/today").status_code == 200


def test_a_commit_that_fails_holds_up_nobody(own_world: World) -> None:
    """It fails at its end, as on a full disk: what it wrote is undone, and the next can write."""
    engine = own_world.app.extensions["engine"]
    with open_session(engine, writes=True) as session:
        session.execute(sa.text("CREATE TABLE late (id UUID REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED)"))
        session.commit()
    with open_session(engine, writes=True) as session:
        session.execute(sa.text("INSERT INTO late VALUES ('nowhere')"))
        with pytest.raises(sa.exc.IntegrityError):
            session.commit()
    with open_session(engine, writes=True, patience=0.1) as session:
        assert session.execute(sa.text("SELECT count(*) FROM late")).scalar_one() == 0


def test_checking_a_password_holds_up_no_writer(own_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    free: list[bool] = []
    real = actions.check_password

    def check(*args: object) -> object:
        found = real(*args)  # type: ignore[arg-type]
        other = sqlite3.connect(
            own_world.config.database_url.removeprefix("sqlite:///"), timeout=0, isolation_level=None
        )
        try:
            other.execute("BEGIN IMMEDIATE")
            free.append(True)
            other.execute("ROLLBACK")
        finally:
            other.close()
        return found

    monkeypatch.setattr(actions, "check_password", check)
    assert own_world.client().post("/sign-in", data=KARIN).status_code == 303
    assert free == [True]
