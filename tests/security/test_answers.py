"""What is true of every answer, and what other sites cannot make a browser do."""

import re
import shutil
from pathlib import Path
from posixpath import join, normpath

import pytest
from flask import Flask

from app.base.assets import files, media_type
from app.base.config import Config
from app.people.access import ANYONE, allow
from tests.cast import PASSWORD, ids
from tests.world import HOST, World, make_world

KARIN = {"email": "karin@voorbeeld.nl", "password": PASSWORD}


def test_pages_may_run_and_load_only_what_is_ours(world: World) -> None:
    policy = world.client().get("/sign-in").headers["Content-Security-Policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy


EVERYTHING = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
FOR_PAGES = {"Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy", "X-Frame-Options"}
POLICIES = {
    "css/app.css": None,
    "icons/icon-192.png": None,
    "icons/screen-wide.webp": None,
    "vendor/atkinson-hyperlegible-next-5.3.0/atkinson-hyperlegible-next-latin-500-normal.woff2": None,
    "js/log/shrinker.js": "default-src 'self'",
    "pictograms/bridge.svg": "default-src 'none'",
}
"""A file of each kind that the app serves. Of these, only a script (as a worker) and a drawing (as a page) can run."""


@pytest.mark.parametrize("name", POLICIES)
def test_a_file_of_the_app_carries_what_means_something_for_its_kind(world: World, name: str) -> None:
    """What is for pages alone would be dead weight on some thirty files of a first visit."""
    headers = world.client().get(f"/static/x/{name}").headers
    assert EVERYTHING.items() <= dict(headers).items()
    assert headers.get("Content-Security-Policy") == POLICIES[name]
    assert not FOR_PAGES & set(headers.keys())


def test_a_stylesheet_fetches_only_what_is_ours() -> None:
    """So it matters not that it says nothing about referrers."""
    for name in (name for name in files() if name.endswith(".css")):
        loads = re.findall(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", files()[name].read_text())
        assert all(normpath(join(name, "..", one or other)) in files() for one, other in loads), name


def test_what_is_no_known_kind_of_file_carries_all_headers(world: World) -> None:
    """A text is one, and so is what answers that there is no such file."""
    kinds = {media_type(name) for name in files()}
    known = {media_type(name) for name in POLICIES}
    others = [next(name for name in files() if media_type(name) == kind) for kind in sorted(kinds - known)]
    assert others
    for name in (*others, "css/none.css"):
        headers = world.client().get(f"/static/x/{name}").headers
        assert (EVERYTHING.keys() | FOR_PAGES | {"Content-Security-Policy"}) <= set(headers.keys()), name


@pytest.mark.parametrize("path", ["/service-worker.js", "/manifest.webmanifest"])
def test_a_script_that_is_no_file_of_the_app_carries_all_headers(world: World, path: str) -> None:
    """The app's worker fetches and keeps pages, under the policy of a page."""
    headers = world.client().get(path).headers
    assert (EVERYTHING.keys() | FOR_PAGES) <= set(headers.keys())
    assert "connect-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/changes", "application/json"), ("/api/no", "application/problem+json")]
)
def test_data_carries_what_means_something_for_data(world: World, path: str, kind: str) -> None:
    """Whoever opens it as a page sees a text, which loads nothing, runs nothing, and stands in no frame."""
    answer = world.as_(ids.sam).get(path)
    assert answer.mimetype == kind
    assert EVERYTHING.items() <= dict(answer.headers).items()
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not FOR_PAGES & set(answer.headers.keys())


def test_errors_carry_the_headers_too(world: World) -> None:
    for path in ("/er-is-niets", "/students", "/static/x/niets.css"):
        answer = world.client().get(path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Referrer-Policy" in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": HOST}, 403),
        ({"Origin": HOST}, 303),
        ({"Origin": "https://elders.nl"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": f"{HOST}.elders.nl"}, 403),
        ({"Origin": f"{HOST}:81"}, 403),
        ({}, 403),
    ],
)
def test_a_writing_request_comes_from_our_own_pages(world: World, headers: dict[str, str], status: int) -> None:
    bare = world.app.test_client()
    assert bare.post("/sign-in", data=KARIN, headers=headers).status_code == status


