"""Who may arrange which colleagues: admins all of them, coordinators supervisors. Students are for both."""

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.people.actor import Actor
from app.people.models import Role

_ADMINS, _OTHERS = (Role.SUPERVISOR, Role.COORDINATOR, Role.ADMIN), (Role.SUPERVISOR,)


def roles_to_give(actor: Actor) -> tuple[Role, ...]:
    """The roles of colleagues whom this person may add and change."""
    return _ADMINS if actor.role is Role.ADMIN else _OTHERS


def may_manage(actor: Actor, role: Role) -> bool:
    """Whether this person may add, change and send away colleagues in that role."""
    return role in roles_to_give(actor)


def not_yours(role: Role) -> Problem:
    """The refusal to change somebody whom only others may change."""
    if role is Role.ADMIN:
        return Problem(403, "other-role", _("Alleen een beheerder kan een beheerder toevoegen of wijzigen."))
    return Problem(403, "other-role", _("Alleen een beheerder kan dit wijzigen."))
