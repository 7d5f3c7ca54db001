"""What every table shares: names, keys, and the walls between schools.

A tenant's rows carry ``school_id``. Parents of such rows are unique on ``(school_id, id)`` and children point at that
pair, so the database itself refuses to attach a row of one school to another's.
"""

import re
from enum import IntEnum, StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

import app

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = SQLModel.metadata


def all_tables() -> sa.MetaData:
    """The tables of every feature, loaded: for migrations and for tests of the whole."""
    for package in Path(app.__path__[0]).glob("*/models.py"):
        import_module(f"app.{package.parent.name}.models")
    return metadata


class Table(SQLModel):
    """Base of all tables; the table of ``LogEntry`` is named ``log_entry``."""

    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class Row(Table):
    """A table whose rows have a random public id."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)


class SchoolRow(Row):
    """A row of one school. Add ``*school_row()`` to its ``__table_args__`` when others point at it."""

    school_id: UUID = Field(foreign_key="school.id")


def school_row() -> tuple[sa.UniqueConstraint]:
    """The pair that rows of the same school may point at."""
    return (sa.UniqueConstraint("school_id", "id"),)


def same_school(table: str, *columns: str, owned: bool = False) -> sa.ForeignKeyConstraint:
    """Point at a row of ``table`` within the same school.

    ``columns`` are this table's columns beside ``school_id``; the last one holds the other row's id, those before it
    have the same name there (``same_school("contact", "company_id", "contact_id")``). ``owned``: this row goes when
    that row is erased.
    """
    *shared, _ = columns
    return sa.ForeignKeyConstraint(
        ["school_id", *columns],
        [f"{table}.{name}" for name in ("school_id", *shared, "id")],
        ondelete="CASCADE" if owned else None,
    )


def one_of(choices: type[StrEnum]) -> sa.Enum:
    """A column for the values of ``choices``, checked by the database, stored as text."""
    return sa.Enum(
        choices,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=re.sub(r"(?<!^)(?=[A-Z])", "_", choices.__name__).lower(),
        values_callable=lambda enum: [member.value for member in enum],
    )


class Rank(sa.types.TypeDecorator[IntEnum]):
    """A column for an ``IntEnum``, stored as a small number."""

    impl = sa.SmallInteger
    cache_ok = True

    def __init__(self, choices: type[IntEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: int | None, dialect: sa.Dialect) -> int | None:
        return None if value is None else int(self.choices(value))

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> IntEnum | None:
        return None if value is None else self.choices(value)


def rank_check(column: str, choices: type[IntEnum]) -> sa.CheckConstraint:
    """Let the database hold ``column`` to the values of ``choices`` (or nothing)."""
    values = ", ".join(str(int(choice)) for choice in choices)
    return sa.CheckConstraint(f"{column} IN ({values})", name=column)
