"""Every endpoint, tried as every person, at things that are Sam's.

Sam is a student of supervisor Anouk at De Brug. Noor is another student of Anouk, Fleur a student of Bram, Youssef a
student at another school. Karin coordinates and Petra administers De Brug. Otto works at the other school.
"""

import hashlib
import io
import json
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
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
from tests.cast import ids
from tests.catalogue.zips import good
from tests.world import Client, World

PEOPLE = ("sam", "noor", "fleur", "youssef", "anouk", "bram", "karin", "petra", "otto", "anonymous")
EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {"anonymous"}
STUDENTS = frozenset({"sam", "noor", "fleur", "youssef"})
STAFF = frozenset({"anouk", "bram", "karin", "petra", "otto"})
OF_SAM = frozenset({"anouk", "karin", "petra"})
SAM = frozenset({"sam"})
ANOUK = frozenset({"anouk"})
AT_DE_BRUG = frozenset({"anouk", "bram", "karin", "petra"})
OFFICE = frozenset({"karin", "petra"})

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
    "people.me": SIGNED_IN,
    "people.switch_membership": ANOUK,
    "people.sign_out": SIGNED_IN,
    "people.sign_out_everywhere": SIGNED_IN,
    "people.replace_badge": OF_SAM,
    "people.withdraw_badge": OF_SAM,
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
    "logbook.log": STUDENTS,
    "logbook.save": STUDENTS,
    "logbook.more": SAM,
    "logbook.photo": SAM | OF_SAM,
    "sync.put_entry": SAM,
    "sync.put_media": SAM,
    "review.queue": STAFF,
    "review.entry_page": OF_SAM,
    "review.answer": OF_SAM,
    "review.undo": ANOUK,
    "review.students_page": STAFF,
    "review.student_page": OF_SAM,
    "review.observe": OF_SAM,
    "review.record_floor": OF_SAM,
    "review.sign_off": OF_SAM,
    "review.sign": ANOUK,
    "review.withdraw": ANOUK,
    "feedback.smile": EVERYBODY,
    "feedback.start": EVERYBODY,
    "feedback.answer_page": EVERYBODY,
    "feedback.answer": EVERYBODY,
    "feedback.thanks": EVERYBODY,
    "feedback.links": OF_SAM,
    "feedback.make_link": OF_SAM,
    "feedback.withdraw_link": OF_SAM,
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

    def address(self, rule: str) -> str:
        """A rule of the map, filled in with Sam's things."""
        return re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(self.values[found.group(1)]), rule)


def _jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "orange").save(file, "JPEG")
    return file.getvalue()


def _of_sam(world: World) -> Things:
    """Let Sam log something with a photo, Anouk make a badge and a link, and Joost begin an answer."""
    sam, anouk, entry, media, photo = world.as_(ids.sam), world.as_(ids.anouk), uuid4(), uuid4(), _jpeg()
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
        "member_id": ids.anouk_kompas,
        "version": "x",
        "name": "css/app.css",
    }
    with world.session() as session:
        values["work_process_id"] = session.exec(select(WorkProcess.id).where(WorkProcess.code == "B1-K1-W1")).one()
    things = Things(values, body, photo, "", values["work_process_id"])  # type: ignore[arg-type]
    for answer in (_put_entry(sam, things), _put_media(sam, things)):
        assert answer.status_code == 201, answer.get_data(as_text=True)
    badge = anouk.post(f"/students/{ids.sam}/badge").get_data(as_text=True)
    code = re.search(r"\b[2-9A-HJKMNP-Z]{4} [2-9A-HJKMNP-Z]{4}\b", badge)
    review = uuid4()
    seen = {"review_id": str(review), "revision": "1", "verdict": "seen"}
    assert anouk.post(f"/review/{entry}", data=seen).status_code == 303
    made = anouk.post(f"/students/{ids.sam}/feedback", data={"contact": str(ids.joost)}).get_data(as_text=True)
    token = re.search(r"/f/([\w-]{20,})", made)
    assert code and token
    values |= {"key": code.group(0), "token": token.group(1)}
    assert world.client().post(f"/f/{token.group(1)}", data={"smile": "3"}).status_code == 303
    with world.session() as session:
        values["feedback_id"] = session.exec(select(Feedback.id)).one()
        values["link_id"] = session.exec(select(FeedbackLink.id)).one()
    values |= _of_the_school(world, photo)
    return Things(values, body, photo, code.group(0), things.work_process, review)


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


# What a request must carry to get past the gate and not be turned away for its contents.
BODIES: dict[str, Callable[[Things], dict[str, Any]]] = {
    "people.find_badge": lambda things: {"code": things.badge_key},
    "people.sign_in_with_badge": lambda things: {"key": things.badge_key},
    "feedback.start": lambda things: {"smile": "3"},
    "feedback.make_link": lambda things: {"contact": str(ids.joost)},
    "review.answer": lambda things: {"review_id": str(uuid4()), "revision": "1", "verdict": "seen"},
    "review.record_floor": lambda things: {
        "observation_id": str(uuid4()),
        "work_process": str(things.work_process),
        "level": "3",
        "observed_on": local_day(clock.now(), "Europe/Amsterdam").isoformat(),
    },
    "review.sign": lambda things: {"sign_off_id": str(uuid4()), "reason": "samen besproken"},
    "review.withdraw": lambda things: {"reason": "toch niet"},
    "review.undo": lambda things: {"review_id": str(things.review)},
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
            with world.session() as session:
                session.execute(sa.delete(Attempts))  # ten people guess the same thing here
            statuses = {}
            for who in PEOPLE:
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
LAST = {"catalogue.remove_set", "people.replace_badge", "people.withdraw_badge", "feedback.withdraw_link"}


def test_a_wrong_link_or_badge_opens_nothing(world: World) -> None:
    things = _of_sam(world)
    other = things.values | {"token": "x" * 32, "key": "x" * 32}
    for rule in world.app.url_map.iter_rules():
        if {"token", "key"} & rule.arguments:
            address = re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(other[found.group(1)]), rule.rule)
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            answer = world.client().open(address, method=method, data={"smile": "3"})
            assert answer.status_code in {404, 410}, f"{method} {rule.rule}"
            assert "Sam" not in answer.get_data(as_text=True)
