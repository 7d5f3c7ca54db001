"""Bringing a set of pictograms in, again, and taking it away; on both databases."""

import html
import io
import re
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlmodel import col, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.base import clock
from app.base.storage import Storage
from app.catalogue import sets
from app.catalogue.models import PictogramSet, SchoolPictogram, Task
from tests.cast import ids
from tests.catalogue.zips import corpus, good, link, png, svg, zipped
from tests.world import Client, World

OPENED = [bad for bad in corpus() if bad.left_out in {"broken", "wrong_type", "empty", "unsafe"}]
REFUSED = [bad for bad in corpus() if bad.refused]


def bring(browser: Client, data: bytes, **fields: str) -> str:
    """Send a ZIP in; the address of the set's page."""
    form: dict = {"name": "Mulberry", "licence": "CC BY-SA", "credit": "Steve Lee", **fields}
    answer = send(browser, data, form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def send(browser: Client, data: bytes, form: dict) -> TestResponse:
    """Post the form, in memory: the client would leave a file open for a large one."""
    boundary, body = encode_multipart(form | {"zip": FileStorage(io.BytesIO(data), "set.zip")})
    return browser.post("/pictograms", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def work(browser: Client, page: str) -> str:
    """Go on until nothing is left; what the page says then."""
    for _step in range(20):
        shown = browser.get(page).get_data(as_text=True)
        if "Verder" not in shown:
            return html.unescape(shown)
        assert browser.post(page).status_code == 303
    raise AssertionError("it goes on for ever")


def pictures(world: World) -> dict[str, SchoolPictogram]:
    with world.session() as session:
        return {row.name: row for row in session.exec(select(SchoolPictogram))}


def storage(world: World) -> Storage:
    found: Storage = world.app.extensions["storage"]
    return found


def test_a_set_comes_in_is_found_and_credited(world: World) -> None:
    karin = world.as_(ids.karin)
    done = work(karin, bring(karin, good(vegen=png(), dweilen=svg()), licence="", credit=""))
    assert "De set is klaar: 2 plaatjes." in done
    made = pictures(world)
    assert {row.label for row in made.values()} == {"vegen", "dweilen"}
    for row in made.values():
        served = karin.get(f"/pictograms/{row.id}")
        assert (served.mimetype, served.data[8:12]) == ("image/webp", b"WEBP")
    about = world.as_(ids.sam).get("/about").get_data(as_text=True)
    assert "Mulberry: De makers van de set" in about and "CC BY-SA 4.0" in about
    for who in (None, ids.otto):
        other = world.as_(who) if who else world.client()
        assert "Mulberry" not in other.get("/about").get_data(as_text=True)
    assert not [key for key in storage(world).keys(f"{ids.brug}/imports") if key.endswith(".zip")]


def test_the_same_set_again_changes_and_never_doubles(world: World) -> None:
    karin = world.as_(ids.karin)
    work(karin, bring(karin, zipped(("a.png", png()), ("b.png", png("blue")))))
    before = pictures(world)
    listed = b"a.png;Kar duwen;wagen"
    done = work(
        karin, bring(karin, zipped(("a.png", png()), ("b.png", png("red")), ("namen.csv", listed)), name="mulberry")
    )
    assert "2 plaatjes" in done
    after = pictures(world)
    assert {name: row.id for name, row in before.items()} == {name: row.id for name, row in after.items()}
    assert (after["a"].label, after["a"].keywords) == ("Kar duwen", "wagen")
    assert before["b"].digest != after["b"].digest
    with world.session() as session:
        assert len(session.exec(select(PictogramSet)).all()) == 1


def test_the_same_form_twice_at_once_brings_one_set_in(world: World) -> None:
    browsers = [world.as_(ids.karin), world.as_(ids.petra)]
    with ThreadPoolExecutor(2) as pool:
        pages = set(pool.map(lambda browser: bring(browser, good(vegen=png())), browsers))
    with world.session() as session:
        assert len(session.exec(select(PictogramSet)).all()) == len(pages) == 1


def test_a_second_zip_under_the_same_name_adds_to_the_set(world: World) -> None:
    karin = world.as_(ids.karin)
    for name in ("a", "b"):
        done = work(karin, bring(karin, zipped((f"{name}.png", png()))))
    assert "2 plaatjes" in done


def test_a_zip_that_cannot_be_used_changes_nothing(own_world: World) -> None:
    karin = own_world.as_(ids.karin)
    for sent in REFUSED:
        answer = send(karin, sent.data, {"name": "Slecht", "licence": "x", "credit": "x"})
        shown = answer.get_data(as_text=True)
        assert (answer.status_code, 'href="#zip"' in shown, "Slecht" in shown) == (422, True, True), sent.name
    with own_world.session() as session:
        assert not session.exec(select(PictogramSet)).all()
    assert not storage(own_world).keys(str(ids.brug))


def test_bad_pictures_are_left_out_and_named_and_the_others_come(own_world: World) -> None:
    karin = own_world.as_(ids.karin)
    for sent in OPENED:
        done = work(karin, bring(karin, sent.data, name=sent.name))
        assert "1 bestand niet overgenomen" in done, sent.name
        assert f'<span class="file">{sent.file}</span>' in done
    assert "a" not in pictures(own_world)


def test_without_a_licence_nothing_comes_in(world: World) -> None:
    answer = send(world.as_(ids.petra), zipped(("a.png", png())), {"name": "Sclera"})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, 'href="#licence"' in page, 'href="#credit"' in page) == (422, True, True)
    with world.session() as session:
        assert not session.exec(select(PictogramSet)).all()


def test_a_large_set_comes_in_small_steps_and_the_script_hears_how_far(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sets, "STEP_PICTURES", 2)
    karin = world.as_(ids.karin)
    page = bring(karin, zipped(*[(f"{number}.png", png()) for number in range(5)], (link("x.png"), b"y")))
    told = [karin.post(page, headers={"Accept": "application/json"}).get_json() for _step in range(4)]
    assert told == [{"done": done, "total": 5} for done in (2, 4, 5, 5)]
    assert len(pictures(world)) == 5


def test_a_step_that_is_done_twice_or_comes_late_doubles_nothing(world: World) -> None:
    karin, now = world.as_(ids.karin), clock.now()
    page = bring(karin, zipped(*[(f"{number}.png", png()) for number in range(3)]))
    who, set_id = world.actor(ids.karin), UUID(page.rsplit("/", 1)[1])
    progress = sets.progress_of(storage(world), who.school_id, set_id)
    assert progress
    batch = sets.work_on(storage(world), who, set_id, progress, {}, now)
    for _again in range(2):
        with world.session() as session:
            sets.write_down(session, who, set_id, batch.rows)
    work(karin, page)
    assert len(pictures(world)) == 3
    karin.post(f"{page}/remove")
    with pytest.raises(Exception, match="not-found"), world.session() as session:
        sets.write_down(session, who, set_id, batch.rows)


def test_taking_a_set_away_keeps_what_tasks_show_and_its_credit(world: World) -> None:
    karin = world.as_(ids.karin)
    page = bring(karin, zipped(("a.png", png()), ("b.png", png("blue"))))
    work(karin, page)
    kept, gone = pictures(world)["a"].id, pictures(world)["b"].id
    with world.session() as session:
        session.get_one(Task, ids.sweep).pictogram = str(kept)
    assert karin.post(f"{page}/remove").status_code == 303
    assert (karin.get(f"/pictograms/{kept}").status_code, karin.get(f"/pictograms/{gone}").status_code) == (200, 404)
    assert len(storage(world).keys(str(ids.brug))) == 1
    assert "Mulberry" in karin.get("/about").get_data(as_text=True)
    words = karin.get("/pictograms/words").get_data(as_text=True)
    assert str(kept) not in words
    assert karin.get(page).status_code == 404
    work(karin, bring(karin, zipped(("a.png", png()), ("b.png", png("blue")))))
    assert (pictures(world)["a"].id, pictures(world)["b"].id) == (kept, gone)
    assert karin.get(f"/pictograms/{gone}").status_code == 200


def test_only_the_office_brings_sets_in_and_only_for_its_own_school(world: World) -> None:
    karin = world.as_(ids.karin)
    page = bring(karin, zipped(("a.png", png())))
    for who in (ids.anouk, ids.otto, ids.sam):
        browser = world.as_(who)
        assert browser.get("/pictograms").status_code == 403
        assert {browser.post(page).status_code, browser.post(f"{page}/remove").status_code} == {403}
    with world.session() as session:
        assert not session.exec(select(PictogramSet).where(col(PictogramSet.removed_at).is_not(None))).all()


def test_the_page_of_a_set_is_searched(world: World) -> None:
    karin = world.as_(ids.karin)
    page = bring(karin, zipped(("stofzuigen.png", png()), ("kassa.png", png())))
    work(karin, page)
    found = re.findall(r'<span class="word">(.+?)</span>', karin.get(f"{page}?find=zuigen").get_data(as_text=True))
    assert found == ["stofzuigen"]
