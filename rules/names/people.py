"""The persons of an article, by surname; and the offices beside their names."""

from typing import Final

from rules.names.found import Found
from rules.names.shapes import (
    BODY,
    COMMON,
    GIVEN,
    GIVEN_ORDINARY,
    GROUP,
    NO_NAME,
    OFFICE,
    PLACE,
    POINTS,
    RANK,
    SHAPE,
    SURNAME,
    SURNAME_ORDINARY,
    TITLE,
    TRADE,
    UNUSUAL,
)
from rules.names.sight import Name, Words

#: An office with what belongs to it has so many words at the most («مدیر خدمات پس از فروش شرکت»).
LONGEST_OFFICE: Final = 7
_COMMA: Final = frozenset("،,")
_BREAKS: Final = frozenset(".،,؛;:»؟!…\n")
_SAYING: Final = frozenset("گفته گزارش اعلام نظر دستور قول روایت".split())
_COUNTED: Final = frozenset("یک یه هر هیچ چند دو سه چهار پنج شش هفت هشت نه ده یکی بعضی برخی".split())


class People:
    """The persons found so far."""

    def __init__(self) -> None:
        self.all: list[Found] = []

    def add(self, name: Name, words: Words, weight: float) -> None:
        """A person: one already there when one of two names is the end or the beginning of the other."""
        one = self.find(name.form)
        if one is None:
            one = Found("person")
            self.all.append(one)
        one.seen(name.form, weight)
        one.sure = one.sure or name.sure
        for number in range(name.first, name.core):
            if words.bits[number] & (OFFICE | RANK):
                one.offices.setdefault(words.forms[number])

    def find(self, form: str) -> Found | None:
        """Who is called so."""
        return next((one for one in self.all if _is_called(one, form)), None)

    def join(self) -> None:
        """Surnames alone that came before the full name («راستین‌فر» in the title) go to it; what is doubtful goes."""
        kept: list[Found] = []
        for one in sorted(self.all, key=lambda one: -one.name.count(" ")):
            into = next((other for other in kept if _is_called(other, one.name)), None)
            if into is None:
                kept.append(one)
            else:
                into.absorb(one)
        self.all = [one for one in kept if one.sure or " " in one.name]


def _is_called(one: Found, form: str) -> bool:
    """Whether a person may be called so; father and son have two full names and one surname."""
    if " " in form and " " in one.name:
        return _same(form, one.name)
    return any(_same(form, other) for other in one.forms)


def _same(form: str, other: str) -> bool:
    """Whether one of two names of persons is the surname of the other, or its given name with surname."""
    if form == other:
        return True
    short, long = sorted((form, other), key=len)
    return long.endswith(f" {short}") or (" " in short and long.startswith(f"{short} "))


def apposed(words: Words, at: int) -> Name | None:
    """Two words between commas, beside an office: «منصور آبادیان، دبیر ستاد», «مدیر خوابگاه، محترم قزوینی‌راد، گفت»."""
    last = at + 1
    if last >= len(words.forms) or not words.near(at) or words.gap(last)[:1] not in _COMMA | {""}:
        return None
    before = words.gap(at - 1) if at else "."
    if not before or before[-1] not in _BREAKS:
        return None
    follows = words.gap(last)[:1] in _COMMA and bool(words.bits[last + 1] & OFFICE) and last + 1 < len(words.forms)
    precedes = before[-1] in _COMMA and bool(words.gap(last)) and office_before(words, at)
    if not (follows or precedes) or not _given_like(words, at) or not _surname_like(words, last):
        return None
    return Name(words.join(at, last), "person", at, last, at)


def _given_like(words: Words, at: int) -> bool:
    bits = words.bits[at]
    if bits & (NO_NAME | OFFICE | GROUP | POINTS | BODY) and not bits & (GIVEN | GIVEN_ORDINARY):
        return False
    return bool(bits & (GIVEN | GIVEN_ORDINARY | UNUSUAL))


