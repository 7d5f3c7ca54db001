"""what waits on phones"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "waiting_entry",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "device_id"],
            ["device.school_id", "device.id"],
            name=op.f("fk_waiting_entry_school_id_device_id_device"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("device_id", "entry_id", name=op.f("pk_waiting_entry")),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_column("waiting")  # it follows from the rows above; nothing ever filled it
    # Devices from before have a token that nobody can make again, so what they would seal could not be read.
    sessions = sa.table("login_session", sa.column("ended_at", sa.DateTime(timezone=True)))
    op.execute(sessions.update().where(sessions.c.ended_at.is_(None)).values(ended_at=datetime.now(UTC)))


def downgrade() -> None:
    """Undo, but for the sign-ins that were ended."""
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waiting", sa.Integer(), server_default="0", nullable=False))
    op.drop_table("waiting_entry")
