"""The wrongs of a text: which kind, how strong, which words; and the classes of words that make wrongs together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.checks.accusation.verbs import forms, tokens
from rules.lexicon import Entry, Lexicon, Match, parse
from rules.text import Text

#: So many words apart, two words of one clause still make a wrong together.
REACH: Final = 7
_WITH: Final = "with:"


#: Classes, of each group of which a word must be near.
type Company = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong in a text. strength: 3 said to be done, 2 named, 1 figurative. Words [first, last].

    alone: whether its own words say it, without the company of others.
    """

    kind: str
    strength: int
    first: int
    last: int
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The wrongs of a text in order, and its words of classes: (class, first, last)."""

    wrongs: tuple[Wrong, ...]
    classes: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Lists:
    """Wrongs and classes in one list; which categories are classes; which company a wrong wants."""

    lexicon: Lexicon
    classes: frozenset[str]
    wanted: dict[Entry, Company]


@cache
def _lists() -> _Lists:
    wrongs, classes = (_parsed(name) for name in ("lexicon.txt", "classes.txt"))
    wanted = {entry: _company(entry.options) for entry, _ in wrongs if entry.options}
    return _Lists(Lexicon(wrongs + classes), frozenset(entry.category for entry, _ in classes), wanted)


def _parsed(name: str) -> list[tuple[Entry, tuple[str, ...]]]:
    source = Path(__file__).with_name(name).read_text("utf-8")
    return [(entry, _with_verbs(words)) for entry, words in parse(source, name)]


def _company(options: Iterable[str]) -> Company:
    wanted = sorted(option[len(_WITH) :] for option in options if option.startswith(_WITH))
    return tuple(tuple(one.split(",")) for one in wanted)


def _with_verbs(words: tuple[str, ...]) -> tuple[str, ...]:
    """A listed form of a verb, or its infinitive after `+`, as the token that stands for all its forms."""
    table = forms()
    found = []
    for word in words:
        bare = word.removeprefix("+")
        infinitive = bare.removesuffix("ن")
        if word != bare and infinitive in table:
            found.append(f"+{table[infinitive].verb}")
        else:
            found.append(table[bare].token if bare in table else bare)
    return tuple(found)


def find(text: Text) -> Found:
    """The wrongs of a text and its words of classes."""
    lists = _lists()
    matches = lists.lexicon.find_in(tokens(text.forms))
    classes = tuple((one.entry.category, one.first, one.last) for one in matches if one.entry.category in lists.classes)
    wrongs = (one for one in matches if one.entry.category not in lists.classes)
    return Found(tuple(_wrongs(text, wrongs, classes, lists.wanted)), classes)


def _wrongs(
    text: Text, matches: Iterable[Match], classes: tuple[tuple[str, int, int], ...], wanted: dict[Entry, Company]
) -> Iterator[Wrong]:
    """Those wrongs that have the company that they want, over all of its words; each wants other words."""
    clause = text.clauses
    for match in matches:
        entry = match.entry
        taken = [(match.first, match.last)]
        company = wanted.get(entry, ())
        for group in company:
            near = _nearest(group, taken, classes)
            if near is None or clause[near[0]] != clause[match.first]:
                break
            taken.append(near)
        else:
            first, last = min(one[0] for one in taken), max(one[1] for one in taken)
            yield Wrong(entry.category, entry.strength, first, last, alone=not company)


def _nearest(
    group: tuple[str, ...], taken: list[tuple[int, int]], classes: tuple[tuple[str, int, int], ...]
) -> tuple[int, int] | None:
    """The words of one of these classes that are nearest to the first ones taken, within reach, and not taken."""
    first, last = taken[0]
    near = [
        (max(at - last, first - to), at, to)
        for name, at, to in classes
        if name in group and max(at - last, first - to) <= REACH and all(at > end or to < begin for begin, end in taken)
    ]
    return min(near)[1:] if near else None
