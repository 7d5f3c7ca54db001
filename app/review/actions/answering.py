"""Answering entries: *gezien* and *samen bekijken*."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.logbook.models import EntryStatus
from app.logbook.queries import entry
from app.people.actions import record
from app.people.actor import Actor
from app.review.actions.locking import lock_entry
from app.review.actions.observing import NewObservation, observation
from app.review.actions.refusals import incomplete
from app.review.answers import proposals
from app.review.inputs import LONGEST_TEXT, Answer, too_long, unreadable
from app.review.models import Observation, Review, Source, Verdict
from app.review.phrases import phrase
from app.review.queries import stands

UNDO = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A reply as it is kept: with the picture of the sentence that it was, or that it was made of."""

    text: str
    pictogram: str | None
    language: str


def what_is_said(session: Session, actor: Actor, reply: str, phrase_id: UUID | None) -> Said:
    """A reply with the sentence that was chosen for it. Without own words that sentence is the reply.

    The picture stays for as long as the sentence is in the reply. Raises 400 for a sentence of another school.
    """
    if phrase_id is None:
        return Said(reply, None, actor.language)
    chosen = phrase(session, actor.school_id, phrase_id)
    if chosen is None:
        raise unreadable()
    text = reply or chosen.text
    if chosen.text not in text:
        return Said(text, None, actor.language)
    return Said(text, chosen.pictogram, chosen.language if text == chosen.text else actor.language)


def taken_back_answer(session: Session, actor: Actor, now: datetime, entry_id: UUID, review_id: UUID) -> Review | None:
    """An answer of this person that arrived and that they undid: a phone that never heard of its arrival asks for it.

    Raises 404 for an entry of somebody else's students.
    """
    lock_entry(session, actor, entry_id, now)
    made = session.get(Review, review_id)
    mine = made is not None and (made.entry_id, made.reviewer_id) == (entry_id, actor.member_id)
    return made if mine and made is not None and made.undone_at is not None else None


def answer_entry(session: Session, actor: Actor, now: datetime, entry_id: UUID, given: Answer) -> Review:
    """Answer an entry: *gezien*, with what it shows per work process, or *samen bekijken*, with a question.

    The student sees it after a minute; until then it can be undone. Sending the same form twice answers once. Raises
    404 for somebody else's, 409 when the entry is not as the person saw it (``changed``, ``answered``,
    ``taken-back``), 422 with ``fields`` for what is missing.
    """
    row = lock_entry(session, actor, entry_id, now)
    earlier = session.get(Review, given.review_id)
    if earlier and (earlier.entry_id, earlier.reviewer_id, earlier.undone_at) == (entry_id, actor.member_id, None):
        return earlier
    if row.status is EntryStatus.TAKEN_BACK:
        raise Problem(409, "taken-back", _("Deze log is intussen teruggenomen. Er is niets opgeslagen."))
    if earlier or given.answers != row.answers or row.status is EntryStatus.SEEN:
        raise Problem(409, "answered", _("Intussen gaf iemand hier al antwoord op. Jouw antwoord is niet opgeslagen."))
    card = entry(session, actor, entry_id, now)
    if given.revision != card.newest_revision:
        text = _("%(name)s heeft dit net veranderd. Kijk nog eens. Er is nog niets opgeslagen.", name=card.student_name)
        raise Problem(409, "changed", text)
    asks = given.verdict is Verdict.QUESTION
    said = what_is_said(session, actor, given.reply, given.phrase_id)
    question = _("Schrijf eerst je vraag. Die ziet je leerling.") if asks and not said.text else None
    wrong = question or too_long(said.text, LONGEST_TEXT)
    if wrong:
        raise incomplete({"reply": wrong})
    levels = {} if asks else given.levels
    if not levels.keys() <= proposals(session, actor, card, now).ids:
        raise unreadable()
    made = Review(
        id=given.review_id,
        school_id=actor.school_id,
        entry_id=entry_id,
        revision=card.newest_revision,
        reviewer_id=actor.member_id,
        verdict=given.verdict,
        reply=said.text,
        pictogram=said.pictogram,
        language=said.language,
        reviewed_at=now,
        visible_at=now + UNDO,
    )
    session.add(made)
    row.status = EntryStatus.QUESTION if asks else EntryStatus.SEEN
    row.seen_revision = card.newest_revision
    row.answers += 1
    session.flush()
    judged = _judged(session, actor, entry_id)
    session.add_all(
        observation(
            actor,
            now,
            actor.school_id,
            NewObservation(
                student_id=row.student_id,
                work_process_id=work_process_id,
                placement_id=row.placement_id,
                level=level,
                source=Source.LOG,
                observed_on=row.happened_on,
                language=actor.language,
                entry_id=entry_id,
                review_id=made.id,
                replaces_id=judged.get(work_process_id),
                reason=_("Opnieuw bekeken") if work_process_id in judged else "",
            ),
        )
        for work_process_id, level in levels.items()
    )
    record(session, actor, now, "reviewed", "log_entry", entry_id, verdict=given.verdict.value, levels=len(levels))
    return made


def _judged(session: Session, actor: Actor, entry_id: UUID) -> dict[UUID, UUID]:
    """The observations that stand for an entry, by work process: one piece of work counts once."""
    rows = session.exec(
        select(Observation.work_process_id, Observation.id).where(
            Observation.school_id == actor.school_id,
            Observation.entry_id == entry_id,
            Observation.source == Source.LOG,
            col(Observation.level).is_not(None),
            stands(Observation),
        )
    )
    return dict(rows.all())
