"""Words and pictures of a student that nobody else may find, of random letters, which do not compress."""

import secrets
import string
from collections.abc import Iterable
from dataclasses import dataclass, field

SLICES, SLICE = 8, 24
"""How many pieces of a picture are looked for, and the bytes of each."""


def word() -> str:
    """Sixteen letters that stand nowhere else."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(16))


@dataclass
class Canaries:
    """What is looked for, by what it is."""

    texts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def text(self, about: str) -> str:
        """A new word for something."""
        self.texts[about] = word()
        return self.texts[about]

    def picture(self, about: str, content: bytes) -> None:
        """A picture, as it is in this place."""
        assert len(content) > 1000, about
        self.pictures[about] = content

    def __len__(self) -> int:
        return len(self.texts) + len(self.pictures)

    def patterns(self) -> list[tuple[str, bytes]]:
        """All forms in which one can be read, each with what it is."""
        found: list[tuple[str, bytes]] = []
        for about, text in self.texts.items():
            found += [(about, text.encode()), (about, text.encode("utf-16-le"))]
        for about, content in self.pictures.items():
            slices = [content[at : at + SLICE] for at in range(700, len(content) - SLICE, len(content) // 40)]
            telling = [part for part in slices if len(set(part)) > SLICE // 2]  # not the same as in other files
            assert len(telling) >= SLICES, about
            found += [(about, part) for part in telling[:: len(telling) // SLICES]]
        return found

    def in_bytes(self, content: bytes) -> set[str]:
        """What of these can be read in it."""
        return {about for about, pattern in self.patterns() if pattern in content}

    def in_texts(self, texts: Iterable[str]) -> set[str]:
        """Which words stand in any of these."""
        joined = "\n".join(texts)
        return {about for about, text in self.texts.items() if text in joined}
