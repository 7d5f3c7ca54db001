"""Photos come in whole, upright and without a word about where or by whom; what is no photo stays out."""

import io
import os
import random
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageOps

from app.base import images
from app.base.images import CleanPhoto, Limits, PhotoCleaner, PhotoIntakeBusy, UnreadableImage, sniff

from . import bad_images as bad
from .canaries import KINDS, one_by_one, with_everything
from .heic import heic

ROOT = Path(__file__).parents[2]
CORPUS = bad.corpus()
Colour = tuple[int, int, int]
RED, LIME, BLUE, YELLOW, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (255, 255, 255)


@pytest.fixture(scope="module")
def cleaner() -> Iterator[PhotoCleaner]:
    cleaner = PhotoCleaner()
    yield cleaner
    cleaner.close()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=["WEBP"])
    image.load()
    return image


def pixel(image: Image.Image, x: float, y: float) -> Colour:
    """The colour at this part of the width and height."""
    found = image.convert("RGB").getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def near(one: Colour, other: Colour, off: int = 12) -> bool:
    return all(abs(a - b) <= off for a, b in zip(one, other, strict=True))


def chunks(webp: bytes) -> list[bytes]:
    found, at = [], 12
    while at < len(webp):
        found.append(webp[at : at + 4])
        size = int.from_bytes(webp[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return found


def workers(parent: int) -> list[int]:
    """The processes that this one started to open photos, and theirs."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, ppid = int(status.parent.name), int(status.read_text().rpartition(")")[2].split()[1])
            command = (status.parent / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if ppid == parent and (b"image_worker" in command or not command):
            found += [pid, *workers(pid)]
    return found


def ended(descriptor: int, seconds: float = 60) -> bool:
    return bool(select.select([descriptor], [], [], seconds)[0])


def outcome(cleaner: PhotoCleaner, data: bytes) -> CleanPhoto | str:
    """The photo, or the code of why not."""
    try:
        return cleaner.clean(data)
    except UnreadableImage as error:
        return error.code
    except PhotoIntakeBusy:
        return "busy"


def fate(cleaner: PhotoCleaner, data: bytes) -> str:
    found = outcome(cleaner, data)
    return found if isinstance(found, str) else bad.TAKEN


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_two_pictures_of_the_right_size(cleaner: PhotoCleaner, kind: str) -> None:
    photo = cleaner.clean(bad.saved(bad.scene(2400, 1350), kind))
    large, small = opened(photo.large), opened(photo.small)
    assert (photo.width, photo.height) == large.size == (1600, 900)
    assert small.size == (320, 180)
    assert sniff(photo.large) == sniff(photo.small) == photo.media_type == "image/webp"
    for image in (large, small):
        found = [pixel(image, x, y) for x, y in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))]
        assert all(map(near, found, (RED, LIME, BLUE, YELLOW))), found


def test_a_heic_is_opened_upright_and_in_its_colours(cleaner: PhotoCleaner) -> None:
    photo = cleaner.clean(heic(bad.scene(480, 320), quality=90, icc_profile=bad.swapped_profile()))
    large = opened(photo.large)
    assert (photo.width, photo.height) == large.size == (480, 320)
    found = [pixel(large, x, y) for x, y in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))]
    assert all(near(*pair, 40) for pair in zip(found, (LIME, RED, BLUE, YELLOW), strict=True)), found
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = opened(cleaner.clean(heic(bad.scene(480, 320), quality=90, exif=exif.tobytes())).large)
    assert turned.size == (320, 480)
    assert near(pixel(turned, 0.2, 0.2), BLUE, 40)
    with closing(PhotoCleaner(Limits(camera_pixels=70_000))) as strict:
        assert fate(strict, heic(bad.scene(480, 320))) == "too_large"


@pytest.mark.parametrize(
    ("sent", "large", "small"),
    [
        ((4000, 3000), (1600, 1200), (320, 240)),
        ((3000, 4000), (1200, 1600), (240, 320)),
        ((1600, 1600), (1600, 1600), (320, 320)),
        ((801, 400), (801, 400), (320, 160)),
        ((300, 200), (300, 200), (300, 200)),
        ((9000, 3), (1600, 1), (320, 1)),
    ],
)
def test_the_shape_is_kept_and_nothing_is_blown_up(
    cleaner: PhotoCleaner, sent: tuple[int, int], large: tuple[int, int], small: tuple[int, int]
) -> None:
    photo = cleaner.clean(bad.saved(bad.scene(*sent), "JPEG"))
    assert (opened(photo.large).size, opened(photo.small).size) == (large, small)


def test_the_picture_stays_the_same_picture(cleaner: PhotoCleaner) -> None:
    before = Image.radial_gradient("L").resize((1200, 900)).convert("RGB")
    after = opened(cleaner.clean(bad.saved(before, "JPEG", quality=95)).large)
    differences = [abs(a - b) for a, b in zip(before.tobytes()[::97], after.tobytes()[::97], strict=True)]
    assert sum(differences) / len(differences) < 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_ends_upright(cleaner: PhotoCleaner, kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = bad.scene(1800, 1200) if kind == "JPEG" else bad.scene(480, 320)
    data = bad.saved(stored, kind, exif=exif)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    photo = cleaner.clean(data)
    large, small = opened(photo.large), opened(photo.small)
    width, height = (1600, 1067) if kind == "JPEG" else (480, 320)
    assert large.size == ((width, height) if orientation < 5 else (height, width))
    assert (photo.width, photo.height) == large.size
    for x, y in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)):
        assert near(pixel(large, x, y), pixel(upright, x, y))
        assert near(pixel(small, x, y), pixel(upright, x, y))


def test_orientation_six_is_a_quarter_turn_clockwise(cleaner: PhotoCleaner) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = opened(cleaner.clean(bad.saved(bad.scene(), "JPEG", exif=exif)).large)
    found = [pixel(turned, x, y) for x, y in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))]
    assert all(near(*pair, 40) for pair in zip(found, (BLUE, RED, YELLOW, LIME), strict=True)), found


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_that_came_with_the_photo_is_kept(cleaner: PhotoCleaner, kind: str) -> None:
    data = with_everything(kind)
    seen = pillow_heif.open_heif(data).to_pillow() if kind == "HEIF" else Image.open(io.BytesIO(data))
    assert data.count(bad.CANARY) > 4
    assert seen.getexif().get_ifd(0x8825)[2] == (52.0, 5.0, 12.0)
    photo = cleaner.clean(data)
    for kept in (photo.large, photo.small):
        assert chunks(kept) == [b"VP8 "]
        assert bad.CANARY not in kept
        assert not re.search(rb"exif|xmp|icc|http|adobe|8BIM|2026:11:20", kept, re.IGNORECASE)
        assert not opened(kept).getexif()
        assert "icc_profile" not in opened(kept).info


def test_no_word_is_kept_from_any_place(cleaner: PhotoCleaner) -> None:
    for name, data in one_by_one():
        assert bad.CANARY in data, name
        photo = cleaner.clean(data)
        assert bad.CANARY not in photo.large + photo.small, name


def test_colours_go_through_the_profile_before_it_is_dropped(cleaner: PhotoCleaner) -> None:
    data = bad.saved(bad.scene(), "PNG", icc_profile=bad.swapped_profile())
    found = opened(cleaner.clean(data).large)
    assert near(pixel(found, 0.2, 0.2), LIME, 25)
    assert near(pixel(found, 0.8, 0.2), RED, 25)


def test_what_is_see_through_becomes_white(cleaner: PhotoCleaner) -> None:
    image = bad.scene(mode="RGBA")
    image.paste((9, 9, 9, 0), (0, 0, 45, 30))
    palette = bad.scene(mode="P")
    red = palette.getpixel((1, 1))
    for data in (
        bad.saved(image, "PNG"),
        bad.saved(image, "WEBP", lossless=True),
        bad.saved(palette, "PNG", transparency=red),
        bad.saved(bad.scene(), "PNG", transparency=RED),
    ):
        found = opened(cleaner.clean(data).large)
        assert found.mode == "RGB"
        assert near(pixel(found, 0.2, 0.2), WHITE)
        assert near(pixel(found, 0.8, 0.8), YELLOW)


def test_sixteen_bits_are_scaled_not_cut(cleaner: PhotoCleaner) -> None:
    assert near(pixel(opened(cleaner.clean(bad.deep_grey(0x4000)).large), 0.5, 0.5), (64, 64, 64), 4)
    assert near(pixel(opened(cleaner.clean(bad.deep_grey(0xC0FF)).large), 0.5, 0.5), (192, 192, 192), 4)
    assert near(pixel(opened(cleaner.clean(bad.deep_rgb()).large), 0.5, 0.5), (255, 128, 0))


def test_cmyk_and_grey_look_as_they_should(cleaner: PhotoCleaner) -> None:
    cmyk = opened(cleaner.clean(bad.saved(bad.scene(mode="CMYK"), "JPEG", quality=95)).large)
    assert near(pixel(cmyk, 0.2, 0.2), RED, 20)
    assert near(pixel(cmyk, 0.8, 0.8), YELLOW, 20)
    grey = opened(cleaner.clean(bad.saved(bad.scene(mode="L"), "JPEG")).large)
    assert near(pixel(grey, 0.2, 0.2), (76, 76, 76))


def test_a_photo_with_a_second_picture_behind_it_shows_the_first(cleaner: PhotoCleaner) -> None:
    assert Image.open(io.BytesIO(bad.two_in_one())).format == "MPO"
    found = opened(cleaner.clean(bad.two_in_one()).large)
    assert found.size == (90, 60)
    assert near(pixel(found, 0.2, 0.2), RED, 40)


def test_the_corpus_is_worth_its_name() -> None:
    assert len({sent.name for sent in CORPUS}) == len(CORPUS) >= 60
    assert {sent.fate for sent in CORPUS} == {bad.TAKEN} | images.CODES - {"too_slow"}


@pytest.mark.parametrize("sent", CORPUS, ids=lambda sent: sent.name)
def test_what_becomes_of_each_odd_file(cleaner: PhotoCleaner, sent: bad.Sent) -> None:
    found = outcome(cleaner, sent.data)
    if isinstance(found, str):
        assert found == sent.fate
    else:
        assert sent.fate == bad.TAKEN
        for kept in (found.large, found.small):
            assert chunks(kept) == [b"VP8 "]
            assert bad.CANARY not in kept
            opened(kept)
    assert not any(workers(pid) for pid in workers(os.getpid()))


def test_first_bytes_tell_the_type() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        assert sniff(bad.saved(bad.scene(), kind)) == f"image/{kind.lower()}"
    assert sniff(heic(bad.scene())) == "image/heic"
    for sent in CORPUS:
        if sent.fate in ("wrong_type", "empty"):
            assert sniff(sent.data) is None, sent.name


def test_damaged_at_random_it_is_taken_or_refused_and_never_anything_else(cleaner: PhotoCleaner) -> None:
    seed = random.randrange(2**32)
    sys.stdout.write(f"seed {seed}\n")
    chance = random.Random(seed)
    for turn in range(120):
        data = bytearray(with_everything(KINDS[turn % 4]))
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = outcome(cleaner, bytes(data))
        if isinstance(found, str):
            assert found in images.CODES
        else:
            assert bad.CANARY not in found.large + found.small


def test_what_takes_too_long_is_killed_and_the_next_photo_is_served() -> None:
    slow = bad.slow_jpeg()
    with closing(PhotoCleaner(Limits(seconds=1))) as cleaner:
        cleaner.clean(bad.saved(bad.scene(), "JPEG"))
        before = set(workers(os.getpid()))
        start = time.monotonic()
        assert fate(cleaner, slow) == "too_slow"
        assert 1 <= time.monotonic() - start < 5
        assert set(workers(os.getpid())) == before
        assert fate(cleaner, bad.saved(bad.scene(), "JPEG")) == bad.TAKEN


def test_what_takes_too_much_memory_is_refused_and_the_next_photo_is_served() -> None:
    with closing(PhotoCleaner(Limits(memory=100_000_000))) as cleaner:
        wide = bad.saved(Image.new("RGB", (5000, 4000)), "PNG", compress_level=1)
        assert fate(cleaner, wide) == "too_large"
        assert fate(cleaner, bad.saved(bad.scene(), "JPEG")) == bad.TAKEN


def test_close_leaves_no_process_and_the_next_photo_starts_one() -> None:
    before = set(workers(os.getpid()))
    with closing(PhotoCleaner()) as cleaner:
        for _ in range(2):
            cleaner.clean(bad.saved(bad.scene(), "PNG"))
            assert len(set(workers(os.getpid())) - before) == 1
            cleaner.close()
            assert set(workers(os.getpid())) == before


def test_a_worker_that_was_killed_is_replaced() -> None:
    before = set(workers(os.getpid()))
    with closing(PhotoCleaner()) as cleaner:
        cleaner.clean(bad.saved(bad.scene(), "PNG"))
        (worker,) = set(workers(os.getpid())) - before
        os.kill(worker, signal.SIGKILL)
        assert fate(cleaner, bad.saved(bad.scene(), "PNG")) == bad.TAKEN
        assert worker not in workers(os.getpid())


def test_eight_threads_each_get_their_own_picture() -> None:
    shades = [(30 * number, 255 - 30 * number, 128) for number in range(8)]

    def work(shade: Colour) -> list[CleanPhoto]:
        return [images.clean(bad.saved(Image.new("RGB", (400, 300), shade), "JPEG")) for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        for shade, photos in zip(shades, pool.map(work, shades), strict=True):
            for photo in photos:
                assert near(pixel(opened(photo.large), 0.5, 0.5), shade)
                assert near(pixel(opened(photo.small), 0.5, 0.5), shade)


def test_one_at_a_time_and_who_waits_too_long_hears_so() -> None:
    slow = bad.slow_jpeg()
    together = threading.Barrier(2)

    def work(cleaner: PhotoCleaner) -> str:
        together.wait()
        return fate(cleaner, slow)

    with closing(PhotoCleaner(Limits(seconds=1, wait=0))) as only, ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, [only, only])) == ["busy", "too_slow"]


def script(text: str) -> subprocess.Popen[bytes]:
    """A server process of its own that runs this."""
    head = "import os, sys, threading\nfrom app.base import images\nfrom tests.base import bad_images as bad\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + text], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_a_forked_server_opens_photos_with_a_worker_of_its_own() -> None:
    text = """
data = bad.saved(bad.scene(), "JPEG")
first = images.clean(data)
child = os.fork()
if child == 0:
    os._exit(0 if images.clean(data) == first else 1)
same = images.clean(data) == first
_, status = os.waitpid(child, 0)
print(same, status, images.clean(data) == first)
"""
    with script(text) as server:
        assert server.communicate(timeout=30)[0] == b"True 0 True\n"
    assert server.returncode == 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_server_that_ends_in_the_middle_of_a_photo_leaves_no_process(how: signal.Signals) -> None:
    # A shell's background jobs, and so this test when it runs in one, start with SIGINT ignored.
    text = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
slow = bad.slow_jpeg()
cleaner = images.PhotoCleaner(images.Limits(seconds=60))
cleaner.clean(bad.saved(bad.scene(), "JPEG"))
threading.Thread(target=cleaner.clean, args=(slow,), daemon=True).start()
print("started", flush=True)
sys.stdin.read()
"""
    with script(text) as server:
        assert server.stdout is not None
        server.stdout.readline()
        deadline = time.monotonic() + 20
        while len(found := workers(server.pid)) < 2:
            assert time.monotonic() < deadline
        descriptors = [os.pidfd_open(pid) for pid in found]
        server.send_signal(how)
        try:
            assert all(ended(descriptor) for descriptor in descriptors)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)


def test_a_photo_s_process_can_open_no_file_and_no_socket() -> None:
    text = """
import socket
from resource import RLIMIT_NPROC, getrlimit
from app.base.image_worker import Limits, confine
limits = Limits(1, 512 * 1024 * 1024, 1, 1)
confine(limits, "HEIF")
print(getrlimit(RLIMIT_NPROC)[0] != 0)  # its decoder needs a thread
confine(limits, "JPEG")
print(getrlimit(RLIMIT_NPROC))
for attempt in (lambda: open("/etc/passwd"), socket.socket, os.pipe, lambda: os.dup(1)):
    try:
        attempt()
        print("did")
    except OSError:
        print("could not")
"""
    with script(text) as process:
        assert process.communicate(timeout=30)[0].split(b"\n")[:6] == [b"True", b"(0, 0)", *[b"could not"] * 4]


FAKE_WORKER = """
import signal, socket, sys
control = socket.socket(fileno=0)
while True:
    message, fds, _, _ = socket.recv_fds(control, 16, 1)
    if not message:
        break
    with socket.socket(fileno=fds[0]) as photo, photo.makefile("rb") as stream:
        stream.read()
        photo.sendall({answer})
    control.send(b"d")
"""


def lying(answer: bytes, folder: Path, patch: pytest.MonkeyPatch) -> PhotoCleaner:
    """A cleaner whose photos are opened by somebody who took over the decoder, and says this."""
    fake = folder / "image_worker.py"
    fake.write_text(FAKE_WORKER.replace("{answer}", repr(answer)))
    patch.setattr(images, "_WORKER", fake)
    return PhotoCleaner()


def told(large: bytes, small: bytes) -> bytes:
    return b'{"large": %d}\n' % len(large) + large + small


def test_a_decoder_that_was_taken_over_gets_nothing_kept_but_bare_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare, jpeg = bad.saved(bad.scene(), "WEBP"), bad.saved(bad.scene(), "JPEG")
    longer = bare + bad.CANARY
    grown = longer[:4] + (len(longer) - 8).to_bytes(4, "little") + longer[8:]
    with closing(lying(told(bare, bare), tmp_path, monkeypatch)) as cleaner:
        assert cleaner.clean(jpeg) == CleanPhoto(bare, bare, 90, 60)
    for answer in (
        told(longer, bare),
        told(bare, longer),
        told(grown, bare),
        told(with_everything("WEBP"), bare),
        told(bare, jpeg),
        told(bare, b""),
        b'{"large": "all"}\n' + bare + bare,
        b"[]\n" + bare + bare,
        b'{"code": "of my own", "reason": ""}\n',
        b"",
    ):
        with closing(lying(answer, tmp_path, monkeypatch)) as cleaner:
            assert fate(cleaner, jpeg) == "broken", answer[:40]


def test_a_worker_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "image_worker.py"
    fake.write_text("import signal\nsignal.pause()\n")
    monkeypatch.setattr(images, "_WORKER", fake)
    monkeypatch.setattr(images, "_GRACE", 0.2)
    before = set(workers(os.getpid()))
    with closing(PhotoCleaner(Limits(seconds=0.1))) as cleaner:
        assert fate(cleaner, bad.saved(bad.scene(), "JPEG")) == "busy"
    assert set(workers(os.getpid())) == before
