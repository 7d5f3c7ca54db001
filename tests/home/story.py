"""What happened before a test begins: work that was logged and answered, through the real actions."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

from app.base import clock
from app.base.clock import local_day
from app.logbook.actions import save_entry
from app.logbook.inputs import read_entry, sha_256
from app.review.actions import answer_entry
from app.review.inputs import Answer
from app.review.models import Verdict
from tests.world import World


def log_work(
    world: World, student: UUID, *tasks: UUID, ago: timedelta = timedelta(), level: int = 3, words: str = ""
) -> UUID:
    """A student logged this work, ``ago`` before now; the entry's id."""
    now, entry_id, who = clock.now() - ago, uuid4(), world.actor(student)
    body = json.dumps(
        {
            "revision": 1,
            "happened_on": local_day(now, who.time_zone).isoformat(),
            "claimed_at": now.isoformat(),
            "tasks": [str(task) for task in tasks],
            "something_else": not tasks,
            "level": level,
            "mood": None,
            "words": words,
            "language": "nl",
            "media": [],
        }
    ).encode()
    with world.session() as session:
        save_entry(session, who, entry_id, read_entry(body), sha_256(body), now, None)
    return entry_id


def answer(
    world: World,
    reviewer: UUID,
    entry_id: UUID,
    reply: str,
    verdict: Verdict = Verdict.SEEN,
    ago: timedelta = timedelta(hours=1),
) -> None:
    """A supervisor answered an entry, ``ago`` before now. The student sees it a minute later."""
    given = Answer(review_id=uuid4(), revision=1, answers=0, verdict=verdict, reply=reply, levels={})
    with world.session() as session:
        answer_entry(session, world.actor(reviewer), clock.now() - ago, entry_id, given)
