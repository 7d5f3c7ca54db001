"""Every endpoint, tried as every person, at things that are Sam's.

Sam is a student of supervisor Anouk at De Brug. Noor is another student of Anouk, Fleur a student of Bram, Youssef a
student at another school. Karin coordinates and Petra administers De Brug. Otto works at the other school, which Lucia
administers.
"""

import hashlib
import io
import json
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlmodel import select
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.base.models import Attempts
from app.catalogue.models import PictogramSet, SchoolPictogram, WorkProcess
from app.feedback.models import Feedback, FeedbackLink
from app.people.models import Device, Group
from tests.cast import ids
from tests.catalogue.zips import good
from tests.world import Client, World

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
    "people.welcome": EVERYBODY,
    "people.sign_in": EVERYBODY,
    "people.sign_in_with_password": EVERYBODY,
    "people.badge_code": EVERYBODY,
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
    "catalogue.pictograms_page": OFFICE,
    "catalogue.import_set": OFFICE,
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
    "review.agreements": OFFICE,
    "review.save_agreements": OFFICE,
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


@dataclass(frozen=True)
class Things:
    """What is Sam's, and what an endpoint's address needs."""

    values: dict[str, object]
    entry: bytes
    photo: bytes
    badge_key: str
    work_process: UUID
    review: UUID | None = None
    batch: UUID | None = None

    def address(self, rule: str) -> str:
        """A rule of the map, filled in with Sam's things."""
        return re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(self.values[found.group(1)]), rule)


def _today() -> str:
    return local_day(clock.now(), "Europe/Amsterdam").isoformat()


def _jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "orange").save(file, "JPEG")
    return file.getvalue()


def _of_sam(world: World) -> Things:
    """Let Sam log something with a photo, Anouk make a badge and a link, and Joost begin an answer."""
    sam, anouk, entry, media, photo = world.as_(ids.sam), world.as_(ids.anouk), uuid4(), uuid4(), _jpeg()
    group = Group(id=uuid4(), school_id=ids.brug, name="Groep A")
    body = json.dumps(
        {
            "revision": 1,
            "happened_on": local_day(clock.now(), "Europe/Amsterdam").isoformat(),
            "claimed_at": clock.now().isoformat(),
            "tasks": [str(ids.sweep)],
            "something_else": False,
            "level": 3,
            "mood": None,
            "words": "",
            "language": "nl",
            "media": [{"id": str(media), "kind": "photo", "digest": hashlib.sha256(photo).hexdigest(), "tasks": []}],
        }
    ).encode()
    values: dict[str, object] = {
        "student_id": ids.sam,
        "entry_id": entry,
        "media_id": media,
        "size": "small",
        "part": "words",
        "task_id": ids.sweep,
        "member_id": ids.anouk_kompas,
        "version": "x",
        "name": "css/app.css",
        "group_id": group.id,
    }
    with world.session() as session:
        session.add(group)
        values["work_process_id"] = session.exec(select(WorkProcess.id).where(WorkProcess.code == "B1-K1-W1")).one()
    things = Things(values, body, photo, "", values["work_process_id"])  # type: ignore[arg-type]
    for answer in (_put_entry(sam, things), _put_media(sam, things)):
        assert answer.status_code == 201, answer.get_data(as_text=True)
    other, batch = uuid4(), uuid4()
    bare = json.dumps(json.loads(body) | {"media": []})
    assert sam.put(f"/api/entries/{other}", data=bare, content_type="application/json").status_code == 201
    badge = anouk.post(f"/students/{ids.sam}/badge").get_data(as_text=True)
    code = re.search(r"\b[2-9A-HJKMNP-Z]{4} [2-9A-HJKMNP-Z]{4}\b", badge)
    review = uuid4()
    seen = {"review_id": str(review), "revision": "1", "verdict": "seen"}
    assert anouk.post(f"/review/{entry}", data=seen).status_code == 303
    assert anouk.post("/review/several", data={"batch_id": str(batch), "entry": f"{other}_1"}).status_code == 303
    values["phrase_id"] = uuid4()
    phrase = {"phrase_id": str(values["phrase_id"]), "text": "Goed zo", "verdict": "seen", "pictogram": "star"}
    assert anouk.post("/phrases", data=phrase).status_code == 303
    made = anouk.post(f"/students/{ids.sam}/feedback", data={"contact": str(ids.joost)}).get_data(as_text=True)
    token = re.search(r"/f/([\w-]{20,})", made)
    assert code and token
    values |= {"key": code.group(0), "token": token.group(1)}
    assert world.client().post(f"/f/{token.group(1)}", data={"smile": "3"}).status_code == 303
    talk, seen_there = uuid4(), uuid4()
    today = local_day(clock.now(), "Europe/Amsterdam").isoformat()
    said = {"talk_id": str(talk), "contact": str(ids.joost), "held_on": today, "agreed": "Elke dag een rondje"}
    assert anouk.post(f"/students/{ids.sam}/talk", data=said).status_code == 303
    on_floor = {"observation_id": str(seen_there), "work_process": str(things.work_process), "level": "2"}
    assert anouk.post(f"/students/{ids.sam}/observe", data=on_floor | {"observed_on": today}).status_code == 303
    values |= {"talk_id": talk, "observation_id": seen_there}
    with world.session() as session:
        values["feedback_id"] = session.exec(select(Feedback.id)).one()
        values["link_id"] = session.exec(select(FeedbackLink.id)).one()
    values["round_id"] = uuid4()
    values |= _of_the_office(world) | _of_the_school(world, photo)
    return Things(values, body, photo, code.group(0), things.work_process, review, batch)


