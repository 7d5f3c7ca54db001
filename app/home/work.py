"""What *Mijn werk* shows: the logs of a student, and between them what companies said, newest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.base.clock import local_day
from app.feedback.answers import SaidCard, said_to
from app.logbook.models import EntryStatus
from app.logbook.queries import EntryCard, entries
from app.people.actor import Actor

SHOWN = (EntryStatus.NEW, EntryStatus.SEEN, EntryStatus.QUESTION)
PER_PAGE = 10
Place = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page of *Mijn werk*; ``last`` is its last place when there is more after it."""

    items: list[EntryCard | SaidCard]
    last: Place | None

    @property
    def entries(self) -> list[EntryCard]:
        """The logs alone."""
        return [item for item in self.items if isinstance(item, EntryCard)]


def place(item: EntryCard | SaidCard) -> Place:
    """Where something stands: by the moment at which it reached us, then by its id, on both databases alike."""
    return (item.submitted_at if isinstance(item, EntryCard) else item.at), item.id


def work_page(session: Session, actor: Actor, now: datetime, *, before: Place | None, limit: int) -> WorkPage:
    """The student's own page after the place ``before``, in a fixed number of queries."""
    today = local_day(now, actor.time_zone)
    logged = entries(session, actor, now, student_id=actor.member_id, statuses=SHOWN, before=before, limit=limit + 1)
    said = said_to(session, actor, today, before=before, limit=limit + 1)
    found: list[EntryCard | SaidCard] = sorted([*logged, *said], key=place, reverse=True)
    shown = found[:limit]
    return WorkPage(shown, place(shown[-1]) if len(found) > limit else None)
