"""cards on the wall"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("feedback_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("on_wall", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint(batch_op.f("ck_feedback_link_on_wall"), "NOT on_wall OR placement_id IS NULL")


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("feedback_link", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_feedback_link_on_wall"), type_="check")
        batch_op.drop_column("on_wall")
