"""Folding: letters that look alike become one, marks and stretching go, digits are ASCII; half-spaces stay.

It is one look-up per character: hazm's own table of look-alike letters first, then NFKC for presentation forms, then
what only this project needs. The cost is linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from rules.language.hazm_files import look_alikes

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


class _Folds(dict[int, str]):
    """Folding of one code point, worked out when first met; what `str.translate` wants."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        if code < ASTRAL:  # bounded: the astral planes are not remembered
            self[code] = folded
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
        parts = _FOLDS[ord(compatible)] if len(compatible) == 1 else "".join(_FOLDS[ord(part)] for part in compatible)
        return parts if len(parts) <= LONGEST_EXPANSION else " "
    lowered = char.lower()
    return lowered if len(lowered) == 1 else lowered[:1]


_FOLDS: Final = _Folds({ord(char): folded for char, folded in (look_alikes() | _OURS).items()})
#: What ordinary comments are made of. Each of these folds to one character, so that positions stay what they are.
_PLAIN: Final = (
    "".join(
        char
        for first, last in (("\t", "~"), ("،", "ۿ"), ("‐", "…"), ("☀", "➿"), ("😀", "🙏"), ("🤌", "🤯"))
        for char in map(chr, range(ord(first), ord(last) + 1))
        if len(_FOLDS[ord(char)]) == 1
    )
    + "«»"
    + ZWNJ
)
_NOT_PLAIN: Final = re.compile(f"[^{re.escape(_PLAIN)}]")
_STRETCHED: Final = re.compile(r"([^\W\d_])\1\1")


def fold(text: str) -> str:
    """Fold a text without keeping positions: for word lists, article texts and comparison."""
    folded = text.translate(_FOLDS)
    return _fold_with_care(text)[0] if _STRETCHED.search(folded) else folded


def fold_with_map(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its positions the one in `text` it came from, with one more for the end.

    The map is monotone. A text of plain characters without stretching, as nearly all are, keeps its positions.
    """
    if not _NOT_PLAIN.search(text):
        folded = text.translate(_FOLDS)
        if not _STRETCHED.search(folded):
            return folded, range(len(text) + 1)
    return _fold_with_care(text)


def _fold_with_care(original: str) -> tuple[str, list[int]]:
    folds = _FOLDS
    out: list[str] = []
    origin: list[int] = []
    previous = ""
    run = 0
    for position, char in enumerate(original):
        for letter in folds[ord(char)]:
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
