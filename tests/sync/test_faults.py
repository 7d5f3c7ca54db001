"""The faults that the page *sync* names, as far as they are the server's; each test is named after one."""

import io
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from obstore.exceptions import GenericError
from obstore.store import LocalStore
from PIL import Image
from sqlmodel import col

from app.base import clock, database
from app.base.config import Config
from app.base.database import open_session
from app.factory import create_app
from app.logbook.models import EntryStatus
from app.people.models import Device
from tests.cast import ids
from tests.logbook.phone import listed, photo, problem, rows, set_status, sha, stored, today
from tests.logbook.test_races import at_once
from tests.sync.phone import Envelope, Phone, bring, phone
from tests.world import Client, World, make_world


def test_fault_response_lost_after_commit_then_an_honest_edit(world: World) -> None:
    """The phone never heard that the first arrived; the student said more, and both go."""
    sams, entry_id = phone(world, ids.sam), uuid4()
    first = sams.entry(entry_id, words="Vakken gevuld.")
    bring(world, first)  # and the answer is lost
    edit = sams.entry(entry_id, revision=2, words="Vakken gevuld en gedweild.")
    answers = [bring(world, first), bring(world, edit), bring(world, edit)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer.get_json()["digest"] for answer in answers] == [first.digest, edit.digest, edit.digest]
    (entry,) = rows(world, "log_entry")
    assert entry.words == "Vakken gevuld en gedweild."
    assert len(rows(world, "log_revision")) == 2


def test_fault_32_identical_uploads_at_once_sealed(world: World) -> None:
    sams, entry_id, shot = phone(world, ids.sam), uuid4(), photo()
    entry, picture = sams.with_photo(entry_id, shot)
    browsers = [world.client() for _ in range(32)]
    answers = at_once(browsers, lambda browser, _number: bring(browser, entry))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 31}
    assert len({answer.get_data() for answer in answers}) == 1
    answers = at_once(browsers[:8], lambda browser, _number: bring(browser, picture))
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert {answer.get_json()["digest"] for answer in answers} == {sha(shot)}
    tables = ("log_entry", "log_revision", "log_task", "media", "entry_media")
    assert [len(rows(world, table)) for table in tables] == [1] * 5
    assert len(stored(world)) == 2


def test_two_phones_of_one_student_at_once_do_not_wait_for_each_other(world: World) -> None:
    phones = [phone(world, ids.sam) for _ in range(2)]
    envelopes = [one.entry(uuid4()) for one in phones for _ in range(8)]
    for one in phones:
        one.waits(uuid4(), uuid4())
    answers = at_once([world.client() for _ in envelopes], lambda browser, number: bring(browser, envelopes[number]))
    assert {answer.status_code for answer in answers} == {201}
    with world.session() as session:
        query = sa.select(col(Device.last_sequence)).where(col(Device.id).in_([one.device for one in phones]))
        assert set(session.scalars(query)) == {8}


def test_a_report_and_an_arrival_at_once_leave_nothing_waiting(world: World) -> None:
    for _ in range(4):
        sams, entry_id = phone(world, ids.sam), uuid4()
        one = sams.entry(entry_id)

        def send(browser: Client, number: int, sams: Phone = sams, one: Envelope = one) -> object:
            return bring(browser, one) if number else sams.waits(entry_id)  # noqa: B023

        at_once([world.client(), world.client()], send)  # type: ignore[arg-type]
        assert rows(world, "waiting_entry") == []


def test_fault_same_id_with_other_content_a_photo(world: World) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    entry, picture = sams.with_photo(entry_id, photo("red"))
    bring(world, entry)
    (media,) = rows(world, "media")
    other = sams.media(entry_id, media.id, photo("blue"))
    assert (answer := bring(world, other)).status_code == 409 and problem(answer) == "other-photo"
    assert bring(world, picture).status_code == 201


def test_fault_one_poisoned_item_among_good_ones(world: World) -> None:
    """Each envelope is by itself: what is wrong with one says nothing of the others."""
    sams = phone(world, ids.sam)
    good, bad, last = sams.entry(uuid4()), sams.entry(uuid4(), level=9), sams.entry(uuid4())
    assert [bring(world, one).status_code for one in (good, bad, last, bad)] == [201, 422, 201, 422]
    assert len(rows(world, "log_entry")) == 2


def test_fault_entry_taken_back_during_an_offline_edit(world: World) -> None:
    """On the other phone; the edit says that it is there, and comes later, so it is."""
    sams, entry_id = phone(world, ids.sam), uuid4()
    bring(world, sams.entry(entry_id))
    edit = sams.entry(entry_id, revision=2, words="Toch wel.")
    world.as_(ids.sam).post(f"/log/{entry_id}/take-back")
    answer = bring(world, edit)
    assert (answer.status_code, problem(answer)) == (409, "other-content")
    later = sams.entry(entry_id, revision=3, words="Toch wel.")
    assert bring(world, later).status_code == 200
    (entry,) = rows(world, "log_entry")
    assert (entry.status, entry.words) == (EntryStatus.NEW, "Toch wel.")


