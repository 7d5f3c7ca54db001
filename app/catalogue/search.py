"""Finding a picture or a work process by Dutch words, as ``static/js/catalogue/search.js`` does in the browser.

Every word that was typed has to fit. Best is what the label begins with, then any word of the label, then our own
keywords, then those of Unicode; a word inside a longer one, an ending too many or one slip of the finger come last.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

LABEL_START, LABEL, KEYWORD, ANNOTATION, LOOSE, SLIP = range(6)
SHORTEST_LOOSE = 4
LONGEST_ENDING = 3
Words = list[tuple[int, str]]
Found = TypeVar("Found")


def fold(text: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def split(text: str) -> list[str]:
    """The words in a text, folded."""
    return re.findall(r"[^\W_]+", fold(text))


def words(label: str, keywords: Iterable[str] = (), annotations: Iterable[str] = ()) -> Words:
    """What something is found by, each word with how good a find it is."""
    first, *others = split(label) or [""]
    own = (word for keyword in keywords for word in split(keyword))
    more = (word for keyword in annotations for word in split(keyword))
    ranked = [(LABEL_START, first), *((LABEL, word) for word in others)]
    return [*ranked, *((KEYWORD, word) for word in own), *((ANNOTATION, word) for word in more)]


def search(query: str, things: Sequence[Found], words_of: Callable[[Found], Words]) -> list[Found]:
    """What fits every word of the query, best first; everything when there is no word in it.

    Slips of the finger are allowed for only when nothing is found without.
    """
    typed = split(query)
    if not typed:
        return list(things)
    known = [words_of(thing) for thing in things]
    return _ranked(typed, things, known, slips=False) or _ranked(typed, things, known, slips=True)


def _ranked(typed: list[str], things: Sequence[Found], known: list[Words], *, slips: bool) -> list[Found]:
    found = []
    for place, words_here in enumerate(known):
        scores = [score for word in typed if (score := _score(word, words_here, slips)) is not None]
        if len(scores) == len(typed):
            found.append((sum(scores), place))
    return [things[place] for _score_, place in sorted(found)]


def _score(typed: str, known: Words, slips: bool) -> int | None:
    starts = [rank for rank, word in known if word.startswith(typed)]
    if starts:
        return min(starts)
    if len(typed) < SHORTEST_LOOSE:
        return None
    if any(typed in word or _ending(typed, word) for _rank, word in known):
        return LOOSE
    return SLIP if slips and any(_slip(typed, word) for _rank, word in known) else None


def _ending(typed: str, word: str) -> bool:
    """*vloeren* for *vloer*."""
    return len(word) >= SHORTEST_LOOSE and typed.startswith(word) and len(typed) - len(word) <= LONGEST_ENDING


def _slip(typed: str, word: str) -> bool:
    """One letter wrong, missing, too many, or two swapped; the word may go on."""
    return any(_one_apart(typed, word[: len(typed) + more]) for more in (0, 1, -1)) or _one_apart(typed, word)


def _one_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    here, there = one[start : len(one) - end], other[start : len(other) - end]
    return (len(here) <= 1 and len(there) <= 1) or (len(here) == 2 and here == there[::-1])
