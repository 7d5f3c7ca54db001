"""The schools of the demo, their people, the companies and who works where."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.base.clock import local_day
from app.base.tokens import hash_code, hash_token
from app.catalogue.actions import load_carried_dossier, load_dossier
from app.catalogue.models import Task, TaskWorkProcess
from app.catalogue.pictograms import DATA
from app.catalogue.sbb import from_json
from app.companies.models import Company, Contact, ContactNote, SchoolCompany
from app.demo import keys
from app.demo.calendar import Calendar
from app.demo.companies import COMPANIES, CONTACTS, OWN_TASKS, SHOP
from app.demo.keys import demo_id, task_id
from app.demo.logs import SICK
from app.demo.people import MEMBERS, REGION, SCHOOLS, DemoMember
from app.demo.placements import PLACEMENTS, DemoPlacement
from app.feedback.models import FeedbackLink
from app.people.actions import hasher
from app.people.models import (
    Badge,
    Caseload,
    Consent,
    ConsentKind,
    Group,
    GroupMember,
    Guardian,
    Membership,
    Region,
    Role,
    School,
    Student,
    User,
)
from app.placements.models import (
    AssessmentMoment,
    DayOff,
    DayOffReason,
    DayPlan,
    DayPlanTask,
    Placement,
    PlacementDay,
    ProfileWorkProcess,
    Tip,
    WorkplaceProfile,
)

LANGUAGE = "nl"
OF_AGE = 16
"""Years from which students answer for themselves whether photos may be taken."""
WEEKS_PLANNED = 4
WEEKS_BEFORE = 2
"""Of which there are plans still, so that there is something to copy."""
ABOUT_ONE = frozenset({"wil"})
"""The trainers whose link is about one student, so that the start page shows both kinds."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What founding the schools needs at hand."""

    session: Session
    secret: str
    now: datetime
    codes: dict[str, UUID]

    @property
    def long_ago(self) -> date:
        """The day since which everybody is there."""
        return local_day(self.now, "Europe/Amsterdam") - timedelta(weeks=12)

    @property
    def back_then(self) -> datetime:
        """A moment of that time."""
        return self.now - timedelta(weeks=12)

    def add(self, *rows: Any) -> None:
        """Write rows, those that others point at first."""
        self.session.add_all(rows)
        self.session.flush()


def found(session: Session, secret: str, now: datetime) -> dict[str, UUID]:
    """Found both schools; returns the ids of the work processes by code. ``secret`` keys what the start page shows."""
    carried = load_carried_dossier(session, now - timedelta(weeks=12))
    codes = {code: work_process.id for code, work_process in carried.items()}
    work = Founding(session, secret, now, codes)
    work.add(Region(id=demo_id("region"), name=REGION))
    for key, school in SCHOOLS.items():
        work.add(School(id=demo_id(key), region_id=demo_id("region"), name=school.name, phone=school.phone))
        work.add(
            *(
                Group(id=demo_id(f"group {group}"), school_id=demo_id(key), name=name)
                for group, name in school.groups.items()
            )
        )
    _add_shop_dossier(work)
    _add_staff(work)
    for key, member in MEMBERS.items():
        if member.role is Role.STUDENT:
            _add_student(work, key, member)
    _add_companies(work)
    for placement in PLACEMENTS:
        _add_placement(work, placement)
    _add_feedback_links(work)
    return codes


def _add_shop_dossier(work: Founding) -> None:
    """The real dossiers of retail are not free to copy: for the demo's shops there is one that we made up."""
    told = json.loads((Path(__file__).parent / "shop.json").read_text())
    dossier = from_json(json.dumps(told["dossier"]))
    made = load_dossier(
        work.session, dossier, told["plain"], work.back_then, school_id=demo_id("brug"), is_example=True
    )
    work.codes.update({f"{SHOP}{code}": work_process.id for code, work_process in made.items()})


def _add_staff(work: Founding) -> None:
    password_hash = hasher.hash(keys.password(work.secret))
    for key, member in MEMBERS.items():
        if member.role is not Role.STUDENT:
            _add_member(
                work,
                key,
                member,
                User(email=f"{key}@voorbeeld.nl", password_hash=password_hash, created_at=work.back_then),
            )


