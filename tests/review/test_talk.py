"""*Driegesprek*: recorded with what was agreed and how it goes by work process."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.companies.models import Contact
from app.people.models import AuditEvent, IndependenceLevel
from app.placements.models import AssessmentMoment, Placement, WorkplaceProfile
from app.review.models import Source, Talk
from tests.cast import ids, named
from tests.review.story import meet_rule, observations, observe, sign_off, work_process
from tests.world import World

CODE = "B1-K1-W2"


def _today() -> date:
    return local_day(clock.now(), "Europe/Amsterdam")


def _send(world: World, who: UUID = ids.anouk, student: UUID = ids.sam, **fields: Any) -> TestResponse:
    filled = {
        "talk_id": str(uuid4()),
        "contact": str(ids.joost),
        "held_on": _today().isoformat(),
        "agreed": "Elke dag een rondje",
    }
    return world.as_(who).post(f"/students/{student}/talk", data=filled | fields)


def _said(world: World, *, company: str = "", school: str = "", code: str = CODE) -> dict[str, Any]:
    key = work_process(world, code)
    return {f"company-{key}": company, f"school-{key}": school}


def _talks(world: World) -> list[Talk]:
    with world.session() as session:
        return list(session.exec(select(Talk).order_by(col(Talk.recorded_at))))


def test_is_recorded_with_an_observation_for_each_level_that_was_said(world: World) -> None:
    yesterday = _today() - timedelta(days=1)
    fields = _said(world, company="2", school="3") | _said(world, code="B1-K1-W3", school="1")
    answer = _send(world, held_on=yesterday.isoformat(), **fields, **_said(world, code="B1-K1-W1"))
    (made,) = _talks(world)
    assert (answer.status_code, answer.location) == (303, f"/students/{ids.sam}/talks/{made.id}?done=talked")
    assert (made.student_id, made.supervisor_id, made.contact_id) == (ids.sam, ids.anouk, ids.joost)
    assert (made.placement_id, made.held_on, made.agreed) == (
        named("sam-placement"),
        yesterday,
        "Elke dag een rondje",
    )
    rows = {(one.work_process_id, one.contact_id, one.observer_id, one.level) for one in observations(world)}
    second, third = work_process(world, CODE), work_process(world, "B1-K1-W3")
    assert rows == {
        (second, ids.joost, None, IndependenceLevel.LITTLE_HELP),
        (second, None, ids.anouk, IndependenceLevel.SELF),
        (third, None, ids.anouk, IndependenceLevel.TOGETHER),
    }
    for one in observations(world):
        assert (one.source, one.talk_id, one.observed_on) == (Source.TALK, made.id, yesterday)
        assert (one.recorded_by_id, one.placement_id) == (ids.anouk, named("sam-placement"))
    with world.session() as session:
        (event,) = session.exec(select(AuditEvent).where(AuditEvent.action == "talked"))
    assert event.details == {"levels": 3}


def test_its_page_tells_what_was_said_and_agreed(world: World) -> None:
    page = world.as_(ids.karin).get(_send(world, **_said(world, company="2", school="3")).location)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)))
    assert "Elke dag een rondje" in text
    assert "Met Joost van Het Anker. Vastgelegd door Anouk." in text
    assert "Ruimte klaarmaken Joost Beetje hulp Anouk Zelf" in text
    listed = world.as_(ids.anouk).get(f"/students/{ids.sam}").get_data(as_text=True)
    assert "met Joost van Het Anker" in listed
    evidence = world.as_(ids.anouk).get(f"/students/{ids.sam}/sign-off/{work_process(world, CODE)}")
    assert f"/students/{ids.sam}/talks/{_talks(world)[0].id}" in evidence.get_data(as_text=True)


def test_twice_is_once(world: World) -> None:
    key = str(uuid4())
    answers = [_send(world, talk_id=key, **_said(world, school="3")) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert (len(_talks(world)), len(observations(world))) == (1, 1)


def test_a_form_that_was_used_for_another_is_told(world: World) -> None:
    key = str(uuid4())
    _send(world, talk_id=key)
    for answer in (_send(world, ids.karin, talk_id=key), _send(world, student=ids.bilal, talk_id=key)):
        assert answer.status_code == 409
        assert "al eens gebruikt" in answer.get_data(as_text=True)
    assert len(_talks(world)) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"contact": ""}, "Kies wie er van het bedrijf bij was"),
        ({"contact": str(ids.wil)}, "Kies wie er van het bedrijf bij was"),
        ({"contact": str(ids.joost_kompas)}, "Kies wie er van het bedrijf bij was"),
        ({"held_on": ""}, "Kies een dag"),
        ({"held_on": "2026-02-31"}, "Kies een dag"),
        ({"agreed": "x" * 501}, "1 tekens te lang"),
    ],
)
def test_says_what_is_missing_and_keeps_the_rest(world: World, fields: dict[str, Any], said: str) -> None:
    answer = _send(world, **(_said(world, company="2") | fields))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    name = f"company-{work_process(world, CODE)}"
    assert f'id="{name}-2" name="{name}" value="2" checked' in page
    assert "agreed" in fields or "Elke dag een rondje</textarea>" in page
    assert (_talks(world), observations(world)) == ([], [])


@pytest.mark.parametrize(
    ("day", "said"), [(1, "moet nog komen"), (-61, "De stage begon"), (-400, "De stage begon")], ids=str
)
def test_only_on_a_day_of_the_placement(world: World, day: int, said: str) -> None:
    answer = _send(world, held_on=(_today() + timedelta(days=day)).isoformat())
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_not_after_the_end_of_the_placement(world: World) -> None:
    with world.session() as session:
        session.get_one(Placement, named("sam-placement")).ends_on = _today() - timedelta(days=2)
    assert "De stage eindigde" in _send(world).get_data(as_text=True)
    assert _send(world, held_on=(_today() - timedelta(days=2)).isoformat()).status_code == 303


def test_something_must_have_been_said(world: World) -> None:
    assert "schrijf op wat jullie afspraken" in _send(world, agreed=" ").get_data(as_text=True)
    assert _send(world, agreed="", **_said(world, company="1")).status_code == 303


def test_who_left_the_company_is_not_offered(world: World) -> None:
    with world.session() as session:
        session.get_one(Contact, ids.joost).left_on = _today()
    assert _send(world).status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"talk_id": ""}, {"contact": "x"}, {"school-x": "3"}, {f"school-{uuid4()}": "3"}, {"company-x": "3"}]
)
def test_what_no_page_of_ours_sends(world: World, wrong: dict[str, Any]) -> None:
    assert _send(world, **wrong).status_code == 400
    assert _send(world, **_said(world, school="4")).status_code == 400
    assert _send(world, **_said(world, code="B1-K1-W5", school="3")).status_code == 400
    assert (_talks(world), observations(world)) == ([], [])


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (ids.bram, 404),
        (ids.otto, 404),
        (ids.anouk_kompas, 404),
        (ids.petra, 403),
        (ids.sam, 403),
    ],
)
def test_only_by_the_student_s_supervisor_or_coordinator(world: World, who: UUID, code: int) -> None:
    assert _send(world, who).status_code == code
    assert world.as_(who).get(f"/students/{ids.sam}/talk").status_code == code
    assert _talks(world) == []
    assert _send(world, ids.karin).status_code == 303


def test_a_talk_is_found_with_its_own_student_only(world: World) -> None:
    _send(world)
    (made,) = _talks(world)
    for who, student in ((ids.anouk, ids.noor), (ids.bram, ids.sam), (ids.otto, ids.sam), (ids.otto, ids.youssef)):
        assert world.as_(who).get(f"/students/{student}/talks/{made.id}").status_code == 404


def _plan(world: World, *after: int) -> list[UUID]:
    with world.session() as session:
        profile = session.exec(
            select(WorkplaceProfile).where(WorkplaceProfile.placement_id == named("sam-placement"))
        ).one()
        moments = [
            AssessmentMoment(school_id=ids.brug, profile_id=profile.id, planned_on=_today() + timedelta(days=days))
            for days in after
        ]
        session.add_all(moments)
        return [moment.id for moment in moments]


def test_the_planned_talk_nearest_to_it_is_held(world: World) -> None:
    far, near, nearest = _plan(world, -30, -10, 3)
    page = world.as_(ids.anouk).get(f"/students/{ids.sam}/talk").get_data(as_text=True)
    assert "Gepland: " in page
    assert "Nu te doen" in world.as_(ids.anouk).get(f"/students/{ids.sam}").get_data(as_text=True)
    _send(world)
    with world.session() as session:
        held = {moment.id: moment.held_on for moment in session.exec(select(AssessmentMoment))}
    assert held == {far: None, near: None, nearest: _today()}


def test_a_plan_far_from_it_is_left_alone(world: World) -> None:
    (far,) = _plan(world, 15)
    _send(world)
    with world.session() as session:
        assert session.get_one(AssessmentMoment, far).held_on is None


def test_without_a_placement_it_says_what_to_do(world: World) -> None:
    with world.session() as session:
        session.get_one(Placement, named("sam-placement")).starts_on = _today() + timedelta(days=3)
    page = world.as_(ids.anouk).get(f"/students/{ids.sam}/talk").get_data(as_text=True)
    assert "Nog niet mogelijk" in page
    assert _send(world).status_code == 409


def test_what_is_signed_off_is_not_asked(world: World) -> None:
    sign_off(world, CODE, "Ik zag het vaak")
    page = world.as_(ids.anouk).get(f"/students/{ids.sam}/talk").get_data(as_text=True)
    assert f"company-{work_process(world, CODE)}" not in page
    assert f"company-{work_process(world, 'B1-K1-W3')}" in page


def test_from_the_talk_on_to_signing_off_what_is_ready(world: World) -> None:
    observe(world, CODE, days_ago=1)
    page = world.as_(ids.anouk).get(_send(world, **_said(world, company="3", school="3")).location)
    text = page.get_data(as_text=True)
    (made,) = _talks(world)
    address = f"/students/{ids.sam}/sign-off/{work_process(world, CODE)}"
    form = text.split(f'action="{address}"')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = world.as_(ids.anouk).post(address, data=fields)
    assert (answer.status_code, answer.location) == (303, f"/students/{ids.sam}/talks/{made.id}?done=signed")
    after = world.as_(ids.anouk).get(answer.location).get_data(as_text=True)
    assert f'action="{address}"' not in after
    assert "Afgetekend." in after


def test_a_coordinator_is_not_offered_to_sign(world: World) -> None:
    meet_rule(world, CODE)
    page = world.as_(ids.karin).get(_send(world, ids.karin).location).get_data(as_text=True)
    assert "Ruimte klaarmaken" in page
    assert "/sign-off/" in page and 'name="sign_off_id"' not in page
