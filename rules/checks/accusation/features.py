"""What the models see of a comment: each clause in its words, names masked, and in measures; and the whole of it.

The measures say what (a wrong of which strength), how (as a fact, asked, reported …) and who (somebody of the article,
«شما», nobody), and these together. The same in training.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from rules.checks.accusation import manner, who
from rules.checks.accusation.mend import Mended, mend
from rules.checks.accusation.reported import family
from rules.checks.accusation.verbs import forms
from rules.checks.accusation.who import Named, Who
from rules.checks.accusation.wrongs import Found, Wrong, find
from rules.language.dictionary import frequencies
from rules.language.words import known
from rules.model import Seen
from rules.reading import Reading

NAME: Final = "@name"
OTHER_NAME: Final = "@somebody"
NUMBER: Final = "@number"
STOP: Final = "@."
#: Classes of words that mostly make a wrong together, wherever they stand in a clause.
PAIRS: Final = (
    ("valuable", "take"), ("valuable", "give"), ("valuable", "kin"), ("valuable", "secret"), ("official", "valuable"),
    ("official", "give"), ("official", "secret"), ("official", "kin"), ("kin", "give"), ("kin", "take"),
    ("kin", "appoint"), ("paper", "fake"), ("paper", "forge"), ("paper", "take"), ("paper", "destroy"),
    ("secret", "take"), ("secret", "destroy"), ("secret", "carry"), ("luxury", "own"), ("goods", "sell"),
    ("goods", "night"), ("secret", "love_nest"), ("official", "carry"), ("valuable", "abroad"),
)  # fmt: skip
SHOWN: Final = tuple("take give kin paper fake destroy secret official valuable luxury night abroad forge".split())
SHORT: Final = 3
#: Somebody who stands among so many first words of a clause leads it.
LEADING: Final = 3
#: Tenses and persons in which a deed is told.
DONE: Final = frozenset({"past", "perfect", "imperfect"})
OTHERS: Final = frozenset({"3", "3p", "2"})
#: Whose deeds are told: somebody of the article, an office, whoever is pointed at.
SOMEBODY: Final = frozenset({"own", "described", "office", "pronoun"})
DONE_STRENGTH: Final = 3  # of a deed that is said to be done
#: The class of words for whoever did a wrong; what may stand between a name and such a word that it is called by, and
#: what behind it says that it is somebody else («مدیرعامل دزد رو گرفت»).
DOER: Final = "doer"
BETWEEN: Final = frozenset("یه یک خیلی هم واقعا خودش کلا یعنی ی".split())
OBJECT: Final = frozenset("را رو و".split())
REMEMBERED: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Told:
    """A wrong of a clause with how it is said, and how the article has it: "", "charge", "denied" or "fact"."""

    wrong: Wrong
    how: str
    article: str


@dataclass(frozen=True, slots=True)
class Clause(Seen):
    """One clause, names and numbers masked. told: its wrongs, strongest first. who: of whom.

    outright: whether a deed is said of somebody in so many words («راستین‌فر رشوه گرفته»), or somebody of the article is
    called after one («مدیرعامل دزد»), as a fact. The models may weigh that as little as they like.
    mended: the comment with disguised words put plainly, whose words those of `told` and `who` are. The span is in the
    original.
    """

    told: tuple[Told, ...]
    who: Who
    outright: bool
    mended: Mended


@dataclass(frozen=True, slots=True)
class _Views:
    """What is found once in the whole comment."""

    mended: Mended
    reading: Reading
    found: Found
    manner: manner.Manner
    named: Named
    masks: dict[int, str]
    notes: dict[str, Any]


def clauses(reading: Reading) -> Iterator[Clause]:
    """The clauses of a comment with what the model sees of them."""
    mended = mend(reading)
    reading = mended.reading
    text, article = reading.text, reading.article
    named = Named.of(reading)
    views = _Views(
        mended,
        reading,
        find(text),
        manner.read(text),
        named,
        _masks(named, article.name_words if article else frozenset()),
        article.notes.get("accusation", {}) if article else {},
    )
    before = who.NOBODY
    for start, end in text.clause_ranges:
        clause = _clause(views, start, end, before)
        before = clause.who
        yield clause


def whole(parts: list[Clause]) -> Seen:
    """The whole comment: the words of all clauses, and of each measure the greatest."""
    words: list[str] = []
    measures: dict[str, float] = {}
    for part in parts:
        words += part.words
        words.append(STOP)
        for name, value in part.measures.items():
            if value > measures.get(name, 0.0):
                measures[name] = value
    span = (parts[0].span[0], parts[-1].span[1]) if parts else (0, 0)
    return Seen(tuple(words), measures, span)


def _masks(named: Named, own: frozenset[str]) -> dict[int, str]:
    """Which words stand for a name: the article's own, or another."""
    words = named.words
    masks = {at: NAME for at, word in enumerate(words) if word in own}
    for one in named.mentions:
        if one.how in {"pronoun", "address", "description"}:
            continue
        for at in range(one.first, one.last + 1):
            mask = NAME if one.entity is not None else OTHER_NAME
            masks.setdefault(at, words[at] if one.kind == "office" else mask)
    return masks


