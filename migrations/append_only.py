"""What is only ever added to, kept so by the database. ``env.py`` lifts this before migrations and puts it back after.

It is not part of one revision because SQLite drops a table's triggers when a later revision rebuilds the table, and
refuses to rebuild a table that a trigger of another one asks for.
Erasing a student still deletes rows, since they hang on the student; nothing else changes or deletes them, but for
two cuts that erasing needs: an observation lets go of an erased log, and a revision forgets its contents.
"""

import sqlalchemy as sa

# Per table: columns that may change, the condition on that change, and the row while which nothing may be deleted.
RULES = {
    "observation": (
        {"entry_id", "review_id"},
        "NEW.entry_id IS NULL AND NEW.review_id IS NULL",
        "SELECT 1 FROM student WHERE student.id = OLD.student_id",
    ),
    "sign_off": (set(), None, "SELECT 1 FROM student WHERE student.id = OLD.student_id"),
    "sign_off_evidence": (set(), None, "SELECT 1 FROM sign_off WHERE sign_off.id = OLD.sign_off_id"),
    "log_revision": (
        {"body"},
        "CAST(NEW.body AS TEXT) = '{}'",
        "SELECT 1 FROM log_entry WHERE log_entry.id = OLD.entry_id",
    ),
    "audit_event": (set(), None, None),
}


def put_in_place(connection: sa.Connection) -> None:
    """Make the triggers anew on every table that is there."""
    tables = set(sa.inspect(connection).get_table_names())
    for table, (loose, condition, owner) in RULES.items():
        if table not in tables:
            continue
        columns = [column["name"] for column in sa.inspect(connection).get_columns(table)]
        fixed = ", ".join(name for name in columns if name not in loose)
        _trigger(connection, f"{table}_fixed", table, f"UPDATE OF {fixed}", None)
        if condition:
            _trigger(connection, f"{table}_cut", table, f"UPDATE OF {', '.join(sorted(loose))}", f"NOT ({condition})")
        if owner:
            _trigger(connection, f"{table}_stays", table, "DELETE", f"EXISTS ({owner})")


def lift(connection: sa.Connection) -> None:
    """Take the triggers away, to migrate; the same transaction puts them back."""
    tables = set(sa.inspect(connection).get_table_names())
    for table in tables & set(RULES):
        for name in (f"{table}_fixed", f"{table}_cut", f"{table}_stays"):
            on_table = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _trigger(connection: sa.Connection, name: str, table: str, event: str, condition: str | None) -> None:
    if connection.dialect.name == "sqlite":
        when = f"WHEN {condition} " if condition else ""
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        return
    # PostgreSQL allows no query in a trigger's WHEN, so the condition goes into the function.
    function = f"refuse_{name}"
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition or 'TRUE'} THEN RAISE EXCEPTION '{table} is append-only' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END $$"
    )
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
