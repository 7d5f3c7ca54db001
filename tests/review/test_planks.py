"""The planks of a student's bridge."""

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from app.base import clock
from app.base.clock import local_day
from app.catalogue.models import WorkProcess
from app.people.models import IndependenceLevel
from app.review.actions import NewObservation, record_observation
from app.review.models import SignOff, Source
from app.review.queries import Plank, planks
from tests.cast import ids
from tests.world import World

SELF = IndependenceLevel.SELF


def _code(session: Session, code: str) -> UUID:
    return session.exec(select(WorkProcess.id).where(WorkProcess.code == code)).one()


def _observe(
    world: World,
    code: str,
    *,
    days_ago: int = 0,
    contact: UUID | None = None,
    level: IndependenceLevel | None = SELF,
    replaces: UUID | None = None,
) -> UUID:
    now = clock.now()
    actor = None if contact else world.actor(ids.anouk)
    with world.session() as session:
        made = record_observation(
            session,
            actor,
            now,
            ids.brug,
            NewObservation(
                student_id=ids.sam,
                work_process_id=_code(session, code),
                level=level,
                source=Source.FEEDBACK if contact else Source.FLOOR,
                observed_on=now.date() - timedelta(days=days_ago),
                language="nl",
                contact_id=contact,
                replaces_id=replaces,
                reason="vergissing" if replaces else "",
            ),
        )
        return made.id


def _planks(world: World, who: UUID, student: UUID = ids.sam) -> dict[str, Plank]:
    actor, today = world.actor(who), local_day(clock.now(), "Europe/Amsterdam")
    with world.session() as session:
        return {plank.work_process.code: plank for plank in planks(session, actor, student, today)}


def test_fill_with_what_was_seen_and_light_when_signed(world: World) -> None:
    assert {plank.state for plank in _planks(world, ids.sam).values()} == {"open"}
    assert list(_planks(world, ids.sam)) == ["B1-K1-W1", "B1-K1-W2", "B1-K1-W3", "P1-K1-W1"]
    _observe(world, "B1-K1-W2")
    plank = _planks(world, ids.sam)["B1-K1-W2"]
    assert (plank.state, plank.fill, plank.observations) == ("some", 1, 1)
    _observe(world, "B1-K1-W2", days_ago=1)
    assert _planks(world, ids.sam)["B1-K1-W2"].fill == 2
    _observe(world, "B1-K1-W2", days_ago=1, contact=ids.joost)
    plank = _planks(world, ids.sam)["B1-K1-W2"]
    assert (plank.state, plank.fill) == ("ready", 3)
    with world.session() as session:
        session.add(
            SignOff(
                school_id=ids.brug,
                student_id=ids.sam,
                work_process_id=_code(session, "B1-K1-W2"),
                supervisor_id=ids.anouk,
                signed_at=clock.now(),
            )
        )
    assert _planks(world, ids.sam)["B1-K1-W2"].state == "lit"


def test_what_was_replaced_no_longer_counts(world: World) -> None:
    first = _observe(world, "B1-K1-W2")
    _observe(world, "B1-K1-W2", level=None, replaces=first)
    assert _planks(world, ids.sam)["B1-K1-W2"].state == "open"


def test_what_was_signed_before_is_lit_beside_what_is_agreed_now(world: World) -> None:
    with world.session() as session:
        earlier = _code(session, "B1-K1-W5")
        session.add(
            SignOff(
                school_id=ids.brug,
                student_id=ids.sam,
                work_process_id=earlier,
                supervisor_id=ids.anouk,
                signed_at=clock.now(),
            )
        )
    found = _planks(world, ids.anouk)
    assert list(found)[-1] == "B1-K1-W5"
    assert found["B1-K1-W5"].state == "lit"
    with world.session() as session:
        old = session.exec(select(SignOff)).one()
        session.add(
            SignOff(
                school_id=ids.brug,
                student_id=ids.sam,
                work_process_id=earlier,
                supervisor_id=ids.anouk,
                signed_at=clock.now(),
                withdrawn=True,
                replaces_id=old.id,
                reason="vergissing",
            )
        )
    assert "B1-K1-W5" not in _planks(world, ids.anouk)


@pytest.mark.parametrize("who", [ids.bram, ids.otto, ids.noor, ids.youssef])
def test_nobody_elses(world: World, who: UUID) -> None:
    _observe(world, "B1-K1-W2")
    assert _planks(world, who) == {}


def test_same_number_of_queries_for_few_and_many(world: World) -> None:
    def count() -> int:
        asked: list[str] = []
        engine = world.app.extensions["engine"]
        listener = lambda *args: asked.append(args[2])  # noqa: E731
        sa.event.listen(engine, "before_cursor_execute", listener)
        _planks(world, ids.anouk)
        sa.event.remove(engine, "before_cursor_execute", listener)
        return len(asked)

    few = count()
    for number in range(20):
        _observe(world, "B1-K1-W2", days_ago=number)
    assert count() == few
