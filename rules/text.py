"""Views of one text, made once and shared by all rules: original, folded, words, stems, clauses.

Every view keeps a map back to the original in Unicode code points, so that a finding can be marked in what the
reader typed. The cost of each is linear in the length of the text.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from rules.language.folding import ZWNJ, fold_with_map
from rules.language.words import compound, stems
from rules.vocabulary import Span

_WORD: Final = re.compile(rf"[^\W_]+(?:{ZWNJ}+[^\W_]+)*")
_CLAUSE_END: Final = re.compile(r"[.!؟?؛;\n…]+")


class Word(NamedTuple):
    """One word of the folded view.

    form: the word without half-spaces: «هیچ‌کس» and «هیچکس» are the same.
    parts: its pieces between half-spaces.
    start, end: where it stands in the original, half-open, code points.
    at: where it begins in the folded view.
    """

    form: str
    parts: tuple[str, ...]
    start: int
    end: int
    at: int


class Text:
    """All views of one text.

    original: as the reader typed it.
    folded: letters unified, marks and stretching removed, digits ASCII, Latin letters lower case; half-spaces kept.
    origin: for each position of `folded` the position in `original` it came from, and one more for the end. Monotone.
    words: the words of `folded`.
    """

    __slots__ = ("__dict__", "folded", "origin", "original")

    original: str
    folded: str
    origin: Sequence[int]

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded, self.origin = fold_with_map(original)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, in order."""
        kept = isinstance(self.origin, range)  # every position is what it was
        found = []
        for match in _WORD.finditer(self.folded):
            raw = match.group()
            at, after = match.span()
            start, end = (at, after) if kept else self.span(at, after)
            parts: tuple[str, ...] = (raw,)
            if ZWNJ in raw:
                parts = tuple(part for part in raw.split(ZWNJ) if part)
                raw = "".join(parts)
            found.append(Word(raw, parts, start, end, at))
        return tuple(found)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms of the words, in order."""
        return tuple([word.form for word in self.words])

    @cached_property
    def stems(self) -> tuple[tuple[str, ...], ...]:
        """For each word what it may be an inflection of, itself first.

        Two words that are one written apart («پول شویی») also have the stems of the whole.
        """
        forms = self.forms
        found = [stems(form) for form in forms]
        for number, (left, right) in enumerate(pairwise(forms)):
            whole = compound(left, right)
            if whole:
                found[number] += stems(whole)
                found[number + 1] += stems(whole)
        return tuple(found)

    @cached_property
    def joined(self) -> str:
        """The words with single spaces between them, and a space at both ends: for phrases."""
        return f" {' '.join(self.forms)} "

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """For each word the number of the clause it stands in; clauses end at . ! ؟ ؛ and line ends."""
        ends = [match.end() for match in _CLAUSE_END.finditer(self.folded)]
        if not ends:
            return (0,) * len(self.words)
        numbers = []
        clause = 0
        for word in self.words:
            while clause < len(ends) and ends[clause] <= word.at:
                clause += 1
            numbers.append(clause)
        return tuple(numbers)

    @cached_property
    def clause_ranges(self) -> tuple[tuple[int, int], ...]:
        """The clauses: the number of the first word of each, and that after its last."""
        starts = [at for at, clause in enumerate(self.clauses) if not at or clause != self.clauses[at - 1]]
        return tuple(pairwise([*starts, len(self.words)]))

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the folded view stands in the original."""
        origin = self.origin
        if start >= end:
            return (origin[start], origin[start])
        return (origin[start], min(origin[end - 1] + 1, len(self.original)))
