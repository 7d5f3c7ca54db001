"""A qualification dossier: read from SBB's XML, and kept as JSON.

SBB publishes each edition of a dossier as one XML file. The official codes (`B1-K1-W2`, `P1-K1-W3`) are not
written in it: they follow from the part (base or profile) and from `hoofdstuk`, the chapter number of the
profile, the core task and the work process. A code is unique only inside one dossier edition.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, NoReturn, Self
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

MAX_BYTES = 5 * 1024 * 1024  # a real dossier is about 0.1 MB
MAX_DEPTH = 50  # a real dossier nests 11 deep

BASE_PART = "B1"
INDICATOR_MARKS = "-–•"

Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
TaskTitle = Annotated[str, StringConstraints(min_length=1, max_length=300)]
IndicatorText = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Crebo = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Chapter = Annotated[int, Field(ge=1, le=99)]


class BadDossier(ValueError):
    """What was given is not a dossier that we can read; the text says in plain words why."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WorkProcessData(_Part):
    """A werkproces. `indicators` are the sentences of its `werkprocesgedrag`, without mark or full stop."""

    code: Annotated[str, StringConstraints(pattern=r"^[BP][0-9]+-K[0-9]+-W[0-9]+$")]
    title: TaskTitle
    indicators: tuple[IndicatorText, ...] = ()


class CoreTaskData(_Part):
    """A kerntaak. `qualification` is the crebo of its profile, None for the base part that all share."""

    code: Annotated[str, StringConstraints(pattern=r"^[BP][0-9]+-K[0-9]+$")]
    title: TaskTitle
    qualification: Crebo | None
    work_processes: Annotated[tuple[WorkProcessData, ...], Field(min_length=1)]


class QualificationData(_Part):
    """A profile of the dossier; its core tasks have codes that start with `P<chapter>`."""

    chapter: Chapter
    title: Title
    crebo: Crebo
    level: Annotated[int, Field(ge=1, le=4)]


class DossierData(_Part):
    """One edition of a dossier, in the dossier's own order. `source` says what a kept copy is from."""

    source: Annotated[str, StringConstraints(max_length=400)] = ""
    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}$")]
    title: Title
    crebo: Crebo
    valid_from: date
    adopted_on: date
    qualifications: Annotated[tuple[QualificationData, ...], Field(min_length=1)]
    core_tasks: Annotated[tuple[CoreTaskData, ...], Field(min_length=1)]

    def work_processes(self) -> Iterator[WorkProcessData]:
        """Every work process of the dossier, base part first."""
        for task in self.core_tasks:
            yield from task.work_processes

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        _refuse_repeats("profile chapter", [str(profile.chapter) for profile in self.qualifications])
        _refuse_repeats("crebo", [profile.crebo for profile in self.qualifications])
        _refuse_repeats("code", [task.code for task in self.core_tasks])
        _refuse_repeats("code", [process.code for process in self.work_processes()])
        return self

    @model_validator(mode="after")
    def _codes_fit_together(self) -> Self:
        parts = {profile.crebo: f"P{profile.chapter}" for profile in self.qualifications}
        for task in self.core_tasks:
            part = BASE_PART if task.qualification is None else parts.get(task.qualification)
            if part is None:
                raise ValueError(f"core task {task.code} belongs to the unknown crebo {task.qualification}")
            if not task.code.startswith(f"{part}-"):
                raise ValueError(f"core task {task.code} does not belong to part {part}")
            for process in task.work_processes:
                if not process.code.startswith(f"{task.code}-"):
                    raise ValueError(f"work process {process.code} does not belong to core task {task.code}")
        return self


def read_dossier(xml: bytes) -> DossierData:
    """Read one dossier from SBB's XML.

    White space is cleaned; nothing else of a title changes. Behaviour that a base work process lists for a
    single profile (`werkprocesgedragperprofiel`) is not among the indicators, which hold for every profile.
    Raises BadDossier for anything else than one complete dossier: no document type declaration (so no
    entities), at most MAX_BYTES, one crebo per dossier and profile, no code twice.
    """
    dossier = _only(_tree(xml), "dossiers/dossier")
    crebo = _only(dossier, "dossiercrebos/dossiercrebo")
    profiles = _some(dossier, "profielen/profiel")
    base_tasks = dossier.findall("basis/basistaken/basiskerntaken/kerntaak")
    core_tasks = [_core_task(task, BASE_PART, None, "basiswerkprocessen") for task in base_tasks]
    for profile in profiles:
        part, profile_crebo = f"P{_chapter(profile)}", _crebo_of(profile)
        core_tasks.extend(
            _core_task(task, part, profile_crebo, "profielwerkprocessen")
            for task in profile.findall("profielkerntaken/kerntaak")
        )
    try:
        return DossierData(
            number=_attribute(dossier, "nr"),
            title=_attribute(dossier, "titel"),
            crebo=_text(crebo),
            valid_from=_date(_attribute(crebo, "Geldig_vanaf"), "Geldig_vanaf of the dossier"),
            adopted_on=_adopted_on(dossier),
            qualifications=tuple(_qualification(profile) for profile in profiles),
            core_tasks=tuple(core_tasks),
        )
    except ValidationError as error:
        _refuse(error)


def carried_copy(xml: bytes) -> DossierData:
    """What the product carries of a dossier: codes, titles and structure, and in `source` what it is from.

    The prose is SBB's and stays out, the indicators too. Raises BadDossier as read_dossier does.
    """
    dossier = read_dossier(xml)
    source = (
        f"Codes, titles and structure only of qualification dossier {dossier.number} (crebo {dossier.crebo}, "
        f"valid from {dossier.valid_from}) that SBB publishes as XML. Made with python -m app.catalogue.sbb, "
        f"which takes the XML file and writes this. SHA-256 of that file: {sha256(xml).hexdigest()}"
    )
    core_tasks = tuple(
        task.model_copy(update={"work_processes": tuple(map(_without_indicators, task.work_processes))})
        for task in dossier.core_tasks
    )
    return dossier.model_copy(update={"source": source, "core_tasks": core_tasks})


