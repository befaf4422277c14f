"""Numbers as readers type them: digits of any script, or Persian words."""

import unicodedata
from typing import Final

UNITS: Final = tuple("صفر یک دو سه چهار پنج شش هفت هشت نه".split())
TEENS: Final = tuple("ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split())
TENS: Final = tuple("بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split())
AND: Final = "‌و"
#: Arabic letters for Persian ones, and how some numbers are said: as written by hand, in pairs.
_FOLDED: Final = tuple(
    pair.split("=") for pair in "ي=ی ك=ک أ=ا شیش=شش هیجده=هجده هیفده=هفده هژده=هجده پونزده=پانزده شونزده=شانزده".split()
)
_INVISIBLE: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn"})
MOST: Final = 99


def in_words(number: int) -> str:
    """A whole number from 0 to 99 in words, half-spaces between them: «سی‌وچهار»."""
    tens, units = divmod(number, 10)
    if tens == 0:
        return UNITS[units]
    if tens == 1:
        return TEENS[units]
    return TENS[tens - 2] + (f"{AND}{UNITS[units]}" if units else "")


def latin_digits(typed: str) -> str:
    """Digits of any script as Latin ones, without spaces and invisible characters."""
    digits = ""
    for char in typed:
        value = unicodedata.digit(char, None)
        if value is not None:
            digits += str(value)
        elif unicodedata.category(char) not in {"Zs", "Cc", "Cf"}:
            digits += char  # a letter makes the answer wrong
    return digits


def same_digits(expected: str, typed: str) -> bool:
    """Whether these are the expected Latin digits, in whatever script."""
    return latin_digits(typed) == expected


def same_number(expected: int, typed: str) -> bool:
    """Whether this is the number, in digits or in words, spaced and spelt as people do."""
    digits = latin_digits(typed)
    if digits.isascii() and digits.isdigit():
        return (digits.lstrip("0") or "0") == str(expected)
    return _squeezed(typed) == _squeezed(in_words(expected))


def _squeezed(words: str) -> str:
    plain = "".join(char for char in words if unicodedata.category(char) not in _INVISIBLE)
    for other, ours in _FOLDED:
        plain = plain.replace(other, ours)
    return plain.rstrip(".!؟?،")
