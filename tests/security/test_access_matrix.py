"""Every endpoint, tried as every person, at things that are Sam's.

Sam is a student of supervisor Anouk at De Brug. Noor is another student of Anouk, Fleur a student of Bram, Youssef a
student at another school. Karin coordinates and Petra administers De Brug. Otto works at the other school, which Lucia
administers.
"""

import re

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from app.base.models import Attempts
from tests.cast import ids
from tests.security.doors import knock, of_sam
from tests.world import World

PEOPLE = ("sam", "noor", "fleur", "youssef", "anouk", "bram", "karin", "petra", "otto", "lucia", "anonymous")
EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {"anonymous"}
STUDENTS = frozenset({"sam", "noor", "fleur", "youssef"})
STAFF = frozenset({"anouk", "bram", "karin", "petra", "otto", "lucia"})
OFFICE = frozenset({"karin", "petra"})
BOTH_OFFICES = OFFICE | {"lucia"}
OF_SAM = frozenset({"anouk", "karin", "petra"})
OF_BRUG = frozenset({"anouk", "bram", "karin", "petra"})
OF_DE_BRUG = frozenset({"sam", "noor", "fleur"})
SAM = frozenset({"sam"})
ANOUK = frozenset({"anouk"})
AT_BRUG = OF_BRUG
AT_DE_BRUG = OF_BRUG

