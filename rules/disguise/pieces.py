"""The words of a text as pieces of others: what stands between them, which of them are strange, how they sound."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from rules.disguise.spelling import HIDDEN, REMEMBERED, bare, heard, readings
from rules.language.dictionary import frequencies, stop_words
from rules.language.verbs import is_verb
from rules.language.words import known
from rules.lexicon import ENDINGS
from rules.text import Text, Word

#: Between two pieces: only signs; white space; white space and the end of a clause; the beginning of a sentence.
CLOSED, OPEN, BROKEN, NEW = range(4)
#: Signs that hide letters, and do not only stand between them.
_MASKS: Final = frozenset("*#•×_@$%&+~^☆★●")
_MASK: Final = re.compile(f"[{re.escape(''.join(_MASKS))}]")
_FULL_STOPS: Final = frozenset(".!?,:،؟؛")
_CLAUSE_ENDS: Final = frozenset(".!?؟؛\n…،,:;")
#: Words that open the next clause, when a full stop has no space after it: «شرکت کردم.تو عمرم».
_OPENERS: Final = frozenset("تو من ما از به که با در نه این اون ولی اما چون هم تا یه کی چی باید اگه حالا بعد".split())
_LONG: Final = 3
_PAIR: Final = 2
_PIECE: Final = 3
_LONGEST_RUN: Final = 16
_ENDINGS: Final = frozenset(ENDINGS)
_KASHIDA: Final = "\u0640"
#: Texts whose pieces are kept for the next rule: as many as are judged at once, and some.
_TEXTS: Final = 16


class Pieces:
    """The words of one text, to be put together.

    sounds: for each word how its readings sound; empty for numbers and Latin words.
    strange: for each word whether it is in no vocabulary; Latin words and numbers are not.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self.forms = text.forms
        self.sounds = [_sounds(form) for form in text.forms]
        self.has_masks = bool(_MASK.search(text.original))
        self.strange = [_strange(word) for word in text.words]

    @cached_property
    def gaps(self) -> list[int]:
        """For each word but the last what stands between it and the next: CLOSED, OPEN, BROKEN or NEW."""
        original = self.text.original
        return [
            OPEN if right.start - left.end == 1 and original[left.end] == " " else self._gap(number)
            for number, (left, right) in enumerate(pairwise(self.text.words))
        ]

    def between(self, number: int) -> str:
        """What the reader typed between a word and the next one."""
        words = self.text.words
        return self.text.original[words[number].end : words[number + 1].start]

    def hidden(self, number: int) -> str:
        """As many hidden letters as there are masks between a word and the next one."""
        return HIDDEN * sum(map(_MASKS.__contains__, self.between(number))) if self.gaps[number] == CLOSED else ""

    def apart(self, first: int, last: int) -> str:
        """How a word seems to be pulled apart into the pieces [first, last]; nothing when they seem to be words."""
        forms, gaps = self.forms[first : last + 1], self.gaps[first:last]
        digits = sum(map(str.isdigit, forms))
        if NEW in gaps or digits * 2 >= len(forms) or (digits and max(map(len, forms)) > 1):
            return ""
        singles = sum(len(form) == 1 for form in forms)
        spelt = len(forms) > _PAIR and singles * 2 >= len(forms) and max(map(len, forms)) <= _PIECE
        if OPEN not in gaps and BROKEN not in gaps:
            whole = not first or self.gaps[first - 1] != CLOSED or last == len(self.gaps) or self.gaps[last] != CLOSED
            return "signs" if whole or spelt else ""
        if spelt:
            return "spaced"
        if BROKEN in gaps or digits or "و" in forms:
            return ""
        return "signs" if CLOSED in gaps else "split" if any(self.strange[first : last + 1]) else ""

    def seem_apart(self, first: int, last: int) -> bool:
        """Whether a word may have been pulled apart between the words first and last, at a glance."""
        return self.gaps[last - 1] == CLOSED or self.strange[last] or self.strange[first]

    def latin_runs(self) -> Iterator[tuple[int, int, str]]:
        """Latin letters that are pulled apart («a.h.m.a.gh») or hidden («k*r»): first and last word, what they say."""
        first = 0
        while first < len(self.forms):
            last, word = first, self.forms[first]
            while last < len(self.gaps) and is_latin(self.forms[last]) and is_latin(self.forms[last + 1]):
                hidden = self.hidden(last)
                if not hidden and len(self.forms[last]) > 1 and len(self.forms[last + 1]) > 1:
                    break
                last += 1
                word += hidden + self.forms[last]
            if last > first and len(word) <= _LONGEST_RUN:
                yield first, last, word
            first = last + 1

    def _gap(self, number: int) -> int:
        between = self.between(number)
        if _KASHIDA in between:  # it reaches over the space: «آشـ ـغال»
            return CLOSED
        if any(map(str.isspace, between)):
            return BROKEN if not _CLAUSE_ENDS.isdisjoint(between) else OPEN
        left, right = self.forms[number], self.forms[number + 1]
        new = between in _FULL_STOPS and len(left) >= _LONG and right in _OPENERS
        return NEW if new else CLOSED


@lru_cache(maxsize=_TEXTS)
def pieces_of(text: Text) -> Pieces:
    """The pieces of a text, made once for all who look for disguises in it."""
    return Pieces(text)


@lru_cache(maxsize=REMEMBERED)
def _sounds(form: str) -> tuple[str, ...]:
    return tuple(heard(reading) for reading in readings(form))


def _strange(word: Word) -> bool:
    if len(word.parts) > 1 and len(word.parts[0]) >= _LONG and _ENDINGS.issuperset(word.parts[1:]):
        return _strange_form(word.parts[0])
    return _strange_form(word.form)


@lru_cache(maxsize=REMEMBERED)
def _strange_form(form: str) -> bool:
    plain = bare(form)
    if not plain:
        return False
    return plain != form or not ordinary(form) or (_shouted(form) and form not in frequencies())


def ordinary(form: str) -> bool:
    """Whether a word is a Persian one, formal or colloquial."""
    return known(form) or form in stop_words() or is_verb(form)


def _shouted(form: str) -> bool:
    """Whether a word ends in a double letter that may as well be an ending: «خفهه»."""
    return len(form) > _LONG and form[-1] == form[-2]


@lru_cache(maxsize=REMEMBERED)
def is_latin(form: str) -> bool:
    """Whether a word has letters, and none of them Persian."""
    return not bare(form) and not form.isdigit()


@lru_cache(maxsize=REMEMBERED)
def glued(form: str) -> bool:
    """Whether a word only hangs on a number or a Latin word: «8تا», «usbها»."""
    kept = bare(form)
    if kept == form:
        return False
    before, _, after = form.partition(kept)
    if before + kept + after != form or (before and after):
        return False
    hanger = before or after
    return (ordinary(kept) or len(kept) < _LONG) if len(hanger) > 1 else hanger.isdigit() and ordinary(kept)
