"""What the forms for day plans say, and how a list is put in order without a script."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from app.base.errors import Problem
from app.base.i18n import gettext as _

SEEN, WAS = "version-", "was-"
Doing = Literal["save", "clear", "copy-last", "copy-week", "up", "down", "remove"]
MOVES = frozenset({"up", "down", "remove"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """A plan as it was sent: the tasks in order, and what the button that was pressed should do with them.

    ``tasks`` ends with what was ticked among the tasks to choose from. ``about`` is the task that a button stood
    beside. ``versions`` say which plan of each student the person had before them.
    """

    day: date
    tasks: tuple[UUID, ...]
    doing: Doing
    about: UUID | None
    students: tuple[UUID, ...]
    versions: Mapping[UUID, str]
    adds: bool

    @property
    def arranges(self) -> bool:
        """Whether the button only changed the order on the page, and nothing is to be kept yet."""
        return self.doing in MOVES


def plan_form(fields: Mapping[str, Sequence[str]]) -> PlanForm:
    """Read a form. Raises 400 when no page of ours can have sent it."""
    doing, _line, about = _first(fields, "do", "save").partition(":")
    try:
        form = PlanForm(
            day=date.fromisoformat(_first(fields, "day")),
            tasks=once(map(UUID, (*fields.get("task", ()), *fields.get("add", ())))),
            doing=_doing(doing),
            about=UUID(about) if about else None,
            students=once(map(UUID, fields.get("student", ()))),
            versions=_per_student(fields, SEEN),
            adds=_first(fields, "mode") == "add",
        )
    except ValueError:
        raise unreadable() from None
    if form.arranges and form.about not in form.tasks:
        raise unreadable()
    return form


@dataclass(frozen=True, slots=True)
class UndoForm:
    """The plans as they were, by student, and the versions that should still be there."""

    day: date
    was: Mapping[UUID, tuple[UUID, ...]]
    versions: Mapping[UUID, str]


def undo_form(fields: Mapping[str, Sequence[str]]) -> UndoForm:
    """Read *Ongedaan maken*. What it says is checked like any plan. Raises 400 for what is no form of ours."""
    try:
        was = _per_student(fields, WAS)
        return UndoForm(
            date.fromisoformat(_first(fields, "day")),
            {student: once(map(UUID, filter(None, said.split(",")))) for student, said in was.items()},
            _per_student(fields, SEEN),
        )
    except ValueError:
        raise unreadable() from None


def arranged(form: PlanForm) -> tuple[UUID, ...]:
    """The tasks after a button beside one of them: one place up, one down, or out."""
    tasks = list(form.tasks)
    if form.about in tasks and form.arranges:
        at = tasks.index(form.about)
        tasks.pop(at)
        if form.doing != "remove":
            tasks.insert(max(0, at - 1) if form.doing == "up" else at + 1, form.about)
    return tuple(tasks)


def once(ids: Iterable[UUID]) -> tuple[UUID, ...]:
    """The same in the same order, each once."""
    return tuple(dict.fromkeys(ids))


def unreadable() -> Problem:
    """The answer to what no page of ours can send."""
    return Problem(400, "form", _("Dit formulier kunnen we niet lezen. Er is niets veranderd."))


def _doing(said: str) -> Doing:
    match said:
        case "save" | "clear" | "copy-last" | "copy-week" | "up" | "down" | "remove":
            return said
        case _:
            raise ValueError(said)


def _first(fields: Mapping[str, Sequence[str]], name: str, default: str = "") -> str:
    return next(iter(fields.get(name, ())), default)


def _per_student(fields: Mapping[str, Sequence[str]], prefix: str) -> dict[UUID, str]:
    named = {name.removeprefix(prefix): said[0] for name, said in fields.items() if name.startswith(prefix) and said}
    return {UUID(student): said for student, said in named.items()}
