"""A school day in one process: phones, supervisors and an app, taken through the steps of a plan."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from uuid import UUID

from tests.chaos.book import Book
from tests.chaos.desk import OpenForm, form_on
from tests.chaos.network import Letter, Network, may_read
from tests.chaos.people import SAM, STUDENTS, SUPERVISORS, Person, Supervisor
from tests.chaos.phone import SAVED, Item, Phone, new_id, sha
from tests.chaos.plan import PHONES, Step
from tests.chaos.sealing import Device, Sealer
from tests.chaos.wire import Answer, Lost, Request
from tests.world import World

TEN_YEARS = timedelta(days=3652)
ROUNDS = 40
"""How often every phone may try to get rid of what waits once all works again: far more than any queue is long."""


@dataclass
class Day:
    """One interleaving under way."""

    world: World
    network: Network
    sealer: Sealer
    seed: int
    book: Book = field(default_factory=Book)
    phones: list[Phone] = field(default_factory=list)
    forms: list[OpenForm] = field(default_factory=list)
    _desks: dict[UUID, Device] = field(default_factory=dict)
    _who: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = Random(self.seed)
        self.network.heard = self._heard
        self.network.under_way.clear()
        people = [SAM, SAM if chance.random() < 0.8 else chance.choice(STUDENTS)]
        people += [chance.choice(STUDENTS) for _ in range(PHONES - len(people))]
        for number, person in enumerate(people):
            clock_error = chance.choice((timedelta(), timedelta(), TEN_YEARS, -TEN_YEARS))
            self.phones.append(Phone(number, self.book, self.sealer, wrong=clock_error))
            self._sign_in(self.phones[-1], person)
        self.phones.append(Phone(PHONES, self.book, self.sealer))  # the supervisors'

    def play(self, steps: Sequence[Step]) -> None:
        """Do all of it, then let everything work again until nothing waits any more."""
        for step in steps:
            self._do(step)
        for letter in self._late():
            self.network.deliver(letter, None)
        self._drain()

    def _late(self) -> Iterator[Letter]:
        while self.network.under_way:
            yield self.network.under_way.pop(0)

    def _do(self, step: Step) -> None:
        chance, phone = Random(step.seed), self.phones[step.phone]
        match step.verb:
            case "log":
                phone.log(chance)
            case "change":
                if chance.random() < 0.5:
                    phone.meet(chance)
                phone.change(chance)
            case "meet":
                phone.meet(chance)
            case "poison":
                phone.poison(chance)
            case "send":
                self._send(step, chance, phone)
            case "deliver" if self.network.under_way:
                late = self.network.under_way.pop(chance.randrange(len(self.network.under_way)))
                self._quietly(late, step)
            case _:
                self._do_seldom(step, chance, phone)

    def _do_seldom(self, step: Step, chance: Random, phone: Phone) -> None:
        match step.verb:
            case "open":
                self._open(chance)
            case "answer" if self.forms:
                self._answer(step, chance)
            case "undo":
                self._undo(step, chance)
            case "forge":
                self._forge(step, chance, phone)
            case "look" if phone.person:
                path = chance.choice(("/work", "/today", "/api/changes"))
                self._quietly(Letter(Request("GET", path), phone.cookie), step)
            case "sign-out" if phone.person:
                self._quietly(Letter(Request("POST", "/sign-out"), phone.cookie), step)
                if chance.random() < 0.6:  # else the phone thinks that it is still signed in
                    phone.sign_in(None, None)
            case "sign-in":
                person = phone.person or chance.choice(STUDENTS)
                self._sign_in(phone, person if chance.random() < 0.7 else chance.choice(STUDENTS))

    # ---------------------------------------------------------------- phones

    def _send(self, step: Step, chance: Random, phone: Phone) -> None:
        """Send one item in the weather and with the trouble of this step, and perhaps others that nothing befalls."""
        if not phone.ready() and step.trouble:
            chance.choice((phone.log, phone.change, phone.change))(chance)
        for first in (True, *(False,) * chance.randrange(3)):
            ready = phone.ready()
            if ready:
                item = ready[chance.randrange(len(ready))]
                self._try(phone, item, step if first else None, chance.random())

    def _try(self, phone: Phone, item: Item, step: Step | None = None, place: float = 0.5) -> None:
        letter = Letter(item.request(), phone.cookie)
        try:
            answer = self._with(letter, step, place)
        except Lost:
            return
        if item.state == "waiting":  # one tab sends at a time, but a copy may have been answered meanwhile
            phone.hear(item, answer)

    def _with(self, letter: Letter, step: Step | None, place: float = 0.5) -> Answer:
        if step is None:
            return self.network.send(letter)

        def meanwhile() -> None:
            for inner in step.meanwhile:
                self._do(inner)

        return self.network.send(letter, step.weather, place, step.trouble, meanwhile)

    def _quietly(self, letter: Letter, step: Step) -> None:
        try:
            self._with(letter, step)
        except Lost:
            return

    def _sign_in(self, phone: Phone, person: Person) -> None:
        with self.world.session() as session:
            phone.sign_in(person, self.sealer.sign_in(session, person.id))
        self._who[phone.cookie or ""] = person.name

    def _forge(self, step: Step, chance: Random, phone: Phone) -> None:
        """Send as one's own what has the id of somebody else's log or photo."""
        theirs = [log for log in self.book.logs.values() if log.owner is not phone.person and log.revisions]
        if phone.person is None or not theirs:
            return
        log = theirs[chance.randrange(len(theirs))]
        if not any(entry == log.id for entry, _number in self.book.acknowledged):
            return  # an id that nobody has used is free: who comes first, has it
        photos = [one for one in self.book.photos.values() if one.log == log.id]
        told = log.revisions[-1].body
        told["words"] = told["words"].replace(log.owner.name, phone.person.name)
        told["tasks"] = [str(phone.person.tasks[0])]
        told["revision"] += chance.randrange(3)
        told["media"] = [one | {"tasks": []} for one in told["media"]]
        body, photo = json.dumps(told).encode(), None
        if photos and chance.random() < 0.5:
            body, photo = photos[0].bytes, photos[0].id
        item = Item(0, phone.person, log.id, body, sha(body), told["revision"], photo)
        if phone.device is not None and chance.random() < 0.5:
            item.envelope = new_id(chance)
            item.sealed = self.sealer.seal(item.envelope, phone.device, item.header(), body)
        try:
            answer = self._with(Letter(item.request(), phone.cookie), replace(step, weather=""))
        except Lost:
            return
        if answer.status in SAVED:
            self.book.wrong("leaked", f"{phone.number} wrote to {log.owner.name}'s {item.media or item.log}")

    # ---------------------------------------------------------------- supervisors

    def _open(self, chance: Random) -> None:
        logs = list(self.book.logs.values())
        if not logs:
            return
        log = logs[chance.randrange(len(logs))]
        supervisor = next(one for one in SUPERVISORS if log.owner.name in one.sees)
        page = self.network.deliver(Letter(Request("GET", f"/review/{log.id}"), self._cookie(supervisor)), None)
        form = form_on(page, log.id, supervisor, chance)
        if form is not None:
            self.forms.append(form)

    def _answer(self, step: Step, chance: Random) -> None:
        form = self.forms[chance.randrange(len(self.forms))]
        if chance.random() < 0.5:
            desk = self.phones[PHONES]
            if form.review_id not in {item.review_id for item in desk.outbox}:
                desk.answer(form, self._desks[form.supervisor.id])
            return
        if form.says_kept(self._told(step, form, form.request())):
            self.book.reviews.setdefault(form.review_id, form.reviewed())

    def _undo(self, step: Step, chance: Random) -> None:
        answered = [form for form in self.forms if form.review_id in self.book.reviews]
        if answered:
            form = answered[chance.randrange(len(answered))]
            if form.says_undone(self._told(step, form, form.undoing())):
                self.book.reviews[form.review_id].undone = True

    def _told(self, step: Step, form: OpenForm, request: Request) -> Answer:
        try:
            return self._with(Letter(request, self._cookie(form.supervisor)), step)
        except Lost:
            return Answer(0, "", b"")

    def _cookie(self, supervisor: Supervisor) -> str:
        if supervisor.id not in self._desks:
            with self.world.session() as session:
                self._desks[supervisor.id] = self.sealer.sign_in(session, supervisor.id)
            self._who[self._desks[supervisor.id].cookie] = supervisor.name
        return self._desks[supervisor.id].cookie

    # ---------------------------------------------------------------- the end

    def _heard(self, letter: Letter, answer: Answer) -> None:
        who = self._who.get(letter.cookie or "", "")
        sees = next((one.sees for one in SUPERVISORS if one.name == who), frozenset({who}))
        wrong = may_read(who or "nobody", sees, answer)
        if wrong:
            self.book.wrong("leaked", f"{letter.request.method} {letter.request.path}: {wrong}")

    def _drain(self) -> None:
        """All works again, and what is not sealed waits until its owner signs in once more."""
        for phone in self.phones:
            for _ in range(ROUNDS):
                waiting = phone.waiting()
                if not waiting:
                    break
                owner = waiting[0].owner
                if not phone.ready() and isinstance(owner, Person):
                    self._sign_in(phone, owner)
                for item in phone.ready():
                    self._try(phone, item)
            for item in phone.waiting():
                self.book.wrong("stuck", f"{item.log} {item.revision or item.media} on phone {phone.number}")
