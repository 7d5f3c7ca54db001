"""Rules of the house that no tool checks: addresses, templates, modules, settings."""

import re

import pytest
from flask import Flask

from app.base.config import TOP, Config
from app.factory import create_app
from app.shell.routes import IMPERSONAL

APP = TOP / "app"
TEMPLATES = APP / "templates"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole app, demo included, without a database behind it."""
    folder = tmp_path_factory.mktemp("house")
    config = Config(
        database_url="sqlite://", storage_url=str(folder / "objects"), secret="geheim", demo=True, var=folder
    )
    return create_app(config)


def test_addresses_are_kebab_case_with_typed_parameters(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.rule in {"/service-worker.js", "/manifest.webmanifest"}:
            continue  # names that others expect
        plain = re.sub(r"<[^>]+>", "x", rule.rule)
        assert re.fullmatch(r"[a-z0-9/-]*", plain), rule.rule
        for parameter in re.findall(r"<([^>]+)>", rule.rule):
            assert ":" in parameter, f"{rule.rule}: say of what type {parameter} is"


def test_templates_use_the_layout_the_components_and_their_own_folder(app: Flask) -> None:
    for path in TEMPLATES.rglob("*.html"):
        folder = path.relative_to(TEMPLATES).parts[0]
        used = re.findall(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""", path.read_text())
        for name in used:
            assert (TEMPLATES / name).is_file(), f"{path.name}: {name} is not there"
            assert name == "layout.html" or name.split("/")[0] in {"ui", folder}, f"{path.name} uses {name}"


def test_every_template_is_used() -> None:
    sources = "".join(path.read_text() for path in [*APP.rglob("*.py"), *TEMPLATES.rglob("*.html")])
    for path in TEMPLATES.rglob("*.html"):
        name = path.relative_to(TEMPLATES).as_posix()
        assert name in sources or name in {f"shell/{page}.html" for page in IMPERSONAL}, f"nothing shows {name}"


def test_nothing_in_a_template_is_marked_safe() -> None:
    for path in TEMPLATES.rglob("*.html"):
        assert "|safe" not in path.read_text().replace(" ", ""), path.name


def test_modules_import_each_other_relatively() -> None:
    for path in (APP / "static" / "js").rglob("*.js"):
        for name in re.findall(r"""(?:from|import)\s*\(?["']([^"']+)["']""", path.read_text()):
            assert name.startswith("."), f"{path.name} imports {name}"
            assert (path.parent / name).resolve().is_file(), f"{path.name}: {name} is not there"


def test_scripts_write_no_markup() -> None:
    for path in (APP / "static" / "js").rglob("*.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", path.read_text()), path


def test_every_setting_is_in_the_manual() -> None:
    settings = set(re.findall(r'"(WERKBRUG_[A-Z_]+)"', (APP / "base" / "config.py").read_text()))
    manual = set(re.findall(r"`(WERKBRUG_[A-Z_]+)`", (TOP / "docs" / "operations.md").read_text()))
    assert settings == manual


def test_time_and_identity_come_from_one_place() -> None:
    for path in APP.rglob("*.py"):
        if path != APP / "base" / "clock.py":
            assert not re.search(r"datetime\.now\(|date\.today\(|utcnow\(", path.read_text()), path


def test_no_committed_file_names_a_place_of_one_machine() -> None:
    hosts = re.compile(
        "|".join(("pypi" + r"\.org", "deb" + r"ian\.org", "npm" + r"js\.(org|com)", "python" + "hosted"))
    )
    for path in [*TOP.glob("*"), *(TOP / "docs").rglob("*"), *(TOP / "scripts").rglob("*"), *APP.rglob("*.py")]:
        if path.is_file() and path.suffix in {".md", ".txt", ".toml", ".sh", ".py", ""}:
            assert not hosts.search(path.read_text(errors="ignore")), path
