"""The outbox: what must be told to somebody, in the same transaction as the reason for it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from app.base.schema import SchoolRow, same_school


class OutboxMessage(SchoolRow, table=True):
    """One message to one member. Workers claim what is due; the payload holds ids, never personal data.

    ``dedupe_key`` keeps the same thing from being told twice.
    """

    __table_args__ = (
        same_school("membership", "recipient_id", owned=True),
        sa.UniqueConstraint("school_id", "dedupe_key"),
        sa.Index(
            "ix_outbox_message_due",
            "due_at",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )

    recipient_id: UUID = Field(index=True)
    kind: str = Field(max_length=40)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    dedupe_key: str = Field(max_length=120)
    created_at: datetime
    due_at: datetime
    attempts: int = 0
    claimed_at: datetime | None = None
    done_at: datetime | None = None
    failed_at: datetime | None = None
