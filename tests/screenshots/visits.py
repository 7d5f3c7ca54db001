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
from app.catalogue.pictograms import pictograms
from app.catalogue.zips import open_set
from app.demo.keys import demo_id, token
from app.feedback.models import Feedback
from app.logbook.models import EntryMedia, EntryStatus, LogEntry
from app.people.queries import actor_of
from app.review.models import Observation, SignOff, SignOffEvidence, Source, StockPhrase
from tests.catalogue.zips import zipped
from tests.served import Served

FILES = frozenset(
    {
        "shell.asset",
        "shell.health",
        "shell.app_manifest",
        "shell.service_worker",
        "logbook.photo",
        "review.later",
        "catalogue.own_picture",
        "catalogue.picture_words",
        "sync.get_changes",
    }
)
"""What answers with something else than a page."""

_WHAT = ("Vloer dweilen", "Verder")
_NEW_BADGES, _SURE = "Maak nieuwe pasjes", "Ja, maak ze"
_ALONE = "Ik deed het alleen"
_HOW = (*_WHAT, "Zonder foto")
_LINK = ("Link om een nieuw wachtwoord te kiezen", "Maak een link")


@dataclass(frozen=True, slots=True)
class Visit:
    """A page: the endpoint that answers with it, who comes (a key of the demo's members, or nobody), and where.

    ``taps`` are the words that are tapped, one after the other, on the page at ``path`` to get here; then these
    ``photos`` of the demo are chosen and ``key`` is pressed. ``production``: the demo itself does not show it.
    ``status`` is that of the answer at ``path``.
    """

    name: str
    endpoint: str
    path: str
    who: str | None = None
    taps: tuple[str, ...] = ()
    production: bool = False
    status: int = 200
    dark: bool = False
    photos: tuple[str, ...] = ()
    key: str = ""


