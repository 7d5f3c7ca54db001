"""Reading the ZIP of a set of pictograms: which pictures it holds, what they are called, under which licence.

Nothing is unpacked to a disk, and no more is read of a file than it may be large. What makes the whole unusable is a
``BadZip``; a single bad file is left out, with the reason.
"""

import csv
import io
import re
import stat
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_FILES = 10_000
MOST_PICTURES = 5_000
MOST_BYTES = 500_000_000
"""Of all files together, once unpacked."""
MOST_PICTURE_BYTES = 8_000_000
MOST_TEXT_BYTES = 1_000_000
LONGEST_NAME, LONGEST_LABEL, LONGEST_KEYWORDS = 120, 60, 300
LONGEST_LICENCE, LONGEST_CREDIT = 120, 300
_PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".svg"}
_BESIDE = {".txt", ".md", ".csv", ".html", ".htm", ".pdf", ".json", ".xml", ".rtf", ".ini", ".db", ""}
_ARCHIVES = {".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".svgz"}
_LISTS = {"namen.csv", "names.csv"}
_LICENCES = {"license", "licence", "licentie", "copying"}
_MAC = "__MACOSX"
_READING = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


class BadZip(Exception):
    """The file as a whole cannot be used; ``code`` says why.

    "no_zip", "encrypted", "too_many" (files), "too_large" (unpacked), "no_pictures", "broken_list" (names).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Entry:
    """A picture in the ZIP. ``name`` is what the set calls it, the same at every import."""

    info: ZipInfo
    name: str
    label: str
    keywords: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not taken. ``code``: "place", "link", "archive", "type", "packed", "too_large", "twice"."""

    file: str
    code: str


@dataclass(slots=True)
class SetZip:
    """What there is in the ZIP; pictures are read one by one with ``picture``."""

    zip: ZipFile
    pictures: list[Entry] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    licence: str = ""
    credit: str = ""

    def picture(self, entry: Entry) -> bytes | None:
        """The bytes of a picture; nothing when they cannot be read, or are more than they may be."""
        try:
            return read_at_most(self.zip, entry.info, MOST_PICTURE_BYTES)
        except _READING:
            return None


def open_set(data: bytes) -> SetZip:
    """Look into the ZIP. Raises BadZip."""
    zipped, infos = _listed(data)
    paths = {_path(info): info for info in infos}
    licence, credit = _licence(zipped, paths)
    made = SetZip(zipped, licence=licence, credit=credit)
    made.left_out = [LeftOut(_path(info)[:200], "twice") for info in infos if paths[_path(info)] is not info]
    named, top = _names(zipped, paths), _top(paths)
    taken: set[str] = set()
    for path, info in paths.items():
        code = _wrong(path, info)
        entry = _entry(path, info, top, named)
        if code is None and entry.name.casefold() in taken:
            code = "twice"
        if code is None:
            taken.add(entry.name.casefold())
            made.pictures.append(entry)
        elif code != "beside":
            made.left_out.append(LeftOut(path[:200], code))
    if not made.pictures:
        raise BadZip("no_pictures")
    if len(made.pictures) > MOST_PICTURES:
        raise BadZip("too_many")
    return made


def _listed(data: bytes) -> tuple[ZipFile, list[ZipInfo]]:
    try:
        zipped = ZipFile(io.BytesIO(data))
        infos = [info for info in zipped.infolist() if not info.is_dir()]
    except _READING:
        raise BadZip("no_zip") from None
    if len(infos) > MOST_FILES:
        raise BadZip("too_many")
    if any(info.flag_bits & 0x1 for info in infos):
        raise BadZip("encrypted")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise BadZip("too_large")
    return zipped, infos


def read_at_most(zipped: ZipFile, info: ZipInfo, most: int) -> bytes | None:
    """A file's bytes; nothing when they are more than ``most``, or not as many as the ZIP says."""
    with zipped.open(info) as file:
        data = file.read(most + 1)
    return data if len(data) == info.file_size <= most else None


def _path(info: ZipInfo) -> str:
    """The path as it was meant: many programs write UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode()
        except UnicodeError:
            name = info.orig_filename
    return "".join(letter for letter in name.replace("\\", "/") if letter.isprintable())


def _wrong(path: str, info: ZipInfo) -> str | None:
    """Why a file is no picture to take; "beside" for what belongs beside pictures and needs no mention."""
    parts = PurePosixPath(path).parts
    suffix = PurePosixPath(path).suffix.lower()
    hidden = any(part.startswith((_MAC, ".")) and part not in {".", ".."} for part in parts)
    checks = (
        ("beside", hidden and ".." not in parts),
        ("place", path.startswith("/") or ".." in parts or bool(re.match(r"[A-Za-z]:", path))),
        ("link", stat.S_ISLNK(info.external_attr >> 16)),
        ("archive", suffix in _ARCHIVES),
        ("beside", suffix in _BESIDE),
        ("type", suffix not in _PICTURES),
        ("packed", info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}),
        ("too_large", info.file_size > MOST_PICTURE_BYTES),
    )
    return next((code for code, wrong in checks if wrong), None)


def _top(paths: dict[str, ZipInfo]) -> str:
    """The one folder that everything lies in, if there is one."""
    tops = {path.partition("/")[0] for path in paths if not path.startswith((_MAC, "."))}
    return f"{tops.pop()}/" if len(tops) == 1 else ""


def _entry(path: str, info: ZipInfo, top: str, named: dict[str, tuple[str, str]]) -> Entry:
    name = path.removeprefix(top).rpartition(".")[0][:LONGEST_NAME]
    file = PurePosixPath(path)
    label, keywords = (
        named.get(path.casefold()) or named.get(file.name.casefold()) or named.get(file.stem.casefold(), ("", ""))
    )
    return Entry(info, name, (label or _spoken(file.stem))[:LONGEST_LABEL], keywords[:LONGEST_KEYWORDS])


def _spoken(stem: str) -> str:
    """*wash_hands_2* is called *wash hands 2*; a name that holds no letters stays as it is."""
    said = re.sub(r"\s+([,.;])", r"\1", " ".join(re.sub(r"[_\-+]+", " ", stem).split())).strip(" ,.;")
    return said or stem


def _text(zipped: ZipFile, info: ZipInfo) -> str | None:
    try:
        data = read_at_most(zipped, info, MOST_TEXT_BYTES)
    except _READING:
        return None
    if data is None:
        return None
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252", "latin-1"):
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeError:
            continue
    return None


def _names(zipped: ZipFile, paths: dict[str, ZipInfo]) -> dict[str, tuple[str, str]]:
    """Label and keywords by file, path or bare name, from the list in the ZIP. Raises BadZip for one it cannot read."""
    found = [info for path, info in paths.items() if PurePosixPath(path).name.casefold() in _LISTS]
    if not found:
        return {}
    text = _text(zipped, found[0])
    if text is None:
        raise BadZip("broken_list")
    first = text.partition("\n")[0]
    delimiter = max((";", "\t", ","), key=first.count)
    named: dict[str, tuple[str, str]] = {}
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            cells = [" ".join(cell.split()) for cell in row]
            if len(cells) >= 2 and cells[0] and cells[1]:
                named.setdefault(cells[0].replace("\\", "/").casefold(), (cells[1], " ".join(cells[2:])))
    except csv.Error:
        raise BadZip("broken_list") from None
    return named


def _licence(zipped: ZipFile, paths: dict[str, ZipInfo]) -> tuple[str, str]:
    """The first line of the licence file, and the second as the credit."""
    for path, info in paths.items():
        file = PurePosixPath(path)
        if file.stem.casefold() in _LICENCES and file.suffix.lower() in {"", ".txt", ".md"}:
            lines = [" ".join(line.strip(" #*\t").split()) for line in (_text(zipped, info) or "").splitlines()]
            first, second, *_more = [*filter(None, lines), "", ""]
            return first[:LONGEST_LICENCE], second[:LONGEST_CREDIT]
    return "", ""
