"""Bodies by their shapes: a word such as «شرکت», and what may be a name after it."""

from functools import lru_cache
from typing import Final

from rules.language.verbs import verb_of
from rules.language.words import known
from rules.names.gazetteer import listed
from rules.names.shapes import (
    BETWEEN,
    BODY,
    COMMON,
    FORMAL,
    GIVEN,
    GIVEN_ORDINARY,
    GROUP,
    INFLECTED,
    LATIN,
    LOCAL,
    NO_NAME,
    OFFICE,
    PLACE,
    POINTS,
    SHAPE,
    SURNAME,
    SURNAME_ORDINARY,
    TITLE,
    UNUSUAL,
)
from rules.names.sight import OPENING, Name, Words, closing

_LONGEST_BODY: Final = 3
_LONGEST_FORMAL: Final = 2
_MOST_BETWEEN: Final = 3
_SHORTEST_NAME: Final = 3
_SHORTEST_LATIN: Final = 2
_THEIRS: Final = ("شان", "مان", "تان")
#: Of adjectives made of two words, their first or their last.
_PREFIXES: Final = frozenset("کم پر بی غیر هم نیمه تازه خوش بد".split())
_PARTICIPLES: Final = frozenset("کرده شده یافته گرفته خورده داده رفته مانده".split())


def body_at(words: Words, at: int) -> Name | None:
    """A body: its word, perhaps some ordinary ones, and a name."""
    quoted = _quoted_body(words, at) or _quoted_with_head(words, at)
    if quoted:
        return quoted
    forms, bits = words.forms, words.bits
    begin = at + 1
    while begin <= at + _MOST_BETWEEN and words.near(begin - 1) and (bits[begin] & BETWEEN or _describes(words, begin)):
        begin += 1
    named = _named_body(words, at, begin)
    if named:
        return named
    if bits[at] & LOCAL and bits[at + 1] & PLACE and words.near(at):
        return Name(words.join(at, at + 1), _kind(forms[at]), at, at + 1, at + 1, sure=False)
    if bits[at] & FORMAL and begin <= len(forms) and words.near(at):
        last = _ordinary_name(words, at + 1)
        if last:
            return Name(words.join(at, last), _kind(forms[at]), at, last, at + 1, sure=False)
    return None


def _named_body(words: Words, at: int, begin: int) -> Name | None:
    """A body with a name of its own, which begins right after its word or after some ordinary ones."""
    kind = _kind(words.forms[at])
    last = _name_of_team(words, begin, sport=begin > at + 1) if kind == "team" else 0
    if last:
        return Name(words.join(at, last), kind, at, last, begin)
    for first in dict.fromkeys((begin, at + 1)):
        if first < len(words.forms) and words.near(first - 1):
            last = _name_of_body(words, first)
            if last:
                return Name(words.join(at, last), kind, at, last, first)
    return None


def _kind(head: str) -> str:
    return "team" if head in {"باشگاه", "تیم"} else "body"


def _quoted_body(words: Words, at: int) -> Name | None:
    """«شرکت پخش «فانوس‌پرده»», «شرکت پیمانکار، «موج‌سار هامون»»."""
    for before in range(at, min(at + _MOST_BETWEEN, len(words.forms) - 1) + 1):
        gap = words.gap(before)
        if gap and gap[-1] in OPENING and gap[:-1].strip() in {"", "،"}:
            last = closing(words, before + 1)
            if last is not None:
                return Name(words.join(at, last), _kind(words.forms[at]), at, last, before + 1)
            return None
        after = words.bits[before + 1]
        if gap or (after & (NO_NAME | BODY) and not after & BETWEEN):
            return None
    return None


def _quoted_with_head(words: Words, at: int) -> Name | None:
    """««کاروان نور طوبی»»: the word before the name is quoted with it."""
    if not words.opened(at):
        return None
    last = closing(words, at)
    if not last or last == at or any(bits & NO_NAME for bits in words.bits[at : last + 1]):
        return None
    return Name(words.join(at, last), _kind(words.forms[at]), at, last, at + 1)


