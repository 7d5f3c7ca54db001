"""What the phone keeps of one person is gone for good with them."""

import pytest
from playwright.sync_api import Page

from tests.phone.conftest import run

DATABASES = "return (await indexedDB.databases()).map(({ name }) => name).sort();"


@pytest.mark.browser
def test_what_is_put_in_a_vault_comes_back(nobody: Page) -> None:
    put = """
    const kept = await vault.enter("d");
    const [photo, bytes] = [new Uint8Array([1, 2]), new Uint8Array([3]).buffer];
    await kept.put("draft", "log", { words: "é", photo, more: [{ bytes }] });
    await kept.put("draft", "other", 1);
    await kept.put("drafts", "log", 2);
    """
    run(nobody, "vault", put)
    nobody.reload()
    got = """
    const kept = await vault.current();
    const { words, photo, more } = await kept.get("draft", "log");
    const all = await kept.all("draft");
    return { words, photo: [...photo], more: [...more[0].bytes], keys: all.map(([key]) => key), other: all[1][1] };
    """
    assert run(nobody, "vault", got) == {
        "words": "é",
        "photo": [1, 2],
        "more": [3],
        "keys": ["log", "other"],
        "other": 1,
    }


@pytest.mark.browser
def test_values_are_encrypted(nobody: Page) -> None:
    run(nobody, "vault", "await (await vault.enter('d')).put('draft', 'log', { words: 'canary' });")
    raw = """
    const name = (await store.recall("person")).db;
    const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const db = await done(indexedDB.open(name));
    const rows = await done(db.transaction("values").objectStore("values").getAll());
    const key = await done(db.transaction("key").objectStore("key").get("key"));
    const text = rows.map(({ sealed }) => new TextDecoder().decode(sealed)).join();
    return { text, extractable: key.extractable };
    """
    found = run(nobody, "store", raw)
    assert found["text"]
    assert "canary" not in found["text"]
    assert found["extractable"] is False


@pytest.mark.browser
def test_somebody_else_gets_a_vault_of_their_own(nobody: Page) -> None:
    run(nobody, "vault", "await (await vault.enter('anna')).put('draft', 'log', 1);")
    found = run(
        nobody, "vault", "const kept = await vault.enter('bas'); return await kept.get('draft', 'log') ?? null;"
    )
    assert found is None
    assert len(run(nobody, "store", DATABASES)) == 2
    assert (
        run(nobody, "vault", "const kept = await vault.enter('anna'); return await kept.get('draft', 'log') ?? null;")
        is None
    )


@pytest.mark.browser
def test_leaving_destroys_the_vault_also_for_other_pages(nobody: Page) -> None:
    run(nobody, "vault", "await (await vault.enter('anna')).put('draft', 'log', 1);")
    other = nobody.context.new_page()
    other.goto("/about")
    hears = """
    globalThis.heard = [];
    store.listen((said) => heard.push(said));
    return (await vault.current()).device;
    """
    assert run(other, "vault store", hears) == "anna"
    run(nobody, "vault", "await vault.leave();")
    other.wait_for_function("heard.some(({ left }) => left)")
    assert run(other, "vault", "return await vault.current();") is None
    assert run(nobody, "store", DATABASES) == ["werkbrug"]
    assert run(nobody, "vault", "return await vault.enter('anna');") is None  # a late page of theirs


@pytest.mark.browser
def test_killed_while_leaving(nobody: Page) -> None:
    """The phone was switched off between the promise to destroy a vault and doing it."""
    run(nobody, "vault", "await (await vault.enter('anna')).put('draft', 'log', 1);")
    half = """
    await store.remember(["person", "doomed"], (now) => {
      now.doomed = [now.person.db];
      now.person = undefined;
    });
    """
    run(nobody, "store", half)
    nobody.reload()
    run(nobody, "vault", "await vault.destroyDoomed();")
    assert run(nobody, "store", DATABASES) == ["werkbrug"]
    assert run(nobody, "store", "return await store.recall('doomed') ?? null;") is None
