"""Pictures that are small enough to keep, and that change only when what they show does."""

import io
from pathlib import Path

from PIL import Image, ImageChops

QUALITIES = (82, 74, 66, 58, 50, 42, 34, 26)
TILE = 40
"""Pixels: the side of the squares that are compared."""
NOTICEABLE = 8
"""Mean difference in the square that differs most, of 255, from which a picture counts as another one."""


def keep(screenshot: bytes, file: Path, most: int) -> bool:
    """Save a screenshot as WebP, at the best quality that fits in ``most`` bytes, unless the file shows the same."""
    packed = _packed(Image.open(io.BytesIO(screenshot)).convert("RGB"), most)
    if file.exists() and _same(packed, file):
        return False
    file.write_bytes(packed)
    return True


def _packed(picture: Image.Image, most: int) -> bytes:
    packed = b""
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        packed = out.getvalue()
        if len(packed) <= most:
            break
    return packed


def _same(packed: bytes, file: Path) -> bool:
    with Image.open(io.BytesIO(packed)) as new, Image.open(file) as old:
        if new.size != old.size:
            return False
        difference = ImageChops.difference(new.convert("L"), old.convert("L"))
    tiles = difference.resize((difference.width // TILE, difference.height // TILE), Image.Resampling.BOX)
    return max(tiles.getdata()) < NOTICEABLE
