"""PUT /api/sealed/<id>. Tests of the status table of the page *sync* begin with ``test_table_``, those of its list of
faults with ``test_fault_``.
"""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.base import clock
from app.base.models import Attempts
from app.logbook.models import EntryStatus
from app.people.models import Membership
from app.people.proofs import device_token
from tests.cast import ids
from tests.logbook.phone import listed, photo, problem, rows, set_status, sha, stored, told
from tests.sync.phone import Envelope, bring, contents, phone
from tests.world import World


def test_table_201_a_new_entry_whoever_carries_it(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    one = sams.entry(entry_id)
    answer = bring(world, one)
    assert answer.status_code == 201
    assert answer.get_json() == {"id": str(entry_id), "revision": 1, "digest": one.digest, "kept": "entry"}
    (entry,), (revision,) = rows(world, "log_entry"), rows(world, "log_revision")
    assert entry.student_id == ids.sam
    assert (revision.device_id, revision.device_sequence) == (sams.device, 1)


@pytest.mark.parametrize("carrier", [ids.sam, ids.noor, ids.anouk, ids.youssef, ids.otto])
def test_anybodys_session_carries_it_and_it_stays_its_writers(world: World, carrier: object) -> None:
    one = phone(world, ids.sam).entry(uuid4())
    assert bring(world.as_(carrier), one).status_code == 201  # type: ignore[arg-type]
    (entry,) = rows(world, "log_entry")
    assert entry.student_id == ids.sam


def test_table_201_a_photo(world: World) -> None:
    sams, entry_id, shot = phone(world, ids.sam), uuid4(), photo()
    listed_there, picture = sams.with_photo(entry_id, shot)
    assert bring(world, listed_there).status_code == 201
    answer = bring(world, picture)
    (media,) = rows(world, "media")
    assert (answer.status_code, answer.get_json()) == (201, {"id": str(media.id), "digest": sha(shot)})
    assert media.received_at is not None and media.device_sequence == 2
    assert len(stored(world)) == 2


def test_table_200_the_same_again(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    both = sams.with_photo(entry_id)
    first = [bring(world, one).get_json() for one in both]
    before = {table: rows(world, table) for table in ("log_entry", "log_revision", "media", "entry_media")}
    with clock.shifted(timedelta(minutes=1)):
        again = [bring(world, one) for one in both]
    assert [answer.status_code for answer in again] == [200, 200]
    assert [answer.get_json() for answer in again] == first
    assert {table: rows(world, table) for table in before} == before


def test_table_200_kept_as_an_addition_after_review(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    bring(world, sams.entry(entry_id, level=3))
    set_status(world, entry_id, EntryStatus.SEEN)
    later = sams.entry(entry_id, revision=2, level=1)
    answer = bring(world, later)
    assert answer.get_json() == {"id": str(entry_id), "revision": 2, "digest": later.digest, "kept": "addition"}
    (entry,) = rows(world, "log_entry")
    assert (entry.level, entry.revision) == (3, 1)


def test_table_409_the_same_revision_with_other_contents(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    bring(world, sams.entry(entry_id, words="Zo."))
    answer = bring(world, sams.entry(entry_id, words="Anders."))
    assert (answer.status_code, problem(answer)) == (409, "other-content")
    (entry,) = rows(world, "log_entry")
    assert entry.words == "Zo."


def test_table_401_session_over_sealed_items_still_go(world: World) -> None:
    sams = phone(world, ids.sam)
    sams.browser.post("/sign-out")
    assert sams.browser.put(f"/api/entries/{uuid4()}", data=told(), content_type="application/json").status_code == 401
    assert bring(sams.browser, sams.entry(uuid4())).status_code == 201


def test_fault_session_expires_offline(world: World) -> None:
    sams = phone(world, ids.sam)
    one = sams.entry(uuid4())
    with clock.shifted(timedelta(days=500)):
        assert sams.browser.get("/today").status_code == 303
        assert bring(sams.browser, one).status_code == 201


def test_table_413_too_large(world: World) -> None:
    sams = phone(world, ids.sam)
    long = sams.entry(uuid4(), words="x" * 70_000)
    assert (answer := bring(world, long)).status_code == 413 and problem(answer) == "sealed-too-large"
    huge = Envelope(uuid4(), bytes(15_100_000), "")
    assert bring(world, huge).status_code == 413
    assert rows(world, "log_entry") == []


def test_table_415_no_photo(world: World) -> None:
    sams, entry_id, words = phone(world, ids.sam), uuid4(), b"dit is geen foto"
    one = listed(words)
    bring(world, sams.entry(entry_id, media=[one]))
    answer = bring(world, sams.media(entry_id, one["id"], words))
    assert (answer.status_code, problem(answer)) == (415, "photo-wrong-type")
    assert stored(world) == []


def test_table_422_a_bad_entry_says_what_is_wrong(world: World) -> None:
    answer = bring(world, phone(world, ids.sam).entry(uuid4(), tasks=[]))
    assert (answer.status_code, problem(answer)) == (422, "bad-entry")
    assert answer.get_json()["fields"] == {"tasks": "Kies wat je hebt gedaan."}


def test_refusals_are_in_the_language_of_the_owner(world: World) -> None:
    sams = phone(world, ids.sam)
    with world.session() as session:
        session.execute(sa.text("""UPDATE "user" SET language = 'en'"""))
    answer = bring(world, sams.entry(uuid4(), tasks=[]), **{"Accept-Language": "nl"})
    assert answer.get_json()["fields"]["tasks"] == "Choose what you did."


def test_table_else_503_for_a_key_of_another_server(world: World) -> None:
    one = phone(world, ids.sam).entry(uuid4())
    other = Envelope(one.id, b"\0" * 8 + one.sealed[8:], one.digest)
    answer = bring(world, other)
    assert (answer.status_code, problem(answer)) == (503, "sealed-key")
    assert answer.headers["Retry-After"]


def test_table_else_503_for_a_kind_that_is_not_known_yet(world: World) -> None:
    answer = bring(world, phone(world, ids.sam).seal("voice", uuid4(), b"hallo"))
    assert (answer.status_code, problem(answer)) == (503, "sealed-kind")


def test_422_for_what_no_key_of_ours_opens(world: World) -> None:
    one = phone(world, ids.sam).entry(uuid4())
    moved = Envelope(uuid4(), one.sealed, one.digest)
    changed = Envelope(one.id, one.sealed[:-1] + bytes([one.sealed[-1] ^ 1]), one.digest)
    for bad in (moved, changed, Envelope(one.id, one.sealed[:8], "")):
        answer = bring(world, bad)
        assert (answer.status_code, problem(answer)) == (422, "sealed-unreadable")
    assert rows(world, "log_entry") == []


HEADER = {"device": "x", "sequence": 1, "kind": "entry", "entry": str(uuid4()), "digest": sha(told())}


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"\0\0\0",
        (2**32 - 1).to_bytes(4) + b"{}",
        (5000).to_bytes(4) + bytes(6000),
        (40).to_bytes(4) + b"{}",
        (2).to_bytes(4) + b"{}",
        (4).to_bytes(4) + b"null",
        (1).to_bytes(4) + b"\xff",
        contents(HEADER, b"iets anders"),
        contents(HEADER | {"sequence": -1}, told()),
        contents(HEADER | {"sequence": 2**31}, told()),
        contents(HEADER | {"sequence": "1"}, told()),
        contents(HEADER | {"sequence": True}, told()),
        contents(HEADER | {"entry": "x"}, told()),
        contents(HEADER | {"media": str(uuid4())}, told()),
        contents(HEADER | {"kind": "media"}, told()),
        contents({name: value for name, value in HEADER.items() if name != "device"}, told()),
        contents(HEADER | {"device": "x" * 101}, told()),
    ],
)
def test_odd_contents_are_refused_and_change_nothing(world: World, plain: bytes) -> None:
    answer = bring(world, phone(world, ids.sam).enclose(plain))
    assert answer.status_code == 422
    assert problem(answer) == "sealed-unreadable"
    assert rows(world, "log_entry") == []


def test_fault_an_old_clients_queue_meets_a_new_server(world: World) -> None:
    """The header of the first version, byte for byte; and one of a later version that says more."""
    sams, body = phone(world, ids.sam), told()
    first = (
        b'{"device":"%s","sequence":7,"kind":"entry","entry":"0b8ae6a2-3a0c-4c5e-9c07-0d3a6f8f2b11",'
        b'"type":"application/json","digest":"%s"}'
    ) % (sams.token.encode(), sha(body).encode())
    assert bring(world, sams.enclose(len(first).to_bytes(4) + first + body)).status_code == 201
    (revision,) = rows(world, "log_revision")
    assert revision.device_sequence == 7
    later = json.loads(first) | {"entry": str(uuid4()), "v": 9, "battery": {"low": True}}
    assert bring(world, sams.enclose(contents(later, body))).status_code == 201


def test_fault_b_s_phone_forges_an_item_of_a(world: World) -> None:
    """With her own token and his ids, and with a token that she makes up."""
    sams, noors, shot = phone(world, ids.sam), phone(world, ids.noor), photo()
    entry_id, one = uuid4(), listed(shot)
    bring(world, sams.entry(entry_id, media=[one]))
    before = rows(world, "log_entry"), rows(world, "log_revision")
    token = sams.token
    made_up = "A" * 32
    sams.token = noors.token[:32] + sams.token[32:]
    forged = [
        sams.entry(uuid4()),
        sams.seal("entry", uuid4(), told(), device=made_up),
        sams.seal("entry", uuid4(), told(), device=token[:64]),
        sams.seal("entry", uuid4(), told(), device=noors.token[:32] + ids.sam.hex + noors.token[64:]),
        sams.seal("entry", uuid4(), told(), device=device_token("een ander geheim", sams.device, ids.sam)),
        noors.entry(entry_id, revision=2, words="Vals."),
        noors.media(entry_id, one["id"], shot),
        sams.entry(uuid4()),
        sams.entry(entry_id, revision=2),
    ]
    answers = [bring(world, one) for one in forged]
    assert {(answer.status_code, problem(answer)) for answer in answers} == {(422, "refused")}
    assert len({answer.get_data() for answer in answers}) == 1, "an oracle"
    assert (rows(world, "log_entry"), rows(world, "log_revision")) == before
    assert stored(world) == []
    sams.token = token
    assert bring(world, sams.media(entry_id, one["id"], shot)).status_code == 201


def test_a_withdrawn_device_is_told_to_hand_over(world: World) -> None:
    sams = phone(world, ids.sam)
    one = sams.entry(uuid4())
    assert world.as_(ids.karin).post(f"/people/{ids.sam}/devices/{sams.device}/withdraw").status_code == 303
    answer = bring(world, one)
    assert (answer.status_code, problem(answer)) == (422, "device-withdrawn")
    assert "begeleider" in answer.get_json()["title"]
    assert rows(world, "log_entry") == []


@pytest.mark.parametrize(("days", "status"), [(0, 201), (59, 201), (62, 422)])
def test_work_from_before_a_membership_ended_counts_for_sixty_days(world: World, days: int, status: int) -> None:
    one = phone(world, ids.sam).entry(uuid4())
    with world.session() as session:
        session.get_one(Membership, ids.sam).ended_on = clock.now().date()
    with clock.shifted(timedelta(days=days)):
        assert bring(world, one).status_code == status


def test_nobodys_after_erasing(world: World) -> None:
    sams = phone(world, ids.sam)
    one = sams.entry(uuid4())
    with world.session() as session:
        session.get_one(Membership, ids.sam).erased_at = clock.now()
    assert problem(bring(world, one)) == "refused"


def test_only_what_does_not_open_is_counted_and_never_what_does(world: World) -> None:
    sams = phone(world, ids.sam)
    for _ in range(3):
        bring(world, sams.entry(uuid4()))
    bring(world, sams.entry(uuid4(), tasks=[]))
    assert rows(world, "attempts") == []
    wrong = Envelope(uuid4(), sams.key + bytes(100), "")
    for _ in range(60):
        assert bring(world, wrong).status_code == 422
    answer = bring(world, wrong)
    assert (answer.status_code, problem(answer)) == (429, "too-many-attempts")
    assert bring(world, sams.entry(uuid4())).status_code == 201, "who has a right one is not held up"
    with world.session() as session:
        assert session.execute(sa.select(sa.func.count(col(Attempts.key)))).scalar_one() == 1


def test_another_site_cannot_bring_one(world: World) -> None:
    one = phone(world, ids.sam).entry(uuid4())
    assert bring(world, one, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