def _add_member(work: Founding, key: str, member: DemoMember, user: User) -> None:
    work.add(user)
    work.add(
        Membership(
            id=demo_id(key),
            school_id=demo_id(member.school),
            user_id=user.id,
            role=member.role,
            first_name=member.first_name,
            last_name=member.last_name,
            picture=member.picture,
            phone=member.phone,
            started_on=work.long_ago,
        )
    )


def _add_student(work: Founding, key: str, member: DemoMember) -> None:
    school, student, supervisor = demo_id(member.school), demo_id(key), demo_id(member.supervisor)
    _add_member(work, key, member, User(created_at=work.back_then))
    age = member.age or OF_AGE
    birth_date = work.long_ago.replace(year=work.long_ago.year - age, day=1)
    work.add(Student(id=student, school_id=school, birth_date=birth_date, chosen_picture=member.badge_picture))
    guardian = Guardian(school_id=school, student_id=student, name=member.guardian) if member.guardian else None
    if guardian:
        work.add(guardian)
    work.add(
        Consent(
            school_id=school,
            student_id=student,
            kind=ConsentKind.PHOTOS,
            given=member.photos,
            guardian_id=guardian.id if guardian and age < OF_AGE else None,
            recorded_by_id=supervisor,
            recorded_at=work.back_then,
        ),
        Caseload(school_id=school, supervisor_id=supervisor, student_id=student, starts_on=work.long_ago),
        GroupMember(
            school_id=school, group_id=demo_id(f"group {member.group}"), student_id=student, starts_on=work.long_ago
        ),
        Badge(
            school_id=school,
            student_id=student,
            issued_by_id=supervisor,
            secret_hash=hash_token(keys.token(work.secret, f"badge {key}")),
            code_hash=hash_code(keys.code(work.secret, f"badge {key}"), work.secret),
            issued_at=work.back_then,
        ),
        *(
            Tip(
                school_id=school,
                student_id=student,
                author_id=supervisor,
                text=text,
                language=LANGUAGE,
                position=position,
                written_on=work.long_ago,
            )
            for position, text in enumerate(member.tips)
        ),
    )


def _add_companies(work: Founding) -> None:
    for key, company in COMPANIES.items():
        work.add(
            Company(
                id=demo_id(f"company {key}"),
                region_id=demo_id("region"),
                name=company.name,
                sector=company.sector,
                address=company.address,
                place="Rivierstad",
                phone=company.phone,
                photos_allowed=company.photos_allowed,
                accreditation_checked_on=work.long_ago,
            )
        )
    for key, contact in CONTACTS.items():
        school, company_id = demo_id(contact.school), demo_id(f"company {contact.company}")
        since = work.long_ago
        work.add(SchoolCompany(school_id=school, company_id=company_id, region_id=demo_id("region"), since=since))
        work.add(
            Contact(
                id=demo_id(f"contact {key}"),
                school_id=school,
                company_id=company_id,
                first_name=contact.first_name,
                last_name=contact.last_name,
                job_title=contact.job_title,
                phone=contact.phone,
                email=f"{key}@voorbeeld.nl",
            )
        )
        _add_tasks(work, contact.school, contact.company)
    work.add(
        ContactNote(
            school_id=demo_id("brug"),
            company_id=demo_id("company anker"),
            contact_id=demo_id("contact joost"),
            author_id=demo_id("karin"),
            text="Na de zomer is er plek voor twee leerlingen. Joost belt liever dan dat hij mailt.",
            language=LANGUAGE,
            written_at=work.now - timedelta(weeks=2),
        )
    )


