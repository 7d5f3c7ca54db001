"""Rows by the dozen around Sam and Anouk of the cast, so that pages can be measured with few and with many."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.base import clock
from app.base.clock import local_day
from app.base.database import make_engine, open_session
from app.base.tokens import hash_token
from app.catalogue.models import PictogramSet, SchoolPictogram, Task, TaskWorkProcess, WorkProcess
from app.cli import migrate
from app.companies.models import Company, Contact, SchoolCompany
from app.feedback.models import Feedback, FeedbackLink, FeedbackObservation, Smile, Strength
from app.logbook.models import EntryMedia, EntryStatus, Kept, LogEntry, LogRevision, LogTask, Media, MediaKind, Mood
from app.people.actions import start_session
from app.people.models import (
    Badge,
    Caseload,
    Consent,
    ConsentKind,
    Group,
    GroupMember,
    IndependenceLevel,
    Membership,
    Role,
    School,
    Student,
    User,
)
from app.placements.models import (
    AssessmentMoment,
    DayPlan,
    DayPlanTask,
    Placement,
    PlacementDay,
    PlacementKind,
    ProfileWorkProcess,
    Tip,
    WorkplaceProfile,
)
from app.review.models import Observation, Review, SignOff, SignOffEvidence, Source, StockPhrase, Talk, Verdict
from tests.cast import fill, ids, named

ZONE = "Europe/Amsterdam"
TOKEN = "de-link-van-de-metingen"
TOKEN_FOR_ALL = "de-link-voor-allen"
"""The token of Joost's link for all his students."""
STARTED = named("bench-feedback-started")
"""An answer through ``TOKEN`` of which only the face was tapped."""
GROUP = named("bench-group-0")
"""A group in which all students of Anouk are."""
LEVELS = tuple(IndependenceLevel)


def new_database(url: str, logs: int = 0) -> None:
    """Make a database with the cast, and as many logs of Sam that wait for Anouk."""
    migrate(url)
    engine = make_engine(url)
    with open_session(engine, writes=True) as session:
        fill(session)
        rows = Rows(session, clock.now())
        for n in range(logs):
            rows.log(n, EntryStatus.NEW)
        session.commit()
    engine.dispose()


