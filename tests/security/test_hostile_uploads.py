"""Files that nobody should send, sent to a really served app through both doors while somebody else uses it."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from app.logbook.inputs import MOST_PHOTO_BYTES, MOST_PHOTOS
from tests.base import bad_images as bad
from tests.base.canaries import one_by_one
from tests.cast import ids
from tests.security.hostile import FORM, Answer, Door, Watch, form, photo_headers, problem_text, state, with_cast
from tests.served import Served

CORPUS = [*bad.corpus(), *(bad.Sent(f"words: {name}", data, bad.TAKEN) for name, data in one_by_one())]
WORDS = {
    "empty": "Deze foto is stuk.",
    "wrong_type": "Dit is geen foto die we kunnen openen.",
    "too_large": "te groot",
    "animated": "Dit plaatje beweegt.",
    "broken": "Deze foto is stuk.",
    "too_slow": "Deze foto is stuk.",
}
STATUS = {"wrong_type": 415, "too_large": 413}
SECRETS = re.compile(rb"CANARY|Kerkstraat|exif|xmp|icc_profile|8BIM|2026:11:20", re.IGNORECASE)


@pytest.fixture(scope="module")
def app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with with_cast(sqlite_template, tmp_path_factory.mktemp("hostile")) as served:
        yield served


@pytest.fixture
def sam(app: Served) -> Iterator[Door]:
    with closing(Door(app, ids.sam)) as door:
        yield door


def refused_in_words(sent: bad.Sent, answer: Answer) -> bool:
    return answer.status == STATUS.get(sent.fate, 422) and WORDS[sent.fate] in problem_text(answer)


def bare(door: Door, files: list[str]) -> bool:
    """Whether these files are kept and shown as pictures and not a word more."""
    for file in files:
        _school, media_id, size = file.removesuffix(".webp").split("/")
        kept = (door.app.var / "objects" / file).read_bytes()
        shown = door.ask("GET", f"/photos/{media_id}/{size}")
        if shown.status != 200 or shown.body != kept or kept[8:16] != b"WEBPVP8 " or SECRETS.search(kept):
            return False
    return len(files) == 4


def test_the_corpus_is_wide_enough() -> None:
    assert len({sent.name for sent in CORPUS}) == len(CORPUS) >= 60
    assert {sent.fate for sent in CORPUS} == {bad.TAKEN, *WORDS} - {"too_slow"}


def test_every_bad_file_by_both_doors_while_somebody_else_works(app: Served, sam: Door) -> None:
    wrong: list[str] = []
    with Watch(app, ids.noor) as watch:
        for at in range(0, len(CORPUS), MOST_PHOTOS):
            some = CORPUS[at : at + MOST_PHOTOS]
            entry_id, media = sam.lists([sent.data for sent in some])
            before = state(app)
            for sent, media_id in zip(some, media, strict=True):
                put = sam.puts(entry_id, media_id, sent.data)
                posted = sam.posts(sent.data)
                after = state(app)
                if sent.fate == bad.TAKEN:
                    sound = (put.status, posted.status) == (201, 303) and bare(sam, after.new_files(before))
                else:
                    sound = refused_in_words(sent, put) and refused_in_words(sent, posted) and after == before
                if not sound or after.left:
                    wrong.append(f"{sent.name}: {put.status} {posted.status} {after.left} {problem_text(put)[:80]}")
                before = after
    assert not wrong, "\n".join(wrong)
    assert_nobody_waited(watch)
    log = (app.var / "server.log").read_bytes()
    assert bad.CANARY not in log
    assert b"Traceback" not in log and b"ERROR" not in log


def test_a_photo_that_takes_too_long_holds_nobody_up(app: Served, sam: Door) -> None:
    """On a fast machine it is opened just in time, and taken; ``tests/base/test_images.py`` has it refused."""
    slow = bad.Sent("a thousand scans", bad.slow_jpeg(), "too_slow")
    entry_id, (media_id,) = sam.lists([slow.data])
    before = state(app)
    with Watch(app, ids.noor) as watch:
        answer = sam.puts(entry_id, media_id, slow.data)
    taken = answer.status == 201
    assert taken or (refused_in_words(slow, answer) and state(app) == before), answer
    assert_nobody_waited(watch)


def assert_nobody_waited(watch: Watch) -> None:
    """Under a second, but for a hiccup of the machine: one request in fifty, and none as long as a slow photo."""
    took = sorted(watch.took)
    assert not watch.wrong
    assert len(took) > 10
    assert took[len(took) * 49 // 50 - 1] < 1, took[-20:]
    assert took[-1] < 5, took[-20:]


@pytest.mark.parametrize("length", ["100000000", "chunked"])
@pytest.mark.parametrize("door", ["put", "sealed", "form"])
def test_a_hundred_megabytes_are_refused_before_they_are_here(app: Served, sam: Door, length: str, door: str) -> None:
    entry_id, (media_id,) = sam.lists([b"x"])
    before, part = state(app), bytes(1 << 20)
    if door == "put":
        path, headers = f"/api/entries/{entry_id}/media/{media_id}", photo_headers(b"x")
        gone, answer = sam.begins("PUT", path, part, length, **headers)
    elif door == "sealed":
        path = f"/api/sealed/{uuid4()}"
        gone, answer = sam.begins("PUT", path, part, length, Content_Type="application/hpke")
    else:
        gone, answer = sam.begins("POST", "/log", part, length, Content_Type=FORM)
    assert answer.status == 413
    assert "te groot om te versturen" in problem_text(answer)
    assert gone < (5e6 if length != "chunked" else 8e7)
    assert sam.ask("GET", "/health").status == 200
    assert state(app) == before
    if door == "put":
        assert json.loads(answer.body)["status"] == 413


def test_more_than_a_photo_may_be_is_refused_in_words(app: Served, sam: Door) -> None:
    large = bad.saved(bad.scene(), "JPEG") + bytes(MOST_PHOTO_BYTES)
    entry_id, (media_id,) = sam.lists([large])
    before = state(app)
    for answer in (sam.puts(entry_id, media_id, large), sam.posts(large)):
        assert answer.status == 413
        assert "te groot" in problem_text(answer)
    assert state(app) == before


def test_an_upload_that_stops_half_way_leaves_nothing(app: Served, sam: Door) -> None:
    body = bad.saved(bad.grain(300, 300), "JPEG")
    entry_id, (media_id,) = sam.lists([body])
    before = state(app)
    whole = form(body, "foto.jpg", "image/jpeg")
    cut_short = [
        ("PUT", f"/api/entries/{entry_id}/media/{media_id}", body, photo_headers(body)),
        ("PUT", f"/api/sealed/{uuid4()}", body, {"Content_Type": "application/hpke"}),
        ("POST", "/log", whole, {"Content_Type": FORM}),
    ]
    for method, path, data, headers in cut_short:
        sam.hangs_up(method, path, data[: len(data) // 2], len(data), **headers)
    assert sam.posts(body[: len(body) // 2]).status == 422
    assert state(app) == before


@pytest.mark.parametrize(
    "kind", ["text/html", "image/svg+xml", "application/x-sh", "", "onzin", "image/jpeg; a=" + "b" * 900]
)
@pytest.mark.parametrize("name", ["../../etc/passwd", "foto.jpg.exe", "a" * 3000, "%00.png", "<script>.svg", "é’.heic"])
def test_what_a_file_calls_itself_does_not_matter(sam: Door, kind: str, name: str) -> None:
    assert sam.posts(bad.saved(bad.scene(), "PNG"), name, kind).status == 303
    answer = sam.posts(b"<svg onload=alert(1)>", name, kind)
    assert answer.status == 415
    assert "<svg" not in answer.text.partition('id="errors"')[2].partition("</div>")[0]
