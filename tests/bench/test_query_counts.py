from tests.bench.pages import FEW, MANY, count_all
from tests.world import World


def test_no_page_asks_more_of_the_database_when_it_has_more_to_show(world: World) -> None:
    counts = count_all(world)
    grew = {
        count.page.name: f"{len(count.few)} queries with {FEW} rows, {len(count.many)} with {MANY}"
        for count in counts
        if len(count.many) > len(count.few) + count.page.counts
    }
    assert not grew
    short = [count.page.name for count in counts if count.page.grows and count.length_many <= count.length_few]
    assert not short, "these pages do not show the rows that were added"
