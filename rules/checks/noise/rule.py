"""Noise: nothing that a person could read.

What it catches
    Keyboard mash («شسیبلاتنم», «asdfgh», letters drawn by lot), one letter, word or phrase over and over, walls of
    emoji, of punctuation or of stretched letters, shouting in capitals or with stretched words and rows of «!», marks
    piled up on letters, a lone sign, long figures without a word, test posts («تست»), texts that show nothing.

Why
    Such a comment says nothing, pushes others down, and is often a test run of a flood.

Known misses and false alarms
    A mash that happens to look like Persian syllables passes. A few emoji, «؟؟؟», «...», «+۱», «۲۰», «خخخخ», «اول» and
    cheering («گگگگگل») are reactions and pass. A word that is repeated seven times is emphasis, eight times a wall.
"""

from collections.abc import Iterator
from typing import Final

from rules.checks.noise import walls
from rules.checks.noise.mash import is_along_a_row, mashed
from rules.reading import Reading, Rule
from rules.vocabulary import Field, Hit

_MASH_SHARE: Final = 0.5  # more than half of the comment
_NOTHING_ELSE: Final = 0.95
_LONG_MASH: Final = 12
_LONGEST_FIGURE: Final = 6
_TESTS: Final = frozenset({"تست", "تستی", "test", "testing"})
#: Signs that say something by themselves: a question, astonishment, speechlessness.
_SPEAKING: Final = ("؟", "?", "!", "..", "…")


def check(reading: Reading) -> Iterator[Hit]:
    """Look at the shape of the text alone."""
    text = reading.submission.text
    letters = sum(map(str.isalpha, text))
    if walls.is_empty(text):
        yield Hit(0.95, "empty", ((0, len(text)),) if text else ())
    elif not letters:
        yield from _without_letters(text)
    else:
        yield from walls.of_signs(text, letters)
        yield from walls.of_letters(text, letters)
        yield from walls.of_words(reading)
        yield from walls.of_syllables(reading, letters)
        yield from _mash(reading, letters)
        if {*reading.text.forms} <= _TESTS:
            yield Hit(0.6, "test", ((0, len(text)),))
    yield from walls.of_marks(text)
    if reading.submission.author_name and not walls.LETTER.search(reading.submission.author_name):
        yield Hit(0.3, "name", ((0, len(reading.submission.author_name)),), Field.AUTHOR_NAME)


def _without_letters(text: str) -> Iterator[Hit]:
    yield from walls.of_signs(text, 0)
    digits = sum(map(str.isdecimal, text))
    if digits > _LONGEST_FIGURE:
        yield Hit(0.5, "figures", ((0, len(text)),))
    elif not digits and walls.is_lone_sign(text) and not any(sign in text for sign in _SPEAKING):
        yield Hit(0.5, "sign", ((0, len(text)),))


def _mash(reading: Reading, letters: int) -> Iterator[Hit]:
    found = tuple(mashed(reading.text.words))
    covered = sum(len(word.form) for word in found)
    if covered > _MASH_SHARE * letters:
        nothing_else = covered >= max(_LONG_MASH, _NOTHING_ELSE * letters)
        certain = nothing_else and all(is_along_a_row(word.form) for word in found)
        yield Hit(0.92 if certain else 0.8, "mash", tuple((word.start, word.end) for word in found))


RULE = Rule("noise", check, version=2)
