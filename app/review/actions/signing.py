"""*Aftekenen*, and taking that back."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.base.clock import local_day
from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.people.actions import record
from app.people.actor import Actor
from app.people.models import Role
from app.placements.queries import current_placement
from app.review.actions.locking import lock_student
from app.review.actions.refusals import incomplete, used
from app.review.evidence import sign_offs, work_process_file
from app.review.inputs import LONGEST_REASON, SignOffForm, too_long
from app.review.models import SignOff, SignOffEvidence
from app.review.readiness import counts


def sign_off(
    session: Session, actor: Actor, now: datetime, student_id: UUID, work_process_id: UUID, form: SignOffForm
) -> SignOff:
    """*Aftekenen*: this student can do this work process, on the observations that count for the rule.

    While the rule is not met it takes a reason. Only a supervisor of the student signs. Sending the form twice signs
    once. Raises 403 for other roles, 404 for somebody else's student, 409 when it is signed already (``signed``) and
    when what the form signed does not stand (``used``), 422 with ``fields``.
    """
    _only_supervisor(actor)
    today = local_day(now, actor.time_zone)
    lock_student(session, actor, student_id, today)
    earlier = session.get(SignOff, form.sign_off_id)
    known = work_process_file(session, actor, student_id, work_process_id, today)
    if earlier and known.sign_off and known.sign_off.id == earlier.id:
        return earlier
    if known.sign_off:
        raise Problem(409, "signed", _("Dit is al afgetekend. Er is niets veranderd."))
    if earlier:
        raise used()
    missing = _("Schrijf waarom je nu al aftekent.") if not known.readiness.met and not form.reason else None
    wrong = missing or too_long(form.reason, LONGEST_REASON)
    if wrong:
        raise incomplete({"reason": wrong})
    placement = current_placement(session, actor, student_id, today)
    made = SignOff(
        id=form.sign_off_id,
        school_id=actor.school_id,
        student_id=student_id,
        work_process_id=work_process_id,
        placement_id=placement.id if placement else None,
        supervisor_id=actor.member_id,
        signed_at=now,
        override_reason="" if known.readiness.met else form.reason,
        language=actor.language,
    )
    session.add(made)
    session.flush()
    session.add_all(
        SignOffEvidence(
            school_id=actor.school_id,
            student_id=student_id,
            work_process_id=work_process_id,
            sign_off_id=made.id,
            observation_id=one.id,
        )
        for one in known.evidence
        if counts(one.seen)
    )
    record(session, actor, now, "signed-off", "sign_off", made.id, rule_met=known.readiness.met)
    return made


def withdraw_sign_off(
    session: Session, actor: Actor, now: datetime, student_id: UUID, work_process_id: UUID, reason: str
) -> SignOff:
    """Take a sign-off back, with a reason; both stay on record. Raises as ``sign_off`` does."""
    _only_supervisor(actor)
    today = local_day(now, actor.time_zone)
    lock_student(session, actor, student_id, today)
    standing = sign_offs(session, actor, student_id, today, work_process_id).get(work_process_id)
    if standing is None:
        raise Problem(409, "not-signed", _("Dit is niet (meer) afgetekend. Er is niets veranderd."))
    wrong = too_long(reason, LONGEST_REASON) if reason else _("Schrijf waarom je het intrekt.")
    if wrong:
        raise incomplete({"reason": wrong})
    made = SignOff(
        school_id=actor.school_id,
        student_id=student_id,
        work_process_id=work_process_id,
        supervisor_id=actor.member_id,
        signed_at=now,
        withdrawn=True,
        replaces_id=standing.id,
        reason=reason,
        language=actor.language,
    )
    session.add(made)
    record(session, actor, now, "sign-off-withdrawn", "sign_off", standing.id)
    return made


def _only_supervisor(actor: Actor) -> None:
    if actor.role is not Role.SUPERVISOR:
        raise Problem(403, "supervisor-signs", _("Aftekenen doet de begeleider van de leerling."))
