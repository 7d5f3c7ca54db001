"""A student's phone, as the page *sync* of the design has it: what it saves, in which order it sends, what it makes of
the answers.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from app.base import clock
from app.base.clock import local_day
from tests.chaos.book import Book, Log, Photo, Reviewed, Revision
from tests.chaos.desk import OpenForm
from tests.chaos.people import Person, Supervisor
from tests.chaos.pictures import pictures
from tests.chaos.sealing import Device, Sealer
from tests.chaos.wire import Answer, Request

FOR_GOOD = frozenset({409, 413, 415, 422})
SAVED = frozenset({200, 201})
TOO_LATE = frozenset({"answered", "changed", "taken-back", "not-found", "other-content"})
"""Why an answer of a supervisor may not count: the student, or somebody else, was quicker."""
PLAIN = 4
"""One of so many items goes out as it is, as an old version of the app does; the others are sealed."""


@dataclass
class Item:
    """Something that waits: a revision, a photo (``media``) or a supervisor's answer (``review``).

    ``forgivable``: the codes with which this one may be refused for good. What is ``sealed`` goes out as an envelope,
    whoever is signed in; the rest needs its owner.
    """

    order: int
    owner: Person | Supervisor
    log: UUID
    body: bytes
    digest: str
    revision: int = 0
    media: UUID | None = None
    review: Reviewed | None = None
    review_id: UUID | None = None
    envelope: UUID | None = None
    sealed: bytes = b""
    forgivable: frozenset[str] = frozenset()
    state: str = "waiting"
    reason: str = ""

    def request(self) -> Request:
        """How it goes out."""
        if self.envelope is not None:
            return Request("PUT", f"/api/sealed/{self.envelope}", self.sealed, "application/hpke")
        if self.media is None:
            return Request("PUT", f"/api/entries/{self.log}", self.body, "application/json")
        return Request(
            "PUT",
            f"/api/entries/{self.log}/media/{self.media}",
            self.body,
            "image/jpeg",
            (("Content-Digest", content_digest(self.body)),),
        )

    def header(self) -> dict[str, Any]:
        """What an envelope says of it, apart from whose it is."""
        kind, mime = "entry", "application/json"
        if self.media is not None:
            kind, mime = "media", "image/jpeg"
        elif self.review_id is not None:
            kind, mime = "review", "application/x-www-form-urlencoded"
        media = {"media": str(self.media)} if self.media else {}
        return {"kind": kind, "entry": str(self.log), "type": mime, "digest": self.digest} | media


def content_digest(body: bytes) -> str:
    """The digest of RFC 9530."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def sha(body: bytes) -> str:
    """The digest as the protocol names it."""
    return hashlib.sha256(body).hexdigest()


def new_id(chance: Random) -> UUID:
    """An id as a phone makes it, out of the seed."""
    return UUID(int=chance.getrandbits(128), version=4)


