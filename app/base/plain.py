"""Text as somebody typed it, without what no keyboard types."""

import re

_END_OF_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NONE = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_END_OF_PLANES}]")


def plain(text: str) -> str:
    """Without control signs, halves of surrogate pairs and what Unicode says is no character: databases refuse some of
    these, and no page may hold them. Lines end with ``\\n``.
    """
    return _NONE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
