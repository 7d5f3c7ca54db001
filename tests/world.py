"""A running app with the cast in it, on either database."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlmodel import Session
from werkzeug.test import TestResponse

from app.base import clock
from app.base.config import Config
from app.base.database import make_engine, open_session
from app.base.security import EVERYTHING, HEADERS
from app.base.tokens import hash_token, new_token
from app.cli import migrate
from app.factory import create_app
from app.people.actor import Actor
from app.people.models import Device, LoginSession, Membership
from app.people.proofs import device_token
from app.people.queries import actor_of
from tests import cast
from tests.database import Cluster
from tests.pages import check_page

HOST = "http://localhost"


class _Compiled(BytecodeCache):
    """Templates compiled once for all the apps that tests make."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled before, if it is the same template still."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


class Client(FlaskClient):
    """A browser of somebody: it says where its requests come from, and every page it gets is checked."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request as our own page would, unless ``headers`` say otherwise."""
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        answer = super().open(*args, headers=headers, **kwargs)
        file = answer.request.path.startswith("/static/") and answer.status_code == 200
        data = answer.mimetype in {"application/json", "application/problem+json"}
        needed = EVERYTHING.keys() | {"Content-Security-Policy"} if data else (EVERYTHING if file else HEADERS).keys()
        missing = needed - dict(answer.headers).keys()
        assert not missing, f"an answer without {missing}"
        with_body = answer.request.method not in {"HEAD", "OPTIONS"} and answer.status_code not in {
            301,
            302,
            303,
            307,
            308,
        }
        if answer.mimetype == "text/html" and with_body:
            check_page(answer.get_data(as_text=True), str(args[0]) if args else str(kwargs.get("path")))
        return answer


@dataclass
class World:
    """The app on one database, and the way in for everybody in the cast."""

    app: Flask
    config: Config

    def client(self) -> Client:
        """A browser in which nobody signed in."""
        return Client(self.app, use_cookies=True)

    def as_(self, member: UUID) -> Client:
        """A browser in which this member of the cast is signed in."""
        now, token, client, device_id = clock.now(), new_token(), self.client(), uuid4()
        with self.session() as session:
            person = session.get_one(Membership, member)
            device = Device(
                id=device_id,
                school_id=person.school_id,
                member_id=member,
                token_hash=hash_token(device_token(self.config.secret, device_id, member)),
                created_at=now,
                last_seen_at=now,
            )
            session.add(device)
            session.flush()
            session.add(
                LoginSession(
                    school_id=person.school_id,
                    member_id=member,
                    device_id=device_id,
                    token_hash=hash_token(token),
                    created_at=now,
                    last_seen_at=now,
                    expires_at=now + timedelta(days=1),
                )
            )
        client.set_cookie("session", token)
        return client

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Look into, or write to, the database behind the app's back; commits at the end."""
        with open_session(self.app.extensions["engine"], writes=True) as session:
            yield session
            session.commit()

    def actor(self, member: UUID) -> Actor:
        """A member of the cast, for calling a query or an action."""
        with self.session() as session:
            return actor_of(session, member)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the cast, made once."""
    file = tmp_path_factory.mktemp("template") / "cast.sqlite3"
    fill_database(f"sqlite:///{file}")
    return file


def fill_database(url: str) -> None:
    """Migrate an empty database and put the cast in it."""
    migrate(url)
    engine = make_engine(url)
    with open_session(engine, writes=True) as session:
        cast.fill(session)
        session.commit()
    if url.startswith("sqlite"):
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    engine.dispose()


def make_world(url: str, folder: Path, **settings: Any) -> World:
    """An app on a filled database, with its files in ``folder``."""
    usual: dict[str, Any] = {"secret": "geheim van de tests", "base_url": HOST, "var": folder}
    config = Config(database_url=url, storage_url=str(folder / "objects"), **(usual | settings))
    app = create_app(config)
    if url.startswith("sqlite"):
        sa.event.listen(app.extensions["engine"], "connect", _without_waiting_for_the_disk)
    app.testing = False
    app.jinja_env.bytecode_cache = COMPILED
    return World(app, config)


def _without_waiting_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    """As with PostgreSQL here: a commit may take 5 ms of a disk, and what no power failure can come to needs none."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One app for all tests of a worker; making one, and compiling its queries anew, takes longer than most tests."""
    folder = tmp_path_factory.mktemp("sqlite")
    return make_world(f"sqlite:///{folder / 'world.sqlite3'}", folder)


@pytest.fixture(scope="session")
def postgres_app(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same on PostgreSQL, with the cast in it."""
    name = f"world_{uuid4().hex}"
    cluster.create(name)
    fill_database(cluster.url(name))
    cluster.keep(name)
    return make_world(cluster.url(name), tmp_path_factory.mktemp("postgres"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """The app with the cast as it was made, once on each database, and no files."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_world")
        return
    made: World = request.getfixturevalue("postgres_app")
    engine: sa.Engine = made.app.extensions["engine"]
    cluster: Cluster = request.getfixturevalue("cluster")
    cluster.renew(str(engine.url.database))
    _drop_files(made)
    yield made
    engine.dispose()


@pytest.fixture
def sqlite_world(sqlite_app: World, sqlite_template: Path) -> Iterator[World]:
    """The same on SQLite only."""
    engine: sa.Engine = sqlite_app.app.extensions["engine"]
    file = Path(str(engine.url.database))
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    shutil.copy(sqlite_template, file)
    _drop_files(sqlite_app)
    yield sqlite_app
    engine.dispose()


def _drop_files(made: World) -> None:
    for left in Path(made.config.storage_url).iterdir():
        shutil.rmtree(left)


@pytest.fixture
def own_world(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """An app of this test's own, on SQLite, for what changes the app itself."""
    file = shutil.copy(sqlite_template, tmp_path / "world.sqlite3")
    made = make_world(f"sqlite:///{file}", tmp_path)
    yield made
    made.app.extensions["engine"].dispose()
