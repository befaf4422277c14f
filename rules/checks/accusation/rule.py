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

from rules.checks.accusation.features import clauses
from rules.model import TextModel
from rules.reading import Reading, Rule
from rules.vocabulary import Hit

MODEL: Final = TextModel.load(Path(__file__).with_name("model.bin"))
#: The model is never quite sure.
CEILING: Final = 0.98
#: Below this there is nothing that a moderator should read.
WORTH_SAYING: Final = 0.25


def check(reading: Reading) -> Iterator[Hit]:
    """Ask the model about each clause; mark the clauses that accuse."""
    found = [(MODEL.probability(clause.words, clause.measures), clause) for clause in clauses(reading)]
    probability, strongest = max(found, key=lambda one: one[0], default=(0.0, None))
    if strongest is None or probability < WORTH_SAYING:
        return
    yield Hit(
        min(CEILING, probability),
        strongest.wrongs[0].entry.category if strongest.wrongs else "manner",
        tuple(clause.span for score, clause in found if score >= probability / 2),
    )


RULE = Rule("accusation", check)
