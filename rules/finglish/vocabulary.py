"""What may have been written: words with what they cost, words after words, verbs and endings put together.

Costs are -log of probabilities, in nats. The file `learned.json.z` is made by `python -m rules.training.finglish`;
hazm's words with frequencies stand behind it.
"""

import json
import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from rules.finglish.channel import Channel
from rules.finglish.letters import compared, is_linked, skeleton, sounded
from rules.language.dictionary import frequencies
from rules.language.folding import ZWNJ
from rules.language.verbs import verb_stems

HERE: Final = Path(__file__).parent
#: What the words of hazm cost more than their frequency says: it knows books, not comments.
BOOKISH: Final = 2.0
#: No word costs more than this.
RAREST: Final = 17.0
#: What the vowel costs that links a word to the next one, on top of how the word is usually spelt.
LINK: Final = 2.5
#: A word that was seen in the training texts makes these likely next; the rest is shared by all words.
FOLLOWS: Final = 0.4

_PRESENT: Final = ("م", "ی", "د", "ه", "یم", "ید", "ین", "ند", "ن")
_PAST: Final = ("", "م", "ی", "یم", "ید", "ین", "ند", "ن", "ه", "ه‌ام", "ه‌ای", "ه‌اند", "ه‌ایم", "ه‌اید", "ه‌است")


@dataclass(frozen=True, slots=True)
class Ending:
    """An ending: as it is written, what it costs."""

    written: str
    cost: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A word: as it is compared, said and written; what it costs."""

    form: str
    said: str
    written: str
    cost: float


_NO_HABITS: Final[tuple[float, dict[str, float]]] = (0.0, {})
#: skeleton -> words that have it, cheapest first.
Index = dict[str, list[Entry]]


class Vocabulary:
    """Words, pairs and spellings, as trained."""

    def __init__(self, data: dict[str, Any]) -> None:
        table: dict[str, Entry] = {}
        total = float(data["total"])
        for written, count in zip(data["words"], data["counts"], strict=True):
            form = compared(written)
            if not form:
                continue
            table[form] = Entry(form, sounded(written), written, math.log(total / count))
        everything = sum(frequencies().values())
        for form, count in frequencies().items():
            if count and form not in table and form.isalpha():
                cost = min(RAREST, math.log(everything / count) + BOOKISH)
                table[form] = Entry(form, sounded(form), form, cost)
        self.entries = table
        self.words = _index(table)
        self.channels = tuple(
            Channel({(key[0], int(key[1])): costs for key, costs in (data["channel"] | data[style]).items()})
            for style in ("plain", "doubled")
        )
        self.letter_pairs: dict[str, dict[str, float]] = data["letters"]
        self.habits: dict[str, tuple[float, dict[str, float]]] = {
            form: (offset, spelt) for form, (offset, spelt) in data["habits"].items()
        }
        self._pairs = _pairs(data, [compared(word) for word in data["words"]])

    def spelling(self, spelt: str, entry: Entry, limit: float, *, doubled: bool) -> float | None:
        """What it costs to spell a word so, as it was often seen or letter by letter; None for more than `limit`.

        doubled: whether the writer tells the long a from the short one, as «aa».
        """
        offset, seen = self.habits.get(entry.form, _NO_HABITS)
        known = seen.get(spelt)
        if known is None and is_linked(spelt, entry.said) and spelt[:-1] in seen:
            known = seen[spelt[:-1]] + LINK
        if known is not None:
            limit = min(limit, known)
        cost = self.channels[doubled].cost(spelt, entry.said, limit - offset)
        return known if cost is None else cost + offset

    def step(self, before: str, entry: Entry) -> float:
        """What a word costs after another one."""
        return self.follows(before, entry.form, entry.cost)

    def follows(self, before: str, form: str, alone: float) -> float:
        """What a form costs after another one, when it costs so much by itself."""
        seen = self._pairs.get(before)
        if seen is None:
            return alone
        share = seen.get(form)
        if share is None:
            return alone - math.log(1.0 - FOLLOWS)
        return -math.log(math.exp(-alone) * (1.0 - FOLLOWS) + FOLLOWS * share)

    @property
    def tails(self) -> Index:
        """What may follow «می» and «نمی»: stems of verbs with their persons."""
        return _tails(self)


def _pairs(data: dict[str, Any], forms: list[str]) -> dict[str, dict[str, float]]:
    pairs: dict[str, dict[str, float]] = {}
    for first, seconds in data["pairs"]:
        total = data["counts"][first]
        pairs[forms[first]] = {forms[second]: count / total for second, count in seconds}
    return pairs


def _index(table: dict[str, Entry]) -> Index:
    index: Index = {}
    for entry in sorted(table.values(), key=lambda one: (one.cost, one.form)):
        index.setdefault(skeleton(entry.form), []).append(entry)
    return index


@cache
def _tails(vocabulary: Vocabulary) -> Index:
    table: dict[str, Entry] = {}
    for tail in _verb_tails():
        form = compared(tail)
        known = min(
            (vocabulary.entries[one].cost for one in (f"می{form}", f"نمی{form}") if one in vocabulary.entries),
            default=RAREST - 2.0,
        )
        table[form] = Entry(form, sounded(tail), tail, known)
    return _index(table)


def _verb_tails() -> Iterator[str]:
    for stem in sorted(verb_stems()):
        persons = _PAST if stem.endswith(("د", "ت")) else _PRESENT
        yield from (stem + person for person in persons)


def read(path: Path) -> dict[str, Any]:
    """The trained data of a file."""
    data: dict[str, Any] = json.loads(zlib.decompress(path.read_bytes()))
    return data


@cache
def endings() -> dict[str, tuple[Ending, ...]]:
    """Latin spelling -> the endings that it may be."""
    found: dict[str, tuple[Ending, ...]] = {}
    for line in (HERE / "endings.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            written, cost, *spellings = line.split()
            ending = Ending(written.replace("+", ZWNJ), float(cost))
            for spelt in spellings:
                found[spelt] = (*found.get(spelt, ()), ending)
    return found


@cache
def english() -> frozenset[str]:
    """English words that writers of Finglish leave as they are."""
    lines = (HERE / "english.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships, made when first asked for: some tenths of a second."""
    return Vocabulary(read(HERE / "learned.json.z"))
