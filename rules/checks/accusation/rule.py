"""Unfounded attribution (نسبت ناروا): a wrong stated as fact of somebody who can be identified.

What it catches
    A clause that says of a person or a body in the news that they did a wrong (bribe, theft, fraud, forgery, spying,
    match fixing …), as a fact: without a source, a hedge or a question.

Why
    The form promises that such comments are not published. Nobody can see from a text whether it is true; so a person
    decides, and the author is told how to put it.

Known misses and false alarms
    Wrongs told as a scene («هر شب با … می‌نشست») are found only when their words are listed. Sweeping charges against
    nobody in particular («همه‌شون می‌خورن») pass: they are criticism.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules.lexicon import Lexicon, Match
from rules.names import find_names
from rules.reading import Reading, Rule
from rules.vocabulary import Hit

LEXICON: Final = Lexicon.read(Path(__file__).with_name("lexicon.txt"))
HEDGE: Final = "hedge"
_POINTING: Final = frozenset("این آن اون همین همون همان ایشون ایشان شما خودش خودشون خود آقا یارو طرف اینا اینها همینا جناب".split())
#: Score of a stated wrong, of a named one, and of a weak one in company.
STATED, NAMED, WEAK = 0.75, 0.62, 0.4


def check(reading: Reading) -> Iterator[Hit]:
    """Look for a wrong and for whom it is said of, clause by clause."""
    text = reading.text
    found = LEXICON.find(text)
    wrongs = [match for match in found if match.entry.category != HEDGE]
    if not wrongs:
        return
    targets = _targets(reading)
    clauses = text.clauses
    hedged = {clauses[match.first] for match in found if match.entry.category == HEDGE}
    asked = _asked(reading)
    hits: list[tuple[float, Match]] = []
    for match in wrongs:
        clause = clauses[match.first]
        if clause in hedged or clause in asked:
            continue
        named = any(clauses[at] == clause for at in targets)
        if not named and not targets:
            continue
        score = {3: STATED, 2: NAMED, 1: WEAK}[match.entry.strength]
        hits.append((score if named else score - 0.1, match))
    if not hits:
        return
    score, best = max(hits, key=lambda one: one[0])
    yield Hit(
        min(0.89, score + 0.05 * (len(hits) - 1)),
        "stated",
        tuple(sorted({_clause_span(reading, match.first) for _, match in hits})),
        details=(("wrong", best.entry.category),),
    )


def _targets(reading: Reading) -> set[int]:
    """The numbers of the words that name somebody who can be identified."""
    text = reading.text
    article = reading.article
    words = article.name_words if article else frozenset[str]()
    found = {name.first for name in find_names(text)}
    found |= {number for number, form in enumerate(text.forms) if form in words or form in _POINTING}
    return found


def _asked(reading: Reading) -> set[int]:
    """The clauses that end in a question mark."""
    text = reading.text
    asked = set()
    for number, word in enumerate(text.words):
        following = text.words[number + 1].start if number + 1 < len(text.words) else len(text.original)
        if any(char in "?؟" for char in text.original[word.end : following]):
            asked.add(text.clauses[number])
    return asked


def _clause_span(reading: Reading, at: int) -> tuple[int, int]:
    text = reading.text
    clause = text.clauses[at]
    inside = [word for word, number in zip(text.words, text.clauses, strict=True) if number == clause]
    return (inside[0].start, inside[-1].end)


RULE = Rule("accusation", check)
