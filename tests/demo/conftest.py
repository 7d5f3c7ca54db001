"""An app with the demo in it, once on each database."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from uuid import uuid4

import pytest

from app.base import clock
from app.base.database import make_engine, open_session
from app.base.storage import Storage
from app.cli import migrate
from app.demo.actions import load_demo
from tests.database import Cluster
from tests.world import World, make_world

SECRET = "geheim van de tests"
# A Wednesday, a Sunday evening, a Monday before work, and the night in which the clocks go back.
LOADED_AT = datetime(2026, 11, 18, 12, 40, tzinfo=UTC)
OTHER_MOMENTS = (
    datetime(2026, 11, 22, 20, 30, tzinfo=UTC),
    datetime(2026, 11, 23, 5, 10, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
)


@dataclass
class Demo(World):
    """The app, and how much of the processor's time loading the demo took, in seconds."""

    seconds: float = 0.0


def load(url: str, folder: Path, now: datetime) -> float:
    """Bring a database up to date and load the demo; the processor's time that it took, in seconds."""
    migrate(url)
    engine = make_engine(url)
    began = process_time()
    with open_session(engine, writes=True) as session:
        load_demo(session, Storage(folder / "objects"), SECRET, now)
        session.commit()
    took = process_time() - began
    engine.dispose()
    return took


@pytest.fixture(scope="session")
def loaded_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A folder with the demo in a SQLite file, and how long loading took."""
    folder = tmp_path_factory.mktemp("demo-sqlite")
    return folder, load(f"sqlite:///{folder / 'demo.sqlite3'}", folder, LOADED_AT)


@pytest.fixture(scope="session")
def loaded_on_postgres(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster) -> tuple[Path, str, float]:
    """A folder with the demo's photos, the name of the PostgreSQL database with the rest, and how long it took."""
    folder, name = tmp_path_factory.mktemp("demo-postgres"), f"demo_{uuid4().hex}"
    cluster.create(name)
    return folder, name, load(cluster.url(name), folder, LOADED_AT)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def demo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Demo]:
    """The demo as it is ten minutes after loading; what a test changes is gone after it."""
    kept = tmp_path / "kept"
    if request.param == "sqlite":
        folder, seconds = request.getfixturevalue("loaded_on_sqlite")
        shutil.copytree(folder, kept)
        url, done = f"sqlite:///{kept / 'demo.sqlite3'}", None
    else:
        folder, template, seconds = request.getfixturevalue("loaded_on_postgres")
        shutil.copytree(folder, kept)
        cluster: Cluster = request.getfixturevalue("cluster")
        name = f"demo_{uuid4().hex}"
        cluster.create(name, template)
        url, done = cluster.url(name), lambda: cluster.drop(name)
    made = make_world(url, kept, demo=True)
    with clock.shifted(LOADED_AT - datetime.now(UTC)):
        yield Demo(made.app, made.config, seconds)
    made.app.extensions["engine"].dispose()
    if done:
        done()
