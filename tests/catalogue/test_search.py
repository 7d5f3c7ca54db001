"""Dutch words find the right picture, also half typed, without accents, or with a slip of the finger."""

import json
import re

import pytest

from app.base.assets import STATIC
from app.catalogue import search
from app.catalogue.pictograms import DATA, of_work, pictograms


def found(query: str) -> list[str]:
    return [one.name for one in search.search(query, of_work(), lambda one: one.words)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("stofzuigen", "vacuuming"),
        ("zuigen", "vacuuming"),
        ("hoover", "vacuuming"),
        ("STOFZUIGER", "vacuuming"),
        ("stofzuger", "vacuuming"),
        ("dweil", "mopping"),
        ("vakkenvul", "shelf-stocking"),
        ("schap vul", "shelf-stocking"),
        ("fohn", "hair-dryer"),
        ("föhnen", "hair-dryer"),
        ("handdoeken", "folding"),
        ("afwas", "washing-up"),
        ("vaatwasser", "dishwasher"),
        ("kassa", "till"),
        ("srtijken", "ironing"),
        ("hond uitlaten", "walking-dog"),
        ("rolstoel", "wheelchair"),
        ("heftruck", "forklift"),
        ("over datum", "date-check"),
    ],
)
def test_a_word_finds_its_picture_first(query: str, name: str) -> None:
    assert found(query)[:1] == [name]


def test_a_label_goes_before_a_keyword_and_unicodes_words_come_last() -> None:
    names = found("koffie")
    assert names[:2] == ["coffee", "coffee-machine"]
    assert names.index("drip-coffee") < names.index("cookies")
    assert found("heks")[0] == "sweep"
    assert found("hond")[:2] == ["walking-dog", "dog-care"]


def test_every_word_has_to_fit_and_nonsense_finds_nothing() -> None:
    assert found("was vouwen")[0] == "folding"
    assert "washing-machine" not in found("was vouwen")
    assert found("xyzzy") == found("was xyzzy") == []
    assert len(found(" - ")) == len(of_work())


def test_a_slip_is_allowed_for_only_when_nothing_fits_without() -> None:
    assert "gloves" not in found("hond")
    assert "dog-care" in found("honf")


def test_every_picture_has_a_dutch_word_and_a_file_without_anything_from_outside() -> None:
    for picture in pictograms().values():
        assert re.search(r"[a-z]", picture.label)
        svg = (STATIC / picture.file).read_text()
        assert not re.search(r"<script|href|url\(http|\son\w+=|<image|<!", svg), picture.name


def test_annotations_are_of_pictures_that_are_there_and_bring_their_licence() -> None:
    carried = json.loads((DATA / "annotations-nl.json").read_text())
    assert set(carried["words"]) <= set(pictograms())
    assert "UNICODE LICENSE V3" in (DATA / "annotations-nl.LICENSE").read_text()
