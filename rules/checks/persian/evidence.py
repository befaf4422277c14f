"""What speaks for Persian beside the model's score: the vocabulary, a second opinion, the keyboard."""

import re
from collections.abc import Sequence
from typing import Final

from rules.checks.persian import opinion
from rules.language.words import known

#: What a text that is all Persian vocabulary gains, and one that langdetect is sure of, in the model's scores.
VOCABULARY, OPINION = 5.0, 0.8
#: What a text of an Arabic keyboard that has no letter of Persian alone loses.
ARABIC_KEYS: Final = 3.0
_ARABIC_LETTERS: Final = re.compile("[يكةأإى]")
_PERSIAN_LETTERS: Final = re.compile("[پچژگیک]")


def from_arabic_keyboard(text: str) -> bool:
    """Whether a text has letters of an Arabic keyboard and none that this keyboard lacks."""
    return _ARABIC_LETTERS.search(text) is not None and not _PERSIAN_LETTERS.search(text)


def familiar(words: Sequence[str]) -> float:
    """The share of words that are Persian vocabulary, also with an «و» written onto them: «واداب»."""
    return sum(known(word) or (word.startswith("و") and known(word[1:])) for word in words) / len(words)


def outweighs(words: Sequence[str], score: float, needed: float) -> bool:
    """Whether score, vocabulary and second opinion together come up to what is needed; the dear one is asked last."""
    lacking = needed - score - VOCABULARY * familiar(words)
    return lacking <= 0 or (lacking <= OPINION and lacking <= OPINION * opinion.persian(words))
