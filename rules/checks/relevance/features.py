"""What the model sees of a comment against its article: measures of match and foreign matter, and the words themselves.

Words that the article or the parent comment explains are masked, so that what is learnt is the manner of a comment
that belongs (a reaction, an opinion, a reply) or does not, and not this or that subject. The same in training.
"""

import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.language.words import weight
from rules.lexicon import Lexicon
from rules.profile import ArticleProfile, topical, topical_stems
from rules.text import Text, Word

TOPIC: Final = "@topic"
NUMBER: Final = "@number"
SHOWN: Final = 4
_TO_A_READER: Final = re.compile(r"@\s?[\u0621-\u06cc]|^\W*(?:در جواب|در پاسخ|پاسخ به|جواب|خطاب به|کاربر)\b")


@cache
def cues() -> Lexicon:
    """What a reader says about any news without naming its subject."""
    return Lexicon.read(Path(__file__).with_name("lexicon.txt"))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comment beside its article.

    words: masked. measures: name -> value. topical: how many words say anything of a topic.
    foreign: the weightiest words that nothing explains, in the order of the text.
    """

    words: tuple[str, ...]
    measures: dict[str, float]
    topical: int
    foreign: tuple[Word, ...]

    @property
    def nothing_in_common(self) -> bool:
        """No shared word, no answer to anybody, no sign of a reaction."""
        measures = self.measures
        cue = any(name.startswith("cue ") for name in measures)
        return bool(measures["none"]) and not measures["reply"] and not measures["to a reader"] and not cue


def compare(text: Text, parent: Text, profile: ArticleProfile) -> Comparison:
    """Compare a comment with its article and the comment that it answers."""
    parent_stems = topical_stems(parent)
    names = profile.name_words
    masked = []
    matched = title = strongest = parent_matched = 0.0
    foreign: list[tuple[float, Word]] = []
    count = 0
    for word, stems in zip(text.words, text.stems, strict=True):
        form = word.form
        if form.isdigit():
            masked.append(NUMBER)
            continue
        if not topical(form):
            masked.append(form)
            continue
        count += 1
        fit = max(profile.match(stems), 1.0 if form in names else 0.0)
        if fit:
            matched += fit
            strongest = max(strongest, fit)
            title += any(stem in profile.title_topics for stem in stems)
            masked.append(TOPIC)
        elif not parent_stems.isdisjoint(stems):
            parent_matched += 1
            masked.append(TOPIC)
        else:
            foreign.append((weight(form), word))
            masked.append(form)
    unmatched = sum(rarity for rarity, _ in foreign)
    length = math.sqrt(max(1, count))
    measures = {
        "matched": matched / length,
        "unmatched": unmatched / length,
        "share": matched / (matched + unmatched) if matched + unmatched else 0.5,
        "strongest": strongest,
        "title": min(3.0, title) / 3,
        "parent": min(2.0, parent_matched) / 2,
        "reply": float(bool(parent.words)),
        "none": float(matched == 0 and parent_matched == 0),
        "none of many": float(matched == 0 and parent_matched == 0 and count >= 5),  # noqa: PLR2004 (topical words)
        "few": float(count <= 2),  # noqa: PLR2004
        "length": min(1.0, count / 12),
        "words": min(1.0, len(text.words) / 25),
        "to a reader": float(bool(_TO_A_READER.search(text.original))),
        "asked": float("؟" in text.original or "?" in text.original),
    }
    for match in cues().find(text):
        measures[f"cue {match.entry.category}"] = 1.0
    weightiest = sorted(foreign, key=lambda one: -one[0])[:SHOWN]
    strange = tuple(word for _, word in sorted(weightiest, key=lambda one: one[1].start))
    return Comparison(tuple(masked), measures, count, strange)
