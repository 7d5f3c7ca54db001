"""The people of the tests, by name. Everybody in every test is one of them.

School *De Brug*: supervisor **Anouk** has students **Sam** (facilities at Het Anker, photos allowed, consent given),
**Noor** (care at De Linde, which allows no photos) and **Bilal** (at Het Anker, no consent). Supervisor **Bram** has
student **Fleur**. **Karin** coordinates, **Petra** is admin. **Joost** of Het Anker and **Wil** of De Linde are
contacts.

School *Het Kompas*, same region: supervisor **Otto** has student **Youssef**, also at Het Anker, with contact **Joost**
as that school knows him. **Anouk** also works there one day a week, as a second membership without students. **Lucia**
is admin.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlmodel import Session

from app.base import clock
from app.base.clock import local_day
from app.catalogue.actions import load_carried_dossier
from app.catalogue.models import Task, TaskWorkProcess
from app.companies.models import Company, Contact, SchoolCompany
from app.people.actions import hasher
from app.people.models import (
    Caseload,
    Consent,
    ConsentKind,
    Guardian,
    Membership,
    Region,
    Role,
    School,
    Student,
    User,
)
from app.placements.models import (
    DayPlan,
    DayPlanTask,
    Placement,
    PlacementDay,
    PlacementKind,
    ProfileWorkProcess,
    Tip,
    WorkplaceProfile,
)

PASSWORD = "een lang wachtwoord"
PASSWORD_HASH = hasher.hash(PASSWORD)


def named(name: str) -> UUID:
    """The id of somebody or something in the cast."""
    return uuid5(NAMESPACE_URL, f"werkbrug:{name}")


MEMBERS = (
    "anouk",
    "bram",
    "karin",
    "petra",
    "sam",
    "noor",
    "bilal",
    "fleur",
    "otto",
    "lucia",
    "youssef",
    "anouk-kompas",
)
THINGS = (
    "brug", "kompas", "anker", "linde", "joost", "joost-kompas", "wil",
    "sam-placement", "noor-placement", "bilal-placement", "fleur-placement", "youssef-placement",
    "sweep", "mop", "coffee", "laundry", "kompas-sweep",
)  # fmt: skip
ids = SimpleNamespace(**{name.replace("-", "_"): named(name) for name in (*MEMBERS, *THINGS)})


@dataclass
class _Writer:
    session: Session
    now: datetime
    work_processes: dict[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return local_day(self.now, "Europe/Amsterdam")

    @property
    def long_ago(self) -> date:
        return self.today - timedelta(days=60)

    def add(self, *rows: Any) -> None:
        for row in rows:
            self.session.add(row)
            self.session.flush()

    def member(self, name: str, school: UUID, role: Role, first_name: str, user: str | None = None) -> None:
        person = named(f"user-{user or name}")
        if user is None:
            email = None if role is Role.STUDENT else f"{name}@voorbeeld.nl"
            password_hash = None if role is Role.STUDENT else PASSWORD_HASH
            self.add(User(id=person, email=email, password_hash=password_hash, created_at=self.now))
        self.add(
            Membership(
                id=named(name),
                school_id=school,
                user_id=person,
                role=role,
                first_name=first_name,
                last_name="de Vries",
                picture="person-1",
                phone=None if role is Role.STUDENT else "0612345678",
                started_on=self.long_ago,
            )
        )
        if role is Role.STUDENT:
            self.add(
                Student(
                    id=named(name),
                    school_id=school,
                    birth_date=self.today.replace(year=self.today.year - 17, day=1),
                    chosen_picture="dog",
                )
            )

    def company(self, name: str, title: str, school: UUID, contact: str, first_name: str, *, photos: bool) -> None:
        company = named(name)
        if self.session.get(Company, company) is None:
            self.add(Company(id=company, region_id=named("region"), name=title, place="Utrecht", photos_allowed=photos))
        since = self.long_ago
        self.add(
            SchoolCompany(school_id=school, company_id=company, region_id=named("region"), since=since),
            Contact(id=named(contact), school_id=school, company_id=company, first_name=first_name, last_name="Bakker"),
        )

    def task(self, name: str, school: UUID, label: str, picture: str, *codes: str) -> None:
        self.add(Task(id=named(name), school_id=school, label=label, language="nl", pictogram=picture))
        for code in codes:
            work_process = self.work_processes[code].id
            self.add(TaskWorkProcess(school_id=school, task_id=named(name), work_process_id=work_process))

    def placement(self, student: str, school: UUID, supervisor: str, company: str, contact: str, *codes: str) -> None:
        placement = named(f"{student}-placement")
        self.add(
            Caseload(
                school_id=school,
                supervisor_id=named(supervisor),
                student_id=named(student),
                starts_on=self.long_ago,
            ),
            Placement(
                id=placement,
                school_id=school,
                student_id=named(student),
                company_id=named(company),
                contact_id=named(contact),
                supervisor_id=named(supervisor),
                kind=PlacementKind.WEEKLY,
                starts_on=self.long_ago,
                ends_on=self.today + timedelta(days=120),
            ),
        )
        for weekday in range(1, 8):
            self.add(
                PlacementDay(
                    school_id=school, placement_id=placement, weekday=weekday, starts_at=time(9), ends_at=time(15)
                )
            )
        profile = WorkplaceProfile(school_id=school, placement_id=placement, agreed_on=self.long_ago)
        self.add(profile)
        for position, code in enumerate(codes):
            self.add(
                ProfileWorkProcess(
                    school_id=school,
                    profile_id=profile.id,
                    work_process_id=self.work_processes[code].id,
                    position=position,
                    added_on=self.long_ago,
                )
            )

    def plan(self, student: str, school: UUID, supervisor: str, *tasks: str) -> None:
        plan = DayPlan(school_id=school, student_id=named(student), day=self.today, planned_by_id=named(supervisor))
        self.add(plan)
        for position, task in enumerate(tasks):
            self.add(DayPlanTask(school_id=school, day_plan_id=plan.id, task_id=named(task), position=position))

    def photo_consent(self, student: str, school: UUID, recorder: str, *, given: bool) -> None:
        guardian = Guardian(school_id=school, student_id=named(student), name="Ouder de Vries")
        self.add(
            guardian,
            Consent(
                school_id=school,
                student_id=named(student),
                kind=ConsentKind.PHOTOS,
                given=given,
                guardian_id=guardian.id,
                recorded_by_id=named(recorder),
                recorded_at=self.now - timedelta(days=50),
            ),
        )


def fill(session: Session) -> None:
    """Put the whole cast in an empty database."""
    write = _Writer(session, clock.now())
    write.work_processes = load_carried_dossier(session, write.now)
    write.add(Region(id=named("region"), name="Midden"))
    brug, kompas = ids.brug, ids.kompas
    write.add(School(id=brug, region_id=named("region"), name="De Brug", phone="0301234567"))
    write.add(School(id=kompas, region_id=named("region"), name="Het Kompas"))
    for name, role in (
        ("anouk", Role.SUPERVISOR),
        ("bram", Role.SUPERVISOR),
        ("karin", Role.COORDINATOR),
        ("petra", Role.ADMIN),
        ("sam", Role.STUDENT),
        ("noor", Role.STUDENT),
        ("bilal", Role.STUDENT),
        ("fleur", Role.STUDENT),
    ):
        write.member(name, brug, role, name.title())
    write.member("otto", kompas, Role.SUPERVISOR, "Otto")
    write.member("lucia", kompas, Role.ADMIN, "Lucia")
    write.member("youssef", kompas, Role.STUDENT, "Youssef")
    write.member("anouk-kompas", kompas, Role.SUPERVISOR, "Anouk", user="anouk")
    write.company("anker", "Het Anker", brug, "joost", "Joost", photos=True)
    write.company("linde", "De Linde", brug, "wil", "Wil", photos=False)
    write.company("anker", "Het Anker", kompas, "joost-kompas", "Joost", photos=True)
    write.task("sweep", brug, "Vegen", "sweep", "B1-K1-W3")
    write.task("mop", brug, "Dweilen", "mopping", "B1-K1-W3", "B1-K1-W2")
    write.task("coffee", brug, "Koffie zetten", "coffee", "B1-K1-W2")
    write.task("laundry", brug, "Was vouwen", "folding", "B1-K1-W3")
    write.task("kompas-sweep", kompas, "Vegen", "sweep", "B1-K1-W3")
    facilities = ("B1-K1-W1", "B1-K1-W2", "B1-K1-W3", "P1-K1-W1")
    write.placement("sam", brug, "anouk", "anker", "joost", *facilities)
    write.placement("noor", brug, "anouk", "linde", "wil", "B1-K1-W1", "B1-K1-W2", "B1-K1-W3")
    write.placement("bilal", brug, "anouk", "anker", "joost", *facilities)
    write.placement("fleur", brug, "bram", "anker", "joost", *facilities)
    write.placement("youssef", kompas, "otto", "anker", "joost-kompas", *facilities)
    write.plan("sam", brug, "anouk", "sweep", "coffee")
    for student, recorder, given in (("sam", "anouk", True), ("noor", "anouk", True), ("bilal", "anouk", False)):
        write.photo_consent(student, brug, recorder, given=given)
    write.photo_consent("youssef", kompas, "otto", given=True)
    write.add(
        Tip(
            school_id=brug,
            student_id=ids.sam,
            author_id=ids.anouk,
            text="Geef één taak tegelijk. Doe het één keer voor.",
            language="nl",
            written_on=write.today,
        )
    )
