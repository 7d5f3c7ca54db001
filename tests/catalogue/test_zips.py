"""What a ZIP holds, what it is called, and what it can never do."""

from zipfile import ZipInfo

import pytest

from app.catalogue.zips import BadZip, open_set
from tests.catalogue.zips import LICENCE, Bad, corpus, named, png, svg, zipped

CORPUS = corpus()
LATER = {"broken", "wrong_type", "empty", "unsafe"}
"""What shows only when the picture itself is opened; tests/catalogue/test_sets.py tries those."""


@pytest.mark.parametrize("sent", [bad for bad in CORPUS if bad.refused], ids=lambda bad: bad.name)
def test_a_zip_that_cannot_be_used_is_refused(sent: Bad) -> None:
    with pytest.raises(BadZip) as refused:
        open_set(sent.data)
    assert refused.value.code == sent.refused


@pytest.mark.parametrize(
    "sent", [bad for bad in CORPUS if bad.left_out and bad.left_out not in LATER], ids=lambda bad: bad.name
)
def test_a_bad_file_is_left_out_and_named(sent: Bad) -> None:
    found = open_set(sent.data)
    assert [(left.file, left.code) for left in found.left_out] == [(sent.file, sent.left_out)]
    assert len(found.pictures) == 1


def test_names_come_from_the_list_else_from_the_files() -> None:
    listed = "file;naam;trefwoorden\nmop.svg;Vloer dweilen;mop, nat\nset/kar.png;Kar;\r\nniets\n".encode("utf-8-sig")
    found = open_set(
        zipped(
            ("set/mop.svg", svg()),
            ("set/kar.png", png()),
            ("set/wash_hands_,_to.png", png()),
            ("set/namen.csv", listed),
        )
    )
    assert [(one.name, one.label, one.keywords) for one in found.pictures] == [
        ("mop", "Vloer dweilen", "mop, nat"),
        ("kar", "Kar", ""),
        ("wash_hands_,_to", "wash hands, to", ""),
    ]


def test_a_list_with_commas_in_an_old_encoding_is_read() -> None:
    listed = "mop.svg,Één mop\n".encode("cp1252")
    found = open_set(zipped(("mop.svg", svg()), ("names.csv", listed)))
    assert found.pictures[0].label == "Één mop"


def test_names_in_undeclared_utf_8_and_old_encodings_can_be_read() -> None:
    assert open_set(named("föhn.png".encode(), png())).pictures[0].label == "föhn"
    assert open_set(named("föhn.png".encode("cp437"), png())).pictures[0].label == "föhn"
    assert open_set(zipped(("föhn.png", png()))).pictures[0].label == "föhn"


def test_the_licence_is_read_from_the_zip() -> None:
    found = open_set(zipped(("set/a.png", png()), ("set/LICENTIE.txt", LICENCE.encode())))
    assert (found.licence, found.credit) == ("CC BY-SA 4.0", "De makers van de set")
    assert open_set(zipped(("a.png", png()))).licence == ""


def test_what_lies_beside_pictures_needs_no_mention() -> None:
    found = open_set(
        zipped(("a.png", png()), ("__MACOSX/._a.png", b"x"), (".DS_Store", b"x"), ("LEESMIJ.txt", b"x"), ("map/", b""))
    )
    assert (len(found.pictures), found.left_out) == (1, [])


def test_the_same_path_twice_is_one_picture() -> None:
    info, again = ZipInfo("a.png"), ZipInfo("b.png")
    data = zipped((info, png()), (again, png("blue"))).replace(b"b.png", b"a.png")
    found = open_set(data)
    assert (len(found.pictures), [left.code for left in found.left_out]) == (1, ["twice"])
