"""Keeping the sentences that a school says often."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col

from app.base.i18n import gettext as _
from app.catalogue.queries import has_picture
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import School
from app.people.queries import not_found
from app.review.actions.refusals import incomplete, used
from app.review.inputs import LONGEST_PHRASE, NewPhrase, too_long
from app.review.models import StockPhrase, Verdict
from app.review.phrases import phrases
from app.review.words import default_phrases


def add_phrase(session: Session, actor: Actor, now: datetime, phrase_id: UUID, new: NewPhrase) -> None:
    """Add a sentence, last of its kind. Sending the form twice adds it once.

    Raises 409 when the form was used by another school, 422 with ``fields`` for what is missing.
    """
    _one_at_a_time(session, actor)
    earlier = session.get(StockPhrase, phrase_id)
    if earlier:
        if earlier.school_id == actor.school_id:
            return
        raise used()
    _check(session, actor, new)
    session.add(_row(actor, new, len(phrases(session, actor.school_id, new.verdict)), phrase_id))
    record(session, actor, now, "phrase-added", "stock_phrase", phrase_id)


def change_phrase(session: Session, actor: Actor, now: datetime, phrase_id: UUID, new: NewPhrase) -> None:
    """Change the words, the picture or the kind. What was said with it before stays as it was said.

    Raises 404 for another school's or one that is gone, 422 with ``fields``.
    """
    _one_at_a_time(session, actor)
    row = _phrase(session, actor, phrase_id)
    _check(session, actor, new)
    if row.verdict is not new.verdict:
        row.position = len(phrases(session, actor.school_id, new.verdict))
    row.verdict, row.text, row.pictogram, row.language = new.verdict, new.text, new.pictogram, actor.language
    record(session, actor, now, "phrase-changed", "stock_phrase", phrase_id)


def move_phrase(session: Session, actor: Actor, phrase_id: UUID, *, up: bool) -> None:
    """Move a sentence one place among those of its kind; past the end it stays. Raises 404."""
    _one_at_a_time(session, actor)
    row = _phrase(session, actor, phrase_id)
    order = [card.id for card in phrases(session, actor.school_id, row.verdict)]
    here = order.index(phrase_id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    session.execute(sa.update(StockPhrase), [{"id": one, "position": place} for place, one in enumerate(order)])


def retire_phrase(session: Session, actor: Actor, now: datetime, phrase_id: UUID) -> None:
    """Offer a sentence no longer. Twice is once. Raises 404 for another school's."""
    row = session.get(StockPhrase, phrase_id)
    if row is None or row.school_id != actor.school_id:
        raise not_found()
    if row.retired_at is None:
        row.retired_at = now
        record(session, actor, now, "phrase-retired", "stock_phrase", phrase_id)


def start_with_default_phrases(session: Session, actor: Actor, now: datetime) -> None:
    """Give a school that has no sentences those to start from. One that has some keeps what it has."""
    _one_at_a_time(session, actor)
    if phrases(session, actor.school_id):
        return
    places = dict.fromkeys(Verdict, 0)
    for verdict, text, pictogram in default_phrases():
        session.add(_row(actor, NewPhrase(verdict=verdict, text=text, pictogram=pictogram), places[verdict], uuid4()))
        places[verdict] += 1
    record(session, actor, now, "phrases-started", "school", actor.school_id)


def _one_at_a_time(session: Session, actor: Actor) -> None:
    held = sa.select(col(School.id)).where(col(School.id) == actor.school_id).with_for_update(key_share=True)
    session.execute(held)


def _phrase(session: Session, actor: Actor, phrase_id: UUID) -> StockPhrase:
    row = session.get(StockPhrase, phrase_id)
    if row is None or row.school_id != actor.school_id or row.retired_at:
        raise not_found()
    return row


def _check(session: Session, actor: Actor, new: NewPhrase) -> None:
    missing = None if new.text else _("Schrijf een zin.")
    fields = {
        "text": missing or too_long(new.text, LONGEST_PHRASE),
        "pictogram": None if has_picture(session, actor.school_id, new.pictogram) else _("Kies een plaatje."),
    }
    if any(fields.values()):
        raise incomplete(fields)


def _row(actor: Actor, new: NewPhrase, position: int, phrase_id: UUID) -> StockPhrase:
    return StockPhrase(
        id=phrase_id,
        school_id=actor.school_id,
        verdict=new.verdict,
        text=new.text,
        pictogram=new.pictogram,
        language=actor.language,
        position=position,
    )
