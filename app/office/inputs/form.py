"""Reading a form field by field: all that is wrong with it is said at once."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import StrEnum
from typing import TypeVar
from uuid import UUID, uuid4

from app.base.errors import Problem
from app.base.i18n import gettext as _

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
_PHONE = re.compile(r"\+?[\d ()./-]{6,29}")
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]{2,}")


class Form:
    """A form as it was sent. Each method reads one field and notes what is wrong; ``check`` says it."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.wrong: dict[str, str] = {}

    def raw(self, name: str) -> str:
        """What was typed, on one line and without the characters that no database keeps."""
        said = " ".join(self.values.get(name, "").split())
        return "".join(character for character in said if character.isprintable())

    def text(self, name: str, longest: int, *, needed: str = "") -> str:
        """A line of text; ``needed`` is what to say when it is empty and may not be."""
        said = self.raw(name)
        if not said and needed:
            self.wrong[name] = needed
        elif len(said) > longest:
            self.wrong[name] = _("Dit is %(n)s tekens te lang. Maak het korter.", n=len(said) - longest)
        return said

    def day(self, name: str, *, needed: str = "", earliest: date = EARLIEST, latest: date = LATEST) -> date | None:
        """A date."""
        said = self.raw(name)
        if not said:
            if needed:
                self.wrong[name] = needed
            return None
        try:
            day = date.fromisoformat(said)
        except ValueError:
            self.wrong[name] = _("Dit is geen datum.")
            return None
        if not earliest <= day <= latest:
            self.wrong[name] = _("Klopt deze datum?")
        return day

    def clock(self, name: str) -> time | None:
        """A time of the day, to the minute."""
        try:
            said = time.fromisoformat(self.raw(name))
        except ValueError:
            return None
        return None if said.tzinfo else said.replace(second=0, microsecond=0)

    def phone(self, name: str) -> str | None:
        """A phone number, as it is written."""
        said = self.raw(name)
        if said and not _PHONE.fullmatch(said):
            self.wrong[name] = _("Dit is geen telefoonnummer.")
        return said or None

    def email(self, name: str, *, needed: str = "") -> str | None:
        """An e-mail address, in small letters."""
        said = self.raw(name).lower()
        if not said and needed:
            self.wrong[name] = needed
        elif said and (len(said) > 254 or not _EMAIL.fullmatch(said)):
            self.wrong[name] = _("Dit is geen e-mailadres.")
        return said or None

    def tick(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.values.get(name) == "1"

    def one_of(self, name: str, choices: Iterable[str], *, needed: str) -> str:
        """One of the words that the page offered."""
        said = self.raw(name)
        if said not in choices:
            self.wrong[name] = needed
        return said

    def kind(self, name: str, choices: type[Choice], *, needed: str) -> Choice | None:
        """One of an enumeration."""
        try:
            return choices(self.raw(name))
        except ValueError:
            self.wrong[name] = needed
            return None

    def chosen(self, name: str, *, needed: str = "") -> UUID | None:
        """The id of what was chosen in a list."""
        said = self.raw(name)
        if not said:
            if needed:
                self.wrong[name] = needed
            return None
        try:
            return UUID(said)
        except ValueError:
            raise unreadable() from None

    def id(self) -> UUID:
        """The id that was made with the form, so that sending it twice adds once. Raises 400 without one."""
        try:
            return UUID(self.values.get("id", ""))
        except ValueError:
            raise unreadable() from None

    def check(self) -> None:
        """Raises 422 with everything that is wrong."""
        if self.wrong:
            raise Problem(422, "incomplete", _("Er klopt nog iets niet. Er is niets opgeslagen."), fields=self.wrong)


def there(value: Value | None) -> Value:
    """A value that ``check`` has seen to."""
    if value is None:
        raise unreadable()
    return value


def wrong(name: str, text: str) -> Problem:
    """One field that cannot be as it is."""
    return Problem(422, "incomplete", _("Er klopt nog iets niet. Er is niets opgeslagen."), fields={name: text})


def unreadable() -> Problem:
    """What no page of ours can have sent."""
    return Problem(400, "form", _("Dit formulier kunnen we niet lezen. Er is niets opgeslagen."))


def new_id() -> UUID:
    """An id for a form that is about to be shown."""
    return uuid4()
