"""The cast with rows of every kind around it, in which every filter of the app has something to keep away."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base import clock
from app.catalogue.models import SchoolPictogram, Task, WorkProcess
from app.logbook.models import EntryMedia, EntryStatus, LogEntry, LogTask, Media, MediaKind
from app.people.models import Group, IndependenceLevel, LevelLabel, RegionMembership, WaitingEntry
from app.placements.models import DayPlan, DayPlanTask
from app.review.models import Observation, Review, SignOff, SignOffEvidence, Source, Verdict
from tests.bench.rows import STARTED, TOKEN, Rows
from tests.cast import ids, named
from tests.security.doors import Things, of_sam
from tests.world import World

ENDED = named("scene-group")
ELSE = named(f"bench-NEW-{ids.sam}-2")
SIGNED = named(f"bench-seen-{ids.sam}-1")
SEEN = named(f"bench-SEEN-{ids.sam}-0")
RESTED_ON = named("scene-rested-on")
LINK_FOR_ALL = named("bench-link-for-all-0")


@dataclass(frozen=True, slots=True)
class Also:
    """Another way to ask for a page: with a query string, or at other things."""

    query: str = ""
    values: tuple[tuple[str, object], ...] = ()
    review: UUID | None = None

    def of(self, things: Things) -> Things:
        """The things with the others in their place."""
        return replace(things, values=things.values | dict(self.values), review=self.review or things.review)


ALSO: dict[str, tuple[Also, ...]] = {
    "feedback.answer_page": (Also(values=(("token", TOKEN), ("feedback_id", STARTED))),),
    "groups.end_group": (Also(values=(("group_id", ENDED),)),),
    "home.change_part": (Also(values=(("part", "photos"),)), Also(values=(("part", "together"),))),
    "review.name": (Also(values=(("entry_id", ELSE),)),),
    "review.entry_page": (Also(values=(("entry_id", ELSE),)),),
    "review.give_name": (Also(values=(("entry_id", ELSE),)),),
    "review.forget_name": (Also(values=(("entry_id", ELSE),)),),
    "review.correction": (Also(values=(("observation_id", SIGNED),)),),
    "review.correct": (Also(values=(("observation_id", SIGNED),)),),
    "review.queue": (Also(f"?after=2000-01-01T00:00:00%2B00:00_{ELSE}"), Also(f"?left={ELSE}.{SEEN}")),
    "review.undo": (Also(values=(("entry_id", SEEN),), review=RESTED_ON),),
    "feedback.withdraw_company_link": (Also(values=(("link_id", LINK_FOR_ALL),)),),
}
"""How some endpoints are asked once more."""


def set_scene(world: World) -> Things:
    """Write the rows; what is Sam's."""
    things = of_sam(world)
    with world.session() as session:
        rows = Rows(session, clock.now())
        rows.everything(range(2))
        rows.log(2, EntryStatus.NEW)
        something_else = session.get_one(LogEntry, ELSE)
        something_else.something_else = True
        brug: dict[str, Any] = {"school_id": ids.brug}
        earlier, picture = rows.today - timedelta(days=1), named("scene-picture")
        plan = DayPlan(student_id=ids.sam, day=earlier, planned_by_id=ids.anouk, **brug)
        session.add_all(
            [
                something_else,
                Group(id=ENDED, name="Groep Z", ended_on=rows.today, **brug),
                *(
                    LevelLabel(level=level, language="nl", label=f"Trede {level}", **brug)
                    for level in IndependenceLevel
                ),
                RegionMembership(region_id=named("region"), user_id=named("user-otto"), started_on=earlier),
                Task(label="Bij Het Anker", language="nl", pictogram="sweep", company_id=ids.anker, **brug),
                SchoolPictogram(
                    id=picture,
                    set_id=things.set_id,
                    name="scene",
                    label="Kar",
                    digest="0" * 64,
                    added_by_id=ids.karin,
                    added_at=rows.now,
                    language="nl",
                    **brug,
                ),
                Task(label="Met een beeld", language="nl", pictogram=str(picture), **brug),
                plan,
            ]
        )
        session.flush()
        session.add(DayPlanTask(day_plan_id=plan.id, task_id=ids.sweep, position=0, **brug))
        awaited = Media(owner_id=ids.sam, kind=MediaKind.PHOTO, digest="1" * 64, listed_at=rows.now, **brug)
        session.add(awaited)
        session.flush()
        device: Any = things.values["device_id"]
        session.add_all(
            [
                EntryMedia(owner_id=ids.sam, entry_id=things.entry_id, media_id=awaited.id, position=7, **brug),
                WaitingEntry(device_id=device, entry_id=ENDED, sequence=1, told_at=rows.now, **brug),
            ]
        )
        session.execute(sa.update(LogTask).where(col(LogTask.entry_id) == ELSE).values(named_by_id=ids.anouk))
        _judged(rows, things)
    return things


