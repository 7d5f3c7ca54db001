"""*Taken* and the editor of a task, through HTTP on both databases."""

import html
import io
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from app.catalogue.models import SchoolPictogram, Task, TaskWorkProcess, WorkProcess
from tests.base import bad_images as bad
from tests.base import canaries
from tests.cast import ids
from tests.world import Client, World


def page(browser: Client, address: str, **query: Any) -> str:
    answer = browser.get(address, query_string=query)
    assert answer.status_code == 200, answer.status
    return html.unescape(answer.get_data(as_text=True))


def labels(browser: Client, company: UUID | None = None) -> list[str]:
    """The tasks in use, in their order on the page."""
    shown = page(browser, "/tasks", company=company or "").partition("<details")[0]
    return re.findall(r'<h3><a href="/tasks/[^"]+">(.+?)</a></h3>', shown)


def filled(**changes: Any) -> dict[str, Any]:
    return {"task_id": str(uuid4()), "label": "Kar vegen", "pictogram": "cart", "company": str(ids.anker)} | changes


def process(world: World, code: str = "B1-K1-W3") -> UUID:
    with world.session() as session:
        return session.exec(select(WorkProcess.id).where(WorkProcess.code == code)).one()


def jpeg(colour: str = "orange") -> tuple[io.BytesIO, str]:
    return io.BytesIO(bad.saved(bad.scene(), "JPEG")), f"{colour}.jpg"


def test_a_new_task_is_in_its_companys_list_and_a_student_can_choose_it(world: World) -> None:
    anouk, sam, noor = world.as_(ids.anouk), world.as_(ids.sam), world.as_(ids.noor)
    form = filled(work_process=[str(process(world))])
    for _twice in range(2):
        answer = anouk.post("/tasks", data=form)
        assert (answer.status_code, f"company={ids.anker}" in answer.location) == (303, True)
    assert labels(anouk, ids.anker) == ["Kar vegen"]
    assert "telt voor 1 werkproces" in page(anouk, "/tasks", company=ids.anker)
    assert "Kar vegen" in page(sam, "/log")
    assert "Kar vegen" not in page(noor, "/log")


def test_a_task_without_work_processes_says_that_it_does_not_count_yet(world: World) -> None:
    anouk = world.as_(ids.anouk)
    anouk.post("/tasks", data=filled())
    assert "telt nog niet mee" in page(anouk, "/tasks", company=ids.anker)


def test_what_is_wrong_is_said_and_what_was_filled_in_stays(world: World) -> None:
    anouk = world.as_(ids.anouk)
    wrong = filled(label="x" * 41, pictogram="niets", company=str(uuid4()), work_process=[str(process(world))])
    answer = anouk.post("/tasks", data=wrong)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for field in ("#label", "#picker", "#company"):
        assert f'href="{field}"' in shown
    assert f'value="{"x" * 41}"' in shown
    assert f'value="{wrong["work_process"][0]}" checked' in shown
    assert labels(anouk, ids.anker) == []


def test_a_changed_label_is_what_logs_show_from_then_on(world: World) -> None:
    anouk = world.as_(ids.anouk)
    shown = page(anouk, f"/tasks/{ids.sweep}")
    assert 'value="Vegen"' in shown
    assert f'value="{process(world)}" checked' in shown
    new = process(world, "B1-K1-W1")
    changed = {"label": "Hal vegen", "pictogram": "mopping", "work_process": [str(new)]}
    assert anouk.post(f"/tasks/{ids.sweep}", data=changed).status_code == 303
    with world.session() as session:
        task = session.get_one(Task, ids.sweep)
        mapped = session.exec(select(TaskWorkProcess.work_process_id).where(TaskWorkProcess.task_id == ids.sweep)).all()
    assert (task.label, task.pictogram, list(mapped)) == ("Hal vegen", "mopping", [new])
    assert "Hal vegen" in page(world.as_(ids.sam), "/today")


