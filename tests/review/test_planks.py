"""The planks of a student's bridge."""

from uuid import UUID

import pytest

from app.base import clock
from app.base.clock import local_day
from app.review.models import SignOff
from app.review.queries import Plank, planks
from tests.cast import ids
from tests.review.story import Queries, observe, work_process
from tests.world import World


def _planks(world: World, who: UUID, student: UUID = ids.sam) -> dict[str, Plank]:
    actor, today = world.actor(who), local_day(clock.now(), "Europe/Amsterdam")
    with world.session() as session:
        return {plank.work_process.code: plank for plank in planks(session, actor, student, today)}


def _sign(world: World, code: str, replaces: UUID | None = None) -> UUID:
    made = SignOff(
        school_id=ids.brug,
        student_id=ids.sam,
        work_process_id=work_process(world, code),
        supervisor_id=ids.anouk,
        signed_at=clock.now(),
        language="nl",
        withdrawn=replaces is not None,
        replaces_id=replaces,
        reason="vergissing" if replaces else "",
    )
    with world.session() as session:
        session.add(made)
        session.flush()
        return made.id


def test_fill_with_what_was_seen_and_light_when_signed(world: World) -> None:
    assert {plank.state for plank in _planks(world, ids.sam).values()} == {"open"}
    assert list(_planks(world, ids.sam)) == ["B1-K1-W1", "B1-K1-W2", "B1-K1-W3", "P1-K1-W1"]
    observe(world, "B1-K1-W2")
    plank = _planks(world, ids.sam)["B1-K1-W2"]
    assert (plank.state, plank.fill, plank.observations) == ("some", 1, 1)
    observe(world, "B1-K1-W2", days_ago=1)
    assert _planks(world, ids.sam)["B1-K1-W2"].fill == 2
    observe(world, "B1-K1-W2", days_ago=1, contact=ids.joost)
    plank = _planks(world, ids.sam)["B1-K1-W2"]
    assert (plank.state, plank.fill) == ("ready", 3)
    _sign(world, "B1-K1-W2")
    assert _planks(world, ids.sam)["B1-K1-W2"].state == "lit"


def test_what_was_replaced_no_longer_counts(world: World) -> None:
    first = observe(world, "B1-K1-W2")
    observe(world, "B1-K1-W2", value=None, replaces=first)
    assert _planks(world, ids.sam)["B1-K1-W2"].state == "open"


def test_what_was_signed_before_is_lit_beside_what_is_agreed_now(world: World) -> None:
    earlier = _sign(world, "B1-K1-W5")
    found = _planks(world, ids.anouk)
    assert list(found)[-1] == "B1-K1-W5"
    assert found["B1-K1-W5"].state == "lit"
    _sign(world, "B1-K1-W5", replaces=earlier)
    assert "B1-K1-W5" not in _planks(world, ids.anouk)


@pytest.mark.parametrize("who", [ids.bram, ids.otto, ids.noor, ids.youssef])
def test_nobody_elses(world: World, who: UUID) -> None:
    observe(world, "B1-K1-W2")
    assert _planks(world, who) == {}


def test_same_number_of_queries_for_few_and_many(world: World) -> None:
    def count() -> int:
        with Queries(world) as queries:
            _planks(world, ids.anouk)
        return len(queries.asked)

    few = count()
    for number in range(20):
        observe(world, "B1-K1-W2", days_ago=number)
    assert count() == few
