"""Takes a photo in: checks it, cleans it, makes its two sizes. No decoder runs inside a server process.

`image_worker.py` does the opening, in a child per photo; this is the server's side of it.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WORKER = Path(__file__).with_name("image_worker.py")
_DONE, _SLOW = b"d", b"s"
_FORMATS = {"image/jpeg": b"JPEG", "image/png": b"PNG", "image/webp": b"WEBP", "image/heic": b"HEIF"}
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis"})
_MOST_BRANDS = 256
_GRACE = 2.0
"""Seconds beyond a photo's own time before the worker itself is given up."""
_MOST_ANSWER = 8_000_000
"""Bytes; two pictures of these sizes never come near."""
CODES = frozenset({"empty", "wrong_type", "too_large", "animated", "broken", "too_slow"})
"""Why a photo is not taken; see UnreadableImage."""
PICTOGRAM_CODES = CODES | {"unsafe"}
"""Why a pictogram is not taken."""
_FAR_ENOUGH = 20_000
"""Bytes within which a drawing says that it is one: some begin with a long comment or document type."""


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A photo as it is kept: nothing is left of the file that came in but what the picture shows.

    `large` has at most 1600 pixels on its longest side and `small` at most 320, both upright, in sRGB,
    without transparency; `width` and `height` are those of `large`, in pixels.
    """

    large: bytes
    small: bytes
    width: int
    height: int
    media_type: str = "image/webp"


class UnreadableImage(Exception):
    """This file is not taken, and sending it again will not help.

    `code`: "empty", "wrong_type" (not JPEG, PNG, WebP or HEIC by its first bytes), "too_large" (bytes, pixels, or
    memory while opening), "animated", "broken" (cut off, damaged, or it crashed the decoder), "too_slow"; of a
    drawing also "unsafe" (a script, or something from elsewhere). The
    message is for the log; it can hold words from within the file.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code


class PhotoIntakeBusy(Exception):
    """There was no room to look at this file, and nothing is known against it: it may be sent again later."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a photo may be and may cost. Memory is address space in bytes, times are in seconds."""

    bytes: int = 15_000_000
    camera_pixels: int = 50_000_000
    """JPEG and HEIC: phones make up to 50 megapixels."""
    other_pixels: int = 20_000_000
    """PNG and WebP."""
    seconds: float = 10.0
    memory: int = 512 * 1024 * 1024
    wait: float = 10.0
    """How long a photo waits for its turn."""
    drawings: bool = False
    """Whether drawings (SVG) come too."""

    def for_worker(self) -> str:
        names = ("seconds", "memory", "camera_pixels", "other_pixels", "drawings")
        return json.dumps({name: getattr(self, name) for name in names})


def sniff(data: bytes) -> str | None:
    """What the first bytes show: image/jpeg, image/png, image/webp or image/heic, or None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:15] == b"WEBPVP8":
        return "image/webp"
    if data[4:8] == b"ftyp" and _is_heic(data[8 : min(int.from_bytes(data[:4]), _MOST_BRANDS)]):
        return "image/heic"
    return None


def _is_heic(brands: bytes) -> bool:
    """Whether a HEIF file (ISO 23008-12) says that it holds a still picture in HEVC, which is all that is opened.

    Its brands are the main one, a version number, and those that it also is. AVIF has brands of its own.
    """
    return not _HEIC.isdisjoint(brands[at : at + 4] for at in range(0, len(brands), 4) if at != 4)


class PhotoCleaner:
    """Cleans photos one at a time, in a worker that it starts at the first and keeps. Safe among threads.

    A forked server process starts a worker of its own. `close()` ends the worker, as does the end of the
    process, whichever way it comes.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._turn = threading.Lock()
        self._worker: _Worker | None = None
        _cleaners.add(self)

    def clean(self, data: bytes) -> CleanPhoto:
        """The photo, cleaned, in two sizes. Raises UnreadableImage or PhotoIntakeBusy."""
        if not data:
            raise UnreadableImage("empty", "0 bytes")
        if len(data) > self.limits.bytes:
            raise UnreadableImage("too_large", f"{len(data)} bytes")
        media_type = sniff(data)
        if media_type is None:
            raise UnreadableImage("wrong_type", f"starts with {data[:12]!r}")
        return _read(*self._in_turn(data, _FORMATS[media_type]))

    def pictogram(self, data: bytes, *, whole: bool) -> bytes:
        """A square WebP of 256 pixels: all of the picture on white, or the middle of it.

        Takes drawings (SVG) too when its limits say so. Raises UnreadableImage or PhotoIntakeBusy.
        """
        if not data:
            raise UnreadableImage("empty", "0 bytes")
        if len(data) > self.limits.bytes:
            raise UnreadableImage("too_large", f"{len(data)} bytes")
        media_type = sniff(data)
        picture_format = _FORMATS[media_type] if media_type else b"SVG"
        if media_type is None and not (self.limits.drawings and _is_drawing(data)):
            raise UnreadableImage("wrong_type", f"starts with {data[:12]!r}")
        return _read_square(*self._in_turn(data, (b"fit:" if whole else b"fill:") + picture_format))

    def _in_turn(self, data: bytes, picture_format: bytes) -> tuple[bytes, bytes]:
        if not self._turn.acquire(timeout=self.limits.wait):
            raise PhotoIntakeBusy("other photos took too long")
        try:
            return self._recode(data, picture_format)
        finally:
            self._turn.release()

    def close(self) -> None:
        """Ends the worker. The next photo starts a new one."""
        with self._turn:
            self._stop()

    def _recode(self, data: bytes, picture_format: bytes) -> tuple[bytes, bytes]:
        for _ in range(2):  # the kept worker may have been killed since the last photo
            if self._worker is None:
                self._worker = _Worker(self.limits)
            try:
                return self._worker.recode(data, picture_format)
            except OSError:
                self._stop()
        raise PhotoIntakeBusy("the process that opens photos ended twice")

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _forget(self) -> None:
        """In a fork: the worker is the parent's."""
        self._turn = threading.Lock()
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.disown()


