"""What else somebody is called: «X معروف به «اوس منوچ»», «X که به «گرگ پل» شهرت دارد», «شرکت X (سگا)»."""

from collections.abc import Iterator, Sequence
from typing import Final

from rules.names.found import Found
from rules.names.shapes import (
    BODY,
    COMMON,
    GIVEN,
    GIVEN_ORDINARY,
    GROUP,
    INFLECTED,
    KNOWN,
    LATIN,
    NAMELIKE,
    NO_NAME,
    OFFICE,
    PART,
    PLACE,
    POINTS,
    STRANGE,
    TITLE,
    UNUSUAL,
)
from rules.names.sight import OPENING, Name, Words, closing

#: Between a name and what else somebody is called.
_CALLED: Final = tuple(
    tuple(words.split())
    for words in ("معروف به", "ملقب به", "مشهور به", "موسوم به", "با نام مستعار", "با لقب", "معروف با نام")
)
#: The same with what somebody is called before it: «که به «گرگ پل» معروف است».
_WHO: Final = ("که", "به")
_IS_CALLED: Final = frozenset("معروف ملقب مشهور موسوم شهرت شناخته".split())
_COMMAS: Final = frozenset(("", "،", ","))
#: What stands in brackets is a name of so many words at the most, and none of these.
_LONGEST: Final = 3
_CAPTIONS: Final = frozenset(
    "راست چپ وسط عکس نفر متولد فرزند ایستاده نشسته بالا پایین تصویر منبع دولتی خصوصی حفظهالله دامظله".split()
)
_SHORTEST: Final = 2
#: A word that hardly anybody writes is a name at once; another only when it comes again, or is quoted.
_TELLING: Final = UNUSUAL | STRANGE | LATIN
_NONE: Final = NO_NAME | OFFICE | TITLE | PLACE | POINTS | GROUP | INFLECTED | KNOWN | BODY

#: The form of a name, and what else its bearer is called.
Called = tuple[str, str]


def called(words: Words, names: Sequence[Name]) -> Iterator[Called]:
    """The names of a text that are followed by another one of the same bearer."""
    for name in names:
        span = _after(words, name.last) if name.kind != "office" else None
        if span:
            yield name.form, words.join(*span)


def _after(words: Words, last: int) -> tuple[int, int] | None:
    """The first and the last word of another name that is said of the bearer of one that ends with a word."""
    if words.gap(last).startswith("("):
        return _in_brackets(words, last)
    if words.gap(last) not in _COMMAS:
        return None
    for marker in _CALLED:
        at = last + 1 + len(marker)
        if words.forms[last + 1 : at] == marker and at < len(words.forms):
            return _quoted(words, at) or _plain(words, at)
    if words.forms[last + 1 : last + 3] == _WHO and last + 3 < len(words.forms):
        span = _quoted(words, last + 3)
        if span and words.forms[span[1] + 1 : span[1] + 2] and words.forms[span[1] + 1] in _IS_CALLED:
            return span
    return None


def _quoted(words: Words, at: int) -> tuple[int, int] | None:
    last = closing(words, at) if words.opened(at) else None
    return (at, last) if last is not None else None


def _plain(words: Words, at: int) -> tuple[int, int] | None:
    """A name without quotation marks: a word that looks like one, and a second that goes with it."""
    if words.gap(at - 1) or words.bits[at] & _NONE or not words.bits[at] & (NAMELIKE | GIVEN_ORDINARY | LATIN):
        return None
    following = words.bits[at + 1] if words.near(at) else NO_NAME
    return (at, at + 1) if following & (NAMELIKE | PART) and not following & NO_NAME else (at, at)


def _in_brackets(words: Words, before: int) -> tuple[int, int] | None:
    """«(سگا)», «(«اوس منوچ»)»; not «(۴۵ ساله)», «(تهران)», «(سرمربی)»."""
    first = before + 1
    if words.gap(before)[-1] in OPENING:
        return _quoted(words, first)
    for last in range(first, min(first + _LONGEST, len(words.forms))):
        bits = words.bits[first : last + 1]
        if bits[-1] & _NONE or words.forms[last] in _CAPTIONS:
            return None
        if words.closes(last):
            telling = all(one & (_TELLING | GIVEN | GIVEN_ORDINARY) or not one & COMMON for one in bits)
            again = words.text.joined.count(f" {words.join(first, last)} ") > 1
            long = last > first or len(words.forms[first]) > _SHORTEST
            return (first, last) if long and ((telling and bits[0] & _TELLING) or again) else None
        if words.gap(last):
            return None
    return None


def unite(found: list[Found], pairs: Sequence[Called]) -> None:
    """Give each its other names; what was found under one of them is the same."""
    for form, other in pairs:
        one = next((one for one in found if form in one.forms), None)
        if one is None or other in one.forms:
            continue
        twin = next((twin for twin in found if twin is not one and other in twin.forms), None)
        if twin is not None:
            found.remove(twin)
            one.weight += twin.weight
        one.aliases.setdefault(other)
