"""The pages whose queries are counted, on the cast with ``Rows`` around it."""

from dataclasses import dataclass
from uuid import UUID

from app.base import clock
from app.people.actions import start_session
from tests.bench.rows import GROUP, STARTED, TOKEN, TOKEN_FOR_ALL, Rows
from tests.cast import ids, named
from tests.queries import count_queries
from tests.world import World

FEW, MANY = 5, 50
FIRST_LOG = named(f"bench-NEW-{ids.sam}-0")
SENT = named("bench-feedback-0")
ROUND = named("bench-round")


@dataclass(frozen=True, slots=True)
class Page:
    """A page and who opens it; nobody means an employer with a link. ``grows``: more rows make it longer.

    ``counts``: when the list is longer than a page it asks, once, how long.
    """

    name: str
    who: UUID | None
    path: str
    grows: bool = True
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What one page asked of the database, and the characters that came of it, with few and with many rows."""

    page: Page
    few: list[str]
    many: list[str]
    length_few: int
    length_many: int


def all_pages(work_process: UUID) -> list[Page]:
    """Every page that shows rows; ``work_process`` is one of which Sam has evidence."""
    sam = f"/students/{ids.sam}"
    return [
        Page("student-today", ids.sam, "/today"),
        Page("student-log", ids.sam, "/log"),
        Page("student-work", ids.sam, "/work"),
        Page("student-task", ids.sam, f"/log/task/{ids.sweep}", grows=False),
        Page("student-change", ids.sam, f"/work/{FIRST_LOG}/change", grows=False),
        Page("student-change-tasks", ids.sam, f"/work/{FIRST_LOG}/change/tasks"),
        Page("student-change-together", ids.sam, f"/work/{FIRST_LOG}/change/together", grows=False),
        Page("student-bridge", ids.sam, "/bridge"),
        Page("supervisor-queue", ids.anouk, "/review", counts=True),
        Page("supervisor-entry", ids.anouk, f"/review/{FIRST_LOG}", counts=True),
        Page("supervisor-queue-filtered", ids.anouk, f"/review?student={ids.sam}&order=newest", counts=True),
        Page("supervisor-filter", ids.anouk, "/review/filter"),
        Page("supervisor-several", ids.anouk, "/review/several", counts=True),
        Page("supervisor-name", ids.anouk, f"/review/{FIRST_LOG}/name"),
        Page("supervisor-phrases", ids.anouk, "/phrases"),
        Page("supervisor-students", ids.anouk, "/students"),
        Page("supervisor-student", ids.anouk, sam),
        Page("supervisor-matrix", ids.anouk, "/overview"),
        Page("supervisor-talk-form", ids.anouk, f"{sam}/talk"),
        Page("supervisor-talk", ids.anouk, f"{sam}/talks/{named('bench-talk-0')}"),
        Page("supervisor-correction", ids.anouk, f"{sam}/observations/{named(f'bench-seen-{ids.sam}-0')}", grows=False),
        Page("coordinator-matrix", ids.karin, "/overview"),
        Page("coordinator-agreements", ids.karin, "/manage/agreements", grows=False),
        Page("supervisor-observe", ids.anouk, f"{sam}/observe", grows=False),
        Page("supervisor-sign-off", ids.anouk, f"{sam}/sign-off/{work_process}"),
        Page("supervisor-feedback", ids.anouk, f"{sam}/feedback"),
        Page("supervisor-plans", ids.anouk, "/plans"),
        Page("supervisor-plan", ids.anouk, f"/plans/{ids.sam}"),
        Page("supervisor-together", ids.anouk, "/plans/together"),
        Page("supervisor-groups", ids.anouk, "/groups"),
        Page("supervisor-group", ids.anouk, f"/groups/{GROUP}"),
        Page("supervisor-badges", ids.anouk, "/badges"),
        Page("coordinator-queue", ids.karin, "/review", counts=True),
        Page("coordinator-students", ids.karin, "/students"),
        Page("company-links", ids.anouk, "/company-links"),
        Page("me", ids.anouk, "/me"),
        Page("office-people", ids.karin, "/people"),
        Page("office-student", ids.karin, f"/people/students/{ids.sam}"),
        Page("office-staff", ids.karin, f"/people/staff/{ids.anouk}"),
        Page("office-companies", ids.karin, "/companies"),
        Page("office-company", ids.karin, f"/companies/{ids.anker}"),
        Page("office-company-search", ids.karin, "/companies/new?q=bedrijf"),
        Page("office-placements", ids.karin, "/placements"),
        Page("office-placements-past", ids.karin, "/placements?only=past"),
        Page("office-placement-new", ids.karin, "/placements/new"),
        Page("office-placement", ids.karin, f"/placements/{ids.sam_placement}", grows=False),
        Page("office-profile", ids.karin, f"/placements/{ids.sam_placement}/profile", grows=False),
        Page("tasks", ids.anouk, "/tasks"),
        Page("task", ids.anouk, f"/tasks/{ids.sweep}", grows=False),
        Page("task-new", ids.anouk, "/tasks/new?find=vegen", grows=False),
        Page("pictograms", ids.karin, "/pictograms"),
        Page("picture-words", ids.anouk, "/pictograms/words"),
        Page("student-changes", ids.sam, "/api/changes"),
        Page("supervisor-changes", ids.anouk, "/api/changes", counts=True),
        Page("about", ids.anouk, "/about"),
        Page("employer-smile", None, f"/f/{TOKEN}", grows=False),
        Page("employer-answer", None, f"/f/{TOKEN}/{STARTED}", grows=False),
        Page("employer-begin", None, f"/f/{TOKEN_FOR_ALL}", grows=False),
        Page("employer-cards", None, f"/f/{TOKEN_FOR_ALL}/students/{ROUND}"),
        Page("employer-thanks", None, f"/f/{TOKEN}/{SENT}/thanks"),
    ]


def count_all(world: World) -> list[Count]:
    """Ask for every page with few and with many rows of everything that it lists."""
    few, many = _with_rows(world, range(FEW)), _with_rows(world, range(FEW, MANY))
    return [Count(page, few[page][0], many[page][0], few[page][1], many[page][1]) for page in few]


def _with_rows(world: World, numbers: range) -> dict[Page, tuple[list[str], int]]:
    with world.session() as session:
        rows = Rows(session, clock.now())
        rows.everything(numbers)
        work_process = rows.work_processes[0]
    return {page: _asked(world, page) for page in all_pages(work_process)}


def _asked(world: World, page: Page) -> tuple[list[str], int]:
    browser = world.app.test_client()  # not one that checks every page: that takes long for long ones
    if page.who:
        with world.session() as session:
            signed_in = start_session(session, page.who, clock.now(), secret=world.config.secret)
            browser.set_cookie("session", signed_in.token)
    with count_queries(world) as sent:
        answer = browser.get(page.path)
    assert answer.status_code == 200, f"{page.name}: {answer.status} {answer.location}"
    return sent, len(answer.get_data(as_text=True))
