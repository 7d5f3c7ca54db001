"""Vendored files are what their SOURCE.json says, and every picture we serve is only a picture."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.catalogue.words import THEMES

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "app" / "static"
VENDORED = sorted(
    folder
    for parent in (STATIC / "vendor", ROOT / "tests" / "vendor")
    for folder in parent.iterdir()
    if folder.is_dir()
)
SVGS = sorted(STATIC.rglob("*.svg"))
PICTOGRAMS = json.loads((ROOT / "app" / "catalogue" / "data" / "pictograms.json").read_text("utf-8"))
KINDS = {"task", "feeling", "avatar", "level", "other"}
SHAPES = {"path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
INERT = SHAPES | {"svg", "g", "defs", "title", "desc", "linearGradient", "radialGradient", "stop", "clipPath"}
OUTWARD = re.compile(r"url\((?!#)", re.IGNORECASE)


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of every file below `folder`, by relative path, without SOURCE.json itself."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SOURCE.json"
    }


def unsafe_parts(svg: str) -> Iterator[str]:
    """What in this SVG could run, fetch, or be refused by our content security policy."""
    if re.search(r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", svg, re.IGNORECASE):
        yield "document type, entity or style sheet"
        return
    for element in ElementTree.fromstring(svg).iter():  # noqa: S314  (our own files, no DOCTYPE)
        tag = element.tag.rpartition("}")[2]
        if tag not in INERT:
            yield f"<{tag}>"
        for attribute, value in element.attrib.items():
            name = attribute.rpartition("}")[2].lower()
            if name in {"href", "src", "style"} or name.startswith("on") or OUTWARD.search(value):
                yield f'{name}="{value}"'


def test_there_is_something_to_check() -> None:
    assert len(VENDORED) >= 4
    assert len(SVGS) >= 100
    assert len(PICTOGRAMS) >= 100


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_vendored_folder_is_as_declared(folder: Path) -> None:
    source = json.loads((folder / "SOURCE.json").read_text("utf-8"))
    assert folder.name.endswith(f"-{source['version']}")
    assert all(source[field] for field in ("name", "licence", "source"))
    assert any(path.name.startswith("LICENSE") for path in folder.iterdir())
    assert digests(folder) == source["files"]


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_vendored_folder_is_in_the_licence_list(folder: Path) -> None:
    assert folder.relative_to(ROOT).as_posix() in (ROOT / "docs" / "third-party.md").read_text("utf-8")


def test_pictograms_have_unique_names_and_files_that_exist() -> None:
    names = [pictogram["name"] for pictogram in PICTOGRAMS]
    assert len(names) == len(set(names))
    for pictogram in PICTOGRAMS:
        assert set(pictogram) == {"name", "label", "keywords", "file", "source", "kind", "theme"}
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", pictogram["name"])
        assert pictogram["kind"] in KINDS
        assert (pictogram["theme"] in THEMES) == (pictogram["kind"] == "task"), pictogram["name"]
        assert pictogram["label"]
        assert pictogram["keywords"]
        assert (STATIC / pictogram["file"]).is_file(), pictogram["file"]


def test_a_pictogram_says_where_it_comes_from() -> None:
    for pictogram in PICTOGRAMS:
        code = Path(pictogram["file"]).stem
        ours = pictogram["file"].startswith("pictograms/")
        assert pictogram["source"] == ("werkbrug" if ours else f"openmoji {code}")


def test_every_pictogram_file_is_in_the_list() -> None:
    drawn = {path for path in SVGS if path.parent.name == "pictograms" or "openmoji" in path.parent.name}
    assert drawn == {STATIC / pictogram["file"] for pictogram in PICTOGRAMS}


def test_every_svg_is_only_a_picture() -> None:
    found = {path.name: list(unsafe_parts(path.read_text("utf-8"))) for path in SVGS}
    assert {name: parts for name, parts in found.items() if parts} == {}


@pytest.mark.parametrize(
    "content",
    [
        "<script>1</script>",
        "<style>a{}</style>",
        '<image href="x.png"/>',
        '<use xlink:href="x.svg#a"/>',
        '<path style="fill:url(#a)"/>',
        '<path fill="url(x.svg#a)"/>',
        '<path onclick="a()"/>',
        "<foreignObject/>",
    ],
)
def test_an_unsafe_svg_is_noticed(content: str) -> None:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    svg = f"<svg {spaces}>{content}</svg>"
    assert list(unsafe_parts(svg))
