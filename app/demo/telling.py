"""What happened at the demo's schools: told through the actions that the app itself uses, at the times of then."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlmodel import Session

from app.base.images import CleanPhoto
from app.base.storage import Storage
from app.demo import keys
from app.demo.calendar import ZONE, Calendar
from app.demo.companies import CONTACTS
from app.demo.evidence import (
    FEEDBACK,
    OBSERVATIONS,
    SIGN_OFFS,
    DemoFeedback,
    DemoObservation,
    DemoSignOff,
)
from app.demo.keys import demo_id, task_id
from app.demo.logs import LOGS, DemoLog, More, Question, Seen
from app.demo.people import MEMBERS
from app.demo.placements import PLACEMENTS
from app.demo.weeks import weeks
from app.feedback import actions as feedback
from app.feedback.inputs import Answer as FeedbackAnswer
from app.feedback.inputs import Judgement
from app.feedback.queries import access
from app.logbook import actions as logbook
from app.logbook import photos
from app.logbook.inputs import EntryInput, MediaInput, canonical, sha_256
from app.logbook.queries import entry as entry_card
from app.people.actor import Actor
from app.people.queries import actor_of
from app.review import actions as review
from app.review.actions import NewObservation
from app.review.forms import TalkForm
from app.review.inputs import Answer, FloorObservation, SignOffForm
from app.review.models import Source, Verdict
from app.review.phrases import phrases

PHOTOS = Path(__file__).parent / "photos"
LANGUAGE = "nl"
ROUND = time(10, 0)
"""When a supervisor walks past."""
TALK = time(13, 0)
DESK = time(16, 15)
"""When logs are answered."""


@dataclass(frozen=True, slots=True)
class _Photo:
    digest: str
    clean: CleanPhoto


@dataclass(frozen=True, slots=True)
class _Story:
    session: Session
    storage: Storage
    secret: str
    codes: dict[str, UUID]
    calendars: dict[str, Calendar]
    contacts: dict[str, str]
    actors: dict[str, Actor]
    photos: dict[str, _Photo]
    phrases: dict[tuple[UUID, str], UUID]
    """The sentences that the schools say often, by school and words."""

    def supervisor(self, student: str) -> Actor:
        return self.actors[MEMBERS[student].supervisor]


def tell(session: Session, storage: Storage, secret: str, now: datetime, codes: dict[str, UUID]) -> None:
    """Let the students log, the supervisors look and sign, the trainers answer. ``codes``: work processes by code."""
    story = _Story(
        session=session,
        storage=storage,
        secret=secret,
        codes=codes,
        calendars={told.student: Calendar(told, now) for told in PLACEMENTS},
        contacts={told.student: told.contact for told in PLACEMENTS},
        actors={key: actor_of(session, demo_id(key)) for key in MEMBERS},
        photos=_photos(),
        phrases={},
    )
    for member in MEMBERS.values():
        if member.supervisor:
            _often(story, story.actors[member.supervisor], now)
    for seen in OBSERVATIONS:
        _observe(story, seen)
    for signed in SIGN_OFFS:
        _sign_off(story, signed)
    for log in (*LOGS, *weeks()):
        _log(story, log)
    for answer in FEEDBACK:
        _answer(story, answer)


def _photos() -> dict[str, _Photo]:
    listed = json.loads((PHOTOS / "photos.json").read_text())
    return {
        name: _Photo(
            told["digest"],
            CleanPhoto(
                (PHOTOS / f"{name}-large.webp").read_bytes(),
                (PHOTOS / f"{name}-small.webp").read_bytes(),
                told["width"],
                told["height"],
            ),
        )
        for name, told in listed.items()
    }


def _often(story: _Story, actor: Actor, now: datetime) -> None:
    review.start_with_default_phrases(story.session, actor, now)
    for known in phrases(story.session, actor.school_id):
        story.phrases[actor.school_id, known.text] = known.id


def _observe(story: _Story, seen: DemoObservation) -> None:
    calendar, actor = story.calendars[seen.student], story.supervisor(seen.student)
    student, work_process = demo_id(seen.student), story.codes[seen.code]
    if seen.source is Source.FLOOR:
        form = FloorObservation(
            observation_id=uuid4(),
            work_process_id=work_process,
            level=seen.level,
            observed_on=calendar.past(seen.back),
            note=seen.note,
        )
        review.observe_on_floor(story.session, actor, calendar.moment(seen.back, ROUND), student, form)
        return
    at, contact = calendar.moment(seen.back, TALK), demo_id(f"contact {story.contacts[seen.student]}")
    held = TalkForm(
        talk_id=uuid4(),
        contact_id=contact,
        held_on=calendar.past(seen.back),
        agreed=seen.agreed,
        company={},
        school={},
    )
    told = NewObservation(
        student_id=student,
        work_process_id=work_process,
        level=seen.level,
        source=seen.source,
        observed_on=calendar.past(seen.back),
        language=LANGUAGE,
        placement_id=demo_id(f"placement {seen.student}"),
        contact_id=contact,
        talk_id=review.record_talk(story.session, actor, at, student, held).id if seen.agreed else None,
        note=seen.note,
    )
    review.record_observation(story.session, actor, at, actor.school_id, told)


def _sign_off(story: _Story, signed: DemoSignOff) -> None:
    at = story.calendars[signed.student].moment(signed.back, DESK)
    form = SignOffForm(sign_off_id=uuid4(), reason=signed.reason)
    actor, student = story.supervisor(signed.student), demo_id(signed.student)
    review.sign_off(story.session, actor, at, student, story.codes[signed.code], form)


def _log(story: _Story, log: DemoLog) -> None:
    entry_id, at = uuid4(), story.calendars[log.student].moment(log.back, log.at)
    actor, contact = story.actors[log.student], CONTACTS[story.contacts[log.student]]
    tasks = tuple(task_id(contact.school, contact.company, key) for key in log.tasks)
    shown = [(task,) for task in tasks] if 1 < len(tasks) == len(log.photos) else [()] * len(log.photos)
    media = tuple(
        MediaInput(id=uuid4(), kind="photo", digest=story.photos[name].digest, tasks=what)
        for name, what in zip(log.photos, shown, strict=True)
    )
    entry = EntryInput(
        revision=1,
        happened_on=at.astimezone(ZONE).date(),
        claimed_at=at,
        tasks=tasks,
        something_else=not log.tasks,
        level=log.level,
        mood=log.mood,
        words=log.words,
        language=LANGUAGE,
        media=media,
        together=tuple(demo_id(classmate) for classmate in log.together),
    )
    _save(story, actor, entry_id, entry, at)
    for name, listed in zip(log.photos, media, strict=True):
        photos.store_photo(story.storage, actor.school_id, listed.id, story.photos[name].clean)
        photos.receive_media(story.session, actor, listed.id, story.photos[name].clean, at)
    if log.taken_back:
        logbook.take_back(story.session, actor, entry_id, at + timedelta(minutes=1), None)
    _follow(story, log, entry_id, entry, at)


def _save(story: _Story, actor: Actor, entry_id: UUID, entry: EntryInput, at: datetime) -> None:
    logbook.save_entry(story.session, actor, entry_id, entry, sha_256(canonical(entry.body())), at, None)


def _follow(story: _Story, log: DemoLog, entry_id: UUID, entry: EntryInput, at: datetime) -> None:
    """What the supervisor answered and the student added: on the day itself, then at the next one's end and so on."""
    for turn, step in enumerate(log.then):
        when = story.calendars[log.student].moment(log.back - turn // 2, DESK) + timedelta(minutes=20 * turn)
        if isinstance(step, More):
            entry = entry.model_copy(update={"revision": entry.revision + 1, "words": step.words})
            _save(story, story.actors[log.student], entry_id, entry, when)
            continue
        _review(story, log, entry_id, step, when)


def _review(story: _Story, log: DemoLog, entry_id: UUID, step: Seen | Question, when: datetime) -> None:
    actor = story.supervisor(log.student)
    card = entry_card(story.session, actor, entry_id, when)
    given = Answer(
        review_id=uuid4(),
        revision=card.newest_revision,
        answers=card.answers,
        verdict=Verdict.SEEN if isinstance(step, Seen) else Verdict.QUESTION,
        reply=step.reply,
        phrase_id=story.phrases.get((actor.school_id, step.reply)),
        levels={story.codes[code]: level for code, level in step.levels.items()} if isinstance(step, Seen) else {},
    )
    review.answer_entry(story.session, actor, when, entry_id, given)


def _answer(story: _Story, told: DemoFeedback) -> None:
    at = story.calendars[told.student].moment(told.back, told.at)
    contact = story.contacts[told.student]
    via = access(story.session, keys.token(story.secret, f"link {contact}"), at)
    about = [student for student in via.students if student.student_id == demo_id(told.student)] if via else []
    if via is None or not about:
        raise RuntimeError(f"the link of {contact} does not open for {told.student}")
    via = replace(via, students=tuple(about))
    begun = feedback.start(story.session, via, at, told.smile, language=LANGUAGE)
    if not told.sentence:
        return
    answer = FeedbackAnswer(
        smile=told.smile,
        strengths=told.strengths,
        judgement=Judgement(story.codes[told.code], told.level) if told.code else None,
        sentence=told.sentence,
        answered_by=via.contact_first_name,
    )
    feedback.send(story.session, via, at + timedelta(minutes=1), begun.id, answer, language=LANGUAGE)
