"""Files that somebody might send as a photo and should not, or nearly not. Each with what becomes of it."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from PIL import Image, ImageCms

from . import heic

TAKEN = "taken"
CANARY = b"CANARY-Sanne-Kerkstraat-12"
"""Stands in what is sent, outside the picture; must stand in nothing that is kept."""


class Sent(NamedTuple):
    """A file and its fate: a code of UnreadableImage, or TAKEN."""

    name: str
    data: bytes
    fate: str


def scene(width: int = 90, height: int = 60, mode: str = "RGB") -> Image.Image:
    """A picture of four coloured quarters: red, green above blue, yellow."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("lime", (width // 2, 0, width, height // 2))
    image.paste("blue", (0, height // 2, width // 2, height))
    image.paste("yellow", (width // 2, height // 2, width, height))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def grain(width: int, height: int) -> Image.Image:
    """Noise, the same each time, that no format can make small."""
    return Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, bits: int, colour: int, packed: bytes, *before: bytes) -> bytes:
    """A PNG by hand: what a header claims need not be what follows."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(before) + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segment(jpeg: bytes, marker: int, body: bytes) -> bytes:
    """The JPEG with one more segment right after its start."""
    return jpeg[:2] + jpeg_segment(marker, body) + jpeg[2:]


def many_scans(image: Image.Image, scans: int) -> bytes:
    """A progressive JPEG whose last scan is there over and over: cheap to send, dear to open."""
    jpeg = saved(image, "JPEG", progressive=True, quality=30)
    last = jpeg.rindex(b"\xff\xda")
    return jpeg[:-2] + jpeg[last:-2] * (scans - jpeg.count(b"\xff\xda")) + jpeg[-2:]


@cache
def slow_jpeg() -> bytes:
    """Half a megabyte that keeps a decoder at work for longer than anybody waits."""
    return many_scans(scene(4000, 3000), 1000)


def two_in_one(jpeg_kind: str = "MPO") -> bytes:
    """What phones make: a photo with a second picture behind it (multi-picture format)."""
    return saved(scene(), jpeg_kind, save_all=True, append_images=[grain(30, 20)])


def resized_claim(jpeg: bytes, width: int, height: int) -> bytes:
    """The JPEG with another size in its frame header."""
    frame = jpeg.index(b"\xff\xc0")
    return jpeg[: frame + 5] + struct.pack(">HH", height, width) + jpeg[frame + 9 :]


def webp_claim(width: int, height: int) -> bytes:
    """A WebP that says it is this large, around a small picture."""
    inner = saved(scene(), "WEBP")[12:]
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + size + inner
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def deep_rgb() -> bytes:
    """16 bits per colour, all orange."""
    row = b"\x00" + struct.pack(">HHH", 0xFFFF, 0x8000, 0x0000) * 40
    return png(40, 30, 16, 2, zlib.compress(row * 30))


def deep_grey(value: int) -> bytes:
    return png(40, 30, 16, 0, zlib.compress((b"\x00" + struct.pack(">H", value) * 40) * 30))


def swapped_profile() -> bytes:
    """A sound colour profile in which red and green have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    places = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "pRGB".encode("utf-16-be"))


def _foreign() -> Iterator[Sent]:
    yield Sent("nothing", b"", "empty")
    others = {
        "one byte": b"\xff",
        "text named .jpg": b"Dit is geen foto.\n" * 50,
        "svg with script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "html": b"<!doctype html><script>alert(1)</script>",
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "pdf with a jpeg in it": b"%PDF-1.7\n1 0 obj\n<</Filter/DCTDecode>>stream\n" + saved(scene(), "JPEG"),
        "html with a jpeg in it": b"<!doctype html><!--" + saved(scene(), "JPEG"),
        "moving gif": saved(scene(), "GIF", save_all=True, append_images=[grain(90, 60)]),
        "gif": saved(scene(), "GIF"),
        "bmp": saved(scene(), "BMP"),
        "tiff": saved(scene(), "TIFF"),
        "zip": b"PK\x03\x04" + bytes(60),
        "jpeg without its first byte": saved(scene(), "JPEG")[1:],
        "riff that is sound": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(30),
        "postscript in front": b"%!PS-Adobe-3.0 EPSF-3.0\n" + saved(scene(), "JPEG"),
    }
    for name, data in others.items():
        yield Sent(name, data, "wrong_type")


def _cut_off() -> Iterator[Sent]:
    jpeg, progressive = saved(grain(90, 60), "JPEG"), saved(grain(90, 60), "JPEG", progressive=True)
    whole = {"jpeg": jpeg, "progressive": progressive, "png": saved(grain(90, 60), "PNG")}
    whole["webp"] = saved(grain(90, 60), "WEBP")
    for name, data in whole.items():
        for part in (16, 30, 100, len(data) // 2, len(data) * 9 // 10):
            yield Sent(f"{name} cut off at {part}", data[:part], "broken")
        yield Sent(f"{name} with noise for contents", data[:30] + random.Random(part).randbytes(400), "broken")
    yield Sent("first bytes of a jpeg", b"\xff\xd8\xff", "broken")
    yield Sent("first bytes of a png", b"\x89PNG\r\n\x1a\n", "broken")
    yield Sent("first bytes of a webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "broken")


def _bombs() -> Iterator[Sent]:
    flat = zlib.compress(bytes(1_000_000))
    jpeg = saved(scene(), "JPEG")
    yield Sent("png of 50,000 x 50,000", png(50_000, 50_000, 8, 2, flat), "too_large")
    yield Sent("png of 2 billion squared", png(2**31 - 1, 2**31 - 1, 8, 2, flat), "too_large")
    yield Sent("png one pixel high and too long", png(30_000_000, 1, 1, 0, flat), "too_large")
    yield Sent("png of no width", png(0, 60, 8, 2, flat), "broken")
    yield Sent("png with a bit depth that is none", png(60, 60, 3, 2, flat), "broken")
    yield Sent("jpeg of 65,500 x 65,500", resized_claim(jpeg, 65_500, 65_500), "too_large")
    yield Sent("jpeg of no height", resized_claim(jpeg, 90, 0), "broken")
    yield Sent("webp of 16,383 x 16,383", webp_claim(16_383, 16_383), "too_large")
    yield Sent("webp larger than any", webp_claim(2**24, 2**24), "too_large")
    yield Sent("jpeg of 16 MB", jpeg + bytes(16_000_000), "too_large")
    text = b"Comment\x00\x00" + zlib.compress(bytes(20_000_000))
    yield Sent("png with a text that grows", png(90, 60, 8, 2, flat, png_chunk(b"zTXt", text)), "broken")
    wrong = bytearray(saved(scene(), "PNG"))
    wrong[30] ^= 0xFF
    yield Sent("png with a wrong checksum", bytes(wrong), "broken")
    frames = [grain(30, 20), scene(30, 20)]
    for kind in ("WEBP", "PNG"):
        yield Sent(f"moving {kind.lower()}", saved(frames[0], kind, save_all=True, append_images=frames), "animated")


def _odd_but_sound() -> Iterator[Sent]:
    jpeg, whole_png, webp = (saved(scene(), kind) for kind in ("JPEG", "PNG", "WEBP"))
    sound = {
        "jpeg with bytes behind it": jpeg + CANARY,
        "png with bytes behind it": whole_png + CANARY,
        "webp with bytes behind it": webp + CANARY,
        "jpeg that is a zip too": jpeg + b"PK\x03\x04" + CANARY + b"PK\x05\x06" + bytes(18),
        "jpeg that is a page too": with_segment(jpeg, 0xFE, b"--><script>" + CANARY + b"</script><!--"),
        "jpeg that is a pdf too": with_segment(jpeg, 0xFE, b"\n%PDF-1.7\n" + CANARY) + b"\n%%EOF",
        "jpeg with 64 scans": many_scans(scene(900, 600), 64),
        "jpeg with a second picture": two_in_one() + CANARY,
        "jpeg in cmyk": saved(scene(mode="CMYK"), "JPEG"),
        "jpeg in grey": saved(scene(mode="L"), "JPEG"),
        "jpeg with broken exif": with_segment(jpeg, 0xE1, b"Exif\x00\x00II*\x00\xff\xff\xff\xff" + CANARY),
        "jpeg with a broken profile": saved(scene(), "JPEG", icc_profile=b"acsp" * 60 + CANARY),
        "jpeg with a profile of other colours": saved(
            scene(), "JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        ),
        "png of 16 bits": deep_rgb(),
        "png of 16 bits in grey": deep_grey(0x8000),
        "png of 1 bit": saved(scene(mode="1"), "PNG"),
        "png with a palette": saved(scene(mode="P"), "PNG"),
        "png with a palette and a hole": saved(scene(mode="P"), "PNG", transparency=3),
        "png in grey and see-through": saved(scene(mode="LA"), "PNG"),
        "png see-through": saved(scene(mode="RGBA"), "PNG"),
        "png with a see-through colour": saved(scene(), "PNG", transparency=(255, 0, 0)),
        "png of a pixel": saved(scene(1, 1), "PNG"),
        "png of a line": saved(scene(5000, 1), "PNG"),
        "webp see-through": saved(scene(mode="RGBA"), "WEBP"),
        "webp lossless": saved(scene(), "WEBP", lossless=True),
        "png with more pixels than it says": png(9, 6, 8, 2, zlib.compress(bytes(50_000_000))),
    }
    for name, data in sound.items():
        yield Sent(name, data, TAKEN)


def _heic() -> Iterator[Sent]:
    for refused in heic.refused():
        yield Sent(*refused)
    for taken in heic.taken(CANARY):
        yield Sent(*taken, TAKEN)


def corpus() -> list[Sent]:
    """All of them; names are unique."""
    makers: list[Callable[[], Iterator[Sent]]] = [_foreign, _cut_off, _bombs, _odd_but_sound, _heic]
    return [sent for maker in makers for sent in maker()]
