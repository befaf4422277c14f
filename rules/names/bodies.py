"""The bodies of an article; and the phrases that are names there, because they are quoted or tags."""

from collections.abc import Sequence
from typing import Final

from rules.names.found import Found
from rules.names.gazetteer import listed
from rules.names.people import People
from rules.names.shapes import (
    ALONE,
    BETWEEN,
    BODY,
    GIVEN,
    GIVEN_ORDINARY,
    GROUP,
    INFLECTED,
    LATIN,
    NO_NAME,
    OFFICE,
    PLACE,
    PLACE_HEAD,
    SHAPE,
    TITLE,
    UNUSUAL,
    shape,
)
from rules.names.sight import Name, Words, closing

#: A name that is only a tag or a quotation has so many words at the most.
LONGEST_PHRASE: Final = 4
#: Before the name of a team, and after the name of whoever says something.
_PLAY: Final = frozenset(
    "سرمربی مربی کاپیتان مدافع مهاجم دروازهبان هافبک نیمکت کادر باشگاه تیم هواداران بازیکن بازیکنان".split()
)
#: Before the name of a place.
_GOVERNED: Final = frozenset(
    "شهرداری شهردار فرماندار فرمانداری استاندار استانداری دادستان دادسرای دادگاه شهر شهرستان روستای روستا اهالی مردم "
    "ساکنان بخشدار دهیار در دشت کوه سد تالاب".split()
)
#: Before the name of whoever has them.
_OWNED: Final = frozenset(
    "کاربران کاربر مشتریان مشتری سهام سهامداران کارگران کارکنان رانندگان نمایندگان سپردهگذاران مدیران محصولات شعبه "
    "شعبههای هواداران بازیکنان دانشجویان بیماران".split()
)
_SAYS: Final = frozenset(
    "گفت گفته میگوید اعلام پاسخ خواست نوشت نوشته مدعی رد تاکید وعده خبر پذیرفت افزود تکذیب دانست خواند".split()
)


