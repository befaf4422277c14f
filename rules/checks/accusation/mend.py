"""Disguised words of wrongs («ر.ش.و.ه», «رش وه», «رshوه», «رشو*») put plainly, before anything else looks at the text.

The words are few (disguised.txt), so that little can be mistaken for them. Dots end clauses and tear a word from whom
it is said of; so the whole comment is read again with the word mended, and spans are led back to what was typed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Final

from rules.disguise.repair import Repairer
from rules.language.dictionary import frequencies, stop_words
from rules.language.folding import ZWNJ, fold
from rules.language.verbs import is_verb
from rules.lexicon import Entry, Lexicon, Match, bases
from rules.names import lists
from rules.reading import Reading
from rules.text import Text
from rules.vocabulary import Span

#: Repairs that may meet an ordinary word by chance; so may a mask in a word of three letters («د*د»).
_DOUBTFUL: Final = frozenset({"swap", "reversed"})
_STRENGTH: Final = 3
_SHORTEST_SPLIT: Final = 4
#: Letters that are hidden at an edge at the most, and shown at the least; elsewhere the repairer reads them.
_MOST_HIDDEN: Final = 2
_FEWEST_SHOWN: Final = 3
_EDGE: Final = re.compile(r"(?<![^\s«(])(?:([*#•×☆★●]{1,2})([^\W\d_]{3,})|([^\W\d_]{3,})([*#•×☆★●]{1,2}))(?!\w)")
#: A listed word that stands at [start, end) of the text as it was typed.
_Found = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Lists:
    """The repairer, and what it does not see: words in two whose parts are hardly words, and hidden edges.

    apart: first part -> second part -> word. cut: (what is left, letters hidden before it, behind it) -> word.
    """

    repairer: Repairer
    apart: dict[str, dict[str, str]]
    cut: dict[tuple[str, int, int], str]


@dataclass(frozen=True, slots=True)
class Mended:
    """A comment with its disguised words put plainly.

    reading: of that text; the very one that was given where nothing is disguised.
    patches: for each word where it stands in the mended text, and where it stood.
    """

    reading: Reading
    original: str
    patches: tuple[tuple[Span, Span], ...] = ()

    def span(self, first: int, last: int) -> Span:
        """Where the words [first, last] of the mended text stand in the original."""
        words = self.reading.text.words
        start, end = words[first].start, words[last].end
        moved_start, moved_end = start, end
        for (begin, finish), (was_begin, was_finish) in self.patches:
            if start >= begin:
                moved_start = was_begin if start < finish else start + was_finish - finish
            if end > begin:
                moved_end = was_finish if end <= finish else end + was_finish - finish
        return moved_start, moved_end

    def words(self, first: int, last: int) -> str:
        """The words [first, last] as they were typed."""
        return self.original[slice(*self.span(first, last))]


def mend(reading: Reading) -> Mended:
    """Read a comment with the disguised words of wrongs put plainly."""
    text = reading.text
    found = sorted(_found(text, reading), key=lambda one: (one[0], -one[1]))
    if not found:
        return Mended(reading, text.original)
    pieces: list[str] = []
    patches: list[tuple[Span, Span]] = []
    done = length = 0
    for start, end, word in found:
        if start < done:
            continue
        pieces += text.original[done:start], word
        length += start - done
        patches.append(((length, length + len(word)), (start, end)))
        length += len(word)
        done = end
    plain = "".join((*pieces, text.original[done:]))
    return Mended(Reading(replace(reading.submission, text=plain), reading.article), text.original, tuple(patches))


def _found(text: Text, reading: Reading) -> Iterator[_Found]:
    """The disguised words, overlapping ones too, but none that touches a name, or a word as the article writes it."""
    article = reading.article
    own = article.name_words if article else frozenset[str]()
    topics: Mapping[str, float] = article.topics if article else {}
    given = lists()["given"]
    for first, last, word in _matches(text):
        if not any(form in own or form in topics or form in given for form in text.forms[first : last + 1]):
            yield text.words[first].start, text.words[last].end, word


def _matches(text: Text) -> Iterator[tuple[int, int, str]]:
    """Words [first, last] of the text that say a listed word."""
    known = _lists()
    for match in known.repairer.find(text):
        if _sure(match, text.forms[match.first : match.last + 1]):
            yield match.first, match.last, match.entry.term
    words, forms = text.words, text.forms
    for first, form in enumerate(forms[:-1]):
        if form in known.apart and forms[first + 1] in known.apart[form]:
            between = text.original[words[first].end : words[first + 1].start]
            if between.isspace():
                yield first, first + 1, known.apart[form][forms[first + 1]]
    for edge in _EDGE.finditer(text.folded):
        before, begun, ended, behind = edge.groups(default="")
        word = known.cut.get((begun or ended, len(before), len(behind)))
        if word:
            at = bisect_left(words, edge.start() + len(before), key=attrgetter("at"))
            yield at, at, word


def _sure(match: Match, forms: tuple[str, ...]) -> bool:
    """Whether these words are hardly an ordinary text."""
    term = match.entry.term
    short = match.how == "mask" and len(term) <= _FEWEST_SHOWN
    return match.how not in _DOUBTFUL and not short and not (match.how == "split" and tuple(term.split(ZWNJ)) == forms)


def _listed() -> list[str]:
    source = Path(__file__).with_name("disguised.txt").read_text("utf-8")
    return [line.strip() for line in source.splitlines() if line.strip() and not line.startswith("#")]


def disguised_words() -> frozenset[str]:
    """The words that are read through a disguise, folded, without half-spaces."""
    return frozenset(fold(word).replace(ZWNJ, "") for word in _listed())


@cache
def _lists() -> _Lists:
    words = _listed()
    lexicon = Lexicon(
        (Entry(word, _STRENGTH, "wrong", frozenset(), inflects=True), tuple(fold(word).split(ZWNJ))) for word in words
    )
    joined = {word.replace(ZWNJ, ""): word for word in map(fold, words)}
    return _Lists(Repairer(lexicon, but_not="", latin=False), _apart(joined), _cut(joined))


def _rare(form: str) -> bool:
    """Whether hardly anybody writes a word that looks so."""
    listed = frequencies().get(form) or form in stop_words() or form in lists()["given"]
    return not listed and not is_verb(form)


def _apart(joined: dict[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for form, word in joined.items():
        usual = len(word.split(ZWNJ)[0]) if ZWNJ in word else 0
        for at in range(2, len(form)) if len(form) >= _SHORTEST_SPLIT else ():  # «ج علی», «د زدی»: no first letter
            left, right = form[:at], form[at:]
            if at != usual and left not in joined and right not in joined and (_rare(left) or _rare(right)):
                found.setdefault(left, {})[right] = word
    return found


def _cut(joined: dict[str, str]) -> dict[tuple[str, int, int], str]:
    found: dict[tuple[str, int, int], str] = {}
    for form, word in joined.items():
        for hidden in range(1, min(_MOST_HIDDEN, len(form) // _FEWEST_SHOWN) + 1):
            for left, key in ((form[hidden:], (hidden, 0)), (form[:-hidden], (0, hidden))):
                if left not in joined and all(map(_rare, bases(left))):
                    found.setdefault((left, *key), word)
    return found
