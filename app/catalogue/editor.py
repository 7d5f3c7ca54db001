"""What the editor of a task shows beside what was filled in."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.catalogue import own_pictures, task_lists
from app.catalogue.inputs import TaskForm
from app.catalogue.own_pictures import Choice, OwnPhoto
from app.catalogue.pictograms import Pictogram, of_work
from app.catalogue.queries import WorkProcessCard
from app.catalogue.search import search, split
from app.catalogue.task_lists import CompanyChoice, DossierChoice, TaskCard
from app.catalogue.words import THEMES, theme_label
from app.people.actor import Actor

MOST_FOUND = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """``chosen`` is the word for the picture that was chosen; ``found`` is none while nothing was searched for.

    ``others`` are the work processes that were not chosen, of each dossier those that fit the search.
    """

    companies: list[CompanyChoice]
    chosen: str
    found: list[Choice] | None
    themes: list[tuple[str, list[Pictogram]]]
    photos: list[OwnPhoto]
    mapped: list[WorkProcessCard]
    others: list[tuple[DossierChoice, list[WorkProcessCard]]]


def editor(session: Session, actor: Actor, form: TaskForm, card: TaskCard | None, today: date, language: str) -> Editor:
    """All that there is to choose from, for a form as it is filled in and perhaps the task that it changes."""
    companies = task_lists.companies(session, actor, today)
    dossiers = task_lists.dossiers(session, actor, language)
    every = [one for dossier in dossiers for one in dossier.work_processes]
    return Editor(
        companies=[one for one in companies if card is None or one.id == card.company_id],
        chosen=own_pictures.label_of(session, actor, form.pictogram),
        found=own_pictures.find(session, actor, form.find)[:MOST_FOUND] if split(form.find) else None,
        themes=[(theme_label(theme), [one for one in of_work() if one.theme == theme]) for theme in THEMES],
        photos=own_pictures.own_photos(session, actor),
        mapped=[one for one in every if one.id in form.work_process_ids],
        others=[(dossier, _fitting(dossier, form)) for dossier in dossiers],
    )


def _fitting(dossier: DossierChoice, form: TaskForm) -> list[WorkProcessCard]:
    others = [one for one in dossier.work_processes if one.id not in form.work_process_ids]
    return search(form.find_process, others, task_lists.process_words)
