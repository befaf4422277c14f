"""Not about the news item.

What it catches
    Comments that speak at some length of something that neither the article nor the parent comment speaks of.

Why
    The house rules ask for comments related to the item. The action is a hold, never a refusal: a machine cannot see
    every connection that a reader sees.

Known misses and false alarms
    Off-topic comments that happen to share a weighty word with the article pass. An anecdote without any word of the
    article and without a sign of reaction may be held. Fewer than five topical words are never enough to judge.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rules.lexicon import Lexicon
from rules.profile import topical
from rules.reading import Reading, Rule
from rules.vocabulary import Hit
from rules.words import stems, weight

CUES: Final = Lexicon.read(Path(__file__).with_name("lexicon.txt"))
ENOUGH: Final = 5
SHOWN: Final = 4


def check(reading: Reading) -> Iterator[Hit]:
    """Compare the topical words of the comment with the article and the parent comment."""
    profile = reading.article
    if profile is None or not profile.topics:
        return
    text = reading.text
    topics = [(word, weight(word.form)) for word in text.words if topical(word.form)]
    if len(topics) < ENOUGH:
        return
    parent = {stem for form in reading.parent.forms if topical(form) for stem in stems(form)}
    foreign = []
    matched = unmatched = 0.0
    for word, rarity in topics:
        fit = profile.match(word.form)
        if fit or not parent.isdisjoint(stems(word.form)):
            matched += max(fit, rarity)
        else:
            unmatched += rarity
            foreign.append((rarity, word))
    if CUES.find(text):
        return
    share = matched / (matched + unmatched) if matched + unmatched else 1.0
    if share > 0.0:
        return
    score = min(0.9, 0.5 + 0.05 * (len(topics) - ENOUGH))
    strangest = sorted(sorted(foreign, key=lambda one: -one[0])[:SHOWN], key=lambda one: one[1].start)
    yield Hit(
        score,
        "unrelated",
        tuple((word.start, word.end) for _, word in strangest),
        details=(
            ("about", "، ".join(word.form for _, word in strangest)),
            ("title", profile.article.title),
        ),
    )


RULE = Rule("relevance", check)
