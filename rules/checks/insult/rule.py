"""Insults: words that degrade a person or a group.

What it catches
    Swear words, animal and stupidity insults, attacks on honour, family and body, contempt, slurs, threats and curses
    on persons; inflected, misspelt and disguised; in the comment and in the author's name.

Why
    The house rules refuse insults. Criticism, however harsh, is not an insult: of acts, decisions, works, results.

Known misses and false alarms
    Veiled insults without any listed idiom pass. A swear word quoted to complain of it is held at the most. Words with
    an everyday sense count only when aimed at somebody, so that a bare «سگ» or «دزد» in a story passes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules.checks.insult.aim import Aim
from rules.lexicon import Lexicon, Match
from rules.reading import Reading, Rule
from rules.repair import Repairer
from rules.text import Text
from rules.vocabulary import Field, Hit

LEXICON: Final = Lexicon.read(Path(__file__).with_name("lexicon.txt"))
REPAIRER: Final = Repairer(LEXICON)
INNOCENT: Final = "innocent"
#: What an entry of each strength is worth: aimed, not aimed.
WORTH: Final = {3: (0.95, 0.9), 2: (0.8, 0.7), 1: (0.6, 0.0)}
#: An entry that must be aimed and is not; an entry that is quoted or reported; one read through a doubtful repair.
UNAIMED, QUOTED, DOUBTFUL = 0.2, 0.3, 0.65
DOUBTFUL_REPAIRS: Final = frozenset({"swap", "split", "homophone", "mask"})
COMPANY: Final = 0.93


def check(reading: Reading) -> Iterator[Hit]:
    """Look for listed words in the comment and in the name."""
    names = reading.article.person_words if reading.article else frozenset[str]()
    yield from _field(reading.text, Field.TEXT, names)
    if reading.submission.author_name:
        yield from _field(reading.name, Field.AUTHOR_NAME, names)


def _field(text: Text, field: Field, names: frozenset[str]) -> Iterator[Hit]:
    matches = _matches(text)
    if not matches:
        return
    aim = Aim(text, names)
    worth: list[tuple[float, Match]] = []
    for match in matches:
        score = _worth(match, aim, company=len(matches) > 1, name=field is Field.AUTHOR_NAME)
        if score > 0:
            worth.append((score, match))
    if not worth:
        return
    worth.sort(key=lambda one: -one[0])
    strong = {match.entry.term for score, match in worth if score >= 0.7}  # noqa: PLR2004 (a stop of its own)
    best, first = worth[0]
    score = max(best, COMPANY) if len(strong) > 1 and best >= 0.7 else best  # noqa: PLR2004
    words = text.words
    spans = sorted({(words[match.first].start, words[match.last].end) for one, match in worth if one >= 0.5 or one == best})  # noqa: PLR2004
    yield Hit(
        score,
        "name" if field is Field.AUTHOR_NAME else first.entry.category,
        _merged(spans),
        field,
        (("word", text.original[words[first.first].start : words[first.last].end]), ("how", first.how)),
    )


def _matches(text: Text) -> list[Match]:
    """The listed words, without those inside an innocent collocation and without weaker ones inside stronger ones."""
    found = LEXICON.find(text)
    innocent = [(match.first, match.last) for match in found if match.entry.category == INNOCENT]
    found = [match for match in found if match.entry.category != INNOCENT]
    found += REPAIRER.find(text)
    found = [
        match
        for match in found
        if not any(first <= match.first and match.last <= last for first, last in innocent)
        and match.entry.category != INNOCENT
    ]
    kept: list[Match] = []
    for match in sorted(found, key=lambda one: (-one.entry.strength, one.first - one.last)):
        if not any(one.first <= match.first and match.last <= one.last for one in kept):
            kept.append(match)
    return kept


def _worth(match: Match, aim: Aim, *, company: bool, name: bool) -> float:
    entry = match.entry
    aimed = name or aim.at(match.first, match.last)
    if aim.quoted(match.first, match.last) and not name:
        return QUOTED
    if entry.strength == 1:
        return WORTH[1][0] if aimed or (company and aim.near(match.first)) else 0.0
    if "aim" in entry.options and not aimed:
        return UNAIMED
    if aim.negated(match.last):
        return QUOTED
    score = WORTH[entry.strength][0 if aimed else 1]
    return min(score, DOUBTFUL) if match.how in DOUBTFUL_REPAIRS else score


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


RULE = Rule("insult", check)
