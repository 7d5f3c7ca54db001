"""The PostgreSQL cluster that the tests start themselves."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from tests.database import Cluster

pytestmark = pytest.mark.postgres


@pytest.fixture
def names(cluster: Cluster) -> Iterator[tuple[str, str]]:
    template, copy = f"template_{uuid.uuid4().hex}", f"copy_{uuid.uuid4().hex}"
    yield template, copy
    cluster.drop(copy)
    cluster.drop(template)


def run(cluster: Cluster, database: str, *statements: str) -> list[Any]:
    """The first column of what the last statement answers."""
    engine = sa.create_engine(cluster.url(database), poolclass=sa.NullPool)
    with engine.begin() as connection:
        for statement in statements[:-1]:
            connection.execute(sa.text(statement))
        return list(connection.execute(sa.text(statements[-1])).scalars())


def test_a_copy_has_the_data_of_its_template_and_a_life_of_its_own(cluster: Cluster, names: tuple[str, str]) -> None:
    template, copy = names
    cluster.create(template)
    run(
        cluster,
        template,
        "CREATE TABLE plank (word text)",
        "INSERT INTO plank VALUES ('één'), ('twee') RETURNING 1",
    )

    cluster.create(copy, template=template)
    run(cluster, copy, "INSERT INTO plank VALUES ('drie') RETURNING 1")

    assert run(cluster, copy, "SELECT word FROM plank ORDER BY word") == ["drie", "twee", "één"]
    assert run(cluster, template, "SELECT count(*) FROM plank") == [2]


def test_a_database_is_dropped_under_an_open_connection(cluster: Cluster, names: tuple[str, str]) -> None:
    template, _ = names
    cluster.create(template)
    engine = sa.create_engine(cluster.url(template), poolclass=sa.NullPool)
    connection = engine.connect()

    cluster.drop(template)

    with pytest.raises(sa.exc.OperationalError):
        connection.execute(sa.text("SELECT 1"))
    connection.invalidate()
    connection.close()
    cluster.drop(template)


def test_a_database_gets_back_the_rows_that_were_kept(cluster: Cluster, names: tuple[str, str]) -> None:
    """Also where a key or a trigger forbids it, and under an open connection; what is not a row cannot be changed."""
    name, _ = names
    cluster.create(name)
    run(
        cluster,
        name,
        "CREATE TABLE shelf (id int PRIMARY KEY)",
        "CREATE TABLE plank (word text, shelf int NOT NULL REFERENCES shelf)",
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
        "CREATE TRIGGER stays BEFORE DELETE ON plank FOR EACH ROW EXECUTE FUNCTION refuse()",
        "INSERT INTO shelf VALUES (1), (2)",
        "INSERT INTO plank VALUES ('één', 1), ('twee', 1) RETURNING 1",
    )
    cluster.keep(name)

    run(cluster, name, "INSERT INTO plank VALUES ('drie', 2)", "UPDATE plank SET word = 'vier' RETURNING 1")
    run(cluster, name, "DELETE FROM shelf WHERE id NOT IN (SELECT shelf FROM plank)", "SELECT 1")
    engine = sa.create_engine(cluster.url(name), poolclass=sa.NullPool)
    connection = engine.connect()
    connection.execute(sa.text("DELETE FROM shelf WHERE id = 3"))
    cluster.renew(name)

    assert run(cluster, name, "SELECT word || shelf FROM plank ORDER BY word") == ["twee1", "één1"]
    assert run(cluster, name, "SELECT id FROM shelf ORDER BY id") == [1, 2]
    with pytest.raises(sa.exc.OperationalError):
        connection.execute(sa.text("SELECT 1"))
    connection.invalidate()
    connection.close()
    for refused in ("DROP TABLE plank", "ALTER TABLE plank ADD COLUMN width int", "DROP TRIGGER stays ON plank"):
        with pytest.raises(sa.exc.ProgrammingError, match="tests share the tables"):
            run(cluster, name, refused, "SELECT 1")
    with pytest.raises(sa.exc.IntegrityError):
        run(cluster, name, "INSERT INTO plank VALUES ('vijf', 9) RETURNING 1")


def test_text_sorts_by_code_point_as_on_sqlite(cluster: Cluster) -> None:
    words = run(cluster, "postgres", "SELECT word FROM (VALUES ('a'), ('Z'), ('é'), ('z')) AS v(word) ORDER BY word")

    assert words == ["Z", "a", "z", "é"]
