"""Several students of one contact, on one page."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from app.base import clock
from app.companies.models import Contact
from app.feedback.models import Smile, Strength
from app.people.models import IndependenceLevel, Membership, Role, Student, User
from app.placements.models import Placement, PlacementKind, ProfileWorkProcess
from app.review.models import Observation, Source
from app.review.queries import stands
from tests.cast import ids
from tests.feedback.links import NAMES, Link, card, cards, code, contact_link, kept, link_for, observations
from tests.queries import count_queries
from tests.world import World

SAM, BILAL, FLEUR, NOOR, YOUSSEF = (
    ids.sam_placement,
    ids.bilal_placement,
    ids.fleur_placement,
    ids.noor_placement,
    ids.youssef_placement,
)
DAY = timedelta(days=1)


def _page(link: Link, path: str) -> str:
    answer = link.browser.get(path)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def _asked(world: World, name: str = "B1-K1-W1") -> str:
    with world.session() as session:
        return str(code(session, name))


def _names(page: str) -> list[str]:
    return re.findall(r"Hoe doet (\w+) het\?", page)


def test_the_first_page_names_nobody_and_begin_keeps_nothing(world: World) -> None:
    link = contact_link(world)
    page = _page(link, link.path)
    assert ">Begin<" in page
    assert 'name="smile"' not in page
    assert not [name for name in (*NAMES, "Anker", "De Brug") if name in page]
    rest = link.begin()
    assert _names(_page(link, rest)) == ["Bilal", "Fleur", "Sam"]
    assert kept(world) == []


def test_only_first_names_of_whom_this_contact_guides_for_this_school(world: World) -> None:
    page = _page(link := contact_link(world), link.begin())
    assert not [name for name in ("Noor", "Youssef", "de Vries", "Anouk", "Bakker") if name in page]
    other = contact_link(world, ids.joost_kompas, ids.otto)
    page = _page(other, other.tap())
    assert set(_names(page)) == {"Youssef"}
    assert not [name for name in ("Bilal", "Fleur") if name in page]


def test_with_one_student_it_has_the_three_faces(world: World) -> None:
    link = contact_link(world, ids.wil)
    assert 'name="smile" value="3"' in _page(link, link.path)
    rest = link.tap(2)
    assert "Hoe doet Noor het?" in _page(link, rest)
    assert link.send(rest, answered_by="Wil").location == f"{rest}/thanks"
    assert "Zo help je" not in _page(link, f"{rest}/thanks")
    (row,) = kept(world)
    assert (row.placement_id, row.smile, row.contact_id) == (NOOR, Smile.GOOD, ids.wil)


def test_a_tap_on_a_face_when_there_are_several_by_now_asks_about_whom(world: World) -> None:
    link = contact_link(world)
    answer = link.browser.post(link.path, data={"smile": "1"})
    assert "/students/" in answer.location
    assert kept(world) == []


def test_without_a_student_it_says_so_and_works_again_later(world: World) -> None:
    link = contact_link(world, ids.wil)
    _change(world, lambda session: setattr(session.get_one(Placement, NOOR), "ends_on", _today() - 15 * DAY))
    page = _page(link, link.path)
    assert "Er is nu geen stagiair" in page
    assert not [name for name in NAMES if name in page]
    assert link.browser.post(link.path, data={"smile": "3"}).location == link.path
    assert link.browser.get(f"{link.path}/students/{uuid4()}").location == link.path
    assert kept(world) == []
    _change(world, lambda session: setattr(session.get_one(Placement, NOOR), "ends_on", _today() - 14 * DAY))
    assert 'name="smile"' in _page(link, link.path)


def _today() -> date:
    return clock.local_day(clock.now(), "Europe/Amsterdam")


def _change(world: World, how: Callable[[Session], object]) -> None:
    with world.session() as session:
        how(session)


def test_sends_a_row_for_each_card_that_was_touched(world: World) -> None:
    link, asked = contact_link(world), _asked(world)
    rest = link.begin()
    sam = card(SAM, 3, strength=["neat", "on_time"], work_process=asked, level="3", sentence="Fijn dat Sam er is.")
    untouched = card(FLEUR, "", "Fleur", work_process=asked)
    answer = link.browser.post(rest, data=cards(sam, card(BILAL, 1, "Bilal"), untouched))
    assert (answer.status_code, answer.location) == (303, f"{rest}/thanks")
    rows = {row.placement_id: row for row in kept(world)}
    assert set(rows) == {SAM, BILAL}
    assert rows[SAM].strengths == [Strength.ON_TIME, Strength.NEAT]
    assert (rows[SAM].sentence, rows[SAM].answered_by, rows[BILAL].smile) == (
        "Fijn dat Sam er is.",
        "Joost",
        Smile.HARD,
    )
    assert all(row.sent_at and row.contact_id == ids.joost and row.link_id == link.id for row in rows.values())
    (seen,) = observations(world)
    assert (seen.student_id, seen.contact_id, seen.source, seen.level) == (
        ids.sam,
        ids.joost,
        Source.FEEDBACK,
        IndependenceLevel.SELF,
    )


def test_a_face_that_was_taken_back_is_no_answer(world: World) -> None:
    link = contact_link(world)
    rest = link.begin()
    link.browser.post(rest, data=cards(card(SAM), card(BILAL, "not-now", sentence="Toch niet")))
    assert [row.placement_id for row in kept(world)] == [SAM]


def test_thanks_shows_the_face_of_each_supervisor_and_tips_of_each_student(world: World) -> None:
    link = contact_link(world)
    rest = link.begin()
    assert link.browser.get(f"{rest}/thanks").location == rest
    link.browser.post(rest, data=cards(card(SAM), card(BILAL), card(FLEUR)))
    page = _page(link, f"{rest}/thanks")
    assert page.count("Anouk de Vries</strong>") == page.count("Bram de Vries</strong>") == 1
    assert "voor Bilal, Sam" in page
    assert "voor Fleur" in page
    assert "Zo help je Sam" in page
    assert "Zo help je Bilal" not in page
    assert link.browser.get(rest).location == f"{rest}/thanks"


def test_sending_twice_keeps_the_first_of_each(world: World) -> None:
    link, asked = contact_link(world), _asked(world)
    rest = link.begin()
    first = card(SAM, 3, work_process=asked, level="3")
    link.browser.post(rest, data=cards(first))
    again = link.browser.post(rest, data=cards(card(SAM, 1, work_process=asked, level="1"), card(BILAL, 2)))
    assert again.status_code == 303
    assert {row.placement_id: row.smile for row in kept(world)} == {SAM: Smile.GOOD, BILAL: Smile.SO_SO}
    assert [seen.level for seen in observations(world)] == [IndependenceLevel.SELF]


def test_the_last_answer_of_a_day_counts_and_all_are_kept(world: World) -> None:
    link, asked = contact_link(world), _asked(world)
    for level in ("3", "2"):
        link.browser.post(link.begin(), data=cards(card(SAM, work_process=asked, level=level), card(BILAL)))
    single = link_for(world)
    single.send(single.tap(), work_process=asked, level="1")
    assert len(kept(world)) == 5
    first, second, third = observations(world)
    assert (second.replaces_id, third.replaces_id) == (first.id, second.id)
    with world.session() as session:
        (standing,) = session.exec(select(Observation).where(stands(Observation)))
    assert standing.level == IndependenceLevel.TOGETHER


def test_asks_each_student_one_question_that_fits(world: World) -> None:
    link = contact_link(world)
    link.browser.post(link.begin(), data=cards(card(SAM, work_process=_asked(world), level="3")))
    with clock.shifted(DAY):
        page = _page(link, link.begin())
    asked = dict(re.findall(r'name="([0-9a-f-]{36})-work_process" value="([0-9a-f-]{36})"', page))
    assert asked == {
        str(SAM): _asked(world, "B1-K1-W2"),
        str(BILAL): _asked(world, "B1-K1-W1"),
        str(FLEUR): _asked(world, "B1-K1-W1"),
    }


def test_what_a_person_can_mend_comes_back_filled_in(world: World) -> None:
    link, asked = contact_link(world), _asked(world)
    rest = link.begin()
    sam = card(SAM, 2, strength="neat", work_process=asked, level="2", sentence="x" * 301)
    answer = link.browser.post(rest, data=cards(sam, card(BILAL, 1, sentence="Blijft staan"), answered_by=" "))
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert f'href="#{SAM}-sentence"' in page
    assert f'href="#{BILAL}' not in page
    for text in ("1 tekens te lang", "Vul een naam in.", "x" * 301, "Blijft staan"):
        assert text in page
    assert f'name="{SAM}-smile" value="2" checked' in page
    assert f'name="{SAM}-strength" value="neat" checked' in page
    assert f'name="{SAM}-level" value="2" checked' in page
    assert f'name="{BILAL}-smile" value="1" checked' in page
    assert kept(world) == []
    assert observations(world) == []


def test_a_page_without_any_face_says_what_to_do(world: World) -> None:
    link = contact_link(world)
    answer = link.browser.post(link.begin(), data=cards(card(SAM, ""), card(BILAL, "")))
    assert answer.status_code == 422
    assert "Tik bij iemand op een gezichtje." in answer.get_data(as_text=True)
    wrong = link.browser.post(link.begin(), data=cards(card(SAM, "", sentence="Zonder gezichtje"), card(BILAL)))
    assert wrong.status_code == 422
    assert "Zonder gezichtje" in wrong.get_data(as_text=True)
    assert kept(world) == []


def test_a_work_process_that_is_not_agreed_sends_nothing_and_is_asked_anew(world: World) -> None:
    link, asked = contact_link(world), _asked(world)
    rest = link.begin()

    def take_out(session: Session) -> None:
        for agreed in session.exec(
            select(ProfileWorkProcess).where(ProfileWorkProcess.work_process_id == code(session, "B1-K1-W1"))
        ):
            agreed.removed_on = clock.now().date()

    _change(world, take_out)
    answer = link.browser.post(rest, data=cards(card(SAM, work_process=asked, level="3"), card(BILAL)))
    assert answer.status_code == 422
    assert f'href="#{SAM}-level"' in answer.get_data(as_text=True)
    assert kept(world) == []


def _end(session: Session) -> None:
    session.get_one(Placement, BILAL).ends_on = clock.now().date() - 16 * DAY


def _move(session: Session) -> None:
    other = Contact(school_id=ids.brug, company_id=ids.anker, first_name="Ria")
    session.add(other)
    session.flush()
    session.get_one(Placement, BILAL).contact_id = other.id


def _leave(session: Session) -> None:
    session.get_one(Membership, ids.bilal).ended_on = clock.now().date() - 2 * DAY


def _erase(session: Session) -> None:
    session.delete(session.get_one(Student, ids.bilal))
    session.get_one(Membership, ids.bilal).erased_at = clock.now()


@pytest.mark.parametrize("change", [_end, _move, _leave, _erase])
def test_who_is_no_longer_there_is_left_out_and_named(world: World, change: Callable[[Session], None]) -> None:
    link = contact_link(world)
    rest = link.begin()
    _change(world, change)
    sent = cards(card(SAM), card(BILAL, 3, "Bilal"), card(FLEUR))
    answer = link.browser.post(rest, data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Dank je wel!" in page
    assert "Niet verstuurd: Bilal" in page
    assert {row.placement_id for row in kept(world)} == {SAM, FLEUR}
    assert "Bilal" not in _page(link, link.begin())
    assert link.browser.post(rest, data=sent).status_code == 200
    assert len(kept(world)) == 2


def test_when_nobody_is_there_any_more_nothing_is_sent(world: World) -> None:
    link = contact_link(world)
    rest = link.begin()
    _change(world, _end)
    page = link.browser.post(rest, data=cards(card(BILAL, 3, "Bilal"))).get_data(as_text=True)
    assert "Niet verstuurd: Bilal" in page
    assert "Dank je wel" not in page
    assert kept(world) == []


def test_what_comes_back_with_mistakes_names_who_is_gone(world: World) -> None:
    link = contact_link(world)
    rest = link.begin()
    _change(world, _end)
    sent = cards(card(SAM, sentence="x" * 301), card(BILAL, 3, "Bilal"))
    assert "Niet verstuurd: Bilal" in link.browser.post(rest, data=sent).get_data(as_text=True)


@pytest.mark.parametrize("placement", [NOOR, YOUSSEF, uuid4()])
def test_a_placement_of_another_contact_company_or_school_is_not_reached(world: World, placement: UUID) -> None:
    link = contact_link(world)
    page = link.browser.post(link.begin(), data=cards(card(placement, 3, "Iemand"))).get_data(as_text=True)
    assert "Niet verstuurd: Iemand" in page
    assert not [name for name in ("Noor", "Youssef") if name in page]
    assert kept(world) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"card": []},
        {"card": ["x"]},
        {"card": [str(uuid4()) for _number in range(51)]},
        {f"{SAM}-smile": "9"},
        {f"{SAM}-smile": "3\0x"},
        {f"{SAM}-strength": "genius"},
        {f"{SAM}-level": "4", f"{SAM}-work_process": str(uuid4())},
        {f"{SAM}-level": "3", f"{SAM}-work_process": "x"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(world: World, wrong: dict[str, object]) -> None:
    link = contact_link(world)
    assert link.browser.post(link.begin(), data=cards(card(BILAL), card(SAM)) | wrong).status_code == 400
    assert kept(world) == []


def test_names_in_the_form_are_shown_as_text_and_not_too_long(world: World) -> None:
    link = contact_link(world)
    sent = cards(card(uuid4(), 3, "<b>" + "y" * 100), card(SAM))
    page = link.browser.post(link.begin(), data=sent).get_data(as_text=True)
    assert f"&lt;b&gt;{'y' * 57}<" in page


def test_two_links_with_the_same_round_are_not_in_each_others_way(world: World) -> None:
    mine, other, round_id = contact_link(world), contact_link(world), uuid4()
    for link in (mine, other):
        assert link.browser.post(f"{link.path}/students/{round_id}", data=cards(card(SAM))).status_code == 303
    assert {row.link_id for row in kept(world)} == {mine.id, other.id}
    elsewhere = contact_link(world, ids.joost_kompas, ids.otto)
    answer = elsewhere.browser.get(f"{elsewhere.path}/students/{round_id}/thanks")
    assert answer.status_code == 303


@pytest.mark.parametrize("end", ["withdrawn", "expired", "contact left"])
def test_a_dead_link_opens_none_of_its_pages(world: World, end: str) -> None:
    link = contact_link(world)
    rest = link.begin()
    link.browser.post(rest, data=cards(card(SAM)))
    if end == "withdrawn":
        world.as_(ids.bram).post(f"/company-links/{link.id}/withdraw")
    if end == "contact left":
        _change(world, lambda session: setattr(session.get_one(Contact, ids.joost), "left_on", _today()))
    with clock.shifted(366 * DAY if end == "expired" else 0 * DAY):
        for path in (link.path, rest, f"{rest}/thanks"):
            assert link.browser.get(path).status_code == 404
        assert link.browser.post(link.path).status_code == 404
        assert link.browser.post(rest, data=cards(card(BILAL))).status_code == 404
    assert len(kept(world)) == 1


def test_a_link_cannot_send_without_end(world: World) -> None:
    link = contact_link(world)
    taps = [link.browser.post(link.begin(), data=cards(card(SAM))).status_code for _tap in range(31)]
    assert taps == [303] * 30 + [429]


def test_a_student_who_came_back_is_there_once(world: World) -> None:
    link = contact_link(world)
    newer = uuid4()
    with world.session() as session:
        old = session.get_one(Placement, SAM)
        old.ends_on = clock.now().date() - 5 * DAY
        session.add(
            Placement(
                id=newer,
                school_id=ids.brug,
                student_id=ids.sam,
                company_id=ids.anker,
                contact_id=ids.joost,
                supervisor_id=ids.anouk,
                kind=PlacementKind.BLOCK,
                starts_on=clock.now().date() - DAY,
            )
        )
    page = _page(link, link.begin())
    assert _names(page) == ["Bilal", "Fleur", "Sam"]
    assert str(newer) in page
    assert str(SAM) not in page


def test_queries_do_not_grow_with_students(world: World) -> None:
    link, counts = contact_link(world), []
    for students in (0, 12):
        for number in range(students):
            _another_student(world, f"Leerling{number}")
        rest = link.begin()
        with count_queries(world) as opened:
            page = _page(link, rest)
        assert len(_names(page)) == 3 + students
        placements = re.findall(r'name="card" value="([^"]+)"', page)
        asked = dict(re.findall(r'name="([0-9a-f-]{36})-work_process" value="([0-9a-f-]{36})"', page))
        sent = cards(
            *(card(UUID(one), work_process=asked.get(one, ""), level="3" if one in asked else "") for one in placements)
        )
        link.browser.post(rest, data=sent)
        with count_queries(world) as thanked:
            _page(link, f"{rest}/thanks")
        counts.append((len(opened), len(thanked)))
    assert counts[0] == counts[1]


def _another_student(world: World, name: str) -> None:
    since = clock.now().date() - 60 * DAY
    with world.session() as session:
        user = User(created_at=clock.now())
        session.add(user)
        session.flush()
        member = Membership(
            school_id=ids.brug,
            user_id=user.id,
            role=Role.STUDENT,
            first_name=name,
            picture="person-2",
            started_on=since,
        )
        session.add(member)
        session.flush()
        session.add(Student(id=member.id, school_id=ids.brug, chosen_picture="dog"))
        session.flush()
        session.add(
            Placement(
                school_id=ids.brug,
                student_id=member.id,
                company_id=ids.anker,
                contact_id=ids.joost,
                supervisor_id=ids.anouk,
                kind=PlacementKind.WEEKLY,
                starts_on=since,
            )
        )


def test_each_name_is_there_for_as_long_as_the_company_can_answer(world: World) -> None:
    link = contact_link(world)
    for days, names in ((14, ["Bilal", "Fleur", "Sam"]), (15, ["Bilal", "Fleur"])):
        with world.session() as session:
            session.get_one(Placement, SAM).ends_on = _today() - days * DAY
        assert _names(_page(link, link.begin())) == names


def test_a_placement_that_has_not_begun_is_not_there_yet(world: World) -> None:
    link = contact_link(world)

    def later(session: Session) -> None:
        session.get_one(Placement, SAM).starts_on = clock.now().date() + 2 * DAY

    _change(world, later)
    assert _names(_page(link, link.begin())) == ["Bilal", "Fleur"]
