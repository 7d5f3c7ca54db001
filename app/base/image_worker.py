"""The process that opens photos, so that no server process ever does. Started by `images.py`, not imported.

It loads Pillow once, opens nothing itself, and forks a fresh child for every photo. The child gets the bytes
over a socket of its own, answers over the same, and ends: no two photos ever meet in one memory. A child that
runs too long is killed. When the server goes away the control socket (standard input) closes, and everything
here ends with it. Only the child of a HEIC loads the library for it, so that no other photo pays for that.

Control socket, one request at a time: in, the format's name with the photo's socket attached; out, one byte,
see DONE, SLOW and CRASHED, sent after the child is gone. Photo's socket: in, the photo up to the end of
stream; out, one line of JSON (`large`, the length of the large picture; or `code` and `reason`), then the
large and the small picture. For a pictogram the format is `fit:PNG` or `fill:SVG` and the like, and the one
picture that comes back is a square.
"""

from __future__ import annotations

import gc
import io
import json
import math
import os
import resource
import select
import signal
import socket
import sys
import warnings
from typing import Any, NamedTuple
from xml.parsers import expat

from PIL import ExifTags, Image, ImageCms, ImageOps

DONE, SLOW, CRASHED = b"d", b"s", b"c"

LARGE, SMALL = 1600, 320
"""Longest side in pixels."""

SQUARE = 256
"""Side of a pictogram in pixels."""

FOREIGN = frozenset({"script", "foreignobject", "iframe", "audio", "video", "object", "embed"})
FETCHING = frozenset({"image", "feimage", "use"})

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets a picture of this Exif orientation upright."""

FROM_CAMERAS = frozenset({"JPEG", "HEIF"})
SRGB = ImageCms.createProfile("sRGB")


class Refused(Exception):
    """The picture is read well enough to know that it is not taken; has the code for `UnreadableImage`."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class Limits(NamedTuple):
    """What one child may use."""

    seconds: float
    memory: int
    camera_pixels: int
    """Of a format that cameras write (JPEG, HEIF)."""
    other_pixels: int
    """Of the others (PNG, WebP)."""
    drawings: bool = False
    """Whether drawings (SVG) come too: what draws them is loaded at the start, for a child can load nothing."""


def recode(data: bytes, picture_format: str, limits: Limits) -> tuple[Image.Image, Image.Image]:
    """The large and the small picture: upright, in sRGB, on white, with nothing of the file but its pixels.

    Raises Refused, MemoryError, or nearly anything from within Pillow for bytes that are no sound picture.
    """
    from_camera = picture_format in FROM_CAMERAS
    Image.MAX_IMAGE_PIXELS = limits.camera_pixels if from_camera else limits.other_pixels
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image: Image.Image = Image.open(io.BytesIO(data), formats=(picture_format,))
    # A camera's file of several pictures is a photo with a depth or gain map behind it, not an animation.
    frames = 1 if from_camera else getattr(image, "n_frames", 1)
    if frames > 1:
        raise Refused("animated", f"{frames} frames")
    size = _fit(image.size, LARGE)
    image.draft(None, _fit(image.size, LARGE, rounded=math.floor))
    image.load()
    turn = TURNS.get(_orientation(image))
    profile = image.info.get("icc_profile")
    large = _in_srgb(_resized(_resizable(image), size), profile)
    del image
    if turn is not None:
        large = large.transpose(turn)
    return large, _resized(large, _fit(large.size, SMALL))


def _fit(size: tuple[int, int], longest: int, rounded: Any = round) -> tuple[int, int]:
    """The size with its shape kept and its longest side at most this; never larger than it was."""
    scale = min(1.0, longest / max(size))
    return max(1, rounded(size[0] * scale)), max(1, rounded(size[1] * scale))


def _orientation(image: Image.Image) -> int:
    """The Exif orientation, 1 (upright) where the data around it is broken: the picture may yet be sound."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 — hostile bytes make a parser raise anything
        return 1


def _resizable(image: Image.Image) -> Image.Image:
    """The picture in a mode whose pixels can be averaged."""
    if image.mode.startswith("I"):  # 16 bits of grey; a plain convert("L") would cut off instead of scale
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("RGB")


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture as opaque sRGB: on white, colours through its own profile where that is usable."""
    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        image = white.convert("RGB")
    if profile:
        try:
            image = _through(image, profile)
        except (ImageCms.PyCMSError, OSError, ValueError):
            image = image.convert("RGB")
    return image.convert("RGB")


def _through(image: Image.Image, profile: bytes) -> Image.Image:
    own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if ImageCms.getProfileDescription(own).startswith("sRGB"):
        return image
    converted = ImageCms.profileToProfile(image, own, SRGB, outputMode="RGB")
    return converted if converted is not None else image


def pictogram(data: bytes, way: str, picture_format: str, limits: Limits) -> Image.Image:
    """The square picture: with `fit` all of it on white, with `fill` the middle of it."""
    if picture_format == "SVG":
        data, picture_format = drawn(data), "PNG"
    large, _small = recode(data, picture_format, limits)
    if way == "fill":
        return ImageOps.fit(large, (SQUARE, SQUARE))
    return ImageOps.pad(large, (SQUARE, SQUARE), color="white")


def drawn(svg: bytes) -> bytes:
    """The drawing as a PNG. Raises Refused for one that would fetch or run something, were it not for us."""
    import resvg_py  # noqa: PLC0415 — loaded by `warm_up`, and only where drawings come

    text = _only_a_drawing(svg)
    return bytes(resvg_py.svg_to_bytes(svg_string=text, width=SQUARE, height=SQUARE, skip_system_fonts=True))


