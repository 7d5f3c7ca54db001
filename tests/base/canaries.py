"""Photos with words in them: the canary in every place that a format has for words."""

import struct
from collections.abc import Iterator

from PIL import Image, ImageCms, PngImagePlugin

from .bad_images import CANARY, jpeg_segment, png_chunk, saved, scene, with_segment
from .heic import box, heic

KINDS = ("JPEG", "PNG", "WEBP", "HEIF")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:City>' + CANARY + b"</photoshop:City></x:xmpmeta>"
IPTC = b"\x1c\x02\x05" + struct.pack(">H", len(CANARY)) + CANARY  # object name
PHOTOSHOP = (
    b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(IPTC)) + IPTC + bytes(len(IPTC) % 2)
)  # as every program writes IPTC in a JPEG


def exif() -> Image.Exif:
    """Who made it, with what, and where."""
    told = Image.Exif()
    told[0x010E] = told[0x9286] = told[0x010F] = CANARY.decode()  # description, comment, maker
    position = {1: "N", 2: (52.0, 5.0, 12.0), 3: "E", 4: (4.0, 18.0, 3.0), 29: "2026:11:20", 27: CANARY}
    told.get_ifd(0x8825).update(position)
    return told


def profile() -> bytes:
    """A colour profile with a remark behind it."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY


def _thumbnail() -> bytes:
    """Exif by hand, for the second directory: a small picture, with a comment of its own."""
    small = with_segment(saved(scene(30, 20), "JPEG"), 0xFE, CANARY)
    first = struct.pack("<HI", 0, 14)
    entries = struct.pack("<HHII", 0x0201, 4, 1, 44) + struct.pack("<HHII", 0x0202, 4, 1, len(small))
    return b"Exif\0\0II*\0\x08\0\0\0" + first + struct.pack("<H", 2) + entries + bytes(4) + small


def _extended_xmp() -> bytes:
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32
    return head + struct.pack(">II", len(XMP), 0) + XMP


def _profile_by_hand() -> bytes:
    return b"ICC_PROFILE\0\x01\x01" + profile()


def with_everything(kind: str) -> bytes:
    """A photo as a careless camera makes it: every place at once."""
    if kind == "HEIF":
        return heic(scene(), exif=exif().tobytes(), xmp=XMP, icc_profile=profile()) + box(b"free", CANARY) + CANARY
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", CANARY.decode())
        texts.add_text("Comment", CANARY.decode(), zip=True)
        texts.add_itxt("Title", CANARY.decode(), "nl", "Titel")
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        texts.add(b"prVt", CANARY)
        return saved(scene(), kind, exif=exif(), icc_profile=profile(), pnginfo=texts) + CANARY
    data = saved(scene(), kind, exif=exif(), icc_profile=profile(), xmp=XMP)
    if kind == "WEBP":
        return _with_webp_chunk(data, b"note") + CANARY
    for marker, body in ((0xED, PHOTOSHOP), (0xFE, CANARY), (0xEB, b"JP\0\x01" + CANARY), (0xE1, _extended_xmp())):
        data = with_segment(data, marker, body)
    return data + CANARY


def _with_webp_chunk(data: bytes, kind: bytes) -> bytes:
    extra = kind + struct.pack("<I", len(CANARY)) + CANARY + bytes(len(CANARY) % 2)
    return data[:4] + struct.pack("<I", len(data) - 8 + len(extra)) + data[8:] + extra


def one_by_one() -> Iterator[tuple[str, bytes]]:
    """Names and files, each with the canary in one place."""
    jpeg = saved(scene(), "JPEG")
    segments = {
        "exif with a place": (0xE1, exif().tobytes()),
        "exif with a small picture": (0xE1, _thumbnail()),
        "xmp": (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        "extended xmp": (0xE1, _extended_xmp()),
        "iptc": (0xED, PHOTOSHOP),
        "a profile with a remark": (0xE2, _profile_by_hand()),
        "the index of a second picture": (0xE2, b"MPF\0II*\0\x08\0\0\0\0\0" + CANARY),
        "flashpix": (0xE2, b"FPXR\0" + CANARY),
        "a remark": (0xFE, CANARY),
        "a remark of its program": (0xEC, b"Ducky" + CANARY),
    }
    for name, (marker, body) in segments.items():
        yield f"jpeg with {name}", with_segment(jpeg, marker, body)
    yield "jpeg with a remark between its scans", jpeg[:-2] + jpeg_segment(0xFE, CANARY) + jpeg[-2:]
    header = saved(scene(), "PNG")
    chunks = {
        b"tEXt": b"Author\0" + CANARY,
        b"iTXt": b"Title\0\0\0nl\0Titel\0" + CANARY,
        b"eXIf": exif().tobytes()[6:],
        b"prVt": CANARY,
    }
    for chunk, body in chunks.items():
        yield f"png with {chunk.decode()}", header[:33] + png_chunk(chunk, body) + header[33:]
    yield "webp with exif", saved(scene(), "WEBP", exif=exif())
    yield "webp with xmp", saved(scene(), "WEBP", xmp=XMP)
    yield "webp with a chunk of its own", _with_webp_chunk(saved(scene(mode="RGBA"), "WEBP"), b"note")
    yield "heic with exif", heic(scene(), exif=exif().tobytes())
    yield "heic with xmp", heic(scene(), xmp=XMP)
    for kind in KINDS:
        yield f"{kind.lower()} with everything", with_everything(kind)
