"""The one table of the base."""

from datetime import datetime

from sqlmodel import Field

from app.base.schema import Table


class Attempts(Table, table=True):
    """How often something limited was tried in the window that began at ``since``. The key is a hash."""

    key: str = Field(max_length=64, primary_key=True)
    since: datetime = Field(index=True)
    count: int