def _only_a_drawing(svg: bytes) -> str:
    """The text of the drawing, which names nothing outside itself and holds no script."""

    def element(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        if local in FOREIGN:
            raise Refused("unsafe", f"<{local}>")
        for key, value in attributes.items():
            if key.lower().startswith("on"):
                raise Refused("unsafe", "a script in an attribute")
            outward = not value.lstrip().startswith(("#", "data:image/"))
            if local in FETCHING and key.rpartition(":")[2].lower() == "href" and outward:
                raise Refused("unsafe", f"<{local}> from elsewhere")

    def entity(_name: str, _parameter: bool, value: str | None, *_outside: object) -> None:
        if value is None or "&" in value or len(value) > 200:
            raise Refused("unsafe", "entities")

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        declared.append(encoding or "utf-8")

    declared: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.EntityDeclHandler = entity
    parser.XmlDeclHandler = declaration
    parser.Parse(svg, True)
    if svg[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return svg.decode("utf-16")
    return svg.removeprefix(b"\xef\xbb\xbf").decode(declared[0] if declared else "utf-8")


def as_webp(image: Image.Image, quality: int) -> bytes:
    """The picture's pixels as WebP, and nothing else."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=quality, method=2, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()


def answer(data: bytes, picture_format: str, limits: Limits) -> bytes:
    """What goes back over the photo's socket."""
    way, _, name = picture_format.rpartition(":")
    try:
        if way:
            pictures: tuple[bytes, ...] = (as_webp(pictogram(data, way, name, limits), 90),)
        else:
            large, small = recode(data, name, limits)
            pictures = as_webp(large, 80), as_webp(small, 70)
    except Refused as refused:
        return _refusal(refused.code, str(refused))
    except (MemoryError, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        return _refusal("too_large", repr(error))
    except Exception as error:  # noqa: BLE001 — hostile bytes make a decoder raise anything
        return _refusal("broken", repr(error))
    return json.dumps({"large": len(pictures[0])}).encode() + b"\n" + b"".join(pictures)


def _refusal(code: str, reason: str) -> bytes:
    return json.dumps({"code": code, "reason": reason[:200]}).encode() + b"\n"


def confine(limits: Limits, picture_format: str) -> None:
    """Takes from this process what no photo needs: much time, much memory, new files, sockets, core dumps.

    And new processes, except for a HEIC: its decoder does nothing without a thread of its own.
    """
    least = {resource.RLIMIT_CPU: math.ceil(limits.seconds) + 1, resource.RLIMIT_AS: limits.memory}
    least |= dict.fromkeys((resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE), 0)
    if not _is_heif(picture_format):
        least[resource.RLIMIT_NPROC] = 0
    for what, most in least.items():
        resource.setrlimit(what, (most, most))


def _is_heif(picture_format: str) -> bool:
    return picture_format.rpartition(":")[2] == "HEIF"


def load_heif() -> None:
    """Teaches Pillow to open HEIC, and of it nothing but the picture itself."""
    import pillow_heif  # noqa: PLC0415 — see the top

    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def child(connection: socket.socket, picture_format: str, limits: Limits) -> None:
    """Answers one photo."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)  # the control socket
    os.dup2(nothing, 2)  # the decoders' own remarks about the picture
    os.close(nothing)
    if _is_heif(picture_format):
        load_heif()
    confine(limits, picture_format)
    with connection, connection.makefile("rb") as stream:
        connection.sendall(answer(stream.read(), picture_format, limits))


def serve(control: socket.socket, connection: socket.socket, picture_format: str, limits: Limits) -> bytes:
    """Lets a child answer one photo; returns what became of it, after its end."""
    lives, held = os.pipe()  # the child alone holds the other end: readable means that it ended
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(lives)
            child(connection, picture_format, limits)
            status = 0
        finally:
            os._exit(status)
    os.close(held)
    connection.close()
    ended, _, _ = select.select([lives, control.fileno()], [], [], limits.seconds)
    os.kill(pid, signal.SIGKILL)  # of no effect on one that ended, and nothing else can have its number yet
    _, wait_status = os.waitpid(pid, 0)
    os.close(lives)
    if not ended:
        return SLOW
    return DONE if wait_status == 0 else CRASHED


def warm_up(limits: Limits) -> None:
    """Takes a small picture of each format through everything: a confined child can load nothing more."""
    picture = Image.linear_gradient("L").convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    profile = ImageCms.ImageCmsProfile(SRGB).tobytes()
    for picture_format in ("JPEG", "PNG", "WEBP"):
        out = io.BytesIO()
        picture.save(out, picture_format, exif=exif, icc_profile=profile)
        reply = answer(out.getvalue(), picture_format, limits)
        if b'"code"' in reply.partition(b"\n")[0]:
            raise RuntimeError(f"This Pillow cannot take {picture_format}: {reply!r}")
    if limits.drawings:
        drawn(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>')
    Image.init()
    gc.collect()
    gc.freeze()


def main() -> None:
    """Serves photos until the control socket closes."""
    limits = Limits(**json.loads(sys.argv[1]))
    control = socket.socket(fileno=0)
    warm_up(limits)
    while True:
        message, fds, _, _ = socket.recv_fds(control, 16, 1)
        if not message:
            return
        connection = socket.socket(fileno=fds[0])
        try:
            control.send(serve(control, connection, message.decode(), limits))
        except BrokenPipeError:
            return


if __name__ == "__main__":
    main()
