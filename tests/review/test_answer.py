"""Answering an entry: *gezien* and *samen bekijken*."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.base import clock
from app.logbook.models import EntryStatus, LogEntry
from app.people.models import AuditEvent, IndependenceLevel
from app.review.models import Source, Verdict
from tests.cast import ids
from tests.logbook.phone import put_entry, saved, told
from tests.review.story import change, form, level, log, observations, reviews, seen, standing, status
from tests.world import World


def test_seen_records_a_review_and_what_it_shows(world: World) -> None:
    entry = log(world, "sam", ids.mop)
    answer = seen(
        world, ids.anouk, entry, reply="Mooi schoon!", **level(world, "B1-K1-W2", 3), **level(world, "B1-K1-W3", 2)
    )
    assert answer.status_code == 303
    (review,) = reviews(world)
    assert (review.verdict, review.reply, review.reviewer_id, review.revision) == (
        Verdict.SEEN,
        "Mooi schoon!",
        ids.anouk,
        1,
    )
    assert review.visible_at - review.reviewed_at == timedelta(minutes=1)
    assert status(world, entry) is EntryStatus.SEEN
    made = observations(world)
    assert {one.level for one in made} == {IndependenceLevel.SELF, IndependenceLevel.LITTLE_HELP}
    with world.session() as session:
        happened_on = session.get_one(LogEntry, entry).happened_on
    for one in made:
        assert (one.student_id, one.observer_id, one.source) == (ids.sam, ids.anouk, Source.LOG)
        assert (one.entry_id, one.review_id, one.observed_on) == (entry, review.id, happened_on)


def test_what_is_not_to_be_seen_is_left_out(world: World) -> None:
    entry = log(world)
    field = next(iter(level(world, "B1-K1-W2")))
    assert seen(world, ids.anouk, entry, **{field: ""}).status_code == 303
    assert observations(world) == []
    assert status(world, entry) is EntryStatus.SEEN


def test_on_to_the_next_oldest_and_round_again(world: World) -> None:
    first, second, third = (log(world, "sam", ago=timedelta(hours=hours)) for hours in (9, 6, 3))
    assert f"/review/{third}?done=" in seen(world, ids.anouk, second).location
    assert f"/review/{first}?done=" in seen(world, ids.anouk, third).location
    last = seen(world, ids.anouk, first)
    assert last.location.startswith("/review?done=")
    page = world.as_(ids.anouk).get(last.location).get_data(as_text=True)
    assert "Ongedaan maken" in page
    assert "Alles is nagekeken" in page


def test_the_page_shows_the_work_and_proposes_what_was_agreed_first(world: World) -> None:
    entry = log(world, "sam", ids.coffee, photo=True, words="Het was druk <b>")
    page = world.as_(ids.anouk).get(f"/review/{entry}").get_data(as_text=True)
    assert "Laat dit zien dat Sam het kan?" in page
    assert "Koffie zetten" in page
    assert "Het was druk &lt;b&gt;" in page
    assert "/large" in page
    first, more = page.split("Meer werkprocessen")
    assert "Ruimte klaarmaken" in first
    assert "Werk voorbereiden" not in first
    assert "Werk voorbereiden" in more


def test_together_needs_a_question(world: World) -> None:
    entry = log(world)
    browser = world.as_(ids.anouk)
    filled = form(browser, entry) | {"verdict": "question", "reply": "  "} | level(world, "B1-K1-W2")
    refused = browser.post(f"/review/{entry}", data=filled)
    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert "Schrijf eerst je vraag" in page
    assert page.count('value="3" checked') == 1, "what was chosen stays"
    assert (reviews(world), status(world, entry)) == ([], EntryStatus.NEW)
    assert browser.post(f"/review/{entry}", data=filled | {"reply": "Welke doek nam je?"}).status_code == 303
    assert [review.verdict for review in reviews(world)] == [Verdict.QUESTION]
    assert status(world, entry) is EntryStatus.QUESTION
    assert observations(world) == []


def test_after_the_question_it_can_be_seen(world: World) -> None:
    entry = log(world)
    browser = world.as_(ids.anouk)
    browser.post(f"/review/{entry}", data=form(browser, entry) | {"verdict": "question", "reply": "Welke doek?"})
    page = browser.get(f"/review/{entry}").get_data(as_text=True)
    assert "Welke doek?" in page
    assert seen(world, ids.anouk, entry, **level(world, "B1-K1-W2")).status_code == 303
    assert status(world, entry) is EntryStatus.SEEN
    assert len(observations(world)) == 1


def test_the_same_form_twice_answers_once(world: World) -> None:
    entry = log(world)
    browser = world.as_(ids.anouk)
    filled = form(browser, entry) | {"verdict": "seen"} | level(world, "B1-K1-W2")
    assert [browser.post(f"/review/{entry}", data=filled).status_code for _ in range(2)] == [303, 303]
    assert (len(reviews(world)), len(observations(world))) == (1, 1)


def test_two_at_once_one_is_told(world: World) -> None:
    entry = log(world)
    browsers = [world.as_(ids.anouk), world.as_(ids.karin)]
    forms = [form(browser, entry) | {"verdict": "seen"} | level(world, "B1-K1-W2") for browser in browsers]
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(lambda one: one[0].post(f"/review/{entry}", data=one[1]), zip(browsers, forms, strict=True))
        )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    told = next(answer for answer in answers if answer.status_code == 409)
    assert "Intussen gaf iemand hier al antwoord op" in told.get_data(as_text=True)
    assert (len(reviews(world)), len(observations(world))) == (1, 1)


def test_a_question_in_between_is_told_too(world: World) -> None:
    entry = log(world)
    late, quick = world.as_(ids.karin), world.as_(ids.anouk)
    filled = form(late, entry) | {"verdict": "seen"}
    quick.post(f"/review/{entry}", data=form(quick, entry) | {"verdict": "question", "reply": "Hoe?"})
    answer = late.post(f"/review/{entry}", data=filled)
    assert answer.status_code == 409
    assert "Hoe?" in answer.get_data(as_text=True)
    assert status(world, entry) is EntryStatus.QUESTION


def test_what_changed_meanwhile_is_shown_first(world: World) -> None:
    entry = log(world)
    browser = world.as_(ids.anouk)
    filled = form(browser, entry) | {"verdict": "seen", "reply": "Top"} | level(world, "B1-K1-W2")
    change(world, entry, "Ik deed ook de gang")
    answer = browser.post(f"/review/{entry}", data=filled)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "heeft dit net veranderd" in page
    assert "Ik deed ook de gang" in page
    assert "Top</textarea>" in page
    assert 'name="revision" value="2"' in page
    assert (reviews(world), status(world, entry)) == ([], EntryStatus.NEW)


def test_taken_back_meanwhile(world: World) -> None:
    entry = log(world)
    browser = world.as_(ids.anouk)
    filled = form(browser, entry) | {"verdict": "seen"}
    with world.session() as session:
        session.get_one(LogEntry, entry).status = EntryStatus.TAKEN_BACK
    answer = browser.post(f"/review/{entry}", data=filled)
    assert answer.status_code == 409
    assert "teruggenomen" in answer.get_data(as_text=True)
    assert reviews(world) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"review_id": "x"},
        {"revision": "one"},
        {"verdict": "perhaps"},
        {f"level-{uuid4()}": "3"},
        {"level-x": "3"},
        {"level-00000000-0000-0000-0000-000000000000": "9"},
    ],
)
def test_what_no_page_of_ours_sends(world: World, wrong: dict[str, str]) -> None:
    entry = log(world)
    browser = world.as_(ids.anouk)
    answer = browser.post(f"/review/{entry}", data=form(browser, entry) | {"verdict": "seen"} | wrong)
    assert answer.status_code == 400
    assert (reviews(world), status(world, entry)) == ([], EntryStatus.NEW)


def test_a_reply_has_an_end(world: World) -> None:
    entry = log(world)
    answer = seen(world, ids.anouk, entry, reply="x" * 501)
    assert answer.status_code == 422
    assert "1 tekens te lang" in answer.get_data(as_text=True)
    assert seen(world, ids.anouk, entry, reply="x\r\ny\0" + "x" * 496).status_code == 303
    assert reviews(world)[0].reply.startswith("x\nyx")


@pytest.mark.parametrize("who", [ids.bram, ids.otto, ids.anouk_kompas])
def test_not_for_somebody_elses_supervisor(world: World, who: UUID) -> None:
    entry = log(world)
    mine, theirs = world.as_(ids.anouk), world.as_(who)
    filled = form(mine, entry) | {"verdict": "seen"}
    assert theirs.get(f"/review/{entry}").status_code == 404
    assert theirs.post(f"/review/{entry}", data=filled).status_code == 404
    assert (reviews(world), status(world, entry)) == ([], EntryStatus.NEW)


@pytest.mark.parametrize("who", [ids.sam, ids.noor])
def test_not_for_students(world: World, who: UUID) -> None:
    entry = log(world)
    assert world.as_(who).get(f"/review/{entry}").status_code == 403
    assert world.as_(who).post(f"/review/{entry}", data={}).status_code == 403


def test_is_on_record_without_personal_data(world: World) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry, reply="Goed, Sam")
    with world.session() as session:
        (event,) = session.exec(select(AuditEvent).where(AuditEvent.action == "reviewed"))
    assert (event.actor_id, event.subject_id, event.details) == (ids.anouk, entry, {"verdict": "seen", "levels": 0})


def test_an_earlier_answer_can_be_read_back(world: World) -> None:
    entry = log(world)
    seen(world, ids.anouk, entry, reply="Netjes", **level(world, "B1-K1-W2", 2))
    with clock.shifted(timedelta(hours=1)):
        page = world.as_(ids.karin).get(f"/review/{entry}").get_data(as_text=True)
    assert "Netjes" in page
    assert "Beetje hulp" in page
    assert "Ongedaan maken" not in page
    assert 'id="answer"' not in page


def test_an_addition_is_shown_before_it_is_answered(world: World) -> None:
    entry = saved(world)
    browser = world.as_(ids.anouk)
    browser.post(f"/review/{entry}", data=form(browser, entry) | {"verdict": "question", "reply": "Waarom?"})
    filled = form(browser, entry) | {"verdict": "seen"}
    put_entry(world.as_(ids.sam), entry, told(revision=2, tasks=[str(ids.coffee)], level=1))
    answer = browser.post(f"/review/{entry}", data=filled)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Ook gedaan: Koffie zetten" in page
    assert "Hoe het ging: Samen" in page
    assert seen(world, ids.anouk, entry).status_code == 303
    assert [review.revision for review in reviews(world)] == [1, 2]


def test_the_same_work_judged_again_counts_once(world: World) -> None:
    entry = saved(world)
    seen(world, ids.anouk, entry, **level(world, "B1-K1-W2", 2), **level(world, "B1-K1-W3", 3))
    world.as_(ids.sam).post(f"/log/{entry}/more", data={"mood": "3", "words": "Ook de gang"})
    assert seen(world, ids.karin, entry, **level(world, "B1-K1-W2", 3)).status_code == 303
    left = standing(world)
    assert {(one.observer_id, one.level) for one in left} == {
        (ids.karin, IndependenceLevel.SELF),
        (ids.anouk, IndependenceLevel.SELF),
    }
    assert len(left) == 2, "what was left empty stays as it was judged"
    assert len(observations(world)) == 3
