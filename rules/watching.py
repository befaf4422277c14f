"""The words that a site's desk watches for, compiled. Made once for each state of the list, and given as a fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rules.lexicon import Entry, Lexicon, Match
from rules.text import Text

#: Strengths: to be seen, to be held, to be refused.
SEEN, HELD, REFUSED = 1, 2, 3
STRENGTHS: Final = (SEEN, HELD, REFUSED)


@dataclass(frozen=True, slots=True)
class WatchWord:
    """A word or phrase of the desk. exceptions: phrases in which it means nothing."""

    word: str
    strength: int
    exceptions: tuple[str, ...] = ()


class WatchList:
    """The desk's words of one site. Safe to share between threads."""

    def __init__(self, words: Iterable[WatchWord]) -> None:
        """Compile them. A word without letters is left out: nothing could match it."""
        terms: list[tuple[Entry, tuple[str, ...]]] = []
        exceptions: list[tuple[Entry, tuple[str, ...]]] = []
        for number, one in enumerate(words):
            kind = str(number)  # an exception speaks for its own word only
            terms += _terms(one.word, one.strength, kind)
            for exception in one.exceptions:
                exceptions += _terms(exception, 0, kind)
        self._words = Lexicon(terms)
        self._exceptions = Lexicon(exceptions)

    def find(self, text: Text) -> Iterator[Match]:
        """The words that stand in a text, but where an exception covers them."""
        found = self._words.find(text)
        if not found:
            return
        innocent = self._exceptions.find(text)
        for match in found:
            if not any(
                one.entry.category == match.entry.category and one.first <= match.first and match.last <= one.last
                for one in innocent
            ):
                yield match


def watched_form(word: str) -> str:
    """What a word is compared by: two that have the same are the same. Empty for one without letters or digits."""
    return "".join(Text(word).forms)


def _terms(word: str, strength: int, kind: str) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    parts = tuple(part for one in Text(word).words for part in one.parts)
    if parts:
        yield Entry(word, strength, kind, frozenset(), inflects=True), parts
