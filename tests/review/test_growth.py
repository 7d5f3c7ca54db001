"""Growth as a small picture."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from app.base.i18n import speaking
from app.people.models import IndependenceLevel
from app.review.growth import HEIGHTS, MARGIN, MOST, WIDTH, growth
from app.review.readiness import Seen
from app.review.words import growth_words
from tests.cast import ids
from tests.review.story import observe, work_process
from tests.world import World

TOGETHER, HELP, SELF = IndependenceLevel
DAY = date(2026, 3, 2)


def _seen(level: IndependenceLevel, after: int = 0, contact: UUID | None = None) -> Seen:
    return Seen(level, DAY + timedelta(days=after), None if contact else ids.anouk, contact)


def test_nothing_seen_has_no_picture() -> None:
    assert growth([]) is None


def test_stairs_in_order_of_time_at_the_height_of_the_level() -> None:
    found = growth([_seen(SELF, 20, uuid4()), _seen(HELP, 10), _seen(TOGETHER)])
    assert found
    assert [(dot.x, dot.y) for dot in found.dots] == [
        (MARGIN, HEIGHTS[1]),
        (WIDTH / 2, HEIGHTS[2]),
        (WIDTH - MARGIN, HEIGHTS[3]),
    ]
    assert [dot.company for dot in found.dots] == [False, False, True]
    assert found.path == f"M{MARGIN} {HEIGHTS[1]}H150V{HEIGHTS[2]}H290V{HEIGHTS[3]}"


def test_what_was_on_one_day_lies_beside_each_other_within_the_picture() -> None:
    for count in (2, 5, MOST, MOST + 10):
        found = growth([_seen(SELF, 9)] + [_seen(HELP, 9) for _ in range(count - 2)] + [_seen(HELP)])
        assert found
        places = [dot.x for dot in found.dots]
        assert places == sorted(places)
        assert len(set(places)) == len(places) == min(count, MOST)
        assert places[0] >= MARGIN - 0.1 and places[-1] <= WIDTH - MARGIN
        assert found.count == count


def test_the_picture_in_words() -> None:
    with speaking("nl"):
        today = DAY + timedelta(days=20)
        grown, still, once = growth([_seen(SELF, 20), _seen(TOGETHER)]), growth([_seen(HELP, 20), _seen(HELP)]), None
        once = growth([_seen(HELP, 20)])
        assert grown and still and once
        assert growth_words(grown, today, {}) == "2 waarnemingen. Eerst, 2 maart: samen. Nu, vandaag: zelf."
        said = "2 waarnemingen, van 2 maart tot en met vandaag. Eerst en nu: met een beetje hulp."
        assert growth_words(still, today, {}) == said
        assert growth_words(once, today, {2: "Half"}) == "1 waarneming, vandaag: half."


def test_on_the_evidence_and_on_the_page_of_the_student_for_staff_only(world: World) -> None:
    observe(world, "B1-K1-W2", value=TOGETHER, days_ago=1)
    observe(world, "B1-K1-W2", contact=ids.joost)
    told = 'role="img" aria-label="2 waarnemingen. Eerst, gisteren: samen. Nu, vandaag: zelf."'
    anouk = world.as_(ids.anouk)
    evidence = anouk.get(f"/students/{ids.sam}/sign-off/{work_process(world, 'B1-K1-W2')}").get_data(as_text=True)
    assert told in evidence
    assert 'class="growth-dot company"' in evidence
    assert told in anouk.get(f"/students/{ids.sam}").get_data(as_text=True)
    for path in ("/today", "/bridge", "/work"):
        assert "growth" not in world.as_(ids.sam).get(path).get_data(as_text=True)