@pytest.mark.parametrize("status", [EntryStatus.SEEN, EntryStatus.QUESTION])
def test_fault_entry_reviewed_during_an_offline_edit(world: World, status: EntryStatus) -> None:
    sams, entry_id, shot = phone(world, ids.sam), uuid4(), photo()
    bring(world, sams.entry(entry_id, level=3))
    one = listed(shot)
    edit, picture = sams.entry(entry_id, revision=2, level=1, media=[one]), sams.media(entry_id, one["id"], shot)
    set_status(world, entry_id, status)
    assert bring(world, edit).get_json()["kept"] == "addition"
    assert bring(world, picture).status_code == 201
    (entry,) = rows(world, "log_entry")
    assert (entry.level, entry.status) == (3, EntryStatus.NEW), "it comes back into the queue"


@pytest.mark.parametrize("years", [-10, 10])
def test_fault_clock_wrong_by_ten_years(world: World, years: int) -> None:
    sams, off = phone(world, ids.sam), timedelta(days=3652 * (1 if years > 0 else -1))
    wrong = {"happened_on": (today() + off).isoformat(), "claimed_at": (clock.now() + off).isoformat()}
    assert bring(world, sams.entry(uuid4(), **wrong)).status_code == 201
    (entry,), (revision,) = rows(world, "log_entry"), rows(world, "log_revision")
    assert entry.happened_on == today()
    assert abs(entry.submitted_at - clock.now()) < timedelta(minutes=1)
    assert revision.body["happened_on"] == wrong["happened_on"]


def _refuse(*_args: object) -> None:
    raise GenericError("No space left on device")


