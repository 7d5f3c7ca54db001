"""A PostgreSQL cluster for the tests: one per run, shared by all workers, gone when the run is gone.

The controller of a run makes a home folder and a guard; the first test that asks for `cluster` starts the
server in it. The guard waits for its input to close, which happens however the run ends, even by SIGKILL;
then it stops the server and removes the home.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql

OWNER = "werkbrug"
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "synchronous_commit": "off",
}
KEEP = """
CREATE SCHEMA kept;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', name);
    END LOOP;
END $$;
CREATE FUNCTION kept.refuse() RETURNS event_trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'tests share the tables of this database'; END $$;
CREATE EVENT TRIGGER stay_as_they_are ON ddl_command_start EXECUTE FUNCTION kept.refuse();
"""
# A replica fires no triggers and follows no keys: rows go and come in any order, also where nothing may be deleted.
RENEW = """
DO $$ DECLARE name text; BEGIN
    PERFORM pg_terminate_backend(pid, 10000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
        EXECUTE format('DELETE FROM public.%1$I', name);
        EXECUTE format('INSERT INTO public.%1$I TABLE kept.%1$I', name);
    END LOOP;
END $$;
"""
GUARD = """
cat >/dev/null
exec 9<"$1/lock"
flock -w 60 9
[ ! -e "$1/data/postmaster.pid" ] || "$2" stop --silent --mode=immediate -D "$1/data"
rm -rf "$1"
"""


@dataclass(frozen=True)
class Cluster:
    """A running server. Its databases are told apart by name; everybody on this machine may connect."""

    port: int

    def url(self, database: str) -> str:
        """The address of a database, as SQLAlchemy wants it."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{database}"

    def create(self, name: str, template: str | None = None) -> None:
        """Make a database, empty or as a copy of a template, to which nobody may be connected then."""
        command = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            command += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self._administer(command)

    def drop(self, name: str) -> None:
        """Remove a database, if it is there, and whoever is connected to it."""
        self._administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def keep(self, name: str) -> None:
        """Keep the rows of a database for `renew`; nothing but rows can be changed in it from now on."""
        self._administer(KEEP, name)

    def renew(self, name: str) -> None:
        """Put back the rows that were kept, and cut off whoever is connected. Much quicker than to drop and create."""
        self._administer(RENEW, name)

    def _administer(self, command: sql.Composed | LiteralString, database: str = "postgres") -> None:
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=OWNER, dbname=database, autocommit=True
        ) as connection:
            connection.execute(command)


@contextmanager
def cluster_home() -> Iterator[Path]:
    """A folder in which `start` may start a cluster; both go with the block, or with this process."""
    home = Path(tempfile.mkdtemp(prefix="werkbrug-pg-"))
    (home / "lock").touch()
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
        shutil.chown(home / "lock", "postgres", "postgres")
    guard = subprocess.Popen(
        ["sh", "-c", GUARD, "guard", home, _program("pg_ctl")],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
        **_server_user(),
    )
    try:
        yield home
    finally:
        guard.communicate()


def start(home: Path) -> Cluster:
    """The cluster in this home, started if nobody did so before.

    Raises RuntimeError with the server's own words when it will not start.
    """
    with (home / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        port_file = home / "port"
        if not port_file.exists():
            data, log = home / "data", home / "log"
            if not data.exists():
                _run(
                    "initdb",
                    "--no-sync",
                    "--auth=trust",
                    "--locale=C.UTF-8",
                    f"--username={OWNER}",
                    str(data),
                )
            port = _free_port()
            settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(home)}
            options = " ".join(f"-c {name}={value}" for name, value in settings.items())
            _run("pg_ctl", "start", "-ws", f"--pgdata={data}", f"--log={log}", f"--options={options}", log=log)
            port_file.write_text(str(port))
        return Cluster(int(port_file.read_text()))


def _run(program: str, *arguments: str, log: Path | None = None) -> None:
    command = [_program(program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **_server_user())
    if done.returncode != 0:
        words = log.read_text() if log and log.exists() else ""
        raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}{words}")


def _program(name: str) -> str:
    """Where a program of the server lies. Debian keeps them off PATH, by version."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    found = str(newest) if newest else shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} of PostgreSQL is not on this machine: run scripts/system-packages.sh postgresql")
    return found


def _server_user() -> dict[str, Any]:
    """The server refuses to run as root; its package brings a user for it."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# -------------------------------------------------------------------- for pytest

HOME = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """A worker is told its home by the controller; a controller, or a run without workers, makes one."""
    workerinput = getattr(config, "workerinput", None)
    if workerinput is not None:
        config.stash[HOME] = Path(workerinput["cluster_home"])
    else:
        rest = ExitStack()
        config.stash[HOME] = rest.enter_context(cluster_home())
        config.add_cleanup(rest.close)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist which home is this run's."""
    node.workerinput["cluster_home"] = str(node.config.stash[HOME])


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> Cluster:
    """The PostgreSQL cluster of this run, started when first asked for."""
    return start(pytestconfig.stash[HOME])
