"""Every form and every writing address of the app, filled in as nobody would: found by walking the map of addresses.

The examples are the same in every run; ``SEED`` makes others. Whoever sends them may: what is refused, is refused for
what it says.
"""

import html
import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Request
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.base.models import Attempts
from tests.cast import ids
from tests.security import odd
from tests.security.doors import BODIES, Things, of_sam
from tests.security.hostile import fingerprint
from tests.security.test_access_matrix import WHO_GETS_IN
from tests.world import Client, World, make_world

EXAMPLES = 12
SEED = int(os.environ.get("SEED", "20261124"))
WRITING = ("POST", "PUT", "PATCH", "DELETE")
NAMES = re.compile(r"de Vries|Bakker|Anouk|Joost|@voorbeeld\.nl|" + odd.CANARY)
ENGLISH = re.compile(
    r"bad request|the (browser|server|method|data|request)|invalid|error|required|must be", re.IGNORECASE
)
TEMPLATES = Path(__file__).parents[2] / "app" / "templates"
once = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


class _Asked(ImmutableMultiDict[str, Any]):
    """Fields that remember for which names they were asked: those are the names of a form."""

    names: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> Any:
        self.names.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, *args: Any, **kwargs: Any) -> Any:
        self.names.add(key)
        return super().getlist(key, *args, **kwargs)


class _Request(Request):
    parameter_storage_class = _Asked


class _Heard(logging.Handler):
    """Everything that is written to the log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@dataclass
class Town:
    """The app, Sam's things in it, and a way back to how it was."""

    world: World
    things: Things
    file: Path
    saved: Path
    heard: _Heard = field(default_factory=_Heard)

    def restore(self) -> None:
        self.world.app.extensions["engine"].dispose()
        for left in self.file.parent.glob(f"{self.file.name}*"):
            left.unlink()
        shutil.copy(self.saved, self.file)

    def browser(self, who: str) -> Client:
        """Somebody's, signed in anew, without any guesses against them."""
        with self.world.session() as session:
            session.execute(sa.delete(Attempts))
        return self.world.client() if who == "anonymous" else self.world.as_(getattr(ids, who))


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("odd")
    file, saved = folder / "world.sqlite3", folder / "saved.sqlite3"
    shutil.copy(sqlite_template, file)
    world = make_world(f"sqlite:///{file}", folder)
    world.app.request_class = _Request
    things = of_sam(world)
    with world.app.extensions["engine"].connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(file, saved)
    made = Town(world, things, file, saved)
    logging.getLogger().addHandler(made.heard)
    yield made
    logging.getLogger().removeHandler(made.heard)
    world.app.extensions["engine"].dispose()


