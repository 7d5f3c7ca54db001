"""*Gezien* for several logs at once, with exceptions."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select
from werkzeug.test import TestResponse

from app.base import clock
from app.logbook.models import EntryStatus, LogEntry
from app.people.models import AuditEvent
from app.review.models import StockPhrase, Verdict
from tests.cast import ids
from tests.logbook.phone import put_entry, saved, told
from tests.queries import count_queries
from tests.review.story import change, form, level, log, observations, reviews, seen, status
from tests.world import Client, World

MINUTE = timedelta(seconds=60)


def _logs(world: World, count: int = 3) -> list[UUID]:
    return [log(world, ("sam", "noor", "bilal")[n % 3], ago=timedelta(hours=20 - n)) for n in range(count)]


def _page(browser: Client, address: str = "/review/several?all=1") -> dict[str, Any]:
    """The form as the page fills it in: its batch and what is ticked."""
    page = browser.get(address).get_data(as_text=True)
    batch = re.search(r'name="batch_id" value="([^"]+)"', page)
    assert batch
    return {"batch_id": batch.group(1), "entry": re.findall(r'name="entry" value="([^"]+)" checked', page)}


def _mark(browser: Client, **changes: Any) -> TestResponse:
    return browser.post("/review/several", data=_page(browser) | changes)


def _undo(browser: Client, batch_id: str) -> TestResponse:
    return browser.post("/review/several/undo", data={"batch_id": batch_id})


def test_these_are_seen_and_that_one_is_not(world: World) -> None:
    first, second, third = _logs(world)
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    assert len(filled["entry"]) == 3
    chosen = [one for one in filled["entry"] if not one.startswith(str(second))]
    answer = browser.post("/review/several", data=filled | {"entry": chosen, "reply": "Fijn gewerkt"})
    assert answer.status_code == 303
    assert [status(world, entry) for entry in (first, second, third)] == [
        EntryStatus.SEEN,
        EntryStatus.NEW,
        EntryStatus.SEEN,
    ]
    made = reviews(world)
    assert {one.entry_id for one in made} == {first, third}
    for one in made:
        assert (one.reviewer_id, one.verdict, one.reply, one.revision) == (ids.anouk, Verdict.SEEN, "Fijn gewerkt", 1)
        assert one.visible_at - one.reviewed_at == MINUTE
    assert observations(world) == []
    page = browser.get(answer.location).get_data(as_text=True)
    assert "2 gezien." in page
    assert "Ongedaan maken" in page
    with world.session() as session:
        events = session.exec(select(AuditEvent).where(AuditEvent.action == "reviewed")).all()
        assert {event.subject_id for event in events} == {first, third}
        assert session.get_one(LogEntry, first).seen_revision == 1


def test_a_page_that_asks_for_none_or_one(world: World) -> None:
    entry, _other = _logs(world, 2)
    browser = world.as_(ids.anouk)
    assert _page(browser, "/review/several")["entry"] == []
    assert _page(browser, f"/review/several?entry={entry}")["entry"] == [f"{entry}_1_0"]


def test_nothing_chosen_is_said(world: World) -> None:
    _logs(world)
    answer = _mark(world.as_(ids.anouk), entry=[])
    assert answer.status_code == 422
    assert "Kies eerst welke logs je hebt gezien" in answer.get_data(as_text=True)
    assert reviews(world) == []


def test_what_changed_meanwhile_is_left_out_and_named(world: World) -> None:
    quiet, changed, answered, gone, asked = _logs(world, 5)
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    change(world, changed, "Ik deed ook de gang")
    seen(world, ids.karin, answered)
    other = world.as_(ids.karin)
    other.post(f"/review/{asked}", data=form(other, asked) | {"verdict": "question", "reply": "Hoe?"})
    with world.session() as session:
        session.get_one(LogEntry, gone).status = EntryStatus.TAKEN_BACK
    answer = browser.post("/review/several", data=filled)
    assert answer.status_code == 303
    assert status(world, quiet) is EntryStatus.SEEN
    assert status(world, changed) is EntryStatus.NEW
    assert status(world, gone) is EntryStatus.TAKEN_BACK
    assert status(world, asked) is EntryStatus.QUESTION
    assert [one.entry_id for one in reviews(world) if one.reviewer_id == ids.anouk] == [quiet]
    page = browser.get(answer.location).get_data(as_text=True)
    assert "1 gezien." in page
    assert "4 logs zijn niet meegegaan" in page
    for why in ("net veranderd, kijk nog eens", "intussen al beantwoord", "intussen teruggenomen"):
        assert why in page


def test_an_addition_that_was_not_shown_is_left_out(world: World) -> None:
    entry = saved(world)
    seen(world, ids.anouk, entry)
    put_entry(world.as_(ids.sam), entry, told(revision=2, words="Ook de gang"))
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    assert filled["entry"] == [f"{entry}_2_1"]
    put_entry(world.as_(ids.sam), entry, told(revision=3, words="En de trap"))
    assert "left=" in browser.post("/review/several", data=filled).location
    assert status(world, entry) is EntryStatus.NEW
    assert _mark(browser).status_code == 303
    assert status(world, entry) is EntryStatus.SEEN
    assert [one.revision for one in reviews(world)] == [1, 3]


def test_what_was_added_to_is_opened_with_who_looked_before_and_asked_nothing(world: World) -> None:
    entry = saved(world)
    browser = world.as_(ids.anouk)
    assert _mark(browser).status_code == 303
    put_entry(world.as_(ids.sam), entry, told(revision=2, words="Ook de gang"))
    page = browser.get(f"/review/{entry}").get_data(as_text=True)
    assert "Anouk keek dit na," in page
    assert "vroeg" not in page


def test_the_same_form_twice_answers_once(world: World) -> None:
    _logs(world)
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    first, second = (browser.post("/review/several", data=filled) for _ in range(2))
    assert (first.status_code, first.location) == (303, second.location)
    assert len(reviews(world)) == 3


def test_twice_at_once_answers_once(world: World) -> None:
    _logs(world)
    filled = _page(world.as_(ids.anouk))
    browsers = [world.as_(ids.anouk), world.as_(ids.anouk)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda browser: browser.post("/review/several", data=filled), browsers))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(reviews(world)) == 3


def test_the_whole_batch_is_taken_back(world: World) -> None:
    entries = _logs(world)
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    browser.post("/review/several", data=filled)
    assert [_undo(browser, filled["batch_id"]).status_code for _ in range(2)] == [303, 303]
    assert {status(world, entry) for entry in entries} == {EntryStatus.NEW}
    assert all(one.undone_at for one in reviews(world))
    with world.session() as session:
        assert session.get_one(LogEntry, entries[0]).seen_revision is None
        undone = session.exec(select(AuditEvent).where(AuditEvent.action == "review-undone")).all()
        assert len(undone) == 3, "undoing twice is undoing once"
    assert browser.post("/review/several", data=filled).status_code == 409, "the form was used"
    assert _mark(browser).status_code == 303
    assert {status(world, entry) for entry in entries} == {EntryStatus.SEEN}


def test_a_form_from_before_an_answer_that_was_undone_leaves_that_entry_out(world: World) -> None:
    first, *others = _logs(world)
    browser = world.as_(ids.anouk)
    late = _page(browser)
    seen(world, ids.anouk, first)
    browser.post(f"/review/{first}/undo", data={"review_id": str(reviews(world)[0].id)})
    assert browser.post("/review/several", data=late).status_code == 303
    assert status(world, first) is EntryStatus.NEW
    assert {status(world, entry) for entry in others} == {EntryStatus.SEEN}


def test_after_the_minute_it_stays(world: World) -> None:
    entries = _logs(world)
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    place = browser.post("/review/several", data=filled).location
    with clock.shifted(MINUTE):
        assert "Ongedaan maken" not in browser.get(place).get_data(as_text=True)
        answer = _undo(browser, filled["batch_id"])
    assert answer.status_code == 409
    assert "De minuut is voorbij" in answer.get_data(as_text=True)
    assert {status(world, entry) for entry in entries} == {EntryStatus.SEEN}


def test_undo_goes_back_to_the_answer_before_it(world: World) -> None:
    entry = saved(world)
    seen(world, ids.anouk, entry, **level(world, "B1-K1-W2", 2))
    put_entry(world.as_(ids.sam), entry, told(revision=2, words="Ook de gang"))
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    browser.post("/review/several", data=filled)
    _undo(browser, filled["batch_id"])
    with world.session() as session:
        row = session.get_one(LogEntry, entry)
        assert (row.status, row.seen_revision) == (EntryStatus.NEW, 1)
    assert [one.level for one in observations(world)] == [2]


def test_undo_leaves_what_was_answered_since(world: World) -> None:
    entry = saved(world)
    other = log(world, "noor")
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    browser.post("/review/several", data=filled)
    put_entry(world.as_(ids.sam), entry, told(revision=2, words="Ook de gang"))
    seen(world, ids.karin, entry)
    assert _undo(browser, filled["batch_id"]).status_code == 303
    assert (status(world, entry), status(world, other)) == (EntryStatus.SEEN, EntryStatus.NEW)


@pytest.mark.parametrize("who", [ids.karin, ids.bram, ids.otto])
def test_only_ones_own_batch_is_taken_back(world: World, who: UUID) -> None:
    (entry,) = _logs(world, 1)
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    browser.post("/review/several", data=filled)
    assert _undo(world.as_(who), filled["batch_id"]).status_code == 404
    assert status(world, entry) is EntryStatus.SEEN


def test_logs_of_others_are_out_of_reach(world: World) -> None:
    mine, theirs = log(world, "sam"), log(world, "fleur")
    browser = world.as_(ids.anouk)
    filled = _page(browser)
    assert filled["entry"] == [f"{mine}_1_0"]
    assert browser.post("/review/several", data=filled | {"entry": [f"{theirs}_1_0"]}).status_code == 404
    answer = browser.post("/review/several", data=filled | {"entry": [f"{mine}_1_0", f"{theirs}_1_0"]})
    assert "Fleur" not in browser.get(answer.location).get_data(as_text=True)
    assert (status(world, mine), status(world, theirs)) == (EntryStatus.SEEN, EntryStatus.NEW)


def test_a_form_of_somebody_else_is_used(world: World) -> None:
    _logs(world)
    filled = _page(world.as_(ids.anouk))
    world.as_(ids.anouk).post("/review/several", data=filled | {"entry": filled["entry"][:1]})
    assert world.as_(ids.karin).post("/review/several", data=filled).status_code == 409
    assert len(reviews(world)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"batch_id": "x"},
        {"entry": ["x"]},
        {"entry": [f"{uuid4()}_one_0"]},
        {"entry": [f"{uuid4()}_1_0"] * 1, "phrase": "x"},
    ],
)
def test_what_no_page_of_ours_sends(world: World, wrong: dict[str, Any]) -> None:
    _logs(world)
    assert _mark(world.as_(ids.anouk), **wrong).status_code == 400
    assert reviews(world) == []


def test_fifty_at_most(world: World) -> None:
    _logs(world, 1)
    many = [f"{uuid4()}_1_0" for _ in range(51)]
    assert _mark(world.as_(ids.anouk), entry=many).status_code == 400


def test_a_sentence_for_all_with_its_picture(world: World) -> None:
    _logs(world)
    browser = world.as_(ids.anouk)
    browser.post("/phrases/defaults")
    with world.session() as session:
        phrase = session.exec(select(StockPhrase).where(StockPhrase.pictogram == "star")).one()
    assert _mark(browser, phrase=str(phrase.id)).status_code == 303
    assert {(one.reply, one.pictogram) for one in reviews(world)} == {("Netjes gewerkt.", "star")}


def test_as_many_queries_for_50_as_for_5(world: World) -> None:
    browser = world.as_(ids.anouk)

    def asked(count: int) -> tuple[int, int, int]:
        _logs(world, count)
        filled = _page(browser)
        assert len(filled["entry"]) == count
        with count_queries(world) as marking:
            place = browser.post("/review/several", data=filled).location
        with count_queries(world) as showing:
            browser.get(place)
        with count_queries(world) as undoing:
            assert _undo(browser, filled["batch_id"]).status_code == 303
        _mark(browser)
        return len(marking), len(showing), len(undoing)

    few = asked(5)
    assert asked(50) == few
