"""Measures, prints a table and writes ``var/bench.json``: ``python -m tests.bench``.

It ends with 1 when a goal is missed, unless ``--no-gate`` is given.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from app.base.config import TOP
from tests.bench import load, offline, phone, weight
from tests.bench.pages import FEW, MANY, count_all
from tests.bench.results import Results
from tests.bench.rows import new_database
from tests.served import served
from tests.world import make_world

FILE = TOP / "var" / "bench.json"


def main(arguments: list[str]) -> int:
    """Measure everything, in about a minute."""
    results = Results()
    with tempfile.TemporaryDirectory(prefix="werkbrug-bench-") as folder:
        for part in (_pages, _phone, _queries, _requests, _photo):
            print(f"{part.__doc__} …", flush=True)
            home = Path(folder) / part.__name__
            home.mkdir()
            part(results, home)
    results.write(FILE)
    print()
    results.show()
    missed = results.missed()
    print(f"\nWritten to {FILE.relative_to(TOP)}.", f"Missed: {', '.join(missed)}." if missed else "All goals are met.")
    return 1 if missed and "--no-gate" not in arguments else 0


def _pages(results: Results, home: Path) -> None:
    """The demo's start, and what its pages weigh on the wire (headers included, as compressed as they come)"""
    with served(home) as demo:
        results.add("demo.first_start", demo.seconds, "s")
        weight.weigh(results, demo)
    with served(home) as demo:
        results.add("demo.next_start", demo.seconds, "s")


def _phone(results: Results, home: Path) -> None:
    """The tick, and opening without a network, on a phone four times as slow; and what the phone's scripts weigh"""
    phone.weigh(results)
    with served(home) as demo, weight.browsing() as browser:
        phone.tick(results, browser, demo, twelve_megapixels(home / "photo.jpg"))
        offline.measure(results, browser, demo)


def _queries(results: Results, home: Path) -> None:
    """The queries of every page"""
    url = f"sqlite:///{home / 'world.sqlite3'}"
    new_database(url)
    for count in count_all(make_world(url, home)):
        results.add(f"page.{count.page.name}.queries_{FEW}", len(count.few), "queries")
        results.add(f"page.{count.page.name}.queries_{MANY}", len(count.many), "queries")


def _requests(results: Results, home: Path) -> None:
    """The queue with 50 logs, and logs sent one after another"""
    bare = home / "bare"
    bare.mkdir()
    with load.school(home) as school:
        load.queue_over_the_server(results, school, bare)
        load.queue_in_process(results, school)
        load.sync_writes(results, school)


def _photo(results: Results, home: Path) -> None:
    """Taking in a photo of 12 megapixels, both sizes"""
    photo = twelve_megapixels(home / "photo.jpg")
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.intake", photo], check=True, capture_output=True, text=True, cwd=TOP
    )
    cost = json.loads(told.stdout)
    if cost["floor"] is None:
        print("There is no djpeg here (Debian: libjpeg-turbo-progs), so photo.intake has no floor.")
    results.add("photo.intake", cost["seconds"] * 1000, "ms", cost["floor"] and cost["floor"] * 1000)
    results.add("photo.intake.memory", cost["peak"] / 1024 / 1024, "MiB")


def twelve_megapixels(file: Path) -> Path:
    """A photo as a phone takes it."""
    with Image.open(TOP / "app" / "demo" / "photos" / "bread-shelf-large.webp") as scene:
        large = scene.convert("RGB").resize((4000, 3000), Image.Resampling.BICUBIC)
    grain = Image.effect_noise(large.size, 24).convert("RGB")
    Image.blend(large, grain, 0.06).save(file, quality=92)
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
