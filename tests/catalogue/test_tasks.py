"""Making a task: what it may hang on, and that a form makes one."""

from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from app.base import clock
from app.base.errors import Problem
from app.catalogue.actions import make_task
from app.catalogue.models import Dossier, Task, TaskWorkProcess, WorkProcess
from app.catalogue.queries import tasks_at
from tests.cast import ids
from tests.world import World


def work_process(session: Session, code: str = "B1-K1-W3") -> UUID:
    return session.exec(select(WorkProcess.id).where(WorkProcess.code == code)).one()


def made(world: World, who: UUID = ids.anouk, **changes: object) -> Task:
    values: dict = {"label": "Kar vegen", "pictogram": "cart", "company_id": ids.anker, "work_process_ids": []}
    actor = world.actor(who)
    with world.session() as session:
        return make_task(session, actor, clock.now(), **(values | changes))


def test_a_task_is_last_in_its_list_and_counts_for_what_it_is_mapped_to(world: World) -> None:
    with world.session() as session:
        sweep = work_process(session)
    first = made(world, label="  Karren \n halen ", work_process_ids=[sweep, sweep])
    second = made(world, label="Kratten stapelen")
    with world.session() as session:
        today = clock.now().date()
        labels = [task.label for task in tasks_at(session, ids.brug, ids.anker, today)]
        mapped = session.exec(select(TaskWorkProcess.work_process_id).where(TaskWorkProcess.task_id == first.id)).all()
        elsewhere = [task.label for task in tasks_at(session, ids.brug, ids.linde, today)]
    assert labels[:2] == ["Karren halen", "Kratten stapelen"]
    assert mapped == [sweep]
    assert "Karren halen" not in elsewhere
    assert (first.position, second.position) == (0, 1)


def test_the_same_form_twice_makes_one_task(world: World) -> None:
    form = uuid4()
    assert made(world, task_id=form).id == made(world, task_id=form, label="Anders").id == form
    with pytest.raises(Problem) as refused:
        made(world, ids.otto, task_id=form)
    assert refused.value.status == 409
    with world.session() as session:
        assert session.get_one(Task, form).label == "Kar vegen"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": "  "}, "label"),
        ({"label": "x" * 41}, "label"),
        ({"pictogram": "niet-van-ons"}, "pictogram"),
        ({"pictogram": str(uuid4())}, "pictogram"),
        ({"company_id": uuid4()}, "company"),
        ({"work_process_ids": [uuid4()]}, "work_processes"),
    ],
)
def test_what_cannot_be_is_refused_by_field(world: World, changes: dict, field: str) -> None:
    with pytest.raises(Problem) as refused:
        made(world, **changes)
    assert (refused.value.status, list(refused.value.fields)) == (422, [field])


def test_another_schools_company_or_dossier_is_out_of_reach(world: World) -> None:
    with pytest.raises(Problem) as refused:
        made(world, ids.otto, company_id=ids.linde)
    assert list(refused.value.fields) == ["company"]
    with world.session() as session:
        theirs = work_process(session)
        session.get_one(Dossier, session.get_one(WorkProcess, theirs).dossier_id).school_id = ids.kompas
    with pytest.raises(Problem) as refused:
        made(world, work_process_ids=[theirs])
    assert list(refused.value.fields) == ["work_processes"]
    assert made(world, ids.otto, company_id=ids.anker, work_process_ids=[theirs]).school_id == ids.kompas
