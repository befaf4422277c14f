"""What the model sees of a clause: its words with the names masked, and a few measures. The same in training."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.lexicon import Lexicon, Match
from rules.model import Seen
from rules.names import find_names
from rules.reading import Reading
from rules.text import Text

HEDGE: Final = "hedge"
NAME: Final = "@name"
OTHER_NAME: Final = "@somebody"
NUMBER: Final = "@number"
#: Classes of words that are no wrong by themselves, and the pairs that mostly are.
CLASSES: Final = frozenset("valuable take give kin paper fake hide secret illicit official".split())
PAIRS: Final = (
    ("valuable", "take"),
    ("valuable", "give"),
    ("valuable", "kin"),
    ("valuable", "secret"),
    ("official", "valuable"),
    ("official", "give"),
    ("official", "secret"),
    ("official", "kin"),
    ("kin", "give"),
    ("kin", "take"),
    ("paper", "fake"),
    ("paper", "take"),
    ("paper", "hide"),
    ("secret", "take"),
    ("secret", "hide"),
    ("illicit", "take"),
    ("illicit", "give"),
)
_POINTING: Final = frozenset(
    "این آن اون همین همون همان ایشون ایشان خودش خودشون آقا یارو طرف اینا اینها همینا جناب آقای خانم".split()
)
_YOU: Final = frozenset("شما خودتون خودتان تو خودت شماها".split())
_I: Final = frozenset("من خودم دیدم بودم شاهد شاهدم چشم کارمند پسرخالم رفیقم دوستم".split())


@cache
def lexicon() -> Lexicon:
    """The list of wrongs and hedges."""
    return Lexicon.read(Path(__file__).with_name("lexicon.txt"))


@dataclass(frozen=True, slots=True)
class Clause(Seen):
    """One clause, names and numbers masked. wrongs: the listed wrongs in it."""

    wrongs: tuple[Match, ...]


def clauses(reading: Reading) -> Iterator[Clause]:
    """The clauses of a comment with what the model sees of them."""
    text = reading.text
    found = lexicon().find(text)
    own = reading.article.name_words if reading.article else frozenset[str]()
    named = {number: NAME for number, form in enumerate(text.forms) if form in own}
    for name in find_names(text):
        for number in range(name.first, name.last + 1):
            named.setdefault(number, OTHER_NAME if name.kind != "office" else text.forms[number])
    known = NAME in named.values()
    for start, end in text.clause_ranges:
        yield _clause(reading, start, end, [m for m in found if start <= m.first < end], named, known=known)


def _in_quotes(text: Text, match: Match) -> bool:
    """Whether a wrong is only named between quotation marks: «گزینهٔ «گزارش کلاهبرداری»»."""
    before = text.original[: text.words[match.first].start]
    return before.rfind("«") > before.rfind("»")


def _clause(  # noqa: PLR0913 (what was found in the whole text, and which part of it)
    reading: Reading, start: int, end: int, found: list[Match], named: dict[int, str], *, known: bool
) -> Clause:
    text = reading.text
    forms = text.forms[start:end]
    words = tuple(named.get(number, NUMBER if form.isdigit() else form) for number, form in enumerate(forms, start))
    wrongs = tuple(
        match
        for match in found
        if match.entry.category != HEDGE and match.entry.category not in CLASSES and not _in_quotes(text, match)
    )
    in_classes = [match.entry.category for match in found if match.entry.category in CLASSES]
    classes = set(in_classes)
    hedges = len(found) - len(wrongs) - len(in_classes)
    following = text.words[end].start if end < len(text.words) else len(text.original)
    tail = text.original[text.words[end - 1].end : following]
    strongest = max((match.entry.strength for match in wrongs), default=0)
    has_own, has_name = NAME in words, NAME in words or OTHER_NAME in words
    pointing = not _POINTING.isdisjoint(forms)
    measures = {
        f"wrong{strongest}": 1.0,
        "wrongs": min(3.0, float(len(wrongs))),
        "hedges": min(3.0, float(hedges)),
        "asked": float(any(char in "?؟" for char in tail)),
        "name": float(has_own),
        "somebody": float(has_name),
        "name elsewhere": float(known),
        "pointing": float(pointing),
        "you": float(not _YOU.isdisjoint(forms)),
        "witness": float(not _I.isdisjoint(forms)),
        "wrong of a name": float(bool(wrongs) and (has_name or pointing)),
        "short": float(end - start <= 3),  # noqa: PLR2004 (words)
        "hedged wrong": float(bool(wrongs) and hedges > 0),
    }
    if classes:
        measures |= {f"has {one}": 1.0 for one in classes}
        pairs = [f"{one} {other}" for one, other in PAIRS if one in classes and other in classes]
        measures |= dict.fromkeys(pairs, 1.0)
        if has_name:
            measures |= {f"{pair} of a name": 1.0 for pair in pairs}
    return Clause(words, measures, (text.words[start].start, text.words[end - 1].end), wrongs)
