"""Every query about students stays within what its actor may see, also when nobody checked before."""

from uuid import UUID, uuid4

import pytest

from app.base import clock
from app.base.clock import local_day
from app.base.errors import Problem
from app.review import answers, evidence, matrix, queue, talks
from app.review.queries import planks, signed_off, standing
from tests.cast import ids
from tests.review.story import group, level, log, meet_rule, reviews, seen, sign_off
from tests.world import World

CODE, ZONE = "B1-K1-W2", "Europe/Amsterdam"


@pytest.mark.parametrize(("who", "may"), [(ids.anouk, True), (ids.karin, True), (ids.bram, False), (ids.otto, False)])
def test_what_is_sams(world: World, who: UUID, may: bool) -> None:
    answered, waiting = log(world), log(world)
    seen(world, ids.anouk, answered, **level(world, CODE))
    meet_rule(world, CODE)
    sign_off(world, CODE)
    (given,) = reviews(world)
    talk = {"talk_id": str(uuid4()), "contact": str(ids.joost), "held_on": local_day(clock.now(), ZONE).isoformat()}
    world.as_(ids.anouk).post(f"/students/{ids.sam}/talk", data=talk | {"agreed": "Verder zo"})
    group(world, "Groen", ids.sam)
    now, actor = clock.now(), world.actor(who)
    today = local_day(now, actor.time_zone)
    with world.session() as session:
        assert bool(evidence.evidence(session, actor, ids.sam, today)) is may
        assert bool(evidence.sign_offs(session, actor, ids.sam, today)) is may
        assert (ids.sam in evidence.waiting_counts(session, actor, today)) is may
        assert (ids.sam in evidence.placements_today(session, actor, today)) is may
        assert bool(standing(session, actor, today)[ids.sam]) is may
        assert bool(signed_off(session, actor, today)) is may
        assert bool(planks(session, actor, ids.sam, today)) is may
        assert bool(talks.talks(session, actor, ids.sam, today)) is may
        assert bool(matrix.groups(session, actor, today)) is may
        shown = matrix.matrix(session, actor, today, matrix.Choice())
        assert (ids.sam in {row.person.id for row in shown.rows}) is may
        assert any(cell.seen for row in shown.rows for cell in row.cells) is may
        assert bool(answers.newest_review(session, actor, answered, now)) is may
        assert bool(answers.review(session, actor, given.id, now)) is may
        assert bool(queue.queue(session, actor, now).new) is may
        assert bool(queue.next_entry(session, actor, now, (now, answered))) is may
        if may:
            assert talks.talk(session, actor, ids.sam, UUID(talk["talk_id"]), today).agreed == "Verder zo"
            assert queue.place_of(session, actor, waiting, now)[1] == waiting
        else:
            with pytest.raises(Problem):
                queue.place_of(session, actor, waiting, now)
            with pytest.raises(Problem):
                talks.talk(session, actor, ids.sam, UUID(talk["talk_id"]), today)