def _clause(views: _Views, start: int, end: int, before: Who) -> Clause:
    text = views.reading.text
    words = text.forms[start:end]
    masks = views.masks
    seen = tuple(masks.get(at, NUMBER if word.isdigit() else word) for at, word in enumerate(words, start))
    person = who.of_clause(views.named, start, end, before)
    told = tuple(
        sorted(
            (
                Told(one, manner.of(views.manner, one, start, end), _reported(views.notes, one, person))
                for one in views.found.wrongs
                if start <= one.first < end
            ),
            key=lambda one: (one.how in manner.OPEN, -one.wrong.strength, one.wrong.first - one.wrong.last),
        )
    )
    measures = _measures(told, person)
    measures["short"] = float(end - start <= SHORT)
    measures["asked"] = float(manner.asked(text, end))
    measures["me"] = float(who.first_person(text, start, end))
    measures |= {f"m {mark}": 1.0 for mark in manner.summary(views.manner, start, end)}
    measures |= dict.fromkeys(_deeds(words, person, start), 1.0)
    classes = {name for name, first, _ in views.found.classes if start <= first < end}
    measures |= {f"has {name}": 1.0 for name in SHOWN if name in classes}
    for one, other in PAIRS:
        if one in classes and other in classes:
            measures[f"{one} {other}"] = 1.0
            measures[f"{one} {other} {person.how}"] = 1.0
    span = views.mended.span(start, end - 1)
    return Clause(seen, measures, span, told, person, _outright(views, told, person), views.mended)


def _outright(views: _Views, told: tuple[Told, ...], person: Who) -> bool:
    if person.how not in SOMEBODY:
        return False
    facts = [one.wrong for one in told if one.how == manner.FACT and one.article != manner.FACT]
    return any(one.strength == DONE_STRENGTH and one.alone for one in facts) or _called(views, facts, person)


def _called(views: _Views, facts: list[Wrong], person: Who) -> bool:
    """Whether somebody of the article is called after a wrong: «راستین‌فر خیلی دزده»."""
    words = views.reading.text.forms
    begin = {one.first for one in facts} if person.how == "own" else set()
    return any(
        name == DOER
        and first in begin
        and person.last < first
        and all(word in BETWEEN for word in words[person.last + 1 : first])
        and (last + 1 == len(words) or words[last + 1] not in OBJECT)
        for name, first, last in views.found.classes
    )


def _deeds(words: tuple[str, ...], person: Who, start: int) -> Iterator[str]:
    """What the verbs of a clause say: when and whose the deeds are, and whether somebody did something to a thing."""
    table = forms()
    done = False
    for word in words:
        form = table.get(word)
        if form:
            yield f"{form.tense} {form.person}{' not' if form.negated else ''}"
            done |= form.tense in DONE and form.person in OTHERS and not form.negated
    thing = "را" in words or "رو" in words or any(_marked(word) for word in words)
    if done:
        yield f"did {person.how}"
        if thing:
            yield f"did it {person.how}"
        if 0 <= person.first - start < LEADING:
            yield f"leads {person.how}"


@lru_cache(maxsize=REMEMBERED)
def _marked(word: str) -> bool:
    """Whether a spoken «و» marks the word as what something is done to: «گزارشو»."""
    return len(word) > SHORT and word.endswith("و") and word not in frequencies() and known(word[:-1])


def _measures(told: tuple[Told, ...], person: Who) -> dict[str, float]:
    measures: dict[str, float] = {f"who {person.how}": 1.0}
    for one in told:
        strength, how = one.wrong.strength, one.how
        measures[f"{strength} {how}"] = 1.0
        if how not in manner.OPEN:
            measures[f"{strength} {how} {person.how}"] = 1.0
            measures[f"kind {one.wrong.kind}"] = 1.0
            if one.article:
                measures[f"article {one.article}"] = 1.0
        else:
            measures["open"] = 1.0
    stated = sum(one.how not in manner.OPEN for one in told)
    measures["wrongs"] = min(3.0, float(stated))
    return measures


def _reported(notes: dict[str, Any], wrong: Wrong, person: Who) -> str:
    """How the article has the same wrong of the same somebody."""
    note = notes.get(family(wrong.kind))
    if note is None:
        return ""
    how, entities = note
    same = person.entity is None or not entities or person.entity in entities
    return str(how) if same else ""
