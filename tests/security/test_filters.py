"""Leaving out any one filter that keeps people or schools apart is seen from outside, every time.

Every endpoint is tried as several people on a database with ghosts in it (``ghosts``). Then each filter of each
statement that the app ran is left out in turn, and what ran that statement is tried again: some answer, or something
written, must differ. Where two filters stand guard, one behind the other, the second is left out when the first is
gone. A filter whose absence nobody sees is either not needed or not tested.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.base import clock, database
from app.base.models import Attempts
from tests.bench.rows import Rows
from tests.cast import ids
from tests.security.filters import Filter, Taps
from tests.security.ghosts import haunt
from tests.security.test_access_matrix import _knock, _of_sam
from tests.world import World

PEOPLE = ("sam", "noor", "anouk", "bram", "karin", "otto", "anonymous")

# Left out, these change nothing that anybody can see; why that is so.
HELD_OTHERWISE: dict[str, str] = {}

_UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Probe:
    """One request of one person."""

    who: str
    endpoint: str
    method: str
    rule: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the answer in lines, and what it wanted to write."""

    status: int
    lines: tuple[str, ...]
    writes: tuple[str, ...]


@dataclass
class Prober:
    """Asks, and takes back what the app wrote."""

    world: World
    things: Any
    taps: Taps
    tokens: dict[str, str]
    known: frozenset[str]
    writes: list[str]

    def ask(self, probe: Probe, *left_out: Filter) -> Outcome:
        """Make the request on the database as it was, with some filters left out."""
        self.writes.clear()
        self.taps.met.clear()
        self.taps.left_out = frozenset(left_out)
        _forget_attempts(self.taps.engine)
        try:
            answer = _knock(self, probe.who, probe.endpoint, probe.method, probe.rule, self.things)  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001 — any way of failing is a way of being seen
            return Outcome(0, (type(error).__name__,), ())
        text = answer.get_data(as_text=True) if answer.mimetype.startswith("text/html") else str(answer.content_length)
        lines = (self._plain(answer.headers.get("Location", "")), *self._plain(text).splitlines())
        return Outcome(answer.status_code, lines, tuple(self._plain(write) for write in self.writes))

    def client(self) -> FlaskClient:
        """A browser in which nobody signed in."""
        browser = self.world.app.test_client()
        browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        return browser

    def as_(self, member: Any) -> FlaskClient:
        """A browser in which this member of the cast is signed in."""
        browser = self.client()
        browser.set_cookie("session", self.tokens[str(member)])
        return browser

    def _plain(self, text: str) -> str:
        return _UUID.sub(lambda found: found[0] if found[0].replace("-", "") in self.known else "NEW", text)


def differs(before: Outcome, again: Outcome, loose: frozenset[int]) -> bool:
    """Whether somebody sees it; lines that change by themselves (a fresh secret) do not count."""
    if (before.status, before.writes, len(before.lines)) != (again.status, again.writes, len(again.lines)):
        return True
    return any(
        one != other
        for number, (one, other) in enumerate(zip(before.lines, again.lines, strict=True))
        if number not in loose
    )


@pytest.fixture
def prober(own_world: World) -> Iterator[Prober]:
    """The cast with rows around it and ghosts among them; nothing that is asked stays written."""
    things = _of_sam(own_world)
    tokens = {}
    with own_world.session() as session:
        Rows(session, clock.now()).everything(range(2))
    for who in PEOPLE:
        if who != "anonymous":
            member = getattr(ids, who)
            cookie = own_world.as_(member).get_cookie("session")
            assert cookie
            tokens[str(member)] = cookie.value
    engine = own_world.app.extensions["engine"]
    engine.dispose()
    file = Path(str(engine.url.database))
    assert haunt(file) > 100
    writes: list[str] = []
    with _nothing_stays(engine, writes):
        yield Prober(own_world, things, Taps(engine), tokens, _known(engine), writes)


def _known(engine: sa.Engine) -> frozenset[str]:
    with engine.connect() as connection:
        tables = sa.inspect(engine).get_table_names()
        rows = [row for table in tables for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')]
    return frozenset(value for row in rows for value in row if isinstance(value, str) and _UUID.fullmatch(value))


@contextmanager
def _nothing_stays(engine: sa.Engine, writes: list[str]) -> Iterator[None]:
    """Time stands still, and a request's transaction ends undone; what it wrote is noted in ``writes``."""

    def note(_connection: Any, cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN")) and "attempts" not in statement:
            told = [value for value in _flat(values) if not isinstance(value, datetime) and not _is_secret(value)]
            writes.append(f"{statement} {told} {cursor.rowcount}")

    moment = clock.now()
    sa.event.listen(engine, "after_cursor_execute", note)
    with patch.object(clock, "now", lambda: moment), patch.object(database, "commit", lambda: None):
        yield
    sa.event.remove(engine, "after_cursor_execute", note)


def _flat(values: Any) -> Iterator[Any]:
    if isinstance(values, list | tuple):
        for value in values:
            yield from _flat(value)
    else:
        yield values


def _is_secret(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None


@pytest.mark.timeout(900)
def test_every_filter_is_missed_when_it_is_left_out(prober: Prober, capsys: pytest.CaptureFixture[str]) -> None:
    probes = [
        Probe(who, rule.endpoint, method, rule.rule)
        for rule in sorted(prober.world.app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"})
        for who in PEOPLE
    ]
    with prober.taps.listening():
        calm = {probe: _twice(prober, probe) for probe in probes}
        runs: dict[Filter, list[Probe]] = defaultdict(list)
        for probe, (_outcome, _loose, met) in calm.items():
            for one in met:
                runs[one].append(probe)
        unseen, behind = set(runs), []
        for first in sorted(runs):
            for probe in runs[first]:
                outcome, loose, _met = calm[probe]
                alone = prober.ask(probe, first)
                if differs(outcome, alone, loose):
                    unseen.discard(first)
                behind.append((first, probe, alone, frozenset(prober.taps.met)))
        for first, probe, alone, met in behind:
            for second in sorted(met & unseen - {first}):
                if differs(alone, prober.ask(probe, first, second), calm[probe][1]):
                    unseen.discard(second)
    surprising = [str(one) for one in unseen if str(one) not in HELD_OTHERWISE]
    with capsys.disabled():
        print(f"\n{len(runs)} filters left out in turn, {len(unseen)} of them unseen")  # noqa: T201
    assert not surprising, "\n".join(surprising)
    assert not set(HELD_OTHERWISE) - {str(one) for one in unseen}, "these are seen after all"


def _twice(prober: Prober, probe: Probe) -> tuple[Outcome, frozenset[int], frozenset[Filter]]:
    """What comes of a request, which lines of it change by themselves, and the filters that it met."""
    first = prober.ask(probe)
    met = frozenset(prober.taps.met)
    second = prober.ask(probe)
    assert first.status < 500, f"{probe}: {first}"
    pairs = enumerate(zip(first.lines, second.lines, strict=False))
    loose = frozenset(number for number, (one, other) in pairs if one != other)
    assert not differs(first, second, loose), f"not the same twice: {probe}"
    return first, loose, met


def _forget_attempts(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.delete(Attempts))
