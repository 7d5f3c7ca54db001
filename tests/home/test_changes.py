"""Own entries changed one question at a time, until somebody saw them."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from app.companies.models import Company
from app.logbook.models import EntryStatus
from tests.cast import ids
from tests.home.story import log_work
from tests.logbook.phone import listed, photo, put_entry, put_media, rows, saved, set_status, told
from tests.world import Client, World

HOUR = timedelta(hours=1)


def save(browser: Client, entry_id: UUID, part: str, *photos: bytes, revision: int = 1, **fields: Any) -> TestResponse:
    files: list[Any] = [(BytesIO(body), f"foto{number}.jpg") for number, body in enumerate(photos)]
    form: dict[str, Any] = {"revision": str(revision)} | fields
    if part == "photos":
        form["photo"] = files or [(BytesIO(b""), "")]
    return browser.post(f"/work/{entry_id}/change/{part}", data=form)


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def tasks(world: World, entry_id: UUID) -> list[UUID]:
    found = sorted(rows(world, "log_task"), key=lambda row: row.position)
    return [row.task_id for row in found if row.entry_id == entry_id]


def test_my_work_offers_it_until_somebody_saw_it(world: World) -> None:
    entry_id, browser = log_work(world, ids.sam, ids.sweep), world.as_(ids.sam)
    text = page(browser, "/work")
    assert f'href="/work/{entry_id}/change"' in text
    assert f'action="/log/{entry_id}/take-back"' in text
    set_status(world, entry_id, EntryStatus.SEEN)
    text = page(browser, "/work")
    assert "/change" not in text
    assert "/take-back" not in text
    text = page(browser, f"/work/{entry_id}/change")
    assert "Je begeleider heeft dit al gezien" in text
    assert "/take-back" not in text


@pytest.mark.parametrize(
    ("part", "fields", "column", "value"),
    [
        ("level", {"level": "1"}, "level", 1),
        ("mood", {"mood": "3"}, "mood", 3),
        ("mood", {"mood": ""}, "mood", None),
        ("words", {"words": " De hal is schoon \r\n"}, "words", "De hal is schoon"),
        ("tasks", {"tasks": [str(ids.sweep)], "something_else": "1"}, "something_else", True),
    ],
)
def test_one_question_changes_one_thing(
    world: World, part: str, fields: dict[str, Any], column: str, value: object
) -> None:
    entry_id, browser = saved(world, ids.sam, photo(), mood=1, words="eerst", level=3), world.as_(ids.sam)
    before = dict(rows(world, "log_entry")[0]._mapping)
    answer = save(browser, entry_id, part, **fields)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/work?changed={entry_id}#entry-{entry_id}")
    after = dict(rows(world, "log_entry")[0]._mapping)
    assert after[column] == value
    assert {name for name in after if after[name] != before[name]} == {column, "revision", "digest", "changed_at"}
    assert len(rows(world, "entry_media")) == 1
    assert tasks(world, entry_id) == [ids.sweep]
    assert "Pas nog iets aan" in page(browser, answer.headers["Location"])


def test_other_tasks(world: World) -> None:
    body, media_id, entry_id, browser = photo(), uuid4(), uuid4(), world.as_(ids.sam)
    put_entry(browser, entry_id, told(media=[listed(body, media_id, ids.sweep)]))
    assert put_media(browser, entry_id, media_id, body).status_code == 201
    assert save(browser, entry_id, "tasks", tasks=[str(ids.mop), str(ids.coffee)]).status_code == 303
    assert tasks(world, entry_id) == [ids.mop, ids.coffee]
    assert [row.media_id for row in rows(world, "entry_media")] == [media_id]
    assert rows(world, "media_task") == []


@pytest.mark.parametrize(
    ("part", "fields", "wrong"),
    [
        ("tasks", {}, "Kies wat je hebt gedaan."),
        ("tasks", {"tasks": ["onzin"]}, "Kies wat je hebt gedaan."),
        ("tasks", {"tasks": [str(ids.kompas_sweep)]}, "hoort niet bij jouw werk"),
        ("tasks", {"something_else": "1"}, "Wat deed je? Maak een foto of schrijf een paar woorden."),
        ("level", {}, "Kies hoe je het deed."),
        ("level", {"level": "9"}, "Kies hoe je het deed."),
        ("mood", {"mood": "9"}, "Kies een van de gezichtjes."),
        ("words", {"words": "a" * 501}, "Dit is te lang."),
        ("together", {"together": [str(ids.youssef)]}, "Je kunt alleen klasgenoten kiezen"),
        ("together", {"together": ["onzin"]}, "Kies met wie je het deed."),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(world: World, part: str, fields: dict[str, Any], wrong: str) -> None:
    entry_id = saved(world)
    answer = save(world.as_(ids.sam), entry_id, part, **fields)
    assert answer.status_code == 422
    assert wrong in unescape(answer.get_data(as_text=True))
    assert len(rows(world, "log_revision")) == 1


def test_sent_twice_it_is_changed_once(world: World) -> None:
    entry_id, browser = saved(world), world.as_(ids.sam)
    assert [save(browser, entry_id, "level", level="1").status_code for _ in range(2)] == [303, 303]
    assert [save(browser, entry_id, "photos", photo(), revision=2).status_code for _ in range(2)] == [303, 303]
    assert [row.revision for row in rows(world, "log_revision")] == [1, 2, 3]
    assert len(rows(world, "entry_media")) == 1


def test_without_a_change_there_is_no_revision(world: World) -> None:
    entry_id, browser = saved(world, level=3), world.as_(ids.sam)
    assert save(browser, entry_id, "level", level="3").status_code == 303
    assert len(rows(world, "log_revision")) == 1


def test_a_page_from_before_another_change_is_shown_anew(world: World) -> None:
    entry_id, browser = saved(world), world.as_(ids.sam)
    save(browser, entry_id, "level", level="1")
    answer = save(browser, entry_id, "words", words="Klaar")
    assert answer.status_code == 409
    assert "Dit werk is net veranderd." in answer.get_data(as_text=True)
    assert re.search(r'name="revision" value="2"', answer.get_data(as_text=True))
    (entry,) = rows(world, "log_entry")
    assert (entry.level, entry.words) == (1, "")


def test_what_was_seen_meanwhile_is_added_to(world: World) -> None:
    entry_id, browser = saved(world, level=3), world.as_(ids.sam)
    set_status(world, entry_id, EntryStatus.SEEN)
    answer = save(browser, entry_id, "level", level="1")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/work#entry-{entry_id}")
    (entry,) = rows(world, "log_entry")
    assert (entry.level, entry.status) == (3, EntryStatus.NEW)
    assert "Later erbij: Hoe het ging: Samen" in page(browser, "/work")


def test_photos_come_go_and_come_back(world: World) -> None:
    entry_id, browser = saved(world, ids.sam, photo("red")), world.as_(ids.sam)
    (red,) = [row.id for row in rows(world, "media")]
    assert save(browser, entry_id, "photos", photo("blue"), photo("green")).status_code == 303
    shown = [row.media_id for row in sorted(rows(world, "entry_media"), key=lambda row: row.position)]
    assert (len(shown), shown[0]) == (3, red)
    assert save(browser, entry_id, "photos", revision=2, remove=str(red)).status_code == 303
    assert [row.media_id for row in sorted(rows(world, "entry_media"), key=lambda row: row.position)] == shown[1:]
    assert f'name="restore" value="{red}"' in page(browser, f"/work/{entry_id}/change/photos")
    assert save(browser, entry_id, "photos", revision=3, restore=str(red)).status_code == 303
    assert {row.media_id for row in rows(world, "entry_media")} == set(shown)
    assert world.as_(ids.anouk).get(f"/photos/{red}/small").status_code == 200


def test_a_bad_photo_does_not_take_the_good_one_along(world: World) -> None:
    entry_id, browser = saved(world), world.as_(ids.sam)
    answer = save(browser, entry_id, "photos", photo(), b"geen foto")
    assert answer.status_code == 415
    assert "geen foto die we kunnen openen" in answer.get_data(as_text=True)
    assert len(rows(world, "entry_media")) == 1


def test_no_photos_where_there_may_be_none(world: World) -> None:
    entry_id, browser = saved(world, ids.noor), world.as_(ids.noor)
    assert 'type="file"' not in page(browser, f"/work/{entry_id}/change/photos")
    answer = save(browser, entry_id, "photos", photo())
    assert answer.status_code == 422
    assert (rows(world, "media"), rows(world, "entry_media")) == ([], [])


def test_a_change_keeps_the_photos_that_were_allowed_once(world: World) -> None:
    entry_id, browser = saved(world, ids.sam, photo()), world.as_(ids.sam)
    with world.session() as session:
        session.get_one(Company, ids.anker).photos_allowed = False
    assert save(browser, entry_id, "level", level="1").status_code == 303
    assert len(rows(world, "entry_media")) == 1


@pytest.mark.parametrize("part", ["tasks", "level", "photos", "mood", "words", "together"])
def test_nobody_elses_entry_is_changed(world: World, part: str) -> None:
    entry_id = saved(world)
    for who in (ids.noor, ids.youssef):
        browser = world.as_(who)
        assert browser.get(f"/work/{entry_id}/change").status_code == 404
        assert browser.get(f"/work/{entry_id}/change/{part}").status_code == 404
        assert save(browser, entry_id, part, level="1", words="Ha").status_code == 404
    assert world.as_(ids.sam).get(f"/work/{uuid4()}/change").status_code == 404
    assert len(rows(world, "log_revision")) == 1


def test_there_are_no_other_questions(world: World) -> None:
    assert world.as_(ids.sam).get(f"/work/{saved(world)}/change/digest").status_code == 404


def test_the_classmates_to_choose_from(world: World) -> None:
    entry_id = saved(world)
    text = page(world.as_(ids.sam), f"/work/{entry_id}/change/together")
    assert ("Bilal" in text, "Fleur" in text, "Noor" in text, "Youssef" in text) == (True, True, False, False)
    noors = saved(world, ids.noor)
    assert "Samen met" not in page(world.as_(ids.noor), f"/work/{noors}/change")
    assert "Ik deed dit samen" not in page(world.as_(ids.noor), f"/work?saved={noors}")


def test_a_copy_takes_no_photos_of_its_own_and_names_nobody(world: World) -> None:
    entry_id, browser = saved(world), world.as_(ids.bilal)
    save(world.as_(ids.sam), entry_id, "together", together=[str(ids.bilal)])
    (copy,) = [row.id for row in rows(world, "log_entry") if row.student_id == ids.bilal]
    text = page(browser, f"/work/{copy}/change")
    assert "Dat was ik niet" in text
    assert "/change/together" not in text
    assert save(browser, copy, "level", level="1").status_code == 303
    assert {row.student_id: row.level for row in rows(world, "log_entry")} == {ids.sam: 3, ids.bilal: 1}


def test_who_else_did_it_is_not_said_to_nobody_after_it_was_seen(world: World) -> None:
    entry_id, browser = saved(world), world.as_(ids.sam)
    page(browser, f"/work/{entry_id}/change/together")
    set_status(world, entry_id, EntryStatus.SEEN)
    answer = save(browser, entry_id, "together", together=[str(ids.bilal)])
    assert answer.status_code == 409
    assert "Je begeleider heeft dit al gezien." in answer.get_data(as_text=True)
    assert len(rows(world, "log_revision")) == 1
    assert [row.status for row in rows(world, "log_entry")] == [EntryStatus.SEEN]


def test_a_name_that_staff_gave_is_not_ticked_as_what_the_student_says(world: World) -> None:
    entry_id, browser = uuid4(), world.as_(ids.sam)
    put_entry(browser, entry_id, told(something_else=True))
    assert world.as_(ids.anouk).post(f"/review/{entry_id}/name", data={"task": str(ids.mop)}).status_code == 303
    text = page(browser, f"/work/{entry_id}/change/tasks")
    ticked = re.findall(r'name="tasks"[^>]*value="([^"]+)"[^>]*checked', text)
    assert ticked == [str(ids.sweep)]
    save(browser, entry_id, "tasks", tasks=[*ticked, str(ids.coffee)], something_else="1")
    named = {row.task_id: row.named_by_id for row in rows(world, "log_task")}
    assert named == {ids.sweep: None, ids.coffee: None, ids.mop: ids.anouk}
