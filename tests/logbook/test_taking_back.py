"""Taking an entry back until it was seen, by phone and by form, and putting it back."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.base import clock
from app.base.clock import shifted
from app.logbook.inputs import canonical, read_entry, sha_256
from app.logbook.models import EntryStatus
from tests.cast import ids
from tests.logbook.phone import photo, problem, put_entry, rows, saved, set_status, told
from tests.world import World


def status(world: World, entry_id: UUID) -> EntryStatus:
    return next(EntryStatus(row.status) for row in rows(world, "log_entry") if row.id == entry_id)


def test_a_revision_takes_it_back_and_the_next_brings_it_back(world: World) -> None:
    entry_id, browser = saved(world, ids.sam, photo()), world.as_(ids.sam)
    media = rows(world, "log_revision")[0].body["media"]
    anouk, (photo_id,) = world.as_(ids.anouk), [row.id for row in rows(world, "media")]
    assert anouk.get(f"/review/{entry_id}").status_code == 200

    answer = put_entry(browser, entry_id, told(revision=2, taken_back=True, media=media))
    assert (answer.status_code, answer.get_json()["kept"]) == (200, "entry")
    assert status(world, entry_id) is EntryStatus.TAKEN_BACK
    assert anouk.get(f"/review/{entry_id}").status_code == 404
    assert anouk.get(f"/photos/{photo_id}/small").status_code == 404

    assert put_entry(browser, entry_id, told(revision=3, media=media)).get_json()["kept"] == "entry"
    assert status(world, entry_id) is EntryStatus.NEW
    assert anouk.get(f"/photos/{photo_id}/small").status_code == 200


def test_what_was_seen_is_not_taken_back_but_asked_for(world: World) -> None:
    entry_id = saved(world)
    set_status(world, entry_id, EntryStatus.SEEN)
    answer = put_entry(world.as_(ids.sam), entry_id, told(revision=2, taken_back=True))
    assert answer.get_json()["kept"] == "addition"
    assert status(world, entry_id) is EntryStatus.NEW
    assert "Wil dit terughalen" in world.as_(ids.anouk).get(f"/review/{entry_id}").get_data(as_text=True)


def test_bodies_without_the_later_fields_are_as_they_were(world: World) -> None:
    entry = read_entry(told())
    assert not {"taken_back", "together"} & entry.body().keys()
    known = {**entry.body(), "claimed_at": "2026-01-05T10:00:00Z", "happened_on": "2026-01-05"}
    again = read_entry(canonical(known)).body()
    assert sha_256(canonical(again)) == sha_256(canonical(known))
    saved(world)
    assert rows(world, "log_revision")[0].body.keys() == entry.body().keys()


def test_by_button_it_is_taken_back_once_and_put_back_once(world: World) -> None:
    entry_id, browser = saved(world, words="Klaar"), world.as_(ids.sam)
    for _ in range(2):
        answer = browser.post(f"/log/{entry_id}/take-back")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/work?back={entry_id}")
    assert status(world, entry_id) is EntryStatus.TAKEN_BACK
    for _ in range(2):
        answer = browser.post(f"/log/{entry_id}/put-back")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/work?saved={entry_id}#entry-{entry_id}")
    assert status(world, entry_id) is EntryStatus.NEW
    assert [row.revision for row in rows(world, "log_revision")] == [1, 2, 3]
    (entry,) = rows(world, "log_entry")
    assert (entry.words, entry.level) == ("Klaar", 3)


@pytest.mark.parametrize("seen", [EntryStatus.SEEN, EntryStatus.QUESTION])
def test_by_button_what_was_seen_stays(world: World, seen: EntryStatus) -> None:
    entry_id = saved(world)
    set_status(world, entry_id, seen)
    answer = world.as_(ids.sam).post(f"/log/{entry_id}/take-back")
    assert answer.status_code == 409
    assert "al gezien" in answer.get_data(as_text=True)
    assert status(world, entry_id) is seen
    assert len(rows(world, "log_revision")) == 1


@pytest.mark.parametrize("verb", ["take-back", "put-back"])
def test_nobody_elses_entry_is_taken_or_put_back(world: World, verb: str) -> None:
    entry_id = saved(world)
    if verb == "put-back":
        world.as_(ids.sam).post(f"/log/{entry_id}/take-back")
    before = status(world, entry_id)
    for who in (ids.noor, ids.youssef):
        assert world.as_(who).post(f"/log/{entry_id}/{verb}").status_code == 404
    assert world.as_(ids.sam).post(f"/log/{uuid4()}/{verb}").status_code == 404
    assert status(world, entry_id) is before


def test_an_entry_can_come_already_taken_back(world: World) -> None:
    entry_id = uuid4()
    assert put_entry(world.as_(ids.sam), entry_id, told(taken_back=True)).status_code == 201
    assert status(world, entry_id) is EntryStatus.TAKEN_BACK
    assert str(entry_id) not in world.as_(ids.anouk).get("/review").get_data(as_text=True)


def test_more_about_what_was_taken_back_does_not_bring_it_back(world: World) -> None:
    entry_id, browser = saved(world), world.as_(ids.sam)
    browser.post(f"/log/{entry_id}/take-back")
    assert browser.post(f"/log/{entry_id}/more", data={"mood": "3"}).status_code == 303
    assert status(world, entry_id) is EntryStatus.TAKEN_BACK


def test_an_old_revision_of_a_phone_does_not_bring_it_back(world: World) -> None:
    entry_id, browser = saved(world), world.as_(ids.sam)
    browser.post(f"/log/{entry_id}/take-back")
    answer = put_entry(browser, entry_id, told(revision=2, words="onderweg geschreven"))
    assert (answer.status_code, problem(answer)) == (409, "other-content")
    assert status(world, entry_id) is EntryStatus.TAKEN_BACK


def test_putting_back_does_not_move_its_place_in_the_queue(world: World) -> None:
    entry_id, browser = saved(world), world.as_(ids.sam)
    (before,) = rows(world, "log_entry")
    with shifted(timedelta(minutes=5)):
        browser.post(f"/log/{entry_id}/take-back")
        browser.post(f"/log/{entry_id}/put-back")
        (after,) = rows(world, "log_entry")
        assert after.submitted_at == before.submitted_at < clock.now()
