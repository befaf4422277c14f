"""Not about the news item.

What it catches
    Comments about something that neither the article nor the parent comment speaks of.

Why
    The house rules ask for comments related to the item. The action is a hold, never a refusal: a machine cannot see
    every connection that a reader sees.

Known misses and false alarms
    Off-topic comments that share a weighty word with the article may pass. An anecdote without any word of the
    article and without a sign of reaction may be held. Comments with fewer than three topical words are not judged.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules.checks.relevance.features import compare
from rules.model import TextModel
from rules.profile import topical
from rules.reading import Reading, Rule
from rules.vocabulary import Hit

MODEL: Final = TextModel.load(Path(__file__).with_name("model.bin"))
ENOUGH: Final = 3
#: The model is never quite sure.
CEILING: Final = 0.98
#: Below this there is nothing that a moderator should read.
WORTH_SAYING: Final = 0.25
#: A long comment that shares no word with the article, answers nobody and reacts to nothing: fairly likely is
#: enough then.
LONG: Final = 7
LIKELY: Final = 0.4
NOTHING_IN_COMMON: Final = 0.75


def check(reading: Reading) -> Iterator[Hit]:
    """Ask the model how likely it is that the comment does not belong here."""
    profile = reading.article
    if profile is None or not profile.topics:
        return
    if sum(map(topical, reading.text.forms)) < ENOUGH:
        return
    seen = compare(reading.text, reading.parent, profile)
    probability = MODEL.probability(seen.words, seen.measures)
    if probability < WORTH_SAYING:
        return
    if probability >= LIKELY and seen.topical >= LONG and seen.nothing_in_common:
        probability = max(probability, NOTHING_IN_COMMON)
    yield Hit(
        min(CEILING, probability),
        "unrelated",
        tuple((word.start, word.end) for word in seen.foreign),
        details=(
            ("about", "، ".join(reading.text.original[word.start : word.end] for word in seen.foreign)),
            ("title", profile.title),
        ),
    )


RULE = Rule("relevance", check)
