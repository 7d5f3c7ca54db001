"""*Mijn werk*."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from app.base import clock
from app.logbook.models import EntryMedia, Media, MediaKind
from app.review.models import Verdict
from tests.cast import ids
from tests.home.story import answer, log_work
from tests.queries import count_queries
from tests.world import World

HOUR = timedelta(hours=1)


def page(world: World, address: str = "/work") -> str:
    found = world.as_(ids.sam).get(address)
    assert found.status_code == 200
    return unescape(found.get_data(as_text=True))


def test_an_empty_page_says_what_to_do(world: World) -> None:
    text = page(world)

    assert "Hier komt jouw werk" in text
    assert 'href="/log"' in text


def test_the_newest_stands_on_top_with_when_and_how(world: World) -> None:
    log_work(world, ids.sam, ids.mop, ago=26 * HOUR, level=1)
    log_work(world, ids.sam, ids.sweep, ids.coffee, level=3)

    text = page(world)
    assert text.index("Vegen, Koffie zetten") < text.index("Dweilen")
    assert re.search(r"<span>vandaag \d\d:\d\d</span> <span>Zelf</span>", text)
    assert "<span>Samen</span>" in text


def test_only_ones_own_work_is_there(world: World) -> None:
    log_work(world, ids.bilal, ids.coffee)

    assert "Koffie zetten" not in page(world)


def test_a_reply_shows_after_its_minute(world: World) -> None:
    entry = log_work(world, ids.sam, ids.sweep, ago=HOUR)
    answer(world, ids.anouk, entry, "Mooi schoon!", ago=timedelta(seconds=30))

    text = page(world)
    assert "Mooi schoon!" not in text
    assert "Anouk zag het" not in text
    assert "verstuurd" in text
    with clock.shifted(timedelta(seconds=31)):
        text = page(world)
    assert "Mooi schoon!" in text
    assert "Anouk zag het" in text


def test_a_question_says_so(world: World) -> None:
    entry = log_work(world, ids.sam, ids.sweep, ago=2 * HOUR)
    answer(world, ids.anouk, entry, "Welke hal was het?", Verdict.QUESTION)

    text = page(world)
    assert "Anouk heeft een vraag" in text
    assert "Welke hal was het?" in text


def test_what_was_just_saved_has_the_tick_and_asks_how_it_felt(world: World) -> None:
    entry = log_work(world, ids.sam, ids.sweep)

    text = page(world, f"/work?saved={entry}")
    assert "Opgeslagen en verstuurd" in text
    assert "Hoe voelde het?" in text
    assert f'action="/log/{entry}/more"' in text
    assert "Opgeslagen en verstuurd" not in page(world)


@pytest.mark.parametrize("saved", ["nothing", "00000000-0000-0000-0000-000000000000"])
def test_there_is_no_tick_for_what_is_not_there(world: World, saved: str) -> None:
    log_work(world, ids.sam, ids.sweep)

    assert "Opgeslagen" not in page(world, f"/work?saved={saved}")


def test_there_is_no_tick_for_somebody_elses_work(world: World) -> None:
    entry = log_work(world, ids.bilal, ids.sweep)

    assert "Opgeslagen" not in page(world, f"/work?saved={entry}")


def test_how_it_felt_and_words_added_later_are_there(world: World) -> None:
    entry = log_work(world, ids.sam, ids.sweep, ago=2 * HOUR)
    answer(world, ids.anouk, entry, "Goed!")
    world.as_(ids.sam).post(f"/log/{entry}/more", data={"mood": "3", "words": "Ook de trap"})

    text = page(world)
    assert "Later erbij: Gevoel: Super" in text
    assert "Later erbij: Ook de trap" in text


def test_what_was_taken_back_stands_apart_and_can_come_back(world: World) -> None:
    entry = log_work(world, ids.sam, ids.sweep)
    world.as_(ids.sam).post(f"/log/{entry}/take-back")

    text = page(world)
    assert "Hier komt jouw werk" in text
    assert text.index("Teruggehaald (1)") < text.index("Vegen")
    assert f'action="/log/{entry}/put-back"' in text
    text = page(world, f"/work?back={entry}")
    assert "Je begeleider ziet dit niet meer." in text
    assert "Zet het terug" in text
    assert "Opgeslagen" not in page(world, f"/work?saved={entry}")


def test_every_photo_is_there_the_first_one_large(world: World) -> None:
    entry, now = log_work(world, ids.sam, ids.sweep), clock.now()
    photos = [uuid4(), uuid4()]
    with world.session() as session:
        for place, photo in enumerate(photos):
            mine: dict[str, Any] = {"school_id": ids.brug, "owner_id": ids.sam}
            picture: dict[str, Any] = {"kind": MediaKind.PHOTO, "digest": "0" * 64, "width": 1600, "height": 1200}
            session.add(Media(id=photo, **mine, **picture, listed_at=now, received_at=now))
            session.flush()
            session.add(EntryMedia(**mine, entry_id=entry, media_id=photo, position=place))

    text = page(world)
    assert f'<img src="/photos/{photos[0]}/large" alt="Foto van Vegen"' in text
    assert f'<img src="/photos/{photos[1]}/small" alt="Foto van Vegen"' in text


def test_older_work_is_a_link_away_and_nothing_is_left_out_or_twice(world: World) -> None:
    logged = [str(log_work(world, ids.sam, ids.sweep, ago=number * HOUR)) for number in range(23)]

    seen, address, pages = [], "/work", 0
    while address:
        text, pages = page(world, address), pages + 1
        seen += re.findall(r'id="entry-([0-9a-f-]{36})"', text)
        link = re.search(r'href="(/work\?before=[^"]+)"', text)
        address = link.group(1) if link else ""
    assert (seen, pages) == (logged, 3)


@pytest.mark.parametrize(
    "place",
    [
        "x",
        "2026-01-01_x",
        f"2026-01-01T10:00:00_{ids.sam}",
        f"0001-01-01T00:00:00+14:00_{ids.sam}",
        f"9999-12-31T23:59:59-12:00_{ids.sam}",
    ],
)
def test_an_unreadable_place_is_not_found(world: World, place: str) -> None:
    assert world.as_(ids.sam).get("/work", query_string={"before": place}).status_code == 404


@pytest.mark.parametrize("rows", [5, 50])
def test_the_number_of_queries_does_not_grow(world: World, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.home.routes.PER_PAGE", 50)
    for number in range(rows):
        entry = log_work(world, ids.sam, ids.sweep, ids.coffee, ago=(number + 2) * HOUR)
        answer(world, ids.anouk, entry, "Goed!")
    sam = world.as_(ids.sam)
    with count_queries(world) as sent:
        text = sam.get("/work").get_data(as_text=True)

    assert text.count("Anouk zag het") == rows
    assert len(sent) == 7


def test_only_students_have_this_page(world: World) -> None:
    assert world.as_(ids.anouk).get("/work").status_code == 403
