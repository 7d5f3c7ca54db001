"""*Verbeter* and *trek in*: an observation that was written down wrong."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.people.actions import record
from app.people.actor import Actor
from app.review.actions.locking import lock_student
from app.review.actions.refusals import incomplete, used
from app.review.evidence import correctable
from app.review.forms import Correction
from app.review.inputs import LONGEST_REASON, too_long
from app.review.models import Observation, SignOff, SignOffEvidence
from app.review.queries import stands


def correct_observation(
    session: Session, actor: Actor, now: datetime, student_id: UUID, observation_id: UUID, form: Correction
) -> Observation:
    """Give an observation that this person wrote down another level, or take it back; both with a reason.

    The old row stays; a new one takes its place and keeps who saw what and when. Sending the form twice corrects once.
    Raises 404 for what somebody else wrote or a company answered, 409 when it does not stand any more (``changed``),
    when a sign-off rests on it (``signed``) and when the form was used for something else, 422 with ``fields``.
    """
    today = local_day(now, actor.time_zone)
    lock_student(session, actor, student_id, today)
    earlier = session.get(Observation, form.correction_id)
    if earlier:
        if (earlier.replaces_id, earlier.recorded_by_id) == (observation_id, actor.member_id):
            return earlier
        raise used()
    card = correctable(session, actor, student_id, observation_id, today)
    if _rests_on(session, actor, observation_id):
        text = _("Op deze waarneming is al afgetekend. Trek eerst het aftekenen in. Er is niets veranderd.")
        raise Problem(409, "signed", text)
    fields = {
        "level": _wrong_level(form, card.level),
        "reason": too_long(form.reason, LONGEST_REASON) if form.reason else _("Schrijf waarom je dit verandert."),
    }
    if any(fields.values()):
        raise incomplete(fields)
    old = session.get_one(Observation, observation_id)
    made = Observation(
        **old.model_dump(exclude={"id", "level", "recorded_at", "recorded_by_id", "replaces_id", "reason"}),
        id=form.correction_id,
        level=form.level,
        recorded_at=now,
        recorded_by_id=actor.member_id,
        replaces_id=old.id,
        reason=form.reason,
    )
    session.add(made)
    record(session, actor, now, "observation-corrected", "observation", old.id, withdrawn=form.level is None)
    return made


def _wrong_level(form: Correction, before: int) -> str | None:
    if not form.chosen:
        return _("Kies hoe het ging, of trek de waarneming in.")
    return _("Dit is hoe het al stond. Kies iets anders.") if form.level == before else None


def _rests_on(session: Session, actor: Actor, observation_id: UUID) -> bool:
    """Whether a sign-off that stands rests on this observation."""
    resting = (
        select(SignOffEvidence.id)
        .join(SignOff, col(SignOff.id) == col(SignOffEvidence.sign_off_id))
        .where(
            SignOff.school_id == actor.school_id,
            SignOffEvidence.observation_id == observation_id,
            col(SignOff.withdrawn).is_(False),
            stands(SignOff),
        )
    )
    return bool(session.scalar(sa.select(resting.exists())))
