"""A phone that goes from one student to the next: what the first leaves behind, and what the second finds."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import request
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright
from sqlmodel import select

from app.base import clock
from app.base.errors import Problem
from app.companies.models import Company
from app.logbook.models import Media
from app.people.badges import SheetForm, make_badges
from app.people.models import Membership
from app.people.queries import actor_of
from tests.cast import ids
from tests.handover.browser import MOMENT, started
from tests.handover.canaries import Canaries
from tests.home.story import answer
from tests.journeys.conftest import Live
from tests.journeys.navigators.student import Student
from tests.logbook.phone import saved
from tests.shell.conftest import keeps
from tests.shell.wire import Wire

OF_STUDENTS = ("/today", "/work", "/bridge", "/log", "/me")
SENT, ANSWERED, WITH_PHOTO = 16, 6, 4


class Written(Student):
    """A student on a page that is open already."""

    def __init__(self, page: Page) -> None:
        self.page, self.touch, self.script, self.look, self.taps = page, False, True, "light", 0

    def _looks(self) -> "Student":
        return self  # whether everybody can use it is another test's


@dataclass
class Phone:
    """The shared phone. ``moments``: what pages held when they came out of the cache behind Back."""

    live: Live
    wire: Wire
    context: BrowserContext
    page: Page
    profile: Path
    canaries: Canaries
    moments: list[str] = field(default_factory=list)
    refuses: bool = False

    def found(self, *texts: str) -> list[str]:
        """What can be read in texts, and what a script can read of what is kept."""
        shown = [f"{about} on the page" for about in sorted(self.canaries.in_texts(texts))]
        back = [f"{about} with Back" for about in sorted(self.canaries.in_texts(self.moments))]
        return shown + back


def noise(folder: Path, name: str) -> Path:
    """A photo of nothing: its bytes are like no other's."""
    file = folder / f"{name}.jpg"
    Image.effect_noise((900, 700), 90).convert("RGB").save(file, quality=80)
    return file


def prepare(live: Live, folder: Path) -> Canaries:
    """Make everything about Sam something that can be looked for: who, where, tasks, logs, answers, photos."""
    canaries = Canaries()
    with live.world.session() as session:
        sam = session.get_one(Membership, ids.sam)
        sam.first_name, sam.last_name = canaries.text("first name"), canaries.text("last name")
        session.get_one(Company, ids.anker).name = canaries.text("company")
    for number in range(SENT):
        photos = [noise(folder, f"sent-{number}").read_bytes()] if number < WITH_PHOTO else []
        entry = saved(live.world, ids.sam, *photos, words=canaries.text(f"words {number}"))
        if SENT - number <= ANSWERED:
            answer(live.world, ids.anouk, entry, canaries.text(f"answer {number}"))
    browser = live.world.as_(ids.sam)
    with live.world.session() as session:
        media = list(session.exec(select(Media.id)))
    for number, one in enumerate(media):
        for size in ("small", "large"):
            canaries.picture(f"photo {number} {size}", browser.get(f"/photos/{one}/{size}").get_data())
    return canaries


def badge_of_noor(live: Live) -> str:
    """The code on the badge of the next one."""
    with live.world.session() as session:
        wanted = SheetForm(ids.fleur, frozenset({ids.noor}), sure=True)
        actor = actor_of(session, ids.anouk)
        return make_badges(session, actor, clock.now(), wanted, secret=live.world.config.secret).badges[0].code


@contextmanager
def shared(live: Live, wire: Wire, playwright: Playwright, folder: Path) -> Iterator[Phone]:
    """A phone on which Sam is signed in."""
    canaries, profile = prepare(live, folder), folder / "profile"
    with started(playwright, profile) as context:
        cookie = live.world.as_(ids.sam).get_cookie("session")
        assert cookie is not None
        context.add_cookies([{"name": "session", "value": cookie.value, "url": live.address}])
        page = context.pages[0]
        phone = Phone(live, wire, context, page, profile, canaries)
        context.expose_binding("comesBack", lambda _source, held: phone.moments.append(held))
        context.add_init_script(MOMENT)

        def turned_away() -> None:
            if phone.refuses and request.path.startswith("/api/sealed/"):
                raise Problem(503, "busy", "")

        live.world.app.before_request_funcs.setdefault(None, []).insert(0, turned_away)
        yield phone


def looks(phone: Phone) -> None:
    """What Sam sees: every page of theirs, until the phone keeps those that open offline."""
    page = phone.page
    page.goto(phone.live.address + "/today")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    for path in OF_STUDENTS:
        page.goto(phone.live.address + path)
    keeps(page, "/today", "/work", "/bridge")


def lives(phone: Phone, folder: Path) -> None:
    """What Sam does: look at everything, save logs with a photo that do not go, and leave another half-way."""
    page, canaries = phone.page, phone.canaries
    looks(phone)
    phone.refuses = True
    for number in range(2):
        photo = noise(folder, f"waiting-{number}")
        canaries.picture(f"photo of the gallery {number}", photo.read_bytes())
        sam = Written(page)
        page.goto(phone.live.address + "/log")
        sam.chooses("Iets anders").goes_on().takes_photo(photo).goes_on().is_ready().sees_on_phone()
        sam.felt("Super", canaries.text(f"waiting words {number}"))
        page.wait_for_function("() => window.sealed?.length > 0")
        for place, shrunk in enumerate(shrunk_photos(page)):
            canaries.picture(f"shrunk photo {number} {place}", shrunk)
    page.goto(phone.live.address + "/log")
    sam = Written(page)
    sam.chooses("Iets anders").goes_on().goes_without_photo()
    sam.writes("Een paar woorden is genoeg", canaries.text("words half-way"))


def shrunk_photos(page: Page) -> list[bytes]:
    """What the page sealed that is large enough to be a photo, as it was before."""
    found: list[str] = page.evaluate("() => Promise.all((window.sealed ?? []).map(base64))")
    return [base64.b64decode(content) for content in found]