@dataclass
class Rows:
    """Writes rows for Sam (or about Sam), number by number; ``now`` is the newest moment that they tell of."""

    session: Session
    now: datetime
    work_processes: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        chosen = select(WorkProcess.id).order_by(col(WorkProcess.position), col(WorkProcess.code))
        self.work_processes = list(self.session.exec(chosen))

    @property
    def today(self) -> date:
        """The day at the school."""
        return local_day(self.now, ZONE)

    def everything(self, numbers: Iterable[int]) -> None:
        """One more of everything that a page lists, for each number."""
        for n in numbers:
            self.task(n)
            self.log(n, EntryStatus.NEW)
            self.log(n, EntryStatus.QUESTION)
            self.log(n, EntryStatus.SEEN)
            self.student(n)
            self.group(n)
            self.plans(n)
            self.evidence(n)
            self.answer(n)
            self.school(n)
            self.talk(n)
            self.phrase(n)
            self.office(n)
            self.picture(n)
            self._add(
                Tip(
                    school_id=ids.brug,
                    student_id=ids.sam,
                    author_id=ids.anouk,
                    text=f"Tip {n}.",
                    language="nl",
                    position=n,
                    written_on=self.today,
                )
            )

    def log(self, n: int, status: EntryStatus, student: UUID = ids.sam) -> UUID:
        """A log with two tasks, words and a photo; what a supervisor answered, and what was added after that."""
        at, entry = self.now - timedelta(minutes=20 + n), named(f"bench-{status.name}-{student}-{n}")
        self._add(
            LogEntry(
                id=entry,
                school_id=ids.brug,
                student_id=student,
                author_id=student,
                placement_id=named("sam-placement") if student == ids.sam else None,
                revision=1,
                seen_revision=None if status is EntryStatus.NEW else 1,
                answers=0 if status is EntryStatus.NEW else 1,
                digest="0" * 64,
                happened_on=self.today,
                claimed_at=at,
                submitted_at=at,
                changed_at=at,
                level=LEVELS[n % 3],
                mood=Mood.GREAT,
                words="Ik heb de gang geveegd en daarna koffie gezet voor de vergadering.",
                language="nl",
                status=status,
            )
        )
        tasks = (ids.sweep, ids.mop, ids.coffee, ids.laundry)
        chosen = (tasks[n % 4], tasks[(n + 1) % 4])
        self._add(*(LogTask(school_id=ids.brug, entry_id=entry, task_id=task, position=place)
                    for place, task in enumerate(chosen)))  # fmt: skip
        self._add(self._revision(entry, 1, at, Kept.ENTRY, "Ik heb geveegd."))
        self.photo(entry, student, n)
        if status is not EntryStatus.NEW:
            self._add(self._revision(entry, 2, at, Kept.ADDITION, f"Nog iets {n}."))
            self._add(self._review(entry, at, Verdict.SEEN if status is EntryStatus.SEEN else Verdict.QUESTION))
        return entry

    def photo(self, entry: UUID, student: UUID, n: int) -> UUID:
        """A photo that has arrived with an entry; its files are not written."""
        photo = named(f"bench-photo-{entry}-{n}")
        self._add(
            Media(
                id=photo,
                school_id=ids.brug,
                owner_id=student,
                kind=MediaKind.PHOTO,
                digest="0" * 64,
                media_type="image/webp",
                width=1600,
                height=1200,
                listed_at=self.now,
                received_at=self.now,
            )
        )
        self._add(EntryMedia(school_id=ids.brug, owner_id=student, entry_id=entry, media_id=photo, position=n))
        return photo

    def picture(self, n: int) -> None:
        """A photo of the work as a picture, and a set with one pictogram; their files are not written."""
        made, added = named(f"bench-set-{n}"), {"added_by_id": ids.karin, "added_at": self.now, "language": "nl"}
        self._add(
            PictogramSet(
                id=made,
                school_id=ids.brug,
                name=f"Set {n}",
                licence="x",
                imported_by_id=ids.karin,
                imported_at=self.now,
            ),
            SchoolPictogram(school_id=ids.brug, label=f"Foto {n}", digest="0" * 64, **added),
            SchoolPictogram(school_id=ids.brug, set_id=made, name=f"{n}", label=f"Kar {n}", digest="0" * 64, **added),
        )

    def task(self, n: int) -> None:
        """A task of the school, mapped, in Sam's plan of today, done, and shown by the first log."""
        task = named(f"bench-task-{n}")
        self._add(Task(id=task, school_id=ids.brug, label=f"Taak {n}", language="nl", pictogram="sweep", position=n))
        self._add(TaskWorkProcess(school_id=ids.brug, task_id=task, work_process_id=self._work_process(n)))
        plan = self.session.exec(select(DayPlan.id).where(DayPlan.student_id == ids.sam)).one()
        self._add(DayPlanTask(school_id=ids.brug, day_plan_id=plan, task_id=task, position=10 + n))
        if n:
            entry = named(f"bench-NEW-{ids.sam}-0")
            self._add(LogTask(school_id=ids.brug, entry_id=entry, task_id=task, position=2 + n))
            self.photo(entry, ids.sam, n)

    def student(self, n: int) -> None:
        """A student of Anouk's with a placement, a log that waits, and something seen and signed off."""
        who, work_process = named(f"bench-student-{n}"), self._work_process(n)
        user = named(f"bench-user-{n}")
        self._add(User(id=user, created_at=self.now))
        since = self.today - timedelta(days=60)
        self._add(Membership(id=who, school_id=ids.brug, user_id=user, role=Role.STUDENT, first_name=f"Leerling {n}",
                             last_name="Jansen", picture="woman", started_on=since))  # fmt: skip
        self._add(Student(id=who, school_id=ids.brug, chosen_picture="bicycle"))
        self._add(Caseload(school_id=ids.brug, supervisor_id=ids.anouk, student_id=who, starts_on=since))
        self._placement(who, since, work_process)
        self.log(n, EntryStatus.NEW, who)
        self._observation(who, work_process, n)
        self._sign_off(who, work_process, named(f"bench-seen-{who}-{n}"))

    def group(self, n: int) -> None:
        """A group with the student of this number, who is also in the first group and has a badge that was used."""
        who, group = named(f"bench-student-{n}"), named(f"bench-group-{n}")
        self._add(Group(id=group, school_id=ids.brug, name=f"Groep {n}"))
        for inside in {group, GROUP}:
            self._add(GroupMember(school_id=ids.brug, group_id=inside, student_id=who, starts_on=self.today))
        self._add(Badge(school_id=ids.brug, student_id=who, issued_by_id=ids.anouk, secret_hash=f"secret-{n}",
                        code_hash=f"code-{n}", issued_at=self.now))  # fmt: skip
        start_session(self.session, who, self.now, secret="")

    def plans(self, n: int) -> None:
        """Plans of the student of this number for today and the days before."""
        who = named(f"bench-student-{n}")
        for back in (0, 1, 7):
            plan = DayPlan(id=named(f"bench-plan-{n}-{back}"), school_id=ids.brug, student_id=who,
                           day=self.today - timedelta(days=back), planned_by_id=ids.anouk)  # fmt: skip
            self._add(plan)
            self._add(*(DayPlanTask(school_id=ids.brug, day_plan_id=plan.id, task_id=task, position=place)
                        for place, task in enumerate((ids.sweep, ids.mop))))  # fmt: skip

    def _placement(self, student: UUID, since: date, work_process: UUID) -> None:
        placement, profile = named(f"bench-placement-{student}"), named(f"bench-profile-{student}")
        self._add(Placement(id=placement, school_id=ids.brug, student_id=student, company_id=ids.anker,
                            contact_id=ids.joost, supervisor_id=ids.anouk, kind=PlacementKind.WEEKLY,
                            starts_on=since))  # fmt: skip
        self._add(PlacementDay(school_id=ids.brug, placement_id=placement, weekday=1, starts_at=time(9),
                               ends_at=time(15)))  # fmt: skip
        self._add(WorkplaceProfile(id=profile, school_id=ids.brug, placement_id=placement, agreed_on=since))
        self._add(self._agreed(profile, work_process, since))

    def evidence(self, n: int) -> None:
        """Something Anouk saw Sam do, on the next work process each time, agreed and now and then signed off."""
        work_process = self._work_process(n)
        profile = self.session.exec(
            select(WorkplaceProfile.id).where(WorkplaceProfile.placement_id == named("sam-placement"))
        ).one()
        agreed = select(ProfileWorkProcess.work_process_id).where(ProfileWorkProcess.profile_id == profile)
        if work_process not in self.session.exec(agreed).all():
            self._add(self._agreed(profile, work_process, self.today))
        self._observation(ids.sam, work_process, n)
        self._observation(ids.sam, self.work_processes[0], n, "again")
        signed = select(SignOff.id).where(SignOff.student_id == ids.sam, SignOff.work_process_id == work_process)
        if n % 5 == 1 and self.session.exec(signed).first() is None:
            self._sign_off(ids.sam, work_process, named(f"bench-seen-{ids.sam}-{n}"))

    def answer(self, n: int) -> None:
        """A contact with a link, who answered about Sam; the first link's token is ``TOKEN``."""
        contact, link, given = (named(f"bench-{what}-{n}") for what in ("contact", "link", "feedback"))
        self._add(Contact(id=contact, school_id=ids.brug, company_id=ids.anker, first_name=f"Contact {n}"))
        self._add(
            FeedbackLink(
                id=link,
                school_id=ids.brug,
                company_id=ids.anker,
                placement_id=named("sam-placement"),
                contact_id=contact,
                issued_by_id=ids.anouk,
                token_hash=hash_token(TOKEN if n == 0 else f"{TOKEN}-{n}"),
                issued_at=self.now - timedelta(days=2),
                expires_at=self.now + timedelta(days=100),
            )
        )
        self._add(self._feedback(given, link, contact, self.now - timedelta(days=n), sent=True))
        self._add(
            FeedbackLink(
                id=named(f"bench-link-for-all-{n}"),
                school_id=ids.brug,
                company_id=ids.anker,
                contact_id=ids.joost,
                issued_by_id=ids.anouk,
                token_hash=hash_token(TOKEN_FOR_ALL if n == 0 else f"{TOKEN_FOR_ALL}-{n}"),
                issued_at=self.now - timedelta(days=2),
                expires_at=self.now + timedelta(days=100),
            )
        )
        if n == 0:
            self._add(self._feedback(STARTED, link, contact, self.now, sent=False))
        work_process = self._work_process(n)
        observation = named(f"bench-told-{n}")
        self._add(Observation(id=observation, school_id=ids.brug, student_id=ids.sam, work_process_id=work_process,
                              level=LEVELS[n % 3], source=Source.FEEDBACK, contact_id=contact, language="nl",
                              observed_on=self.today, recorded_at=self.now))  # fmt: skip
        self._add(FeedbackObservation(school_id=ids.brug, feedback_id=given, observation_id=observation))

    def talk(self, n: int) -> None:
        """A talk about Sam with what was said of a work process, one that is planned, and Sam in a group."""
        talk, group, work_process = named(f"bench-talk-{n}"), named(f"bench-group-{n}"), self._work_process(n)
        about = {"school_id": ids.brug, "student_id": ids.sam, "placement_id": named("sam-placement")}
        self._add(Talk(id=talk, supervisor_id=ids.anouk, contact_id=ids.joost, held_on=self.today, agreed="Verder zo.",
                       language="nl", recorded_at=self.now, **about))  # fmt: skip
        self._add(Observation(work_process_id=work_process, level=LEVELS[n % 3], source=Source.TALK, language="nl",
                              contact_id=ids.joost, talk_id=named("bench-talk-0"), observed_on=self.today,
                              recorded_at=self.now, recorded_by_id=ids.anouk, **about))  # fmt: skip
        profile = self.session.exec(
            select(WorkplaceProfile.id).where(WorkplaceProfile.placement_id == named("sam-placement"))
        ).one()
        planned = self.today + timedelta(days=n)
        self._add(AssessmentMoment(school_id=ids.brug, profile_id=profile, planned_on=planned))
        self._add(GroupMember(school_id=ids.brug, group_id=group, student_id=ids.sam, starts_on=self.today))

    def school(self, n: int) -> None:
        """Another school of the region where Anouk works too."""
        school = named(f"bench-school-{n}")
        self._add(School(id=school, region_id=named("region"), name=f"School {n}"))
        self._add(Membership(id=named(f"bench-anouk-{n}"), school_id=school, user_id=named("user-anouk"),
                             role=Role.SUPERVISOR, first_name="Anouk", last_name="de Vries",
                             started_on=self.today - timedelta(days=60)))  # fmt: skip

    def phrase(self, n: int) -> None:
        """A sentence of the school."""
        self._add(StockPhrase(school_id=ids.brug, verdict=Verdict.SEEN if n % 2 else Verdict.QUESTION, text=f"Zin {n}.",
                              pictogram="star", language="nl", position=n))  # fmt: skip

    def office(self, n: int) -> None:
        """A colleague, a company with a contact, and more of all that the office's page of Sam lists."""
        since, user, company = (
            self.today - timedelta(days=60),
            named(f"bench-colleague-{n}"),
            named(f"bench-company-{n}"),
        )
        self._add(User(id=user, email=f"bench-{n}@voorbeeld.nl", created_at=self.now))
        colleague = named(f"bench-supervisor-{n}")
        self._add(Membership(id=colleague, school_id=ids.brug, user_id=user, role=Role.SUPERVISOR,
                             first_name=f"Collega {n}", picture="person-1", started_on=since))  # fmt: skip
        self._add(Company(id=company, region_id=named("region"), name=f"Bedrijf {n}", place="Utrecht"))
        self._add(SchoolCompany(school_id=ids.brug, company_id=company, region_id=named("region"), since=since))
        contact = named(f"bench-boss-{n}")
        self._add(Contact(id=contact, school_id=ids.brug, company_id=company, first_name=f"Baas {n}"))
        self._add(Caseload(school_id=ids.brug, supervisor_id=colleague, student_id=ids.sam, starts_on=since,
                           ends_on=since, stand_in=True))  # fmt: skip
        self._add(Placement(id=named(f"bench-taster-{n}"), school_id=ids.brug, student_id=ids.sam, company_id=company,
                            contact_id=contact, supervisor_id=colleague, kind=PlacementKind.TASTER,
                            starts_on=since - timedelta(days=9), ends_on=since - timedelta(days=8)))  # fmt: skip
        self._add(Consent(school_id=ids.brug, student_id=ids.sam, kind=ConsentKind.PHOTOS, given=True,
                          recorded_by_id=colleague, recorded_at=self.now - timedelta(days=40)))  # fmt: skip
        start_session(self.session, ids.sam, self.now, secret="", label="Chrome · Android")

    def _add(self, *rows: Any) -> None:
        self.session.add_all(rows)
        self.session.flush()

    def _work_process(self, n: int) -> UUID:
        return self.work_processes[n % len(self.work_processes)]

    def _agreed(self, profile: UUID, work_process: UUID, since: date) -> ProfileWorkProcess:
        return ProfileWorkProcess(
            school_id=ids.brug,
            profile_id=profile,
            work_process_id=work_process,
            position=10 + self.work_processes.index(work_process),
            added_on=since,
        )

    def _revision(self, entry: UUID, number: int, at: datetime, kept: Kept, words: str) -> LogRevision:
        return LogRevision(
            entry_id=entry,
            revision=number,
            school_id=ids.brug,
            digest="0" * 64,
            kept=kept,
            body={"tasks": [], "something_else": False, "level": None, "mood": None, "words": words, "media": []},
            received_at=at,
        )

    def _review(self, entry: UUID, at: datetime, verdict: Verdict) -> Review:
        return Review(
            school_id=ids.brug,
            entry_id=entry,
            revision=1,
            reviewer_id=ids.anouk,
            verdict=verdict,
            reply="Goed gedaan. Vertel morgen hoe je het deed.",
            language="nl",
            reviewed_at=at + timedelta(minutes=5),
            visible_at=at + timedelta(minutes=6),
        )

    def _observation(self, student: UUID, work_process: UUID, n: int, which: str = "seen") -> None:
        self._add(
            Observation(
                id=named(f"bench-{which}-{student}-{n}"),
                school_id=ids.brug,
                student_id=student,
                work_process_id=work_process,
                level=LEVELS[n % 3],
                source=Source.FLOOR,
                observer_id=ids.anouk,
                recorded_by_id=ids.anouk,
                note="Werkte rustig en netjes.",
                language="nl",
                observed_on=self.today - timedelta(days=n % 20),
                recorded_at=self.now,
            )
        )

    def _sign_off(self, student: UUID, work_process: UUID, observation: UUID) -> None:
        signed = named(f"bench-signed-{student}-{work_process}")
        self._add(
            SignOff(
                id=signed,
                school_id=ids.brug,
                student_id=student,
                work_process_id=work_process,
                supervisor_id=ids.anouk,
                signed_at=self.now,
                override_reason="Vaak gezien.",
                language="nl",
            )
        )
        self._add(
            SignOffEvidence(
                school_id=ids.brug,
                student_id=student,
                work_process_id=work_process,
                sign_off_id=signed,
                observation_id=observation,
            )
        )

    def _feedback(self, given: UUID, link: UUID, contact: UUID, at: datetime, *, sent: bool) -> Feedback:
        return Feedback(
            id=given,
            school_id=ids.brug,
            link_id=link,
            company_id=ids.anker,
            placement_id=named("sam-placement"),
            contact_id=contact,
            smile=Smile.GOOD,
            strengths=[Strength.NEAT],
            sentence="Fijn dat Sam er is." if sent else "",
            language="nl",
            answered_by="Contact" if sent else "",
            answered_on=self.today,
            started_at=at,
            sent_at=at if sent else None,
        )
