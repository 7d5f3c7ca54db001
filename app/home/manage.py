"""The table of contents of *Regelen*: what staff arrange, and who may."""

from dataclasses import dataclass

from app.base.i18n import gettext as _
from app.people.models import OFFICE, STAFF, Role


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
    return (ManageLink("placements.plans_page", _("Dagplan"), _("Wie doet wat, vandaag en de dagen erna"), "calendar"),)


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
        ManageLink(
            "review.phrases_page",
            _("Zinnetjes"),
            _("Wat jullie vaak zeggen, met één tik onder een log"),
            "conversation",
        ),
    )


def _people_and_companies() -> tuple[ManageLink, ...]:
    return (
        ManageLink("office.people_page", _("Mensen"), _("Leerlingen, collega’s, begeleiding"), "school", OFFICE),
        ManageLink("groups.groups_page", _("Groepen"), _("Klassen en groepjes leerlingen"), "walking-together"),
        ManageLink(
            "sync.handover",
            _("Logs van een telefoon"),
            _("Een bestand van een leerling, als versturen niet lukt"),
            "telephone",
        ),
        ManageLink("people.badges", _("Pasjes"), _("Nieuwe maken en printen, vier op een vel"), "key"),
        ManageLink("office.companies_page", _("Bedrijven"), _("Leerbedrijven en contactpersonen"), "company", OFFICE),
        ManageLink("office.placements_page", _("Stages"), _("Wie waar werkt, wanneer en waaraan"), "handshake", OFFICE),
        ManageLink(
            "feedback.company_links",
            _("Links voor bedrijven"),
            _("Vraag een bedrijf hoe het gaat, met een link of een kaart"),
            "feeling-good",
        ),
        ManageLink(
            "review.agreements",
            _("Afspraken van de school"),
            _("Wanneer aftekenen mag, en hoe de niveaus heten"),
            "writing-down",
            OFFICE,
        ),
    )
