"""Photos that come along with a form: several files in one request, of which some may be bad."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlmodel import Session

from app.base.errors import Problem
from app.base.i18n import gettext as _
from app.base.images import CleanPhoto
from app.base.storage import Storage
from app.logbook import actions, inputs
from app.logbook.inputs import MediaInput
from app.people.actor import Actor


@dataclass(frozen=True, slots=True)
class FormPhotos:
    """The good ones, in order, with their digests; ``trouble`` says what is wrong with the rest, if anything."""

    good: dict[UUID, tuple[str, CleanPhoto]]
    trouble: Problem | None

    @property
    def digests(self) -> dict[UUID, str]:
        """The digests of the good ones by id, as an entry lists them."""
        return {media_id: digest for media_id, (digest, _photo) in self.good.items()}


def take_in(storage: Storage, actor: Actor, entry_id: UUID, bodies: Iterable[bytes], most: int | None) -> FormPhotos:
    """Clean and store the photos that came with a form, under ids that a second sending has too.

    At most this many; none means that there may be no photos at all. A bad one does not take the others along.
    """
    good: dict[UUID, tuple[str, CleanPhoto]] = {}
    problems: list[Problem] = []
    for number, body in enumerate(bodies):
        if most is None or number >= most:
            problems.append(_not_allowed() if most is None else _too_many())
            break
        digest = inputs.sha_256(body)
        media_id = uuid5(entry_id, digest)
        try:
            photo = actions.clean_photo(body)
            actions.store_photo(storage, actor.school_id, media_id, photo)
            good[media_id] = digest, photo
        except Problem as problem:
            problems.append(problem)
            if problem.retry_after:
                break
    return FormPhotos(good, _in_one(problems))


def keep(session: Session, actor: Actor, photos: FormPhotos, now: datetime) -> None:
    """Write the good ones down, for the entry that will list them."""
    for media_id, (digest, photo) in photos.good.items():
        media = MediaInput(id=media_id, kind="photo", digest=digest)
        actions.keep_form_photo(session, actor, media, photo, now)


def _in_one(problems: list[Problem]) -> Problem | None:
    """Each thing that is wrong, said once."""
    if not problems:
        return None
    first, text = problems[0], " ".join(dict.fromkeys(problem.text for problem in problems))
    return Problem(first.status, first.code, text, retry_after=first.retry_after)


def _not_allowed() -> Problem:
    text = _("Hier mogen nu geen foto’s. Verstuur je werk zonder foto.")
    return Problem(422, "photos-not-allowed", text)


def _too_many() -> Problem:
    text = _("Dat zijn te veel foto’s. De eerste %(most)s zijn bewaard.", most=inputs.MOST_PHOTOS)
    return Problem(422, "too-many-photos", text)
