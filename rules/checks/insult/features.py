"""What the model sees of a clause, in training too: its words with the article's names masked, what the list found."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rules.checks.insult.matching import Weighed, weigh
from rules.model import Seen
from rules.reading import Reading

NAME: Final = "@name"
NUMBER: Final = "@number"
_YOU: Final = frozenset("شما شماها خودت خودتون خودتان خودتی تو تون".split())


@dataclass(frozen=True, slots=True)
class Clause(Seen):
    """One clause, names and numbers masked. weighed: its listed words."""

    weighed: tuple[Weighed, ...]


def clauses(reading: Reading) -> Iterator[Clause]:
    """The clauses of a comment with what the model sees of them."""
    text = reading.text
    persons = reading.article.person_words if reading.article else frozenset[str]()
    weighed = weigh(text, persons)
    for start, end in text.clause_ranges:
        inside = tuple(one for one in weighed if start <= one.match.first < end)
        yield _clause(reading, start, end, inside, persons)


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