# Who gets in where, at Sam's things. An endpoint that is missing here fails the test.
WHO_GETS_IN = {
    "shell.asset": EVERYBODY,
    "shell.about": EVERYBODY,
    "shell.health": EVERYBODY,
    "shell.app_manifest": EVERYBODY,
    "shell.service_worker": EVERYBODY,
    "shell.impersonal": EVERYBODY,
    "shell.share": EVERYBODY,
    "people.welcome": EVERYBODY,
    "people.sign_in": EVERYBODY,
    "people.sign_in_with_password": EVERYBODY,
    "people.badge_code": EVERYBODY,
    "shell.install": EVERYBODY,
    "people.find_badge": EVERYBODY,
    "people.badge": EVERYBODY,
    "people.sign_in_with_badge": EVERYBODY,
    "people.invitation": EVERYBODY,
    "people.accept_invitation": EVERYBODY,
    "people.me": SIGNED_IN,
    "people.withdraw_device": SAM,
    "people.switch_membership": ANOUK,
    "people.sign_out": SIGNED_IN,
    "people.sign_out_everywhere": SIGNED_IN,
    "people.replace_badge": OF_SAM,
    "people.withdraw_badge": OF_SAM,
    "people.badges": STAFF,
    "people.make_badges": OF_SAM,
    "groups.groups_page": STAFF,
    "groups.make_group": STAFF,
    "groups.group_page": AT_BRUG,
    "groups.seat_students": OF_SAM,
    "groups.rename_group": AT_BRUG,
    "groups.end_group": AT_BRUG,
    "placements.plans_page": STAFF,
    "placements.plan_page": OF_SAM,
    "placements.save_plan": OF_SAM,
    "placements.together_page": STAFF,
    "placements.plan_together": OF_SAM,
    "placements.undo_plans": OF_SAM,
    "catalogue.tasks_page": STAFF,
    "catalogue.new_task": STAFF,
    "catalogue.add_task": STAFF,
    "catalogue.task_page": AT_DE_BRUG,
    "catalogue.change_task": AT_DE_BRUG,
    "catalogue.place_task": AT_DE_BRUG,
    "catalogue.retire_task": AT_DE_BRUG,
    "catalogue.restore_task": AT_DE_BRUG,
    "catalogue.picture_words": STAFF,
    "catalogue.own_picture": AT_DE_BRUG | {"sam", "noor", "fleur"},
    "catalogue.remove_photo": OFFICE,
    "catalogue.pictograms_page": BOTH_OFFICES,
    "catalogue.import_set": BOTH_OFFICES,
    "catalogue.set_page": OFFICE,
    "catalogue.import_more": OFFICE,
    "catalogue.remove_set": OFFICE,
    "home.manage": STAFF,
    "home.today": STUDENTS,
    "home.work": STUDENTS,
    "home.bridge": STUDENTS,
    "home.change": SAM,
    "home.change_part": SAM,
    "home.save_part": SAM,
    "home.answer": SAM,
    "home.send_answer": SAM,
    "logbook.log": STUDENTS,
    "logbook.save": STUDENTS,
    "logbook.task": OF_DE_BRUG,
    "logbook.save_task": OF_DE_BRUG,
    "logbook.more": SAM,
    "logbook.take_back": SAM,
    "logbook.put_back": SAM,
    "logbook.photo": SAM | OF_SAM,
    "sync.put_entry": SAM,
    "sync.put_media": SAM,
    "sync.put_sealed": EVERYBODY,
    "sync.put_waiting": SIGNED_IN,
    "sync.get_changes": SIGNED_IN,
    "sync.handover": STAFF,
    "sync.take_in_handover": STAFF,
    "review.queue": STAFF,
    "review.entry_page": OF_SAM,
    "review.answer": OF_SAM,
    "review.undo": ANOUK,
    "review.later": OF_SAM,
    "review.narrow": STAFF,
    "review.several": STAFF,
    "review.mark_several": OF_SAM,
    "review.undo_several": ANOUK,
    "review.name": OF_SAM,
    "review.give_name": OF_SAM,
    "review.forget_name": OF_SAM,
    "review.phrases_page": STAFF,
    "review.add_phrase": STAFF,
    "review.start_phrases": STAFF,
    "review.phrase_page": OF_BRUG,
    "review.change_phrase": OF_BRUG,
    "review.move_phrase": OF_BRUG,
    "review.retire_phrase": OF_BRUG,
    "review.students_page": STAFF,
    "review.student_page": OF_SAM,
    "review.matrix": STAFF,
    "review.agreements": BOTH_OFFICES,
    "review.save_agreements": BOTH_OFFICES,
    "review.talk_form": ANOUK | frozenset({"karin"}),
    "review.record_talk": ANOUK | frozenset({"karin"}),
    "review.talk": OF_SAM,
    "review.correction": ANOUK,
    "review.correct": ANOUK,
    "review.observe": OF_SAM,
    "review.record_floor": OF_SAM,
    "review.sign_off": OF_SAM,
    "review.sign": ANOUK,
    "review.withdraw": ANOUK,
    "office.people_page": BOTH_OFFICES,
    "office.withdraw_device": OFFICE,
    "office.withdraw_devices": OFFICE,
    "office.new_student": BOTH_OFFICES,
    "office.add_student": BOTH_OFFICES,
    "office.student": OFFICE,
    "office.edit_student": OFFICE,
    "office.change_student": OFFICE,
    "office.hand_over": OFFICE,
    "office.stand_in": OFFICE,
    "office.end_stand_in": OFFICE,
    "office.record_consent": OFFICE,
    "office.student_leaves": OFFICE,
    "office.student_returns": OFFICE,
    "office.new_staff": BOTH_OFFICES,
    "office.add_staff": BOTH_OFFICES,
    "office.staff_member": OFFICE,
    "office.edit_staff": OFFICE,
    "office.change_staff": OFFICE,
    "office.invite": OFFICE,
    "office.hand_over_all": OFFICE,
    "office.stand_in_for_all": OFFICE,
    "office.staff_leaves": OFFICE,
    "office.staff_returns": OFFICE,
    "office.companies_page": BOTH_OFFICES,
    "office.new_company": BOTH_OFFICES,
    "office.add_company": BOTH_OFFICES,
    "office.work_with": BOTH_OFFICES,
    "office.company": BOTH_OFFICES,
    "office.edit_company": BOTH_OFFICES,
    "office.change_company": BOTH_OFFICES,
    "office.new_contact": BOTH_OFFICES,
    "office.add_contact": BOTH_OFFICES,
    "office.edit_contact": OFFICE,
    "office.change_contact": OFFICE,
    "office.placements_page": BOTH_OFFICES,
    "office.new_placement": BOTH_OFFICES,
    "office.add_placement": BOTH_OFFICES,
    "office.placement": OFFICE,
    "office.edit_placement": OFFICE,
    "office.change_placement": OFFICE,
    "office.end_placement": OFFICE,
    "office.profile": OFFICE,
    "office.set_agreed_on": OFFICE,
    "office.agree": OFFICE,
    "office.drop": OFFICE,
    "office.move": OFFICE,
    "feedback.smile": EVERYBODY,
    "feedback.start": EVERYBODY,
    "feedback.answer_page": EVERYBODY,
    "feedback.answer": EVERYBODY,
    "feedback.thanks": EVERYBODY,
    "feedback.cards_page": EVERYBODY,
    "feedback.cards": EVERYBODY,
    "feedback.all_thanks": EVERYBODY,
    "feedback.links": OF_SAM,
    "feedback.make_link": OF_SAM,
    "feedback.withdraw_link": OF_SAM,
    "feedback.company_links": STAFF,
    "feedback.make_company_link": OF_SAM | {"bram"},  # Joost also guides Fleur
    "feedback.withdraw_company_link": OF_SAM,
}


