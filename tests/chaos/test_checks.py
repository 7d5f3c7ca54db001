"""The checks see what is wrong: each of these was broken on purpose."""

from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.logbook.models import EntryMedia, EntryStatus, LogEntry, LogRevision, LogTask, Media
from app.logbook.photos import media_key
from app.review.models import Review
from tests.cast import ids
from tests.chaos.book import Book
from tests.chaos.checks import check, check_nothing_else
from tests.chaos.desk import form_on
from tests.chaos.interleavings import smaller
from tests.chaos.people import SAM, SUPERVISORS
from tests.chaos.phone import Phone
from tests.chaos.pictures import pictures
from tests.chaos.plan import plan
from tests.chaos.sealing import Sealer
from tests.chaos.wire import Answer, Request
from tests.world import World

Break = Callable[[World, Session, Book], Any]


def sent(world: World, cookie: str, request: Request) -> Answer:
    """What the app answers to a phone."""
    browser = world.client()
    browser.set_cookie("session", cookie)
    made = browser.open(
        request.path,
        method=request.method,
        data=request.body,
        content_type=request.kind or None,
        headers=dict(request.headers),
    )
    return Answer(made.status_code, made.mimetype or "", made.get_data(), made.location or "")


@pytest.fixture
def book(own_world: World) -> Book:
    """A log of Sam with photos, changed once, seen by Anouk: all as promised."""
    book, sealer = Book(), Sealer(own_world.config.secret)
    phone = Phone(0, book, sealer)
    with own_world.session() as session:
        phone.sign_in(SAM, sealer.sign_in(session, ids.sam))
        anouk = sealer.sign_in(session, ids.anouk)
    seed = next(seed for seed in range(1000) if _fits(seed))
    phone.log(Random(seed))
    phone.change(Random(seed))
    while phone.ready():
        item = phone.ready()[0]
        phone.hear(item, sent(own_world, phone.cookie or "", item.request()))
    (log,) = book.logs
    page = sent(own_world, anouk.cookie, Request("GET", f"/review/{log}"))
    form = form_on(page, log, SUPERVISORS[0], Random(0))
    assert form is not None
    assert form.says_kept(sent(own_world, anouk.cookie, form.request()))
    book.reviews[form.review_id] = form.reviewed()
    assert (len(book.acknowledged), len(book.arrived), len(book.reviews)) == (2, 2, 1)
    return book


def _fits(seed: int) -> bool:
    """Whether this seed makes a log of two photos that a supervisor can see."""
    book = Book()
    phone = Phone(0, book, Sealer("geheim"), SAM)
    phone.log(Random(seed))
    phone.change(Random(seed))
    (log,) = book.logs.values()
    told = log.revisions[-1].body
    return len(book.photos) == len(told["media"]) == told["revision"] == 2 and not told.get("taken_back")


def found(world: World, book: Book) -> set[str]:
    """The kinds of trouble that the checks see."""
    with world.session() as session:
        check(session, world.app.extensions["storage"], book)
        more = check_nothing_else(session, [book])
    return {kind for kind, _text in book.trouble} | {"doubled" for _ in more}


def test_nothing_is_wrong_with_what_is_as_promised(own_world: World, book: Book) -> None:
    assert found(own_world, book) == set()


def _free(session: Session) -> None:
    """Take the rules away by which the database itself would refuse to be broken."""
    triggers = session.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in triggers:
        session.execute(sa.text(f"DROP TRIGGER {name}"))


def _set(table: Any, **values: Any) -> Break:
    return lambda _world, session, _book: session.execute(sa.update(table).values(**values))


def _delete(table: Any) -> Break:
    return lambda _world, session, _book: session.execute(sa.delete(table))


def _swap_files(world: World, session: Session, book: Book) -> None:
    other = next(one for one in pictures() if one not in {photo.picture for photo in book.photos.values()})
    for media in session.scalars(sa.select(Media)):
        world.app.extensions["storage"].put(media_key(media.school_id, media.id, "small"), other.jpeg)


def _lose_files(world: World, session: Session, _book: Book) -> None:
    for media in session.scalars(sa.select(Media)):
        world.app.extensions["storage"].delete(media_key(media.school_id, media.id, "large"))


def _forget_the_newest(_world: World, session: Session, _book: Book) -> None:
    session.execute(sa.delete(LogRevision).where(col(LogRevision.revision) > 1))


def _say_it_twice(_world: World, session: Session, _book: Book) -> None:
    first = session.scalars(sa.select(LogRevision).order_by(col(LogRevision.revision))).first()
    assert first is not None
    session.execute(sa.update(LogRevision).values(body=first.body))


def _saved_by_nobody(_world: World, session: Session, _book: Book) -> None:
    entry = session.scalars(sa.select(LogEntry)).one()
    values = {column: getattr(entry, column) for column in LogEntry.model_fields}
    session.add(LogEntry(**values | {"id": UUID(int=7)}))


BROKEN: dict[str, tuple[Break, str]] = {
    "a revision is gone": (_forget_the_newest, "lost"),
    "a revision has another digest": (_set(LogRevision, digest="0" * 64), "lost"),
    "a revision says the same as another": (_say_it_twice, "doubled"),
    "an entry shows an older revision": (_set(LogEntry, revision=1), "lost"),
    "an entry has other words": (_set(LogEntry, words="anders"), "wrong_bytes"),
    "an entry has lost its tasks": (_delete(LogTask), "wrong_bytes"),
    "an entry was taken back": (_set(LogEntry, status=EntryStatus.TAKEN_BACK), "wrong_bytes"),
    "an entry has lost its photos": (_delete(EntryMedia), "wrong_bytes"),
    "an entry is somebody else's": (_set(LogEntry, student_id=ids.noor), "leaked"),
    "what was seen was changed": (_set(LogEntry, seen_revision=1), "lost"),
    "what was seen is not seen any more": (_set(LogEntry, seen_revision=None), "lost"),
    "an answer was not counted": (_set(LogEntry, answers=0), "lost"),
    "an entry was saved by nobody": (_saved_by_nobody, "doubled"),
    "a photo did not arrive": (_set(Media, received_at=None), "lost"),
    "a photo has another digest": (_set(Media, digest="0" * 64), "wrong_bytes"),
    "a photo is somebody else's": (_set(Media, owner_id=ids.noor), "leaked"),
    "a photo shows something else": (_swap_files, "wrong_bytes"),
    "a photo has no file": (_lose_files, "lost"),
    "an answer is gone": (_delete(Review), "lost"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_broken_is_seen(own_world: World, book: Book, how: str) -> None:
    break_it, kind = BROKEN[how]
    engine = own_world.app.extensions["engine"]
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        with Session(bind=connection.execution_options(writes=True)) as session:
            _free(session)
            break_it(own_world, session, book)
            session.commit()
    engine.dispose()
    assert kind in found(own_world, book)


def test_a_failure_is_made_as_small_as_it_gets() -> None:
    steps = plan(5)
    guilty = {steps[3], steps[-2]}
    assert set(smaller(lambda tried: guilty <= set(tried), steps) or ()) == guilty
    assert smaller(lambda _tried: False, steps) is None


def test_a_photo_is_told_from_every_other() -> None:
    for one in pictures():
        assert [other.number for other in pictures() if other.is_in(one.photo("x"))] == [one.number]