def test_a_task_is_retired_never_deleted_and_comes_back_last(world: World) -> None:
    anouk, sam = world.as_(ids.anouk), world.as_(ids.sam)
    before = labels(anouk)
    for _twice in range(2):
        assert anouk.post(f"/tasks/{ids.laundry}/retire").status_code == 303
    assert "Was vouwen" not in labels(anouk)
    assert "Was vouwen" in page(anouk, "/tasks").partition("Niet meer in gebruik")[2]
    assert "Was vouwen" not in page(sam, "/log")
    assert anouk.post(f"/tasks/{ids.laundry}/restore").status_code == 303
    assert labels(anouk) == [*(label for label in before if label != "Was vouwen"), "Was vouwen"]


def test_a_task_is_put_at_a_place_and_twice_is_once(world: World) -> None:
    anouk = world.as_(ids.anouk)
    first = labels(anouk)
    assert first == ["Dweilen", "Koffie zetten", "Vegen", "Was vouwen"]
    for _twice in range(2):
        anouk.post(f"/tasks/{ids.sweep}/place", data={"place": "0"})
    assert labels(anouk) == ["Vegen", "Dweilen", "Koffie zetten", "Was vouwen"]
    for place in ("99", "-1", "x", ""):
        assert anouk.post(f"/tasks/{ids.mop}/place", data={"place": place}).status_code == 303
    assert labels(anouk) == ["Dweilen", "Vegen", "Koffie zetten", "Was vouwen"]
    assert page(world.as_(ids.noor), "/log").index("Vegen") < page(world.as_(ids.noor), "/log").index("Koffie zetten")


def test_tasks_that_are_moved_at_once_take_turns_in_one_order(world: World) -> None:
    if world.app.extensions["engine"].dialect.name != "postgresql":
        return  # SQLite lets one write at a time
    anouk = world.as_(ids.anouk)
    *_others, first, moved = sorted((ids.sweep, ids.mop, ids.coffee, ids.laundry))
    held = sa.select(col(Task.id)).with_for_update(nowait=True)
    with ThreadPoolExecutor(1) as pool, world.session() as session:
        session.execute(held.where(col(Task.id) == first))
        answer = pool.submit(anouk.post, f"/tasks/{moved}/place", data={"place": "0"})
        waits = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        while not (answer.done() or session.execute(waits).scalar_one()):
            pass
        session.execute(held.where(col(Task.id) == moved))
        session.commit()
        assert answer.result().status_code == 303


def test_another_schools_task_does_not_exist(world: World) -> None:
    anouk = world.as_(ids.anouk)
    there = f"/tasks/{ids.kompas_sweep}"
    assert anouk.get(there).status_code == 404
    for path in (there, f"{there}/place", f"{there}/retire", f"{there}/restore"):
        assert anouk.post(path, data={"label": "Van ons", "pictogram": "cart"}).status_code == 404
    with world.session() as session:
        assert session.get_one(Task, ids.kompas_sweep).label == "Vegen"


def test_companies_are_those_that_this_school_works_with(world: World) -> None:
    otto = page(world.as_(ids.otto), "/tasks/new")
    assert "Het Anker" in otto and "De Linde" not in otto
    assert world.as_(ids.otto).post("/tasks", data=filled(company=str(ids.linde))).status_code == 422


def test_pictures_and_work_processes_are_found_without_script(world: World) -> None:
    anouk = world.as_(ids.anouk)
    typed = filled(find="zuigen", find_process="schoon", label="Gang zuigen")
    shown = page(anouk, "/tasks/new", **typed)
    assert re.findall(r'id="found-([a-z-]+)"', shown)[0] == "vacuuming"
    assert 'value="Gang zuigen"' in shown and f'value="{typed["task_id"]}"' in shown
    nothing = page(
        anouk, f"/tasks/{ids.sweep}", task_id=str(ids.sweep), label="Nieuw", find="xyzzy", find_process="xyzzy"
    )
    assert nothing.count("Niets gevonden.") >= 2
    assert 'value="Nieuw"' in nothing