def _of_the_office(world: World) -> dict[str, object]:
    """Let Karin arrange that Bram stands in for Sam tomorrow, and invite him anew. Both schools work with Het Anker."""
    karin, caseload = world.as_(ids.karin), uuid4()
    tomorrow = (local_day(clock.now(), "Europe/Amsterdam") + timedelta(days=1)).isoformat()
    stands_in = {"id": str(caseload), "stand_in": str(ids.bram), "stands_from": tomorrow, "stands_until": tomorrow}
    assert karin.post(f"/people/students/{ids.sam}/stand-in", data=stands_in).status_code == 303
    shown = karin.post(f"/people/staff/{ids.bram}/invitation").get_data(as_text=True)
    token = re.search(r"/invitation/([\w-]{20,})", shown)
    assert token
    with world.session() as session:
        device = session.exec(select(Device.id).where(Device.member_id == ids.sam)).first()
    return {
        "caseload_id": caseload,
        "invitation_token": token.group(1),
        "device_id": device,
        "person_id": ids.sam,
        "staff_id": ids.bram,
        "company_id": ids.anker,
        "contact_id": ids.joost,
        "placement_id": ids.sam_placement,
    }


def _of_the_school(world: World, photo: bytes) -> dict[str, object]:
    """A task of the school with a photo as its picture, and a set of pictograms."""
    task = {"task_id": str(ids.laundry), "label": "Was vouwen", "photo": (io.BytesIO(photo), "was.jpg")}
    assert world.as_(ids.anouk).post(f"/tasks/{ids.laundry}", data=task).status_code == 303
    described = {"name": "Mulberry", "zip": (io.BytesIO(good()), "set.zip")}
    assert world.as_(ids.karin).post("/pictograms", data=described).status_code == 303
    with world.session() as session:
        return {
            "task_id": ids.laundry,
            "pictogram_id": session.exec(select(SchoolPictogram.id)).one(),
            "set_id": session.exec(select(PictogramSet.id)).one(),
        }


def _put_entry(browser: Client, things: Things) -> TestResponse:
    address = things.address("/api/entries/<uuid:entry_id>")
    return browser.put(address, data=things.entry, content_type="application/json")


def _put_media(browser: Client, things: Things) -> TestResponse:
    address = things.address("/api/entries/<uuid:entry_id>/media/<uuid:media_id>")
    digest = b64encode(hashlib.sha256(things.photo).digest()).decode()
    headers = {"Content-Digest": f"sha-256=:{digest}:"}
    return browser.put(address, data=things.photo, content_type="image/jpeg", headers=headers)


def _phrase() -> dict[str, Any]:
    return {"text": "Goed zo", "verdict": "seen", "pictogram": "star"}