def test_fault_disk_full_for_photos(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sams, entry_id = phone(world, ids.sam), uuid4()
    entry, picture = sams.with_photo(entry_id)
    bring(world, entry)
    with monkeypatch.context() as patched:
        patched.setattr(LocalStore, "put", _refuse)
        answer = bring(world, picture)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    (media,) = rows(world, "media")
    assert media.received_at is None
    assert bring(world, picture).status_code == 201


def test_fault_disk_full_for_the_database(own_world: World) -> None:
    sams = phone(own_world, ids.sam)
    one = sams.entry(uuid4(), words="x" * 400)
    full = True

    @sa.event.listens_for(own_world.app.extensions["engine"], "begin")
    def _no_room(connection: sa.Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one() if full else 1_000_000
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    last = bring(own_world, one)
    sent = 0
    while last.status_code == 201 and (sent := sent + 1) < 200:  # until the pages that there are, are full
        last = bring(own_world, sams.entry(uuid4(), words="x" * 400))
    assert (last.status_code, problem(last)) == (503, "busy")
    assert last.headers["Retry-After"]
    assert sams.browser.get("/today").status_code == 200
    full = False
    assert bring(own_world, sams.entry(uuid4(), words="x" * 400)).status_code == 201


def test_fault_database_locked(own_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with Retry-After; reads go on."""
    sams, entry_id = phone(own_world, ids.sam), uuid4()
    one = sams.entry(entry_id)
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    monkeypatch.setitem(open_session.__kwdefaults__ or {}, "patience", 0.05)
    with open_session(own_world.app.extensions["engine"], writes=True) as session:
        session.connection()
        answer = bring(own_world, one)
        assert (answer.status_code, problem(answer)) == (503, "busy")
        assert answer.headers["Retry-After"]
        assert sams.waits(entry_id).status_code == 503
        assert sams.browser.get("/today").status_code == 200
        assert sams.changes()["entries"] == []
    assert bring(own_world, one).status_code == 201


def test_fault_database_away(own_world: World) -> None:
    sams = phone(own_world, ids.sam)
    one = sams.entry(uuid4())
    own_world.app.extensions["engine"].dispose()
    file = Path(own_world.config.database_url.removeprefix("sqlite:///"))
    kept = shutil.copy(file, file.with_suffix(".kept"))
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()
    file.mkdir()
    answer = bring(own_world, one)
    assert (answer.status_code, problem(answer)) == (503, "busy")
    assert answer.headers["Retry-After"]
    file.rmdir()
    shutil.copy(kept, file)
    assert bring(own_world, one).status_code == 201


def test_fault_database_away_that_is_a_server(tmp_path: Path, world: World) -> None:
    one = phone(world, ids.sam).entry(uuid4())
    nowhere = Config(
        database_url="postgresql+psycopg://werkbrug@127.0.0.1:1/werkbrug",
        storage_url=str(tmp_path),
        secret=world.config.secret,
        base_url=world.config.base_url,
    )
    answer = bring(Client(create_app(nowhere)), one)
    assert (answer.status_code, problem(answer), answer.headers["Retry-After"]) == (503, "busy", "5")


def test_fault_key_rotated_while_items_wait(world: World) -> None:
    """Another quarter, and then another secret that still lists the one before."""
    sams = phone(world, ids.sam)
    first, second = sams.entry(uuid4()), sams.entry(uuid4())
    with clock.shifted(timedelta(days=200)):
        later = phone(world, ids.sam)
        assert later.key != sams.key
        assert bring(world, first).status_code == bring(world, later.entry(uuid4())).status_code == 201
    url, folder = world.config.database_url, world.config.var
    moved = make_world(url, folder, secret="een heel nieuw geheim", old_secrets=(world.config.secret,))
    lost = make_world(url, folder, secret="een heel nieuw geheim")
    try:
        assert bring(lost, second).status_code == 503, "kept: another server, or setting, may know the key"
        assert bring(moved, second).status_code == 201
    finally:
        moved.app.extensions["engine"].dispose()
        lost.app.extensions["engine"].dispose()


def test_fault_restored_backup(own_world: World) -> None:
    """The server forgot what it said it had; the phone sees that from the last number, and sends it all again."""
    sams, first, second = phone(own_world, ids.sam), uuid4(), uuid4()
    bring(own_world, one := sams.entry(first))
    file = Path(own_world.config.database_url.removeprefix("sqlite:///"))
    backup = file.with_suffix(".backup")
    with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(backup)) as copy:
        live.backup(copy)
    receipt = bring(own_world, two := sams.entry(second)).get_json()
    assert sams.changes()["phone"]["last_sequence"] == 2

    own_world.app.extensions["engine"].dispose()
    for part in file.parent.glob(f"{file.name}-*"):
        part.unlink()
    shutil.copy(backup, file)
    told_now = sams.changes()
    assert told_now["phone"]["last_sequence"] == 1, "less than the phone has a receipt for"
    assert [entry["id"] for entry in told_now["entries"]] == [str(first)]
    answers = [bring(own_world, again) for again in (one, two)]
    assert [answer.status_code for answer in answers] == [200, 201]
    assert answers[1].get_json() == receipt
    assert len(rows(own_world, "log_entry")) == 2


def test_fault_restored_backup_from_before_the_phone_signed_in(own_world: World) -> None:
    """The server does not know the device any more; what it kept is its owner's all the same."""
    sams, entry_id = phone(own_world, ids.sam), uuid4()
    envelopes = sams.with_photo(entry_id)
    with own_world.session() as session:
        session.delete(session.get_one(Device, sams.device))
    assert sams.browser.get("/today").status_code == 303
    assert [bring(own_world, one).status_code for one in envelopes] == [201, 201]
    (entry,) = rows(own_world, "log_entry")
    assert entry.student_id == ids.sam


def _large_photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((700, 700), 90).save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.mark.parametrize("ends", [False, True])
def test_fault_upload_cut_at_every_64_kib(world: World, ends: bool) -> None:
    """A body that is shorter than its Content-Length is never kept, and the phone sends it again; also behind a server
    that says where the body ``ends`` itself.
    """
    sams, entry_id = phone(world, ids.sam), uuid4()
    entry, picture = sams.with_photo(entry_id, _large_photo())
    bring(world, entry)
    assert len(picture.sealed) > 3 * 65536
    for end in range(0, len(picture.sealed), 65536):
        answer = world.client().put(
            f"/api/sealed/{picture.id}",
            data=picture.sealed[:end],
            content_type="application/hpke",
            environ_overrides={"CONTENT_LENGTH": str(len(picture.sealed)), "wsgi.input_terminated": ends},
        )
        assert answer.status_code == 400, "not for good"
    (media,) = rows(world, "media")
    assert media.received_at is None and stored(world) == []
    assert rows(world, "attempts") == []
    assert bring(world, picture).status_code == 201


def test_the_log_names_ids_and_codes_and_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    sams = phone(world, ids.sam)
    bring(world, sams.entry(uuid4(), tasks=[], words="Geheim van Sam de Vries"))
    bring(world, Envelope(uuid4(), sams.key + b"Geheim van Sam", ""))
    sams.waits(uuid4())
    sams.waits(counted=0)
    said = caplog.text
    assert "refused bad-entry" in said and "gone from a phone" in said
    assert "Geheim" not in said and "Vries" not in said and sams.token not in said


def test_what_is_refused_leaves_the_phones_number_as_it_was(world: World) -> None:
    sams = phone(world, ids.sam)
    bring(world, sams.entry(uuid4(), tasks=[]))
    assert sams.changes()["phone"]["last_sequence"] == 0
    sams.sequence = 40
    bring(world, sams.entry(uuid4()))
    sams.sequence = 20
    bring(world, sams.entry(uuid4()))
    assert sams.changes()["phone"]["last_sequence"] == 41
