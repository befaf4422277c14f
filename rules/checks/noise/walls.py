"""Walls: the same sign, letter, word or phrase over and over, or marks piled up on letters."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from rules.reading import Reading
from rules.vocabulary import Hit, Span

#: A letter. Some letters show nothing: Hangul fillers.
LETTER: Final = re.compile(r"[^\W\d_\u115f\u1160\u3164\uffa0]")
#: Marks that stand on a letter, Persian and other ones.
_MARKS: Final = (
    r"\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
)
#: What shows nothing by itself, or only changes the emoji before it.
_UNSEEN: Final = (
    r"\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff"
)
SIGN: Final = re.compile(rf"[^\w\s{_UNSEEN}{_MARKS}]|_")
#: A smile may be as wide as a row of emoji.
_EMOJI: Final = re.compile(r"[()\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_PILE: Final = re.compile(rf"[{_MARKS}]{{4,}}")
_RULE: Final = re.compile(r"([-_=~*.•─ـ])\1{3,}")
_STRETCHED: Final = re.compile(r"([^\W\d_])\1{3,}")
_SHOUT: Final = re.compile(r"[!؟?]{3,}")
_UNIT: Final = re.compile(r"(.{1,12}?)\1{5,}")

#: From here on there are symbols and emoji, below are letters and punctuation.
FIRST_SYMBOL: Final = 0x2100
EMOJI: Final = 24
SIGNS: Final = 8
SIGNS_AMONG_LETTERS: Final = 48
SIGNS_PER_LETTER: Final = 3
PILES: Final = 3
STRETCH: Final = 60
SHOUT: Final = 12
CAPITALS: Final = 30
CAPITALS_SHARE: Final = 0.9
REPEATS: Final = 8
REPEATS_SHARE: Final = 0.7
PHRASE_WORDS: Final = 20
PHRASE_SHARE: Final = 0.2
LONG_WORD: Final = 24
#: Syllables of laughter may go on for longer.
_LAUGHTER: Final = frozenset("هاخحکیhakei")
_LAUGHS: Final = 100
_LAUGHING_LETTERS: Final = frozenset("هخhk")


def of_signs(text: str, letters: int) -> Iterator[Hit]:
    """Too many signs or emoji for what is said."""
    signs = SIGN.findall(text)
    whole = ((0, len(text)),)
    if not letters:
        emoji = sum(map(bool, map(_EMOJI.match, signs)))
        if emoji > EMOJI or len(signs) - emoji > SIGNS:
            yield Hit(0.7, "wall", whole)
    elif len(signs) > SIGNS_AMONG_LETTERS:
        ruled = sum(end - start for start, end in map(re.Match.span, _RULE.finditer(text)))  # a line is no wall
        if len(signs) - ruled > max(SIGNS_AMONG_LETTERS, SIGNS_PER_LETTER * letters):
            yield Hit(0.6, "wall", whole)


def of_marks(text: str) -> Iterator[Hit]:
    """Marks piled up until the letters cannot be seen; a vowelled verse has two at the most on each."""
    piles = tuple(match.span() for match in _PILE.finditer(text))
    if len(piles) >= PILES:
        yield Hit(0.7, "piled", piles)


def of_letters(text: str, letters: int) -> Iterator[Hit]:
    """Letters stretched beyond emphasis, shouting, capitals."""
    spans = tuple(match.span() for match in _STRETCHED.finditer(text))
    shouts = tuple(match.span() for match in _SHOUT.finditer(text))
    stretched = sum(
        end - start - 1 for start, end in spans if end - start > _LAUGHS or text[start].lower() not in _LAUGHING_LETTERS
    )
    if stretched >= STRETCH and stretched > letters / 2:
        yield Hit(0.6, "stretched", spans)
    elif min(stretched, _length(shouts)) >= SHOUT and stretched + _length(shouts) > letters - stretched:
        yield Hit(0.5, "shouting", tuple(sorted(spans + shouts)))
    elif letters >= CAPITALS and text.isupper() and sum(map(str.isupper, text)) >= CAPITALS_SHARE * letters:
        yield Hit(0.5, "shouting", ((0, len(text)),))


def of_words(reading: Reading) -> Iterator[Hit]:
    """One word or phrase over and over."""
    forms = reading.text.forms
    distinct = len(set(forms))
    if len(forms) < REPEATS or distinct > 1 + (1 - REPEATS_SHARE) * len(forms):
        return
    whole = ((0, len(reading.submission.text)),)
    word, times = Counter(forms).most_common(1)[0]
    laughs = set(word) <= _LAUGHTER and times < _LAUGHS
    if times >= max(REPEATS, REPEATS_SHARE * len(forms)) and not laughs:
        yield Hit(0.6, "repeated", whole, details=(("word", word), ("times", str(times))))
    elif len(forms) >= PHRASE_WORDS and distinct <= PHRASE_SHARE * len(forms):
        yield Hit(0.6, "phrase", whole, details=(("words", str(len(forms))), ("distinct", str(distinct))))


def of_syllables(reading: Reading, letters: int) -> Iterator[Hit]:
    """The same over and over without spaces, in more than half of the text."""
    for word in reading.text.words:
        found = _UNIT.search(word.form) if len(word.form) >= LONG_WORD else None
        if found and set(found[1]) - _LAUGHTER and 2 * len(found[0]) > letters:
            times = len(found[0]) // len(found[1])
            details = (("word", found[1]), ("times", str(times)))
            yield Hit(0.6, "repeated", ((word.start, word.end),), details=details)
            return


def _length(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)


def is_lone_sign(text: str) -> bool:
    """Whether there is nothing but a few signs that are no emoji and no emoticon."""
    signs = SIGN.findall(text)
    return len(set(signs)) == 1 and len(signs) <= SIGNS and ord(signs[0]) < FIRST_SYMBOL and signs[0] not in "+)(:"


def is_empty(text: str) -> bool:
    """Whether nothing in a text can be seen."""
    return not LETTER.search(text) and not SIGN.search(text) and not any(map(str.isdigit, text))
