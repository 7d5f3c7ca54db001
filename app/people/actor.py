"""The person who acts: one membership, through one sign-in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.people.models import STAFF, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is asking. Queries and actions take it and stay within what this person may see.

    ``time_zone`` is the school's; ``member_id`` is also the student's id when the role is ``STUDENT``.
    """

    member_id: UUID
    school_id: UUID
    user_id: UUID
    role: Role
    first_name: str
    picture: str | None
    language: str
    time_zone: str
    session_id: UUID | None = None
    session_seen_at: datetime | None = None
    device_id: UUID | None = None
    device_token_hash: str | None = None

    @property
    def is_student(self) -> bool:
        """True for a student."""
        return self.role is Role.STUDENT

    @property
    def is_staff(self) -> bool:
        """True for everybody who works at the school."""
        return self.role in STAFF
