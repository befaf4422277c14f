"""Not about the news item.

What it catches
    Comments about something that neither the article nor the parent comment speaks of: questions about other matters,
    complaints about other troubles, remarks under the wrong article; and comments to the newsroom itself (its
    application, its layout, a comment of one's own that did not appear), which are a kind of their own.

Why
    The house rules ask for comments related to the item. The action is a hold, never a refusal: a machine cannot see
    every connection that a reader sees. A reaction, a condolence, a memory or an answer to another reader belongs
    without a shared word, so what a comment does (its intent) counts as much as its words. Where the publisher's
    recent articles are at hand, words that they explain better than this one does are further evidence, and the desk
    is told which article that is.

Known misses and false alarms
    Missed: off-topic remarks that only state something and share a weighty word with the article, opinions on
    another item where there is no archive, chatter in the manner of a reaction («نوه‌ام به دنیا آمد، دعا کنید»).
    Held without need: practical questions about the item in words that it does not use («ختم کدام مسجد است؟»), and
    analogies from other fields of life («تخت بیمارستان شماره دارد، چطور این یکی نمی‌شود؟»). The score is a calibrated
    probability on our corpus, where one comment in eight is off-topic; where fewer are, it is too high.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from rules.archive import Fit
from rules.checks.relevance.features import Comparison, compare, contrasted
from rules.checks.relevance.fields import note
from rules.checks.relevance.opinion import ELSEWHERE, NEWSROOM, Opinion
from rules.reading import Reading, Rule
from rules.vocabulary import Hit

#: The model is never quite sure.
CEILING: Final = 0.98
#: Below this there is nothing that a moderator should read.
WORTH_SAYING: Final = 0.25
#: Fewer articles are no archive.
FEWEST: Final = 8
#: Words that are shown as what the comment is about.
SHOWN: Final = 4
#: An article is named to the desk when it has so many of the comment's foreign words, and fits so much better, by this
#: measure times the number of those words. Of misplaced comments of our corpus that are held, nine of ten are then
#: named, and the right article in nine of ten.
SHARED_WORDS: Final = 2
CLEARLY_BETTER: Final = 1.2


@cache
def opinion() -> Opinion:
    """The models, loaded when first asked for: they are trained with what stands here."""
    return Opinion()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A comment beside its article. probability: that it does not belong. intents: intent -> probability.

    away: the article of the archive that it fits clearly better, if there is one.
    """

    seen: Comparison
    intents: dict[str, float]
    probability: float
    away: Fit | None


def weigh(reading: Reading) -> Weighed | None:
    """Compare a comment with its article, its parent and the archive; None where there is nothing to compare."""
    profile = reading.article
    if profile is None or not profile.topics or not reading.text.words:
        return None
    seen = compare(reading.text, reading.parent, profile)
    intents = opinion().intents(seen)
    archive = reading.submission.facts.archive
    if archive is None or len(archive) < FEWEST:
        return Weighed(seen, intents, opinion().probability(seen, intents, None), None)
    measures, found = contrasted(seen, profile, archive)
    away = found.elsewhere
    clearly = away is not None and away.words >= max(SHARED_WORDS, CLEARLY_BETTER / max(0.01, measures["better"]))
    return Weighed(seen, intents, opinion().probability(seen, intents, measures), away if clearly else None)


def check(reading: Reading) -> Iterator[Hit]:
    """Ask the models how likely it is that the comment does not belong here."""
    weighed = weigh(reading)
    if weighed is None or reading.article is None or weighed.probability < WORTH_SAYING:
        return
    score = min(CEILING, weighed.probability)
    title = ("title", reading.article.title)
    if weighed.intents[NEWSROOM] > weighed.intents[ELSEWHERE]:
        yield Hit(score, "newsroom", details=(title,))
        return
    strange = _weightiest(weighed.seen)
    about = ("about", "، ".join(reading.text.original[start:end] for start, end in strange))
    if weighed.away:
        yield Hit(score, "elsewhere", strange, details=(about, title, *_names(weighed.away)))
    else:
        yield Hit(score, "unrelated", strange, details=(about, title))


def _names(away: Fit) -> tuple[tuple[str, str], ...]:
    return (("elsewhere", away.title), ("elsewhere_id", away.article_id))


def _weightiest(seen: Comparison) -> tuple[tuple[int, int], ...]:
    """Where the weightiest of the words stand that nothing explains, in the order of the text."""
    best = sorted(seen.foreign, key=lambda one: -one[2])[:SHOWN]
    return tuple(sorted((word.start, word.end) for word, _, _ in best))


RULE = Rule("relevance", check, version=3, prepare=note)
