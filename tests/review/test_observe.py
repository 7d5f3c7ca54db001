"""*Ik zag het zelf*: an observation without an entry."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.people.models import IndependenceLevel
from app.review.models import Source
from tests.cast import ids, named
from tests.review.story import observations, work_process
from tests.world import World


def _today() -> date:
    return local_day(clock.now(), "Europe/Amsterdam")


def _send(world: World, who: UUID = ids.anouk, **fields: str) -> TestResponse:
    filled = {
        "observation_id": str(uuid4()),
        "work_process": str(work_process(world, "B1-K1-W2")),
        "level": "3",
        "observed_on": _today().isoformat(),
        "note": "",
    }
    return world.as_(who).post(f"/students/{ids.sam}/observe", data=filled | fields)


def test_is_recorded(world: World) -> None:
    yesterday = _today() - timedelta(days=1)
    answer = _send(world, note="Hele hal gedaan", observed_on=yesterday.isoformat())
    assert (answer.status_code, answer.location) == (303, f"/students/{ids.sam}?done=observed")
    (made,) = observations(world)
    assert (made.student_id, made.observer_id, made.recorded_by_id) == (ids.sam, ids.anouk, ids.anouk)
    assert (made.source, made.level, made.entry_id) == (Source.FLOOR, IndependenceLevel.SELF, None)
    assert (made.observed_on, made.note, made.placement_id) == (yesterday, "Hele hal gedaan", named("sam-placement"))
    assert "Opgeslagen" in world.as_(ids.anouk).get(answer.location).get_data(as_text=True)


def test_a_coordinator_may_too(world: World) -> None:
    assert _send(world, ids.karin).status_code == 303
    assert observations(world)[0].observer_id == ids.karin


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("work_process", "", "Kies een werkproces"),
        ("level", "", "Kies hoe het ging"),
        ("observed_on", "", "Kies een dag"),
        ("observed_on", "2026-02-31", "Kies een dag"),
        ("note", "x" * 501, "1 tekens te lang"),
    ],
)
def test_says_what_is_missing_and_keeps_the_rest(world: World, field: str, value: str, said: str) -> None:
    answer = _send(world, ids.anouk, **({"note": "Netjes"} | {field: value}))
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert said in page
    assert field == "note" or "Netjes" in page
    assert observations(world) == []


def test_not_in_the_future(world: World) -> None:
    answer = _send(world, observed_on=(_today() + timedelta(days=1)).isoformat())
    assert answer.status_code == 422
    assert "moet nog komen" in answer.get_data(as_text=True)


def test_twice_is_once(world: World) -> None:
    key = str(uuid4())
    assert [_send(world, observation_id=key).status_code for _ in range(2)] == [303, 303]
    assert len(observations(world)) == 1


@pytest.mark.parametrize("wrong", [{"observation_id": ""}, {"work_process": "x"}, {"level": "4"}, {"level": "x"}])
def test_what_no_page_of_ours_sends(world: World, wrong: dict[str, str]) -> None:
    assert _send(world, ids.anouk, **wrong).status_code == 400
    assert observations(world) == []


def test_an_unknown_work_process(world: World) -> None:
    assert _send(world, work_process=str(uuid4())).status_code == 404


@pytest.mark.parametrize(("who", "code"), [(ids.bram, 404), (ids.otto, 404), (ids.anouk_kompas, 404), (ids.sam, 403)])
def test_only_of_one_s_own_students(world: World, who: UUID, code: int) -> None:
    assert _send(world, who).status_code == code
    assert world.as_(who).get(f"/students/{ids.sam}/observe").status_code == code
    assert observations(world) == []


def test_the_form_offers_what_was_agreed_first(world: World) -> None:
    page = world.as_(ids.anouk).get(f"/students/{ids.sam}/observe").get_data(as_text=True)
    assert page.index("Werk voorbereiden") < page.index("Een ander werkproces") < page.index("Helpen met de voorraad")


def test_what_was_asked_is_chosen_and_all_others_are_folded(world: World) -> None:
    asked = work_process(world, "B1-K1-W2")
    page = world.as_(ids.anouk).get(f"/students/{ids.sam}/observe?work_process={asked}").get_data(as_text=True)
    assert f'value="{asked}" checked' in page
    assert page.index("Ruimte klaarmaken") < page.index("Een ander werkproces") < page.index("Werk voorbereiden")
    assert f'value="{_today().isoformat()}"' in page
    assert page.count("<details") == page.count('<details class="more">')


def test_an_id_that_was_used_for_another_is_told(world: World) -> None:
    key = str(uuid4())
    _send(world, observation_id=key)
    told = _send(world, ids.karin, observation_id=key)
    filled = {"observation_id": key, "work_process": str(work_process(world, "B1-K1-W2")), "level": "3"}
    other = world.as_(ids.anouk).post(
        f"/students/{ids.noor}/observe", data=filled | {"observed_on": _today().isoformat(), "note": ""}
    )
    assert (told.status_code, other.status_code) == (409, 409)
    assert "al eens gebruikt" in told.get_data(as_text=True)
    assert len(observations(world)) == 1