@dataclass
class Phone:
    """A browser. What waits in it stays whoever signs in; ``knows`` is the newest revision it has seen of a log.

    Its clock is wrong by ``wrong``.
    """

    number: int
    book: Book
    sealer: Sealer
    person: Person | None = None
    device: Device | None = None
    wrong: timedelta = timedelta()
    outbox: list[Item] = field(default_factory=list)
    knows: dict[UUID, int] = field(default_factory=dict)
    count: int = 0

    @property
    def cookie(self) -> str | None:
        """What the browser sends along."""
        return self.device.cookie if self.device else None

    def sign_in(self, person: Person | None, device: Device | None) -> None:
        """From now on this browser is this person's, or nobody's."""
        self.person, self.device = person, device

    # ---------------------------------------------------------------- saving

    def log(self, chance: Random) -> None:
        """A new log of whoever is signed in, with up to three photos."""
        if self.person is None:
            return
        log = Log(new_id(chance), self.person)
        self.book.logs[log.id] = log
        told = self._first(chance, log)
        self._save(log, told, self._photos(chance, log, told, chance.choice((0, 0, 1, 1, 2, 3))))

    def change(self, chance: Random) -> None:
        """The next revision of a log that this phone knows of."""
        mine = [log for log in self.knows if self.book.logs[log].owner is self.person]
        if not mine:
            return
        log = self.book.logs[mine[chance.randrange(len(mine))]]
        known = next(one for one in reversed(log.revisions) if one.number <= self.knows[log.id])
        told = known.body
        photos: list[Photo] = []
        told["words"] = self._words(chance, log.owner)
        match chance.randrange(6):
            case 0:
                told["taken_back"] = not told.get("taken_back", False)
            case 1:
                told["tasks"] = self._tasks(chance, log.owner)
                told["media"] = [one | {"tasks": []} for one in told["media"]]
            case 2:
                photos = self._photos(chance, log, told, 1)
            case 3 if told["media"]:
                told["media"] = told["media"][1:]
            case _:
                told["level"] = chance.randint(1, 3)
        told["revision"] = self.knows[log.id] + chance.choice((1, 1, 1, 2))  # no rule says that none is left out
        self._save(log, told, photos)

    def meet(self, chance: Random) -> None:
        """See on the server's pages what another phone of this person has sent."""
        seen = [
            (log, number)
            for (log, number) in list(self.book.acknowledged)
            if self.book.logs[log].owner is self.person and number > self.knows.get(log, 0)
        ]
        if seen:
            log, number = seen[chance.randrange(len(seen))]
            self.knows[log] = number

    def poison(self, chance: Random) -> None:
        """Save something that no server can take, as an older or broken version of the app could."""
        if self.person is None:
            return
        log = Log(new_id(chance), self.person)
        told = self._first(chance, log)
        match chance.randrange(4):
            case 0:
                told["words"] = "te lang " * 100
            case 1:
                told["tasks"] = [str(new_id(chance))]
            case 2:
                del told["level"]
            case _:
                self.book.logs[log.id] = log
                broken = Photo(new_id(chance), log.id, log.owner, b"GIF89a" + chance.randbytes(20), "", pictures()[0])
                told["media"] = [_listed(broken.id, broken.bytes, [])]
                self._save(log, told, [])
                self._wait(log, broken.bytes, media=broken.id, forgivable={"photo-wrong-type", *_no_photos(log.owner)})
                return
        body = json.dumps(told).encode()
        self._wait(log, body, revision=1, forgivable={"bad-entry", "other-task"})

    def _first(self, chance: Random, log: Log) -> dict[str, Any]:
        now: datetime = clock.now() + self.wrong
        together = [str(mate) for mate in log.owner.mates if chance.random() < 0.08]
        return {
            "revision": 1,
            "happened_on": local_day(now, "Europe/Amsterdam").isoformat(),
            "claimed_at": now.isoformat(),
            "tasks": self._tasks(chance, log.owner),
            "something_else": False,
            "level": chance.randint(1, 3),
            "mood": chance.choice((None, 1, 2, 3)),
            "words": self._words(chance, log.owner),
            "language": "nl",
            "media": [],
        } | ({"together": together} if together else {})

    def _tasks(self, chance: Random, owner: Person) -> list[str]:
        return [str(task) for task in chance.sample(owner.tasks, chance.randint(1, len(owner.tasks)))]

    def _words(self, chance: Random, owner: Person) -> str:
        return f"{owner.name}-{chance.getrandbits(48):012x}"

    def _photos(self, chance: Random, log: Log, told: dict[str, Any], count: int) -> list[Photo]:
        made = []
        for _ in range(min(count, 8 - len(told["media"]))):
            picture = chance.choice(pictures())
            key = new_id(chance)
            body = picture.photo(f"{log.owner.name} {key}")
            made.append(Photo(key, log.id, log.owner, body, sha(body), picture))
        told["media"] = [*told["media"], *(_listed(one.id, one.bytes, told["tasks"][:1]) for one in made)]
        return made

    def _save(self, log: Log, told: dict[str, Any], photos: list[Photo]) -> None:
        body = json.dumps(told).encode()
        log.revisions.append(Revision(told["revision"], sha(body), body))
        log.phones.add(self.number)
        self.knows[log.id] = told["revision"]
        self._wait(log, body, revision=told["revision"])
        for one in photos:
            self.book.photos[one.id] = one
            self._wait(log, one.bytes, media=one.id, forgivable=_no_photos(log.owner))

    def _wait(self, log: Log, body: bytes, *, forgivable: Any = frozenset(), **which: Any) -> None:
        self.count += 1
        item = Item(self.count, log.owner, log.id, body, sha(body), forgivable=frozenset(forgivable), **which)
        if (log.id.int + self.count) % PLAIN and self.device is not None:
            item.envelope = new_id(Random(f"{log.id} {self.count} {self.number}"))
            item.sealed = self.sealer.seal(item.envelope, self.device, item.header(), body)
        self.outbox.append(item)

    def answer(self, form: OpenForm, device: Device) -> None:
        """Keep a supervisor's answer, sealed, to send it later."""
        self.count += 1
        body = form.body()
        item = Item(self.count, form.supervisor, form.log, body, sha(body), form.revision, forgivable=TOO_LATE)
        item.review, item.review_id = form.reviewed(), form.review_id
        item.envelope = new_id(Random(f"{form.review_id} {self.count}"))
        item.sealed = self.sealer.seal(item.envelope, device, item.header(), body)
        self.outbox.append(item)

    # ---------------------------------------------------------------- sending

    def waiting(self) -> list[Item]:
        """All that waits here, whosever it is."""
        return [item for item in self.outbox if item.state == "waiting"]

    def ready(self) -> list[Item]:
        """What may be sent now: of every log the next revision, and the photos of those before it."""
        found, held = [], set()
        for item in self.outbox:
            if item.state != "waiting":
                continue
            if item.log not in held and (item.envelope is not None or item.owner is self.person):
                found.append(item)
            if item.media is None:
                held.add(item.log)
        return found

    def hear(self, item: Item, answer: Answer) -> None:
        """Make of an answer what the design's table says."""
        if answer.status in SAVED and self._is_receipt(item, answer.told):
            item.state = "sent"
            if item.review is not None and item.review_id is not None:
                self.book.reviews.setdefault(item.review_id, item.review)
            elif item.media is None:
                self.book.acknowledge(item.log, item.revision, item.digest, str(answer.told["kept"]))
            else:
                self.book.arrived[item.media] = item.digest
        elif answer.status in FOR_GOOD and answer.code:
            item.state, item.reason = "refused", answer.code
            if item.review_id is not None:
                self.book.refused_reviews.add(item.review_id)
            if not self._may_be_refused(item):
                kind = "wrong_bytes" if answer.code.startswith(("photo-", "other-photo")) else "lost"
                self.book.wrong(kind, f"refused {answer.code}: {item.log} {item.revision or item.media}")
        elif answer.status == 401 and answer.code:
            self.sign_in(None, None)

    def _is_receipt(self, item: Item, told: dict[str, Any]) -> bool:
        asked: dict[str, Any] = {"id": str(item.review_id or item.media or item.log), "digest": item.digest}
        if item.media is None:
            asked["revision"] = item.revision
        return asked == {name: told.get(name) for name in asked}

    def _may_be_refused(self, item: Item) -> bool:
        if item.reason in item.forgivable:
            return True
        log = self.book.logs[item.log]
        if item.media is None:
            return item.reason == "other-content" and log.contested
        return item.reason == "refused" and (log.contested or self._was_left_out(item, log))

    def _was_left_out(self, item: Item, log: Log) -> bool:
        """Whether the student took a photo out of a log again."""
        lists = [str(item.media) in {one["id"] for one in revision.body["media"]} for revision in log.revisions]
        return not all(lists[lists.index(True) :])


def _listed(media_id: UUID, body: bytes, tasks: list[str]) -> dict[str, Any]:
    return {"id": str(media_id), "kind": "photo", "digest": sha(body), "tasks": tasks}


def _no_photos(owner: Person) -> frozenset[str]:
    """With which codes the photos of somebody are refused who may send none."""
    return frozenset() if owner.photos else frozenset({"photos-not-allowed", "refused"})
