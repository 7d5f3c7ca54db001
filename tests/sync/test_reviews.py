"""Answers of supervisors that waited on their phone."""

from uuid import uuid4

import pytest

from app.logbook.models import EntryStatus
from tests.cast import ids
from tests.logbook.phone import problem, rows
from tests.review.story import level, log, observations, reviews, seen, status
from tests.sync.phone import bring, phone
from tests.world import World


def test_table_201_an_answer_as_the_form_would_give_it(world: World) -> None:
    entry_id, review_id = log(world), uuid4()
    one = phone(world, ids.anouk).review(
        entry_id, review_id=str(review_id), reply="Mooi & schoon!\r\nZo door.", **level(world, "B1-K1-W2", 3)
    )
    answer = bring(world, one)
    assert answer.status_code == 201
    assert answer.get_json() == {"id": str(review_id), "revision": 1, "digest": one.digest}
    (review,), (observation,) = reviews(world), observations(world)
    assert (review.id, review.reviewer_id, review.reply) == (review_id, ids.anouk, "Mooi & schoon!\nZo door.")
    assert (observation.level, observation.observer_id) == (3, ids.anouk)
    assert status(world, entry_id) is EntryStatus.SEEN


def test_table_200_the_same_answer_again(world: World) -> None:
    entry_id = log(world)
    one = phone(world, ids.anouk).review(entry_id, **level(world, "B1-K1-W2", 3))
    first, again = bring(world, one), bring(world, one)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    assert len(reviews(world)) == len(observations(world)) == 1


def test_fault_response_lost_and_the_answer_undone_meanwhile(world: World) -> None:
    entry_id, review_id = log(world), str(uuid4())
    one = phone(world, ids.anouk).review(entry_id, review_id=review_id, **level(world, "B1-K1-W2", 3))
    first = bring(world, one)
    assert world.as_(ids.anouk).post(f"/review/{entry_id}/undo", data={"review_id": review_id}).status_code == 303
    again = bring(world, one)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    (review,) = reviews(world)
    assert review.undone_at is not None
    assert status(world, entry_id) is EntryStatus.NEW


def test_fault_same_id_with_other_content_an_answer(world: World) -> None:
    """The answer to the first was lost, and the supervisor changed the form that still stood there."""
    entry_id, review_id, anouks = log(world), str(uuid4()), phone(world, ids.anouk)
    bring(world, anouks.review(entry_id, review_id=review_id, reply="Goed.", **level(world, "B1-K1-W2", 3)))
    for other in (
        {"reply": "Beter.", **level(world, "B1-K1-W2", 3)},
        {"reply": "Goed.", **level(world, "B1-K1-W2", 2)},
        {"reply": "Goed."},
        {"reply": "Goed.", "verdict": "question"},
    ):
        answer = bring(world, anouks.review(entry_id, review_id=review_id, **other))
        assert (answer.status_code, problem(answer)) == (409, "other-content"), other
    (review,) = reviews(world)
    assert review.reply == "Goed."


@pytest.mark.parametrize("verdict", ["seen", "question"])
def test_a_correction_afterwards_leaves_the_answer_what_it_was(world: World, verdict: str) -> None:
    entry_id, review_id, anouks = log(world), str(uuid4()), phone(world, ids.anouk)
    one = anouks.review(entry_id, review_id=review_id, verdict=verdict, reply="Hm?", **level(world, "B1-K1-W2", 3))
    bring(world, one)
    for observation in observations(world):
        corrected = {"correction_id": str(uuid4()), "level": "2", "reason": "verkeerd getikt"}
        path = f"/students/{ids.sam}/observations/{observation.id}"
        assert world.as_(ids.anouk).post(path, data=corrected).status_code == 303
    assert bring(world, one).status_code == 200


def test_fault_entry_taken_back_or_reviewed_or_changed_meanwhile(world: World) -> None:
    anouks, sams = phone(world, ids.anouk), phone(world, ids.sam)
    taken_back, reviewed, changed = (uuid4() for _ in range(3))
    for one in (taken_back, reviewed, changed):
        bring(world, sams.entry(one))
    offline = [anouks.review(one) for one in (taken_back, reviewed, changed)]
    sams.browser.post(f"/log/{taken_back}/take-back")
    seen(world, ids.karin, reviewed)
    bring(world, sams.entry(changed, revision=2, level=1))
    answers = [bring(world, one) for one in offline]
    assert [(answer.status_code, problem(answer)) for answer in answers] == [
        (409, "taken-back"),
        (409, "answered"),
        (409, "changed"),
    ]
    assert len(reviews(world)) == 1


@pytest.mark.parametrize("who", ["bram", "otto"])
def test_an_answer_to_somebody_elses_student_is_refused(world: World, who: str) -> None:
    entry_id = log(world)
    answers = [bring(world, phone(world, getattr(ids, who)).review(one)) for one in (entry_id, uuid4())]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.get_data() for answer in answers}) == 1, "an oracle"
    assert reviews(world) == []


def test_students_answer_nothing_and_staff_logs_nothing(world: World) -> None:
    entry_id, sams, anouks = log(world), phone(world, ids.sam), phone(world, ids.anouk)
    assert problem(bring(world, sams.review(entry_id))) == "refused"
    assert problem(bring(world, anouks.entry(uuid4()))) == "refused"
    assert problem(bring(world, anouks.media(entry_id, uuid4(), b"x"))) == "refused"
    assert len(rows(world, "log_entry")) == 1 and reviews(world) == []


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"verdict=seen", b"review_id=x&verdict=seen&revision=1", b"&".join([b"a=1"] * 300)]
)
def test_an_odd_form_is_refused_for_good(world: World, body: bytes) -> None:
    answer = bring(world, phone(world, ids.anouk).seal("review", log(world), body))
    assert answer.status_code == 422, "a phone would send a 400 for ever"
    assert reviews(world) == []


def test_a_question_without_words_says_what_is_missing(world: World) -> None:
    answer = bring(world, phone(world, ids.anouk).review(log(world), verdict="question"))
    assert answer.status_code == 422 and "reply" in answer.get_json()["fields"]
