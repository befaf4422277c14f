"""Reading disguised words: spaces, dots, symbols, doubled letters, digits, Latin letters, masks, splits, swaps.

A disguise is only undone towards a word that a lexicon asks for, and only where the word as written is in no
vocabulary, so that ordinary text is never "repaired" into an insult.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rules.lexicon import Entry, Lexicon, Match, bases
from rules.text import Text, Word
from rules.words import known

#: Digits and Latin letters that stand in for Persian ones.
_STAND_INS: Final = str.maketrans(
    "1!|023456789abcdefghijklmnopqrstuvwxyz",
    "ااا" + "هبسعه" + "عوبه" + "ابچدهفگهیجکلمنوپقرستوووخیز",
)
_HOMOPHONES: Final = str.maketrans("صثظضذطحغعآ", "سسزززتهقاا")
#: A Persian word typed with the keyboard set to English («fdavt»).
_LAYOUT: Final = str.maketrans("qwertyuiopasdfghjklzxcvbnm", "ضصثقفغعهخحشسیبلاتنمظطزرذدئ")
#: For misspelt short vowels: «بیشوور», «کوسخول».
_SKELETON: Final = str.maketrans("صثظضذطحغآ", "سسزززتهقا", "وع")
_MASKS: Final = frozenset("*#•×_xX")
#: What is no Persian letter inside a Persian word.
_STRANGER: Final = re.compile(r"[0-9a-z]+")
_DOUBLE: Final = re.compile(r"(.)\1+")
_SEPARATORS: Final = re.compile(r"[^\w\s]+|_+")
#: A single stop, not followed by a space, and words that open the next clause.
_FULL_STOPS: Final = frozenset(".!?,:،؟؛")
_OPENERS: Final = frozenset("تو من ما از به که با در نه این اون ولی اما چون هم تا یه کی چی باید اگه حالا بعد".split())
_PREFIXES: Final = frozenset({"بی", "نا"})
_KASHIDA: Final = "\u0640"
_LONGEST_SPELLING: Final = 14
_SHORTEST: Final = 3
_PIECE: Final = 3
_SHORTEST_HOMOPHONE: Final = 4
_SHORTEST_SWAP: Final = 5
#: Repairs that undo a deliberate disguise may lead to any entry, the others only to entries of this strength.
_MEANT: Final = frozenset({"signs", "spaced", "stand-in"})
_SURE: Final = 2


@dataclass(frozen=True, slots=True)
class _Candidate:
    form: str
    first: int
    last: int
    how: str


class Repairer:
    """Finds the entries of one lexicon behind disguises. Built once for a lexicon."""

    def __init__(self, lexicon: Lexicon, *, but_not: str) -> None:
        self._lexicon = lexicon
        self._but_not = but_not
        self._homophones: dict[str, str] = {}
        self._skeletons: dict[str, str] = {}
        self._by_length: dict[int, list[str]] = {}
        for form in lexicon.single_forms(_SURE):
            if len(form) >= _SHORTEST_HOMOPHONE:
                self._homophones.setdefault(form.translate(_HOMOPHONES), form)
            if len(form) >= _SHORTEST_SWAP:
                self._skeletons.setdefault(_skeleton(form), form)
            self._by_length.setdefault(len(form), []).append(form)

    def find(self, text: Text) -> list[Match]:
        """The disguised entries of a text."""
        found = []
        seen: set[tuple[int, int]] = set()
        for candidate in self._candidates(text):
            if (candidate.first, candidate.last) in seen:
                continue
            entry = self._read(candidate)
            if entry:
                seen.add((candidate.first, candidate.last))
                found.append(Match(entry, candidate.first, candidate.last, candidate.how))
        return found

    def _read(self, candidate: _Candidate) -> Entry | None:
        if candidate.how == "mask":
            return self._unmask(candidate.form)
        return max(
            (
                entry
                for entry in self._lexicon.single(candidate.form)
                if entry.category != self._but_not and entry.strength >= (1 if candidate.how in _MEANT else _SURE)
            ),
            key=lambda entry: entry.strength,
            default=None,
        )

    def _candidates(self, text: Text) -> Iterator[_Candidate]:
        yield from _closed_up(text)
        yield from _reaching_over(text)
        yield from _spelt_out(text)
        words = text.words
        strange = [not known(word.form) for word in words]
        for number, word in enumerate(words):
            form = word.form
            if not strange[number] or len(form) < _SHORTEST - 1 or len(form) > _LONGEST_SPELLING:
                continue
            yield from self._of_word(form, number)
        for number in range(len(words) - 1):
            left, right = words[number].form, words[number + 1].form
            if "و" in (left, right) or right in _OPENERS or len(left + right) < _SHORTEST:
                continue
            if strange[number] or strange[number + 1] or min(len(left), len(right)) == 1:
                yield _Candidate(left + right, number, number + 1, "split")
                yield from self._sounds_like(left + right, number, number + 1)

    def _of_word(self, form: str, number: int) -> Iterator[_Candidate]:
        plain = form
        if not form.isascii() and _STRANGER.search(form):
            plain = form.translate(_STAND_INS)
            yield _Candidate(plain, number, number, "stand-in")
            yield _Candidate(_STRANGER.sub("", form), number, number, "stand-in")
            yield _Candidate(_STRANGER.sub("?", form), number, number, "mask")
        single = _DOUBLE.sub(r"\1", plain)
        if single != plain:
            yield _Candidate(single, number, number, "doubled")
        for one in {plain, single}:
            yield from self._sounds_like(one, number, number)
        if form.isascii() and form.isalpha() and len(form) >= _SHORTEST_HOMOPHONE:
            yield _Candidate(form.translate(_LAYOUT), number, number, "layout")
        elif len(form) >= _SHORTEST_HOMOPHONE:
            yield _Candidate(form[::-1], number, number, "reversed")
        if len(plain) >= _SHORTEST_SWAP and not plain.isascii():
            for at in range(len(plain) - 1):
                yield _Candidate(f"{plain[:at]}{plain[at + 1]}{plain[at]}{plain[at + 2 :]}", number, number, "swap")

    def _sounds_like(self, form: str, first: int, last: int) -> Iterator[_Candidate]:
        """Entries that a form is a misspelling of, with or without an ending."""
        for base in bases(form):
            alike = self._homophones.get(base.translate(_HOMOPHONES))
            if alike and alike != base:
                yield _Candidate(alike, first, last, "homophone")
            if len(base) >= _SHORTEST_SWAP:
                alike = self._skeletons.get(_skeleton(base))
                if alike and alike != base:
                    yield _Candidate(alike, first, last, "homophone")

    def _unmask(self, pattern: str) -> Entry | None:
        """The strongest entry that a word with masked letters («ک*ر») can stand for."""
        if sum(char != "?" for char in pattern) < 2:  # noqa: PLR2004 (letters that must show)
            return None
        wanted = re.compile(pattern.replace("?", "."))
        forms = (form for form in self._by_length.get(len(pattern), ()) if wanted.fullmatch(form))
        entries = [
            entry
            for form in forms
            for entry in self._lexicon.single(form)
            if entry.strength >= _SURE and entry.category != self._but_not
        ]
        return max(entries, key=lambda entry: entry.strength, default=None)


def _skeleton(form: str) -> str:
    """A form as it sounds without its short vowels; the first letter stays."""
    return form[0] + form[1:].translate(_SKELETON)


def _closed_up(text: Text) -> Iterator[_Candidate]:
    """Pieces with only signs between them, no white space: «ع.و.ض.ی», «بیـ**ـشعور», «ک*ر»."""
    words = text.words
    folded = text.folded
    number = 0
    while number < len(words):
        last = number
        while last + 1 < len(words) and last - number < _LONGEST_SPELLING:
            between = folded[words[last].at + _length(text, last) : words[last + 1].at]
            if not between or not _SEPARATORS.fullmatch(between) or _new_sentence(words, last, between):
                break
            last += 1
        if last > number:
            if number and words[number - 1].form in _PREFIXES:  # «بی شـ.ـرف»
                yield _Candidate("".join(word.form for word in words[number - 1 : last + 1]), number - 1, last, "signs")
            for first in range(number, last):
                joined = "".join(word.form for word in words[first : last + 1])
                yield _Candidate(joined, first, last, "signs")
                gap = folded[words[first].at + _length(text, first) : words[first + 1].at]
                if last == first + 1 and any(char in _MASKS for char in gap):
                    yield _Candidate(f"{words[first].form}{'?' * len(gap)}{words[last].form}", first, last, "mask")
            for end in range(number + 1, last):
                yield _Candidate("".join(word.form for word in words[number : end + 1]), number, end, "signs")
        number = last + 1


def _new_sentence(words: Sequence[Word], last: int, between: str) -> bool:
    """Whether a sentence seems to begin after that word: «شرکت کردم.تو عمرم»."""
    return between in _FULL_STOPS and len(words[last].form) >= _SHORTEST and words[last + 1].form in _OPENERS


def _reaching_over(text: Text) -> Iterator[_Candidate]:
    """Pieces whose kashida reaches over the space between them: «آشـ ـغال»."""
    words = text.words
    number = 0
    while number < len(words):
        last = number
        while last + 1 < len(words) and _KASHIDA in text.original[words[last].end : words[last + 1].start]:
            last += 1
        if last > number:
            joined = "".join(word.form for word in words[number : last + 1])
            yield _Candidate(joined, number, last, "signs")
            yield _Candidate(_DOUBLE.sub(r"\1", joined), number, last, "signs")
        number = last + 1


def _spelt_out(text: Text) -> Iterator[_Candidate]:
    """Single letters in a row: «ا ح م ق», also with pieces of two letters among them."""
    words = text.words
    number = 0
    while number < len(words):
        last = number
        while last < len(words) and len(words[last].form) <= _PIECE and not words[last].form.isdigit():
            last += 1
        for first in range(number, last):
            singles = 0
            for end in range(first, min(last, first + _LONGEST_SPELLING)):
                singles += len(words[end].form) == 1
                if end - first >= 2 and singles * 2 >= end - first + 1:  # noqa: PLR2004 (three pieces or more)
                    yield _Candidate("".join(word.form for word in words[first : end + 1]), first, end, "spaced")
        number = max(last, number + 1)


def _length(text: Text, number: int) -> int:
    """How long a word is in the folded view (half-spaces included)."""
    word = text.words[number]
    return len(word.form) + len(word.parts) - 1 if len(word.parts) > 1 else len(word.form)