def writing(town: Town) -> list[tuple[str, Rule]]:
    """Every address that can change something, with its method."""
    rules = sorted(town.world.app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
    return [(method, rule) for rule in rules for method in WRITING if method in (rule.methods or ())]


def right_person(endpoint: str) -> str:
    who = WHO_GETS_IN[endpoint]
    return next(one for one in ("anonymous", "sam", "anouk", "karin", "petra", "otto") if one in who)


def whats_wrong(town: Town, answer: TestResponse, before: dict[str, int]) -> str:
    """What should not be so of an answer to something odd; nothing if all is well."""
    status, said = answer.status_code, " ".join(town.heard.said)
    town.heard.said.clear()
    if status >= 500:
        return f"{status}: {said[-1500:]}"
    if NAMES.search(said):
        return f"personal data in the log: {said[:300]}"
    if status < 400:
        return ""
    after = fingerprint(town.file)
    changed = [name for name in after if after[name] != before.get(name)]
    if changed:
        return f"{status}, and yet {changed} changed"
    words = told(answer)
    return "" if len(words) > 10 and not ENGLISH.search(words) else f"{status} without words in Dutch: {words!r}"


def told(answer: TestResponse) -> str:
    """The words of a refusal."""
    text = answer.get_data(as_text=True)
    if answer.mimetype == "application/problem+json":
        return str(json.loads(text)["title"])
    main = text.partition("<main")[2].partition("</main>")[0]
    alert = re.search(r'role="alert"[^>]*>(.*?)</div>', main, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", alert.group(1) if alert else main)).strip()


def for_each(town: Town, rules: list[tuple[str, Rule]], trial: Callable[[str, Rule], None]) -> None:
    """Try what hypothesis thinks of on each of these, from the same beginning; fail with all that went wrong."""
    wrong = []
    for method, rule in rules:
        town.restore()
        _Asked.names = set()
        try:
            trial(method, rule)
        except AssertionError as error:
            notes = "\n".join(getattr(error, "__notes__", ()))
            wrong.append(f"{method} {rule.rule}: {error}\n{notes}")
    assert not wrong, f"SEED={SEED}\n" + "\n\n".join(wrong)


def template_names(endpoint: str) -> set[str]:
    """Names of fields in the templates of a feature, for forms that are read as a whole."""
    folder = TEMPLATES / endpoint.split(".", maxsplit=1)[0]
    text = "".join(file.read_text() for file in folder.glob("*.html")) if folder.is_dir() else ""
    return set(re.findall(r'\bname="([a-z_-]+)"', text)) | set(re.findall(r"field\('([a-z_-]+)'", text))


def changed(base: dict[str, Any], names: list[str], changes: list[odd.Change]) -> dict[str, list[bytes]]:
    """A right form, with some fields gone, given several times, or odd."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in base.items()}
    fields = {name: [str(one).encode() for one in several] for name, several in listed.items()}
    for change in changes:
        name = f"extra-{change.place}" if change.extra or not names else names[change.place % len(names)]
        fields[name] = list(change.values)
    return fields


def test_no_odd_form_breaks_or_changes_anything(town: Town) -> None:
    def trial(method: str, rule: Rule) -> None:
        who, address = right_person(rule.endpoint), town.things.address(rule.rule)
        base = BODIES[rule.endpoint](town.things) if rule.endpoint in BODIES else {}
        extra = template_names(rule.endpoint)

        def send(body: bytes, content_type: str | None, **headers: str) -> None:
            browser, before = town.browser(who), fingerprint(town.file)
            answer = browser.open(address, method=method, data=body, content_type=content_type, headers=headers)
            trouble = whats_wrong(town, answer, before)
            assert not trouble, f"{trouble}\n{content_type} {body[:300]!r}"

        for body, content_type in odd.WORST:
            send(body, content_type)

        @seed(SEED)
        @once
        @given(odd.changes, st.sampled_from(odd.KINDS))
        def odd_fields(changes: list[odd.Change], kind: str) -> None:
            names = sorted(_Asked.names | set(base) | extra)
            send(*odd.body(kind, changed(base, names, changes)))

        odd_fields()

    for_each(town, [(method, rule) for method, rule in writing(town) if rule.endpoint not in JSON | SEALED], trial)


JSON = {"sync.put_entry", "sync.put_media", "sync.put_waiting"}
SEALED = {"sync.put_sealed"}
"""What is in an envelope is tried in ``tests/sync/test_odd_contents.py``; what is none is kept by the phone (503)."""


def test_no_odd_json_breaks_or_changes_anything(town: Town) -> None:
    right = json.loads(town.things.entry)
    assert right.keys() <= odd.entry_parts.keys()

    def trial(method: str, rule: Rule) -> None:
        def send(body: bytes, content_type: str, digest: str = "", entry_id: UUID | None = None) -> None:
            values = town.things.values | ({"entry_id": entry_id} if entry_id else {})
            things = Things(values, b"", b"", "", town.things.work_process)
            browser, before = town.browser("sam"), fingerprint(town.file)
            headers = {"Content-Digest": digest} if digest else {}
            address = things.address(rule.rule)
            answer = browser.open(address, method=method, data=body, content_type=content_type, headers=headers)
            trouble = whats_wrong(town, answer, before)
            assert not trouble, f"{trouble}\n{content_type} {digest} {body[:300]!r}"

        for worst, content_type in odd.WORST:
            send(worst, content_type or "application/json")

        @seed(SEED)
        @settings(once, max_examples=8 * EXAMPLES)
        @given(
            parts=st.fixed_dictionaries({}, optional=odd.entry_parts),
            new=st.booleans(),
        )
        def odd_json(parts: dict[str, Any], new: bool) -> None:
            entry = json.dumps(right | {"revision": 2} | parts).encode()
            send(entry, "application/json", entry_id=uuid4() if new else None)

        @seed(SEED)
        @once
        @given(st.one_of(odd.any_json.map(lambda found: json.dumps(found).encode()), st.binary(max_size=200)))
        def anything(body: bytes) -> None:
            send(body, "application/json")

        @seed(SEED)
        @settings(once, max_examples=2 * EXAMPLES)
        @given(odd.values, odd.values)
        def odd_digest(body: bytes, digest: bytes) -> None:
            named = re.sub(r"[\r\n\0]", "", digest.decode("latin-1"))
            send(body, "image/jpeg", f"sha-256=:{named}:")

        odd_json()
        anything()
        odd_digest()

    for_each(town, [(method, rule) for method, rule in writing(town) if rule.endpoint in JSON], trial)


def test_no_odd_question_breaks_a_page(town: Town) -> None:
    def trial(method: str, rule: Rule) -> None:
        who, address = right_person(rule.endpoint), town.things.address(rule.rule)
        browser = town.browser(who)

        @seed(SEED)
        @once
        @given(odd.changes)
        def odd_query(changes: list[odd.Change]) -> None:
            query, _type = odd.body("url", changed({}, sorted(_Asked.names), changes))
            answer = browser.get(address, query_string=query[:4000].decode())
            trouble = whats_wrong(town, answer, fingerprint(town.file))
            assert not trouble, f"{trouble}\n{query[:300]!r}"

        browser.get(address)  # what does it ask for?
        if _Asked.names:
            odd_query()

    pages = sorted(town.world.app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
    for_each(town, [("GET", rule) for rule in pages if "GET" in (rule.methods or ())], trial)