class _Worker:
    """The running `image_worker.py` and the socket that controls it."""

    def __init__(self, limits: Limits) -> None:
        self._seconds = limits.seconds + _GRACE
        self._control, theirs = socket.socketpair()
        self._control.settimeout(self._seconds)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 — our own interpreter and file
                [sys.executable, "-I", str(_WORKER), limits.for_worker()],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={},  # none of the server's secrets
                start_new_session=True,  # no Ctrl-C from the terminal; one group to kill
            )

    def recode(self, data: bytes, picture_format: bytes) -> tuple[bytes, bytes]:
        """The fate of the photo's process, and its answer. Raises OSError when the worker is no more."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(self._control, [picture_format], [theirs.fileno()])
            deadline = time.monotonic() + self._seconds
            with suppress(BrokenPipeError, ConnectionResetError):  # it ended early: the fate tells why
                ours.settimeout(self._seconds)
                ours.sendall(data)
                ours.shutdown(socket.SHUT_WR)
            answer = _read_all(ours, deadline)
        fate = self._control.recv(1)
        if not fate:
            raise BrokenPipeError("the worker ended")
        return fate, answer

    def end(self) -> None:
        """Ends it now, with the child that it may have, and leaves nothing of it in the process table."""
        self._control.close()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def disown(self) -> None:
        self._control.close()
        self._process.returncode = 0  # another process's child: not ours to wait for


def _read_all(connection: socket.socket, deadline: float) -> bytes:
    """Everything up to the end of stream; nothing when it is too much. Raises TimeoutError when too late."""
    answer = bytearray()
    while True:
        connection.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            part = connection.recv(1 << 20)
        except ConnectionResetError:
            return bytes(answer)
        if not part:
            return bytes(answer)
        answer += part
        if len(answer) > _MOST_ANSWER:
            return b""


def _read(fate: bytes, answer: bytes) -> CleanPhoto:
    told, pictures = _answered(fate, answer)
    try:
        large, small = pictures[: told["large"]], pictures[told["large"] :]
        width, height = _bare_webp_size(large)
        _bare_webp_size(small)
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableImage("broken", "opening it gave no sensible answer") from error
    return CleanPhoto(large, small, width, height)


def _read_square(fate: bytes, answer: bytes) -> bytes:
    _told, picture = _answered(fate, answer)
    try:
        _bare_webp_size(picture)
    except ValueError as error:
        raise UnreadableImage("broken", "opening it gave no sensible answer") from error
    return picture


def _answered(fate: bytes, answer: bytes) -> tuple[dict[str, Any], bytes]:
    """The answer, believed only as far as it is bare pictures: a decoder may have been taken over."""
    if fate == _SLOW:
        raise UnreadableImage("too_slow", "opening it took too long")
    if fate != _DONE:
        raise UnreadableImage("broken", "opening it crashed the decoder")
    head, _, pictures = answer.partition(b"\n")
    try:
        told = json.loads(head)
        if told.get("code") in PICTOGRAM_CODES:
            raise UnreadableImage(told["code"], str(told["reason"]))
    except (ValueError, KeyError, AttributeError) as error:
        raise UnreadableImage("broken", "opening it gave no sensible answer") from error
    return told, pictures


def _is_drawing(data: bytes) -> bool:
    """Whether this may be an SVG; what it really is, the worker finds out."""
    head = data[:_FAR_ENOUGH].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and b"<svg" in head.lower().replace(b"<svg:svg", b"<svg")


def _bare_webp_size(data: bytes) -> tuple[int, int]:
    """Width and height of one lossy WebP picture (RFC 9649, section 2.5).

    Raises ValueError when this is anything else, or has another chunk or any byte after it.
    """
    riff, chunk = int.from_bytes(data[4:8], "little"), int.from_bytes(data[16:20], "little")
    starts = data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8 "
    if not starts or len(data) != riff + 8 or len(data) != 20 + chunk + chunk % 2:
        raise ValueError("not one bare picture")
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF


_cleaners: weakref.WeakSet[PhotoCleaner] = weakref.WeakSet()


def _forget_all() -> None:
    for cleaner in list(_cleaners):
        cleaner._forget()


def _stop_all() -> None:
    for cleaner in list(_cleaners):
        cleaner._stop()


os.register_at_fork(after_in_child=_forget_all)
atexit.register(_stop_all)

_cleaner = PhotoCleaner()
_for_pictograms = PhotoCleaner(Limits(bytes=8_000_000, other_pixels=16_000_000, seconds=4, wait=20, drawings=True))
"""A worker of its own: a set of thousands does not make the photos of students wait."""


def clean(data: bytes) -> CleanPhoto:
    """The photo, cleaned, in two sizes, by the process's own cleaner.

    Raises UnreadableImage when this file is never taken, PhotoIntakeBusy when it may be sent again later.
    """
    return _cleaner.clean(data)


def square(data: bytes) -> bytes:
    """The middle of a photo as a pictogram: a square WebP of 256 pixels, with nothing of the file but its pixels.

    Raises as ``clean`` does.
    """
    return _cleaner.pictogram(data, whole=False)


def pictogram(data: bytes) -> bytes:
    """A whole picture or drawing (SVG) as a pictogram: a square WebP of 256 pixels.

    Raises UnreadableImage with one of ``PICTOGRAM_CODES``, or PhotoIntakeBusy.
    """
    return _for_pictograms.pictogram(data, whole=True)
