"""The readings of a word in Latin letters, and the likeliest chain of them.

Each word in Latin letters gets its readings: words of the vocabulary with its skeleton, verbs after «mi» and «nemi»,
stems with endings, and one reading letter by letter, for names. What a reading costs is what its spelling costs and
what the word costs after the word before it; the cheapest chain wins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rules.finglish.letters import LONGEST, compared, is_linked, latin_skeletons
from rules.finglish.spelling import spell_out
from rules.finglish.vocabulary import Entry, Index, endings, vocabulary
from rules.language.folding import ZWNJ

#: So many readings of a word are weighed, and so many words with its skeleton are tried.
READINGS: Final = 6
TRIED: Final = 80
#: A reading so much dearer than the best one is given up.
MARGIN: Final = 4.0
#: No reading costs more than this, in nats and in nats for each Latin letter.
DEAREST: Final = 20.0
DEAR: Final = 2.5
#: Endings are tried when the best reading costs more than this, in nats and in nats for each Latin letter.
ENOUGH: Final = 9.0
#: Words read before are remembered; comments use some thousands over and over.
REMEMBERED: Final = 1 << 13
#: What it costs a clause to end, and the more after a word that is linked to a next one.
END: Final = 3.0
DANGLING: Final = 8.0
_VERBAL: Final = (("nemi", f"نمی{ZWNJ}"), ("nemy", f"نمی{ZWNJ}"), ("mi", f"می{ZWNJ}"), ("my", f"می{ZWNJ}"))
_ATTACHED: Final = (("bi", f"بی{ZWNJ}"), ("na", "نا"), ("naa", "نا"), ("ham", "هم"))
_NEGATED: Final = (("na", "ن"), ("ne", "ن"), ("n", "ن"), ("be", "ب"), ("bo", "ب"), ("bi", "ب"), ("b", "ب"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a word in Latin letters.

    spelling: what the spelling costs, in nats.
    linked: it ends in the vowel that links it to the next word.
    likely: it is a known word that is often spelt so.
    """

    spelling: float
    entry: Entry
    linked: bool = False
    likely: bool = False

    @property
    def cost(self) -> float:
        """What it costs by itself."""
        return self.spelling + self.entry.cost


def best_chain(words: Sequence[Sequence[Reading]]) -> list[Reading]:
    """The cheapest chain through the readings of words that follow each other."""
    if not words:
        return []
    step = vocabulary().step
    chains: list[tuple[float, str, tuple[int, int]]] = [(0.0, "", (-1, -1))]
    columns = []
    for readings in words:
        column = []
        for at, reading in enumerate(readings):
            price, origin = min(
                (so_far + step(before, reading.entry), number) for number, (so_far, before, _) in enumerate(chains)
            )
            column.append((price + reading.spelling, reading.entry.form, (origin, at)))
        columns.append(column)
        chains = column
    chosen: list[Reading] = []
    ends = [
        price + vocabulary().follows(before, "", END) + (DANGLING if words[-1][at].linked else 0.0)
        for price, before, (_, at) in chains
    ]
    number = min(range(len(chains)), key=ends.__getitem__)
    for readings, column in zip(reversed(words), reversed(columns), strict=True):
        origin, at = column[number][2]
        chosen.append(readings[at])
        number = origin
    return chosen[::-1]


@lru_cache(maxsize=REMEMBERED)
def readings_of(word: str, *, doubled: bool) -> tuple[Reading, ...]:
    """The readings of one word in plain Latin letters, cheapest first; never none."""
    found = list(_known(word, doubled=doubled))
    if not found or found[0].cost > ENOUGH + len(word):
        found += _with_endings(word, doubled=doubled)
        found.append(_letter_by_letter(word))
    best: dict[str, Reading] = {}
    for reading in sorted(found, key=lambda one: (one.cost, one.entry.written)):
        best.setdefault(reading.entry.form, reading)
    return tuple(best.values())[:READINGS]


def forget() -> None:
    """Forget the words read before: for training, which changes the vocabulary."""
    readings_of.cache_clear()
    _known.cache_clear()


def _letter_by_letter(word: str) -> Reading:
    written, cost = spell_out(word)
    return Reading(0.0, _entry(written, cost))


@lru_cache(maxsize=REMEMBERED)
def _known(word: str, *, doubled: bool) -> tuple[Reading, ...]:
    """Words of the vocabulary, and verbs with «می» and «نمی»."""
    if len(word) > LONGEST:
        return ()
    vocabulary_ = vocabulary()
    found = list(_matching(word, vocabulary_.words, doubled=doubled))
    for spelt, prefix in _VERBAL:
        if word.startswith(spelt) and len(word) > len(spelt):
            found += _prefixed(prefix, 0.0, _matching(word[len(spelt) :], vocabulary_.tails, doubled=doubled))
            break
    return tuple(sorted(found, key=lambda one: one.cost))


def _entry(written: str, cost: float) -> Entry:
    return Entry(compared(written), "", written, cost)


def _prefixed(prefix: str, cost: float, tails: Iterator[Reading]) -> Iterator[Reading]:
    for tail in tails:
        written = prefix + tail.entry.written
        yield Reading(tail.spelling, _entry(written, tail.entry.cost + cost), likely=tail.likely)


def _matching(word: str, index: Index, *, doubled: bool) -> Iterator[Reading]:
    """Words of an index with the skeleton of this one, and what it costs to spell them so."""
    price = vocabulary().spelling
    best = DEAREST + len(word) * DEAR
    for skeleton in latin_skeletons(word):
        if best < ENOUGH + len(word):
            break
        for entry in index.get(skeleton, ())[:TRIED]:
            if entry.cost > best + MARGIN:
                break
            spelling = price(word, entry, best + MARGIN - entry.cost, doubled=doubled)
            if spelling is not None:
                likely = spelling + entry.cost < ENOUGH + len(word)
                reading = Reading(spelling, entry, linked=is_linked(word, entry.said), likely=likely)
                best = min(best, reading.cost + (DANGLING if reading.linked else 0.0))
                yield reading


def _with_endings(word: str, *, doubled: bool) -> list[Reading]:
    """Stems with an ending that the vocabulary does not have as one word."""
    found = []
    table = endings()
    for length in range(1, min(len(word) - 2, 8)):
        for ending in table.get(word[-length:], ()):
            for stem in _known(word[:-length], doubled=doubled)[:READINGS]:
                written = _joined(stem.entry.written, ending.written)
                cost = stem.entry.cost + ending.cost
                found.append(Reading(stem.spelling, _entry(written, cost), likely=stem.likely))
    for spelt, prefix in _NEGATED:
        if word.startswith(spelt):
            found += _prefixed(prefix, 2.0, _matching(word[len(spelt) :], vocabulary().tails, doubled=doubled))
    for spelt, prefix in _ATTACHED:
        if word.startswith(spelt) and len(word) > len(spelt) + 2:
            found += _prefixed(prefix, 4.0, iter(_known(word[len(spelt) :], doubled=doubled)[:READINGS]))
    return found


def _joined(stem: str, ending: str) -> str:
    """A stem with its ending: after a silent «ه» the ending stands by itself."""
    return f"{stem}{ZWNJ}{ending}" if stem.endswith("ه") and not ending.startswith(ZWNJ) else stem + ending
