"""Every page of the app, as somebody of the demo sees it."""

from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session, col, select

from app.base import clock
from app.base.assets import STATIC
from app.base.storage import Storage
from app.catalogue import sets
from app.catalogue.inputs import SetForm
from app.catalogue.models import Task, WorkProcess
from app.catalogue.zips import open_set
from app.demo.keys import demo_id, token
from app.feedback.models import Feedback
from app.logbook.models import EntryMedia, EntryStatus, LogEntry
from app.people.queries import actor_of
from app.review.models import Observation, SignOff
from tests.catalogue.zips import zipped
from tests.served import Served

FILES = frozenset({"shell.asset", "shell.health", "logbook.photo", "catalogue.own_picture", "catalogue.picture_words"})
"""What answers with something else than a page."""

_WHAT = ("Vloer dweilen", "Verder")
_HOW = (*_WHAT, "Zonder foto")


@dataclass(frozen=True, slots=True)
class Visit:
    """A page: the endpoint that answers with it, who comes (a key of the demo's members, or nobody), and where.

    ``taps`` are the words that are tapped, one after the other, on the page at ``path`` to get here.
    ``production``: the demo itself does not show it. ``status`` is that of the answer at ``path``.
    """

    name: str
    endpoint: str
    path: str
    who: str | None = None
    taps: tuple[str, ...] = ()
    production: bool = False
    status: int = 200
    dark: bool = False


def visits(demo: Served) -> list[Visit]:
    """All of them; those that change something for others come last."""
    with demo.session() as session:
        log = _log(session)
        work_process = _work_process(session)
        sent = _answer(session)
        task = _task(session)
    own_set = _set(demo)
    badge, link = token(demo.secret, "badge sam"), token(demo.secret, "link joost")
    sam, fleur = f"/students/{demo_id('sam')}", f"/students/{demo_id('fleur')}"
    return [
        Visit("start", "demo.start", "/demo"),
        Visit("welcome", "people.welcome", "/", production=True),
        Visit("sign-in", "people.sign_in", "/sign-in"),
        Visit("badge-code", "people.badge_code", "/badge"),
        Visit("badge", "people.badge", f"/badge/{badge}"),
        Visit("badge-gone", "people.badge", "/badge/niet-van-ons", status=404),
        Visit("student-today", "home.today", "/today", "sam"),
        Visit("student-today-dark", "home.today", "/today", "sam", dark=True),
        Visit("student-log", "logbook.log", "/log", "sam"),
        Visit("student-log-photo", "logbook.log", "/log", "sam", taps=_WHAT),
        Visit("student-log-how", "logbook.log", "/log", "sam", taps=_HOW),
        Visit("student-log-no-photos", "logbook.log", "/log", "noor"),
        Visit("student-work", "home.work", "/work", "sam"),
        Visit("student-bridge", "home.bridge", "/bridge", "sam"),
        Visit("student-me", "people.me", "/me", "sam"),
        Visit("supervisor-queue", "review.queue", "/review", "anouk"),
        Visit("supervisor-entry", "review.entry_page", f"/review/{log}", "anouk"),
        Visit("supervisor-entry-dark", "review.entry_page", f"/review/{log}", "anouk", dark=True),
        Visit("supervisor-students", "review.students_page", "/students", "anouk"),
        Visit("supervisor-student", "review.student_page", sam, "anouk"),
        Visit("supervisor-observe", "review.observe", f"{sam}/observe", "anouk"),
        Visit("supervisor-sign-off", "review.sign_off", f"{sam}/sign-off/{work_process}", "anouk"),
        Visit("supervisor-feedback", "feedback.links", f"{sam}/feedback", "anouk"),
        Visit("supervisor-me", "people.me", "/me", "anouk"),
        Visit("supervisor-manage", "home.manage", "/manage", "anouk"),
        Visit("supervisor-tasks", "catalogue.tasks_page", f"/tasks?company={demo_id('company anker')}", "anouk"),
        Visit("supervisor-task-new", "catalogue.new_task", "/tasks/new", "anouk"),
        Visit("supervisor-task-find", "catalogue.new_task", "/tasks/new?find=schoonmaken", "anouk"),
        Visit("supervisor-task", "catalogue.task_page", f"/tasks/{task}", "anouk"),
        Visit("coordinator-pictograms", "catalogue.pictograms_page", "/pictograms", "karin"),
        Visit("coordinator-pictogram-set", "catalogue.set_page", f"/pictograms/sets/{own_set}", "karin"),
        Visit("employer-smile", "feedback.smile", f"/f/{link}"),
        Visit("employer-answer", "feedback.answer_page", f"/f/{link}", taps=("Goed",)),
        Visit("employer-thanks", "feedback.thanks", f"/f/{link}/{sent}/thanks"),
        Visit("employer-gone", "feedback.smile", "/f/niet-van-ons", status=404),
        Visit("about", "shell.about", "/about", "sam"),
        Visit("not-found", "", "/nergens", "sam", status=404),
        Visit("supervisor-feedback-link", "feedback.make_link", f"{fleur}/feedback", "anouk", taps=("Maak een link",)),
        Visit("student-log-done", "home.work", "/log", "sam", taps=(*_HOW, "Ik deed het alleen", "Klaar")),
        Visit("supervisor-badge", "people.replace_badge", fleur, "anouk", taps=("Pasje van Fleur", "Nieuw pasje")),
    ]