# Past the gate, these answers are about the contents: somebody was first, something is missing.
ABOUT_CONTENTS = {400, 409, 422}
# A phone gets no oracle: what is somebody else's is refused like any bad contents.
NO_ORACLE = {"sync.put_entry", "sync.put_media"}


def _got_in(endpoint: str, answer: TestResponse) -> bool:
    sent_to_the_door = answer.status_code == 303 and answer.headers["Location"] == "/" and endpoint in NEEDS_SIGN_IN
    if endpoint in NO_ORACLE:
        return answer.status_code < 400
    return not sent_to_the_door and (answer.status_code < 400 or answer.status_code in ABOUT_CONTENTS)


NEEDS_SIGN_IN = {name for name, who in WHO_GETS_IN.items() if "anonymous" not in who} - {
    "people.sign_out",
    "people.sign_out_everywhere",
    "people.switch_membership",
}


def test_every_endpoint_as_every_person(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    things = of_sam(world)
    cells: list[str] = []
    wrong: list[str] = []
    rules = sorted(world.app.url_map.iter_rules(), key=lambda rule: (rule.endpoint in LAST, rule.endpoint))
    for rule in rules:
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            expected = WHO_GETS_IN.get(rule.endpoint)
            assert expected is not None, f"{rule.endpoint} is not in the matrix: say who gets in"
            statuses = {}
            for who in PEOPLE:
                with world.session() as session:
                    session.execute(sa.delete(Attempts))  # all of them guess the same thing here
                browser = world.client() if who == "anonymous" else world.as_(getattr(ids, who))
                answer = knock(browser, rule.endpoint, method, rule.rule, things)
                statuses[who] = answer.status_code
                if _got_in(rule.endpoint, answer) != (who in expected):
                    wrong.append(f"{method} {rule.rule} as {who}: {answer.status_code}")
                assert answer.status_code < 500, f"{method} {rule.rule} as {who}"
            row = " ".join(f"{status}{'+' if who in expected else ' '}" for who, status in statuses.items())
            cells.append(f"{method:5}{rule.endpoint:30}{row}")
    gone = set(WHO_GETS_IN) - {rule.endpoint for rule in rules}
    with capsys.disabled():
        print("\n" + " " * 35 + " ".join(f"{who[:4]:4}" for who in PEOPLE), *cells, sep="\n")  # noqa: T201
    assert not wrong, wrong
    assert not gone, f"in the matrix but not in the app: {gone}"


# These take something away that other cells need.
LAST = {
    "review.correct",
    "review.retire_phrase",
    "people.replace_badge",
    "people.withdraw_badge",
    "people.make_badges",
    "groups.end_group",
    "feedback.withdraw_link",
    "feedback.withdraw_company_link",
    "office.drop",
    "office.invite",
    "office.end_stand_in",
    "catalogue.remove_set",
    "catalogue.retire_task",
}


def test_a_wrong_link_or_badge_opens_nothing(world: World) -> None:
    things = of_sam(world)
    other = things.values | {"token": "x" * 32, "key": "x" * 32, "invitation_token": "x" * 32}
    for rule in world.app.url_map.iter_rules():
        if {"token", "key", "invitation_token"} & rule.arguments:
            address = re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(other[found.group(1)]), rule.rule)
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            answer = world.client().open(address, method=method, data={"smile": "3"})
            assert answer.status_code in {404, 410}, f"{method} {rule.rule}"
            assert "Sam" not in answer.get_data(as_text=True)
