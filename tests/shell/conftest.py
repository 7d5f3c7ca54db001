"""Phones with the app's worker on them, on a wire that can be cut."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import request
from playwright.sync_api import Page
from sqlmodel import select

from app.base.config import TOP
from app.logbook.models import Media
from app.logbook.photos import media_key
from tests.browser import PHONE
from tests.journeys.conftest import Live, live, photo, troubles
from tests.shell.wire import Wire, wired
from tests.world import World

__all__ = ["live", "photo", "troubles"]


@pytest.fixture
def live_world(own_world: World) -> World:
    """An app of this test's own: these tests change it."""
    return own_world


@pytest.fixture
def wire(live: Live) -> Iterator[Wire]:
    """The network between the browsers of this test and the server."""
    with wired(int(live.address.rpartition(":")[2])) as wire:
        live.address = wire.address
        yield wire


@pytest.fixture
def asked(live: Live) -> Counter[str]:
    """How often the server was asked for each address."""
    found: Counter[str] = Counter()

    def count() -> None:
        found[request.full_path.rstrip("?")] += 1

    first(live, count)
    return found


def photos_are_there(live: Live) -> None:
    """Put something to see under every photo that is known."""
    scene = (TOP / "app/demo/photos/bed-made-small.webp").read_bytes()
    with live.world.session() as session:
        for photo in session.exec(select(Media)):
            for size in ("small", "large"):
                live.world.app.extensions["storage"].put(media_key(photo.school_id, photo.id, size), scene)


def first(live: Live, act: Callable[[], Any]) -> None:
    """Do this before the server answers anything, or instead."""
    live.world.app.before_request_funcs.setdefault(None, []).insert(0, act)


def phone(live: Live, who: UUID | None = None, **screen: Any) -> Page:
    """A phone on which the app's worker may run."""
    return live.screen(who, **{**PHONE, "service_workers": "allow"} | screen).new_page()


def settle(page: Page, path: str) -> None:
    """Open a page, with the worker there."""
    page.goto(path)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def kept(page: Page, kind: str = "page") -> dict[str, str]:
    """What is kept on the phone of who is signed in: of each thing of this kind, what marks how it was written down."""
    found: dict[str, str] = page.evaluate(
        """async (kind) => {
          const open = (name) => new Promise((done, failed) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => done(opening.result);
            opening.onerror = () => failed(opening.error);
          });
          const things = {};
          for (const { name } of await indexedDB.databases()) {
            if (!name.startsWith("werkbrug-")) continue;
            const db = await open(name);
            const all = await new Promise((done) => {
              const found = [];
              const asked = db.transaction("values").objectStore("values").openCursor();
              asked.onsuccess = () => {
                if (!asked.result) return done(found);
                found.push([...asked.result.key, asked.result.value.iv.join()]);
                asked.result.continue();
              };
            });
            db.close();
            for (const [of, key, iv] of all) if (of === kind) things[key] = iv;
          }
          return things;
        }""",
        kind,
    )
    return found


def keeps(page: Page, *paths: str, kind: str = "page") -> None:
    """Wait until the phone keeps these."""
    until(page, lambda: set(paths) <= set(kept(page, kind)), f"not kept: {paths}")


def until(page: Page, happened: Callable[[], bool], otherwise: str) -> None:
    """Wait for something that a page and its worker do."""
    for _ in range(300):
        if happened():
            return
        page.wait_for_timeout(50)
    raise AssertionError(otherwise)
