"""What is only ever added to, and how a student can be erased all the same."""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, select

from app.base import clock
from app.base.clock import local_day
from app.base.schema import all_tables
from app.catalogue.models import WorkProcess
from app.logbook.models import EntryMedia, Kept, LogEntry, LogRevision, Media, MediaKind
from app.people.models import AuditEvent, Student
from app.review.models import Observation, Review, SignOff, SignOffEvidence, Source, Verdict
from tests.cast import ids
from tests.world import World

metadata = all_tables()


def work_process(session: Session, code: str = "B1-K1-W1") -> UUID:
    return session.exec(select(WorkProcess.id).where(WorkProcess.code == code)).one()


def add_entry(session: Session, student: UUID = ids.sam) -> LogEntry:
    now = clock.now()
    entry = LogEntry(
        school_id=ids.brug,
        student_id=student,
        author_id=student,
        revision=1,
        digest="0" * 64,
        happened_on=local_day(now, "Europe/Amsterdam"),
        claimed_at=now,
        submitted_at=now,
        changed_at=now,
        language="nl",
    )
    session.add(entry)
    session.flush()
    session.add(
        LogRevision(
            entry_id=entry.id,
            revision=1,
            school_id=ids.brug,
            digest="0" * 64,
            kept=Kept.ENTRY,
            body={"words": "ik"},
            received_at=now,
        )
    )
    session.flush()
    return entry


def add_observation(session: Session, **values: Any) -> Observation:
    now = clock.now()
    observation = Observation(
        **{
            "school_id": ids.brug,
            "student_id": ids.sam,
            "work_process_id": work_process(session),
            "level": 3,
            "source": Source.FLOOR,
            "observer_id": ids.anouk,
            "recorded_by_id": ids.anouk,
            "language": "nl",
            "observed_on": local_day(now, "Europe/Amsterdam"),
            "recorded_at": now,
        }
        | values
    )
    session.add(observation)
    session.flush()
    return observation


def add_review(session: Session, entry: LogEntry) -> Review:
    now = clock.now()
    review = Review(
        school_id=ids.brug,
        entry_id=entry.id,
        revision=entry.revision,
        reviewer_id=ids.anouk,
        verdict=Verdict.SEEN,
        language="nl",
        reviewed_at=now,
        visible_at=now,
    )
    session.add(review)
    session.flush()
    return review


def add_sign_off(session: Session, observation: Observation) -> SignOff:
    of_whom = {"school_id": ids.brug, "student_id": ids.sam, "work_process_id": observation.work_process_id}
    sign_off = SignOff(**of_whom, supervisor_id=ids.anouk, signed_at=clock.now(), language="nl")
    session.add(sign_off)
    session.flush()
    session.add(SignOffEvidence(**of_whom, sign_off_id=sign_off.id, observation_id=observation.id))
    session.flush()
    return sign_off


def add_everything(session: Session) -> None:
    """A reviewed entry with a photo, an observation that was corrected, and a sign-off that rests on it."""
    entry = add_entry(session)
    photo = Media(school_id=ids.brug, owner_id=ids.sam, kind=MediaKind.PHOTO, digest="1" * 64, listed_at=clock.now())
    session.add(photo)
    session.flush()
    session.add(EntryMedia(school_id=ids.brug, owner_id=ids.sam, entry_id=entry.id, media_id=photo.id, position=0))
    review = add_review(session, entry)
    first = add_observation(session, source=Source.LOG, entry_id=entry.id, review_id=review.id)
    second = add_observation(session, replaces_id=first.id, reason="verkeerd getikt")
    add_sign_off(session, second)
    session.add(AuditEvent(school_id=ids.brug, at=clock.now(), actor_id=ids.anouk, action="test", subject="student"))
    session.flush()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE observation SET level = 1",
        "UPDATE observation SET note = 'anders'",
        "UPDATE observation SET observed_on = '2020-01-01'",
        "UPDATE sign_off SET override_reason = 'anders'",
        "UPDATE sign_off_evidence SET observation_id = observation_id",
        'UPDATE log_revision SET body = \'{"words": "anders"}\'',
        "UPDATE log_revision SET digest = 'anders'",
        "UPDATE audit_event SET action = 'anders'",
        "DELETE FROM observation",
        "DELETE FROM sign_off_evidence",
        "DELETE FROM log_revision",
    ],
)
def test_what_was_recorded_is_not_changed(world: World, change: str) -> None:
    with world.session() as session:
        add_everything(session)
    with world.session() as session:
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(sa.text(change))
        session.rollback()


