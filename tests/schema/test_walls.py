"""The database itself keeps schools apart, and keeps what is only ever added to."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from app.base import clock
from app.base.schema import all_tables
from app.catalogue.actions import load_carried_dossier
from app.people.models import Caseload, Consent, ConsentKind, Student
from app.placements.models import Placement, PlacementKind
from tests.cast import ids
from tests.schema.test_append_only import add_observation
from tests.world import World

metadata = all_tables()
TENANT_TABLES = [table for table in metadata.sorted_tables if "school_id" in table.c and table.name != "school"]
# Everybody's dossiers have no school; a school's own are never personal.
NOT_PERSONAL = {"dossier"}


def test_every_arrow_between_rows_of_a_school_carries_the_school() -> None:
    loose = [
        f"{table.name}.{','.join(constraint.column_keys)} -> {constraint.referred_table.name}"
        for table in TENANT_TABLES
        for constraint in table.foreign_key_constraints
        if "school_id" in constraint.referred_table.c
        and constraint.referred_table.name not in {"school", *NOT_PERSONAL}
        and "school_id" not in constraint.column_keys
    ]
    assert not loose, loose


@pytest.mark.parametrize(
    "row",
    [
        lambda today: Caseload(school_id=ids.brug, supervisor_id=ids.anouk, student_id=ids.youssef, starts_on=today),
        lambda today: Caseload(school_id=ids.kompas, supervisor_id=ids.anouk, student_id=ids.youssef, starts_on=today),
        lambda today: Placement(
            school_id=ids.brug,
            student_id=ids.sam,
            company_id=ids.anker,
            contact_id=ids.joost_kompas,
            supervisor_id=ids.anouk,
            kind=PlacementKind.BLOCK,
            starts_on=today,
        ),
        lambda today: Placement(
            school_id=ids.kompas,
            student_id=ids.youssef,
            company_id=ids.linde,  # Het Kompas does not work with De Linde
            contact_id=ids.wil,
            supervisor_id=ids.otto,
            kind=PlacementKind.BLOCK,
            starts_on=today,
        ),
    ],
    ids=[
        "student of another school",
        "supervisor of another school",
        "contact of another school",
        "no partner",
    ],
)
def test_rows_of_two_schools_do_not_join(world: World, row: Any) -> None:
    with world.session() as session:
        day = session.get_one(Student, ids.sam).birth_date
        session.add(row(day))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_an_observation_has_exactly_one_observer(world: World) -> None:
    for observers in ({"observer_id": None}, {"contact_id": ids.joost}):
        with world.session() as session:
            with pytest.raises(IntegrityError):
                add_observation(session, **observers)
            session.rollback()


def test_a_change_says_why_and_only_one_can_be_first(world: World) -> None:
    with world.session() as session:
        first = add_observation(session)
        with pytest.raises(IntegrityError), session.begin_nested():
            add_observation(session, replaces_id=first.id)
        add_observation(session, replaces_id=first.id, reason="verkeerd getikt")
        with pytest.raises(IntegrityError), session.begin_nested():
            add_observation(session, replaces_id=first.id, reason="ook verkeerd")


def test_an_edition_for_everybody_is_there_once(world: World) -> None:
    with world.session() as session:
        with pytest.raises(IntegrityError):
            load_carried_dossier(session, clock.now())
        session.rollback()


def test_times_come_back_aware_and_in_utc(world: World) -> None:
    with world.session() as session:
        for consent in session.exec(select(Consent).where(Consent.kind == ConsentKind.PHOTOS)):
            assert consent.recorded_at.utcoffset() == timedelta(0)
