"""A real server with the cast in it, and browsers in which somebody is signed in."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page
from waitress import wasyncore
from waitress.server import create_server

from tests.browser import DESK, PHONE
from tests.world import World

GPS, ORIENTATION = 0x8825, 0x0112


@dataclass
class Live:
    """The app, served to browsers at ``address``; ``world`` looks behind it."""

    world: World
    address: str
    browser: Browser

    def screen(self, who: UUID | None = None, /, **screen: Any) -> BrowserContext:
        """A browser of somebody: ``**PHONE``, ``**DESK``, ``java_script_enabled=False``, …; signed in as ``who``.

        Without the app's worker, unless ``service_workers="allow"``: what a worker asks, a test cannot see or stop.
        """
        context = self.browser.new_context(base_url=self.address, **{"service_workers": "block"} | screen)
        context.set_default_timeout(10_000)
        if who is not None:
            cookie = self.world.as_(who).get_cookie("session")
            assert cookie is not None
            context.add_cookies([{"name": "session", "value": cookie.value, "url": self.address}])
        return context


@pytest.fixture
def live_world(sqlite_world: World) -> World:
    """What is served; a folder whose tests change the app takes its ``own_world``."""
    return sqlite_world


@pytest.fixture
def live(browser: Browser, live_world: World) -> Iterator[Live]:
    """A fresh world on SQLite, served on a free port for one test."""
    with serving(live_world.app) as port:
        yield Live(live_world, f"http://127.0.0.1:{port}", browser)
        for context in browser.contexts:
            context.close()


@contextmanager
def serving(app: Flask) -> Iterator[int]:
    """Serve an app in a thread on a free port, which is told. All of the server's sockets are that thread's."""
    sockets: dict[int, Any] = {}
    door = socket.create_server(("127.0.0.1", 0))
    port: int = door.getsockname()[1]
    server = create_server(app, sockets=[door], threads=4, map=sockets)
    stopping = threading.Event()

    def serve() -> None:
        while not stopping.is_set():
            wasyncore.loop(timeout=0.1, map=sockets, count=1)
        server.task_dispatcher.shutdown()
        for opened in list(sockets.values()):
            opened.close()

    thread = threading.Thread(target=serve, name="live")
    thread.start()
    try:
        yield port
    finally:
        stopping.set()
        thread.join(timeout=10)
    assert not thread.is_alive(), "the server does not stop"


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def screen(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A phone with touch and a desk."""
    return dict(request.param)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def any_screen(request: pytest.FixtureRequest, screen: dict[str, Any]) -> dict[str, Any]:
    """Both screens, each with and without JavaScript."""
    return screen | {"java_script_enabled": request.param}


@pytest.fixture
def troubles(live: Live) -> Iterator[list[str]]:
    """What browsers complain about (scripts that fail, rules of the page that are broken), checked at the end."""
    heard: list[str] = []

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda said: heard.append(said.text) if "Content Security" in said.text else None)

    make = live.screen

    def listened(who: UUID | None = None, /, **screen: Any) -> BrowserContext:
        context = make(who, **screen)
        context.on("page", listen)
        return context

    live.screen = listened  # type: ignore[method-assign]
    yield heard
    assert heard == []


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo as a phone takes it: twelve megapixels, lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 5.0, 0.0), 3: "E", 4: (5.0, 7.0, 0.0)})
    file = tmp_path_factory.mktemp("camera") / "IMG_0001.jpg"
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(file, quality=70, exif=exif)
    return file
