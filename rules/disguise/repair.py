"""Reading disguised words: spaces, dots, symbols, doubles, digits, Latin letters, masks, splits, swaps, Finglish.

A disguise is only undone towards a word that a lexicon asks for, and only where the word as written is in no
vocabulary, so that ordinary text is never "repaired" into an insult. The cost is linear in the text: words are joined
only as long as a listed word begins so, and what one word can be read as is remembered.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from rules.disguise.latin import LatinIndex, foreign, sounds
from rules.disguise.pieces import OPEN, Pieces, glued, is_latin, pieces_of
from rules.disguise.spelling import (
    EDGE,
    HOMOPHONES,
    REMEMBERED,
    Spellings,
    bare,
    contains,
    heard,
    joined,
    masked,
    readings,
    undoubled,
)
from rules.language.dictionary import frequencies, stop_words
from rules.lexicon import Entry, Lexicon, Match, bases
from rules.text import Text

#: A Persian word typed with the keyboard set to English («fdavt»).
_LAYOUT: Final = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,\\", "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدئوپ")
_TYPED: Final = re.compile(r"(?<!\S)[a-z\[\];',\\]{4,16}(?!\S)")
#: A number and its unit: «800ت».
_QUANTITY: Final = re.compile(r"[0-9]{2,}\D{1,2}|\D{1,2}[0-9]{2,}")
_LATIN_LETTER: Final = re.compile(r"[a-z\u0370-\u04ff]")
#: Pieces that are put together at the most, letters of the longest word that is looked at, words of a phrase.
_MOST_PIECES: Final = 16
_LONGEST_WORD: Final = 16
_LONGEST_PHRASE: Final = 4
_MOST_NEIGHBOURS: Final = 3
_SHORTEST: Final = 3
_SHORTEST_WEAK: Final = 4
#: A word as common as this in hazm's corpus is ordinary when it is typed in Latin letters.
_COMMON: Final = 300_000
#: Repairs that may meet an everyday word by chance lead only to entries of this strength.
_DOUBTFUL: Final = frozenset({"split", "reversed", "layout"})
_SURE: Final = 2
#: Shorter words that are swapped lead only to the strongest.
_SHORTEST_SWAP: Final = 5
_STRONGEST: Final = 3
#: Colloquial verbs that are in no list of words and, in Latin letters, look like swear words.
_VERBS: Final = frozenset(
    f"{prefix}{stem}{person}"
    for prefix in ("می", "نمی", "ب", "ن", "")
    for stem in "کن گ خوا ر ش د دون تون یا گیر خور زن بر بین خون".split()
    for person in ("م", "ی", "ه", "یم", "ید", "ین", "ن", "ند")
)
_Found = tuple[Entry, str]


class Repairer:
    """Finds the entries of one lexicon behind disguises. Built once for a lexicon."""

    def __init__(self, lexicon: Lexicon, *, but_not: str, latin: bool = True) -> None:
        """but_not: a category that is not looked for. latin: whether words in Latin letters are, which costs 10 MB."""
        self._lexicon = lexicon
        self._but_not = but_not
        listed = [form for form in lexicon.single_forms(1) if self._entry(form, 1)]
        self._spellings = Spellings(listed)
        self._reads_latin = latin
        self._latin = LatinIndex((form for form in listed if latin and self._in_any_letters(form)), phrases=True)
        common = (form for form, count in frequencies().items() if count >= _COMMON and len(form) > 1)
        ordinary = {*common, *stop_words(), *_VERBS}.difference(listed) if latin else ()
        self._ordinary = LatinIndex(ordinary, phrases=False)
        #: What one strange word can be read as. Words come again and again, so it remembers.
        self._of_word = lru_cache(maxsize=REMEMBERED)(self._read_word)
        self._of_latin = lru_cache(maxsize=REMEMBERED)(self._read_latin)

    def find(self, text: Text) -> list[Match]:
        """The disguised entries of a text."""
        found: dict[tuple[int, int], Match] = {}
        for match in self._matches(pieces_of(text)):
            found.setdefault((match.first, match.last), match)
        return list(found.values())

    def _matches(self, pieces: Pieces) -> Iterator[Match]:
        yield from self._put_together(pieces)
        for number, strange in enumerate(pieces.strange):
            form = pieces.forms[number]
            if strange and 1 < len(form) <= _LONGEST_WORD:
                yield from _matched(self._of_word(form), number, number)
                yield from self._in_phrase(pieces, number)
        if pieces.has_masks:
            yield from self._masked(pieces)
        if self._reads_latin and _LATIN_LETTER.search(pieces.text.folded):
            yield from self._in_latin(pieces)
            yield from self._typed(pieces)

    def _entry(self, form: str, least: int) -> Entry | None:
        """The strongest entry that a form stands for."""
        entries = (
            entry for entry in self._lexicon.single(form) if entry.category != self._but_not and entry.strength >= least
        )
        return max(entries, key=lambda entry: entry.strength, default=None)

    def _in_any_letters(self, form: str) -> Entry | None:
        """The strongest entry that a form stands for in Latin letters too: no short one, none that must be aimed."""
        entries = (
            entry
            for entry in self._lexicon.single(form)
            if entry.category != self._but_not
            and (entry.strength != _SURE or "aim" not in entry.options)
            and len(form) >= (_SHORTEST if entry.strength >= _SURE else _SHORTEST_WEAK)
        )
        return max(entries, key=lambda entry: entry.strength, default=None)

    def _read(self, forms: Iterable[str], how: str) -> Iterator[_Found]:
        for form in forms:
            least = _SURE if how in _DOUBTFUL else 1
            entry = self._entry(form, least if how != "swap" or len(form) >= _SHORTEST_SWAP else _STRONGEST)
            if entry:
                yield entry, how

    # Words that were pulled apart.

    def _put_together(self, pieces: Pieces) -> Iterator[Match]:
        """What several pieces say when they are read as one word."""
        listed, beginnings, sounds_of = self._spellings.heard, self._spellings.beginnings, pieces.sounds
        for first in range(len(sounds_of) - 1):
            for begun in sounds_of[first]:
                sound, last = begun, first
                while sound[:EDGE] in beginnings and last - first < _MOST_PIECES:
                    if last > first and sound in listed:
                        yield from _matched(self._pieced(pieces, first, last, listed[sound]), first, last)
                    last += 1
                    if last == len(sounds_of):
                        break
                    longer = [joined(sound, one) for one in sounds_of[last]]
                    following = next((one for one in longer if one[:EDGE] in beginnings), "")
                    if not following and pieces.seem_apart(first, last):
                        yield from self._with_ending(pieces, first, last, sound)
                    sound = following

    def _with_ending(self, pieces: Pieces, first: int, last: int, sound: str) -> Iterator[Match]:
        """The same, where the last piece has an ending that the listed word has not."""
        for reading in readings(pieces.forms[last]):
            for base in bases(reading):
                listed = self._spellings.heard.get(joined(sound, heard(base)), ()) if base != reading else ()
                yield from _matched(self._pieced(pieces, first, last, listed), first, last)

    def _pieced(self, pieces: Pieces, first: int, last: int, listed: tuple[str, ...]) -> Iterator[_Found]:
        """The entries for listed words that the pieces sound like, where these look like a word pulled apart."""
        how = pieces.apart(first, last) if listed else ""
        if not how:
            return
        written = "".join(pieces.forms[first : last + 1])
        for form in listed:
            if bare(written) == written and not contains(written, form):
                continue
            if written.startswith(form) or how != "split":
                yield from self._read((form,), how)
            elif undoubled(written).startswith(undoubled(form)):
                yield from self._read((form,), "doubled")
            elif min(map(len, pieces.forms[first : last + 1])) > 1:
                yield from self._read((form,), "homophone")

    # One word, and a word in a phrase.

    def _read_word(self, word: str) -> tuple[_Found, ...]:
        """What one strange word can be read as, the surest first."""
        found: list[_Found] = []
        if _QUANTITY.fullmatch(word) or len(bare(word)) * 2 < len(word):
            return ()
        hangs = glued(word)
        for reading in readings(word):
            if reading != word and len(reading) >= _SHORTEST:
                found += self._read((reading, *self._spellings.heard.get(heard(reading), ())), "stand-in")
            if len(reading) >= _SHORTEST and not hangs:
                found += self._alike(reading)
                for base in bases(reading.translate(HOMOPHONES)):
                    if base != reading:
                        found += (
                            one
                            for one in self._alike(base)
                            if one[1] != "reversed" and not (one[1] == "swap" and len(base) < _SHORTEST_SWAP)
                        )
        for base in bases(masked(word)) if not hangs else ():
            found += self._read(self._spellings.unmasked(base), "mask")
        return tuple(found)

    def _alike(self, word: str) -> Iterator[_Found]:
        for form, how in self._spellings.alike(word):
            yield from self._read((form,), how)

    def _in_phrase(self, pieces: Pieces, number: int) -> Iterator[Match]:
        """A strange word that makes a listed phrase with the words around it."""
        if glued(pieces.forms[number]):
            return
        for before, after, first, last in self._around(pieces, number, number):
            for reading in readings(pieces.forms[number]):
                for form, how in self._spellings.alike(before + reading + after):
                    if form.startswith(before) and form.endswith(after):
                        yield from _matched(self._read((form,), how), first, last)
            hidden = masked(pieces.forms[number])
            if hidden:
                found = self._spellings.unmasked(before + hidden + after)
                yield from _matched(self._read(found, "mask"), first, last)

    def _around(self, pieces: Pieces, first: int, last: int) -> Iterator[tuple[str, str, int, int]]:
        """What may stand before and after the words [first, last] in a listed phrase, its first and its last word."""
        fronts = list(self._neighbours(pieces, first, -1))
        backs = list(self._neighbours(pieces, last, 1))
        for before, start in [("", first), *fronts]:
            for after, end in [("", last), *backs]:
                if before or after:
                    yield before, after, start, end

    def _neighbours(self, pieces: Pieces, number: int, step: int) -> Iterator[tuple[str, int]]:
        words, sound = "", ""
        for _ in range(_MOST_NEIGHBOURS):
            number += step
            if not 0 <= number < len(pieces.forms) or pieces.gaps[min(number, number - step)] != OPEN:
                return
            form = pieces.forms[number]
            words = form + words if step < 0 else words + form
            sound = joined(heard(form), sound) if step < 0 else joined(sound, heard(form))
            if step < 0 and sound[:EDGE] not in self._spellings.beginnings:
                return
            if step > 0 and sound[-EDGE:] not in self._spellings.ends:
                continue
            yield words, number

    def _masked(self, pieces: Pieces) -> Iterator[Match]:
        """Words with letters hidden behind signs: «ک*ر», «ا**ق»."""
        number = 0
        while number < len(pieces.gaps):
            last, pattern = number, pieces.forms[number]
            while last < len(pieces.gaps) and (hidden := pieces.hidden(last)):
                last += 1
                pattern += hidden + pieces.forms[last]
            if last > number and len(pattern) <= _LONGEST_WORD:
                for base in bases(pattern):
                    yield from _matched(self._read(self._spellings.unmasked(base), "mask"), number, last)
                for before, after, start, end in self._around(pieces, number, last):
                    found = self._spellings.unmasked(before + pattern + after)
                    yield from _matched(self._read(found, "mask"), start, end)
            number = last + 1

    # Latin letters.

    def _in_latin(self, pieces: Pieces) -> Iterator[Match]:
        """Words and phrases in Latin letters: «ahmagh», «khafe sho», «خاک bar saret»."""
        forms = pieces.forms
        latin = [is_latin(form) for form in forms]
        for first in range(len(forms)):
            written = ""
            for last in range(first, min(len(forms), first + _LONGEST_PHRASE)):
                if last > first and pieces.gaps[last - 1] != OPEN:
                    break
                written += (" " if written else "") + (sounds(forms[last]) if latin[last] else forms[last])
                if len(written) >= _SHORTEST and any(latin[first : last + 1]):
                    yield from _matched(self._of_latin(written), first, last)
        for first, last, word in pieces.latin_runs():
            yield from _matched(self._of_latin(sounds(word)), first, last)

    def _read_latin(self, written: str) -> tuple[_Found, ...]:
        """What Latin words can be read as."""
        found = []
        for words, ending in self._latin.find(written):
            entry = self._in_any_letters("".join(words))
            inflects = entry and entry.inflects and len("".join(words)) > _SHORTEST
            if entry and (inflects or not ending) and self._stands_so(words, written, ending=ending):
                found.append((entry, "finglish"))
        return tuple(found)

    def _stands_so(self, words: tuple[str, ...], written: str, *, ending: bool) -> bool:
        """Whether the words are a phrase of the list, or one word that is no ordinary one as well."""
        if not foreign().isdisjoint((written, *written.split())):
            return False
        if len(words) == 1:
            return not any(ending or not inflected for _, inflected in self._ordinary.find(written))
        matches = self._lexicon.find(Text(" ".join(words)))
        return any(match.first == 0 and match.last == len(words) - 1 for match in matches)

    def _typed(self, pieces: Pieces) -> Iterator[Match]:
        """Words that were typed with the keyboard set to English."""
        at = {word.at: number for number, word in enumerate(pieces.text.words)}
        for match in _TYPED.finditer(pieces.text.folded):
            inside = [at[place] for place in range(match.start(), match.end()) if place in at]
            if inside:
                yield from _matched(self._read((match.group().translate(_LAYOUT),), "layout"), inside[0], inside[-1])


def _matched(found: Iterable[_Found], first: int, last: int) -> Iterator[Match]:
    return (Match(entry, first, last, how) for entry, how in found)
