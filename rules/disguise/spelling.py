"""How a Persian word may be misspelt or disguised letter by letter, and an index of words that finds them again.

Readers write letters that sound alike («اهمق»), double them, leave vowels out or put them in («بیشوور»), swap
neighbours, and put digits, Latin or foreign letters for Persian ones. `readings` and `heard` undo what is certain;
`Spellings` finds the listed words behind the rest.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

#: Readings of words that are remembered: comments use the same ten thousand over and over.
REMEMBERED: Final = 1 << 14
#: A letter that is hidden behind a sign or a stranger.
HIDDEN: Final = "?"
_PERSIAN: Final = "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
#: Digits and Latin letters that stand in for Persian ones.
_STAND_INS: Final = dict(
    zip("1023456789abcdefghijklmnopqrstuvwxyz", "اهبسعهعحنو" + "ابچدهفگهیجکلمنوپقرستوووخیز", strict=True)
)
#: Two Latin letters that stand in for a Persian one.
_DIGRAPHS: Final = {"sh": "ش", "ch": "چ", "kh": "خ", "gh": "ق", "zh": "ژ", "oo": "و", "ee": "ی"}
_DIGRAPH: Final = re.compile("|".join(_DIGRAPHS))
#: Digits for what they sound like in Arabic chats, not for what they look like.
_CHAT: Final = {"2": "ا", "3": "ع", "5": "خ", "6": "ط", "7": "ح", "8": "ق", "9": "ق"}
#: Letters of other languages in Arabic script, by what Unicode's names say they are made from.
_MADE_FROM: Final = {
    "ALEF": "ا", "BEH": "ب", "PEH": "پ", "TEH": "ت", "TTEH": "ت", "THEH": "ث", "JEEM": "ج", "TCHEH": "چ", "HAH": "ح",
    "KHAH": "خ", "DAL": "د", "DDAL": "د", "THAL": "ذ", "REH": "ر", "RREH": "ر", "ZAIN": "ز", "JEH": "ژ", "SEEN": "س",
    "SHEEN": "ش", "SAD": "ص", "DAD": "ض", "TAH": "ط", "ZAH": "ظ", "AIN": "ع", "GHAIN": "غ", "FEH": "ف", "QAF": "ق",
    "KAF": "ک", "KEHEH": "ک", "GAF": "گ", "LAM": "ل", "MEEM": "م", "NOON": "ن", "HEH": "ه", "WAW": "و", "YEH": "ی",
    "DYEH": "ج", "NYEH": "ج",
}  # fmt: skip
_STRANGERS: Final = re.compile(f"[^{_PERSIAN}{HIDDEN}]")
_DOUBLE: Final = re.compile(r"(.)\1+")
#: Letters that sound alike, as one of them.
HOMOPHONES: Final = str.maketrans("صثظضذطحغعآ", "سسزززتهقاا")
#: For misspelt short vowels: «بیشوور», «کوسخول»; the first letter stays.
_SKELETON: Final = str.maketrans("صثظضذطحغآ", "سسزززتهقا", "وع")
_CONSONANTS: Final = str.maketrans("صثظضذطحغ", "سسزززتهق", "آاوعء")
_FEWEST_SHOWN: Final = 2
#: Of how many letters beginnings and ends are kept: longer ones hardly tell more, and cost a worker 10 MB.
EDGE: Final = 9
#: Shorter words have too many neighbours.
_SHORTEST_SKELETON: Final = 5
_SHORTEST_SWAP: Final = 4
_SHORTEST_HOMOPHONE: Final = 4


class _LookAlikes(dict[int, str]):
    """A letter of another language in Arabic script -> the Persian one it is made from, for `str.translate`."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        name = unicodedata.name(letter, "")
        made_from = (_MADE_FROM[part] for part in name.split() if part in _MADE_FROM)
        self[point] = next(made_from, letter) if name.startswith("ARABIC") and letter not in _PERSIAN else letter
        return self[point]


_LOOK_ALIKES: Final = _LookAlikes()
_LETTERS: Final = str.maketrans(_STAND_INS)
_CHAT_LETTERS: Final = str.maketrans(_STAND_INS | _CHAT)


@lru_cache(maxsize=REMEMBERED)
def readings(word: str) -> tuple[str, ...]:
    """What a word says in Persian letters, likeliest first: strangers in it read as letters, then left out.

    Nothing for a word without a Persian letter.
    """
    if not _STRANGERS.search(word):
        return (word,)
    plain = word.translate(_LOOK_ALIKES)
    if not _STRANGERS.search(plain):
        return (plain,)
    kept = _STRANGERS.sub("", plain)
    if not kept:
        return _readings(word) if len(word) == 1 and word in _STAND_INS else ()
    return tuple(dict.fromkeys((*_readings(plain), kept)))


def _readings(word: str) -> tuple[str, ...]:
    """A word with letters for what stands in for them: by their looks, and by their sounds."""
    word = _DIGRAPH.sub(lambda two: _DIGRAPHS[two.group()], word)
    return tuple(dict.fromkeys(_STRANGERS.sub("", word.translate(table)) for table in (_LETTERS, _CHAT_LETTERS)))


