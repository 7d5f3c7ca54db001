"""The browser is asked not to clear what is kept, once there is something to lose."""

import pytest
from playwright.sync_api import Page

from tests.phone.conftest import run
from tests.phone.post import Post

pytestmark = pytest.mark.browser

COUNTED = """() => {
  window.asked = window.looked = 0;
  navigator.storage.persisted = async () => { window.looked++; return window.asked > 0; };
  navigator.storage.persist = async () => ++window.asked > 0;
}"""
SAVE = "await keeping.save([given.thing], { by: given.by });"


def test_the_first_save_asks_and_later_ones_do_not(nobody: Page) -> None:
    post = Post()
    post.serve(nobody.context)
    nobody.evaluate(COUNTED)
    thing = {"kind": "entry", "entry": "a", "revision": 1, "type": "application/json", "body": '{"revision": 1}'}
    assert run(nobody, "outbox", "await outbox.rows(); return window.asked;") == 0
    for saves in (1, 2):
        run(nobody, "keeping", SAVE, {"thing": thing, "by": post.sender})
        nobody.wait_for_function("saves => window.looked === saves", arg=saves)
        assert nobody.evaluate("() => new Promise((done) => setTimeout(() => done(window.asked), 0))") == 1
