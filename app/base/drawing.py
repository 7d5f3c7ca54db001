"""Parts of pages that are drawn by themselves, so that what they depend on is known."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from app.base.i18n import language


def part(name: str, values: Mapping[str, Any]) -> Markup:
    """A template that gets nothing but these values: what is drawn depends on nothing else."""
    return Markup(current_app.jinja_env.get_template(name).render(values))  # noqa: S704 — our own


def once(name: str, **values: Hashable) -> Markup:
    """A part that is the same for everybody who reads one language, drawn the first time that a page asks for it."""
    return _once(name, language(), **values)


@lru_cache(500)
def _once(name: str, _language: str, **values: Hashable) -> Markup:
    return part(name, values)
