"""Logs that wait, and what staff does with them."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, select

from app.base import clock
from app.base.clock import local_day
from app.catalogue.models import WorkProcess
from app.logbook.models import EntryMedia, EntryStatus, Kept, LogEntry, LogRevision, LogTask, Media, MediaKind
from app.people.models import Group, GroupMember, IndependenceLevel, Membership
from app.review.actions import NewObservation, record_observation
from app.review.models import Observation, Review, Source
from tests.cast import ids, named
from tests.world import Client, World

SELF = IndependenceLevel.SELF


def log(
    world: World,
    student: str = "sam",
    *tasks: UUID,
    ago: timedelta = timedelta(hours=1),
    status: EntryStatus = EntryStatus.NEW,
    photo: bool = False,
    words: str = "",
) -> UUID:
    """An entry as the student's phone would have sent it."""
    moment = clock.now() - ago
    entry_id, owner = uuid4(), named(student)
    with world.session() as session:
        school = session.get_one(Membership, owner).school_id
        _add(session, _entry(entry_id, owner, school, moment, status, words))
        _add(
            session,
            *(
                LogTask(school_id=school, entry_id=entry_id, task_id=task, position=place)
                for place, task in enumerate(tasks or (ids.mop,))
            ),
        )
        revise(session, entry_id, school, 1, moment)
        if photo:
            _add_photo(session, entry_id, owner, school, moment)
    return entry_id


def _add(session: Session, *rows: Any) -> None:
    session.add_all(rows)
    session.flush()


def _entry(entry_id: UUID, owner: UUID, school: UUID, moment: datetime, status: EntryStatus, words: str) -> LogEntry:
    return LogEntry(
        id=entry_id,
        school_id=school,
        student_id=owner,
        author_id=owner,
        placement_id=None,
        revision=1,
        digest="0" * 64,
        happened_on=local_day(moment, "Europe/Amsterdam"),
        claimed_at=moment,
        submitted_at=moment,
        changed_at=moment,
        level=SELF,
        words=words,
        language="nl",
        status=status,
    )


def _add_photo(session: Session, entry_id: UUID, owner: UUID, school: UUID, moment: datetime) -> None:
    photo = Media(
        school_id=school,
        owner_id=owner,
        kind=MediaKind.PHOTO,
        digest="0" * 64,
        media_type="image/webp",
        width=400,
        height=300,
        listed_at=moment,
        received_at=moment,
    )
    _add(session, photo)
    _add(session, EntryMedia(school_id=school, owner_id=owner, entry_id=entry_id, media_id=photo.id, position=0))


def revise(session: Session, entry_id: UUID, school: UUID, number: int, moment: datetime) -> None:
    """Keep a revision of an entry."""
    _add(
        session,
        LogRevision(
            entry_id=entry_id,
            revision=number,
            school_id=school,
            digest="0" * 64,
            kept=Kept.ENTRY,
            body={"mood": None, "words": ""},
            received_at=moment,
        ),
    )


def change(world: World, entry_id: UUID, words: str) -> None:
    """The student changes an entry."""
    with world.session() as session:
        entry = session.get_one(LogEntry, entry_id)
        revise(session, entry_id, entry.school_id, entry.revision + 1, clock.now())
        entry.revision, entry.words, entry.changed_at = entry.revision + 1, words, clock.now()
        entry.status = EntryStatus.NEW


def form(browser: Client, entry_id: UUID) -> dict[str, str]:
    """The hidden fields of the form under an entry, as a browser would send them back."""
    page = browser.get(f"/review/{entry_id}").get_data(as_text=True)
    part = page[page.index('id="answer"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', part))


def work_process(world: World, code: str) -> UUID:
    """The id of a work process of the carried dossier."""
    with world.session() as session:
        return session.exec(select(WorkProcess.id).where(WorkProcess.code == code)).one()


def level(world: World, code: str, value: int = 3) -> dict[str, str]:
    """The field that says: this work process, this level."""
    return {f"level-{work_process(world, code)}": str(value)}


def seen(world: World, who: UUID, entry_id: UUID, **fields: Any) -> Any:
    """Answer an entry with *gezien*; returns the response."""
    browser = world.as_(who)
    return browser.post(f"/review/{entry_id}", data=form(browser, entry_id) | {"verdict": "seen"} | fields)


def status(world: World, entry_id: UUID) -> EntryStatus:
    """Where an entry stands."""
    with world.session() as session:
        return session.get_one(LogEntry, entry_id).status


def reviews(world: World) -> list[Review]:
    """All answers, oldest first."""
    with world.session() as session:
        return list(session.exec(select(Review).order_by(sa.text("reviewed_at"))))


def observations(world: World) -> list[Observation]:
    """All observations, oldest first; a withdrawal comes after what it withdraws."""
    with world.session() as session:
        return list(session.exec(select(Observation).order_by(sa.text("recorded_at"))))


def standing(world: World) -> list[Observation]:
    """The observations that no later one replaces, without those that withdraw."""
    made = observations(world)
    replaced = {one.replaces_id for one in made}
    return [one for one in made if one.id not in replaced and one.level is not None]


class Queries:
    """Counts the statements that a world's database is asked, within a ``with`` block."""

    def __init__(self, world: World) -> None:
        self.engine = world.app.extensions["engine"]
        self.asked: list[str] = []

    def _note(self, *args: Any) -> None:
        self.asked.append(args[2])

    def __enter__(self) -> "Queries":
        sa.event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        sa.event.remove(self.engine, "before_cursor_execute", self._note)


def observe(
    world: World,
    code: str,
    *,
    days_ago: int = 0,
    contact: UUID | None = None,
    value: IndependenceLevel | None = SELF,
    replaces: UUID | None = None,
) -> UUID:
    """Anouk (or a contact) sees Sam do something."""
    now = clock.now()
    actor = None if contact else world.actor(ids.anouk)
    new = NewObservation(
        student_id=ids.sam,
        work_process_id=work_process(world, code),
        level=value,
        source=Source.FEEDBACK if contact else Source.FLOOR,
        observed_on=local_day(now, "Europe/Amsterdam") - timedelta(days=days_ago),
        language="nl",
        contact_id=contact,
        replaces_id=replaces,
        reason="vergissing" if replaces else "",
    )
    with world.session() as session:
        return record_observation(session, actor, now, ids.brug, new).id


def meet_rule(world: World, code: str) -> None:
    """Three times alone, on two days, seen by Anouk and by Joost of the company."""
    observe(world, code)
    observe(world, code, days_ago=1)
    observe(world, code, days_ago=1, contact=ids.joost)


def sign_off(world: World, code: str, reason: str = "", who: UUID = ids.anouk, **fields: str) -> Any:
    """Sign one of Sam's work processes off with the page's own form; returns the response."""
    browser = world.as_(who)
    data = {"sign_off_id": str(uuid4()), "reason": reason} | fields
    return browser.post(f"/students/{ids.sam}/sign-off/{work_process(world, code)}", data=data)


def group(world: World, name: str, *students: UUID, ended: bool = False) -> UUID:
    """A group of De Brug with these students, or (``ended``) of whom they were until yesterday."""
    today = local_day(clock.now(), "Europe/Amsterdam")
    with world.session() as session:
        made = Group(school_id=ids.brug, name=name)
        session.add(made)
        session.flush()
        for student in students:
            ends_on = today - timedelta(days=1) if ended else None
            session.add(
                GroupMember(
                    school_id=ids.brug,
                    group_id=made.id,
                    student_id=student,
                    starts_on=today - timedelta(days=9),
                    ends_on=ends_on,
                )
            )
        return made.id
