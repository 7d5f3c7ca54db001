"""The pages whose queries are counted, on the cast with ``Rows`` around it."""

from dataclasses import dataclass
from uuid import UUID

from app.base import clock
from app.people.actions import start_session
from tests.bench.rows import STARTED, TOKEN, Rows
from tests.cast import ids, named
from tests.queries import count_queries
from tests.world import World

FEW, MANY = 5, 50
FIRST_LOG = named(f"bench-NEW-{ids.sam}-0")
SENT = named("bench-feedback-0")


@dataclass(frozen=True, slots=True)
class Page:
    """A page and who opens it; nobody means an employer with a link. ``grows``: more rows make it longer."""

    name: str
    who: UUID | None
    path: str
    grows: bool = True


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
        Page("student-bridge", ids.sam, "/bridge"),
        Page("supervisor-queue", ids.anouk, "/review"),
        Page("supervisor-entry", ids.anouk, f"/review/{FIRST_LOG}"),
        Page("supervisor-students", ids.anouk, "/students"),
        Page("supervisor-student", ids.anouk, sam),
        Page("supervisor-observe", ids.anouk, f"{sam}/observe", grows=False),
        Page("supervisor-sign-off", ids.anouk, f"{sam}/sign-off/{work_process}"),
        Page("supervisor-feedback", ids.anouk, f"{sam}/feedback"),
        Page("coordinator-queue", ids.karin, "/review"),
        Page("coordinator-students", ids.karin, "/students"),
        Page("me", ids.anouk, "/me"),
        Page("tasks", ids.anouk, "/tasks"),
        Page("task", ids.anouk, f"/tasks/{ids.sweep}", grows=False),
        Page("task-new", ids.anouk, "/tasks/new?find=vegen", grows=False),
        Page("pictograms", ids.karin, "/pictograms"),
        Page("picture-words", ids.anouk, "/pictograms/words"),
        Page("about", ids.anouk, "/about"),
        Page("employer-smile", None, f"/f/{TOKEN}", grows=False),
        Page("employer-answer", None, f"/f/{TOKEN}/{STARTED}", grows=False),
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
            browser.set_cookie("session", start_session(session, page.who, clock.now()).token)
    with count_queries(world) as sent:
        answer = browser.get(page.path)
    assert answer.status_code == 200, f"{page.name}: {answer.status} {answer.location}"
    return sent, len(answer.get_data(as_text=True))