def to_json(dossier: DossierData) -> str:
    """The dossier as readable JSON: the same text for the same dossier, in dossier order."""
    return dossier.model_dump_json(indent=2) + "\n"


def from_json(text: str | bytes) -> DossierData:
    """The dossier that `to_json` wrote. Raises BadDossier where the text is not one."""
    try:
        return DossierData.model_validate_json(text)
    except ValidationError as error:
        _refuse(error)


def _tree(xml: bytes) -> Element:
    """The XML as a tree with the root `sbb`; a document type declaration is refused where it starts."""
    if len(xml) > MAX_BYTES:
        raise BadDossier(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
    builder = TreeBuilder()
    depth = 0

    def doctype(*_declaration: object) -> NoReturn:
        raise BadDossier("the file has a document type declaration, which a dossier never has")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 1 and tag != "sbb":
            raise BadDossier(f"the file is not a dossier of SBB: it starts with {tag[:40]!r}, not with 'sbb'")
        if depth > MAX_DEPTH:
            raise BadDossier(f"the file nests deeper than {MAX_DEPTH} elements")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(xml, True)
    except BadDossier:
        raise
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise BadDossier(f"the file is not XML that can be read: {error}") from error
    return builder.close()


def _core_task(task: Element, part: str, crebo: str | None, processes: str) -> CoreTaskData:
    code = f"{part}-K{_chapter(task)}"
    try:
        return CoreTaskData(
            code=code,
            title=_attribute(task, "titel"),
            qualification=crebo,
            work_processes=tuple(
                WorkProcessData(
                    code=f"{code}-W{_chapter(process)}",
                    title=_attribute(process, "titel"),
                    indicators=_indicators(process),
                )
                for process in _some(task, f"{processes}/werkproces")
            ),
        )
    except ValidationError as error:
        _refuse(error)


def _qualification(profile: Element) -> QualificationData:
    level = _attribute(profile, "niveau")
    if level not in ("1", "2", "3", "4"):
        raise BadDossier(f"{_name(profile)}: niveau is {level[:20]!r}, not 1 to 4")
    return QualificationData(
        chapter=_chapter(profile),
        title=_attribute(profile, "titel"),
        crebo=_crebo_of(profile),
        level=int(level),
    )


def _crebo_of(profile: Element) -> str:
    crebo = _text(_only(profile, "creboinformatie/crebo"))
    if not re.fullmatch("[0-9]{5}", crebo):
        raise BadDossier(f"{_name(profile)}: crebo is {crebo[:20]!r}, not five digits")
    return crebo


def _chapter(element: Element) -> int:
    chapter = _attribute(element, "hoofdstuk")
    if not re.fullmatch("[1-9][0-9]?", chapter):
        raise BadDossier(f"{_name(element)}: hoofdstuk is {chapter[:20]!r}, not a number from 1 to 99")
    return int(chapter)


def _adopted_on(dossier: Element) -> date:
    path = "voorblad/omschrijving/verantwoording/vaststellingsinformatie/vastgesteldop"
    return _date(_text(_only(dossier, path)), "vastgesteldop")


def _indicators(process: Element) -> tuple[str, ...]:
    """One per line that starts with a mark; a line without one goes on with the line before it."""
    found: list[str] = []
    for line in map(_clean, (process.findtext("werkprocesgedrag") or "").splitlines()):
        if line.startswith(tuple(INDICATOR_MARKS)):
            found.append(line[1:])
        elif found:
            found[-1] += f" {line}"
    return tuple(sentence for sentence in (_clean(each).rstrip(" ;.") for each in found) if sentence)


def _without_indicators(process: WorkProcessData) -> WorkProcessData:
    return process.model_copy(update={"indicators": ()})


def _only(parent: Element, path: str) -> Element:
    found = _some(parent, path)
    if len(found) > 1:
        raise BadDossier(f"{_name(parent)}: {path} is there {len(found)} times, not once")
    return found[0]


def _some(parent: Element, path: str) -> list[Element]:
    found = parent.findall(path)
    if not found:
        raise BadDossier(f"{_name(parent)}: {path} is missing")
    return found


def _attribute(element: Element, name: str) -> str:
    value = _clean(element.get(name, ""))
    if not value:
        raise BadDossier(f"{_name(element)}: {name} is missing")
    return value


def _text(element: Element) -> str:
    return _clean(element.text or "")


def _date(text: str, what: str) -> date:
    """SBB writes a day as 31-12-2015."""
    day = re.fullmatch("([0-9]{2})-([0-9]{2})-([0-9]{4})", text)
    try:
        return date.fromisoformat("-".join(reversed(day.groups() if day else ())))
    except ValueError as error:
        raise BadDossier(f"{what} is {text[:20]!r}, not a day like 31-12-2015") from error


def _clean(text: str) -> str:
    """Single spaces, none at the ends; a non-breaking space counts as a space."""
    return " ".join(text.split())


def _name(element: Element) -> str:
    number = element.get("nr")
    return f"{element.tag} {number[:20]}" if number else element.tag


def _refuse_repeats(what: str, values: list[str]) -> None:
    for value in values:
        if values.count(value) > 1:
            raise ValueError(f"{what} {value} occurs twice")


def _refuse(error: ValidationError) -> NoReturn:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    raise BadDossier(f"{where}: {reason}" if where else reason) from error


if __name__ == "__main__":
    sys.stdout.write(to_json(carried_copy(Path(sys.argv[1]).read_bytes())))