def without_visit(app: Flask, made: list[Visit]) -> list[str]:
    """The endpoints of pages to which no visit goes."""
    opened = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return sorted(opened - FILES - {visit.endpoint for visit in made})


def _log(session: Session) -> UUID:
    """The newest log with a photo that waits for Anouk."""
    return session.exec(
        select(LogEntry.id)
        .join(EntryMedia, col(EntryMedia.entry_id) == col(LogEntry.id))
        .where(LogEntry.status == EntryStatus.NEW, LogEntry.student_id == demo_id("sam"))
        .order_by(col(LogEntry.submitted_at).desc())
    ).first() or _nothing("new log with a photo")


def _work_process(session: Session) -> UUID:
    """The work process of which there is most to see of Sam, and that is not signed off."""
    signed = select(SignOff.work_process_id).where(SignOff.student_id == demo_id("sam"))
    return session.exec(
        select(WorkProcess.id)
        .join(Observation, col(Observation.work_process_id) == col(WorkProcess.id))
        .where(Observation.student_id == demo_id("sam"), col(WorkProcess.id).not_in(signed))
        .group_by(col(WorkProcess.id))
        .order_by(sa.func.count().desc(), col(WorkProcess.position))
    ).first() or _nothing("observation of Sam")


def _answer(session: Session) -> UUID:
    """An answer that Joost sent."""
    given = Feedback.contact_id == demo_id("contact joost"), col(Feedback.sent_at).is_not(None)
    return session.exec(select(Feedback.id).where(*given)).first() or _nothing("answer of Joost's")


def _task(session: Session) -> UUID:
    """A task at Joost's company."""
    there = Task.company_id == demo_id("company anker")
    return session.exec(select(Task.id).where(there).order_by(Task.label)).first() or _nothing("task at the company")


def _set(demo: Served) -> UUID:
    """A set that the school brought in: some of our own drawings."""
    drawings = sorted((STATIC / "pictograms").glob("*.svg"))[:24]
    form = SetForm(name="Tekeningen van school", licence="CC BY-SA 4.0", credit="Leerlingen van De Brug")
    data, storage, now = (
        zipped(*((file.name, file.read_bytes()) for file in drawings)),
        Storage(demo.objects),
        clock.now(),
    )
    made = demo_id("drawings of school")
    with demo.session() as session:
        karin = actor_of(session, demo_id("karin"))
        sets.start_import(session, karin, now, made, form)
    sets.keep_zip(storage, karin.school_id, made, data, open_set(data), "nl")
    progress = sets.progress_of(storage, karin.school_id, made)
    batch = sets.work_on(storage, karin, made, progress or _nothing("import"), {}, now)
    with demo.session() as session:
        sets.write_down(session, karin, made, batch.rows)
    sets.note(storage, karin.school_id, made, batch.progress)
    return made


def _nothing(wanted: str) -> NoReturn:
    raise LookupError(f"The demo has no {wanted}")
