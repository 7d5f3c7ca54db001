"""Every text is translated, and a visitor gets the language that the browser asks for."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from app.base.config import TOP, Config
from app.base.i18n import LANGUAGES, SOURCE_LANGUAGE, gettext, ngettext, speaking
from app.factory import create_app

TRANSLATED = [code for code in LANGUAGES if code != SOURCE_LANGUAGE]


@pytest.fixture(scope="module")
def sources() -> Catalog:
    """The texts in the sources, as ``scripts/messages.sh`` finds them."""
    mappings = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(rule["pattern"], rule["method"]) for rule in mappings]
    options = {rule["pattern"]: rule for rule in mappings}
    top = {rule["pattern"].split("/")[0] for rule in mappings}

    def leads_to_texts(folder: str) -> bool:
        return Path(folder).relative_to(TOP).parts[0] in top

    found = Catalog()
    for _, _, text, _, context in extract_from_dir(TOP, methods, options, directory_filter=leads_to_texts):
        found.add(text, context=context)
    return found


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """The translations into one language."""
    with (TOP / "locales" / request.param / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=request.param, abort_invalid=True)


def _entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%(?:\(\w+\))?[^\W\d_]", text.replace("%%", "")))


def test_the_catalogue_holds_the_texts_of_the_sources_and_no_others(sources: Catalog, catalogue: Catalog) -> None:
    wanted = {(message.context, *_forms(message.id)) for message in _entries(sources)}
    there = {(message.context, *_forms(message.id)) for message in _entries(catalogue)}
    assert len(wanted) > 100, "the sources were not read"
    assert not wanted - there, "run 'make messages' and translate what it adds"
    assert not there - wanted, "run 'make messages': these texts are gone"


def test_every_text_is_translated(catalogue: Catalog) -> None:
    for message in _entries(catalogue):
        forms = _forms(message.string)
        assert forms and all(form.strip() for form in forms), f"no translation: {message.id}"
        if message.pluralizable:
            assert len(forms) == catalogue.num_plurals, f"a form is missing: {message.id}"
        assert not message.fuzzy, f"somebody should look at the translation of {message.id}"


def test_nothing_obsolete_stays_behind(catalogue: Catalog) -> None:
    assert not list(catalogue.obsolete)


def test_translations_fill_in_what_the_source_fills_in(catalogue: Catalog) -> None:
    for message in _entries(catalogue):
        ours = {tuple(_placeholders(form)) for form in _forms(message.id)}
        theirs = {tuple(_placeholders(form)) for form in _forms(message.string)}
        assert theirs == ours, f"other placeholders: {message.id}"


def test_a_number_chooses_the_form() -> None:
    def said(language: str, n: int) -> str:
        with speaking(language):
            return ngettext("%(n)s waarneming", "%(n)s waarnemingen", n)

    assert [said("nl", n) for n in (0, 1, 2)] == ["0 waarnemingen", "1 waarneming", "2 waarnemingen"]
    assert [said("en", n) for n in (0, 1, 2)] == ["0 observations", "1 observation", "2 observations"]


def test_values_are_filled_in_and_an_unknown_text_stays_itself() -> None:
    with speaking("en"):
        assert gettext("Hoi %(name)s!", name="Sam") == "Hi Sam!"
        assert gettext("dit staat nergens") == "dit staat nergens"
    with speaking("nl"):
        assert gettext("Hoi %(name)s!", name="Sam") == "Hoi Sam!"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Somebody who did not sign in."""
    folder = tmp_path_factory.mktemp("messages")
    config = Config(database_url="sqlite://", storage_url=str(folder / "objects"), secret="geheim", var=folder)
    return create_app(config).test_client()


def _words(element: Element) -> Iterator[str]:
    for name in ("aria-label", "alt", "title", "placeholder"):
        yield element.get(name) or ""
    if element.tag not in {"script", "style"}:
        yield from (element.text or "", *(child.tail or "" for child in element))
    for child in element:
        yield from _words(child)


def _read(visitor: FlaskClient, asked: str | None) -> tuple[str | None, set[str]]:
    """The language that the sign-in page says it is in, and the texts on it."""
    answer = visitor.get("/sign-in", headers={"Accept-Language": asked} if asked else {})
    assert answer.status_code == 200
    page: Element = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    return page.get("lang"), {" ".join(words.split()) for words in _words(page)}


@pytest.mark.parametrize("asked", ["en", "en-GB,en;q=0.9", "fr, en;q=0.8, nl;q=0.2"])
def test_the_sign_in_page_is_english_for_who_asks_for_it(visitor: FlaskClient, asked: str) -> None:
    _, usual = _read(visitor, None)
    language, words = _read(visitor, asked)
    with speaking("en"):
        dutch = {text for text in usual if text and gettext(text) != text}
    assert language == "en"
    assert {"Password", "E-mail address", "Sign in"} <= words
    assert len(dutch) > 3, "the Dutch page was not read"
    assert not words & dutch


@pytest.mark.parametrize("asked", [None, "nl", "fr", "nl, en;q=0.5"])
def test_the_sign_in_page_is_dutch_otherwise(visitor: FlaskClient, asked: str | None) -> None:
    language, words = _read(visitor, asked)
    assert language == "nl"
    assert {"Wachtwoord", "E-mailadres", "Log in"} <= words
    assert "Password" not in words