def _surname_like(words: Words, at: int) -> bool:
    bits = words.bits[at]
    if bits & (NO_NAME | OFFICE | TITLE | GROUP | POINTS | PLACE):
        return False
    return bool(bits & (SURNAME | SURNAME_ORDINARY | SHAPE | UNUSUAL)) or not bits & COMMON


def office_before(words: Words, at: int) -> bool:
    """Whether the words before a comma are an office: «مدیر خوابگاه،»."""
    for number in range(at - 1, max(-1, at - 1 - LONGEST_OFFICE), -1):
        if words.bits[number] & OFFICE:
            return True
        if words.bits[number] & NO_NAME or (number and words.gap(number - 1) not in {"", "«", "»"}):
            return False
    return False


def attach(words: Words, names: list[Name], people: People, offices: Found, weight: float) -> None:
    """Offices go to the person beside them: «X، مدیرعامل شرکت»، «مدیر شرکت، X»، «سخنگوی رایاتل X»."""
    begins = {name.first: name for name in names if name.kind == "person"}
    ends = {name.last: name for name in names if name.kind == "person"}
    inside = {number for name in begins.values() for number in range(name.first, name.last + 1)}
    for at, bits in enumerate(words.bits[: len(words.forms)]):
        if not bits & OFFICE or at in inside or _many(words, at):
            continue
        last = _office_end(words, at, inside)
        person = ends.get(at - 1) if at and words.gap(at - 1) in _COMMA else None
        person = person or _after_office(words, at, last, begins)
        one = people.find(person.form) if person else None
        if one:
            one.offices.setdefault(words.forms[at])
            one.offices.setdefault(words.join(at, last))
        elif not bits & TRADE or (at and words.forms[at - 1] == "این"):
            offices.seen(words.forms[at], weight)
            offices.offices.setdefault(words.join(at, last))


def _after_office(words: Words, at: int, last: int, begins: dict[int, Name]) -> Name | None:
    """Whose office it is by what follows: «مدیر شرکت، X», «سخنگوی رایاتل X»; of «وکیل X، Y» it is Y."""
    person = begins.get(last + 1)
    gap = words.gap(last)
    if person is None or gap not in {"", *_COMMA}:
        return None
    if not gap:
        following = begins.get(person.last + 1)
        if following and words.gap(person.last) in _COMMA:
            return following
        return person if last > at else None  # «وکیل X» is not X
    # «به گفتهٔ دادستان، هوشنگ دارابیان، مدیرعامل …»; «به گفتهٔ معاون، هوشنگ دارابیان رفت»
    said = at > 0 and words.forms[at - 1] in _SAYING and words.gap(person.last)[:1] not in _COMMA
    return None if said or _has_own_office(words, person) else person


def _has_own_office(words: Words, person: Name) -> bool:
    after = person.last + 1
    return words.gap(person.last) in _COMMA and after < len(words.forms) and bool(words.bits[after] & OFFICE)


def _many(words: Words, at: int) -> bool:
    """«یک مدیر», «دو داور»: nobody in particular."""
    return bool(at) and (words.forms[at - 1] in _COUNTED or words.forms[at - 1].isdigit())


def _office_end(words: Words, at: int, inside: set[int]) -> int:
    """The last word of what follows an office up to a pause, a verb or a person."""
    last = at
    while (
        last - at + 1 < LONGEST_OFFICE
        and last + 1 < len(words.forms)
        and last + 1 not in inside
        and words.gap(last) in {"", "«", "»"}
        and not words.bits[last + 1] & NO_NAME
    ):
        last += 1
    return last


def nameless(offices: Found, people: People) -> list[Found]:
    """Offices whose holders the article does not name."""
    named = {office.split()[0] for one in people.all for office in one.offices}
    found = []
    for form in offices.forms:
        if form not in named:
            one = Found("office")
            one.seen(form, 0.0)
            one.offices.update(dict.fromkeys(phrase for phrase in offices.offices if phrase.split()[0] == form))
            found.append(one)
    return found
