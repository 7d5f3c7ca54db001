"""how many answers an entry was given"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answers", sa.Integer(), server_default="0", nullable=False))
    entries = sa.table("log_entry", sa.column("id"), sa.column("answers"))
    reviews = sa.table("review", sa.column("entry_id"))
    given = sa.select(sa.func.count()).where(reviews.c.entry_id == entries.c.id).scalar_subquery()
    op.execute(entries.update().values(answers=given))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.drop_column("answers")