def visits(demo: Served) -> list[Visit]:
    """All of them; those that change something for others come last, and new badges, which sign out, after these."""
    with demo.session() as session:
        log = _log(session)
        nameless, phrase = _nameless(session), _phrase(session)
        work_process = _work_process(session)
        sent = _answer(session)
        observation, question, task = _own_observation(session), _question(session), _task(session)
        to_do = _planned(session)
    own_set = _set(demo)
    planned = f"/log/task/{to_do}"
    badge, link = token(demo.secret, "badge sam"), token(demo.secret, "link wil")
    for_all = token(demo.secret, "link joost")
    sam, fleur = f"/students/{demo_id('sam')}", f"/students/{demo_id('fleur')}"
    anouk, anker = f"/people/staff/{demo_id('anouk')}", f"/companies/{demo_id('company anker')}"
    joost, placement = demo_id("contact joost"), f"/placements/{demo_id('placement sam')}"
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
        Visit(
            "student-log-photos", "logbook.log", "/log", "sam", taps=_WHAT, photos=("corridor-mopped", "plant-watered")
        ),
        Visit("student-task", "logbook.task", planned, "sam"),
        Visit("student-task-dark", "logbook.task", planned, "sam", dark=True),
        Visit("student-work", "home.work", "/work", "sam"),
        Visit("student-change", "home.change", f"/work/{log}/change", "sam"),
        Visit("student-change-level", "home.change_part", f"/work/{log}/change/level", "sam"),
        Visit("student-change-tasks", "home.change_part", f"/work/{log}/change/tasks", "sam"),
        Visit("student-change-mood", "home.change_part", f"/work/{log}/change/mood", "sam"),
        Visit("student-change-words", "home.change_part", f"/work/{log}/change/words", "sam"),
        Visit("student-change-photos", "home.change_part", f"/work/{log}/change/photos", "sam"),
        Visit("student-change-together", "home.change_part", f"/work/{log}/change/together", "sam"),
        Visit("student-answer", "home.answer", f"/work/{question}/answer", "noor"),
        Visit("student-bridge", "home.bridge", "/bridge", "sam"),
        Visit("install", "shell.install", "/install", "sam"),
        Visit("student-me", "people.me", "/me", "sam"),
        Visit("supervisor-queue", "review.queue", "/review", "anouk"),
        Visit("supervisor-queue-dark", "review.queue", "/review", "anouk", dark=True),
        Visit("supervisor-list", "review.queue", "/review?list=1", "anouk"),
        Visit("supervisor-filtered", "review.queue", f"/review?list=1&student={demo_id('sam')}", "anouk"),
        Visit("supervisor-keys", "review.queue", "/review", "anouk", key="?"),
        Visit("supervisor-filter", "review.narrow", "/review/filter", "anouk"),
        Visit("supervisor-several", "review.several", "/review/several?all=1", "anouk"),
        Visit("supervisor-name", "review.name", f"/review/{nameless}/name", "anouk"),
        Visit("supervisor-phrases", "review.phrases_page", "/phrases", "anouk"),
        Visit("supervisor-phrase", "review.phrase_page", f"/phrases/{phrase}", "anouk"),
        Visit("supervisor-entry", "review.entry_page", f"/review/{log}", "anouk"),
        Visit("supervisor-entry-dark", "review.entry_page", f"/review/{log}", "anouk", dark=True),
        Visit("supervisor-students", "review.students_page", "/students", "anouk"),
        Visit("supervisor-student", "review.student_page", sam, "anouk"),
        Visit("supervisor-matrix", "review.matrix", "/overview", "anouk"),
        Visit("supervisor-matrix-dark", "review.matrix", "/overview", "anouk", dark=True),
        Visit("coordinator-matrix", "review.matrix", "/overview", "karin"),
        Visit("coordinator-agreements", "review.agreements", "/manage/agreements", "karin"),
        Visit("supervisor-talk-form", "review.talk_form", f"{sam}/talk", "anouk"),
        Visit("supervisor-correction", "review.correction", f"{sam}/observations/{observation}", "anouk"),
        Visit("supervisor-observe", "review.observe", f"{sam}/observe", "anouk"),
        Visit("supervisor-sign-off", "review.sign_off", f"{sam}/sign-off/{work_process}", "anouk"),
        Visit("supervisor-feedback", "feedback.links", f"{sam}/feedback", "anouk"),
        Visit("supervisor-me", "people.me", "/me", "anouk"),
        Visit("supervisor-manage", "home.manage", "/manage", "anouk"),
        Visit("supervisor-plans", "placements.plans_page", "/plans", "anouk"),
        Visit("supervisor-plan", "placements.plan_page", f"/plans/{demo_id('sam')}", "anouk"),
        Visit("supervisor-plan-dark", "placements.plan_page", f"/plans/{demo_id('sam')}", "anouk", dark=True),
        Visit("supervisor-together", "placements.together_page", "/plans/together", "anouk"),
        Visit("supervisor-handover", "sync.handover", "/handover", "anouk"),
        Visit("supervisor-groups", "groups.groups_page", "/groups", "anouk"),
        Visit("supervisor-group", "groups.group_page", f"/groups/{demo_id('group werk-4')}", "anouk"),
        Visit("supervisor-badges", "people.badges", "/badges", "anouk"),
        Visit("office-manage", "home.manage", "/manage", "karin"),
        Visit("office-people", "office.people_page", "/people", "karin"),
        Visit("office-student", "office.student", f"/people{sam}", "karin"),
        Visit("office-student-form", "office.edit_student", f"/people{sam}/edit", "karin"),
        Visit("office-student-new", "office.new_student", "/people/students/new", "karin"),
        Visit("office-colleague", "office.staff_member", anouk, "karin"),
        Visit("office-colleague-form", "office.edit_staff", f"{anouk}/edit", "karin"),
        Visit("office-colleague-new", "office.new_staff", "/people/staff/new", "karin"),
        Visit("office-companies", "office.companies_page", "/companies", "karin"),
        Visit("office-company", "office.company", anker, "karin"),
        Visit("office-company-new", "office.new_company", "/companies/new?q=hotel", "karin"),
        Visit("office-company-form", "office.edit_company", f"{anker}/edit", "karin"),
        Visit("office-contact-new", "office.new_contact", f"{anker}/contacts/new", "karin"),
        Visit("office-contact-form", "office.edit_contact", f"{anker}/contacts/{joost}/edit", "karin"),
        Visit("office-placements", "office.placements_page", "/placements", "karin"),
        Visit("office-placement", "office.placement", placement, "karin"),
        Visit("office-placement-form", "office.edit_placement", f"{placement}/edit", "karin"),
        Visit("office-placement-new", "office.new_placement", "/placements/new", "karin"),
        Visit("office-profile", "office.profile", f"{placement}/profile", "karin"),
        Visit("invitation-gone", "people.invitation", "/invitation/niet-van-ons", status=404),
        Visit("supervisor-tasks", "catalogue.tasks_page", f"/tasks?company={demo_id('company anker')}", "anouk"),
        Visit("supervisor-task-new", "catalogue.new_task", "/tasks/new", "anouk"),
        Visit("supervisor-task-find", "catalogue.new_task", "/tasks/new?find=schoonmaken", "anouk"),
        Visit("supervisor-task", "catalogue.task_page", f"/tasks/{task}", "anouk"),
        Visit("coordinator-pictograms", "catalogue.pictograms_page", "/pictograms", "karin"),
        Visit("coordinator-pictogram-set", "catalogue.set_page", f"/pictograms/sets/{own_set}", "karin"),
        Visit("employer-smile", "feedback.smile", f"/f/{link}"),
        Visit("employer-answer-dark", "feedback.answer_page", f"/f/{link}", taps=("Goed",), dark=True),
        Visit("employer-answer", "feedback.answer_page", f"/f/{link}", taps=("Goed",)),
        Visit("employer-begin", "feedback.smile", f"/f/{for_all}"),
        Visit("employer-cards", "feedback.cards_page", f"/f/{for_all}", taps=("Begin",)),
        Visit("employer-cards-open", "feedback.cards_page", f"/f/{for_all}", taps=("Begin", "Goed")),
        Visit("employer-thanks", "feedback.thanks", f"/f/{link}/{sent}/thanks"),
        Visit("employer-gone", "feedback.smile", "/f/niet-van-ons", status=404),
        Visit("about", "shell.about", "/about", "sam"),
        Visit("offline-not-here", "shell.impersonal", "/offline/nl/not-here"),
        Visit("offline-not-sent", "shell.impersonal", "/offline/nl/not-sent"),
        Visit("offline-signed-out", "shell.impersonal", "/offline/nl/signed-out"),
        Visit("not-found", "", "/nergens", "sam", status=404),
        Visit("supervisor-talk", "review.talk", f"{fleur}/talk", "anouk", taps=("Zelf", "Gesprek opslaan")),
        Visit("employer-all-thanks", "feedback.all_thanks", f"/f/{for_all}", taps=("Begin", "Goed", "Verstuur")),
        Visit("company-links", "feedback.company_links", "/company-links", "anouk"),
        Visit("supervisor-feedback-link", "feedback.make_link", f"{fleur}/feedback", "anouk", taps=("Maak een link",)),
        Visit("student-log-done", "logbook.log", "/log", "sam", taps=(*_HOW, _ALONE, "Klaar")),
        Visit(
            "company-link-wall", "feedback.make_company_link", "/company-links", "anouk", taps=("Kaart voor de muur",)
        ),
        Visit("student-tick", "logbook.task", planned, "sam", taps=(_ALONE,)),
        Visit("student-taken-back", "logbook.task", planned, "sam", taps=(_ALONE, "Ongedaan maken")),
        Visit("supervisor-undo", "review.queue", "/review", "anouk", taps=("Goed gedaan!", "Gezien, volgende")),
        Visit("student-work-reply", "home.work", "/work", "bilal"),
        Visit("student-work-company", "home.work", "/work", "noor"),
        Visit("supervisor-badges-sure", "people.make_badges", "/badges", "anouk", taps=("Iedereen", _NEW_BADGES)),
        Visit(
            "supervisor-badge-sheet", "people.make_badges", "/badges", "anouk", taps=("Iedereen", _NEW_BADGES, _SURE)
        ),
        Visit("office-invitation", "office.invite", anouk, "karin", taps=_LINK),
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


