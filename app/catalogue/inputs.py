"""What comes in about tasks and pictograms, cleaned."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict

from app.base.plain import plain

Form = MultiDict[str, str]
LONGEST_LABEL = 40
LONGEST_NAME, LONGEST_LICENCE, LONGEST_CREDIT = 80, 120, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskForm:
    """A task as it is filled in. ``find`` and ``find_process`` are what was searched for on the way."""

    task_id: UUID
    label: str = ""
    pictogram: str = ""
    company_id: UUID | None = None
    work_process_ids: tuple[UUID, ...] = ()
    find: str = ""
    find_process: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetForm:
    """A set of pictograms as it is described beside its ZIP."""

    name: str = ""
    licence: str = ""
    credit: str = ""
    language: str = "nl"


def task_form(form: Form) -> TaskForm:
    """Read the editor of a task; what is no possible answer counts as none."""
    return TaskForm(
        task_id=maybe_id(form.get("task_id", "")) or uuid4(),
        label=clean_line(form.get("label", "")),
        pictogram=plain(form.get("pictogram", ""))[:60],
        company_id=maybe_id(form.get("company", "")),
        work_process_ids=tuple(dict.fromkeys(filter(None, map(maybe_id, form.getlist("work_process"))))),
        find=clean_line(form.get("find", ""))[:80],
        find_process=clean_line(form.get("find_process", ""))[:80],
    )


def with_picture(form: TaskForm, pictogram: str) -> TaskForm:
    """The same form with this picture chosen."""
    return replace(form, pictogram=pictogram)


def set_form(form: Form) -> SetForm:
    """Read what is said about a set of pictograms."""
    return SetForm(
        name=clean_line(form.get("name", "")),
        licence=clean_line(form.get("licence", "")),
        credit=clean_line(form.get("credit", "")),
        language="en" if form.get("language", "") == "en" else "nl",
    )


def clean_line(written: str) -> str:
    """A text on one line, with single spaces and without what no database keeps."""
    return " ".join(plain(written).split())


def maybe_id(written: str) -> UUID | None:
    """An id, or nothing for what is none."""
    try:
        return UUID(written)
    except ValueError:
        return None


def place(form: Form) -> int:
    """The place in a list, from 0; the first for what is no number."""
    written = form.get("place", "0")
    return int(written) if written.isdecimal() and len(written) < 6 else 0
