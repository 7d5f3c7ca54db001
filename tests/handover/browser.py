"""A Chromium of our own on a profile of its own: Playwright would switch the cache behind Back off."""

import base64
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.browser import FLAGS, chromium
from tests.handover.canaries import Canaries

PATIENCE = 30.0
PERSONAL = re.compile(rb"http://127\.0\.0\.1:\d+/(?:photos|today|work|bridge|log|me)\b")
"""What may not lie in the HTTP cache, whatever its contents are packed in."""

MOMENT = """addEventListener("pageshow", (event) => {
  if (event.persisted) window.comesBack(document.documentElement.outerHTML);
}, true);
const encrypt = SubtleCrypto.prototype.encrypt;
SubtleCrypto.prototype.encrypt = function (how, key, data) {
  if (data.byteLength > 20000) (window.sealed ??= []).push(new Blob([data]));
  return encrypt.call(this, how, key, data);
};
window.base64 = (blob) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.split(",")[1]);
  reader.readAsDataURL(blob);
});"""
"""Tells what a page holds that the browser had kept for Back, before anything on it can do something about that; and
remembers what was sealed, while the page is there.
"""

DUMP = """async (patterns) => {
  const found = [];
  const bytes = (value) => Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0));
  const latin = (data) => {
    let text = "";
    for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
    return text;
  };
  const wanted = patterns.map(([about, pattern]) => [about, latin(bytes(pattern))]);
  const look = (place, text) => {
    for (const [about, pattern] of wanted) if (text.includes(pattern)) found.push(`${about} in ${place}`);
  };
  const walk = async (place, value) => {
    if (typeof value === "string") look(place, latin(new TextEncoder().encode(value)));
    else if (value instanceof ArrayBuffer) look(place, latin(new Uint8Array(value)));
    else if (ArrayBuffer.isView(value)) {
      look(place, latin(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
    }
    else if (value instanceof Blob) look(place, latin(new Uint8Array(await value.arrayBuffer())));
    else if (value instanceof CryptoKey) value.extractable && found.push(`a key that can be read in ${place}`);
    else if (value && typeof value === "object")
      for (const [name, part] of Object.entries(value)) {
        await walk(place, name);
        await walk(place, part);
      }
  };
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done, failed) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    for (const store of db.objectStoreNames) {
      for (const what of ["getAll", "getAllKeys"]) {
        const all = await new Promise((done, failed) => {
          const asked = db.transaction(store).objectStore(store)[what]();
          asked.onsuccess = () => done(asked.result);
          asked.onerror = () => failed(asked.error);
        });
        await walk(`IndexedDB ${name}/${store}`, all);
      }
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      await walk(`CacheStorage ${request.url}`, [request.url, [...answer.headers].join(), await answer.arrayBuffer()]);
    }
  }
  await walk("localStorage", { ...localStorage });
  await walk("sessionStorage", { ...sessionStorage });
  await walk("cookies", document.cookie);
  return [...new Set(found)];
}"""


@contextmanager
def started(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    """The browser of a phone, until the block ends: then it is closed in peace, and all of it is on the disk."""
    profile.mkdir(exist_ok=True)
    port_file = profile / "DevToolsActivePort"
    port_file.unlink(missing_ok=True)
    own = [
        f"--user-data-dir={profile}",
        "--headless=new",
        "--remote-debugging-port=0",
        "--window-size=412,900",
        "--accept-lang=nl-NL",
    ]
    process = subprocess.Popen([chromium(), *FLAGS, *own, "about:blank"], stderr=subprocess.DEVNULL)
    try:
        began = time.monotonic()
        while not (port_file.exists() and port_file.read_text().strip()):
            assert process.poll() is None and time.monotonic() - began < PATIENCE, "Chromium does not start"
            time.sleep(0.05)
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port_file.read_text().split()[0]}")
        context = browser.contexts[0]
        context.set_default_timeout(15_000)
        yield context
        browser.new_browser_cdp_session().send("Browser.close")
        process.wait(PATIENCE)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def stored(page: Page, canaries: Canaries) -> list[str]:
    """What a script of the page can read of them, in all that the site keeps in this browser."""
    patterns = [(about, base64.b64encode(pattern).decode()) for about, pattern in canaries.patterns()]
    found: list[str] = page.evaluate(DUMP, patterns)
    return found


def on_disk(profile: Path, canaries: Canaries) -> list[str]:
    """What of them can be read in the files of the profile."""
    found: list[str] = []
    for file in sorted(profile.rglob("*")):
        if not file.is_file() or file.is_symlink():
            continue
        content, name = file.read_bytes(), file.relative_to(profile).as_posix()
        found += [f"{about} in {name}" for about in sorted(canaries.in_bytes(content))]
        if "/Cache/" in f"/{name}":
            found += [f"{address.decode()} in {name}" for address in set(PERSONAL.findall(content))]
    return found


def goes_back(page: Page) -> str:
    """Back, as a finger does it: what the page holds then; nothing at the beginning of all."""
    place = page.evaluate("() => navigation.currentEntry.index")
    if place == 0:
        return ""
    page.evaluate("() => void setTimeout(() => history.back(), 0)")
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        with suppress(Error):  # a page that loads itself anew is not there for a moment
            now, state, held = page.evaluate(
                "() => [navigation.currentEntry?.index, document.readyState, document.documentElement.outerHTML]"
            )
            if now == place - 1 and state == "complete":
                return str(held)
        page.wait_for_timeout(50)
    raise AssertionError(f"Back leads nowhere from {page.url}")