def _name_of_team(words: Words, first: int, *, sport: bool) -> int:
    """The last word of a team's name that begins as a person's: «تیم فوتبال شاهین پولاد»; 0 for none."""
    bits = words.bits
    if first >= len(words.forms) or not bits[first] & (GIVEN | GIVEN_ORDINARY) or not words.near(first - 1):
        return 0
    after = bits[first + 1] if words.near(first) else NO_NAME
    if after & PLACE:
        return first + 1
    if not sport or after & (SURNAME | SHAPE | SURNAME_ORDINARY | BODY):
        return 0
    return first + 1 if after & (GIVEN | GIVEN_ORDINARY | UNUSUAL | LATIN) and not after & NO_NAME else first


def _name_of_body(words: Words, first: int) -> int:
    """The last word of a name of unusual words, of Latin letters, or of a person; 0 for none."""
    forms, bits = words.forms, words.bits
    if bits[first] & (NO_NAME | OFFICE | TITLE | POINTS | GROUP | INFLECTED) or forms[first] in _no_body():
        return 0
    if _describes(words, first):
        return 0
    if forms[first] in listed("team ordinary") or forms[first] in listed("team"):
        return first
    if not bits[first] & (UNUSUAL | LATIN | SHAPE) or len(forms[first]) < _SHORTEST_LATIN:
        return 0
    last = first
    while last - first + 1 < _LONGEST_BODY and words.near(last) and _continues(words, last + 1):
        last += 1
    return last


def _continues(words: Words, number: int) -> bool:
    """Whether a word may go on with the name of a body."""
    if number >= len(words.forms):
        return False
    bits = words.bits[number]
    if (
        bits & (NO_NAME | OFFICE | TITLE | POINTS | GROUP | INFLECTED | BODY)
        or len(words.forms[number]) < _SHORTEST_NAME
        or words.forms[number] in _no_body()
    ):
        return False
    if bits & (GIVEN | GIVEN_ORDINARY):  # «پاک‌گستر آریا», but not «پاک‌گستر بهروز راستین‌فر»
        return not (words.near(number) and words.bits[number + 1] & (SURNAME | SHAPE | UNUSUAL | SURNAME_ORDINARY))
    return bool(bits & (UNUSUAL | LATIN | PLACE)) or not bits & COMMON


def _ordinary_name(words: Words, first: int) -> int:
    """The last word of a name of ordinary words: «سازمان استاندارد», «دادسرای مشهد»; 0 for none."""
    forms, bits = words.forms, words.bits
    last = 0
    for number in range(first, min(first + _LONGEST_FORMAL + 1, len(forms))):
        governed = number > first and _governs(forms[number - 1])
        if not _ordinary_part(words, number) or (number == first + _LONGEST_FORMAL and not governed):
            break
        if number > first and not (bits[number] & (PLACE | UNUSUAL | BETWEEN) or _adjective(forms[number]) or governed):
            break
        if number + 1 < len(forms) and words.near(number) and verb_of(forms[number + 1]) and not governed:
            break  # «مراجعه کرده»
        last = number
    if last and all(one & BETWEEN for one in bits[first : last + 1]):
        return 0
    return last


def _ordinary_part(words: Words, number: int) -> bool:
    form = words.forms[number]
    if words.bits[number] & (NO_NAME | OFFICE | TITLE | POINTS | GROUP | INFLECTED) or form in _no_body():
        return False
    if not words.near(number - 1) or len(form) < _SHORTEST_NAME:
        return False
    return not (verb_of(form) and form.endswith("ه"))


def _describes(words: Words, number: int) -> bool:
    """Whether a word in no dictionary is no name all the same: «روستایشان», «کم‌کیفیت», «سقوط‌کرده»."""
    form, parts = words.forms[number], words.text.words[number].parts
    if form.endswith(_THEIRS) and (known(form[:-3]) or known(form[:-4])):
        return True
    return len(parts) > 1 and (parts[-1] in _PARTICIPLES or (parts[0] in _PREFIXES and all(map(known, parts[1:]))))


def _governs(form: str) -> bool:
    """Whether a word of a body's name wants another one after it: «سازمان مدیریت پسماند», «انرژی‌های تجدیدپذیر»."""
    return form in listed("governing") or form.endswith(("های", "هایی"))


@lru_cache(maxsize=1 << 12)
def _adjective(form: str) -> bool:
    return form.endswith(("ی", "ها", "ان")) and len(form) > _SHORTEST_NAME


@lru_cache(maxsize=1)
def _no_body() -> frozenset[str]:
    return listed("no body")
