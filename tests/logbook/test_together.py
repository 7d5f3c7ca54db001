"""*Wij deden dit*: one student writes it down, each has an entry of their own."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from app.base import clock
from app.companies.models import Company
from app.logbook.models import EntryStatus
from app.logbook.together import copy_id
from app.people.models import Consent, ConsentKind, Guardian, Membership, Student
from app.placements.models import Placement
from tests.cast import ids
from tests.logbook.phone import listed, photo, problem, put_entry, put_media, rows, set_status, today, told
from tests.world import World


def together(world: World, *mates: UUID, entry_id: UUID | None = None, **changes: Any) -> UUID:
    """An entry of Sam that was done with others."""
    entry_id = entry_id or uuid4()
    answer = put_entry(world.as_(ids.sam), entry_id, told(together=[str(one) for one in mates], **changes))
    assert answer.status_code in {200, 201}, answer.get_data(as_text=True)
    return entry_id


def entry_of(world: World, student: UUID) -> Any:
    """The one entry of a student."""
    (found,) = [row for row in rows(world, "log_entry") if row.student_id == student]
    return found


def may_be_in_photos(world: World, student: UUID) -> None:
    with world.session() as session:
        guardian = Guardian(school_id=ids.brug, student_id=student, name="Ouder")
        session.add(guardian)
        session.flush()
        session.add(
            Consent(
                school_id=ids.brug,
                student_id=student,
                kind=ConsentKind.PHOTOS,
                given=True,
                guardian_id=guardian.id,
                recorded_by_id=ids.anouk,
                recorded_at=clock.now(),
            )
        )


def with_photo(world: World, *mates: UUID) -> tuple[UUID, UUID]:
    """The same with a photo that arrived; the ids of Sam's entry and of the photo."""
    body, media_id = photo(), uuid4()
    entry_id = together(world, *mates, media=[listed(body, media_id, ids.sweep)])
    assert put_media(world.as_(ids.sam), entry_id, media_id, body).status_code == 201
    return entry_id, media_id


def test_each_has_an_entry_of_their_own(world: World) -> None:
    entry_id = together(world, ids.bilal, ids.fleur, words="Leuk!", mood=3, level=2, tasks=[str(ids.mop)])
    entries = rows(world, "log_entry")
    assert {row.student_id for row in entries} == {ids.sam, ids.bilal, ids.fleur}
    assert {row.group_log_id for row in entries} == {entry_id}
    assert {row.author_id for row in entries} == {ids.sam}
    for mate, placement in ((ids.bilal, ids.bilal_placement), (ids.fleur, ids.fleur_placement)):
        copy = entry_of(world, mate)
        assert copy.id == copy_id(entry_id, mate)
        assert (copy.level, copy.mood, copy.words) == (2, None, "")
        assert (copy.placement_id, copy.status, copy.happened_on) == (placement, EntryStatus.NEW, today())
        assert [row.task_id for row in rows(world, "log_task") if row.entry_id == copy.id] == [ids.mop]
    assert "Leuk!" not in world.as_(ids.bilal).get("/work").get_data(as_text=True)
    assert (entry_of(world, ids.sam).words, entry_of(world, ids.sam).mood) == ("Leuk!", 3)


def test_sent_twice_it_is_once(world: World) -> None:
    entry_id, body = uuid4(), told(together=[str(ids.bilal)])
    browser = world.as_(ids.sam)
    assert [put_entry(browser, entry_id, body).status_code for _ in range(2)] == [201, 200]
    assert (len(rows(world, "log_entry")), len(rows(world, "log_revision"))) == (2, 2)


def test_each_is_seen_by_their_own_supervisor_alone(world: World) -> None:
    entry_id = together(world, ids.bilal, ids.fleur)
    fleurs = copy_id(entry_id, ids.fleur)
    assert world.as_(ids.bram).get(f"/review/{fleurs}").status_code == 200
    for who, entry in ((ids.anouk, fleurs), (ids.bram, entry_id), (ids.bram, copy_id(entry_id, ids.bilal))):
        assert world.as_(who).get(f"/review/{entry}").status_code == 404


def _another_company(world: World) -> list[UUID]:
    return [ids.noor]


def _another_school(world: World) -> list[UUID]:
    return [ids.youssef]


def _oneself(world: World) -> list[UUID]:
    return [ids.sam]


def _staff(world: World) -> list[UUID]:
    return [ids.anouk]


def _nobody(world: World) -> list[UUID]:
    return [uuid4()]


def _twice(world: World) -> list[UUID]:
    return [ids.bilal, ids.bilal]


