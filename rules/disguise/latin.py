"""Listed Persian words in Latin letters («ahmagh», «kh4r»): found by their consonants, proved letter by letter.

This is no transliterator: it only answers whether Latin words can be one of the listed ones. Short vowels, which
Persian does not write, may be any or none; long ones must be there. Persian words among the Latin ones are read as
they stand, so that a phrase may be half and half («خفه sho»).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from rules.disguise.spelling import HIDDEN, REMEMBERED

#: Digits within a Latin word.
_DIGITS: Final = str.maketrans("0134579", "oieashq")
#: Letters of other scripts that look like Latin ones.
_LOOK_ALIKES: Final = str.maketrans("аеорсухкмтнвіαεοικηρτυν", "aeopcyxkmthbiaeoiknrtuv")
_SOUNDS: Final = {
    "kh": "x", "sh": "S", "ch": "C", "zh": "j", "gh": "g", "ph": "f", "ck": "k", "oo": "u", "ou": "u", "ee": "i",
    "q": "g", "c": "k", "w": "v",
}  # fmt: skip
_SOUND: Final = re.compile("|".join(_SOUNDS))
_DOUBLE: Final = re.compile(r"(.)\1+")
_CONSONANTS: Final = {
    "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "C", "ح": "h", "خ": "x", "د": "d", "ذ": "z", "ر": "r",
    "ز": "z", "ژ": "j", "س": "s", "ش": "S", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "g",
    "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_SHORT: Final = ("", "a", "e", "o", HIDDEN)
#: How each letter may be written inside a word, and at its beginning where that differs.
_WRITTEN: Final[dict[str, tuple[str, ...]]] = {
    **{
        letter: tuple(sound + vowel for sound in (latin, letter) for vowel in _SHORT)
        for letter, latin in _CONSONANTS.items()
    },
    "ا": ("a", HIDDEN, "ا"),
    "آ": ("a", "o", HIDDEN, "آ", "ا"),
    "و": ("o", "u", "ow", "ov", "v", "va", "ve", "vo", HIDDEN, "و"),
    "ی": ("i", "y", "ei", "ey", "iy", "ya", "ye", "yo", HIDDEN, "ی"),
    "ه": ("a", "e", "ah", "eh", "h", "ha", "he", "ho", HIDDEN, "ه"),
    "ع": ("", "a", "e", "ع"),
    "ء": ("", "a", "e"),
}
_FIRST: Final[dict[str, tuple[str, ...]]] = {
    "ا": ("a", "e", "o", HIDDEN, "ا"),
    "ع": ("a", "e", "o", "ع"),
    "ه": ("h", "ha", "he", "ho", "ه"),
    "و": ("v", "va", "ve", "vo", "و"),
    "ی": ("y", "ya", "ye", "yo", "ی"),
}
#: «او» and «ای» at the beginning are one sound.
_BEFORE: Final = {("ا", "و"): ("", "a"), ("ا", "ی"): ("", "e")}
_HEARD: Final = ("h", "ha", "he", "ho", "ah", "eh", "oh", HIDDEN, "ه")
_ENDING: Final = re.compile(
    r"y?[aei]|h?a(?:y[ei]?|i)?|[aeo]?[mtSn][ou]?|i[dn]|[aeo]nd|[aeo]?[mtS][aou]n[ou]?|t[ae]r(?:in)?(?:h?a)?|y?[aei]st"
)
_LONGEST_ENDING: Final = 3
_FEWEST_LETTERS: Final = 1
#: What words are looked up by: consonants, and «ی»; letters that may stand for a short vowel do not count.
_KEY: Final = str.maketrans(
    {"y": "i", "ی": "i", **{letter: _CONSONANTS.get(letter, "") for letter in "حآاوهعءبپتثجچخدذرزژسشصضطظغفقکگلمن"}}
    | dict.fromkeys(f"aeouvh {HIDDEN}ح", "")
)


@lru_cache(maxsize=REMEMBERED)
def sounds(word: str) -> str:
    """A Latin word, one letter for each sound; hidden letters stay hidden."""
    written = word.translate(_LOOK_ALIKES)
    if not written.isalpha() and sum(map(str.isalpha, written)) > _FEWEST_LETTERS:  # «k53» is a model
        written = written.translate(_DIGITS)
    return _DOUBLE.sub(r"\1", _SOUND.sub(lambda match: _SOUNDS[match.group()], written))


@cache
def foreign() -> frozenset[str]:
    """How words and names that only look like Persian ones sound."""
    lines = Path(__file__).with_name("latin.txt").read_text("utf-8").splitlines()
    return frozenset(" ".join(map(sounds, line.split())) for line in lines if not line.startswith("#"))


class LatinIndex:
    """An index of Persian words for readers who type them in Latin letters.

    phrases: whether words may be phrases without their spaces, so that a «ه» inside may be silent.
    """

    def __init__(self, words: Iterable[str], *, phrases: bool) -> None:
        self._silent = phrases
        index: dict[str, list[str]] = defaultdict(list)
        for word in words:
            index[_key(word)].append(word)
        self._index = {key: tuple(found) for key, found in index.items()}

    def find(self, written: str) -> Iterator[tuple[tuple[str, ...], bool]]:
        """The words that this can be, and whether it has an ending that the word has not.

        written: as `sounds` gives it. Where that has spaces, the word is given in as many pieces.
        """
        key = _key(written)
        for end in range(len(key), max(0, len(key) - 1 - _LONGEST_ENDING), -1):
            for word in self._index.get(key[:end], ()):
                yield from _proved(word, written, silent=self._silent)


def _proved(word: str, written: str, *, silent: bool) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Whether a word can be written so: follows all ways of writing it at once, letter by letter."""
    ways: set[tuple[int, tuple[int, ...]]] = {(0, ())}
    for at, letter in enumerate(word):
        options = _options(letter, word[at + 1 : at + 2], first=not at, silent=silent)
        reached = {
            (place + len(option), cuts)
            for place, cuts in ways
            for option in options
            if written.startswith(option, place)
        }
        ways = reached | {(place + 1, (*cuts, at + 1)) for place, cuts in reached if written[place : place + 1] == " "}
        if not ways:
            return
    for place, cuts in ways:
        rest = written[place:]
        if cuts[-1:] != (len(word),) and (not rest or _ENDING.fullmatch(rest)):
            yield tuple(word[start:end] for start, end in pairwise((0, *cuts, len(word)))), bool(rest)
            return


def _options(letter: str, following: str, *, first: bool, silent: bool) -> tuple[str, ...]:
    """How a letter may be written before another."""
    if first and (letter, following) in _BEFORE:
        return _BEFORE[letter, following]
    if first and letter in _FIRST:
        return _FIRST[letter]
    if letter == "ه" and following and not silent:
        return _HEARD
    if following == "ا" and letter in _CONSONANTS:
        return (_CONSONANTS[letter], letter)
    return _WRITTEN.get(letter, (letter,))


def _key(word: str) -> str:
    return _DOUBLE_I.sub("i", word.translate(_KEY))


_DOUBLE_I: Final = re.compile("ii+")
