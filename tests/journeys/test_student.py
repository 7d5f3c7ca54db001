"""A student logs work, on a phone and at a desk, with and without JavaScript, with and without a network."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Route, expect
from sqlmodel import select

from app.base import clock
from app.base.sealing import open_sealed
from app.logbook.models import EntryMedia, EntryStatus, LogEntry, LogRevision, Media, MediaTask
from app.people.models import IndependenceLevel
from tests.base.heic import heic
from tests.browser import DESK, PHONE
from tests.cast import ids
from tests.journeys.axe import assert_accessible, assert_big_enough
from tests.journeys.conftest import Live
from tests.journeys.navigators.student import Student

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]


def entries(live: Live) -> list[LogEntry]:
    with live.world.session() as session:
        return list(session.exec(select(LogEntry)))


def revisions(live: Live) -> list[LogRevision]:
    with live.world.session() as session:
        return list(session.exec(select(LogRevision).order_by(LogRevision.revision)))  # type: ignore[arg-type]


def received(live: Live) -> list[Media]:
    with live.world.session() as session:
        return [media for media in session.exec(select(Media)) if media.received_at]


def wait_until(true: Callable[[], bool], sam: Student) -> None:
    """Give the browser time until something is true."""
    for _ in range(100):
        if true():
            return
        sam.page.wait_for_timeout(100)
    raise AssertionError("it never came true")


DRAFT = """async ([level, photos]) => {
  const { current } = await import(document.querySelector("[href$='/vault.js']").href);
  const draft = await (await current()).get("draft", "log");
  return String(draft?.answers.level) === level && draft.step !== "what" && draft.photos.length === photos;
}"""


def test_from_the_plan_to_the_tick_in_two_taps(live: Live, any_screen: dict[str, Any]) -> None:
    sam = Student(live, ids.sam, **any_screen).opens_today().sees("Hoi Sam!")
    sam.taps_planned("Koffie zetten").answers("Zelf").sees_tick()

    assert sam.taps == 2
    sam.opens_saved()
    assert sam.work() == ["Koffie zetten"]
    assert [(entry.level, entry.status) for entry in entries(live)] == [(IndependenceLevel.SELF, EntryStatus.NEW)]
    sam.opens_menu("Vandaag").sees("Koffie zetten (gedaan)")


def test_one_tap_takes_it_back_and_one_puts_it_back(live: Live, any_screen: dict[str, Any]) -> None:
    sam = Student(live, ids.sam, **any_screen).opens_today()
    sam.taps_planned("Vegen").answers("Samen").sees_sent().takes_back()
    wait_until(lambda: [entry.status for entry in entries(live)] == [EntryStatus.TAKEN_BACK], sam)

    sam.puts_back().sees_sent()
    assert [entry.status for entry in entries(live)] == [EntryStatus.NEW]
    assert sam.taps == 4


def test_what_is_taken_back_at_once_never_goes(live: Live) -> None:
    sam = Student(live, ids.sam, **PHONE).opens_today().taps_planned("Vegen")
    sam.page.evaluate("() => { navigator.locks.request = () => new Promise(() => {}); }")
    sam.answers("Samen").sees_on_phone().takes_back()
    sam.opens_today()
    expect(sam.page.locator("[data-on-phone]")).to_be_hidden()
    assert entries(live) == []


def test_another_task_with_a_photo_in_seven_taps(live: Live, any_screen: dict[str, Any], photo: Path) -> None:
    sam = Student(live, ids.sam, **any_screen).opens_today()
    sam.opens_log().chooses("Dweilen").goes_on().takes_photo(photo).goes_on()
    sam.says("Met een beetje hulp").is_ready().sees_tick()

    assert sam.taps <= 7
    sam.opens_saved()
    shown = sam.page.get_by_role("img", name="Foto van Dweilen")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])") == [
        1200,
        1600,
    ]
    (media,) = received(live)
    assert (media.width, media.height) == (1200, 1600)


def test_how_it_felt_can_follow(live: Live, any_screen: dict[str, Any]) -> None:
    sam = Student(live, ids.sam, **any_screen).opens_today()
    sam.taps_planned("Vegen").answers("Samen").sees_tick()
    sam.felt("Super", "De hal is schoon").sees("De hal is schoon")
    wait_until(lambda: [(entry.mood, entry.words) for entry in entries(live)] == [(3, "De hal is schoon")], sam)


def test_the_phones_back_loses_nothing(live: Live, photo: Path) -> None:
    sam = Student(live, ids.sam, **PHONE).opens_today().opens_log()
    sam.chooses("Vegen").chooses("Dweilen").goes_on().takes_photo(photo).goes_on().says("Zelf")

    sam.goes_back().sees_question("Laat je werk zien")
    expect(sam.page.get_by_role("img", name="Jouw foto 1")).to_be_visible()
    sam.goes_back().sees_question("Wat heb je gedaan?").chose("Vegen", "Dweilen", "Zelf")
    sam.goes_on().goes_on().is_ready().sees_tick()

    sam.goes_back()
    sam.sees("Hoi Sam!").opens_menu("Mijn werk")
    assert sam.work() == ["Vegen, Dweilen"]


def test_a_question_is_not_skipped(live: Live) -> None:
    sam = Student(live, ids.sam, **PHONE).opens_today().opens_log()
    sam.goes_on().sees("Kies eerst een plaatje.").chooses("Vegen").goes_on().goes_without_photo()
    sam.is_ready().sees("Kies eerst een plaatje.").says("Zelf").is_ready().sees_tick()


def test_something_else_without_a_photo_is_told(live: Live, any_screen: dict[str, Any]) -> None:
    sam = Student(live, ids.sam, **any_screen).opens_today().opens_log()
    sam.chooses("Iets anders").goes_on().goes_without_photo()
    if sam.script:
        sam.sees_question("Vertel wat je deed").goes_on().sees("Schrijf een paar woorden.")
    sam.writes("Een paar woorden is genoeg", "De vissen gevoerd").goes_on().is_ready().sees_sent()

    assert [(entry.words, entry.level) for entry in entries(live)] == [("De vissen gevoerd", None)]


def test_something_else_needs_no_level(live: Live, screen: dict[str, Any], photo: Path) -> None:
    sam = Student(live, ids.sam, **screen).opens_today().opens_log()
    sam.chooses("Iets anders").goes_on().takes_photo(photo).goes_on().is_ready().opens_saved()

    assert sam.work() == ["Iets anders"]


def test_a_photo_can_be_replaced_and_removed(live: Live, photo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    Image.new("RGBA", (300, 200), "#c00").save(other)
    sam = Student(live, ids.sam, **PHONE).opens_today().starts_planned("Vegen")
    sam.takes_photo(photo).takes_photo(other).removes_photo(1).removes_photo(1).takes_photo(other).goes_on()
    sam.says("Zelf").is_ready().sees_sent()

    assert [(media.width, media.height) for media in received(live)] == [(300, 200)]


def test_several_photos_say_which_task_they_show(live: Live, photo: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.png", "two.png", "three.heic")]
    for file, colour in zip(files[:2], ("#c00", "#00c"), strict=True):
        Image.new("RGB", (300, 200), colour).save(file)
    files[2].write_bytes(heic(Image.new("RGB", (64, 48), "#0c0")))
    sam = Student(live, ids.sam, **PHONE).opens_today().opens_log()
    sam.chooses("Vegen").chooses("Dweilen").goes_on().takes_photo(photo).chooses_photos(*files)
    sam.sees("Je ziet deze foto als hij verstuurd is.").removes_photo(2)
    sam.sees_on_photo(2, "Dweilen").sees_on_photo(3, "Dweilen")
    sam.page.go_forward()  # the question about the third again
    sam.page.locator("[data-seen-tasks] label").filter(has_text="Vegen").tap()
    sam.goes_back().goes_on().says("Zelf").is_ready().opens_saved()

    card = sam.page.locator("article")
    expect(card.locator("figure")).to_have_count(3)
    captions = [" ".join(text.split()) for text in card.locator("figcaption").all_inner_texts()]
    assert captions == ["Dweilen", "Dweilen Vegen"]
    with live.world.session() as session:
        shown = session.exec(select(MediaTask.media_id, MediaTask.task_id)).all()
        order = list(session.exec(select(EntryMedia.media_id).order_by(EntryMedia.position)))  # type: ignore[arg-type]
    places = {(order.index(media), task) for media, task in shown}
    assert places == {(1, ids.mop), (2, ids.mop), (2, ids.sweep)}
    by_id = {media.id: (media.width, media.height) for media in received(live)}
    assert [by_id[media] for media in order] == [(1200, 1600), (300, 200), (64, 48)]

    anouk = live.screen(ids.anouk, **DESK).new_page()
    (entry,) = entries(live)
    anouk.goto(f"/review/{entry.id}")
    assert [" ".join(text.split()) for text in anouk.locator("figcaption").all_inner_texts()] == captions
    assert_accessible(anouk)


def test_a_photo_of_the_only_task_shows_that(live: Live, any_screen: dict[str, Any], photo: Path) -> None:
    sam = Student(live, ids.sam, **any_screen).opens_today().starts_planned("Vegen").takes_photo(photo).goes_on()
    sam.says("Zelf").is_ready().opens_saved()

    with live.world.session() as session:
        assert list(session.exec(select(MediaTask.task_id))) == [ids.sweep]
    expect(sam.page.locator("figcaption")).to_have_count(0)


def test_photos_without_a_script_are_kept_and_dropped(live: Live, photo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    Image.new("RGB", (300, 200), "#c00").save(other)
    sam = Student(live, ids.sam, **PHONE, java_script_enabled=False).opens_today().opens_log()
    sam.chooses("Dweilen").chooses_photos(photo, other).is_ready().sees("Kies hoe je het deed.")
    sam.removes_photo(1).says("Zelf").is_ready().opens_saved()

    with live.world.session() as session:
        (kept,) = session.exec(select(EntryMedia.media_id))
    assert {media.id: media.width for media in received(live)}[kept] == 300


def test_there_are_never_more_than_eight(live: Live, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.png" for number in range(10)]
    for number, file in enumerate(files):
        Image.new("RGB", (30, 20), (20 * number, 0, 0)).save(file)
    sam = Student(live, ids.sam, **PHONE).opens_today().starts_planned("Vegen").chooses_photos(*files[:7])
    with sam.page.expect_file_chooser() as chooser:
        sam.page.get_by_role("button", name="Kies foto’s", exact=True).tap()
    chooser.value.set_files([files[0], *files[7:]])  # one of them twice
    sam.sees("Er passen 8 foto’s bij.").sees("Meer kan niet.")
    expect(sam.page.locator("[data-shots] li")).to_have_count(8)
    expect(sam.page.get_by_role("button", name="Nog een foto")).to_be_hidden()

    sam.goes_on().says("Zelf").is_ready().sees_sent()
    assert len(received(live)) == 8


def test_a_file_that_is_no_photo_is_said(live: Live, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff nothing")
    sam = Student(live, ids.sam, **PHONE).opens_today().starts_planned("Vegen")
    with sam.page.expect_file_chooser() as chooser:
        sam.page.get_by_role("button", name="Kies foto’s die je al hebt").tap()
    chooser.value.set_files(broken)

    sam.sees("Deze foto kan ik niet openen.").goes_without_photo().says("Zelf").is_ready().sees_tick()


def test_where_photos_are_not_allowed_the_screen_says_why(live: Live, any_screen: dict[str, Any]) -> None:
    noor = Student(live, ids.noor, **any_screen).opens_today().opens_log().chooses("Vegen").goes_on()
    noor.sees("De Linde wil geen foto’s op het werk.")
    expect(noor.page.locator("input[type=file]")).to_have_count(0)

    noor.says("Zelf").is_ready().sees_tick()


def test_without_consent_the_screen_says_whom_to_ask(live: Live) -> None:
    bilal = Student(live, ids.bilal, **PHONE).opens_today().opens_log().chooses("Vegen").goes_on()

    bilal.sees("We hebben nog geen toestemming voor foto’s. Vraag je begeleider.")


def captive_portal(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<h1>Welkom op wifi</h1>")


def empty_receipt(route: Route) -> None:
    route.fulfill(status=200, content_type="application/json", body="{}")


def overloaded(route: Route) -> None:
    route.fulfill(status=503, content_type="text/html", body="busy")


def offline(route: Route) -> None:
    route.abort("internetdisconnected")


def answer_lost(route: Route) -> None:
    route.fetch()
    route.abort("connectionreset")


def heals(sam: Student) -> Student:
    """The network is there again, and the phone notices."""
    sam.page.unroute_all(behavior="wait")
    sam.page.evaluate("dispatchEvent(new Event('online'))")
    return sam


FAULTS = [captive_portal, empty_receipt, overloaded, offline, answer_lost]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_what_did_not_arrive_goes_by_itself_later(live: Live, photo: Path, fault: Callable[[Route], None]) -> None:
    sam = Student(live, ids.sam, **PHONE).opens_today().starts_planned("Vegen").takes_photo(photo).goes_on()
    tries: list[str] = []

    def fail(route: Route) -> None:
        tries.append(route.request.url)
        fault(route)

    sam.page.route("**/api/sealed/*", fail)
    sam.says("Zelf").is_ready().sees_on_phone()
    wait_until(lambda: len(tries) > 1, sam)
    sam.sees_on_phone()

    heals(sam).sees_sent()
    assert len(entries(live)) == len(received(live)) == len(revisions(live)) == 1


def test_photos_that_arrived_are_not_sent_again(live: Live, photo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    Image.new("RGB", (300, 200), "#c00").save(other)
    sam = Student(live, ids.sam, **PHONE).opens_today().starts_planned("Vegen").chooses_photos(other, photo).goes_on()
    sent: list[str] = []

    def lose_the_third(route: Route) -> None:
        sent.append(route.request.url)
        return answer_lost(route) if len(sent) == 3 else route.continue_()

    sam.page.route("**/api/sealed/*", lose_the_third)
    sam.says("Zelf").is_ready().sees_on_phone()
    wait_until(lambda: len(sent) == 3, sam)
    sam.page.evaluate("dispatchEvent(new Event('online'))")
    sam.sees_sent()

    assert len(sent) == 4 and sent[2] == sent[3]
    assert len(received(live)) == 2


def test_response_lost_after_commit_then_an_honest_edit(live: Live) -> None:
    sam = Student(live, ids.sam, **PHONE).opens_today().taps_planned("Vegen")
    sam.page.route("**/api/sealed/*", answer_lost)
    sam.answers("Zelf").sees_on_phone().felt("Super", "Klaar").sees("Klaar")

    heals(sam).sees_sent()
    assert [(entry.level, entry.mood) for entry in entries(live)] == [(IndependenceLevel.SELF, 3)]
    assert [revision.revision for revision in revisions(live)] == [1, 2]


def test_session_expires_offline(live: Live) -> None:
    """What waits goes all the same: who wrote it stands inside."""
    sam = Student(live, ids.sam, **PHONE).opens_today().starts_planned("Vegen").goes_without_photo().says("Zelf")
    sam.page.context.clear_cookies()
    sam.is_ready().sees_sent()
    assert [entry.student_id for entry in entries(live)] == [ids.sam]


def test_a_draft_outlives_the_page(live: Live, photo: Path) -> None:
    sam = Student(live, ids.sam, **PHONE).opens_today().opens_log()
    sam.chooses("Vegen").goes_on().takes_photo(photo).goes_on().says("Samen")
    wait_until(lambda: sam.page.evaluate(DRAFT, ["1", 1]), sam)
    sam.opens_today().opens_log().sees("Je was hier nog mee bezig").sees_question(
        "Hoe deed je het?"
    ).is_ready().sees_sent()

    assert [entry.level for entry in entries(live)] == [IndependenceLevel.TOGETHER]
    assert [(media.width, media.height) for media in received(live)] == [(1200, 1600)]
    sam.opens_today().opens_log().sees("Wat heb je gedaan?")
    expect(sam.page.get_by_text("Je was hier nog mee bezig")).to_be_hidden()


def test_a_draft_can_be_begun_afresh(live: Live) -> None:
    sam = Student(live, ids.sam, **PHONE).opens_today().opens_log()
    sam.chooses("Vegen").goes_on().sees_question("Laat je werk zien")
    wait_until(lambda: sam.page.evaluate(DRAFT, ["null", 0]), sam)
    sam.opens_today().opens_log().sees("Je was hier nog mee bezig").presses("Begin opnieuw")
    sam.sees("Wat heb je gedaan?").chose()


def test_a_photo_is_in_the_draft_only_after_the_question_about_people(live: Live, photo: Path) -> None:
    sam = Student(live, ids.sam, **PHONE).opens_today().opens_log()
    sam.chooses("Vegen").goes_on().takes_photo(photo)
    sam.opens_today().opens_log().sees("Je was hier nog mee bezig").sees_question("Laat je werk zien")
    expect(sam.page.locator("[data-shots] li")).to_have_count(0)


def test_all_of_it_by_keyboard(live: Live) -> None:
    sam = Student(live, ids.sam, **DESK).opens_today()
    press = sam.page.keyboard.press

    sam.page.get_by_role("link", name="Dit heb ik gedaan").press("Enter")
    expect(sam.page.locator("form.live")).to_be_visible()  # before that Enter sends the plain form
    sam.page.get_by_label("Dweilen").press("Space")
    press("Enter")
    sam.sees_question("Laat je werk zien")
    sam.page.get_by_role("button", name="Zonder foto").press("Enter")
    sam.sees_question("Hoe deed je het?")
    press("Tab")
    press("Space")
    press("Enter")
    sam.sees_tick()
    assert [entry.level for entry in entries(live)] == [IndependenceLevel.TOGETHER]


@pytest.mark.parametrize(
    "look", [{"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 568}}], ids=["dark", "320"]
)
def test_it_fits_in_the_dark_and_on_a_small_phone(live: Live, photo: Path, look: dict[str, Any]) -> None:
    sam = Student(live, ids.sam, **PHONE | look).opens_today()
    sam.opens_log().chooses("Dweilen").goes_on().takes_photo(photo).goes_on().says("Zelf").is_ready().opens_saved()
    sam.opens_menu("Mijn werk").opens_menu("Mijn brug").opens_menu("Vandaag")


def test_the_plain_form_is_for_everybody(live: Live, screen: dict[str, Any]) -> None:
    page = live.screen(ids.sam, **screen).new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto("/log")
    expect(page.get_by_role("button", name="Klaar")).to_be_visible()
    expect(page.get_by_role("heading", name="Hoe deed je het?")).to_be_visible()

    assert_accessible(page)
    assert_big_enough(page)


def test_the_form_comes_back_with_what_is_missing(live: Live, screen: dict[str, Any], photo: Path) -> None:
    sam = Student(live, ids.sam, **screen, java_script_enabled=False).opens_today().opens_log()
    sam.chooses("Dweilen").takes_photo(photo).is_ready().sees("Nog niet opgeslagen").sees("Kies hoe je het deed.")

    sam.chose("Dweilen").says("Zelf").is_ready().sees_sent()
    assert len(received(live)) == 1


def test_the_photo_that_is_sent_is_small_and_clean(live: Live, photo: Path) -> None:
    """A worker makes a small upright JPEG of it without metadata, and that is what is sealed."""
    sam = Student(live, ids.sam, **PHONE).opens_today().starts_planned("Vegen")
    with sam.page.expect_worker() as shrinker:
        sam.takes_photo(photo)
    assert shrinker.value.url.endswith("/log/shrinker.js")
    sent: dict[str, bytes] = {}

    def read(route: Route) -> None:
        envelope = UUID(route.request.url.rpartition("/")[2])
        plain = open_sealed(live.world.config.secrets, clock.now(), envelope, route.request.post_data_buffer or b"")
        start = 4 + int.from_bytes(plain[:4], "big")
        sent[json.loads(plain[4:start])["kind"]] = plain[start:]
        route.continue_()

    sam.page.route("**/api/sealed/*", read)
    sam.goes_on().says("Zelf").is_ready().sees_sent()
    with Image.open(io.BytesIO(sent["media"])) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (1200, 1600), {})
