"""Word lists: read from text files, expanded, compiled once, matched in one pass over the words of a text.

A line of a list is `STRENGTH TERM [| OPTION ...] [# reason or source]` under a `[category]` heading.

* TERM is one word or several. `{a,b,}` stands for alternatives. A half-space or a space between two words means that
  they are also found joined or with a half-space: `بی‌شعور` is بی شعور, بی‌شعور and بیشعور.
* The last word may carry an ending («ها», «ی», «مون» …) unless the option `exact` is given; `word~` takes any ending.
* A word `*` stands for any one word, `N` for a number in digits.
* Other options are the rule's own business and are kept as they stand, `key:value` or a bare flag.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rules.text import Text, fold
from rules.words import frequencies

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
_WILD: Final = frozenset({_ANY, _NUMBER})
#: An entry this strong and this long is still itself when its inflection happens to be in the dictionary.
SURE_STRENGTH: Final = 3
SURE_LENGTH: Final = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of a list.

    words: its words, folded; the last may carry an ending when `inflects`, and begins a word when `opens`.
    """

    term: str
    words: tuple[str, ...]
    strength: int
    category: str
    options: frozenset[str]
    inflects: bool
    opens: bool

    def option(self, key: str) -> str | None:
        """The value of a `key:value` option, or None."""
        for option in self.options:
            if option.startswith(f"{key}:"):
                return option[len(key) + 1 :]
        return None


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a text: words [first, last] of the text.

    how: "plain", or the name of the repair that was needed to read it.
    """

    entry: Entry
    first: int
    last: int
    how: str = "plain"


def bases(form: str) -> Iterator[str]:
    """The form and what is left of it without one or two endings, longest first."""
    yield form
    length = len(form)
    for cut in range(1, min(_LONGEST_ENDING, length - 2) + 1):
        if form[length - cut :] in _ENDING_SET:
            yield form[: length - cut]


class Lexicon:
    """A compiled list. Matching is one pass: each word is looked up with and without its endings."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._opening: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._openings: tuple[int, ...] = ()
        for entry in self.entries:
            for words in _spellings(entry.words):
                index = self._opening if entry.opens and len(words) == 1 else self._first
                index.setdefault(words[0], []).append((words, entry))
        self._openings = tuple(sorted({len(key) for key in self._opening}, reverse=True))

    @classmethod
    def read(cls, path: Path) -> "Lexicon":
        """Read a list from a file. Raises ValueError that names every faulty line."""
        return cls(parse(path.read_text("utf-8"), path.name))

    def find(self, text: Text) -> list[Match]:
        """All entries in a text, in order; overlapping ones too."""
        forms = text.forms
        vocabulary = frequencies()
        found: list[Match] = []
        for number, form in enumerate(forms):
            word = form in vocabulary
            for base in bases(form):
                for words, entry in self._first.get(base, ()):
                    if word and base != form and not _derived(entry, base):
                        continue
                    last = self._fits(words, entry, forms, number, bare=base == form)
                    if last is not None:
                        found.append(Match(entry, number, last))
            for length in self._openings:
                for _, entry in self._opening.get(form[:length], ()):
                    found.append(Match(entry, number, number))
        return found

    def single(self, form: str) -> Iterator[Entry]:
        """The entries that one word, however it was read, stands for."""
        for base in bases(form):
            for words, entry in self._first.get(base, ()):
                if len(words) == 1 and (entry.inflects or base == form):
                    yield entry

    def single_forms(self, least: int) -> Iterator[str]:
        """The words that stand alone for an entry of at least this strength."""
        for entries in self._first.values():
            for words, entry in entries:
                if len(words) == 1 and entry.strength >= least:
                    yield words[0]

    @staticmethod
    def _fits(words: tuple[str, ...], entry: Entry, forms: tuple[str, ...], at: int, *, bare: bool) -> int | None:
        last = at + len(words) - 1
        if last >= len(forms):
            return None
        if len(words) == 1:
            return last if bare or entry.inflects else None
        if not bare:
            return None
        for word, form in zip(words[1:-1], forms[at + 1 : last], strict=True):
            if word not in (form, _ANY) and not (word == _NUMBER and form.isdigit()):
                return None
        word, form = words[-1], forms[last]
        if word in (form, _ANY) or (word == _NUMBER and form.isdigit()):
            return last
        if entry.opens and form.startswith(word):
            return last
        return last if entry.inflects and word in bases(form) else None


def _derived(entry: Entry, base: str) -> bool:
    """Whether a dictionary word may still be read as an inflection of an entry: «الاغ‌ها» yes, «دنیا» of «دنی» no."""
    return entry.strength >= SURE_STRENGTH and len(base) >= SURE_LENGTH


def _spellings(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """A term with its gaps open or closed."""
    spelt = set()
    for gaps in itertools.product((False, True), repeat=min(len(words) - 1, 3)):
        closed = (*gaps, *(False,) * (len(words) - 1 - len(gaps)))
        joined = [words[0]]
        for close, word in zip(closed, words[1:], strict=True):
            if close and word not in _WILD and joined[-1] not in _WILD:
                joined[-1] += word
            else:
                joined.append(word)
        spelt.add(tuple(joined))
    return spelt


def parse(source: str, name: str) -> list[Entry]:
    """Parse a list. Raises ValueError that names every faulty line."""
    entries: list[Entry] = []
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
        if not strength.isdigit() or not term.strip() or not category:
            faults.append(f"{name}:{number}: {line.strip()!r}")
            continue
        flags = frozenset(options.split())
        for spelling in expand(term.strip()):
            opens = spelling.endswith("~")
            words = tuple(word if word in _WILD else fold(word) for word in _SPLIT.split(spelling.rstrip("~")) if word)
            if not all(words):
                faults.append(f"{name}:{number}: {line.strip()!r}")
                continue
            entries.append(
                Entry(
                    term=spelling.rstrip("~"),
                    words=words,
                    strength=int(strength),
                    category=category,
                    options=flags,
                    inflects="exact" not in flags,
                    opens=opens,
                )
            )
    if faults:
        raise ValueError("; ".join(faults))
    return entries


def expand(term: str) -> Iterator[str]:
    """Write out the alternatives in braces."""
    match = _BRACES.search(term)
    if not match:
        yield term
        return
    for alternative in match.group(1).split(","):
        yield from expand(term[: match.start()] + alternative.strip() + term[match.end() :])