def _one_good_one_bad(world: World) -> list[UUID]:
    return [ids.bilal, ids.noor]


def _placement_over(world: World) -> list[UUID]:
    with world.session() as session:
        session.get_one(Placement, ids.bilal_placement).ends_on = today() - timedelta(days=1)
    return [ids.bilal]


def _placement_to_come(world: World) -> list[UUID]:
    with world.session() as session:
        session.get_one(Placement, ids.bilal_placement).starts_on = today() + timedelta(days=2)
    return [ids.bilal]


def _own_placement_over(world: World) -> list[UUID]:
    with world.session() as session:
        session.get_one(Placement, ids.sam_placement).ends_on = today() - timedelta(days=1)
    return [ids.bilal]


def _left(world: World) -> list[UUID]:
    with world.session() as session:
        session.get_one(Membership, ids.bilal).ended_on = today() - timedelta(days=1)
    return [ids.bilal]


def _left_school(world: World) -> list[UUID]:
    with world.session() as session:
        session.get_one(Student, ids.bilal).left_on = today() - timedelta(days=1)
    return [ids.bilal]


def _not_there_yet(world: World) -> list[UUID]:
    with world.session() as session:
        session.get_one(Membership, ids.bilal).started_on = today() + timedelta(days=2)
    return [ids.bilal]


def _erased(world: World) -> list[UUID]:
    with world.session() as session:
        session.get_one(Membership, ids.bilal).erased_at = clock.now()
    return [ids.bilal]


STRANGERS = [
    _another_company,
    _another_school,
    _oneself,
    _staff,
    _nobody,
    _one_good_one_bad,
    _placement_over,
    _placement_to_come,
    _own_placement_over,
    _left,
    _left_school,
    _not_there_yet,
    _erased,
]


@pytest.mark.parametrize("who", STRANGERS, ids=lambda who: who.__name__.strip("_"))
def test_only_with_classmates_at_the_same_company(world: World, who: Any) -> None:
    named = [str(one) for one in who(world)]
    answer = put_entry(world.as_(ids.sam), uuid4(), told(together=named))
    assert (answer.status_code, problem(answer)) == (422, "no-classmate")
    assert answer.get_json()["title"] == "Je kunt alleen klasgenoten kiezen die nu bij hetzelfde bedrijf werken."
    assert rows(world, "log_entry") == []


def test_nobody_is_named_twice(world: World) -> None:
    answer = put_entry(world.as_(ids.sam), uuid4(), told(together=[str(one) for one in _twice(world)]))
    assert (answer.status_code, answer.get_json()["fields"]) == (422, {"together": "Kies met wie je het deed."})


def test_the_photo_shows_where_its_consent_allows(world: World) -> None:
    may_be_in_photos(world, ids.fleur)
    _entry_id, media_id = with_photo(world, ids.bilal, ids.fleur)
    owners = {row.entry_id for row in rows(world, "entry_media")}
    assert owners == {entry_of(world, ids.sam).id, entry_of(world, ids.fleur).id}
    address = f"/photos/{media_id}/small"
    may = {ids.sam, ids.fleur, ids.anouk, ids.bram, ids.karin, ids.petra}
    for who in (*may, ids.bilal, ids.noor, ids.otto, ids.youssef, ids.anouk_kompas):
        assert (world.as_(who).get(address).status_code == 200) == (who in may), who


def test_without_a_copy_that_shows_it_nobody_else_sees_the_photo(world: World) -> None:
    _entry_id, media_id = with_photo(world, ids.bilal, ids.fleur)
    for who in (ids.bilal, ids.fleur, ids.bram):
        assert world.as_(who).get(f"/photos/{media_id}/small").status_code == 404


def test_where_the_company_allows_no_photos_there_are_none(world: World) -> None:
    may_be_in_photos(world, ids.fleur)
    with world.session() as session:
        session.get_one(Company, ids.anker).photos_allowed = False
    together(world, ids.fleur, media=[listed(photo())])
    assert rows(world, "entry_media") == []


def test_a_company_that_says_no_later_shows_no_photo_to_others(world: World) -> None:
    may_be_in_photos(world, ids.fleur)
    entry_id, media_id = with_photo(world)
    with world.session() as session:
        session.get_one(Company, ids.anker).photos_allowed = False
    together(world, ids.fleur, entry_id=entry_id, revision=2, media=[listed(photo(), media_id)])
    assert {row.entry_id for row in rows(world, "entry_media")} == {entry_id}


