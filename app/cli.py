"""The commands: ``python -m app.cli run`` and its parts."""

import logging
import os
from dataclasses import replace
from pathlib import Path

import click
import segno
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.base import clock
from app.base.config import TOP, Config
from app.base.database import make_engine, open_session
from app.base.serving import serve
from app.base.storage import Storage
from app.demo.actions import is_empty, load_demo
from app.factory import LARGEST_REQUEST, create_app
from app.lan.door import Door
from app.lan.papers import NotLocal, papers
from app.lan.serving import local_address
from app.lan.serving import serve as serve_on_network


def migrate(database_url: str) -> None:
    """Bring a database up to date. One that is stays untouched, because others may be serving from it."""
    settings = alembic_for(database_url)
    engine = make_engine(database_url)
    with engine.connect() as connection:
        here = set(MigrationContext.configure(connection).get_current_heads())
    engine.dispose()
    if here != set(ScriptDirectory.from_config(settings).get_heads()):
        command.upgrade(settings, "head")


def alembic_for(database_url: str) -> AlembicConfig:
    """The settings with which Alembic works on a database."""
    settings = AlembicConfig(TOP / "migrations" / "alembic.ini")
    settings.attributes["database_url"] = database_url
    return settings


def _ready(config: Config) -> None:
    if config.database_url.startswith("sqlite:///"):
        Path(config.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    migrate(config.database_url)
    if not config.demo:
        return
    with open_session(make_engine(config.database_url), writes=True) as session:
        if is_empty(session):
            click.echo("Loading the demo school …")
            load_demo(session, Storage(config.storage_url), config.secret, clock.now())
            session.commit()


@click.group()
def main() -> None:
    """Werkbrug."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")


@main.command("migrate")
def migrate_command() -> None:
    """Bring the database up to date."""
    migrate(Config.from_environment().database_url)


@main.command()
@click.option("--host", default="127.0.0.1", help="The address to listen on.")
def run(host: str) -> None:
    """Set up what is missing and serve the app on PORT (default 8000)."""
    config = Config.from_environment()
    _ready(config)
    port = int(os.environ.get("PORT", "8000"))
    click.echo(f"Werkbrug is on {config.base_url}")
    serve(
        create_app(config),
        host=host,
        port=port,
        threads=8,
        ident=None,
        max_request_body_size=LARGEST_REQUEST,
        clear_untrusted_proxy_headers=not config.proxies,  # behind our own proxy ProxyFix reads them
    )


@main.command()
@click.option("--host", help="The address (or name.local) of this computer on the network; found if not given.")
def phone(host: str | None) -> None:
    """Serve the app over HTTPS to phones on the local network (PORT + 443), with a page on how to trust it (PORT)."""
    config, host = Config.from_environment(), host or local_address()
    port = int(os.environ.get("PORT", "8000"))
    address, door_address = f"https://{host}:{port + 443}", f"http://{host}:{port}"
    config = replace(config, base_url=address, proxies=0)
    if not config.demo:
        raise SystemExit("This is for trying the app out, not for production.")
    try:
        certified = papers(config.var / "phone", host, clock.now())
    except NotLocal:
        raise SystemExit(f"{host} is not an address of a local network: give --host.") from None
    _ready(config)
    app = create_app(config)
    segno.make(door_address, error="m").terminal(compact=True)
    click.echo(f"Scan this with a phone on the same network, or open {door_address}")
    click.echo(f"Werkbrug is on {address}. SHA-256 of its authority: {certified.fingerprint}")
    door = Door(app, app.jinja_env, certified, address)
    serve_on_network(app, door, certified, host=host, port=port + 443, door_port=port, largest=LARGEST_REQUEST)


if __name__ == "__main__":
    main()
