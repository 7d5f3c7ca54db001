"""The students, and the page of one."""

from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.base import clock
from app.base.clock import local_day
from app.base.database import db
from app.logbook.models import EntryStatus
from app.logbook.queries import entries
from app.people.access import actor, allow
from app.people.models import STAFF, Role
from app.people.queries import student
from app.people.waiting import phones_waiting
from app.placements.queries import current_placement
from app.review import actions, evidence, inputs, talks
from app.review.queries import school_rule
from app.review.routes.blueprint import pages
from app.review.routes.shown import evidence_words
from app.review.words import rule_words


@pages.get("/students")
@allow(*STAFF)
def students_page() -> ResponseReturnValue:
    """All students of this person: who waits, and how far each bridge is."""
    today = local_day(clock.now(), actor().time_zone)
    return render_template("review/students.html", students=evidence.student_cards(db(), actor(), today))


@pages.get("/students/<uuid:student_id>")
@allow(*STAFF)
def student_page(student_id: UUID) -> ResponseReturnValue:
    """One student: the bridge, and behind each plank who saw what and what is still missing."""
    who, now = actor(), clock.now()
    today = local_day(now, who.time_zone)
    person = student(db(), who, student_id, today)
    placement = current_placement(db(), who, student_id, today)
    files = evidence.student_files(db(), who, student_id, placement, today)
    bridge = [file for file in files if file.agreed or file.sign_off]
    return render_template(
        "review/student.html",
        person=person,
        placement=placement,
        bridge=bridge,
        drawing=sorted((_drawn(file) for file in bridge), key=lambda plank: plank["state"] != "lit"),
        beside=[file for file in files if not file.agreed and not file.sign_off],
        ready=[file for file in files if file.readiness.met and not file.sign_off],
        rule=rule_words(school_rule(db(), who.school_id)),
        waiting=entries(db(), who, now, student_id=student_id, statuses={EntryStatus.NEW}, oldest_first=True, limit=1),
        waiting_count=evidence.waiting_counts(db(), who, today).get(student_id, 0),
        phones=phones_waiting(db(), who, student_id, now),
        planned=talks.planned_days(db(), who, placement.id) if placement else [],
        talks=talks.talks(db(), who, student_id, today),
        soon=today + talks.NEAR,
        can_sign=who.role is Role.SUPERVISOR,
        can_talk=who.role in actions.WHO_TALKS,
        sheet_id=inputs.new_id(),
        done=request.args.get("done", ""),
        **evidence_words(today),
    )


def _drawn(file: evidence.WorkProcessFile) -> dict[str, Any]:
    card = file.plank.work_process
    return {"label": card.short, "title": card.title, "state": file.plank.state, "fill": file.plank.fill}