def _nameless(session: Session) -> UUID:
    """A log of Bilal with *iets anders*, whatever its status."""
    return session.exec(
        select(LogEntry.id)
        .where(LogEntry.something_else, LogEntry.student_id == demo_id("bilal"))
        .where(LogEntry.status != EntryStatus.TAKEN_BACK)
    ).first() or _nothing("log with something else")


def _phrase(session: Session) -> UUID:
    """A sentence of the school."""
    mine = StockPhrase.school_id == demo_id("brug")
    return session.exec(select(StockPhrase.id).where(mine)).first() or _nothing("sentence")


def _question(session: Session) -> UUID:
    """A log of Noor about which Anouk has a question."""
    asked = LogEntry.status == EntryStatus.QUESTION, LogEntry.student_id == demo_id("noor")
    return session.exec(select(LogEntry.id).where(*asked)).first() or _nothing("question for Noor")


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


def _own_observation(session: Session) -> UUID:
    """Something that Anouk saw Sam do and that no sign-off rests on."""
    rests = select(SignOffEvidence.observation_id)
    mine = Observation.student_id == demo_id("sam"), Observation.recorded_by_id == demo_id("anouk")
    standing = col(Observation.source) == Source.FLOOR, col(Observation.id).not_in(rests)
    return session.exec(select(Observation.id).where(*mine, *standing)).first() or _nothing("observation by Anouk")


def _answer(session: Session) -> UUID:
    """An answer that Wil sent."""
    given = Feedback.contact_id == demo_id("contact wil"), col(Feedback.sent_at).is_not(None)
    return session.exec(select(Feedback.id).where(*given)).first() or _nothing("answer of Wil's")


def _task(session: Session) -> UUID:
    """A task at Joost's company."""
    there = Task.company_id == demo_id("company anker")
    return session.exec(select(Task.id).where(there).order_by(Task.label)).first() or _nothing("task at the company")


def _planned(session: Session) -> UUID:
    """The task of Sam's plan of today that is still to be done."""
    there = Task.company_id == demo_id("company anker"), Task.label == "Post rondbrengen"
    return session.exec(select(Task.id).where(*there)).first() or _nothing("task to do for Sam")


def _set(demo: Served) -> UUID:
    """A set that the school brought in: some of our own drawings."""
    drawings = sorted((STATIC / "pictograms").glob("*.svg"))[:24]
    labels = {drawing.stem: pictograms()[drawing.stem].label for drawing in drawings}
    form = SetForm(name="Tekeningen van school", licence="CC BY-SA 4.0", credit="Leerlingen van De Brug")
    data, storage, now = (
        zipped(*((f"{labels[file.stem]}.svg", file.read_bytes()) for file in drawings)),
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