def test_after_it_was_seen_nobody_is_named_any_more(world: World) -> None:
    entry_id, browser = together(world), world.as_(ids.sam)
    set_status(world, entry_id, EntryStatus.SEEN)
    answer = put_entry(browser, entry_id, told(revision=2, together=[str(ids.noor)]))
    assert (answer.status_code, problem(answer)) == (422, "no-classmate")
    answer = put_entry(browser, entry_id, told(revision=2, together=[str(ids.bilal)]))
    assert answer.get_json()["kept"] == "addition"
    assert len(rows(world, "log_entry")) == 1


def test_changes_follow_while_nobody_touched_it(world: World) -> None:
    may_be_in_photos(world, ids.fleur)
    entry_id, media_id = with_photo(world, ids.fleur)
    shown = listed(photo(), media_id)
    together(world, ids.fleur, entry_id=entry_id, revision=2, level=1, tasks=[str(ids.mop)], media=[shown])
    copy = entry_of(world, ids.fleur)
    assert (copy.level, copy.revision) == (1, 2)
    assert [row.task_id for row in rows(world, "log_task") if row.entry_id == copy.id] == [ids.mop]
    assert [row.entry_id for row in rows(world, "entry_media") if row.entry_id == copy.id] == [copy.id]
    together(world, ids.fleur, entry_id=entry_id, revision=3, taken_back=True)
    assert entry_of(world, ids.fleur).status is EntryStatus.TAKEN_BACK
    assert rows(world, "entry_media") == []
    together(world, ids.fleur, entry_id=entry_id, revision=4)
    assert entry_of(world, ids.fleur).status is EntryStatus.NEW


def test_what_is_only_the_writers_does_not_change_the_copy(world: World) -> None:
    entry_id = together(world, ids.bilal)
    together(world, ids.bilal, entry_id=entry_id, revision=2, mood=3, words="Fijn")
    assert entry_of(world, ids.bilal).revision == 1


def test_who_is_left_out_has_it_no_more_and_can_be_put_in_again(world: World) -> None:
    entry_id = together(world, ids.bilal, ids.fleur)
    together(world, ids.fleur, entry_id=entry_id, revision=2)
    assert entry_of(world, ids.bilal).status is EntryStatus.TAKEN_BACK
    assert entry_of(world, ids.fleur).status is EntryStatus.NEW
    together(world, ids.bilal, ids.fleur, entry_id=entry_id, revision=3)
    assert entry_of(world, ids.bilal).status is EntryStatus.NEW
    together(world, entry_id=entry_id, revision=4)
    assert entry_of(world, ids.bilal).status is entry_of(world, ids.fleur).status is EntryStatus.TAKEN_BACK


def test_somebody_can_be_named_later(world: World) -> None:
    entry_id = together(world)
    assert entry_of(world, ids.sam).group_log_id is None
    together(world, ids.bilal, entry_id=entry_id, revision=2)
    assert entry_of(world, ids.bilal).group_log_id == entry_of(world, ids.sam).group_log_id == entry_id


def _seen(world: World, copy: UUID) -> None:
    set_status(world, copy, EntryStatus.SEEN)


def _changed(world: World, copy: UUID) -> None:
    answer = put_entry(world.as_(ids.bilal), copy, told(revision=2, level=3, words="Ik deed de gang"))
    assert answer.get_json()["kept"] == "entry"


def _denied(world: World, copy: UUID) -> None:
    assert world.as_(ids.bilal).post(f"/log/{copy}/take-back").status_code == 303


@pytest.mark.parametrize("touch", [_seen, _changed, _denied])
def test_what_was_touched_stands_on_its_own(world: World, touch: Any) -> None:
    entry_id = together(world, ids.bilal, level=2)
    touch(world, copy_id(entry_id, ids.bilal))
    before = entry_of(world, ids.bilal)
    together(world, ids.bilal, entry_id=entry_id, revision=3, level=1, tasks=[str(ids.mop)])
    together(world, entry_id=entry_id, revision=4, taken_back=True)
    assert entry_of(world, ids.bilal) == before
    assert entry_of(world, ids.sam).status is EntryStatus.TAKEN_BACK


def test_an_owner_changes_the_copy_with_its_photo(world: World) -> None:
    may_be_in_photos(world, ids.fleur)
    entry_id, media_id = with_photo(world, ids.fleur)
    copy, browser = copy_id(entry_id, ids.fleur), world.as_(ids.fleur)
    same = listed(photo(), media_id)
    answer = put_entry(browser, copy, told(revision=2, words="Ik ook", media=[same]))
    assert answer.get_json()["kept"] == "entry"
    assert {row.entry_id for row in rows(world, "entry_media")} == {entry_id, copy}
    assert put_entry(browser, copy, told(revision=3, words="Ik ook")).status_code == 200
    assert {row.entry_id for row in rows(world, "entry_media")} == {entry_id}
    assert browser.get(f"/photos/{media_id}/small").status_code == 404
    again = put_entry(browser, copy, told(revision=4, media=[same]))
    assert (again.status_code, problem(again)) == (422, "refused")


