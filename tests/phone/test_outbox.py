"""What waits is sent once, in order, and one that cannot be sent does not hold the others up."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.phone.conftest import run, until
from tests.phone.post import Post

pytestmark = pytest.mark.browser

STATES = """
const which = ({ kind, entry, revision, thing }) => `${kind} ${entry} ${revision ?? thing}`;
return (await outbox.rows()).map((row) => `${which(row)}: ${row.state}`);
"""


@pytest.fixture
def post(nobody: Page) -> Post:
    """Everything that this phone sends arrives here."""
    post = Post()
    post.serve(nobody.context)
    return post


def entry(name: str, revision: int = 1) -> dict[str, Any]:
    """An entry as the log form hands it over."""
    return {
        "kind": "entry",
        "entry": name,
        "revision": revision,
        "type": "application/json",
        "body": f'{{"revision": {revision}}}',
    }


def media(entry: str, name: str) -> dict[str, Any]:
    """A photo of an entry."""
    return {"kind": "media", "entry": entry, "media": name, "type": "image/jpeg", "body": "photo"}


def save(page: Page, post: Post, *things: dict[str, Any]) -> Any:
    """Save things and send them until nothing can be sent now."""
    does = """
    try {
      await keeping.save(given.things, { by: given.by });
      await outbox.run();
      return "saved";
    } catch (error) {
      return error.why;
    }
    """
    return run(page, "outbox keeping", does, {"things": things, "by": post.sender})


def again(page: Page) -> Any:
    """Another round of sending; then the states of all."""
    return run(page, "outbox", f"await outbox.run(); {STATES}")


def test_an_entry_goes_before_its_photo(nobody: Page, post: Post) -> None:
    assert save(nobody, post, media("a", "p"), entry("a")) == "saved"
    assert post.arrived == ["entry a 1", "media a p"]
    assert [letter.header["sequence"] for letter in post.letters] == [2, 1]
    assert all(letter.header["device"] == "token" for letter in post.letters)
    assert again(nobody) == ["media a p: sent", "entry a 1: sent"]
    assert len(post.letters) == 2


def test_captive_portal_answers_200(nobody: Page, post: Post) -> None:
    post.answer["entry a 1"] = "portal"
    save(nobody, post, entry("a"), media("a", "p"))
    assert again(nobody) == ["entry a 1: waiting", "media a p: waiting"]
    post.answer.clear()
    assert again(nobody) == ["entry a 1: sent", "media a p: sent"]


def test_a_receipt_for_something_else_is_none(nobody: Page, post: Post) -> None:
    other = {"id": "a", "revision": 1, "digest": "0" * 64, "kept": "entry"}
    nobody.route("**/api/sealed/*", lambda route: route.fulfill(status=200, json=other))
    save(nobody, post, entry("a"))
    assert again(nobody) == ["entry a 1: waiting"]


def test_one_poisoned_item_among_good_ones(nobody: Page, post: Post) -> None:
    post.answer |= {"entry a 1": 500, "entry b 1": 422, "media c p": 413}
    save(nobody, post, entry("a"), entry("b"), media("b", "q"), entry("c"), media("c", "p"), entry("d"))
    assert post.arrived == ["entry c 1", "entry d 1"]
    assert again(nobody) == [
        "entry a 1: waiting",
        "entry b 1: refused",
        "media b q: waiting",  # its entry did not arrive
        "entry c 1: sent",
        "media c p: refused",
        "entry d 1: sent",
    ]
    reason = "return (await outbox.rows()).find((row) => row.entry === 'b').reason;"
    assert run(nobody, "outbox", reason) == {"status": 422, "code": "refused", "text": "Nee."}


def test_a_refusal_by_somebody_else_on_the_way_is_none(nobody: Page, post: Post) -> None:
    nobody.route("**/api/sealed/*", lambda route: route.fulfill(status=413, content_type="text/html", body="nginx"))
    save(nobody, post, entry("a"))
    assert again(nobody) == ["entry a 1: waiting"]


def test_network_heals_without_a_tap(nobody: Page, post: Post) -> None:
    post.answer["entry a 1"] = "cut"
    run(nobody, "outbox", "outbox.keepSending();")
    save(nobody, post, entry("a"))
    assert post.arrived == []
    post.answer.clear()
    until(nobody, "outbox", "return (await outbox.rows())[0].state === 'sent';")


def test_tabs_in_parallel(nobody: Page, post: Post) -> None:
    """Two pages send at once; each thing goes once."""
    other = nobody.context.new_page()
    other.goto("/about")
    post.answer["entry a 1"] = "cut"
    save(nobody, post, entry("a"), entry("b"), entry("c"))
    post.letters.clear()
    post.answer.clear()
    start = "globalThis.sending = outbox.run();"
    for page in (nobody, other):
        run(page, "outbox", start)
    for page in (nobody, other):
        page.evaluate("sending")
    assert sorted(letter.about for letter in post.letters) == ["entry a 1", "entry b 1", "entry c 1"]


def test_transaction_aborted(nobody: Page, post: Post) -> None:
    """A write that the browser undoes is no promise, and nothing of it stays."""
    break_it = """() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
      const request = put.call(this, value, key);
      if (this.name === "envelopes") this.transaction.abort();
      return request;
    };
    }"""
    nobody.evaluate(break_it)
    assert save(nobody, post, entry("a")) == "broken"
    assert again(nobody) == []


def test_quota_exceeded(nobody: Page, post: Post) -> None:
    """A full phone says so; what arrived long ago makes room first."""
    save(nobody, post, entry("a"))
    room = """(room) => {
      const put = (globalThis.realPut ??= IDBObjectStore.prototype.put);
      IDBObjectStore.prototype.put = function (...what) {
        const full = this.name === "envelopes" && room-- <= 0;
        if (full) throw new DOMException("", "QuotaExceededError");
        return put.apply(this, what);
      };
    }"""
    nobody.evaluate(room, 0)
    assert save(nobody, post, entry("b")) == "full"
    assert again(nobody) == []
    nobody.evaluate(room, 1)
    assert save(nobody, post, entry("b")) == "saved"
    assert post.arrived == ["entry a 1", "entry b 1"]


def test_a_staged_photo_goes_with_its_log_only(nobody: Page, post: Post) -> None:
    stage = "return (await keeping.stage(given.things, { by: given.by })).map(({ id }) => id);"
    staged = run(nobody, "keeping", stage, {"things": [media("a", "p"), media("a", "q")], "by": post.sender})
    assert again(nobody) == ["media a p: staged", "media a q: staged"]
    assert post.letters == []
    keep = """
    await keeping.unstage([given.gone]);
    await keeping.save(given.things, { by: given.by, staged: [given.id] });
    await outbox.run();
    """
    run(nobody, "outbox keeping", keep, {"things": [entry("a")], "by": post.sender, "id": staged[0], "gone": staged[1]})
    assert post.arrived == ["entry a 1", "media a p"]


def test_what_was_never_on_its_way_can_be_let_go(nobody: Page, post: Post) -> None:
    post.answer["entry a 1"] = "cut"
    let_go = "return await keeping.letGo(given);"
    save(nobody, post, entry("a"))
    assert run(nobody, "keeping", let_go, "a") is None  # it may have arrived
    nobody.evaluate("() => { navigator.locks.request = async () => {}; }")
    save(nobody, post, entry("b"), media("b", "p"))
    assert len(run(nobody, "keeping", let_go, "b")) == 1
    assert again(nobody) == ["entry a 1: waiting", "media b p: staged"]


def test_a_newer_revision_takes_the_place_of_a_refused_one(nobody: Page, post: Post) -> None:
    post.answer |= {"entry a 1": 422, "entry b 1": 422}
    save(nobody, post, entry("a"), entry("b"))
    does = (
        "await keeping.save(given.things, { by: given.by, instead: (row) => row.entry === 'a' }); await outbox.run();"
    )
    run(nobody, "outbox keeping", does, {"things": [entry("a", 2)], "by": post.sender})
    assert again(nobody) == ["entry b 1: refused", "entry a 2: sent"]


def test_restored_backup(nobody: Page, post: Post) -> None:
    """The server lost what came after number 1: it gets that again."""
    save(nobody, post, entry("a"), entry("b"), media("b", "p"))
    post.letters.clear()
    run(nobody, "outbox", "await outbox.sendAgain((row) => row.sequence > 1); await outbox.run();")
    assert post.arrived == ["entry b 1", "media b p"]
