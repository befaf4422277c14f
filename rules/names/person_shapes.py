"""Persons by their shapes: a title and a name, a given name and a surname, a word that can only be a surname."""

from typing import Final

from rules.names.shapes import (
    BODY,
    COMMON,
    COURTESY,
    GIVEN,
    GIVEN_ORDINARY,
    GROUP,
    INFLECTED,
    NO_NAME,
    NUMBER,
    OFFICE,
    PART,
    PLACE,
    PLACE_HEAD,
    POINTS,
    RARE,
    SHAPE,
    STRANGE,
    SURNAME,
    SURNAME_ORDINARY,
    TITLE,
    UNUSUAL,
)
from rules.names.sight import Name, Words

_MOST_TITLES: Final = 3
_SHORTEST_NAME: Final = 3
#: Before a given name: holy persons and places that bear a name.
HOLY: Final = frozenset("امام حضرت یا سوره خیابان کوچه میدان بزرگراه اتوبان شهرک پل شهید".split())
#: After «به نام», «معروف به» a name stands.
_CALLED: Final = frozenset((("به", "نام"), ("به", "اسم"), ("معروف", "به"), ("موسوم", "به"), ("ملقب", "به")))
#: After «مهندس» and «استاد» no surname but what they know.
_FIELDS: Final = ("شناسی", "یک", "سازی", "گری", "پزشکی", "لوژی", "افزار", "راهنما", "راهنمای")
#: After these nearly always a surname stands.
_NAMED_AFTER: Final = frozenset("آقای خانم".split())


def titled_at(words: Words, at: int) -> Name | None:
    """A person after titles: «آقای دکتر راستین‌فر»."""
    bits = words.bits
    courteous = False
    begin = at
    while begin < at + _MOST_TITLES and bits[begin] & TITLE and words.near(begin):
        courteous = courteous or bool(bits[begin] & COURTESY)
        begin += 1
    if begin == at or begin >= len(words.forms) or (at and bits[at - 1] & PLACE_HEAD):
        return None
    if bits[begin] & (GIVEN | GIVEN_ORDINARY):
        found = given_at(words, begin, at, titled=courteous)
        if found:
            return found
    if not _surname_like(words, begin, titled=courteous):
        return None
    last = _with_part(words, begin)
    if not courteous and last == begin and not bits[begin] & (SURNAME | SHAPE):
        if not (words.near(begin) and _surname_like(words, begin + 1, titled=False)):
            return None  # «مدیرعامل رایاتل»
        last = begin + 1
    return Name(words.join(begin, last), "person", at, last, begin)


def given_at(words: Words, begin: int, first: int, *, titled: bool = False) -> Name | None:
    """A given name and a surname; a given name alone when it can be nothing else, or a title stands before it."""
    forms, bits = words.forms, words.bits
    if begin and not titled and (forms[begin - 1] in HOLY or bits[begin - 1] & PLACE_HEAD) and words.near(begin - 1):
        return None
    last = begin
    while last < begin + 2 and words.near(last) and bits[last + 1] & (GIVEN | GIVEN_ORDINARY) and last + 1 < len(forms):
        last += 1
    ordinary = not bits[begin] & GIVEN
    for end in range(last, begin - 1, -1):
        following = end + 1
        if (
            following < len(forms)
            and words.near(end)
            and _surname_like(words, following, titled=not ordinary)
            and not (ordinary and not titled and not bits[following] & (SURNAME | SHAPE | UNUSUAL))
        ):
            after = _with_part(words, following)
            return Name(words.join(begin, after), "person", first, after, begin)
    if last > begin and not ordinary:
        return Name(words.join(begin, last), "person", first, last, begin)
    if bits[begin] & GIVEN or titled:
        return Name(forms[begin], "person", first, begin, begin, sure=False)
    return None


def _surname_like(words: Words, number: int, *, titled: bool) -> bool:
    """Whether a word can be a surname; after a courtesy or a given name also a word that is in the dictionary."""
    if number >= len(words.forms):
        return False
    form, bits = words.forms[number], words.bits[number]
    if bits & (NO_NAME | GROUP | PLACE) or len(form) < _SHORTEST_NAME:
        return False
    if bits & (SURNAME | SHAPE):
        return True
    if form.endswith(_FIELDS) or bits & (OFFICE | TITLE | BODY | POINTS | INFLECTED):
        return bool(bits & SURNAME_ORDINARY) and titled
    if bits & UNUSUAL:
        return True
    return titled and (bool(bits & SURNAME_ORDINARY) or _perhaps_surname(words, number))


def _perhaps_surname(words: Words, number: int) -> bool:
    """Whether a word of the dictionary is one that hardly anybody uses, or ends in «ی»."""
    form, bits = words.forms[number], words.bits[number]
    after_name = number > 0 and (words.forms[number - 1] in _NAMED_AFTER or bool(words.bits[number - 1] & GIVEN))
    return not bits & COMMON and bool(bits & (RARE if after_name else STRANGE) or form.endswith("ی"))


def _with_part(words: Words, number: int) -> int:
    """The last word of a surname: «پور» after «کیهان»."""
    if words.near(number) and words.bits[number + 1] & PART and number + 1 < len(words.forms):
        return number + 1
    return number


def surname_at(words: Words, at: int) -> Name | None:
    """A surname alone; «کیهان پور»; what is said to be a name."""
    bits = words.bits[at]
    if at and words.bits[at - 1] & PLACE_HEAD and words.near(at - 1):
        return None
    if at and (words.forms[at - 1] == "شهید" or words.bits[at - 1] & NUMBER):
        return None
    last = _with_part(words, at)
    if bits & UNUSUAL and not bits & SHAPE and words.near(at) and words.bits[at + 1] & SHAPE:
        return Name(words.join(at, at + 1), "person", at, at + 1, at)  # a given name that is not listed
    if bits & (SURNAME | SHAPE) or (last > at and not bits & COMMON):
        return Name(words.join(at, last), "person", at, last, at)
    if at > 1 and words.forms[at - 2 : at] in _CALLED:
        return Name(words.forms[at], "person", at, at, at, sure=False)
    return None
