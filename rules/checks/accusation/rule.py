"""Unfounded attribution (نسبت ناروا): a wrong stated as fact of somebody who can be identified.

What it catches
    A clause that says of a person or a body in the news that they did a wrong (bribe, theft, fraud, forgery, spying,
    match fixing …), as a fact: without a source, a hedge or a question. Plainly, in slang, as a scene that means it,
    as a witness, of «او» or «شما», or buried in a calm text; the gravest words through a disguise too («ر.ش.و.ه»,
    «رshوه»). Also a charge of the article told as a fact (`charge_as_fact`). Two small linear models judge it, one each
    clause, one the whole comment; what they see is listed wrongs, how they are said, of whom, and the words with the
    names masked.

    Scores are probabilities, as far as the corpus knows: about 0.45 is where a person should look (the default policy
    holds there and never refuses). Out of fold, of scores from 0.5 to 0.75 six in ten are right, from 0.75 to 0.95
    nearly nine, from 0.95 on 98 in a hundred. What only the models see, without a listed wrong that is stated, stays
    below 0.9; what the article itself has as settled stays at 0.4, where the default policy lets it pass. A policy that
    refuses the worst sets `reject_at` to 0.95: it refuses only what has words to show.

Why
    The form promises that such comments are not published. Nobody can see from a text whether it is true; so a person
    decides, and the author is told how to put it.

Known misses and false alarms
    Figures of speech that nobody listed and scenes whose sense is in the story («نمونهٔ دوم را شام گربه کرد») pass:
    two in ten of those whose like has been read, about half of those of a writer whom nobody had read. A crime word
    alone, as a name («دزد!»), is the insult rule's. Sweeping charges («همه‌شون می‌خورن») pass: they are criticism.
    Held without need: harsh sentences that tell of a named person's deed with money or papers in it, stories of small
    thefts that have nothing to do with the news, and now and then a defence («او اهل رشوه نیست») in unlisted words.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules.checks.accusation.features import Clause, Told, clauses, whole
from rules.checks.accusation.manner import OPEN
from rules.checks.accusation.reported import CHARGE, DENIED, FACT, prepare
from rules.model import TextModel
from rules.reading import Reading, Rule
from rules.vocabulary import Hit

#: What a clause says by itself, and what the comment says as a whole; the latter's calibration is that of both.
CLAUSE: Final = TextModel.load(Path(__file__).with_name("clause.bin"))
WHOLE: Final = TextModel.load(Path(__file__).with_name("whole.bin"))
#: How much of the score is the strongest clause's.
SHARE: Final = 0.4
#: The models are never quite sure, and less so without a listed wrong to show.
CEILING: Final = 0.98
UNLISTED: Final = 0.89
#: What is said outright a person should look at, whatever the models say.
OUTRIGHT: Final = 0.5
#: What the article has as settled is not unfounded.
SETTLED: Final = 0.4
#: Below this there is nothing that a moderator should read.
WORTH_SAYING: Final = 0.25
#: A wrong that at least is named, not only hinted at.
NAMED: Final = 2
NOTHING: Final = "—"


def check(reading: Reading) -> Iterator[Hit]:
    """Ask the models about each clause and the whole; mark the clauses that accuse."""
    parts = list(clauses(reading))
    if not parts:
        return
    scores = [CLAUSE.score(part.words, part.measures) for part in parts]
    best = max(scores)
    together = whole(parts)
    probability = WHOLE.calibrated(SHARE * best + (1 - SHARE) * WHOLE.score(together.words, together.measures))
    probability, strongest = raised(probability, parts[scores.index(best)], parts)
    if probability < WORTH_SAYING:
        return
    told = stated(strongest)
    least = CLAUSE.calibrated(best) / 2
    yield Hit(
        limited(probability, told),
        "charge_as_fact" if told and told.article in {CHARGE, DENIED} else told.wrong.kind if told else "manner",
        tuple(
            part.span
            for part, score in zip(parts, scores, strict=True)
            if part is strongest or CLAUSE.calibrated(score) >= least
        ),
        details=_details(strongest, told),
    )


def raised(probability: float, strongest: Clause, parts: list[Clause]) -> tuple[float, Clause]:
    """The probability and the clause that it is of, where a clause says outright what the models take for little."""
    outright = next((part for part in parts if part.outright), None)
    return (OUTRIGHT, outright) if outright and probability < OUTRIGHT else (probability, strongest)


def stated(clause: Clause) -> Told | None:
    """The strongest wrong that a clause states, or None."""
    return next((one for one in clause.told if one.how not in OPEN), None)


def limited(probability: float, told: Told | None) -> float:
    """The score: never sure, never sure without words to show, and below a half where the article says so itself."""
    if told is None or told.wrong.strength < NAMED:
        return min(UNLISTED, probability)
    if told.article == FACT:
        return min(SETTLED, probability)
    return min(CEILING, probability)


def _details(clause: Clause, told: Told | None) -> tuple[tuple[str, str], ...]:
    """For the moderator: who and which words, as they stand in the text; what kind; what would have opened it."""
    who = _words(clause, clause.who.first, clause.who.last)
    wrong = _words(clause, told.wrong.first, told.wrong.last) if told else NOTHING
    kind = told.wrong.kind if told else "other"
    return (("who", who), ("wrong", wrong), ("kind", kind), ("missing", "source question"))


def _words(clause: Clause, first: int, last: int) -> str:
    return clause.mended.words(first, last) if first >= 0 else NOTHING


RULE = Rule("accusation", check, version=3, prepare=prepare)
