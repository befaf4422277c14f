"""What the model sees of a clause, in training too: its words with the article's names masked, what the list found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rules.checks.insult.aim import LIKE, to_you, verb_to_you
from rules.checks.insult.matching import PARTNERS, Weighed, weigh
from rules.language.words import REMEMBERED
from rules.model import Seen
from rules.reading import Reading

NAME: Final = "@name"
NUMBER: Final = "@number"
_YOU: Final = frozenset("شما شماها خودت خودتون خودتان خودتی تو تون".split())
_THEY: Final = frozenset("این اینا اینها اون اونا ایشون ایشان جناب آقای خانم طرف یارو بعضیا بعضی اینو اینارو".split())
#: A wish or a curse said to somebody: «بمیری», «بسوزید», «کور شی».
_WISH: Final = re.compile(r"^(?:ب|ن)(?!ا|ه|ین|رای|عد|ود|دی|لی|اش).{1,5}(?:ی|ید|ین|یش)$")


@dataclass(frozen=True, slots=True)
class Clause(Seen):
    """One clause, names and numbers masked. weighed: its listed words."""

    weighed: tuple[Weighed, ...]


def clauses(reading: Reading) -> Iterator[Clause]:
    """The clauses of a comment with what the model sees of them."""
    text = reading.text
    persons = reading.article.person_words if reading.article else frozenset[str]()
    weighed = weigh(text, persons)
    for start, end in text.clause_ranges or ((0, 0),):
        inside = tuple(one for one in weighed if start <= one.word < end or start == end)
        yield _clause(reading, start, end, inside, persons)


def _clause(reading: Reading, start: int, end: int, weighed: tuple[Weighed, ...], persons: frozenset[str]) -> Clause:
    text = reading.text
    forms = text.forms[start:end]
    measures: dict[str, float] = {
        "short": float(end - start <= 3),  # noqa: PLR2004 (words)
        "name": float(any(form in persons for form in forms)),
        "found": min(3.0, float(sum(one.match.entry.strength > 0 for one in weighed))),
    }
    for form in forms:
        for sign in _signs(form):
            measures[sign] = 1.0
    for one in weighed:
        role = next(iter(one.match.entry.options & PARTNERS.keys()), "")
        if role and not one.worth:
            measures[role] = 1.0
            continue
        kind = "quoted" if one.quoted else "aimed" if one.aimed else "bare"
        key = f"{one.match.entry.strength} {kind}"
        measures[key] = 1.0
        measures[f"{one.match.entry.category} {kind}"] = 1.0
        measures["worth"] = max(measures.get("worth", 0.0), one.worth)
        if one.match.how != "plain":
            measures["disguised"] = 1.0
    words = tuple(NAME if form in persons else NUMBER if form.isdigit() else form for form in forms)
    span = (text.words[start].start, text.words[end - 1].end) if end else (0, len(text.original))
    return Clause(words, measures, span, weighed)


@lru_cache(maxsize=REMEMBERED)
def _signs(form: str) -> tuple[str, ...]:
    """What a word says of the manner of its clause: whom it speaks to or of, a wish, a comparison."""
    found = {
        "you": form in _YOU,
        "they": form in _THEY,
        "verb to you": verb_to_you(form),
        "yours": to_you(form),
        "wish": bool(_WISH.match(form)),
        "like": form in LIKE,
    }
    return tuple(sign for sign, there in found.items() if there)
