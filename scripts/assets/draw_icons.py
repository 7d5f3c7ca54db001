"""Draws the icons of the installed app from the bridge's pictogram: ``python scripts/assets/draw_icons.py``.

A maskable icon is cut to a circle or a rounded square by the phone: what matters lies within the middle 80 %. An iPhone
shows no see-through pixels, so its icon has a ground too.
"""

import re
import tempfile
from pathlib import Path

from PIL import Image
from resvg_py import svg_to_bytes

STATIC = Path(__file__).parents[2] / "app" / "static"
GROUND = "#e4eefd"
CAMERA = STATIC / "vendor" / "openmoji-17.0.0" / "1F4F7.svg"
BRIDGE = STATIC / "pictograms" / "bridge.svg"

ICONS = (
    ("icon-192", BRIDGE, 192, 0.84, 0.22),
    ("icon-512", BRIDGE, 512, 0.84, 0.22),
    ("maskable-512", BRIDGE, 512, 0.62, 0.0),
    ("touch-180", BRIDGE, 180, 0.76, 0.0),
    ("log-96", CAMERA, 96, 0.9, None),
)
"""Name, drawing, pixels, how much of the side the drawing takes, and the ground's corners (none: no ground)."""


def drawn(drawing: Path, part: float, corner: float | None) -> str:
    """The icon as one SVG of 100 by 100."""
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", drawing.read_text(), flags=re.DOTALL)
    side, edge = 100 * part, 50 * (1 - part)
    lift = 0.06 * side if drawing == BRIDGE else 0  # there is more air above the bridge than below it
    ground = "" if corner is None else f'<rect width="100" height="100" rx="{100 * corner}" fill="{GROUND}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{ground}'
        f'<svg x="{edge}" y="{edge - lift}" width="{side}" height="{side}" viewBox="0 0 72 72">{inner}</svg></svg>'
    )


def main() -> None:
    """Draw them all, in as few colours as they have."""
    (STATIC / "icons").mkdir(exist_ok=True)
    for name, drawing, pixels, part, corner in ICONS:
        png = svg_to_bytes(svg_string=drawn(drawing, part, corner), width=pixels, height=pixels)
        with tempfile.NamedTemporaryFile(suffix=".png") as whole:
            whole.write(bytes(png))
            whole.flush()
            with Image.open(whole.name) as image:
                few = image.convert("RGBA").quantize(64, dither=Image.Dither.NONE)
                few.save(STATIC / "icons" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
