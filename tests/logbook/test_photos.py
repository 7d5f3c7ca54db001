"""Several photos with one piece of work: which stay, and what they show."""

import re
from io import BytesIO
from uuid import uuid4

import pytest

from app.base import clock
from app.logbook import queries
from tests.base import bad_images
from tests.base.bad_images import scene
from tests.base.heic import heic
from tests.cast import ids
from tests.logbook.phone import listed, photo, put_entry, put_media, rows, saved, stored, told
from tests.logbook.test_log_form import hidden, send
from tests.world import World


def captions(page: str) -> list[list[str]]:
    """The words under the photos that have any."""
    found = re.findall(r'<figcaption class="shows">(.*?)</figcaption>', page, re.DOTALL)
    return [re.findall(r">([^<>]+)</span>", caption) for caption in found]


def with_captions(world: World, *tasks: list) -> list:
    entry_id, browser = uuid4(), world.as_(ids.sam)
    bodies = [photo(colour) for colour in ("red", "blue", "green")[: len(tasks)]]
    media = [listed(body, None, *shown) for body, shown in zip(bodies, tasks, strict=True)]
    answer = put_entry(browser, entry_id, told(tasks=[str(ids.sweep), str(ids.mop)], media=media))
    assert answer.status_code == 201
    for one, body in zip(media, bodies, strict=True):
        assert put_media(browser, entry_id, one["id"], body).status_code == 201
    return [entry_id, media]


def test_what_a_photo_shows_stands_under_it_for_student_and_supervisor(world: World) -> None:
    entry_id, _media = with_captions(world, [ids.mop], [], [ids.sweep, ids.mop])
    expected = [["Dweilen"], ["Dweilen", "Vegen"]]
    assert captions(world.as_(ids.sam).get("/work").get_data(as_text=True)) == expected
    assert captions(world.as_(ids.anouk).get(f"/review/{entry_id}").get_data(as_text=True)) == expected


def test_the_photos_keep_their_order_whatever_they_show(world: World) -> None:
    entry_id, media = with_captions(world, [ids.mop, ids.sweep], [], [ids.sweep])
    with world.session() as session:
        card = queries.entry(session, world.actor(ids.anouk), entry_id, clock.now())
    assert [str(shot.id) for shot in card.photos] == [one["id"] for one in media]
    assert [len(shot.tasks) for shot in card.photos] == [2, 0, 1]


def test_what_the_photos_show_goes_along_with_a_new_revision(world: World) -> None:
    entry_id, media = with_captions(world, [ids.mop], [ids.sweep])
    media[0]["tasks"], media[1]["tasks"] = [], [str(ids.mop)]
    again = told(revision=2, tasks=[str(ids.sweep), str(ids.mop)], media=media)
    assert put_entry(world.as_(ids.sam), entry_id, again).status_code == 200
    assert [(str(row.media_id), row.task_id) for row in rows(world, "media_task")] == [(media[1]["id"], ids.mop)]


def test_one_task_needs_no_words_under_its_photo(world: World) -> None:
    browser = world.as_(ids.sam)
    send(browser, uuid4(), photo(), tasks=[str(ids.mop)], level="2")
    assert [row.task_id for row in rows(world, "media_task")] == [ids.mop]
    assert captions(browser.get("/work").get_data(as_text=True)) == []


@pytest.mark.parametrize("other", [{"tasks": [str(ids.mop), str(ids.sweep)]}, {"something_else": "1"}])
def test_a_form_does_not_guess_what_a_photo_shows(world: World, other: dict) -> None:
    fields = {"tasks": [str(ids.mop)], "level": "2"} | other
    assert send(world.as_(ids.sam), uuid4(), photo(), **fields).status_code == 303
    assert rows(world, "media_task") == []


def test_a_kept_photo_can_be_dropped_and_makes_room(world: World) -> None:
    browser, entry_id = world.as_(ids.sam), uuid4()
    colours = ("red", "blue", "green", "white", "black", "brown", "pink", "gold")
    kept = hidden(send(browser, entry_id, *map(photo, colours), tasks=[str(ids.mop)]), "kept_photo")
    fields = {"tasks": [str(ids.mop)], "level": "1", "kept_photo": kept, "drop_photo": [kept[2], "onzin"]}
    again = send(browser, entry_id, photo("orange"), **fields | {"level": ""})
    assert again.status_code == 422
    now_kept = hidden(again, "kept_photo")
    assert (now_kept[:7], len(now_kept)) == ([*kept[:2], *kept[3:]], 8)
    assert send(browser, entry_id, **fields | {"kept_photo": now_kept, "drop_photo": now_kept[:1]}).status_code == 303
    by_place = sorted(rows(world, "entry_media"), key=lambda row: row.position)
    assert [str(row.media_id) for row in by_place] == now_kept[1:]


def test_each_thing_that_is_wrong_with_photos_is_said_once(world: World) -> None:
    moving = next(sent.data for sent in bad_images.corpus() if sent.fate == "animated")
    answer = send(
        world.as_(ids.sam), uuid4(), b"geen foto", moving, photo(), b"ook niet", tasks=[str(ids.mop)], level="2"
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 415
    assert (page.count("geen foto die we kunnen openen"), page.count("Dit plaatje beweegt")) == (1, 1)
    assert len(hidden(answer, "kept_photo")) == 1


def test_a_file_of_nothing_is_said_and_an_empty_field_is_not(world: World) -> None:
    browser, fields = world.as_(ids.sam), {"tasks": [str(ids.mop)], "level": "1"}
    answer = send(browser, uuid4(), b"", **fields)
    assert answer.status_code == 422
    assert "Deze foto is stuk." in answer.get_data(as_text=True)
    empty = {"photo": [(BytesIO(b""), "")] * 3}
    assert browser.post("/log", data=fields | empty).status_code == 303


def test_a_heic_comes_in_by_both_doors(world: World) -> None:
    picture, browser = heic(scene()), world.as_(ids.sam)
    assert send(browser, uuid4(), picture, tasks=[str(ids.mop)], level="1").status_code == 303
    saved(world, ids.sam, heic(scene(60, 40)))
    assert {(row.width, row.height) for row in rows(world, "media")} == {(90, 60), (60, 40)}
    assert len(stored(world)) == 4
