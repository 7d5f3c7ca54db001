"""Phones with the app's worker on them, on a wire that can be cut."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import request
from playwright.sync_api import Page

from tests.browser import PHONE
from tests.journeys.conftest import Live, live, photo, troubles
from tests.shell.wire import Wire, wired

__all__ = ["live", "photo", "troubles"]


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

    @live.world.app.before_request
    def _count() -> None:
        found[request.full_path.rstrip("?")] += 1

    return found


def phone(live: Live, who: UUID | None = None, **screen: Any) -> Page:
    """A phone on which the app's worker may run."""
    return live.screen(who, **{**PHONE, "service_workers": "allow"} | screen).new_page()


def settle(page: Page, path: str) -> None:
    """Open a page, with the worker there."""
    page.goto(path)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def kept(page: Page, kind: str = "page") -> list[str]:
    """What is kept on the phone of who is signed in, by kind."""
    found: list[str] = page.evaluate(
        """async (kind) => {
          const open = (name) => new Promise((done, failed) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => done(opening.result);
            opening.onerror = () => failed(opening.error);
          });
          const keys = [];
          for (const { name } of await indexedDB.databases()) {
            if (!name.startsWith("werkbrug-")) continue;
            const db = await open(name);
            const all = await new Promise((done) => {
              const asked = db.transaction("values").objectStore("values").getAllKeys();
              asked.onsuccess = () => done(asked.result);
            });
            db.close();
            keys.push(...all.filter(([of]) => of === kind).map(([, key]) => key));
          }
          return keys;
        }""",
        kind,
    )
    return found


def keeps(page: Page, *paths: str, kind: str = "page") -> None:
    """Wait until the phone keeps these."""
    for _ in range(200):
        if set(paths) <= set(kept(page, kind)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not kept: {set(paths) - set(kept(page, kind))}")