def test_a_copy_names_nobody_itself(world: World) -> None:
    entry_id = together(world, ids.bilal)
    copy = copy_id(entry_id, ids.bilal)
    answer = put_entry(world.as_(ids.bilal), copy, told(revision=2, together=[str(ids.fleur)]))
    assert (answer.status_code, problem(answer)) == (422, "no-classmate")
    assert {row.student_id for row in rows(world, "log_entry")} == {ids.sam, ids.bilal}


def test_an_id_that_is_taken_stays_whose_it_is(world: World) -> None:
    entry_id = uuid4()
    put_entry(world.as_(ids.noor), copy_id(entry_id, ids.bilal), told(words="van Noor"))
    together(world, ids.bilal, entry_id=entry_id)
    assert {row.student_id for row in rows(world, "log_entry")} == {ids.sam, ids.noor}
    assert entry_of(world, ids.noor).words == "van Noor"


def test_erasing_one_leaves_the_others(world: World) -> None:
    may_be_in_photos(world, ids.fleur)
    _entry_id, media_id = with_photo(world, ids.fleur, ids.bilal)
    with world.session() as session:
        session.execute(sa.delete(Student).where(Student.id == ids.sam))
        member = session.get_one(Membership, ids.sam)
        member.first_name, member.last_name, member.user_id, member.erased_at = "", "", None, clock.now()
    assert {row.student_id for row in rows(world, "log_entry")} == {ids.fleur, ids.bilal}
    browser = world.as_(ids.fleur)
    assert browser.get(f"/photos/{media_id}/small").status_code == 200
    assert "Een klasgenoot schreef dit op voor jullie samen" in browser.get("/work").get_data(as_text=True)
    assert world.as_(ids.bram).get(f"/review/{entry_of(world, ids.fleur).id}").status_code == 200


def test_my_work_says_who_wrote_it_and_with_whom(world: World) -> None:
    together(world, ids.bilal, ids.fleur)
    assert "Sam schreef dit op voor jullie samen" in world.as_(ids.bilal).get("/work").get_data(as_text=True)
    page = world.as_(ids.sam).get("/work").get_data(as_text=True)
    assert "Samen met Bilal en Fleur" in page
    assert "schreef dit op" not in page


def test_staff_knows_who_wrote_it_and_only_their_own_students_beside(world: World) -> None:
    entry_id = together(world, ids.bilal, ids.fleur)
    page = world.as_(ids.anouk).get(f"/review/{entry_id}").get_data(as_text=True)
    assert ("Samen met Bilal" in page, "Fleur" in page) == (True, False)
    page = world.as_(ids.bram).get(f"/review/{copy_id(entry_id, ids.fleur)}").get_data(as_text=True)
    assert ("Sam schreef dit op, ook voor Fleur." in page, "Bilal" in page) == (True, False)


def test_the_order_of_ids_locks_no_one_out(world: World) -> None:
    first = together(world, ids.bilal, ids.fleur)
    second = uuid4()
    answer = put_entry(world.as_(ids.bilal), second, told(together=[str(ids.fleur), str(ids.sam)]))
    assert answer.status_code == 201
    assert len(rows(world, "log_entry")) == 6
    assert {row.group_log_id for row in rows(world, "log_entry")} == {first, second}


def test_who_was_erased_does_not_keep_the_writer_from_changing_and_taking_back(world: World) -> None:
    entry_id = together(world, ids.bilal, ids.fleur)
    with world.session() as session:
        session.execute(sa.delete(Student).where(Student.id == ids.bilal))
        member = session.get_one(Membership, ids.bilal)
        member.first_name, member.last_name, member.user_id, member.erased_at = "", "", None, clock.now()
    browser = world.as_(ids.sam)
    assert browser.post(f"/work/{entry_id}/change/level", data={"revision": "1", "level": "1"}).status_code == 303
    assert entry_of(world, ids.fleur).level == 1
    answer = put_entry(browser, entry_id, told(revision=3, together=[str(ids.bilal), str(ids.noor)]))
    assert (answer.status_code, problem(answer)) == (422, "no-classmate")
    assert browser.post(f"/log/{entry_id}/take-back").status_code == 303
    assert {row.status for row in rows(world, "log_entry")} == {EntryStatus.TAKEN_BACK}
