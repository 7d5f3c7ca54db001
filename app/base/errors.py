"""One error type that carries the answer: a status and plain words for the person who made the request."""

from typing import Any


class Problem(Exception):
    """Something that cannot be done, said in plain words (already translated).

    ``code`` is for programs and logs (RFC 9457 ``type``); ``fields`` maps a field's name to what is wrong with it.
    Raising it undoes what the request had written.
    """

    def __init__(
        self,
        status: int,
        code: str,
        text: str,
        *,
        fields: dict[str, str] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.text = text
        self.fields = fields or {}
        self.retry_after = retry_after

    def as_json(self) -> dict[str, Any]:
        """The body of ``application/problem+json``."""
        body: dict[str, Any] = {
            "type": f"urn:werkbrug:{self.code}",
            "status": self.status,
            "title": self.text,
        }
        return body | ({"fields": self.fields} if self.fields else {})
