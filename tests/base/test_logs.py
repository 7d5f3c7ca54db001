"""Addresses that open something for whoever knows them are never in the logs, nor is what somebody wrote."""

import logging

import pytest
import sqlalchemy as sa

from app.base.logs import redact
from app.people.models import School
from tests.feedback.links import link_for
from tests.world import World

SECRET = "s3cr3t-Token_of_192_bits"


def test_redacts_links_and_badges_only() -> None:
    assert redact(f"GET /f/{SECRET}/12?x=1 HTTP/1.1") == "GET /f/…/12?x=1 HTTP/1.1"
    assert redact(f"https://x.nl/badge/{SECRET}") == "https://x.nl/badge/…"
    assert redact("/students/1/feedback /badge") == "/students/1/feedback /badge"


@pytest.mark.parametrize("path", ["/f/", "/badge/", "/invitation/"])
def test_servers_and_errors_do_not_write_them(world: World, caplog: pytest.LogCaptureFixture, path: str) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("waitress").info("Client disconnected while serving %s" % f"{path}{SECRET}")  # noqa: UP031, G002
    logging.getLogger("werkzeug").info('%s - "%s" %s', "::1", f"GET {path}{SECRET} HTTP/1.1", 200)
    try:
        raise RuntimeError(f"no such page: {path}{SECRET}")
    except RuntimeError:
        logging.getLogger("waitress").exception("Exception while serving")
    assert caplog.text.count(f"{path}…") == 3
    assert SECRET not in caplog.text


def test_a_whole_answer_leaves_no_trace(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    link = link_for(world)
    link.browser.get(link.path)
    rest = link.tap()
    link.browser.get(rest)
    link.send(rest, answered_by="")
    link.send(rest)
    link.browser.get(f"{rest}/thanks")
    link.browser.post(link.path, data={"smile": "9"})
    link.browser.post(link.path, data={"smile": "3"}, headers={"Sec-Fetch-Site": "cross-site"})
    link.browser.get(f"/f/{SECRET}")
    link.browser.get(f"/badge/{SECRET}")
    assert "refused a request from another site" in caplog.text
    assert link.token not in caplog.text
    assert SECRET not in caplog.text


def test_an_unexpected_error_shows_its_trace_without_the_address(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_for(world)

    def broken(*_args: object) -> None:
        raise RuntimeError(f"while answering {link.path}")

    monkeypatch.setattr("app.feedback.queries.access", broken)
    assert link.browser.get(link.path).status_code == 500
    assert "RuntimeError: while answering /f/…" in caplog.text
    assert link.token not in caplog.text


def test_a_row_that_the_database_refuses_is_not_written(world: World, caplog: pytest.LogCaptureFixture) -> None:
    words = "Kerkstraat 12\n\nbel mij"
    try:
        with world.session() as session:
            session.execute(sa.update(School).values(name=words, ready_days=None))
    except sa.exc.IntegrityError:
        logging.getLogger("app").exception("unexpected")
    assert "IntegrityError" in caplog.text
    assert "Kerkstraat" not in caplog.text and "bel mij" not in caplog.text