# What a request must carry to get past the gate and not be turned away for its contents.
BODIES: dict[str, Callable[[Things], dict[str, Any]]] = {
    "people.find_badge": lambda things: {"code": things.badge_key},
    "people.sign_in_with_badge": lambda things: {"key": things.badge_key},
    "feedback.start": lambda things: {"smile": "3"},
    "feedback.cards": lambda things: {
        "answered_by": "Joost",
        "card": str(ids.sam_placement),
        f"{ids.sam_placement}-smile": "3",
    },
    "feedback.make_link": lambda things: {"contact": str(ids.joost)},
    "feedback.make_company_link": lambda things: {"contact": str(ids.joost)},
    "review.answer": lambda things: {"review_id": str(uuid4()), "revision": "1", "verdict": "seen"},
    "review.record_floor": lambda things: {
        "observation_id": str(uuid4()),
        "work_process": str(things.work_process),
        "level": "3",
        "observed_on": local_day(clock.now(), "Europe/Amsterdam").isoformat(),
    },
    "review.record_talk": lambda things: {
        "talk_id": str(uuid4()),
        "contact": str(ids.joost),
        "held_on": local_day(clock.now(), "Europe/Amsterdam").isoformat(),
        "agreed": "Elke dag een rondje",
    },
    "review.correct": lambda things: {"correction_id": str(uuid4()), "level": "3", "reason": "verkeerd getikt"},
    "review.save_agreements": lambda things: {"observations": "3", "days": "2", "people": "2", "company_people": "1"},
    "review.sign": lambda things: {"sign_off_id": str(uuid4()), "reason": "samen besproken"},
    "review.withdraw": lambda things: {"reason": "toch niet"},
    "people.make_badges": lambda things: {"sheet_id": str(uuid4()), "student": str(ids.sam), "sure": "1"},
    "groups.make_group": lambda things: {"group_id": str(uuid4()), "name": f"Groep {uuid4().hex[:8]}"},
    "groups.seat_students": lambda things: {"student": str(ids.sam), "since": _today()},
    "groups.rename_group": lambda things: {"name": "Groep B"},
    "placements.save_plan": lambda things: {"day": _today(), "task": str(ids.mop)},
    "placements.plan_together": lambda things: {"day": _today(), "student": str(ids.sam), "task": str(ids.mop)},
    "placements.undo_plans": lambda things: {"day": _today(), f"was-{ids.sam}": str(ids.mop)},
    "review.undo": lambda things: {"review_id": str(things.review)},
    "review.mark_several": lambda things: {"batch_id": str(uuid4()), "entry": f"{things.values['entry_id']}_1"},
    "review.undo_several": lambda things: {"batch_id": str(things.batch)},
    "review.give_name": lambda things: {"task": str(ids.mop)},
    "review.add_phrase": lambda things: _phrase() | {"phrase_id": str(uuid4())},
    "review.change_phrase": lambda things: _phrase(),
    "review.move_phrase": lambda things: {"to": "up"},
}
# Past the gate, these answers are about the contents: somebody was first, something is missing.
ABOUT_CONTENTS = {400, 409, 422}
# A phone gets no oracle: what is somebody else's is refused like any bad contents.
NO_ORACLE = {"sync.put_entry", "sync.put_media"}


def _knock(world: World, who: str, endpoint: str, method: str, rule: str, things: Things) -> TestResponse:
    browser = world.client() if who == "anonymous" else world.as_(getattr(ids, who))
    match endpoint:
        case "sync.put_entry":
            return _put_entry(browser, things)
        case "sync.put_media":
            return _put_media(browser, things)
        case _:
            body = BODIES[endpoint](things) if endpoint in BODIES else {}
            return browser.open(things.address(rule), method=method, data=body if method == "POST" else None)


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
    things = _of_sam(world)
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
                answer = _knock(world, who, rule.endpoint, method, rule.rule, things)
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
}


def test_a_wrong_link_or_badge_opens_nothing(world: World) -> None:
    things = _of_sam(world)
    other = things.values | {"token": "x" * 32, "key": "x" * 32, "invitation_token": "x" * 32}
    for rule in world.app.url_map.iter_rules():
        if {"token", "key", "invitation_token"} & rule.arguments:
            address = re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(other[found.group(1)]), rule.rule)
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            answer = world.client().open(address, method=method, data={"smile": "3"})
            assert answer.status_code in {404, 410}, f"{method} {rule.rule}"
            assert "Sam" not in answer.get_data(as_text=True)
