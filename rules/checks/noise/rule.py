"""Noise: nothing that a person could read.

What it catches
    Keyboard mash («شسیبلاتنم», «asdfgh»), one letter or word repeated over and over, walls of emoji, of punctuation
    or of stretched letters, texts without any letter or emoji.

Why
    Such a comment says nothing, pushes others down, and is often a test run of a flood.

Known misses and false alarms
    A mash that happens to look like Persian syllables passes. A single emoji, «؟؟؟», «+۱» or «خخخخ» are reactions
    and pass. Cheering («گگگگگل») passes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rules.reading import Reading, Rule
from rules.vocabulary import Field, Hit, Span
from rules.words import known

#: Letters that are neighbours on the Persian and the Latin keyboard, row by row.
_ROWS: Final = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS: Final = frozenset(pair for row in _ROWS for a, b in pairwise(row) for pair in (a + b, b + a))
_VOWELS: Final = frozenset("اآویaeiouه")
_LETTER: Final = re.compile(r"[^\W\d_]")
_MASH_LENGTH: Final = 5
_MASH_SHARE: Final = 0.75
_WALL: Final = 12
_REPEATS: Final = 6


def check(reading: Reading) -> Iterator[Hit]:
    """Look at the shape of the text alone."""
    original = reading.submission.text
    letters = len(_LETTER.findall(original))
    signs = sum(1 for char in original if not char.isspace() and not char.isalnum() and char not in "\u200c\u200d")
    if letters == 0 and signs > 2 * _WALL:
        yield Hit(0.7, "wall", ((0, len(original)),))
        return
    if signs > 4 * _WALL and signs > 3 * letters:
        yield Hit(0.6, "wall", ((0, len(original)),))
    if letters == 0 and not any(char.isdigit() for char in original) and signs == 0:
        yield Hit(0.7, "empty", ((0, len(original)),))
        return
    spans = tuple(_mash(reading))
    if spans:
        covered = sum(end - start for start, end in spans)
        share = covered / max(1, letters)
        if share > 0.5:  # noqa: PLR2004 (more than half of the comment)
            yield Hit(0.8, "mash", spans)
    forms = reading.text.forms
    if len(forms) >= _REPEATS:
        word, times = Counter(forms).most_common(1)[0]
        if times >= _REPEATS and times >= 0.7 * len(forms):
            yield Hit(0.6, "repeated", ((0, len(original)),), details=(("word", word),))
    if reading.submission.author_name and not _LETTER.search(reading.submission.author_name):
        yield Hit(0.3, "name", ((0, len(reading.submission.author_name)),), Field.AUTHOR_NAME)


def _mash(reading: Reading) -> Iterator[Span]:
    for word in reading.text.words:
        form = word.form
        if len(form) < _MASH_LENGTH or form.isdigit() or known(form):
            continue
        pairs = list(pairwise(form))
        near = sum(1 for a, b in pairs if a + b in _NEIGHBOURS or a == b)
        vowels = sum(char in _VOWELS for char in form)
        if near >= _MASH_SHARE * len(pairs) or (len(form) >= 2 * _MASH_LENGTH and vowels == 0):
            yield (word.start, word.end)


RULE = Rule("noise", check)