def _judged(rows: Rows, things: Things) -> None:
    """What answers of Anouk's say of pieces of work: one was judged twice, on one rests a sign-off."""
    session, now = rows.session, rows.now
    again, once, told = (_work_process(session, code) for code in ("P1-K1-W1", "B1-K1-W3", "B1-K1-W1"))
    entry, before, first, second, corrected = things.entry_id, *(named(f"scene-{n}") for n in range(4))
    brug: dict[str, Any] = {"school_id": ids.brug, "language": "nl"}
    seen: dict[str, Any] = {"revision": 1, "reviewer_id": ids.anouk, "verdict": Verdict.SEEN, **brug}
    long_ago, soon = now - timedelta(hours=1), now + timedelta(minutes=1)
    session.add_all(
        [
            Review(id=before, entry_id=entry, reviewed_at=long_ago, visible_at=long_ago, **seen),
            Review(id=RESTED_ON, entry_id=SEEN, reviewed_at=now, visible_at=soon, **seen),
        ]
    )
    session.flush()
    common: dict[str, Any] = {"student_id": ids.sam, "placement_id": ids.sam_placement, "observed_on": rows.today,
                              "recorded_at": now, "level": IndependenceLevel.SELF, **brug}  # fmt: skip
    by_anouk = {"source": Source.LOG, "observer_id": ids.anouk, "recorded_by_id": ids.anouk, **common}
    on_floor = by_anouk | {"source": Source.FLOOR}
    for one in (
        Observation(id=first, work_process_id=again, entry_id=entry, review_id=before, **by_anouk
                    | {"level": IndependenceLevel.TOGETHER, "recorded_at": long_ago}),
        Observation(id=second, work_process_id=again, entry_id=entry, review_id=things.review, replaces_id=first,
                    reason="Opnieuw bekeken", **by_anouk),
        Observation(work_process_id=again, entry_id=entry, review_id=things.review, **by_anouk),
        Observation(id=corrected, work_process_id=again, **on_floor),
        Observation(work_process_id=again, replaces_id=corrected, reason="Verkeerd getikt", **on_floor),
        *(Observation(work_process_id=once, **on_floor) for _n in range(5)),
        Observation(id=RESTED_ON, work_process_id=once, entry_id=SEEN, review_id=RESTED_ON, **by_anouk),
        Observation(work_process_id=told, source=Source.FEEDBACK, contact_id=ids.joost, **common),
        SignOff(id=RESTED_ON, student_id=ids.sam, work_process_id=once, supervisor_id=ids.anouk, signed_at=now,
                override_reason="Vaak gezien.", **brug),
        SignOffEvidence(school_id=ids.brug, student_id=ids.sam, work_process_id=once, sign_off_id=RESTED_ON,
                        observation_id=RESTED_ON),
    ):  # fmt: skip
        session.add(one)
        session.flush()


def _work_process(session: Session, code: str) -> UUID:
    return session.exec(select(WorkProcess.id).where(WorkProcess.code == code)).one()
