"""The next person sees nothing of the one before, and what that one had not sent still arrives as theirs."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from app.logbook.models import LogEntry
from tests.browser import PHONE
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.journeys.navigators.student import Student
from tests.phone.conftest import run, until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]

DATABASES = "return (await indexedDB.databases()).map(({ name }) => name);"


@pytest.fixture
def sam(live: Live) -> Student:
    """Sam with a phone and no network for logs, on which one waits."""
    sam = Student(live, ids.sam, **PHONE, service_workers="block").opens_today()
    sam.page.context.route("**/api/sealed/*", lambda route: route.abort())
    return sam.taps_planned("Vegen").answers("Samen").sees_on_phone()


def no_network(page: Page) -> None:
    """Nothing reaches the server any more."""
    page.context.route("**/*", lambda route: route.abort())


def leaves(sam: Student) -> None:
    """By the button, after what is said first."""
    sam.page.get_by_role("button", name="Log uit").tap()
    expect(sam.page.get_by_role("dialog")).to_contain_text("1 log staat nog op deze telefoon")
    sam.page.get_by_role("dialog").get_by_role("button", name="Log uit").tap()


def test_signing_out_says_first_what_waits(sam: Student) -> None:
    sam.page.goto("/me")
    sam.page.get_by_role("button", name="Log uit").tap()
    sam.page.get_by_role("dialog").get_by_role("button", name="Blijf ingelogd").tap()
    expect(sam.page.get_by_role("dialog")).to_be_hidden()
    leaves(sam)
    sam.page.wait_for_url("**/")
    assert "session" not in {cookie["name"] for cookie in sam.page.context.cookies()}


def test_signing_out_works_offline(live: Live, sam: Student) -> None:
    other = sam.page.context.new_page()
    other.goto("/work")
    expect(other.locator("#on-phone article")).to_have_count(1)
    sam.page.goto("/me")
    no_network(sam.page)
    leaves(sam)
    for page in (sam.page, other):
        expect(page.get_by_role("heading", name="Je bent uitgelogd")).to_be_visible()
        assert "Sam" not in page.content()
        assert "Vegen" not in page.content()
    assert other.evaluate(f"async () => {{ {DATABASES} }}") == ["werkbrug"]

    sam.page.context.unroute("**/*")
    sam.page.goto("/today")
    sam.page.wait_for_url("**/")
    cookies = {cookie["name"] for cookie in sam.page.context.cookies()}
    assert "session" not in cookies


def test_what_waited_still_goes_as_the_first_persons(live: Live, sam: Student) -> None:
    sam.page.goto("/me")
    leaves(sam)
    sam.page.wait_for_url("**/")
    cookie = live.world.as_(ids.noor).get_cookie("session")
    assert cookie is not None
    sam.page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.address}])
    sam.page.goto("/work")
    expect(sam.page.get_by_role("heading", name="Mijn werk")).to_be_visible()
    assert sam.page.locator("#on-phone article").count() == 0
    expect(sam.page.locator("#on-phone-line")).to_be_hidden()

    sam.page.context.unroute("**/api/sealed/*")
    with sam.page.expect_response(lambda answer: "/api/sealed/" in answer.url and answer.status == 201):
        sam.page.evaluate("dispatchEvent(new Event('online'))")
    with live.world.session() as session:
        assert [entry.student_id for entry in session.exec(select(LogEntry))] == [ids.sam]


def test_somebody_else_signs_in_without_signing_out(live: Live, sam: Student) -> None:
    cookie = live.world.as_(ids.noor).get_cookie("session")
    assert cookie is not None
    (vault,) = set(run(sam.page, "store", DATABASES)) - {"werkbrug"}
    sam.page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.address}])
    sam.page.goto("/work")
    gone = "return !(await indexedDB.databases()).some(({ name }) => name === given);"
    until(sam.page, "store", gone, vault)
    assert sam.page.locator("#on-phone article").count() == 0
