"""What makes a password good enough: long, and not the first thing that somebody else would try.

After NIST SP 800-63B: no rules about capitals and signs, no changing it every so often, but a check against what is
well known and against the person's own names.
"""

import re
from functools import cache
from pathlib import Path

from app.base.i18n import gettext as _

SHORTEST, LONGEST = 10, 200


@cache
def _common() -> frozenset[str]:
    """Passwords that many people choose and that are long enough to get this far."""
    return frozenset((Path(__file__).parent / "data" / "common-passwords.txt").read_text().split())


def password_problem(password: str, own: tuple[str, ...]) -> str | None:
    """What is wrong with a new password, in words; nothing when it will do. ``own``: names and address of its owner."""
    if len(password) < SHORTEST:
        return _("Kies een wachtwoord van ten minste %(n)s tekens. Een zin met spaties mag ook.", n=SHORTEST)
    if len(password) > LONGEST:
        return _("Dit wachtwoord is te lang. Houd het op %(n)s tekens.", n=LONGEST)
    plain = _plain(password)
    if plain in {_plain(part) for part in own if part}:
        return _("Kies iets anders dan je naam of je e-mailadres.")
    if {password.casefold(), plain} & _common() or len(set(password)) < 4:
        return _("Dit wachtwoord is makkelijk te raden. Kies een ander.")
    return None


def _plain(text: str) -> str:
    """Only letters and digits, and no digits at the end: *Anouk de Wit 123* is still a name."""
    return re.sub(r"\d+$", "", "".join(character for character in text.casefold() if character.isalnum()))
