"""The installed app: a phone may install it, a photo can be shared with it, a new version interrupts nobody."""

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from app.shell.routes import _impersonal_prints
from tests.browser import LAUNCHED, PHONE, chromium
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.shell.conftest import keeps, kept, phone, settle, until
from tests.shell.wire import Wire

pytestmark = pytest.mark.browser


def shares(page: Page) -> None:
    """A photo from the phone's gallery, as Android brings it."""
    picture = io.BytesIO()
    Image.new("RGB", (320, 240), "orange").save(picture, "JPEG")
    page.evaluate(
        """(bytes) => {
          const form = document.createElement("form");
          form.method = "post";
          form.action = "/share";
          form.enctype = "multipart/form-data";
          const input = document.createElement("input");
          input.type = "file";
          input.name = "photo";
          const files = new DataTransfer();
          files.items.add(new File([new Uint8Array(bytes)], "IMG_1.jpg", { type: "image/jpeg" }));
          input.files = files.files;
          form.append(input);
          document.body.append(form);
          form.submit();
        }""",
        list(picture.getvalue()),
    )


@pytest.mark.parametrize("network", ["there", "away"])
def test_a_shared_photo_starts_a_log(live: Live, wire: Wire, troubles: list[str], network: str) -> None:
    sam = phone(live, ids.sam)
    settle(sam, "/today")
    keeps(sam, "/today", "/log", "/me")
    until(sam, lambda: "role" in kept(sam, "me"), "nobody knows that this is a student")
    if network == "away":
        wire.cut()
    shares(sam)
    sam.wait_for_url("**/log?shared=yes")
    expect(sam.get_by_text("Je foto is erbij.")).to_be_visible()
    sam.locator("label.tile").first.click()
    sam.get_by_role("button", name="Verder").locator("visible=true").click()
    expect(sam.locator("[data-shots] img")).to_have_count(1)
    until(sam, lambda: "shared" not in kept(sam, "draft"), "the shared photo stays behind")


def test_a_photo_shared_with_a_phone_of_nobody_is_kept_nowhere(live: Live, wire: Wire) -> None:
    nobody = phone(live)
    settle(nobody, "/about")
    shares(nobody)
    expect(nobody.locator("h1")).to_have_text("Wie ben je?")
    assert kept(nobody, "draft") == {}


def test_who_shared_in_vain_reads_what_to_do(live: Live, wire: Wire) -> None:
    sam = phone(live, ids.sam, java_script_enabled=False)
    sam.goto("/log?shared=no")
    expect(sam.get_by_text("Je foto is nog niet gekozen.")).to_be_visible()
    sam.goto("/log")
    expect(sam.get_by_text("Je foto is nog niet gekozen.")).to_be_hidden()


def test_a_new_version_waits_until_somebody_asks_for_it(
    live: Live, wire: Wire, asked: Counter[str], monkeypatch: Any
) -> None:
    sam = phone(live, ids.sam)
    settle(sam, "/today")
    monkeypatch.setattr("app.base.assets.version", lambda: "0123456789ab")
    monkeypatch.setattr("app.shell.routes._impersonal_prints", _impersonal_prints.__wrapped__)
    monkeypatch.setattr("app.shell.precache.STUDENT", ("css/people.css", "css/office.css", "js/offline/*.js"))
    for path in ("/log", "/today"):
        sam.goto(path)
        sam.wait_for_function("async () => (await navigator.serviceWorker.getRegistration()).waiting !== null")
        assert sam.locator("#new-version").count() == (path == "/today")
    notice = sam.get_by_text("Er is een nieuwe versie")
    expect(notice).to_be_visible()
    with sam.expect_navigation():
        sam.get_by_role("button", name="Vernieuwen").click()
    expect(notice).to_be_hidden()
    names = sam.evaluate("caches.keys()")
    assert len(names) == 1
    there = sam.evaluate(
        "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => url)"
    )
    assert any(url.endswith("/css/office.css") for url in there)
    assert not any(url.endswith("/js/log/main.js") for url in there)
    assert any(url.endswith("/static/0123456789ab/css/people.css") for url in there)
    assert asked["/static/0123456789ab/css/office.css"] == 1
    assert asked["/static/0123456789ab/css/people.css"] == 0, "an unchanged file was fetched again"


def test_chromium_finds_nothing_against_installing_it(live: Live, wire: Wire, playwright: Any, tmp_path: Path) -> None:
    context = playwright.chromium.launch_persistent_context(
        str(tmp_path / "profile"), executable_path=chromium(), args=LAUNCHED, **PHONE
    )
    try:
        page = context.new_page()
        page.goto(f"{live.address}/sign-in")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        tab = context.new_cdp_session(page)
        assert tab.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        manifest = tab.send("Page.getAppManifest")
        assert manifest["errors"] == [] and manifest["url"].endswith("/manifest.webmanifest?language=nl")
    finally:
        context.close()