def _add_tasks(work: Founding, school: str, company: str) -> None:
    """The tasks of a company, as one school keeps them: the catalogue's examples and a few of its own."""
    carried = json.loads((DATA / "demo-tasks.json").read_text())
    known = {row["key"]: (row["label"], row["pictogram"], row["work_processes"]) for row in carried} | OWN_TASKS
    for position, key in enumerate(COMPANIES[company].tasks):
        label, pictogram, codes = known[key]
        task = Task(
            id=task_id(school, company, key),
            school_id=demo_id(school),
            company_id=demo_id(f"company {company}"),
            label=label,
            language=LANGUAGE,
            pictogram=pictogram,
            position=position,
            is_example=True,
        )
        work.add(task)
        work.add(
            *(
                TaskWorkProcess(school_id=task.school_id, task_id=task.id, work_process_id=work.codes[code])
                for code in codes
            )
        )


def _add_placement(work: Founding, told: DemoPlacement) -> None:
    calendar, contact, member = Calendar(told, work.now), CONTACTS[told.contact], MEMBERS[told.student]
    school = demo_id(member.school)
    placement = Placement(
        id=demo_id(f"placement {told.student}"),
        school_id=school,
        student_id=demo_id(told.student),
        company_id=demo_id(f"company {contact.company}"),
        contact_id=demo_id(f"contact {told.contact}"),
        supervisor_id=demo_id(member.supervisor),
        kind=told.kind,
        starts_on=calendar.starts_on,
        ends_on=calendar.ends_on,
    )
    profile = WorkplaceProfile(school_id=school, placement_id=placement.id, agreed_on=calendar.starts_on)
    work.add(placement)
    work.add(profile)
    work.add(
        *(
            PlacementDay(
                school_id=school,
                placement_id=placement.id,
                weekday=weekday,
                starts_at=told.starts_at,
                ends_at=told.ends_at,
            )
            for weekday in calendar.weekdays
        ),
        *(
            ProfileWorkProcess(
                school_id=school,
                profile_id=profile.id,
                work_process_id=work.codes[code],
                position=position,
                added_on=calendar.starts_on,
            )
            for position, code in enumerate(told.codes)
        ),
        AssessmentMoment(school_id=school, profile_id=profile.id, planned_on=calendar.coming(3)[-1]),
        *(
            DayOff(
                school_id=school,
                placement_id=placement.id,
                day=calendar.past(back),
                reason=DayOffReason.SICK,
                reported_by_id=placement.student_id,
                reported_at=work.now - timedelta(days=(calendar.today - calendar.past(back)).days),
            )
            for student, back in SICK
            if student == told.student
        ),
    )
    _add_plans(work, told, calendar)


def _add_plans(work: Founding, told: DemoPlacement, calendar: Calendar) -> None:
    contact, member = CONTACTS[told.contact], MEMBERS[told.student]
    been = calendar.been(WEEKS_BEFORE)
    for turn, day in enumerate((*been, *calendar.coming(WEEKS_PLANNED)), start=-len(been)):
        plan = DayPlan(
            school_id=demo_id(member.school),
            student_id=demo_id(told.student),
            day=day,
            planned_by_id=demo_id(member.supervisor),
        )
        work.add(plan)
        work.add(
            *(
                DayPlanTask(
                    school_id=plan.school_id,
                    day_plan_id=plan.id,
                    task_id=task_id(contact.school, contact.company, key),
                    position=position,
                )
                for position, key in enumerate(told.plan[turn % len(told.plan)])
            )
        )


def _add_feedback_links(work: Founding) -> None:
    """A link for each trainer, with a token that the start page can tell: about all their students, or about one."""
    first = {told.contact: told for told in reversed(PLACEMENTS)}
    for told in first.values():
        contact, member = CONTACTS[told.contact], MEMBERS[told.student]
        calendar = Calendar(told, work.now)
        work.add(
            FeedbackLink(
                id=demo_id(f"link {told.contact}"),
                school_id=demo_id(member.school),
                company_id=demo_id(f"company {contact.company}"),
                placement_id=demo_id(f"placement {told.student}") if told.contact in ABOUT_ONE else None,
                contact_id=demo_id(f"contact {told.contact}"),
                issued_by_id=demo_id(member.supervisor),
                token_hash=hash_token(keys.token(work.secret, f"link {told.contact}")),
                issued_at=work.now - timedelta(days=(calendar.today - calendar.starts_on).days),
                expires_at=work.now + timedelta(days=365),
            )
        )
