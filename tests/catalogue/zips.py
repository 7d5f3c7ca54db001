"""ZIPs of pictograms for tests: good ones, and what a school should never be able to hurt us with."""

import io
import stat
import struct
import zlib
from dataclasses import dataclass
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

from PIL import Image

LICENCE = "CC BY-SA 4.0\nDe makers van de set\n"
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str = '<path fill="red" d="M0 0h9v9H0z"/>', head: str = "") -> bytes:
    """A small drawing."""
    return f'{head}<svg {SPACES} viewBox="0 0 9 9">{inside}</svg>'.encode()


def png(colour: str = "orange", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def zipped(*files: tuple[str | ZipInfo, bytes], **options: int) -> bytes:
    """A ZIP with these files."""
    out = io.BytesIO()
    with ZipFile(out, "w", options.get("compression", ZIP_DEFLATED)) as made:
        for name, data in files:
            made.writestr(name, data)
    return out.getvalue()


def good(**files: bytes) -> bytes:
    """A ZIP as it should be, with its licence."""
    pictures = files or {"vegen": png(), "dweilen": svg()}
    kept = [
        (f"{name}.svg" if data.lstrip().startswith(b"<") else f"{name}.png", data) for name, data in pictures.items()
    ]
    return zipped(*kept, ("LICENTIE.txt", LICENCE.encode()))


def link(name: str) -> ZipInfo:
    """A symbolic link."""
    info = ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def named(name: bytes, data: bytes) -> bytes:
    """A ZIP whose one file is named in these bytes, in no declared encoding."""
    crc, size = zlib.crc32(data), len(data)
    head = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, crc, size, size, len(name), 0)
    local = b"PK\3\4" + head + name + data
    central = b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def encrypted() -> bytes:
    """A ZIP that says of its file that it has a password."""
    data = bytearray(zipped(("a.png", png())))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def lying(real: bytes, told: int) -> bytes:
    """A ZIP that says of its file that it has this size, when it has another."""
    data = bytearray(zipped(("a.png", real)))
    for mark, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", data, data.index(mark) + place, told)
    return bytes(data)


def swollen(count: int, told: int) -> bytes:
    """A ZIP of many files that each say they are this large."""
    data = bytearray(zipped(*[(f"{number}.png", b"x") for number in range(count)]))
    place = data.index(b"PK\1\2")
    while place >= 0:
        struct.pack_into("<I", data, place + 24, told)
        place = data.find(b"PK\1\2", place + 4)
    return bytes(data)


def flipped() -> bytes:
    """A ZIP whose first picture is damaged."""
    data = bytearray(zipped(("a.png", png()), ("b.png", png("blue")), compression=0))
    data[data.index(b"IDAT") + 6] ^= 0xFF
    return bytes(data)


@dataclass(frozen=True)
class Bad:
    """A ZIP and what should become of it: the code of why it is refused, or why ``file`` is left out."""

    name: str
    data: bytes
    refused: str = ""
    left_out: str = ""
    file: str = ""


def corpus() -> list[Bad]:
    """All of them."""
    ok = ("goed.png", png())
    bomb = b"\0" * 30_000_000
    lol = (
        "<!DOCTYPE s ["
        '<!ENTITY a "lollol">' + "".join(f'<!ENTITY a{number} "{"&a;" * 10}">' for number in range(9)) + "]>"
    )
    uses = '<g id="a0"><path d="M0 0h1v1z"/></g>' + "".join(
        f'<g id="a{number}">{f"""<use xlink:href="#a{number - 1}"/>""" * 12}</g>' for number in range(1, 8)
    )
    return [
        Bad("empty", b"", refused="no_zip"),
        Bad("text", b"geen zip", refused="no_zip"),
        Bad("cut", zipped(ok)[:-30], refused="no_zip"),
        Bad("a-picture", png(), refused="no_zip"),
        Bad("nothing-in-it", zipped(), refused="no_pictures"),
        Bad("only-a-licence", zipped(("LICENTIE.txt", b"x")), refused="no_pictures"),
        Bad("encrypted", encrypted(), refused="encrypted"),
        Bad("ten-thousand-files", zipped(*[(f"{number}.png", b"") for number in range(10_001)]), refused="too_many"),
        Bad("too-many-pictures", zipped(*[(f"{number}.png", b"") for number in range(5_001)]), refused="too_many"),
        Bad("bombs-together", swollen(64, 7_900_000), refused="too_large"),
        Bad("broken-list", zipped(ok, ("namen.csv", b"x" * 1_100_000)), refused="broken_list"),
        Bad("bomb", zipped(ok, ("bom.png", bomb)), left_out="too_large", file="bom.png"),
        Bad("out-of-the-folder", zipped(ok, ("../../etc/x.png", png())), left_out="place", file="../../etc/x.png"),
        Bad("absolute", zipped(ok, ("/etc/x.png", png())), left_out="place", file="/etc/x.png"),
        Bad("windows", zipped(ok, ("C:\\x\\y.png", png())), left_out="place", file="C:/x/y.png"),
        Bad("a-link", zipped(ok, (link("link.png"), b"/etc/passwd")), left_out="link", file="link.png"),
        Bad("nested", zipped(ok, ("meer.zip", zipped(ok))), left_out="archive", file="meer.zip"),
        Bad("packed-drawing", zipped(ok, ("a.svgz", b"\x1f\x8b")), left_out="archive", file="a.svgz"),
        Bad("program", zipped(ok, ("a.exe", b"MZ")), left_out="type", file="a.exe"),
        Bad("gif", zipped(ok, ("a.gif", b"GIF89a")), left_out="type", file="a.gif"),
        Bad("bzip2", zipped(("a.png", png()), compression=ZIP_BZIP2), refused="no_pictures"),
        Bad("lzma", zipped(("a.png", png()), compression=ZIP_LZMA), refused="no_pictures"),
        Bad("twice", zipped(("a.png", png()), ("a.svg", svg())), left_out="twice", file="a.svg"),
        Bad("twice-but-for-case", zipped(("a.png", png()), ("A.png", png())), left_out="twice", file="A.png"),
        Bad("damaged", flipped(), left_out="broken", file="a.png"),
        Bad("larger-than-told", lying(png(), 40), left_out="broken", file="a.png"),
        Bad("smaller-than-told", lying(png(), 7_000_000), left_out="broken", file="a.png"),
        Bad("not-what-it-says", zipped(ok, ("a.png", b"<html>")), left_out="wrong_type", file="a.png"),
        Bad("empty-picture", zipped(ok, ("a.png", b"")), left_out="empty", file="a.png"),
        *[
            Bad(name, zipped(ok, ("a.svg", drawing)), left_out=code, file="a.svg")
            for name, code, drawing in (
                ("script", "unsafe", svg("<script>1</script>")),
                ("handler", "unsafe", svg('<path onclick="a()"/>')),
                ("html-inside", "unsafe", svg("<foreignObject/>")),
                ("from-elsewhere", "unsafe", svg('<image href="http://x/a.png"/>')),
                ("from-our-disk", "unsafe", svg('<image xlink:href="/etc/passwd"/>')),
                ("use-from-elsewhere", "unsafe", svg('<use href="b.svg#x"/>')),
                ("laughs", "unsafe", svg("<text>&a8;</text>", lol)),
                ("outer-entity", "unsafe", svg("&x;", '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
                ("laughs-by-use", "broken", svg(uses)),
                ("cut-drawing", "broken", svg()[:-4]),
                ("deep", "broken", svg("<g>" * 20_000 + "</g>" * 20_000)),
            )
        ],
    ]
