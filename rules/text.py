"""Views of one text, made once and shared by all rules: original, folded, words.

Every view keeps a map back to the original in Unicode code points, so that a finding can be marked in what the
reader typed. Folding is one dictionary look-up per character: hazm's own table of look-alike letters first, then
NFKC for presentation forms, then what only this project needs (digits to ASCII, marks and invisible characters
away). The cost is linear in the length of the text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from hazm.constants import TRANSLATION_DST, TRANSLATION_SRC

from rules.vocabulary import Span

ZWNJ: Final = "\u200c"
#: One code point may fold to several (a ligature); more than this is an ornament such as U+FDFA, not letters.
LONGEST_EXPANSION: Final = 4
#: From this many equal letters in a row on it is stretching («عاااالی»), never spelling.
STRETCH: Final = 3
#: The first code point beyond the basic plane.
ASTRAL: Final = 0x10000

# hazm folds these too, but here they carry meaning: ۀ and ة end a word,
# آ tells «آشغال» (litter) from «اشغال» (occupation).
_OURS: Final = {
    "أ": "ا",
    "إ": "ا",
    "ٱ": "ا",
    "آ": "آ",
    "ؤ": "و",
    "ئ": "ی",
    "ء": "",
    "ة": "ه",
    "ۀ": "ه",
    "ە": "ه",
    "ى": "ی",
    "ـ": "",
    "ٔ": "",
    ZWNJ: ZWNJ,
    "\u00ac": ZWNJ,  # some keyboards' half-space
    "\u00ad": "",
    "«": "«",
    "»": "»",
    "\u00a0": " ",
    "\n": "\n",
}


class _Folds(dict[str, str]):
    """Folding of one code point, worked out when first met."""

    def __missing__(self, char: str) -> str:
        folded = _fold_char(char)
        if ord(char) < ASTRAL:  # bounded: the astral planes are not remembered
            self[char] = folded
        return folded


def _fold_char(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf", "Cs", "Co"}:
        return ""
    if category == "Cc" or category.startswith("Z"):
        return " "
    if category == "Nd":
        return str(unicodedata.digit(char))
    compatible = unicodedata.normalize("NFKC", char)
    if compatible != char:
        parts = "".join(_FOLDS[part] for part in compatible) if compatible not in _FOLDS else _FOLDS[compatible]
        return parts if len(parts) <= LONGEST_EXPANSION else " "
    lowered = char.lower()
    return lowered if len(lowered) == 1 else lowered[:1]


_FOLDS: Final = _Folds(zip(TRANSLATION_SRC, TRANSLATION_DST, strict=True))
_FOLDS.update(_OURS)
_WORD: Final = re.compile(rf"[^\W_]+(?:{ZWNJ}+[^\W_]+)*")
_CLAUSE_END: Final = re.compile(r"[.!؟?؛;\n…]+")


@dataclass(frozen=True, slots=True)
class Word:
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


def fold(text: str) -> str:
    """Fold a text without keeping positions: for word lists, article texts and comparison."""
    return Text(text).folded


class Text:
    """All views of one text.

    original: as the reader typed it.
    folded: letters unified, marks and stretching removed, digits ASCII, Latin letters lower case; half-spaces kept.
    origin: for each position of `folded` the position in `original` it came from, and one more for the end. Monotone.
    words: the words of `folded`.
    """

    __slots__ = ("__dict__", "folded", "origin", "original")

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded, self.origin = _fold_with_map(original)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, in order."""
        found = []
        for match in _WORD.finditer(self.folded):
            raw = match.group()
            start, end = self.span(match.start(), match.end())
            if ZWNJ in raw:
                parts = tuple(part for part in raw.split(ZWNJ) if part)
                found.append(Word("".join(parts), parts, start, end, match.start()))
            else:
                found.append(Word(raw, (raw,), start, end, match.start()))
        return tuple(found)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms of the words, in order."""
        return tuple(word.form for word in self.words)

    @cached_property
    def joined(self) -> str:
        """The words with single spaces between them, and a space at both ends: for phrases."""
        return f" {' '.join(self.forms)} "

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """For each word the number of the clause it stands in; clauses end at . ! ؟ ؛ and line ends."""
        ends = [match.end() for match in _CLAUSE_END.finditer(self.folded)]
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
        if start >= end:
            return (self.origin[start], self.origin[start])
        return (
            self.origin[start],
            self.origin[end - 1] + 1 if self.origin[end - 1] < len(self.original) else len(self.original),
        )


def _fold_with_map(original: str) -> tuple[str, list[int]]:
    folds = _FOLDS
    out: list[str] = []
    origin: list[int] = []
    previous = ""
    run = 0
    for position, char in enumerate(original):
        for letter in folds[char]:
            if letter == previous and letter.isalpha():
                run += 1
                if run >= STRETCH:
                    if run == STRETCH:  # the second of the pair was part of the stretching
                        out.pop()
                        origin.pop()
                    continue
            else:
                previous = letter
                run = 1
            out.append(letter)
            origin.append(position)
    origin.append(len(original))
    return "".join(out), origin
