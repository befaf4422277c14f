"""Keyboard mash: letters in the order of the keys, or in none."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from rules.language.dictionary import frequencies
from rules.language.verbs import is_verb
from rules.language.words import known
from rules.text import Word

#: Letters that are neighbours on the Persian and the Latin keyboard, row by row.
_ROWS: Final = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS: Final = frozenset(pair for row in _ROWS for a, b in pairwise(row) for pair in (a + b, b + a))
_VOWELS: Final = frozenset("aeiouy")
_SHORTEST: Final = 5
#: A word as short as this must be how a row begins: «asdf».
_BEGINNINGS: Final = frozenset(row[:4] for row in _ROWS)
_SHORTEST_PART: Final = 3
_LONGEST: Final = 24
#: From this share of neighbouring keys on, hands have run along a row.
_NEAR_SHARE: Final = 0.75
#: Of 9,492 unknown words in comments one in a hundred has so many pairs that Persian hardly knows; of letters drawn by
#: lot, four in five words have.
_RARE_SHARE: Final = 0.34
_RARE_SHORTEST: Final = 6
#: So many consonants in a row are in no English word and no Finglish one.
_CONSONANTS: Final = 7
#: Forms that are remembered: readers use the same unknown words.
_REMEMBERED: Final = 1 << 14


def mashed(words: tuple[Word, ...]) -> Iterator[Word]:
    """The words that are mash."""
    return (word for word in words if len(word.form) > _SHORTEST_PART and is_mash(word.form))


@lru_cache(maxsize=_REMEMBERED)
def is_mash(form: str) -> bool:
    """Whether a word looks like keys hit without aim. A word with digits in it is a code, and none."""
    if form in _BEGINNINGS:
        return True
    if len(form) < _SHORTEST or not form.isalpha() or known(form) or is_verb(form):
        return False
    if is_along_a_row(form):
        return True
    if form.isascii():
        return _longest_run_of_consonants(form) >= _CONSONANTS
    pairs = _pairs(form)
    if len(pairs) < _SHORTEST - 1:  # one letter or two over and over are another matter
        return False
    usual = _usual()
    # Letters of other languages are no mash, nor is a word of Arabic with its article.
    ours = all(pair[0] in _letters() for pair in pairs) and not form.startswith("ال")
    rare = sum(pair not in usual for pair in pairs)
    return ours and len(form) >= _RARE_SHORTEST and rare >= _RARE_SHARE * len(pairs) and not _is_two_words(form)


def is_along_a_row(form: str) -> bool:
    """Whether most keys are neighbours of the one before."""
    pairs = _pairs(form)
    near = sum(pair in _NEIGHBOURS for pair in pairs)
    return form in _BEGINNINGS or (len(pairs) >= _SHORTEST - 1 and near >= _NEAR_SHARE * len(pairs))


def _is_two_words(form: str) -> bool:
    """Whether a space is missing in it."""
    ends = range(_SHORTEST_PART, min(len(form), _LONGEST) - _SHORTEST_PART + 1)
    return any(form[:end] in frequencies() and form[end:] in frequencies() for end in ends)


def _pairs(form: str) -> list[str]:
    return [a + b for a, b in pairwise(form.replace("آ", "ا")) if a != b]


def _longest_run_of_consonants(form: str) -> int:
    longest = run = 0
    for char in form:
        run = 0 if char in _VOWELS else run + 1
        longest = max(longest, run)
    return longest


@cache
def _usual() -> frozenset[str]:
    """The pairs of letters that many Persian words have."""
    return frozenset(first + second for first, after in _table() for second in after)


@cache
def _letters() -> frozenset[str]:
    return frozenset(first for first, _ in _table())


@cache
def _table() -> tuple[tuple[str, str], ...]:
    lines = Path(__file__).with_name("pairs.txt").read_text("utf-8").splitlines()
    rows = [line.partition(" ") for line in lines if not line.startswith("#")]
    return tuple((first, after) for first, _, after in rows)
