"""What a supervisor sends: the form under an entry, as it stood on the page."""

import re
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode
from uuid import UUID

from tests.chaos.book import Reviewed
from tests.chaos.people import Supervisor
from tests.chaos.wire import Answer, Request

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The form under an entry, as a supervisor has it on the screen, and what they will choose in it."""

    log: UUID
    supervisor: Supervisor
    fields: tuple[tuple[str, str], ...]
    verdict: str

    @property
    def review_id(self) -> UUID:
        """The id that was made with the page."""
        return UUID(dict(self.fields)["review_id"])

    @property
    def revision(self) -> int:
        """The newest revision that was on the page."""
        return int(dict(self.fields)["revision"])

    def body(self) -> bytes:
        """The form, filled in."""
        said = dict(self.fields) | {"verdict": self.verdict, "reply": "Goed gedaan. Hoe ging het?"}
        return urlencode(said).encode()

    def request(self) -> Request:
        """Send it."""
        return Request("POST", f"/review/{self.log}", self.body(), "application/x-www-form-urlencoded")

    def says_kept(self, answer: Answer) -> bool:
        """Whether the page that comes now says that this very answer is kept, and offers to undo it."""
        return answer.status == 303 and f"done={self.review_id}" in answer.place

    def says_undone(self, answer: Answer) -> bool:
        """Whether the page that comes now says that it was taken back."""
        return answer.status == 303 and answer.place == f"/review/{self.log}?undone=1"

    def undoing(self) -> Request:
        """Take the answer back."""
        body = urlencode({"review_id": str(self.review_id)}).encode()
        return Request("POST", f"/review/{self.log}/undo", body, "application/x-www-form-urlencoded")

    def reviewed(self) -> Reviewed:
        """What must be on record once it was taken."""
        return Reviewed(self.log, self.revision, self.supervisor.id, self.verdict)


def form_on(page: Answer, log: UUID, supervisor: Supervisor, chance: Random) -> OpenForm | None:
    """The form on the page of an entry, if there is one."""
    text = page.body.decode()
    if page.status != 200 or 'id="answer"' not in text:
        return None
    fields = _HIDDEN.findall(text[text.index('id="answer"') :])
    return OpenForm(log, supervisor, tuple(fields), chance.choice(("seen", "seen", "question")))