def test_an_old_browser_may_post_where_the_address_is_the_secret(world: World) -> None:
    """With ``no-referrer`` a browser without Sec-Fetch-Site sends an empty Origin; only these pages say no-referrer."""
    bare = world.app.test_client()
    answer = bare.post(f"/f/{'x' * 32}", data={"smile": "3"}, headers={"Origin": "null"})
    assert answer.status_code == 404  # past the gate: there is no such link
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert bare.post(f"/f/{'x' * 32}", data={"smile": "3"}, headers={"Origin": "https://elders.nl"}).status_code == 403
    assert bare.get("/sign-in").headers["Referrer-Policy"] == "same-origin"


def test_reading_from_elsewhere_is_fine(world: World) -> None:
    """A link in a mail or a QR code comes from another site."""
    assert world.client().get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_under_https_cookies_are_bound_to_the_host(tmp_path: Path, sqlite_template: Path) -> None:
    file = shutil.copy(sqlite_template, tmp_path / "https.sqlite3")
    made = make_world(f"sqlite:///{file}", tmp_path, base_url="https://werkbrug.voorbeeld")
    cookie = made.client().post("/sign-in", data=KARIN).headers["Set-Cookie"]
    made.app.extensions["engine"].dispose()
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie


def test_a_view_that_does_not_say_who_may_call_it_is_refused(own_world: World) -> None:
    app: Flask = own_world.app
    app.add_url_rule("/vergeten", "vergeten", lambda: "geheim")
    app.add_url_rule("/open", "open", allow(ANYONE)(lambda: {"ok": True}))
    for browser in (own_world.client(), own_world.as_(ids.petra)):
        answer = browser.get("/vergeten")
        assert answer.status_code == 403
        assert "geheim" not in answer.get_data(as_text=True)
        assert browser.get("/open").status_code == 200


def test_what_goes_wrong_is_a_plain_page_or_problem_json_never_a_trace(own_world: World) -> None:
    def broken() -> str:
        raise RuntimeError("Sam de Vries")

    own_world.app.add_url_rule("/stuk", "stuk", allow(ANYONE)(broken))
    own_world.app.add_url_rule("/api/stuk", "api-stuk", allow(ANYONE)(broken))
    page = own_world.client().get("/stuk")
    assert page.status_code == 500
    assert "Sam" not in page.get_data(as_text=True) and "Traceback" not in page.get_data(as_text=True)
    problem = own_world.client().get("/api/stuk")
    assert problem.mimetype == "application/problem+json"
    assert problem.get_json()["status"] == 500
    assert "Sam" not in problem.get_data(as_text=True)


def test_every_view_of_the_app_says_who_may_call_it(world: World) -> None:
    silent = [name for name, view in world.app.view_functions.items() if not hasattr(view, "allowed")]
    assert not silent, silent


def test_production_wants_its_own_database_and_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WERKBRUG_ENV", "production")
    with pytest.raises(SystemExit):
        Config.from_environment()
    monkeypatch.setenv("WERKBRUG_DATABASE_URL", "sqlite:///x")
    monkeypatch.setenv("WERKBRUG_SECRET", "x" * 32)
    monkeypatch.setenv("WERKBRUG_BASE_URL", "https://werkbrug.voorbeeld")
    assert not Config.from_environment().demo
    for name, wrong in (
        ("WERKBRUG_SECRET", ""),
        ("WERKBRUG_BASE_URL", "http://werkbrug.voorbeeld"),
        ("WERKBRUG_ENV", "prod"),
    ):
        with monkeypatch.context() as change:
            change.setenv(name, wrong)
            with pytest.raises(SystemExit):
                Config.from_environment()


def test_a_file_outside_the_static_folder_is_not_served(world: World) -> None:
    for name in ("../factory.py", "..%2ffactory.py", "/etc/passwd", "css/../../factory.py"):
        answer = world.client().get(f"/static/x/{name}")
        assert answer.status_code in {301, 308, 404}
        assert b"create_app" not in answer.data


def test_files_are_kept_for_good_under_an_address_that_changes_with_them(world: World) -> None:
    with world.app.test_request_context():
        address = world.app.jinja_env.globals["asset"]("css/app.css")  # type: ignore[operator]
    answer = world.client().get(address, headers={"Accept-Encoding": "br, gzip"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.mimetype == "text/css"
    old = world.client().get("/static/old/css/app.css")
    assert old.status_code == 200 and "immutable" not in old.headers["Cache-Control"]
