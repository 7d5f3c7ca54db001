"""Erasing the students of the demo, one by one: there is a row of nearly every kind."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from app.base.schema import all_tables
from app.people.models import Student
from tests.demo.conftest import Demo


def _counts(demo: Demo) -> dict[tuple[str, UUID], int]:
    """How many rows there are of each student, by table."""
    with demo.session() as session:
        return {
            (table.name, student): count
            for table in all_tables().sorted_tables
            if "student_id" in table.c
            for student, count in session.execute(
                sa.select(table.c.student_id, sa.func.count()).group_by(table.c.student_id)
            )
        }


def test_each_goes_with_all_that_is_only_theirs_and_nobody_else_loses_a_row(demo: Demo) -> None:
    with demo.session() as session:
        everybody = session.exec(select(Student.id).order_by(col(Student.id))).all()
    before = _counts(demo)
    assert {"talk", "observation", "sign_off", "log_entry", "placement"} <= {table for table, _student in before}
    for gone in everybody[: len(everybody) // 2]:
        with demo.session() as session:
            session.execute(sa.delete(Student).where(col(Student.id) == gone))
        before = {(table, student): count for (table, student), count in before.items() if student != gone}
        assert _counts(demo) == before
