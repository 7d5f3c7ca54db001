"""Three taps of an employer, and what becomes of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select

from app.base import clock
from app.base.clock import local_day
from app.feedback.models import FeedbackLink, FeedbackObservation, Smile, Strength
from app.people.models import IndependenceLevel
from app.placements.models import ProfileWorkProcess
from app.review.models import Observation, SignOff, Source
from app.review.queries import planks, stands
from tests.cast import ids
from tests.feedback.links import code, kept, link_for, observations, seen_by_school
from tests.world import World

SELF, LITTLE_HELP = IndependenceLevel.SELF, IndependenceLevel.LITTLE_HELP


def _asked(world: World, name: str) -> str:
    with world.session() as session:
        return str(code(session, name))


def _standing(world: World) -> list[Observation]:
    with world.session() as session:
        query = select(Observation).where(stands(Observation), col(Observation.level).is_not(None))
        return list(session.exec(query))


def test_the_first_tap_keeps_the_face_and_shows_the_rest(world: World) -> None:
    link = link_for(world)
    rest = link.tap(1)
    (row,) = kept(world)
    assert (row.smile, row.sent_at, row.contact_id, row.link_id) == (Smile.HARD, None, ids.joost, link.id)
    page = link.browser.get(rest).get_data(as_text=True)
    assert "Hoe doet Sam het?" in page
    assert "de Vries" not in page
    assert 'value="Joost"' in page
    assert "Zo help je Sam" in page
    assert 'name="smile" value="1" checked' in page


def test_a_tap_on_no_face_is_refused(world: World) -> None:
    link = link_for(world)
    for wrong in ({}, {"smile": "4"}, {"smile": "x"}):
        assert link.browser.post(link.path, data=wrong).status_code == 400
    assert kept(world) == []


def test_sending_keeps_everything_and_counts_as_seen_by_the_company(world: World) -> None:
    link, work_process = link_for(world), _asked(world, "B1-K1-W2")
    rest = link.tap(2)
    answer = link.send(
        rest,
        smile="3",
        strength=["pace", "on_time"],
        work_process=work_process,
        level="3",
        sentence="  Sam werkt\r\nhard.\0 ",
        answered_by=" Joost  B. ",
    )
    assert (answer.status_code, answer.location) == (303, f"{rest}/thanks")
    (row,) = kept(world)
    assert row.sent_at is not None
    assert (row.smile, row.sentence, row.answered_by) == (Smile.GOOD, "Sam werkt\nhard.", "Joost B.")
    assert row.strengths == [Strength.ON_TIME, Strength.PACE]
    (seen,) = observations(world)
    assert (seen.contact_id, seen.observer_id, seen.source, seen.level) == (ids.joost, None, Source.FEEDBACK, SELF)
    assert (seen.placement_id, str(seen.work_process_id)) == (ids.sam_placement, work_process)
    assert seen.observed_on == local_day(clock.now(), "Europe/Amsterdam")
    with world.session() as session:
        tie = session.exec(select(FeedbackObservation)).one()
        assert (tie.feedback_id, tie.observation_id) == (row.id, seen.id)


def test_thanks_shows_the_one_face_with_a_number_and_what_helps(world: World) -> None:
    link = link_for(world)
    rest = link.tap()
    assert link.browser.get(f"{rest}/thanks").location == rest
    link.send(rest)
    page = link.browser.get(f"{rest}/thanks").get_data(as_text=True)
    assert "Dank je wel" in page
    assert "Anouk de Vries" in page
    assert 'href="tel:0612345678"' in page
    assert "Geef één taak tegelijk." in page
    assert link.browser.get(rest).location == f"{rest}/thanks"


def test_the_company_person_is_what_readiness_still_lacked(world: World) -> None:
    seen_by_school(world, "B1-K1-W2", times=2)
    with clock.shifted(timedelta(days=1)):
        link = link_for(world)
        link.send(link.tap(), work_process=_asked(world, "B1-K1-W2"), level="3")
        actor, today = world.actor(ids.anouk), local_day(clock.now(), "Europe/Amsterdam")
        with world.session() as session:
            found = {plank.work_process.code: plank for plank in planks(session, actor, ids.sam, today)}
    assert (found["B1-K1-W2"].state, found["B1-K1-W2"].observations) == ("ready", 3)


def test_asks_what_the_school_saw_most_and_the_company_not_yet(world: World) -> None:
    seen_by_school(world, "B1-K1-W2", times=2)
    seen_by_school(world, "B1-K1-W3", times=1)
    order = []
    for day in range(5):
        with clock.shifted(timedelta(days=day)):
            link = link_for(world)
            rest = link.tap()
            page = link.browser.get(rest).get_data(as_text=True)
            asked = [name for name in ("B1-K1-W1", "B1-K1-W2", "B1-K1-W3", "P1-K1-W1") if _asked(world, name) in page]
            order += asked or ["nothing"]
            link.send(rest, **({"work_process": _asked(world, asked[0]), "level": "2"} if asked else {}))
    assert order == ["B1-K1-W2", "B1-K1-W3", "B1-K1-W1", "P1-K1-W1", "nothing"]


def test_does_not_ask_what_is_signed_off(world: World) -> None:
    seen_by_school(world, "B1-K1-W2")
    with world.session() as session:
        session.add(
            SignOff(
                school_id=ids.brug,
                student_id=ids.sam,
                work_process_id=code(session, "B1-K1-W2"),
                supervisor_id=ids.anouk,
                signed_at=clock.now(),
                language="nl",
            )
        )
    link = link_for(world)
    page = link.browser.get(link.tap()).get_data(as_text=True)
    assert _asked(world, "B1-K1-W2") not in page
    assert _asked(world, "B1-K1-W1") in page


def test_not_seen_and_nothing_chosen_make_no_observation(world: World) -> None:
    link, work_process = link_for(world), _asked(world, "B1-K1-W1")
    link.send(link.tap(), work_process=work_process, level="not-seen")
    link.send(link.tap(), work_process=work_process)
    assert len([row for row in kept(world) if row.sent_at]) == 2
    assert observations(world) == []


def test_sending_twice_keeps_the_first(world: World) -> None:
    link, work_process = link_for(world), _asked(world, "B1-K1-W1")
    rest = link.tap()
    first = link.send(rest, work_process=work_process, level="3", sentence="Goed")
    again = link.send(rest, work_process=work_process, level="1", sentence="Anders")
    assert first.location == again.location
    assert [row.sentence for row in kept(world)] == ["Goed"]
    assert [seen.level for seen in observations(world)] == [SELF]


def test_the_last_answer_of_a_day_counts_and_all_are_kept(world: World) -> None:
    first, second = link_for(world), link_for(world)
    work_process = _asked(world, "B1-K1-W1")
    first.send(first.tap(), work_process=work_process, level="3")
    rest = second.tap()
    assert work_process in second.browser.get(rest).get_data(as_text=True)
    second.send(rest, work_process=work_process, level="2")
    assert len(kept(world)) == 2
    older, newer = observations(world)
    assert (older.level, newer.level) == (SELF, LITTLE_HELP)
    assert (newer.replaces_id, newer.reason) == (older.id, "later antwoord van dezelfde dag")
    second.send(second.tap(), work_process=work_process, level="not-seen")
    assert len(observations(world)) == 3
    assert _standing(world) == []
    second.send(second.tap(), work_process=work_process, level="1")
    with clock.shifted(timedelta(days=1)):
        second.send(second.tap(), work_process=work_process, level="3")
    assert sorted(seen.level or 0 for seen in _standing(world)) == [1, 3]


def test_another_link_cannot_finish_an_answer(world: World) -> None:
    mine, other = link_for(world), link_for(world)
    elsewhere = link_for(world, ids.youssef, ids.joost_kompas, ids.otto)
    answer_id = mine.tap().rpartition("/")[2]
    for stranger in (other, elsewhere):
        path = f"{stranger.path}/{answer_id}"
        assert stranger.browser.get(path).status_code == 404
        assert stranger.send(path, sentence="vreemd").status_code == 404
        assert stranger.browser.get(f"{path}/thanks").status_code == 404
    assert mine.send(f"{mine.path}/{uuid4()}").status_code == 404
    assert [row.sent_at for row in kept(world)] == [None]
    assert mine.send(f"{mine.path}/{answer_id}").status_code == 303


def test_what_a_person_can_mend_comes_back_filled_in(world: World) -> None:
    link, work_process = link_for(world), _asked(world, "B1-K1-W1")
    rest = link.tap()
    wrong = {"sentence": "x" * 301, "answered_by": " "}
    answer = link.send(rest, strength="neat", work_process=work_process, level="2", **wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Vul een naam in." in page
    assert "1 tekens te lang" in page
    assert 'value="neat" checked' in page
    assert 'name="level" value="2" checked' in page
    assert "x" * 301 in page
    assert kept(world)[0].sent_at is None
    assert observations(world) == []
    assert link.send(rest).status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"smile": "9"},
        {"strength": "genius"},
        {"level": "4", "work_process": str(uuid4())},
        {"level": "3", "work_process": "x"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(world: World, fields: dict[str, str]) -> None:
    link = link_for(world)
    assert link.send(link.tap(), **fields).status_code == 400
    assert kept(world)[0].sent_at is None


def test_a_work_process_that_is_not_agreed_is_asked_anew(world: World) -> None:
    link = link_for(world)
    rest = link.tap()
    asked = _asked(world, "B1-K1-W1")
    with world.session() as session:
        _take_out(session, "B1-K1-W1")
    answer = link.send(rest, work_process=asked, level="3", sentence="Fijn")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Fijn" in page
    assert 'name="level" value="3" checked' not in page
    assert _asked(world, "B1-K1-W2") in page
    assert kept(world)[0].sent_at is None


def _take_out(session: Session, name: str) -> None:
    for agreed in session.exec(
        select(ProfileWorkProcess).where(ProfileWorkProcess.work_process_id == code(session, name))
    ):
        agreed.removed_on = clock.now().date()


def test_a_link_cannot_be_tapped_without_end(world: World) -> None:
    link = link_for(world)
    taps = [link.browser.post(link.path, data={"smile": "3"}).status_code for _tap in range(31)]
    assert taps == [303] * 30 + [429]


def test_the_link_itself_is_kept_as_a_hash_only(world: World) -> None:
    link = link_for(world)
    with world.session() as session:
        row = session.get_one(FeedbackLink, link.id)
    assert len(row.token_hash) == 64
    assert link.token not in row.model_dump_json()
    assert len(link.token) >= 128 / 6
