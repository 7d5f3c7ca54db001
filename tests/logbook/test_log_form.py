"""GET and POST /log: the form as it works without JavaScript."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import shifted
from app.base.storage import Storage
from app.companies.models import Company
from app.logbook.models import EntryStatus
from app.people.models import IndependenceLevel, LevelLabel
from tests.cast import ids
from tests.logbook.phone import CANARY, photo, rows, saved, set_status, stored, today
from tests.world import Client, World


def send(browser: Client, entry_id: UUID | str, *photos: bytes, **fields: Any) -> TestResponse:
    """Post the form as a browser does: always multipart, an empty file where none was chosen."""
    files = [(BytesIO(body), f"foto{number}.jpg") for number, body in enumerate(photos)]
    form = {"entry_id": str(entry_id), "words": ""} | fields
    return browser.post("/log", data=form | {"photo": files or [(BytesIO(b""), "")]})


def hidden(answer: TestResponse, name: str) -> list[str]:
    """The values of a hidden field."""
    page = answer.get_data(as_text=True)
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]+)"', page)


def ticked(answer: TestResponse) -> set[str]:
    """The ids of inputs that are ticked."""
    return set(re.findall(r'id="([^"]+)"[^>]* checked', answer.get_data(as_text=True)))


def test_the_form_shows_the_tasks_of_today_first(world: World) -> None:
    page = world.as_(ids.sam).get("/log").get_data(as_text=True)
    places = [page.index(f'value="{task}"') for task in (ids.sweep, ids.coffee, ids.mop, ids.laundry)]
    assert places[:2] == sorted(places)[:2]
    assert str(ids.kompas_sweep) not in page


def test_a_task_can_be_ticked_beforehand(world: World) -> None:
    browser = world.as_(ids.sam)
    assert ticked(browser.get(f"/log?task={ids.mop}")) == {f"tasks-{ids.mop}"}
    for other in (ids.kompas_sweep, "onzin", ""):
        assert ticked(browser.get(f"/log?task={other}")) == set()


def test_each_form_is_another_entry(world: World) -> None:
    browser = world.as_(ids.sam)
    first, second = (hidden(browser.get("/log"), "entry_id")[0] for _ in range(2))
    assert UUID(first) != UUID(second)
    assert browser.get("/log").headers["Cache-Control"] == "no-store"


def test_a_school_has_its_own_words_for_levels(world: World) -> None:
    with world.session() as session:
        session.add(LevelLabel(school_id=ids.brug, level=IndependenceLevel.SELF, language="nl", label="In mijn eentje"))
    assert "In mijn eentje" in world.as_(ids.sam).get("/log").get_data(as_text=True)
    assert "In mijn eentje" not in world.as_(ids.youssef).get("/log").get_data(as_text=True)


@pytest.mark.parametrize(("student", "may"), [(ids.sam, True), (ids.noor, False), (ids.bilal, False)])
def test_the_photo_step_is_there_when_both_said_yes(world: World, student: UUID, may: bool) -> None:
    page = world.as_(student).get("/log").get_data(as_text=True)
    assert ('type="file"' in page) == may
    assert ("Geen foto" in page) != may


@pytest.mark.parametrize("who", ["anouk", "karin", "petra"])
def test_the_form_is_for_students(world: World, who: str) -> None:
    browser = world.as_(getattr(ids, who))
    assert browser.get("/log").status_code == 403
    assert send(browser, uuid4(), tasks=[str(ids.sweep)], level="3").status_code == 403


def test_the_form_makes_an_entry_with_its_photos(world: World) -> None:
    entry_id, browser = uuid4(), world.as_(ids.sam)
    fields = {"tasks": [str(ids.mop), str(ids.sweep)], "level": "2", "mood": "3", "words": "Klaar!\r\n"}
    answer = send(browser, entry_id, photo("red"), photo("blue"), **fields)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/work?saved={entry_id}#entry-{entry_id}"
    (entry,) = rows(world, "log_entry")
    assert (entry.id, entry.student_id, entry.placement_id) == (entry_id, ids.sam, ids.sam_placement)
    assert (entry.level, entry.mood, entry.words, entry.language) == (2, 3, "Klaar!", "nl")
    assert (entry.happened_on, entry.revision, entry.status) == (today(), 1, EntryStatus.NEW)
    found = sorted(rows(world, "log_task"), key=lambda row: row.position)
    assert [row.task_id for row in found] == [ids.mop, ids.sweep]
    media = rows(world, "media")
    assert len(media) == len(rows(world, "entry_media")) == 2
    assert all(row.received_at is not None and row.media_type == "image/webp" for row in media)
    assert len(stored(world)) == 4
    for path in stored(world):
        assert CANARY not in (world.config.var / "objects" / path).read_bytes()
    assert browser.get(f"/photos/{media[0].id}/large").status_code == 200
    page = browser.get(answer.headers["Location"])
    assert f'id="entry-{entry_id}"' in page.get_data(as_text=True)


def test_the_same_form_again_is_the_same_entry(world: World) -> None:
    entry_id, browser = uuid4(), world.as_(ids.sam)
    fields = {"tasks": [str(ids.sweep)], "level": "2"}
    first = send(browser, entry_id, photo(), **fields)
    with shifted(timedelta(days=1)):
        again = send(world.as_(ids.sam), entry_id, photo(), **fields)
    assert (first.status_code, again.status_code) == (303, 303)
    tables = ("log_entry", "log_revision", "log_task", "media", "entry_media")
    assert [len(rows(world, table)) for table in tables] == [1] * 5


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"level": "3"}, "Kies wat je hebt gedaan."),
        ({"tasks": [str(ids.sweep)]}, "Kies hoe je het deed."),
        ({"tasks": [str(ids.sweep)], "level": "drie"}, "Kies hoe je het deed."),
        ({"tasks": [str(ids.sweep)], "level": "9"}, "Kies hoe je het deed."),
        ({"tasks": [str(ids.sweep)], "level": "3", "mood": "7"}, "Kies een van de gezichtjes."),
        ({"tasks": [str(ids.sweep)], "level": "3", "words": "a" * 501}, "Dit is te lang."),
        ({"tasks": [str(ids.kompas_sweep)], "level": "3"}, "hoort niet bij jouw werk"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(world: World, fields: dict[str, Any], wrong: str) -> None:
    entry_id, browser = uuid4(), world.as_(ids.sam)
    answer = send(browser, entry_id, photo(), **fields)
    assert answer.status_code == 422
    assert wrong in answer.get_data(as_text=True)
    assert rows(world, "log_entry") == []
    assert hidden(answer, "entry_id") == [str(entry_id)]
    expected = {f"tasks-{ids.sweep}"} if str(ids.sweep) in fields.get("tasks", []) else set()
    expected |= {"level-3"} if fields.get("level") == "3" else set()
    assert expected <= ticked(answer)
    (kept,) = hidden(answer, "kept_photo")
    assert browser.get(f"/photos/{kept}/small").status_code == 200
    assert world.as_(ids.anouk).get(f"/photos/{kept}/small").status_code == 404
    right = {"tasks": [str(ids.sweep)], "level": "3", "kept_photo": [kept]}
    assert send(browser, entry_id, **right).status_code == 303
    assert [str(row.media_id) for row in rows(world, "entry_media")] == [kept]
    assert world.as_(ids.anouk).get(f"/photos/{kept}/small").status_code == 200


def test_a_photo_that_cannot_be_opened_does_not_take_the_others_along(world: World) -> None:
    browser, entry_id = world.as_(ids.sam), uuid4()
    answer = send(browser, entry_id, photo(), b"geen foto", tasks=[str(ids.mop)], level="1")
    assert answer.status_code == 415
    assert "geen foto die we kunnen openen" in answer.get_data(as_text=True)
    assert {f"tasks-{ids.mop}", "level-1"} <= ticked(answer)
    assert len(hidden(answer, "kept_photo")) == 1
    assert rows(world, "log_entry") == []


def test_photos_beyond_the_most_are_told_and_the_others_kept(world: World) -> None:
    browser, entry_id = world.as_(ids.sam), uuid4()
    colours = ("red", "blue", "green", "white", "black", "brown", "pink", "gold", "grey")
    fields = {"tasks": [str(ids.mop)], "level": "1"}
    answer = send(browser, entry_id, *(photo(colour) for colour in colours), **fields)
    assert answer.status_code == 422
    assert "De eerste 8 zijn bewaard." in answer.get_data(as_text=True)
    kept = hidden(answer, "kept_photo")
    assert len(kept) == 8
    again = send(browser, entry_id, photo("orange"), kept_photo=kept, **fields)
    assert (again.status_code, hidden(again, "kept_photo")) == (422, kept)
    assert send(browser, entry_id, kept_photo=kept, **fields).status_code == 303
    listed = sorted(rows(world, "entry_media"), key=lambda row: row.position)
    assert [str(row.media_id) for row in listed] == kept


def test_what_is_wrong_with_photo_and_field_is_said_at_once(world: World) -> None:
    answer = send(world.as_(ids.sam), uuid4(), b"geen foto", tasks=[str(ids.mop)])
    page = answer.get_data(as_text=True)
    assert "geen foto die we kunnen openen" in page
    assert "Kies hoe je het deed." in page


@pytest.mark.parametrize("student", [ids.noor, ids.bilal], ids=["company says no", "no consent"])
def test_a_photo_where_there_may_be_none_is_not_kept(world: World, student: UUID) -> None:
    browser, entry_id = world.as_(student), uuid4()
    answer = send(browser, entry_id, photo(), tasks=[str(ids.mop)], level="1")
    assert answer.status_code == 422
    assert "Verstuur je werk zonder foto." in answer.get_data(as_text=True)
    assert (rows(world, "media"), stored(world)) == ([], [])
    assert send(browser, entry_id, tasks=[str(ids.mop)], level="1").status_code == 303


def test_somebody_elses_photo_cannot_be_taken_along(world: World) -> None:
    saved(world, ids.sam, photo())
    (media,) = rows(world, "media")
    with world.session() as session:
        session.get_one(Company, ids.linde).photos_allowed = True
    answer = send(world.as_(ids.noor), uuid4(), tasks=[str(ids.sweep)], level="3", kept_photo=[str(media.id), "onzin"])
    assert answer.status_code == 303
    assert {row.owner_id for row in rows(world, "entry_media")} == {ids.sam}


def test_another_form_under_a_known_id_is_offered_as_new_work(world: World) -> None:
    browser, entry_id = world.as_(ids.sam), uuid4()
    send(browser, entry_id, tasks=[str(ids.sweep)], level="3", words="eerst")
    answer = send(browser, entry_id, photo(), tasks=[str(ids.mop)], level="1", words="toen")
    assert answer.status_code == 409
    assert "Dit heb je al verstuurd." in answer.get_data(as_text=True)
    (entry,) = rows(world, "log_entry")
    assert entry.words == "eerst"
    (fresh,), kept = hidden(answer, "entry_id"), hidden(answer, "kept_photo")
    assert fresh != str(entry_id)
    assert f"tasks-{ids.mop}" in ticked(answer)
    again = send(browser, fresh, tasks=[str(ids.mop)], level="1", words="toen", kept_photo=kept)
    assert again.status_code == 303
    assert {row.words for row in rows(world, "log_entry")} == {"eerst", "toen"}


def test_somebody_elses_entry_cannot_be_changed_by_form(world: World) -> None:
    entry_id = saved(world, words="van Sam")
    before = rows(world, "log_entry"), rows(world, "log_revision"), rows(world, "log_task")
    answer = send(world.as_(ids.noor), entry_id, tasks=[str(ids.mop)], level="1", words="van Noor")
    assert answer.status_code == 422
    assert (rows(world, "log_entry"), rows(world, "log_revision"), rows(world, "log_task")) == before
    assert hidden(answer, "entry_id") != [str(entry_id)]


def test_the_form_needs_no_id_of_its_own(world: World) -> None:
    assert send(world.as_(ids.sam), "onzin", tasks=[str(ids.sweep)], level="3").status_code == 303
    assert len(rows(world, "log_entry")) == 1


def test_something_else_with_a_photo_is_enough(world: World) -> None:
    assert send(world.as_(ids.sam), uuid4(), photo(), something_else="1").status_code == 303
    (entry,) = rows(world, "log_entry")
    assert (entry.something_else, entry.level) == (True, None)
    assert abs(entry.claimed_at - clock.now()) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("student", "asked"),
    [
        (ids.sam, "Wat deed je? Maak een foto of schrijf een paar woorden."),
        (ids.noor, "Wat deed je? Schrijf een paar woorden."),
    ],
    ids=["photos", "no photos"],
)
def test_something_else_must_show_something(world: World, student: UUID, asked: str) -> None:
    entry_id, browser = uuid4(), world.as_(student)
    answer = send(browser, entry_id, something_else="1", words="  ")
    assert answer.status_code == 422
    assert asked in answer.get_data(as_text=True)
    assert rows(world, "log_entry") == []
    assert send(browser, entry_id, something_else="1", words="De vissen gevoerd").status_code == 303
    assert send(browser, uuid4(), something_else="1", tasks=[str(ids.sweep)], level="3").status_code == 303


def test_what_a_phone_kept_is_not_refused_for_saying_little(world: World) -> None:
    saved(world, tasks=[], something_else=True, level=None)
    assert len(rows(world, "log_entry")) == 1


def test_the_form_from_another_site_is_refused(world: World) -> None:
    browser = world.as_(ids.sam)
    form = {"entry_id": str(uuid4()), "tasks": [str(ids.sweep)], "level": "3"}
    assert browser.post("/log", data=form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert rows(world, "log_entry") == []


@pytest.mark.parametrize("status", [EntryStatus.NEW, EntryStatus.SEEN, EntryStatus.QUESTION])
def test_mood_and_words_follow_after_the_tick(world: World, status: EntryStatus) -> None:
    entry_id, browser = saved(world, ids.sam, photo()), world.as_(ids.sam)
    set_status(world, entry_id, status)
    answer = browser.post(f"/log/{entry_id}/more", data={"mood": "3", "words": "Het ging goed.\r\n"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/work#entry-{entry_id}")
    (entry,) = rows(world, "log_entry")
    new = status is EntryStatus.NEW
    assert (entry.mood, entry.words, entry.revision) == ((3, "Het ging goed.", 2) if new else (None, "", 1))
    assert sorted(row.kept for row in rows(world, "log_revision")) == sorted(["entry", "entry" if new else "addition"])
    assert len(rows(world, "entry_media")) == len(rows(world, "log_task")) == 1
    again = browser.post(f"/log/{entry_id}/more", data={"mood": "3", "words": "Het ging goed.\r\n"})
    assert again.status_code == 303
    assert len(rows(world, "log_revision")) == 2


@pytest.mark.parametrize("owner", [ids.noor, ids.youssef])
def test_nobody_adds_to_somebody_elses_entry(world: World, owner: UUID) -> None:
    entry_id = saved(world, owner, tasks=[str(ids.kompas_sweep if owner == ids.youssef else ids.sweep)])
    browser = world.as_(ids.sam)
    answers = [browser.post(f"/log/{one}/more", data={"words": "Ha"}) for one in (entry_id, uuid4())]
    assert {answer.status_code for answer in answers} == {404}
    assert len(rows(world, "log_revision")) == 1


@pytest.mark.parametrize("fields", [{"words": "a" * 501}, {"mood": "8"}])
def test_more_that_is_wrong_changes_nothing(world: World, fields: dict[str, str]) -> None:
    entry_id = saved(world, words="eerst")
    assert world.as_(ids.sam).post(f"/log/{entry_id}/more", data=fields).status_code == 422
    (entry,) = rows(world, "log_entry")
    assert entry.words == "eerst"


def test_words_after_the_photos_were_forbidden_keep_the_photo(world: World) -> None:
    entry_id, browser = saved(world, ids.sam, photo()), world.as_(ids.sam)
    listed = rows(world, "entry_media")
    with world.session() as session:
        session.get_one(Company, ids.anker).photos_allowed = False
    assert browser.post(f"/log/{entry_id}/more", data={"mood": "3", "words": "Leuk"}).status_code == 303
    assert [row.media_id for row in rows(world, "entry_media")] == [row.media_id for row in listed]
    assert rows(world, "log_entry")[0].words == "Leuk"
    assert f"/photos/{listed[0].media_id}/" in browser.get("/work").get_data(as_text=True)


def test_words_long_after_do_not_move_the_day(world: World) -> None:
    entry_id, day = saved(world), today()
    with shifted(timedelta(days=70)):
        answer = world.as_(ids.sam).post(f"/log/{entry_id}/more", data={"mood": "3", "words": "Leuk"})
    assert answer.status_code == 303
    (entry,) = rows(world, "log_entry")
    assert (entry.happened_on, entry.placement_id, entry.words) == (day, ids.sam_placement, "Leuk")


def test_a_full_disk_loses_nothing_of_the_form(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    entry_id, browser = uuid4(), world.as_(ids.sam)
    fields = {"tasks": [str(ids.sweep)], "level": "3"}
    with monkeypatch.context() as patched:
        patched.setattr(Storage, "put", full)
        answer = send(browser, entry_id, photo(), **fields)
    assert answer.status_code == 503
    page = answer.get_data(as_text=True)
    assert "bewaren lukt nu even niet" in page
    assert {f"tasks-{ids.sweep}", "level-3"} <= ticked(answer)
    assert (hidden(answer, "kept_photo"), rows(world, "log_entry"), rows(world, "media")) == ([], [], [])
    assert send(browser, entry_id, photo(), **fields).status_code == 303
    assert len(stored(world)) == 2
