"""Words and dates in the reader's language. The words in the source are Dutch; ``locales/`` holds the others.

Text is written once, in Dutch, with ``_("…")`` in Python and in templates. Catalogues are compiled in memory at the
first use, so there is no build step and nothing that can be stale.
"""

import gettext as stdlib_gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from io import BytesIO
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from app.base import clock
from app.base.config import TOP

SOURCE_LANGUAGE = "nl"
LANGUAGES = ("nl", "en")
_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


def language() -> str:
    """The language of the person who is being answered."""
    return _language.get()


def set_language(code: str) -> None:
    """Answer in ``code`` from here on; an unknown one means Dutch."""
    _language.set(code if code in LANGUAGES else SOURCE_LANGUAGE)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Answer in ``code`` within the block."""
    token = _language.set(code if code in LANGUAGES else SOURCE_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def _catalogue(code: str) -> stdlib_gettext.NullTranslations:
    if code == SOURCE_LANGUAGE:
        return stdlib_gettext.NullTranslations()
    compiled = BytesIO()
    with (TOP / "locales" / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return Translations(compiled)


def gettext(message: str, /, **values: object) -> str:
    """``message`` in the reader's language, with ``%(name)s`` filled in."""
    text = _catalogue(language()).gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """The form for ``n``, which is also filled in as ``%(n)s``."""
    return _catalogue(language()).ngettext(one, many, n) % {"n": n, **values}


def pgettext(context: str, message: str) -> str:
    """``message`` where the same Dutch word needs two translations."""
    return _catalogue(language()).pgettext(context, message)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@cache
def day_in_words(day: date, today: date, code: str) -> str:
    """*vandaag*, *gisteren*, *dinsdag* within a week, else *12 november* (with the year when it is another)."""
    past = (today - day).days
    with speaking(code):
        if past == 0:
            return gettext("vandaag")
        if past == 1:
            return gettext("gisteren")
        if past == -1:
            return gettext("morgen")
    pattern = "EEEE" if 0 < past < 7 else "d MMMM" if day.year == today.year else "d MMMM y"
    return format_date(day, pattern, locale=_locale(code))


def moment_in_words(moment: datetime, time_zone: str) -> str:
    """*vandaag 11:20*, in the school's time zone."""
    zone = ZoneInfo(time_zone)
    today = clock.local_day(clock.now(), time_zone)
    local = moment.astimezone(zone)
    time = format_time(local.timetz().replace(tzinfo=None), "HH:mm", locale=_locale(language()))
    return f"{day_in_words(local.date(), today, language())} {time}"


def full_date(day: date) -> str:
    """*dinsdag 24 november*."""
    return format_date(day, "EEEE d MMMM", locale=_locale(language()))


def short_date(day: date, near: date) -> str:
    """*di 24*, *di 5 jan*: with the month when it is another than that of ``near``."""
    pattern = "EEE d" if (day.year, day.month) == (near.year, near.month) else "EEE d MMM"
    return format_date(day, pattern, locale=_locale(language())).replace(".", "")


def plain_date(day: date) -> str:
    """*24 november 2026*, for what is on record."""
    return format_date(day, "d MMMM y", locale=_locale(language()))


def listed(names: Sequence[str]) -> str:
    """*Bilal, Fleur en Sam*."""
    return format_list(names, locale=_locale(language()))
