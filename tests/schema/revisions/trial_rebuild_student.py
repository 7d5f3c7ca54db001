"""A migration for the tests only: it makes SQLite rebuild a table that many rows hang on."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

from app.base.config import TOP

revision = "trial"
down_revision = max(file.name for file in (TOP / "migrations" / "versions").glob("*.py"))[:4]
branch_labels = None
depends_on = None


def _always() -> Literal["always", "never"]:
    return "always" if op.get_bind().dialect.name == "sqlite" else "never"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("student", recreate=_always()) as batch:
        batch.add_column(sa.Column("trial", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("student", recreate=_always()) as batch:
        batch.drop_column("trial")
