"""The pictures that phones show before installing: ``python -m tests.screenshots.installing``."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from app.base.assets import STATIC
from app.demo.keys import demo_id
from tests.browser import DESK, FLAGS, PHONE, chromium
from tests.screenshots.afternoon import until_afternoon
from tests.served import served

PICTURES = (("narrow", PHONE, "sam", "/today"), ("wide", DESK, "anouk", "/review"))


def main() -> int:
    """Take them and put them with the icons."""
    command = ("tests.screenshots.afternoon", str(until_afternoon().total_seconds()))
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), *command) as demo, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, screen, who, path in PICTURES:
            context = browser.new_context(**screen, reduced_motion="reduce")
            context.add_cookies([{"name": "session", "value": demo.sign_in(demo_id(who)), "url": demo.address}])
            page = context.new_page()
            page.goto(demo.address + path, wait_until="networkidle")
            page.evaluate("document.fonts.ready")
            page.evaluate("document.querySelector('.demo-strip')?.remove()")
            with Image.open(io.BytesIO(page.screenshot(animations="disabled"))) as picture:
                picture.convert("RGB").save(STATIC / "icons" / f"screen-{name}.webp", quality=60, method=6)
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
