"""The sentences that a school says often."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.database import ask
from app.people.queries import Key
from app.review.models import StockPhrase, Verdict


@dataclass(frozen=True, slots=True)
class PhraseCard:
    """A sentence with its picture, for one kind of answer."""

    id: UUID
    verdict: Verdict
    text: str
    pictogram: str
    language: str


def phrases(session: Session, school_id: UUID, verdict: Verdict | None = None) -> list[PhraseCard]:
    """The sentences of a school that are in use, in order; of one kind, or of both."""
    found = [PhraseCard(*row) for row in ask(session, _in_use(), {"school": school_id})]
    return [card for card in found if verdict in (None, card.verdict)]


@cache
def _in_use() -> sa.Select[UUID, Verdict, str, str, str]:
    in_use = _cards(sa.bindparam("school")).where(col(StockPhrase.retired_at).is_(None))
    return in_use.order_by(col(StockPhrase.position), col(StockPhrase.id))


def phrase(session: Session, school_id: UUID, phrase_id: UUID) -> PhraseCard | None:
    """One sentence of a school; also one that was just retired, for the page that still showed it."""
    row = session.execute(_cards(school_id).where(col(StockPhrase.id) == phrase_id)).one_or_none()
    return PhraseCard(*row) if row else None


def _cards(school_id: Key) -> sa.Select[UUID, Verdict, str, str, str]:
    return sa.select(
        col(StockPhrase.id),
        col(StockPhrase.verdict),
        col(StockPhrase.text),
        col(StockPhrase.pictogram),
        col(StockPhrase.language),
    ).where(col(StockPhrase.school_id) == school_id)
