"""Who is spoken of in a comment: the article's own entities first, then others, then descriptions and pronouns."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from rules.names.endings import CLITICS
from rules.names.entity import Mention
from rules.names.finder import name_at
from rules.names.gazetteer import listed
from rules.names.index import HEAD, Entry, Index
from rules.names.person_shapes import HOLY
from rules.names.pointing import kin, of_many, other, point
from rules.names.shapes import (
    ALONE,
    BEGINS,
    COURTESY,
    GROUP,
    INFLECTED,
    KIN,
    LAST,
    MANY,
    NO_NAME,
    OFFICE,
    POINTS,
    RANK,
    THEIRS,
    TITLE,
    TO_YOU,
    TRADE,
    UNUSUAL,
    base_of,
)
from rules.names.sight import Name, Words
from rules.text import Text

#: Words at which somebody may be mentioned.
_WORTH: Final = BEGINS | POINTS | INFLECTED | TO_YOU | THEIRS | ALONE | RANK
_SMALL: Final = frozenset("یه یک تو خود".split())
#: After a name: «آوا خانوم», «یونس خان».
_AFTER: Final = frozenset("خان خانم خانوم آقا اقا جان جون".split())
#: «پسر برادر وزیر»
_MOST_KIN: Final = 2
_MOST_TITLES: Final = 3
#: A body stands so many words after «شرکت» at the most («شرکت بهره‌برداری سهندرود»).
_BETWEEN: Final = 2


def find_mentions(text: Text, index: Index) -> list[Mention]:
    """The mentions of a comment, in order, none within another."""
    return Reader(text, index).read()


class Reader:
    """Reads one comment from left to right.

    last: the person or body that was mentioned last; last_person: the person. addressed: whether it said «شما».
    depth: how many words of kin are being read.
    """

    __slots__ = ("addressed", "depth", "index", "last", "last_person", "words")

    def __init__(self, text: Text, index: Index) -> None:
        self.words = Words(text)
        self.index = index
        self.last: int | None = None
        self.last_person: int | None = None
        self.addressed = False
        self.depth = 0

    def read(self) -> list[Mention]:
        """All mentions."""
        found: list[Mention] = []
        forms, bits = self.words.forms, self.words.bits
        own, heads, letters = self.index.words, self.index.heads, self.index.by_letter
        ordinary = self.index.ordinary
        number, count = 0, len(forms)
        while number < count:
            form, mask = forms[number], bits[number]
            if (
                mask & _WORTH
                or form in own
                or form in _SMALL
                or form in ordinary
                or form[:HEAD] in heads
                or (mask & UNUSUAL and form[0] in letters)
                or bits[number + 1] & LAST
            ):
                mention = self._at(number)
                if mention and not self._said(mention, found):
                    found.append(mention)
                    self._remember(mention)
                if mention:
                    number = mention.last
            number += 1
        return found

    def _said(self, mention: Mention, found: list[Mention]) -> bool:
        """Whether a mention adds nothing: «ایشون خودش», «شما … می‌خورید»."""
        if mention.how == "ending":
            return self.addressed
        own = mention.how == "pronoun" and self.words.forms[mention.first].startswith("خودش")
        return own and bool(found) and found[-1].last == mention.first - 1

    def _remember(self, mention: Mention) -> None:
        self.addressed = self.addressed or mention.how == "address"
        if mention.entity is None or mention.how not in {"name", "short", "office", "description"}:
            return
        kind = self.index.kinds[mention.entity]
        if kind != "thing":
            self.last = mention.entity
        if kind == "person":
            self.last_person = mention.entity

    def _at(self, number: int) -> Mention | None:
        bits = self.words.bits[number]
        for mask, read in _READERS:
            if bits & mask or not mask:
                found = read(self, number)
                if found:
                    return found
        return None

    def own(self, number: int) -> Mention | None:
        """One of the article's own names, also in another spelling, with what stands after it («خانوم»)."""
        found = self._own(number) or self._ordinary(number)
        if found is None or self.index.kinds[found.entity or 0] != "person":
            return found
        last = found.last
        if last + 1 < len(self.words.forms) and self.words.forms[last + 1] in _AFTER and self.words.near(last):
            after = self.words.bits[last + 2]
            if not (after & TITLE and self.words.near(last + 1)):
                return replace(found, last=last + 1)
        return found

    def _ordinary(self, number: int) -> Mention | None:
        """«سحر خانم», «آقا امید»: a name that is an ordinary word elsewhere."""
        entity = self.index.ordinary.get(self.words.forms[number])
        if entity is None:
            return None
        words = self.words
        before = number and words.bits[number - 1] & TITLE and words.near(number - 1)
        after = number + 1 < len(words.forms) and words.forms[number + 1] in _AFTER and words.near(number)
        return Mention(entity, "person", "short", number, number) if before or after else None

    def _own(self, number: int) -> Mention | None:
        words, index = self.words, self.index
        form = words.forms[number]
        entries: tuple[Entry, ...] | None = index.words.get(form)
        how = ""
        if entries is None:
            if not words.bits[number] & (UNUSUAL | INFLECTED) and form[:HEAD] not in index.heads:
                return None
            if number + 1 < len(words.forms):
                pair = index.words.get(form + words.forms[number + 1])
                if pair and not pair[-1][0] and words.near(number):
                    return self._mention(pair[-1], number, number + 1, "")
            form = "" if words.bits[number] & NO_NAME else index.variant(form)
            entries = index.words.get(form, ())
            how = "short"
        if number and words.forms[number - 1] in HOLY:
            return None
        for entry in entries:
            last = number + len(entry[0])
            if words.forms[number + 1 : last + 1] == entry[0]:
                return self._mention(entry, number, last, how)
            if self._inexact(entry[0], number + 1):
                return self._mention(entry, number, last, "short")
        return None

    def _inexact(self, rest: tuple[str, ...], first: int) -> bool:
        """Whether the further words of a name follow, the last of them with an ending («بهروز راستین‌فرو»)."""
        last = first + len(rest) - 1
        if not rest or last >= len(self.words.forms) or self.words.forms[first:last] != rest[:-1]:
            return False
        form = self.words.forms[last]
        return form.startswith(rest[-1]) and form[len(rest[-1]) :] in CLITICS

    def _mention(self, entry: Entry, first: int, last: int, how: str) -> Mention:
        return Mention(entry[1], self.index.kinds[entry[1]], how or entry[2], first, last)

    def titled(self, number: int) -> Mention | None:
        """«آقای راستین‌فر», «مدیرعامل پاک‌گستر», «آقای مدیرعامل», «خانم معاون»."""
        words = self.words
        begin = number
        while words.bits[begin] & TITLE and words.near(begin) and begin < number + _MOST_TITLES:
            begin += 1
        own = self.own(begin) if begin > number else None
        if own and own.kind == "person":
            return replace(own, first=number)
        if begin == number or own or not words.bits[number] & COURTESY:
            return None
        if words.bits[begin] & INFLECTED and base_of(words.forms[begin]) in listed("office"):
            return self._described(base_of(words.forms[begin]), number, begin)
        at = begin if words.bits[begin] & OFFICE else begin - 1
        if at == number or not words.bits[at] & OFFICE:
            return None
        following = self.own(at + 1) if at + 1 < len(words.forms) and words.near(at) else None
        if following and following.kind == "person":
            return replace(following, first=number)
        return self._described(words.forms[at], number, at)

    def _described(self, office: str, first: int, last: int) -> Mention:
        entity = self.index.office(office, self.words.forms[last + 1 : last + 3])
        return Mention(entity, "office", "description", first, last)

    def related(self, number: int) -> Mention | None:
        """«داماد وزیر»."""
        words = self.words
        if number + 1 >= len(words.forms) or self.depth == _MOST_KIN:
            return None
        self.depth += 1
        whose = self._at(number + 1)
        self.depth -= 1
        return kin(words, number, whose, self.index, self.last_person)

    def named(self, number: int) -> Mention | None:
        """A name that the finder sees: an office that the article may resolve, or somebody else."""
        bits = self.words.bits
        name = name_at(self.words, number) if bits[number] & BEGINS or bits[number + 1] & LAST else None
        if name is None:
            return None
        if name.kind == "office":
            return self._office(name)
        core = self._own(name.core) if name.core > name.first else None
        if core and core.last >= name.last:
            return replace(core, first=name.first)
        return Mention(None, name.kind, "name", name.first, name.last)

    def _office(self, name: Name) -> Mention | None:
        words = self.words
        entity = self.index.office(name.form, words.forms[name.last + 1 : name.last + 3])
        bits = words.bits[name.first]
        if bits & KIN or (entity is None and bits & TRADE) or of_many(self.words, name.first):
            return None
        return Mention(entity, "office", "office", name.first, name.last)

    def rank(self, number: int) -> Mention | None:
        """«سرهنگ», «حاجی» where the article has one."""
        entity = self.index.office(self.words.forms[number], ())
        if entity is None or of_many(self.words, number):
            return None
        return Mention(entity, "office", "office", number, number)

    def pointed(self, number: int) -> Mention | None:
        """«این مدیرعامل», «ایشون», «مسئولان»; after «این» also a name («همین راستین‌فر» is the name alone)."""
        return point(self.words, number, self.index, self.last, self.last_person)

    def inflected(self, number: int) -> Mention | None:
        """«مدیرعاملشون», «شرکتشون», «دامادش», «مدیرا»."""
        words = self.words
        base = base_of(words.forms[number])
        if base in listed("kin") and base not in listed("office"):
            return kin(words, number, None, self.index, self.last_person)
        if words.bits[number] & MANY:
            return Mention(None, "group", "generic", number, number)
        if base in listed("alone"):
            return self._alone(number, base)
        entity = self.index.office(base, words.forms[number + 1 : number + 3])
        if entity is None and base in listed("trade") and not words.forms[number].endswith(("ش", "شون", "شان")):
            return None
        return Mention(entity, "office", "office", number, number)

    def alone(self, number: int) -> Mention | None:
        """«شرکت» of an article about a company."""
        return self._alone(number, self.words.forms[number])

    def _alone(self, number: int, base: str) -> Mention | None:
        words = self.words
        after = words.forms[number + 1] if number + 1 < len(words.forms) else ""
        if after in listed("no body") and words.near(number):
            return None
        for ahead in range(number + 1, min(number + 1 + _BETWEEN, len(words.forms))):
            if not words.near(ahead - 1) or words.bits[ahead] & (NO_NAME | GROUP):
                break
            own = self._own(ahead)
            if own:
                return replace(own, first=number) if own.kind in {"body", "team"} else None
        entity = self.index.body_called(base)
        return None if entity is None else Mention(entity, "body", "description", number, number)

    def rest(self, number: int) -> Mention | None:
        """«تو», «خود مدیریت», endings, «یه عده»."""
        return other(self.words, number, self.index)


#: What is tried at a word, in this order, by its bits (0: at every word).
_READERS: Final[tuple[tuple[int, Callable[[Reader, int], Mention | None]], ...]] = (
    (0, Reader.own),
    (TITLE, Reader.titled),
    (KIN, Reader.related),
    (0, Reader.named),
    (RANK, Reader.rank),
    (POINTS, Reader.pointed),
    (INFLECTED, Reader.inflected),
    (ALONE, Reader.alone),
    (0, Reader.rest),
)
