"""What the model sees of a clause, in training too: its words with the article's names masked, what the list found."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rules.checks.insult.matching import Weighed, weigh
from rules.reading import Reading
from rules.vocabulary import Span

NAME: Final = "@name"
NUMBER: Final = "@number"
_YOU: Final = frozenset("شما شماها خودت خودتون خودتان خودتی تو تون".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. words: masked. measures: name -> value. span: in the original. weighed: its listed words."""

    words: tuple[str, ...]
    measures: dict[str, float]
    span: Span
    weighed: tuple[Weighed, ...]


def clauses(reading: Reading) -> Iterator[Clause]:
    """The clauses of a comment with what the model sees of them."""
    text = reading.text
    if not text.words:
        return
    persons = reading.article.person_words if reading.article else frozenset[str]()
    weighed = weigh(text, persons)
    numbers = text.clauses
    start = 0
    for end in range(1, len(numbers) + 1):
        if end < len(numbers) and numbers[end] == numbers[start]:
            continue
        inside = tuple(one for one in weighed if start <= one.match.first < end)
        yield _clause(reading, start, end, inside, persons)
        start = end


def _clause(reading: Reading, start: int, end: int, weighed: tuple[Weighed, ...], persons: frozenset[str]) -> Clause:
    text = reading.text
    forms = text.forms[start:end]
    measures: dict[str, float] = {
        "short": float(end - start <= 3),  # noqa: PLR2004 (words)
        "name": float(any(form in persons for form in forms)),
        "you": float(any(form in _YOU for form in forms)),
        "found": min(3.0, float(len(weighed))),
    }
    for one in weighed:
        kind = "quoted" if one.quoted else "aimed" if one.aimed else "bare"
        key = f"{one.match.entry.strength} {kind}"
        measures[key] = 1.0
        measures[f"{one.match.entry.category} {kind}"] = 1.0
        measures["worth"] = max(measures.get("worth", 0.0), one.worth)
        if one.match.how != "plain":
            measures["disguised"] = 1.0
    words = tuple(NAME if form in persons else NUMBER if form.isdigit() else form for form in forms)
    return Clause(words, measures, (text.words[start].start, text.words[end - 1].end), weighed)
