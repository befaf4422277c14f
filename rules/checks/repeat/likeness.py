"""How like two comments are, whatever was done to hide it.

A print keeps what copies have in common: the letters of a text without spaces, signs, stretching and digits sprinkled
into words; the same with its words in alphabetical order; and a bitmap of its letter trigrams, which tells unlike texts
apart in a tenth of a microsecond. What the bitmap lets through, rapidfuzz measures.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from rules.language.folding import fold

#: Of 88,896 pairs of comments under one article none is as like as LOOSE; texts of one template are.
NEAR: Final = 85.0
LOOSE: Final = 75.0
#: Below this many letters a text is a reaction that many people write.
SHORT: Final = 25
#: A longer one made of words of prayer and sympathy is one as well, up to this many letters.
_LONGEST_FORMULA: Final = 120
_FORMULA_SHARE: Final = 0.4
_FORMULA_AND_GLUE_SHARE: Final = 0.7
#: Letters that are compared; what comes after them only counts by its length.
_COMPARED: Final = 1_000
_BITS: Final = 1_024
#: A copy within another text must be this share of its trigrams, both texts being far from filling the bitmap.
_CONTAINED: Final = 0.9
_FULL: Final = _BITS // 2
_SHARED: Final = 0.4
#: What another has quoted in a text of twice the length or more is a quotation, not a copy.
_HALF: Final = 0.5
_SHORTEST_CONTAINED: Final = 40
#: Earlier comments that are remembered: they come again with every submission.
_REMEMBERED: Final = 1 << 12

_WORD: Final = re.compile(r"[^\W_]+")
_HIDING: Final = re.compile(r"(?<=[^\W\d_])\d+(?=[^\W\d_])|[\W_]+")
_DOUBLED: Final = re.compile(r"(\D)\1+")


class Likeness(IntEnum):
    """How like, least first. LOOSE: of one template. CONTAINED: one is within the other. NEAR: a few words differ."""

    NONE = 0
    LOOSE = 1
    CONTAINED = 2
    NEAR = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class Print:
    """What a text is compared by.

    key: its letters. letters: how many, those that are not compared too. ordered: the letters of its sorted words.
    bitmap: a bit for each trigram of the key. reaction: short, or a formula of prayer, sympathy or thanks.
    """

    key: str
    letters: int
    ordered: str
    bitmap: int
    reaction: bool


def print_of(folded: str) -> Print:
    """The print of a folded text."""
    words = _WORD.findall(folded[: 2 * _COMPARED])
    key = _key(folded)
    ordered = _DOUBLED.sub(r"\1", "".join(sorted(words)))
    reaction = _is_reaction(len(key), words)
    return Print(key[:_COMPARED], len(key), ordered[:_COMPARED], _bitmap(key[:_COMPARED]), reaction)


@lru_cache(maxsize=_REMEMBERED)
def print_of_earlier(text: str) -> Print:
    """The print of an earlier comment as it was typed."""
    return print_of(fold(text))


def may_be_like(folded: str, texts: Iterable[str]) -> list[int]:
    """Which of the texts share so many letters with a folded one that measuring is worth while: their places."""
    bitmap = _bitmap(_key(folded)[:_COMPARED])
    enough = _SHARED * bitmap.bit_count()
    return [at for at, other in enumerate(map(_earlier_bitmap, texts)) if (other & bitmap).bit_count() >= enough]


@lru_cache(maxsize=_REMEMBERED)
def _earlier_bitmap(text: str) -> int:
    return _bitmap(_key(fold(text))[:_COMPARED])


def likeness(mine: Print, other: Print) -> Likeness:
    """How like two texts are."""
    if mine.key == other.key and mine.letters == other.letters:
        return Likeness.SAME
    measured = fuzz.ratio(mine.key, other.key, score_cutoff=LOOSE)
    if measured >= NEAR or fuzz.ratio(mine.ordered, other.ordered, score_cutoff=NEAR):
        return Likeness.NEAR
    if _is_contained(mine, other):
        return Likeness.CONTAINED
    return Likeness.LOOSE if measured else Likeness.NONE


def _key(folded: str) -> str:
    return _DOUBLED.sub(r"\1", _HIDING.sub("", folded))


def _bitmap(key: str) -> int:
    codes = [ord(char) for char in key]
    bits = bytearray(_BITS // 8)
    for a, b, c in zip(codes, codes[1:], codes[2:], strict=False):
        bit = (a * 961 + b * 31 + c) % _BITS
        bits[bit >> 3] |= 1 << (bit & 7)
    return int.from_bytes(bits)


def _is_contained(mine: Print, other: Print) -> bool:
    shorter, longer = sorted((mine, other), key=lambda one: one.letters)
    if shorter.letters < max(_SHORTEST_CONTAINED, _HALF * longer.letters) or longer.bitmap.bit_count() > _FULL:
        return False
    return (shorter.bitmap & longer.bitmap).bit_count() >= _CONTAINED * shorter.bitmap.bit_count()


def _is_reaction(letters: int, words: list[str]) -> bool:
    if letters < SHORT:
        return True
    if letters > _LONGEST_FORMULA:
        return False
    formulas, glue = _formulas()
    said = sum(word in formulas for word in words)
    if said < _FORMULA_SHARE * len(words):
        return False
    return said + sum(word in glue for word in words) >= _FORMULA_AND_GLUE_SHARE * len(words)


@cache
def _formulas() -> tuple[frozenset[str], frozenset[str]]:
    """The words of prayer, sympathy and thanks, and the small words that hold them together."""
    sections: dict[str, set[str]] = {"formulas": set(), "glue": set()}
    section = "formulas"
    for line in Path(__file__).with_name("formulas.txt").read_text("utf-8").splitlines():
        words = line.partition("#")[0].strip()
        if words.startswith("["):
            section = words[1:-1]
        else:
            sections[section].update(_WORD.findall(fold(words)))
    return frozenset(sections["formulas"]), frozenset(sections["glue"])
