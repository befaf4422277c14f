"""Ways in which readers disguise a word so that a plain search misses it. Seeded: the same seed, the same disguises."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from random import Random
from typing import Final

from rules.language.folding import fold

Attack = Callable[[str, Random], str]

_SHORTEST: Final = 3
#: Of so many letters and more a word has two masked.
_LONG: Final = 5
_HALF_SPACE: Final = "\u200c"
_ZERO_WIDTH: Final = "\u200b\u200d\u200e\u200f\u2060\ufeff\u00ad"
_COMBINING: Final = "\u064e\u0650\u064f\u0651\u0336\u0301\u0332"
_SIGNS: Final = ("*", "-", "_", "/", "+", "~", "|", "•", "🙂", "@", "^", "♥️")
_LOOK_ALIKES: Final = {
    "ی": "يىۍےێ", "ک": "كڪګ", "ه": "ھہەة", "ا": "ٱأإ", "و": "ؤۆۋ", "ر": "ڕڔ", "ل": "ڵ", "ن": "ںڼ", "ق": "ٯڨ",
    "ف": "ڢڡ", "د": "ڈډ", "ت": "ٹټ", "س": "ښ", "ح": "ځ", "ج": "ڄ", "گ": "ڳ", "ب": "ٻ", "ط": "ڟ",
}  # fmt: skip
_DIGITS: Final = {
    "ا": "1۱",
    "ه": "5۵",
    "ع": "3۴",
    "و": "9۹",
    "س": "3۳",
    "ح": "7",
    "ل": "1",
    "خ": "5",
    "ق": "9",
    "ن": "8",
}
_LATIN: Final = {
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ر": "r", "ز": "z",
    "س": "s", "ص": "s", "ط": "t", "ف": "f", "ق": "q", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "o",
    "ه": "h", "ی": "i",
}  # fmt: skip
_ALIKE: Final = ("سصث", "زذضظ", "تط", "هح", "قغ")
_FINGLISH: Final = {
    "آ": ("a", "aa"), "ا": ("a", "aa"), "ب": ("b",), "پ": ("p",), "ت": ("t",), "ث": ("s",), "ج": ("j",), "چ": ("ch",),
    "ح": ("h",), "خ": ("kh", "x"), "د": ("d",), "ذ": ("z",), "ر": ("r",), "ز": ("z",), "ژ": ("zh",), "س": ("s",),
    "ش": ("sh",), "ص": ("s",), "ض": ("z",), "ط": ("t",), "ظ": ("z",), "ع": ("", "a"), "غ": ("gh", "q"), "ف": ("f",),
    "ق": ("gh", "q"), "ک": ("k",), "گ": ("g",), "ل": ("l",), "م": ("m",), "ن": ("n",),
    "ه": ("h",),
}  # fmt: skip
#: Between consonants, and beside another vowel.
_GLIDES: Final = {"و": (("oo", "u", "o", "ou"), ("v",)), "ی": (("i", "ee"), ("y",))}
#: How often two consonants have a vowel between them; after the first one always.
_VOWELLED: Final = 0.75
_KEYS: Final = dict(zip("ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو", "qwertyuiop[]asdfghjkl;'zxcvbnm,", strict=True))
_VOWELS: Final = "اآوی"
_PRESENTED: Final = {
    unicodedata.normalize("NFKC", chr(point)): chr(point)
    for point in range(0xFEFC, 0xFB4F, -1)
    if len(unicodedata.normalize("NFKC", chr(point))) == 1
}


def _between(signs: Iterable[str]) -> Attack:
    chosen = tuple(signs)
    return lambda word, chance: chance.choice(chosen).join(word)


def _after_each(marks: str) -> Attack:
    return lambda word, chance: "".join(letter + chance.choice(marks) for letter in word)


def _replaced(table: dict[str, str], most: int) -> Attack:
    """Up to so many letters that have a stand-in are replaced, chosen at random."""

    def attack(word: str, chance: Random) -> str:
        places = [at for at, letter in enumerate(word) if letter in table]
        letters = list(word)
        for at in chance.sample(places, min(most, len(places))):
            letters[at] = chance.choice(table[letters[at]])
        return "".join(letters)

    return attack


def _split(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word))
    return f"{word[:at]} {word[at:]}"


def _repeated(least: int, most: int) -> Attack:
    def attack(word: str, chance: Random) -> str:
        at = chance.randrange(len(word))
        return word[:at] + word[at] * chance.randint(least, most) + word[at + 1 :]

    return attack


def _kashida(word: str, chance: Random) -> str:
    return "".join(letter + "ـ" * chance.randint(0, 3) for letter in word[:-1]) + word[-1]


def _masked(word: str, chance: Random) -> str:
    """One letter inside is hidden, of long words two."""
    letters = list(word)
    for at in chance.sample(range(1, len(word) - 1), 1 if len(word) < _LONG else chance.randint(1, 2)):
        letters[at] = chance.choice("*#•×")
    return "".join(letters)


def _swapped(word: str, chance: Random) -> str:
    places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
    at = chance.choice(places or [0])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _finglish(word: str, chance: Random) -> str:
    """Letter by letter, as people do: short vowels are heard, not seen, so that they are any."""
    written = ""
    for at, letter in enumerate(word):
        before, after = word[at - 1 : at], word[at + 1 : at + 2]
        glides = not at or bool(before and before in "اآی") or bool(after and after in "اوی")
        if letter in _GLIDES:
            written += chance.choice(_GLIDES[letter][glides]) + ("a" if not at and after not in _VOWELS else "")
        elif letter == "ه" and at and not after:
            written += chance.choice(("e", "eh"))
        else:
            written += chance.choice(_FINGLISH.get(letter, (letter,)))
        if after and letter not in _VOWELS and after not in _VOWELS and (after != "ه" or at + 2 < len(word)):
            written += chance.choice("aaeeo") if not at or chance.random() < _VOWELLED else ""
    return written


_HOMOPHONES: Final = {letter: group.replace(letter, "") for group in _ALIKE for letter in group}

#: Name of an attack -> what it makes of a word of three letters or more. It may find nothing to change.
ATTACKS: Final[dict[str, Attack]] = {
    "spaces": lambda word, _: " ".join(word),
    "one split": _split,
    "doubled letter": _repeated(2, 2),
    "stretched letter": _repeated(3, 7),
    "half-spaces": lambda word, _: _HALF_SPACE.join(word),
    "kashida": _kashida,
    "look-alike letters": _replaced(_LOOK_ALIKES, 3),
    "presentation forms": lambda word, _: "".join(_PRESENTED.get(letter, letter) for letter in word),
    "digits": _replaced(_DIGITS, 2),
    "one Latin letter": _replaced(_LATIN, 1),
    "dots": lambda word, _: ".".join(word),
    "symbols": _between(_SIGNS),
    "masks": _masked,
    "homophones": _replaced(_HOMOPHONES, 2),
    "swapped neighbours": _swapped,
    "Finglish": _finglish,
    "zero-width characters": _after_each(_ZERO_WIDTH),
    "combining characters": _after_each(_COMBINING),
    "reversed": lambda word, _: word[::-1],
    "keyboard set to English": lambda word, _: "".join(_KEYS.get(letter, letter) for letter in word),
}
#: Attacks on letters, and attacks on the gaps between them, that readers use together.
_ON_LETTERS: Final = ("doubled letter", "stretched letter", "look-alike letters", "digits", "one Latin letter")
_ON_GAPS: Final = (
    "spaces",
    "half-spaces",
    "kashida",
    "dots",
    "symbols",
    "zero-width characters",
    "combining characters",
)


def _two_at_once(word: str, chance: Random) -> str:
    for name in (chance.choice(_ON_LETTERS), chance.choice(_ON_GAPS)):
        word = ATTACKS[name](word, chance)
    return word


ATTACKS["two at once"] = _two_at_once
_WORD: Final = re.compile(rf"[^\W\d_a-zA-Z](?:{_HALF_SPACE}?[^\W\d_a-zA-Z])+")


def disguised(text: str, spans: Iterable[tuple[int, int]], name: str, seed: int) -> str:
    """The text with the longest word of each span attacked. Words of fewer than three letters are left as they are."""
    chance = Random(f"{name} {seed}")  # noqa: S311 (to be the same every time is what it is for)
    for start, end in sorted(spans, reverse=True):
        words = [match for match in _WORD.finditer(text, start, end) if len(match.group()) >= _SHORTEST]
        if not words:
            continue
        chosen = max(words, key=lambda match: len(match.group()))
        bare = fold(chosen.group()).replace(_HALF_SPACE, "")
        text = text[: chosen.start()] + ATTACKS[name](bare, chance) + text[chosen.end() :]
    return text