class Bodies:
    """The bodies found so far. phrases: word sequences that are names in this article, whatever their words are."""

    def __init__(self, parts: Sequence[tuple[Words, float]]) -> None:
        self.phrases: set[tuple[str, ...]] = set()
        self._all: dict[str, Found] = {}
        joined = [words.text.joined for words, _ in parts]
        for number, (words, _) in enumerate(parts):
            if number == 0:
                for start, end in words.text.clause_ranges:
                    self._phrase(words, start, end - 1, joined)
            self._quoted(words, joined)
        self.shorts: dict[str, str] = {}
        for words, _ in parts:
            self._short_teams(words)
        self._first = {phrase[0] for phrase in self.phrases}

    def _quoted(self, words: Words, joined: list[str]) -> None:
        for number in range(len(words.forms)):
            if words.opened(number):
                last = closing(words, number)
                if last is not None:
                    self._phrase(words, number, last, joined, quoted=True)

    def _phrase(self, words: Words, first: int, last: int, joined: list[str], *, quoted: bool = False) -> None:
        """A tag or a quotation is a name when it has an unusual word, a body's word before it, or comes again."""
        bits = words.bits[first : last + 1]
        if not 1 <= len(bits) <= LONGEST_PHRASE or any(one & (NO_NAME | OFFICE | INFLECTED | GROUP) for one in bits):
            return
        if bits[0] & (GIVEN | TITLE) or any(one & SHAPE for one in bits):
            return
        if not quoted and last == first + 1 and bits[0] & GIVEN_ORDINARY and bits[1] & UNUSUAL:
            return  # «میلاد سندان‌کوب»
        headed = bool(bits[0] & BODY) and last > first
        if headed:
            first, bits = first + 1, bits[1:]
        elif quoted and first:
            headed = bool(words.bits[first - 1] & (BODY | BETWEEN))
        unusual = any(one & (UNUSUAL | LATIN) for one in bits) and all(map(words.near, range(first, last)))
        local = bool(bits[-1] & PLACE) and not bits[0] & (PLACE_HEAD | BODY | PLACE)  # «شهاب گنبد»
        again = (quoted or local) and len(bits) > 1 and _times(words.join(first, last), joined) > 1
        if unusual or again or (quoted and headed):
            self.phrases.add(words.forms[first : last + 1])

    def _short_teams(self, words: Words) -> None:
        """«شهاب» for «شهاب گنبد», where the article says «سرمربی شهاب»."""
        for number in range(1, len(words.forms)):
            if words.forms[number - 1] in _PLAY:
                for phrase in self.phrases:
                    if (
                        len(phrase) > 1
                        and phrase[0] == words.forms[number]
                        and words.forms[number + 1 : number + 2] != phrase[1:2]
                    ):
                        self.shorts[phrase[0]] = " ".join(phrase)

    def phrase_at(self, words: Words, number: int) -> Name | None:
        """The longest of the phrases that stands at a word."""
        if number >= len(words.forms) or words.forms[number] not in self._first:
            return None
        for length in range(LONGEST_PHRASE, 0, -1):
            phrase = words.forms[number : number + length]
            if len(phrase) == length and phrase in self.phrases:
                last = number + length - 1
                return Name(" ".join(phrase), _kind_by_company(words, number, last), number, last, number)
        return None

    def whole(self, words: Words, name: Name) -> Name:
        """A body whose name begins a known phrase has the whole phrase («شرکت خوراک‌آرای» «کوهسار»)."""
        phrase = self.phrase_at(words, name.core)
        if phrase and phrase.last != name.last:
            return Name(words.join(name.first, phrase.last), name.kind, name.first, phrase.last, name.core)
        return name

    def add(self, name: Name, words: Words, weight: float) -> None:
        """A body by its name without the word before."""
        headed = name.core > name.first
        key = words.join(name.core, name.last) if name.sure and headed else name.form
        one = self._all.get(key)
        if one is None:
            one = self._all[key] = Found(name.kind)
        mention = Found(name.kind, sure=name.sure)
        mention.seen(key, weight)
        if key != name.form:
            mention.seen(name.form, 0.0)
        if headed:
            mention.offices.setdefault(words.forms[name.first])
        one.absorb(mention)

    def all(self, people: People) -> list[Found]:
        """The bodies; what is the beginning or the end of another's name is that one."""
        kept: list[Found] = []
        for key, one in sorted(self._all.items(), key=lambda item: (-item[0].count(" "), item[0])):
            person = next((other for other in people.all if key in other.forms), None)
            if person and one.offices and " " not in person.name:
                people.all.remove(person)  # «نخل‌سرخ» is a club, whatever it looks like elsewhere
                one.weight += person.weight
            elif person:
                continue
            into = next(
                (other for other in kept if _part_of(key, other) or not one.forms.keys().isdisjoint(other.forms)), None
            )
            if into is None:
                kept.append(one)
            else:
                into.absorb(one)
        for short, name in self.shorts.items():
            for one in kept:
                if name in one.forms:
                    one.kind = "team"
                    one.seen(short, 0.0)
        return kept


def _times(phrase: str, joined: list[str]) -> int:
    return sum(text.count(f" {phrase} ") for text in joined)


def _kind_by_company(words: Words, first: int, last: int) -> str:
    """What a phrase is, by the words beside it: a team, a body, or a thing (a film, a car, a medicine)."""
    before = words.forms[first - 1] if first and words.gap(first - 1) in {"", "«"} else ""
    after = words.forms[last + 1] if last + 1 < len(words.forms) and words.gap(last) in {"", "»"} else ""
    if before in _GOVERNED:
        return "thing"
    if before in _PLAY:
        return "team"
    if (
        _brand(words, first, last)
        or after in _SAYS
        or before in _OWNED
        or (before and words.bits[first - 1] & (OFFICE | ALONE | BODY))
    ):
        return "body"
    return "thing"


def _brand(words: Words, first: int, last: int) -> bool:
    """Whether a name is made as companies' names are: «پتروآرمان جنوب», «زرین‌گستر»."""
    local = last > first and words.bits[last] & PLACE and words.bits[first] & UNUSUAL
    return bool(local) or any(form.endswith(tuple(listed("brand ending"))) for form in words.forms[first : last + 1])


def _part_of(key: str, other: Found) -> bool:
    """Whether a name is another's first or last words, and one that says enough."""
    distinctive = " " in key or shape(key) & (UNUSUAL | LATIN)
    return key in other.forms or bool(
        distinctive and any(form.startswith(f"{key} ") or form.endswith(f" {key}") for form in other.forms)
    )
