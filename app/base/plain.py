"""Text as somebody typed it, without what no keyboard types."""

import unicodedata


def plain(text: str) -> str:
    """Without control signs, halves of surrogate pairs and what Unicode says is no character: databases refuse some of
    these, and no page may hold them. Lines end with ``\\n``.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or not _is_none(sign))


def _is_none(sign: str) -> bool:
    no_character = 0xFDD0 <= ord(sign) <= 0xFDEF or ord(sign) & 0xFFFE == 0xFFFE
    return no_character or unicodedata.category(sign) in {"Cc", "Cs"}
