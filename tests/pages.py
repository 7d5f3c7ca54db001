"""What is true of every page that any test fetches."""

import re
from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

_CREDITS = ("https://openmoji.org/", "https://creativecommons.org/licenses/")
_IDS_WITHIN = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
# Attributes and elements that the parser of the test does not know, but browsers do.
_KNOWN_SLIPS = {"expected-doctype-but-got-chars"}


_checked: set[str] = set()


def shown(html: str) -> str:
    """A page without what scripts may draw from its templates later."""
    return re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL)


def check_page(html: str, path: str) -> None:
    """Fail when a page is not valid, has not exactly one h1, or holds something inline.

    A page that differs from a checked one in words, numbers and ids only is not taken apart again.
    """
    twice = [name for name, count in Counter(re.findall(r"""\sid=["']([^"']+)""", html)).items() if count > 1]
    assert not twice, f"{path}: ids twice: {twice}"
    shape = re.sub(r">[^<]+<", "><", re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "#", html))
    if shape not in _checked:
        _take_apart(html, path)
        _checked.add(shape)


def _take_apart(html: str, path: str) -> None:
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree: Element = parser.parse(html)
    errors = [(position, code) for position, code, _ in parser.errors if code not in _KNOWN_SLIPS]
    assert not errors, f"{path}: not valid HTML: {errors[:5]}"
    assert html.lower().startswith("<!doctype html>"), f"{path}: no doctype"
    assert tree.get("lang"), f"{path}: no language"
    titles = tree.findall(".//head/title")
    assert len(titles) == 1 and (titles[0].text or "").strip(), f"{path}: no title"
    assert len(tree.findall(".//h1")) == 1, f"{path}: not one h1"
    for form in tree.iter("form"):
        written = [area for area in form.iter("textarea") if area.get("readonly") is None]
        kept = "the browser keeps what is typed, on the disk and for Back, for whoever uses it next"
        assert not written or form.get("autocomplete") == "off", f"{path}: {kept}"
    elements = list(tree.iter())
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    for element in elements:
        where = f"{path}: <{element.tag} {element.attrib}>"
        assert element.get("style") is None, f"{where}: style attribute"
        assert not [name for name in element.attrib if name.startswith("on")], f"{where}: inline handler"
        assert element.tag != "style", f"{where}: inline style"
        if element.tag == "script":
            assert element.get("src"), f"{where}: inline script"
        if element.tag == "img":
            assert element.get("alt") is not None, f"{where}: no alt"
        for name in _IDS_WITHIN:
            for target in (element.get(name) or "").split():
                assert target in ids, f"{where}: {name} points nowhere"
        for name in ("href", "src", "action"):
            address = element.get(name) or ""
            leads_out = re.match(r"(javascript|data|https?):", address) and not address.startswith(_CREDITS)
            assert not leads_out, f"{where}: {name} leads out"
