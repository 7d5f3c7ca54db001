"""HEIC files: sound ones, and ones whose boxes say odd things."""

import io
import struct
from collections.abc import Iterator
from functools import cache

import pillow_heif
from PIL import Image

Boxes = bytes


def heic(image: Image.Image, **options: object) -> bytes:
    """What an iPhone makes of a picture."""
    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, **options)
    return out.getvalue()


def box(kind: bytes, *body: Boxes) -> Boxes:
    """A box of this kind around others."""
    inside = b"".join(body)
    return struct.pack(">I", len(inside) + 8) + kind + inside


def full_box(kind: bytes, version: int, *body: Boxes) -> Boxes:
    """A box with a version and no flags."""
    return box(kind, bytes([version, 0, 0, 0]), *body)


def made_of(*items: tuple[bytes, tuple[int, ...]], size: tuple[int, int] = (64, 48)) -> bytes:
    """A file with these items, numbered from 1: each a kind, and the numbers of those that it is made of.

    The first is the picture to show; it is this large, and a grid of one tile as far as it is a grid.
    """
    numbers = range(1, len(items) + 1)
    grid = struct.pack(">BBBBHH", 0, 0, 0, 0, *size)
    names = [full_box(b"infe", 2, struct.pack(">HH", number, 0), items[number - 1][0], b"\0") for number in numbers]
    made = [
        box(b"dimg", struct.pack(f">HH{len(parts)}H", number, len(parts), *parts))
        for number, (_kind, parts) in zip(numbers, items, strict=True)
        if parts
    ]
    places = [struct.pack(">HHHHII", number, 1, 0, 1, 0, len(grid)) for number in numbers]
    sizes = [struct.pack(">HBB", number, 1, 1) for number in numbers]
    return box(b"ftyp", b"heic", bytes(4), b"mif1heic") + full_box(
        b"meta",
        0,
        full_box(b"hdlr", 0, bytes(4), b"pict", bytes(13)),
        full_box(b"pitm", 0, struct.pack(">H", 1)),
        full_box(b"iloc", 1, b"\x44\0", struct.pack(">H", len(items)), *places),
        full_box(b"iinf", 0, struct.pack(">H", len(items)), *names),
        full_box(b"iref", 0, *made),
        box(
            b"iprp",
            box(b"ipco", full_box(b"ispe", 0, struct.pack(">II", *size))),
            full_box(b"ipma", 0, struct.pack(">I", len(items)), *sizes),
        ),
        box(b"idat", grid),
    )


def _claiming(data: bytes, width: int, height: int) -> bytes:
    """The file with another size in every box that tells one."""
    parts = data.split(b"ispe\0\0\0\0")
    return parts[0] + b"".join(b"ispe\0\0\0\0" + struct.pack(">II", width, height) + part[8:] for part in parts[1:])


def _with_meta_of(data: bytes, length: int) -> bytes:
    """The file with another length on the box that holds all others."""
    at = data.index(b"meta") - 4
    return data[:at] + struct.pack(">I", length) + data[at + 4 :]


@cache
def small() -> bytes:
    """A sound one of 90 by 60."""
    return heic(Image.effect_noise((90, 60), 50).convert("RGB"), quality=50)


def refused() -> Iterator[tuple[str, bytes, str]]:
    """Names, files and the codes with which each is refused."""
    sound = small()
    for part in (30, 60, 200, len(sound) // 2, len(sound) - 40):
        yield f"heic cut off at {part}", sound[:part], "broken"
    at = sound.index(b"meta")
    yield "heic with noise for contents", sound[: at - 4] + bytes(range(256)) * 2, "broken"
    yield "heic by its first bytes", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200), "broken"
    yield "heic of 20,000 x 20,000", _claiming(sound, 20_000, 20_000), "broken"
    yield "heic of 60,000 x 60,000", _claiming(sound, 60_000, 60_000), "broken"
    yield "heic of 4 billion squared", _claiming(sound, 2**32 - 1, 2**32 - 1), "broken"
    yield "heic of no width", _claiming(sound, 0, 60), "broken"
    for length in (1, 7, 9, 2**31):
        yield f"heic with a box of {length} bytes", _with_meta_of(sound, length), "broken"
    nested = b""
    for _ in range(3000):
        nested = full_box(b"meta", 0, nested)
    yield "heic with boxes in boxes in boxes", sound[: at - 4] + nested, "broken"
    yield "heic made of itself", made_of((b"grid", (1,))), "broken"
    yield "heic of two made of each other", made_of((b"grid", (2,)), (b"grid", (1,))), "broken"
    yield "heic made of nothing", made_of((b"grid", (7,))), "broken"
    yield "heic of a huge grid", made_of((b"grid", (2,)), (b"hvc1", ()), size=(65_535, 65_535)), "broken"
    yield "heic with a link to elsewhere", made_of((b"uri ", ())), "broken"
    yield "avif", box(b"ftyp", b"avif", bytes(4), b"mif1miaf") + sound[28:], "wrong_type"
    yield "avif that is a mif1", box(b"ftyp", b"mif1", bytes(4), b"avifmiaf") + sound[28:], "wrong_type"
    yield "video", box(b"ftyp", b"mp42", bytes(4), b"isommp42") + bytes(300), "wrong_type"
    yield "heic whose brands never end", struct.pack(">I", 2**32 - 1) + sound[4:], "broken"


def taken(canary: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and files that are odd and sound."""
    sound = small()
    yield "heic", sound
    yield "heic with bytes behind it", sound + canary
    yield "heic with a free box", sound + box(b"free", canary)
    yield "heic see-through", heic(Image.new("RGBA", (64, 48), (200, 30, 30, 90)))
    yield "heic in grey", heic(Image.new("L", (64, 48), 90))
    yield "heic of several pictures", _several()


def _several() -> bytes:
    out = io.BytesIO()
    both = pillow_heif.from_pillow(Image.new("RGB", (90, 60), "red"))
    both.add_from_pillow(Image.new("RGB", (30, 20), "blue"))
    both.save(out, primary_index=0)
    return out.getvalue()
