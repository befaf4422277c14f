"""Insults: words that degrade a person or a group.

What it catches
    Swear words, animal and stupidity insults, attacks on honour, family and body, contempt, slurs, threats and curses
    on persons; inflected, misspelt and disguised; in the comment and in the author's name. A small model trained on
    our corpus adds what no list has.

Why
    The house rules refuse insults. Criticism, however harsh, is not an insult: of acts, decisions, works, results.

Known misses and false alarms
    Veiled insults without a listed idiom mostly pass: a model of characters and words does not understand a joke.
    A swear word quoted to complain of it passes, one repeated in a story may be held. Words with an everyday sense
    count only as an address or a predicate, so that a bare «سگ» or «دزد» in a story passes. The model alone never
    refuses: a refusal always has a word to show; without an article it must be surer before it holds.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rules.checks.insult.features import Clause, clauses
from rules.checks.insult.matching import DOUBTFUL, QUOTED, UNAIMED, Weighed, weigh
from rules.language.words import known
from rules.model import TextModel
from rules.reading import Reading, Rule
from rules.text import Text
from rules.vocabulary import Field, Hit, Span

MODEL: Final = TextModel.load(Path(__file__).with_name("model.bin"))
#: A word of this worth stops by itself; two different ones in a comment refuse it.
STOP: Final = 0.7
COMPANY: Final = 0.93
#: Where the model alone holds: it has learnt from comments under articles, and without one it does not know whom a
#: comment speaks of. Where it takes back a word of weak worth.
MODEL_HOLDS: Final = 0.62
MODEL_HOLDS_ALONE: Final = 0.9
MODEL_CLEARS: Final = 0.12
#: Where it takes a listed word for aimed although no word around it says so.
MODEL_AIMS: Final = 0.8
MODEL_CEILING: Final = 0.85
MOSTLY: Final = 0.7


def check(reading: Reading) -> Iterator[Hit]:
    """Look for listed words in the comment and in the name, and ask the model about each clause."""
    seen = [(clause, MODEL.probability(clause.words, clause.measures)) for clause in clauses(reading)]
    hit = _text_hit(reading.text, seen, MODEL_HOLDS if reading.article else MODEL_HOLDS_ALONE)
    if hit:
        yield hit
    if reading.submission.author_name:
        weighed = [one for one in weigh(reading.name, frozenset(), name=True) if one.worth > 0]
        if weighed:
            yield Hit(
                weighed[0].worth,
                "name",
                tuple(sorted({one.span for one in weighed})),
                Field.AUTHOR_NAME,
                _details(reading.name, weighed[0], weighed),
            )


def _text_hit(text: Text, seen: list[tuple[Clause, float]], model_holds: float) -> Hit | None:
    """The words that count, put together; or the clause that the model finds insulting."""
    worth = [
        (_settled(one, probability) if clause.words else one.worth, one)
        for clause, probability in seen
        for one in clause.weighed
        if one.worth > 0
    ]
    best, first = max(worth, key=lambda one: one[0], default=(0.0, None))
    if first is not None and best >= 0.5:  # noqa: PLR2004 (more likely than not)
        strong = {text.original[slice(*one.span)] for score, one in worth if score >= STOP}
        marked = [one for score, one in worth if score >= 0.5]  # noqa: PLR2004
        spans = sorted({one.span for one in marked})
        score = max(best, COMPANY) if len(strong) > 1 else best
        return Hit(score, first.match.entry.category, _merged(spans), details=_details(text, first, marked))
    probability, clause = max(((p, clause) for clause, p in seen), key=lambda one: one[0], default=(0.0, None))
    if clause is not None and probability >= model_holds and _persian(clause):
        return Hit(min(MODEL_CEILING, probability), "manner", (clause.span,))
    if first is not None:
        return Hit(best, first.match.entry.category, (first.span,), details=_details(text, first, ()))
    return None


def _settled(one: Weighed, probability: float) -> float:
    """The worth of a word when the model has been asked about its clause."""
    if one.worth < STOP and probability < MODEL_CLEARS:
        return min(one.worth, QUOTED)
    if one.worth == UNAIMED and probability >= MODEL_AIMS:
        return DOUBTFUL
    return one.worth


def _persian(clause: Clause) -> bool:
    """Whether the model knows what it speaks of: most words are Persian ones."""
    words = [word for word in clause.words if not word.startswith("@")]
    return sum(map(known, words)) >= MOSTLY * len(words)


def _details(text: Text, one: Weighed, marked: Iterable[Weighed]) -> tuple[tuple[str, str], ...]:
    """The first word, and how the marked ones were read: plainly, or through which disguise the first that has one."""
    start, end = one.span
    hows = [other.match.how for other in (one, *marked)]
    return (("word", text.original[start:end]), ("how", next((how for how in hows if how != "plain"), "plain")))


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


RULE = Rule("insult", check, version=3)