def test_sqlite_cannot_replace_a_row_either(world: World) -> None:
    if world.app.extensions["engine"].dialect.name != "sqlite":
        return  # INSERT OR REPLACE is SQLite's own
    with world.session() as session:
        add_everything(session)
    with world.session() as session:
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(sa.text("INSERT OR REPLACE INTO observation SELECT * FROM observation"))
        session.rollback()


def test_an_observation_lets_go_of_a_log_that_is_erased(world: World) -> None:
    with world.session() as session:
        add_everything(session)
    with world.session() as session:
        session.execute(sa.update(Observation).values(entry_id=None, review_id=None))
        session.execute(sa.delete(LogEntry))
    with world.session() as session:
        assert session.exec(select(sa.func.count(col(Observation.id)))).one() == 2
        assert session.exec(select(sa.func.count(col(Review.id)))).one() == 0


def test_the_contents_of_a_revision_can_be_forgotten(world: World) -> None:
    with world.session() as session:
        add_everything(session)
        session.execute(sa.update(LogRevision).values(body={}))
        assert session.exec(select(LogRevision.body)).one() == {}


def test_erasing_a_student_takes_all_that_is_only_theirs_along(world: World) -> None:
    with world.session() as session:
        add_everything(session)
        placements = session.execute(sa.text("SELECT count(*) FROM placement")).scalar_one()
    with world.session() as session:
        session.execute(sa.delete(Student).where(col(Student.id) == ids.sam))
    with world.session() as session:
        for table in metadata.sorted_tables:
            if "student_id" in table.c:
                mine = sa.select(sa.func.count()).select_from(table).where(table.c.student_id == ids.sam)
                assert session.execute(mine).scalar_one() == 0, table.name
        assert session.execute(sa.text("SELECT count(*) FROM placement")).scalar_one() == placements - 1


def _noors_observation_on_sams_log(session: Session) -> None:
    add_observation(session, student_id=ids.noor, source=Source.LOG, entry_id=add_entry(session).id)


def _review_of_another_log(session: Session) -> None:
    first, second = add_entry(session), add_entry(session)
    review = add_review(session, first)
    add_observation(session, source=Source.LOG, entry_id=second.id, review_id=review.id)


def _replaces_noors(session: Session) -> None:
    noors = add_observation(session, student_id=ids.noor)
    add_observation(session, replaces_id=noors.id, reason="van een ander")


def _replaces_other_work_process(session: Session) -> None:
    other = add_observation(session, work_process_id=work_process(session, "B1-K1-W2"))
    add_observation(session, replaces_id=other.id, reason="ander werkproces")


def _rests_on_noors(session: Session) -> None:
    noors, sams = add_observation(session, student_id=ids.noor), add_observation(session)
    sign_off = add_sign_off(session, sams)
    session.add(
        SignOffEvidence(
            school_id=ids.brug,
            student_id=ids.sam,
            work_process_id=sams.work_process_id,
            sign_off_id=sign_off.id,
            observation_id=noors.id,
        )
    )
    session.flush()


def _review_of_unknown_revision(session: Session) -> None:
    entry = add_entry(session)
    entry.revision = 7
    add_review(session, entry)


def _noors_photo_in_sams_log(session: Session) -> None:
    entry = add_entry(session)
    photo = Media(school_id=ids.brug, owner_id=ids.noor, kind=MediaKind.PHOTO, digest="1" * 64, listed_at=clock.now())
    session.add(photo)
    session.flush()
    session.add(EntryMedia(school_id=ids.brug, owner_id=ids.sam, entry_id=entry.id, media_id=photo.id, position=0))
    session.flush()


def _nobody_changed_it(session: Session) -> None:
    first = add_observation(session)
    add_observation(session, replaces_id=first.id, reason="zomaar", recorded_by_id=None)


@pytest.mark.parametrize(
    "crossing",
    [
        _noors_observation_on_sams_log,
        _review_of_another_log,
        _replaces_noors,
        _replaces_other_work_process,
        _rests_on_noors,
        _review_of_unknown_revision,
        _noors_photo_in_sams_log,
        _nobody_changed_it,
    ],
)
def test_what_belongs_to_one_does_not_hang_on_another(world: World, crossing: Any) -> None:
    with world.session() as session:
        with pytest.raises(IntegrityError):
            crossing(session)
        session.rollback()
