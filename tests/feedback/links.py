"""What the tests of feedback share: links, and answers given through them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, select
from werkzeug.test import TestResponse

from app.base import clock
from app.catalogue.models import WorkProcess
from app.feedback.actions import make_contact_link, make_link
from app.feedback.models import Feedback
from app.people.models import IndependenceLevel
from app.review.actions import NewObservation, record_observation
from app.review.models import Observation, Source
from tests.cast import ids
from tests.world import Client, World

NAMES = (
    "Sam",
    "Noor",
    "Bilal",
    "Fleur",
    "Youssef",
    "Anouk",
    "Bram",
    "Karin",
    "Petra",
    "Otto",
    "Joost",
    "Wil",
    "de Vries",
)


@dataclass(frozen=True)
class Link:
    """A link made for a test, and the browser of who got it."""

    id: UUID
    token: str
    browser: Client

    @property
    def path(self) -> str:
        """Where it leads."""
        return f"/f/{self.token}"

    def tap(self, smile: int = 3) -> str:
        """Tap a face; returns the address of the rest."""
        answer = self.browser.post(self.path, data={"smile": str(smile)})
        assert answer.status_code == 303
        return answer.location

    def begin(self) -> str:
        """Tap *Begin*; returns the address of the page with all students."""
        answer = self.browser.post(self.path)
        assert answer.status_code == 303
        return answer.location

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Send the rest from the page at ``path``."""
        return self.browser.post(path, data={"smile": "3", "answered_by": "Joost", **fields})


def link_for(world: World, student: UUID = ids.sam, contact: UUID = ids.joost, by: UUID = ids.anouk) -> Link:
    """A link for a contact and the placement of a student."""
    actor = world.actor(by)
    with world.session() as session:
        made = make_link(session, actor, clock.now(), student, contact)
    return Link(made.id, made.token, world.client())


def contact_link(world: World, contact: UUID = ids.joost, by: UUID = ids.anouk, *, on_wall: bool = False) -> Link:
    """A link for all students of a contact, or a card for the wall."""
    actor = world.actor(by)
    with world.session() as session:
        made = make_contact_link(session, actor, clock.now(), contact, on_wall=on_wall)
    return Link(made.id, made.token, world.client())


def card(placement: UUID, smile: int | str = 3, name: str = "Sam", **fields: Any) -> dict[str, Any]:
    """A card of the page with several students as a browser sends it; put some together with ``cards``."""
    said = {"name": name, "smile": str(smile), **fields}
    return {"card": [str(placement)], **{f"{placement}-{name}": value for name, value in said.items()}}


def cards(*filled: dict[str, Any], answered_by: str = "Joost") -> dict[str, Any]:
    """The page with several students as a browser sends it."""
    sent: dict[str, Any] = {"answered_by": answered_by}
    for one in filled:
        sent |= one | {"card": [*sent.get("card", ()), *one["card"]]}
    return sent


def code(session: Session, name: str) -> UUID:
    """A work process by its code."""
    return session.exec(select(WorkProcess.id).where(WorkProcess.code == name)).one()


def seen_by_school(world: World, name: str, times: int = 1) -> None:
    """Let Anouk see Sam do a work process alone."""
    actor, now = world.actor(ids.anouk), clock.now()
    with world.session() as session:
        for _time in range(times):
            new = NewObservation(
                student_id=ids.sam,
                work_process_id=code(session, name),
                level=IndependenceLevel.SELF,
                source=Source.FLOOR,
                observed_on=now.date(),
                language="nl",
            )
            record_observation(session, actor, now, ids.brug, new)


def kept(world: World) -> list[Feedback]:
    """All answers, oldest first."""
    with world.session() as session:
        return list(session.exec(select(Feedback).order_by(Feedback.started_at)))  # type: ignore[arg-type]


def observations(world: World) -> list[Observation]:
    """All observations, oldest first."""
    with world.session() as session:
        return list(session.exec(select(Observation).order_by(Observation.recorded_at)))  # type: ignore[arg-type]
