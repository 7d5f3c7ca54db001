"""Changing one thing of an entry: what the form of that one question says."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, assert_never
from uuid import UUID

Part = Literal["tasks", "level", "photos", "mood", "words", "together"]
Form = Mapping[str, Sequence[str]]
Told = Mapping[str, Any]


def changes(part: Part, told: Told, form: Form, photos: Mapping[str, Told]) -> dict[str, Any]:
    """What becomes other in ``told``, the entry that the student looked at. ``photos`` are those that it ever had."""
    match part:
        case "tasks":
            return _tasks(told, form)
        case "level" | "mood":
            return {part: _number(_one(form, part))}
        case "words":
            return {"words": _one(form, "words")}
        case "together":
            return {"together": list(dict.fromkeys(form.get("together", ())))}
        case "photos":
            return {"media": _photos(told, form, photos)}
        case _:
            assert_never(part)


def _tasks(told: Told, form: Form) -> dict[str, Any]:
    """Other tasks; a photo of one that was not done after all stays, and shows nothing in particular."""
    tasks = list(dict.fromkeys(form.get("tasks", ())))
    media = [{**one, "tasks": [task for task in one["tasks"] if task in tasks]} for one in told["media"]]
    return {"tasks": tasks, "something_else": bool(_one(form, "something_else")), "media": media}


def _photos(told: Told, form: Form, photos: Mapping[str, Told]) -> list[Told]:
    gone, back = set(form.get("remove", ())), form.get("restore", ())
    kept = [one for one in told["media"] if one["id"] not in gone]
    listed = {one["id"] for one in kept}
    again = [photos[key] for key in back if key in photos and key not in listed]
    return kept + [{**one, "tasks": [task for task in one["tasks"] if task in told["tasks"]]} for one in again]


def with_photos(told: Told, added: Mapping[UUID, str]) -> list[Told]:
    """The photos of an entry and those that came now: digests by id."""
    listed = {one["id"] for one in told["media"]}
    shown = told["tasks"] if len(told["tasks"]) == 1 and not told["something_else"] else []  # what else could it be?
    new = [
        {"id": str(key), "kind": "photo", "digest": digest, "tasks": shown}
        for key, digest in added.items()
        if str(key) not in listed
    ]
    return [*told["media"], *new]


def _one(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else None
