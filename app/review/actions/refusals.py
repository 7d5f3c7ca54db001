"""Why nothing was saved, in words that several actions share."""

from collections.abc import Mapping

from app.base.errors import Problem
from app.base.i18n import gettext as _


def used() -> Problem:
    """The form was used before, for something else."""
    return Problem(409, "used", _("Dit formulier is al eens gebruikt. Er is nu niets opgeslagen. Probeer het opnieuw."))


def incomplete(fields: Mapping[str, str | None]) -> Problem:
    """What is missing or cannot be, by field; a field without a text is right."""
    wrong = {name: text for name, text in fields.items() if text}
    return Problem(422, "incomplete", _("Er mist nog iets. Er is nog niets opgeslagen."), fields=wrong)
