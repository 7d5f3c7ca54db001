"""how many answers an entry was given; the parts of an entry in their order"""

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
    op.create_index("ix_log_task_in_order", "log_task", ["entry_id", "position", "task_id", "school_id"])
    op.create_index("ix_entry_media_in_order", "entry_media", ["entry_id", "position", "media_id", "school_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_entry_media_in_order", "entry_media")
    op.drop_index("ix_log_task_in_order", "log_task")
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.drop_column("answers")