def test_examples_are_marked(world: World) -> None:
    with world.session() as session:
        session.get_one(Task, ids.sweep).is_example = True
    anouk = world.as_(ids.anouk)
    assert "voorbeeld" in page(anouk, "/tasks")
    assert "voorbeeld" in page(anouk, f"/tasks/{ids.sweep}")
    assert "voorbeeld" not in page(anouk, f"/tasks/{ids.mop}").partition("processes")[0]


# ---------------------------------------------------------------- own photos


def own(world: World) -> SchoolPictogram:
    with world.session() as session:
        return session.exec(select(SchoolPictogram)).one()


def test_a_photo_of_the_work_becomes_the_picture_cleaned(world: World) -> None:
    anouk = world.as_(ids.anouk)
    sent = canaries.with_everything("JPEG")
    answer = anouk.post("/tasks", data=filled(pictogram="", photo=(io.BytesIO(sent), "IMG.jpg")))
    assert answer.status_code == 303
    photo = own(world)
    assert (photo.label, photo.set_id) == ("Kar vegen", None)
    served = anouk.get(f"/pictograms/{photo.id}")
    assert (served.mimetype, served.data[8:16]) == ("image/webp", b"WEBPVP8 ")
    assert bad.CANARY not in served.data
    assert f"/pictograms/{photo.id}" in page(world.as_(ids.sam), "/log")
    anouk.post("/tasks", data=filled(label="Nog een", pictogram="", photo=(io.BytesIO(sent), "IMG.jpg")))
    assert own(world).id == photo.id


def test_a_photo_survives_what_else_was_wrong(world: World) -> None:
    anouk = world.as_(ids.anouk)
    answer = anouk.post("/tasks", data=filled(label="", pictogram="", photo=jpeg()))
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, f'value="{own(world).id}" checked' in shown) == (422, True)


@pytest.mark.parametrize("data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"geen foto"])
def test_no_drawing_and_no_nonsense_becomes_a_schools_picture(world: World, data: bytes) -> None:
    answer = world.as_(ids.anouk).post("/tasks", data=filled(photo=(io.BytesIO(data), "a.svg")))
    assert answer.status_code in {415, 422}
    assert 'href="#photo"' in answer.get_data(as_text=True)
    with world.session() as session:
        assert not session.exec(select(SchoolPictogram)).all()


def test_own_pictures_are_for_the_school_alone_and_photos_stay_on_no_students_phone(world: World) -> None:
    anouk = world.as_(ids.anouk)
    anouk.post("/tasks", data=filled(pictogram="", photo=jpeg()))
    address = f"/pictograms/{own(world).id}"
    assert "private" in anouk.get(address).headers["Cache-Control"]
    assert world.as_(ids.sam).get(address).headers["Cache-Control"] == "no-store"
    assert world.as_(ids.otto).get(address).status_code == 404
    assert world.as_(ids.youssef).get(address).status_code == 404
    assert world.client().get(address).status_code == 303
    assert world.as_(ids.otto).post("/tasks", data=filled(pictogram=str(own(world).id))).status_code == 422
    assert str(own(world).id) not in world.as_(ids.otto).get("/pictograms/words").get_data(as_text=True)


def test_a_photo_is_erased_once_no_task_shows_it(world: World) -> None:
    anouk, karin = world.as_(ids.anouk), world.as_(ids.karin)
    form = filled(pictogram="", photo=jpeg())
    anouk.post("/tasks", data=form)
    photo = own(world).id
    assert karin.post(f"/pictograms/{photo}/remove").status_code == 409
    anouk.post(f"/tasks/{form['task_id']}", data={"label": "Kar", "pictogram": "cart"})
    assert "Geen taak gebruikt deze foto." in page(karin, "/pictograms")
    assert karin.post(f"/pictograms/{photo}/remove").status_code == 303
    assert karin.get(f"/pictograms/{photo}").status_code == 404
    assert not world.app.extensions["storage"].keys(str(ids.brug))


def test_the_address_of_an_own_picture_is_that_of_its_view(world: World) -> None:
    with world.app.test_request_context():
        key = uuid4()
        picture = world.app.jinja_env.globals["picture"]
        assert picture(str(key)) == world.app.url_for("catalogue.own_picture", pictogram_id=key)  # type: ignore[operator]
