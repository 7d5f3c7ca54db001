"""The words for what people are."""

from app.base.i18n import gettext as _
from app.people.models import Role


def role_name(role: Role) -> str:
    """A role in the reader's language."""
    match role:
        case Role.STUDENT:
            return _("leerling")
        case Role.SUPERVISOR:
            return _("begeleider")
        case Role.COORDINATOR:
            return _("stagecoördinator")
        case Role.ADMIN:
            return _("beheerder")
