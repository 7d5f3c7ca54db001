"""Render the demo's scenes: `python scripts/assets/render_scenes.py [name …]`; needs POV-Ray 3.7 and a few minutes.

Each scene is ray-traced, warmed a little, given the grain and vignette of a phone's camera, and saved without metadata.
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageEnhance, ImageFilter

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(__file__).parent / "scenes"
TARGET = ROOT / "app" / "demo" / "scenes"
TRACED = (880, 660)
SIZE = (1600, 1200)
MOST_BYTES = 130_000


def trace(name: str, picture: Path) -> None:
    """Ray-trace scene `name` into the PNG `picture`."""
    width, height = TRACED
    subprocess.run(  # noqa: S603  (names of our own files)
        ["povray", f"+I{name}.pov", f"+O{picture}", f"+W{width}", f"+H{height}", "+A0.3", "+AM1", "+R2", "-D", "-V"],  # noqa: S607
        cwd=SOURCES,
        check=True,
        capture_output=True,
    )


def finish(traced: Image.Image, seed: str) -> Image.Image:
    """The traced picture at full size, with warmth, vignette and grain; the same seed gives the same grain."""
    calm = traced.convert("RGB").filter(ImageFilter.MedianFilter(3))
    photo = calm.resize(SIZE, Image.Resampling.LANCZOS)
    photo = ImageEnhance.Color(ImageEnhance.Contrast(photo).enhance(1.04)).enhance(0.88)
    falloff = [255 - round(55 * (distance / 255) ** 2) for distance in range(256)]
    vignette = Image.radial_gradient("L").resize(SIZE).point(falloff)
    photo = ImageChops.multiply(photo, Image.merge("RGB", [vignette] * 3))
    small = (SIZE[0] // 2, SIZE[1] // 2)
    grain = Image.frombytes("L", small, random.Random(seed).randbytes(small[0] * small[1])).resize(SIZE)  # noqa: S311
    return Image.blend(photo, ImageChops.overlay(photo, Image.merge("RGB", [grain] * 3)), 0.015)


def save(photo: Image.Image, target: Path) -> None:
    """Write a JPEG of at most MOST_BYTES, at the best quality up to 82 that fits."""
    for quality in range(82, 30, -4):
        photo.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
        if target.stat().st_size <= MOST_BYTES:
            return
    raise SystemExit(f"{target.name} does not fit in {MOST_BYTES} bytes")


def main(names: list[str]) -> None:
    """Render the named scenes, or all of them."""
    for name in names or sorted(source.stem for source in SOURCES.glob("*.pov")):
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / f"{name}.png"
            trace(name, picture)
            save(finish(Image.open(picture), name), TARGET / f"{name}.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
