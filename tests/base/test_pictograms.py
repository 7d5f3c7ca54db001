"""Pictures and drawings become one small square each, whatever is in them."""

import io
from collections.abc import Iterator
from contextlib import closing

import pytest
from PIL import Image

from app.base import images
from app.base.images import Limits, PhotoCleaner, UnreadableImage
from tests.base import bad_images as bad
from tests.base import canaries
from tests.catalogue.zips import png, svg


@pytest.fixture(scope="module")
def cleaner() -> Iterator[PhotoCleaner]:
    with closing(PhotoCleaner(Limits(drawings=True, seconds=4))) as made:
        yield made


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    return isinstance(found, tuple) and all(abs(one - other) < 30 for one, other in zip(found, wanted, strict=True))


def test_a_drawing_becomes_a_white_square_with_all_of_it(cleaner: PhotoCleaner) -> None:
    wide = svg('<path fill="#f00" d="M0 0h9v9H0z"/>').replace(b"0 0 9 9", b"0 0 9 3")
    found = opened(cleaner.pictogram(wide, whole=True))
    assert found.size == (256, 256)
    assert near(found.getpixel((128, 128)), (255, 0, 0))
    assert near(found.getpixel((128, 10)), (255, 255, 255))


def test_a_photo_becomes_its_middle_and_keeps_nothing_else(cleaner: PhotoCleaner) -> None:
    data = canaries.with_everything("JPEG")
    square = cleaner.pictogram(data, whole=False)
    assert opened(square).size == (256, 256)
    assert bad.CANARY not in square
    assert square[8:16] == b"WEBPVP8 "


def test_small_and_see_through_pictures_are_taken(cleaner: PhotoCleaner) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 10), (255, 0, 0, 0)).save(out, "PNG")
    found = opened(cleaner.pictogram(out.getvalue(), whole=True))
    assert (found.size, near(found.getpixel((128, 128)), (255, 255, 255))) == ((256, 256), True)


@pytest.mark.parametrize(
    "data",
    [
        svg(head='<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd">\n'),
        svg(head='<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>'),
        b"\xef\xbb\xbf" + svg(),
        svg().decode().encode("utf-16"),
        svg("<title>één</title>", '<?xml version="1.0" encoding="ISO-8859-1"?>').decode().encode("latin-1"),
        svg('<a xlink:href="http://x"><path d="M0 0h9v9z"/></a><use xlink:href="#x"/>'),
        svg("<style>path{fill:red}</style><path d='M0 0h9v9z'/>"),
        svg("<path d='M0 0h1v1z'/>").replace(b'viewBox="0 0 9 9"', b'width="9999999" height="9999999"'),
    ],
    ids=["doctype", "entity", "bom", "utf-16", "latin", "link", "style", "huge"],
)
def test_drawings_as_programs_write_them_are_taken(cleaner: PhotoCleaner, data: bytes) -> None:
    assert opened(cleaner.pictogram(data, whole=True)).size == (256, 256)


def test_a_drawing_that_takes_too_long_is_given_up_and_the_next_is_served(cleaner: PhotoCleaner) -> None:
    blur = '<filter id="f" x="-999" y="-999" width="9999" height="9999"><feGaussianBlur stdDeviation="900"/></filter>'
    slow = svg(blur + '<g filter="url(#f)">' * 50 + "<path d='M0 0h9v9z'/>" + "</g>" * 50)
    with closing(PhotoCleaner(Limits(drawings=True, seconds=1))) as hasty:
        with pytest.raises(UnreadableImage) as refused:
            hasty.pictogram(slow, whole=True)
        assert refused.value.code == "too_slow"
        assert hasty.pictogram(svg(), whole=True)


def test_drawings_are_taken_only_where_they_are_expected() -> None:
    with closing(PhotoCleaner()) as for_photos:
        with pytest.raises(UnreadableImage) as refused:
            for_photos.pictogram(svg(), whole=True)
        assert refused.value.code == "wrong_type"
        with pytest.raises(UnreadableImage):
            for_photos.clean(svg())


def test_a_refusal_of_a_drawing_is_no_code_of_a_photo() -> None:
    assert {"unsafe"} == images.PICTOGRAM_CODES - images.CODES
    assert images.pictogram(png()) and images.square(png())
    with pytest.raises(UnreadableImage):
        images.square(svg())
