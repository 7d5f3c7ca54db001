"""Filling the catalogue."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.catalogue.models import CoreTask, Dossier, Indicator, PlainTitle, Qualification, WorkProcess
from app.catalogue.pictograms import DATA
from app.catalogue.sbb import DossierData, from_json


def load_carried_dossier(session: Session, now: datetime) -> dict[str, WorkProcess]:
    """Put the dossier that comes with the app in the database, for all schools; its work processes by code."""
    plain = json.loads((DATA / "plain-2755.json").read_text())
    return load_dossier(session, from_json((DATA / "sbb-2755.json").read_bytes()), plain, now)


def load_dossier(
    session: Session,
    data: DossierData,
    plain: dict[str, dict[str, Any]],
    now: datetime,
    *,
    school_id: UUID | None = None,
    is_example: bool = False,
) -> dict[str, WorkProcess]:
    """Add one dossier edition, with plain words by code and language where there are any.

    It is for everybody, or for one school alone; ``is_example`` when somebody made it up.
    """
    dossier = Dossier(
        school_id=school_id,
        is_example=is_example,
        number=data.number,
        crebo=data.crebo,
        valid_from=data.valid_from,
        title=data.title,
        source=data.source,
        imported_at=now,
    )
    session.add(dossier)
    session.flush()
    qualifications = {
        found.crebo: Qualification(
            dossier_id=dossier.id, crebo=found.crebo, title=found.title, level=found.level, position=position
        )
        for position, found in enumerate(data.qualifications)
    }
    session.add_all(qualifications.values())
    session.flush()
    by_code: dict[str, WorkProcess] = {}
    for place, core in enumerate(data.core_tasks):
        core_task = CoreTask(
            dossier_id=dossier.id,
            qualification_id=qualifications[core.qualification].id if core.qualification else None,
            code=core.code,
            title=core.title,
            position=place,
        )
        session.add(core_task)
        session.flush()
        for process in core.work_processes:
            by_code[process.code] = work_process = WorkProcess(
                dossier_id=dossier.id,
                core_task_id=core_task.id,
                code=process.code,
                title=process.title,
                position=len(by_code),
            )
            session.add(work_process)
            session.flush()
            session.add_all(
                Indicator(work_process_id=work_process.id, position=number, text=text)
                for number, text in enumerate(process.indicators)
            )
    session.add_all(
        PlainTitle(work_process_id=by_code[code].id, language=language, text=words[language], short=short)
        for code, words in plain.items()
        if code in by_code
        for language, short in words["short"].items()
    )
    session.flush()
    return by_code
