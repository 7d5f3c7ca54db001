"""A camera for Chromium that sees QR codes."""

from collections.abc import Sequence
from pathlib import Path

import segno
from PIL import Image

WIDTH, HEIGHT, FRAMES = 640, 480, 10


def _frame(text: str) -> bytes:
    """A sheet of grey with the code in the middle, as brightness and no colour."""
    code = segno.make(text, error="m")
    size, border = int(code.symbol_size(scale=6)[0]), 24
    picture = Image.new("L", (WIDTH, HEIGHT), 150)
    picture.paste(
        255,
        (
            (WIDTH - size) // 2 - border,
            (HEIGHT - size) // 2 - border,
            (WIDTH + size) // 2 + border,
            (HEIGHT + size) // 2 + border,
        ),
    )
    drawn = Image.new("L", (size, size), 255)
    for y, row in enumerate(code.matrix_iter(scale=6)):
        for x, dark in enumerate(row):
            if dark:
                drawn.putpixel((x, y), 0)
    picture.paste(drawn, ((WIDTH - size) // 2, (HEIGHT - size) // 2))
    return picture.tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)


def film(file: Path, texts: Sequence[str]) -> list[str]:
    """Write what the camera sees, two seconds of each, over and over; the flags with which Chromium looks at it."""
    frames = [b"FRAME\n" + _frame(text) for text in texts for _ in range(FRAMES)]
    file.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F5:1 Ip A1:1 C420jpeg\n".encode() + b"".join(frames))
    return ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={file}"]
