"""What a student chooses from: their work today, how it went, and whether photos are allowed there."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from app.base.clock import local_day
from app.base.i18n import language
from app.catalogue.queries import TaskTile, tasks_at
from app.logbook.models import Mood
from app.logbook.words import level_help, level_label, level_picture, mood_label, mood_picture
from app.people.actor import Actor
from app.people.models import IndependenceLevel
from app.people.queries import own_level_labels
from app.placements.queries import PhotoRule, PlacementCard, current_placement, photo_rule, planned_tasks


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few answers: a picture and a word, and for a level what it means."""

    value: int
    label: str
    help: str
    picture: str


@dataclass(frozen=True, slots=True)
class Room:
    """What a student chooses from today; ``tasks`` are those of the plan first."""

    today: date
    placement: PlacementCard | None
    tasks: list[TaskTile]
    photo_rule: PhotoRule
    level_choices: list[Choice]


def room(session: Session, who: Actor, now: datetime) -> Room:
    """The room of a student now."""
    today = local_day(now, who.time_zone)
    placement = current_placement(session, who, who.member_id, today)
    planned = planned_tasks(session, who, who.member_id, today)
    all_tasks = tasks_at(session, who.school_id, placement.company_id if placement else None, today)
    own_labels = own_level_labels(session, who.school_id, language())
    return Room(
        today=today,
        placement=placement,
        tasks=list(dict.fromkeys([*planned, *all_tasks])),
        photo_rule=photo_rule(session, who, placement, who.member_id),
        level_choices=[
            Choice(int(level), level_label(level, own_labels), level_help(level), level_picture(level))
            for level in IndependenceLevel
        ],
    )


def mood_choices() -> list[Choice]:
    """How it can have felt."""
    return [Choice(int(mood), mood_label(mood), "", mood_picture(mood)) for mood in Mood]
