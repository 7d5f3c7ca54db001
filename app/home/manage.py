"""The table of contents of *Regelen*: what staff arrange, and who may."""

from dataclasses import dataclass

from app.base.i18n import gettext as _
from app.people.models import STAFF, Role

OFFICE = frozenset({Role.COORDINATOR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class ManageLink:
    """A page of *Regelen*: its endpoint, its name, what one does there, a pictogram, and who may."""

    endpoint: str
    label: str
    about: str
    picture: str
    who: frozenset[Role] = STAFF


def manage_groups(role: Role) -> list[tuple[str, list[ManageLink]]]:
    """The pages for somebody in this role, under headings; a heading without pages is left out."""
    groups = (
        (_("Voor vandaag"), _for_today()),
        (_("Voor de taken"), _for_tasks()),
        (_("Mensen en bedrijven"), _people_and_companies()),
    )
    mine = ((title, [link for link in links if role in link.who]) for title, links in groups)
    return [(title, links) for title, links in mine if links]


def _for_today() -> tuple[ManageLink, ...]:
    return ()


def _for_tasks() -> tuple[ManageLink, ...]:
    return (
        ManageLink("catalogue.tasks_page", _("Taken"), _("Wat leerlingen kunnen kiezen, met een plaatje"), "clipboard"),
        ManageLink(
            "catalogue.pictograms_page",
            _("Pictogrammen"),
            _("Een eigen set erbij, en foto’s van het werk"),
            "painting-art",
            OFFICE,
        ),
    )


def _people_and_companies() -> tuple[ManageLink, ...]:
    return ()