def masked(word: str) -> str:
    """The word with what is not Persian in it hidden, or nothing when all of it is."""
    plain = word.translate(_LOOK_ALIKES)
    hidden = _STRANGERS.sub(HIDDEN, plain)
    return hidden if hidden != plain and hidden.strip(HIDDEN) else ""


def bare(word: str) -> str:
    """The word without what is not Persian in it."""
    return _STRANGERS.sub("", word.translate(_LOOK_ALIKES))


@lru_cache(maxsize=REMEMBERED)
def heard(word: str) -> str:
    """A word as it sounds: letters that sound alike are one, double ones single."""
    return _DOUBLE.sub(r"\1", word.translate(HOMOPHONES))


def joined(left: str, right: str) -> str:
    """Two words as they are heard, heard as one."""
    return left + right[1:] if left and right and left[-1] == right[0] else left + right


def undoubled(word: str) -> str:
    """A word with single letters for double ones."""
    return _DOUBLE.sub(r"\1", word)


def contains(word: str, other: str) -> bool:
    """Whether a word has all the letters of another, as they sound, in order."""
    letters = iter(word.translate(HOMOPHONES))
    return all(letter in letters for letter in other.translate(HOMOPHONES))


class Spellings:
    """An index of words by how they may be spelt.

    heard: how a word sounds -> the words that sound so. beginnings, ends: their first and last letters, up to EDGE.
    """

    def __init__(self, words: Iterable[str]) -> None:
        sounds: dict[str, list[str]] = defaultdict(list)
        consonants: dict[str, list[str]] = defaultdict(list)
        edges: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        for word in words:
            sounds[heard(word)].append(word)
            consonants[_consonants(word)].append(word)
            for first, last in ((word[0], word[-1]), (word[0], ""), ("", word[-1])):
                edges[len(word), first, last].append(word)
        self.heard = {sound: tuple(found) for sound, found in sounds.items()}
        self.beginnings = frozenset(sound[:end] for sound in sounds for end in range(1, EDGE + 1))
        self.ends = frozenset(sound[-length:] for sound in sounds for length in range(1, EDGE + 1))
        self._consonants = {key: tuple(found) for key, found in consonants.items()}
        self._edges = {key: tuple(found) for key, found in edges.items()}

    def alike(self, word: str) -> list[tuple[str, str]]:
        """The words that a word may be a misspelling of, each with the kind of the misspelling."""
        found = ((other, _difference(word, other)) for other in self._consonants.get(_consonants(word), ()))
        return [(other, how) for other, how in found if how]

    def unmasked(self, pattern: str) -> list[str]:
        """The words that a word with hidden letters («ک?ر») can stand for."""
        shown = len(pattern) - pattern.count(HIDDEN)
        if shown < max(_FEWEST_SHOWN, len(pattern) - shown):
            return []
        key = (len(pattern), pattern[0].strip(HIDDEN), pattern[-1].strip(HIDDEN))
        places = [(at, letter) for at, letter in enumerate(pattern) if letter != HIDDEN]
        return [word for word in self._edges.get(key, ()) if all(word[at] == letter for at, letter in places)]


def _consonants(word: str) -> str:
    """The consonants in alphabetical order: whatever may be alike has the same."""
    return "".join(sorted(_DOUBLE.sub(r"\1", word).translate(_CONSONANTS)))


def _difference(word: str, other: str) -> str:
    """How a word is misspelt when the other one was meant; nothing when it is too far away, or the same."""
    if word == other:
        return ""
    if undoubled(word) == undoubled(other):
        return "doubled" if contains(word, other) else ""
    said, meant = heard(word), heard(other)
    least = min(len(said), len(meant))
    if said == meant:
        return "homophone" if least >= _SHORTEST_HOMOPHONE and contains(word, other) else ""
    if (
        _swapped(word, other, _SHORTEST_SWAP)
        or _swapped(word.translate(HOMOPHONES), other.translate(HOMOPHONES), _SHORTEST_SKELETON)
        or _swapped(said, meant, _SHORTEST_SKELETON)
    ):
        return "swap"
    if word == other[::-1] and least >= _SHORTEST_SKELETON:
        return "reversed"
    return "homophone" if least >= _SHORTEST_SKELETON and _skeleton(word) == _skeleton(other) else ""


def _swapped(word: str, other: str, least: int) -> bool:
    """Whether two neighbours have changed places, in a word of at least so many letters."""
    if len(word) != len(other) or len(word) < least:
        return False
    at = next((at for at in range(len(word)) if word[at] != other[at]), 0)
    return word[at : at + 2] == other[at : at + 2][::-1] != other[at : at + 2] and word[at + 2 :] == other[at + 2 :]


def _skeleton(word: str) -> str:
    return word[:1] + word[1:].translate(_SKELETON)
