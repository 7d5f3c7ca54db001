"""Thousands of interleavings in one process, each from a seed of its own.

``python -m tests.chaos.interleavings sqlite --seed 1 --count 100`` prints its results as JSON.
"""

import logging
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.base import images
from tests.chaos.book import Book
from tests.chaos.checks import check, check_nothing_else
from tests.chaos.command import play
from tests.chaos.faults import Interfaces, be_impatient, impatient_url
from tests.chaos.network import Network
from tests.chaos.pictures import QuickCleaner
from tests.chaos.plan import Step, plan
from tests.chaos.school import Day
from tests.chaos.sealing import Sealer
from tests.database import Cluster, cluster_home, start
from tests.world import World, fill_database, make_world

_MEMORY = Path("/dev/shm")  # nobody pulls a plug here, so nothing needs to reach a disk
PER_SCHOOL = 50
"""Interleavings on one database, before the next gets a fresh one."""


@dataclass
class Tally:
    """What came of a number of interleavings."""

    interleavings: int = 0
    requests: int = 0
    faults: int = 0
    acknowledged: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


class Schools:
    """An app on a database that can be made as new."""

    def __init__(self, world: World, renew: Callable[[], None]) -> None:
        self.world, self.renew = world, renew
        self.interfaces = Interfaces(world.app)
        self.sealer = Sealer(world.config.secret)
        self.network = Network(world.app, self.interfaces, lambda _letter, _answer: None)

    def day(self, seed: int, steps: Sequence[Step]) -> Book:
        """Play one interleaving and check it."""
        day = Day(self.world, self.network, self.sealer, seed)
        day.play(steps)
        with self.world.session() as session:
            check(session, self.world.app.extensions["storage"], day.book)
        return day.book

    def fails_alone(self, seed: int, steps: Sequence[Step]) -> bool:
        """Whether these steps, on a fresh database, end badly."""
        self.renew()
        return bool(self.day(seed, steps).trouble)


@contextmanager
def schools(kind: str) -> Iterator[Schools]:
    """A school on ``sqlite`` or ``postgres``, whose app waits for no lock and opens each picture once."""
    be_impatient()
    images.clean = QuickCleaner().clean
    memory = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="werkbrug-chaos-", dir=memory) as name:
        folder = Path(name)
        if kind == "sqlite":
            yield _on_sqlite(folder)
        else:
            with cluster_home() as home:
                yield _on_postgres(folder, start(home))


def _on_sqlite(folder: Path) -> Schools:
    template, file = folder / "template.sqlite3", folder / "school.sqlite3"
    fill_database(f"sqlite:///{template}")
    world = make_world(f"sqlite:///{file}", folder)

    def renew() -> None:
        world.app.extensions["engine"].dispose()
        for left in folder.glob(f"{file.name}*"):
            left.unlink()
        shutil.copy(template, file)
        _empty(world)

    return Schools(world, renew)


def _on_postgres(folder: Path, cluster: Cluster) -> Schools:
    cluster.create("template_of_school")
    fill_database(cluster.url("template_of_school"))
    world = make_world(impatient_url(cluster.url("school")), folder)

    def renew() -> None:
        world.app.extensions["engine"].dispose()
        cluster.drop("school")
        cluster.create("school", "template_of_school")
        _empty(world)

    return Schools(world, renew)


def _empty(world: World) -> None:
    for left in Path(world.config.storage_url).iterdir():
        shutil.rmtree(left)


def run(kind: str, first: int, count: int, *, until: float | None = None) -> Tally:
    """Play the interleavings of ``count`` seeds from ``first`` on, until one fails; that is made small."""
    tally = Tally()
    with schools(kind) as found:
        books: list[Book] = []
        for number, seed in enumerate(range(first, first + count)):
            if until is not None and time.monotonic() > until:
                break
            if number % PER_SCHOOL == 0:
                _close(found, books, tally)
                books = []
                found.renew()
            steps = plan(seed)
            book = found.day(seed, steps)
            books.append(book)
            tally.interleavings += 1
            tally.acknowledged += book.promises
            tally.wrong.update(kind for kind, _text in book.trouble)
            if book.trouble:
                tally.failures += _told(found, seed, steps, book)
                break
        _close(found, books, tally)
        tally.requests, tally.faults = found.network.requests, found.interfaces.struck
    return tally


def _close(found: Schools, books: list[Book], tally: Tally) -> None:
    if not books or tally.failures:
        return
    with found.world.session() as session:
        more = check_nothing_else(session, books)
    tally.wrong.update("doubled" for _ in more)
    tally.failures += more


def _told(found: Schools, seed: int, steps: Sequence[Step], book: Book) -> list[str]:
    small = smaller(lambda tried: found.fails_alone(seed, tried), steps)
    if small is None:
        return [f"seed {seed}, only after those before it:", *(f"{kind}: {text}" for kind, text in book.trouble)]
    found.renew()
    trouble = found.day(seed, small).trouble
    return [
        f"seed {seed}, of {len(steps)} steps these are enough:",
        *(f"  {step}" for step in small),
        *(f"{kind}: {text}" for kind, text in trouble),
    ]


def smaller(fails: Callable[[Sequence[Step]], bool], steps: Sequence[Step]) -> list[Step] | None:
    """The steps without those that can be left out and still fail; None when they do not fail by themselves."""
    left = list(steps)
    if not fails(left):
        return None
    size = max(1, len(left) // 2)
    while size:
        at = 0
        while at < len(left):
            tried = left[:at] + left[at + size :]
            if fails(tried):
                left = tried
            else:
                at += size
        size //= 2
    return left


def main(arguments: Sequence[str]) -> int:
    """Run some and print what came of it; ends with 1 when something was not as promised."""
    logging.disable(logging.CRITICAL)
    return play(arguments, run, 100)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
