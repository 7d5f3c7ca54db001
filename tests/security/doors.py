"""The way to every endpoint, at things that are Sam's: what its address needs, and what a request must carry."""

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

from flask.testing import FlaskClient
from PIL import Image
from sqlmodel import select
from werkzeug.test import TestResponse

from app.base import clock
from app.base.clock import local_day
from app.catalogue.models import PictogramSet, SchoolPictogram, Task, WorkProcess
from app.feedback.models import Feedback, FeedbackLink
from app.people.models import Device, Group
from app.sync.inputs import HANDOVER
from tests.cast import ids, named
from tests.catalogue.zips import good
from tests.sync.phone import phone
from tests.world import World


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
    envelope: tuple[UUID, bytes] = (UUID(int=0), b"")

    @property
    def handed_over(self) -> bytes:
        """A file with Sam's envelope."""
        envelope_id, sealed = self.envelope
        return HANDOVER + envelope_id.bytes + len(sealed).to_bytes(4) + sealed

    @property
    def entry_id(self) -> UUID:
        """Sam's entry."""
        return UUID(str(self.values["entry_id"]))

    @property
    def set_id(self) -> UUID:
        """The school's set of pictograms."""
        return UUID(str(self.values["set_id"]))

    def address(self, rule: str) -> str:
        """A rule of the map, filled in with Sam's things."""
        return re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda found: str(self.values[found.group(1)]), rule)


def _today() -> str:
    return local_day(clock.now(), "Europe/Amsterdam").isoformat()


def _jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "orange").save(file, "JPEG")
    return file.getvalue()


def of_sam(world: World) -> Things:
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
        "language": "nl",
        "page": "not-here",
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
    seen = {"review_id": str(review), "revision": "1", "answers": "0", "verdict": "seen"}
    assert anouk.post(f"/review/{entry}", data=seen).status_code == 303
    assert anouk.post("/review/several", data={"batch_id": str(batch), "entry": f"{other}_1_0"}).status_code == 303
    values["phrase_id"] = uuid4()
    phrase = {"phrase_id": str(values["phrase_id"]), "text": "Goed zo", "verdict": "seen", "pictogram": "star"}
    assert anouk.post("/phrases", data=phrase).status_code == 303
    made = anouk.post(f"/students/{ids.sam}/feedback", data={"contact": str(ids.joost)}).get_data(as_text=True)
    token = re.search(r"/f/([\w-]{20,})", made)
    assert code and token
    values |= {"key": code.group(0), "token": token.group(1), "complete_id": other}
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
    envelope = _sealed(world, body)
    values["envelope_id"] = envelope[0]
    return Things(values, body, photo, code.group(0), things.work_process, review, batch, envelope)


def _sealed(world: World, body: bytes) -> tuple[UUID, bytes]:
    """An envelope with another log of Sam's, from a phone of his."""

    there = Task(school_id=ids.brug, company_id=ids.anker, label="Spiegelen", language="nl", pictogram="sweep")
    with world.session() as session:
        session.add(there)
    said = json.loads(body) | {"media": [], "tasks": [str(ids.sweep), str(there.id)]}
    one = phone(world, ids.sam).seal("entry", uuid4(), json.dumps(said).encode())
    return one.id, one.sealed


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


def _put_entry(browser: FlaskClient, things: Things) -> TestResponse:
    address = things.address("/api/entries/<uuid:entry_id>")
    return browser.put(address, data=things.entry, content_type="application/json")


def _put_media(browser: FlaskClient, things: Things) -> TestResponse:
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
    "feedback.answer": lambda things: {
        "smile": "3",
        "work_process": str(things.work_process),
        "level": "3",
        "answered_by": "Joost",
    },
    "catalogue.change_task": lambda things: {"label": "Was vouwen", "work_process": str(things.work_process)},
    "logbook.save": lambda things: {"tasks": str(ids.sweep), "kept_photo": str(things.values["media_id"])},
    "feedback.cards": lambda things: {
        "answered_by": "Joost",
        "card": str(ids.sam_placement),
        f"{ids.sam_placement}-smile": "3",
    },
    "feedback.make_link": lambda things: {"contact": str(ids.joost)},
    "feedback.make_company_link": lambda things: {"contact": str(ids.joost)},
    "review.answer": lambda things: {"review_id": str(uuid4()), "revision": "1", "answers": "0", "verdict": "seen"},
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
    "review.mark_several": lambda things: {"batch_id": str(uuid4()), "entry": f"{things.values['entry_id']}_1_0"},
    "review.undo_several": lambda things: {"batch_id": str(things.batch)},
    "review.give_name": lambda things: {"task": str(ids.mop)},
    "review.add_phrase": lambda things: _phrase() | {"phrase_id": str(uuid4())},
    "review.change_phrase": lambda things: _phrase(),
    "review.move_phrase": lambda things: {"to": "up"},
}


def knock(browser: FlaskClient, endpoint: str, method: str, rule: str, things: Things) -> TestResponse:
    """Ask for an endpoint at Sam's things, with what it must be given."""
    match endpoint:
        case "sync.put_entry":
            return _put_entry(browser, things)
        case "sync.put_media":
            return _put_media(browser, things)
        case "sync.put_sealed":
            return browser.put(things.address(rule), data=things.envelope[1])
        case "sync.put_waiting":
            waits = (things.entry_id, things.values["complete_id"], named("waits-on-a-phone"))
            said = {"entries": [str(one) for one in waits], "last_sequence": 1}
            return browser.put(rule, json=said)
        case "sync.take_in_handover":
            return browser.post(rule, data={"file": (io.BytesIO(things.handed_over), "sam.werkbrug")})
        case _:
            body = BODIES[endpoint](things) if endpoint in BODIES else {}
            return browser.open(things.address(rule), method=method, data=body if method == "POST" else None)
