"""Word lists: read from text files, expanded, compiled once, matched in one pass over the words of a text.

A line of a list is `STRENGTH TERM [| OPTION ...] [# reason or source]` under a `[category]` heading.

* TERM is one word or several. `{a,b,}` stands for alternatives. A half-space or a space between two words means that
  they are also found joined or with a half-space: `بی‌شعور` is بی شعور, بی‌شعور and بیشعور.
* The last word may carry an ending («ها», «ی», «مون» …) unless the option `exact` is given.
* A word `*` stands for any one word, `N` for a number in digits.
* Other options are the rule's own business and are kept as they stand, `key:value` or a bare flag.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rules.language.dictionary import frequencies
from rules.language.folding import fold
from rules.text import Text

#: Endings that a listed word may carry, in the folded spelling without half-spaces.
ENDINGS: Final = tuple(
    sorted(
        (
            "ها های هایی هایم هایت هایش هام هات هاش هامون هاتون هاشون هایمان هایتان هایشان هارو هاست هان هاتان هاشان "
            "ان ی یی ای م ت ش یم ید ین ند اند ایم اید ام ات اش ست است رو "
            "مان تان شان مون تون شون مونو تونو شونو و یو ترین ترینه ترینی تر تره تری ترن "
            "ه ا ای یا یای ن یه یش یت ایی هه هستی هستین هستید هستن هستند هستم گی گیش انه اس س ایه اییه"
        ).split(),
        key=lambda ending: (-len(ending), ending),
    )
)
_ENDING_SET: Final = frozenset(ENDINGS)
_LONGEST_ENDING: Final = max(map(len, ENDINGS))
_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_SPLIT: Final = re.compile(r"[\s\u200c]+")
_ANY: Final = "*"
_NUMBER: Final = "N"
#: Words whose entries are remembered, for each list.
REMEMBERED: Final = 1 << 14
_WILD: Final = frozenset({_ANY, _NUMBER})
#: Phrases of more words than these are hardly written as one word.
LONGEST_CLOSED: Final = 4
#: An entry this strong and this long is still itself when its inflection happens to be in the dictionary.
SURE_STRENGTH: Final = 3
SURE_LENGTH: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One line of a list; all its alternatives are the same entry.

    term: as written. inflects: whether the last word may carry an ending.
    """

    term: str
    strength: int
    category: str
    options: frozenset[str]
    inflects: bool


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a text: words [first, last] of the text.

    how: "plain", or the name of the repair that was needed to read it.
    """

    entry: Entry
    first: int
    last: int
    how: str = "plain"


@lru_cache(maxsize=REMEMBERED)
def bases(form: str) -> tuple[str, ...]:
    """The form and what is left of it without one or two endings, longest first."""
    length = len(form)
    most = min(_LONGEST_ENDING, length - 2)
    return (form, *[form[:-cut] for cut in range(1, most + 1) if form[length - cut :] in _ENDING_SET])


class Lexicon:
    """A compiled list. Matching is one pass: each word is looked up, with and without endings.

    A phrase is kept as its words without the gaps between them, so that a gap may be open, closed or a half-space
    wherever it stands; and so is each of its beginnings, so that a text is followed only where a phrase goes on.
    """

    def __init__(self, terms: Iterable[tuple[Entry, tuple[str, ...]]]) -> None:
        self._entries: dict[str, tuple[Entry, ...]] = {}
        #: Which of them are phrases, with the number of their words.
        self._phrases: dict[str, int] = {}
        self._beginnings: set[str] = set()
        for entry, words in terms:
            beginnings = list(itertools.accumulate(words))
            whole = beginnings.pop()
            self._beginnings.update(beginnings)
            if beginnings:
                self._phrases[whole] = len(words)
            before = self._entries.get(whole, ())
            if entry not in before:
                self._entries[whole] = (*before, entry)
        #: The entries that one word, however it was read, stands for. Words come again and again, so it remembers.
        self.single = lru_cache(maxsize=REMEMBERED)(self._single)
        #: Words met before that neither are an entry nor begin one: nearly all words of nearly all comments.
        self._idle: set[str] = set()

    @classmethod
    def read(cls, path: Path) -> "Lexicon":
        """Read a list from a file. Raises ValueError that names every faulty line."""
        return cls(parse(path.read_text("utf-8"), path.name))

    def find(self, text: Text) -> list[Match]:
        """All entries in a text, in order; overlapping ones too."""
        return self.find_in(text.forms)

    def find_in(self, forms: tuple[str, ...]) -> list[Match]:
        """All entries among words, in order; overlapping ones too."""
        idle = self._idle
        found: list[Match] = []
        for number, form in enumerate(forms):
            if form in idle:
                continue
            entries = self.single(form)
            found += [Match(entry, number, number) for entry in entries]
            if form in self._beginnings:
                found += [Match(entry, number, last) for entry, last in self._followed(form, forms, number + 1)]
            elif not entries:
                if len(idle) >= REMEMBERED:
                    idle.clear()
                idle.add(form)
        return found

    def _followed(self, begun: str, forms: tuple[str, ...], at: int) -> Iterator[tuple[Entry, int]]:
        """The phrases that go on from a beginning with the words from `at` on, each with its last word."""
        if at >= len(forms):
            return
        form = forms[at]
        for base in bases(form):
            if begun + base in self._phrases:
                yield from ((one, at) for one in self._entries[begun + base] if base == form or one.inflects)
        if begun + form in self._beginnings:
            yield from self._followed(begun + form, forms, at + 1)
        for wild in (_ANY, _NUMBER) if form.isdigit() else (_ANY,):
            if begun + wild in self._phrases:
                yield from ((entry, at) for entry in self._entries[begun + wild])
            if begun + wild in self._beginnings:
                yield from self._followed(begun + wild, forms, at + 1)

    def _single(self, form: str) -> tuple[Entry, ...]:
        in_dictionary = form in frequencies()
        return tuple(
            entry
            for base in bases(form)
            for entry in self._entries.get(base, ())
            if base == form or (entry.inflects and (not in_dictionary or _derived(entry, base)))
        )

    def single_forms(self, least: int) -> Iterator[str]:
        """The words, and short phrases written as one, that stand for an entry of at least this strength."""
        for form, entries in self._entries.items():
            short = self._phrases.get(form, 1) <= LONGEST_CLOSED and _WILD.isdisjoint(form)
            if short and any(entry.strength >= least for entry in entries):
                yield form


def _derived(entry: Entry, base: str) -> bool:
    """Whether a dictionary word may still be read as an inflection of an entry: «الاغ‌ها» yes, «دنیا» of «دنی» no."""
    return entry.strength >= SURE_STRENGTH and len(base) >= SURE_LENGTH


def parse(source: str, name: str) -> list[tuple[Entry, tuple[str, ...]]]:
    """Parse a list: each entry with the words of each alternative. Raises ValueError that names every faulty line."""
    terms: list[tuple[Entry, tuple[str, ...]]] = []
    faults: list[str] = []
    category = ""
    for number, line in enumerate(source.splitlines(), 1):
        content = re.split(r"(?:^|\s)#\s", line, maxsplit=1)[0].strip()
        if not content:
            continue
        if content.startswith("[") and content.endswith("]"):
            category = content[1:-1]
            continue
        strength, _, rest = content.partition(" ")
        term, _, options = rest.partition("|")
        spelt = [_words(spelling) for spelling in expand(term.strip())]
        if not strength.isdigit() or not category or not all(spelt) or not all(all(words) for words in spelt):
            faults.append(f"{name}:{number}: {line.strip()!r}")
            continue
        flags = frozenset(options.split())
        entry = Entry(term.strip(), int(strength), category, flags, "exact" not in flags)
        terms += ((entry, words) for words in spelt)
    if faults:
        raise ValueError("; ".join(faults))
    return terms


def _words(spelling: str) -> tuple[str, ...]:
    return tuple(word if word in _WILD else fold(word) for word in _SPLIT.split(spelling) if word)


def expand(term: str) -> Iterator[str]:
    """Write out the alternatives in braces."""
    match = _BRACES.search(term)
    if not match:
        yield term
        return
    for alternative in match.group(1).split(","):
        yield from expand(term[: match.start()] + alternative.strip() + term[match.end() :])
