"""Two hundred logs of a morning: part of them walking round with a phone, the rest at the desk."""

from collections import defaultdict
from uuid import UUID

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page
from sqlmodel import select

from app.base import clock
from app.logbook.models import EntryMedia, EntryStatus, LogEntry
from app.review.models import Review, Verdict
from tests.bench.rows import Rows
from tests.browser import DESK, PHONE
from tests.cast import ids
from tests.journeys.conftest import Live
from tests.journeys.navigators.supervisor import Supervisor
from tests.review.story import standing

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("troubles")]

LOGS, WALKING, MOST_TAPS = 200, 50, 1.5
STUDENTS = (ids.sam, ids.noor, ids.bilal)
Told = dict[UUID, tuple[Verdict, list[int]]]


def _which(page: Page) -> UUID:
    """The log that is open."""
    return UUID((page.locator("#answer").get_attribute("action") or "").split("/")[2].split("?")[0])


def _levels(number: int) -> list[int]:
    """What the log shows: of every five, one process of two, two of one; the others show nothing new."""
    match number % 5:
        case 0:
            return [3, 2]
        case 2:
            return [3]
        case 4:
            return [2]
        case _:
            return []


def _walks_round(anouk: Supervisor, told: Told) -> None:
    """By thumb, one card at a time; every twelfth goes back with a question that is a sentence of the school."""
    anouk.opens_queue()
    for number in range(WALKING):
        entry = _which(anouk.page)
        if number % 12 == 11:
            told[entry] = (Verdict.QUESTION, [])
            anouk.says_often("Wie hielp je?").asks()
            continue
        told[entry] = (Verdict.SEEN, _levels(number)[:1])
        if told[entry][1]:
            anouk.judges_at(0, {3: "Zelf", 2: "Beetje hulp"}[told[entry][1][0]])
        anouk.has_seen()
        if number == 7:  # a slip
            anouk.takes_back()
            del told[_which(anouk.page)]
            told[_which(anouk.page)] = (Verdict.SEEN, [])
            anouk.has_seen()


def _marks_several(anouk: Supervisor, told: Told) -> None:
    """All that the list shows, but for four that deserve a look of their own."""
    anouk.opens_several().chooses_all().ticks(3, 17, 30, 44)
    chosen = anouk.page.locator("input[name=entry]:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    told |= {UUID(one.split("_")[0]): (Verdict.SEEN, []) for one in chosen}
    anouk.has_seen_chosen(f"{len(chosen)} gezien").sees(f"{len(chosen)} gezien.")


def _goes_on_by_keys(anouk: Supervisor, told: Told) -> None:
    """At the desk, until nothing waits."""
    anouk.opens_queue()
    number = 0
    while anouk.page.locator("#answer").count() and not anouk.page.get_by_text("Alles is nagekeken").count():
        entry = _which(anouk.page)
        assert entry not in told, "this one was answered already"
        if number == 5:
            told[entry] = (Verdict.QUESTION, [])
            anouk.presses("r").writes("Hoe heet was het water?").presses("Escape").presses_on("v")
        else:
            shown = anouk.page.locator("#answer fieldset.segmented").filter(visible=True).count()
            told[entry] = (Verdict.SEEN, _levels(number)[:shown])
            anouk.presses(*(str(level) for level in told[entry][1])).presses_on("Enter")
        number += 1


def test_two_hundred_logs_of_a_morning(live: Live, capsys: pytest.CaptureFixture[str]) -> None:
    with live.world.session() as session:
        rows = Rows(session, clock.now())
        made = {rows.log(n, EntryStatus.NEW, STUDENTS[n % 3]) for n in range(LOGS)}
        session.execute(sa.delete(EntryMedia))  # of which there are no files
    live.world.as_(ids.anouk).post("/phrases/defaults")
    told: Told = {}

    phone = Supervisor(live, ids.anouk, **PHONE)
    _walks_round(phone, told)
    desk = Supervisor(live, ids.anouk, **DESK)
    desk.opens_queue().sees(f"{LOGS - WALKING} nieuw")
    for _ in range(2):
        _marks_several(desk, told)
    _goes_on_by_keys(desk, told)

    taps = (phone.taps + desk.taps) / LOGS
    with capsys.disabled():
        print(f"\n{LOGS} logs: {phone.taps} taps, {desk.taps} taps and keys; {taps:.2f} per log")  # noqa: T201
    assert told.keys() == made
    assert taps <= MOST_TAPS
    with live.world.session() as session:
        statuses = {entry.id: entry.status for entry in session.exec(select(LogEntry))}
        answers = {one.entry_id: one for one in session.exec(select(Review)) if one.undone_at is None}
    levels: defaultdict[UUID | None, list[int]] = defaultdict(list)
    for seen in standing(live.world):
        levels[seen.entry_id].append(int(seen.level or 0))
    for entry, (verdict, given) in told.items():
        asked = verdict is Verdict.QUESTION
        assert statuses[entry] is (EntryStatus.QUESTION if asked else EntryStatus.SEEN)
        assert answers[entry].verdict is verdict
        assert bool(answers[entry].reply) is asked
        assert sorted(levels[entry]) == sorted(given)
    assert levels.keys() <= told.keys()
    assert sum(verdict is Verdict.QUESTION for verdict, _levels in told.values()) == 5
