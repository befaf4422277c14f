"""What the models see of a comment against its article: measures of match and foreign matter, and the words themselves.

Words that the article or the parent comment explains are masked, so that what is learnt is the manner of a comment
that belongs (a reaction, an opinion, a reply) or does not, and not this or that subject. The same in training.
"""

import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.archive import FULL, Archive, Contrast
from rules.checks.relevance.fields import fields_of, homes
from rules.language.words import weight
from rules.lexicon import Lexicon
from rules.profile import ArticleProfile, topical
from rules.text import Text, Word

TOPIC: Final = "@topic"
NUMBER: Final = "@number"
#: How much a word that the article has says of a topic, where its own rarity is no longer known.
TYPICAL: Final = 0.5
_TO_A_READER: Final = re.compile(r"@\s?[\u0621-\u06cc]|^\W*(?:در جواب|در پاسخ|پاسخ به|جواب|خطاب به|کاربر)\b")
#: Where a strange word stands: of a field that the article touches, of none, of another.
_AT_HOME, _ANYWHERE, _STRANGE = range(3)


@cache
def cues() -> Lexicon:
    """What a reader says about any news without naming its subject."""
    return Lexicon.read(Path(__file__).with_name("lexicon.txt"))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comment beside its article.

    words: masked. measures: name -> value. topical: how many words say anything of a topic.
    foreign: the words that nothing explains, in the order of the text, each with its stems and how much it says.
    known: the stems of those that the article has, each with its weight there.
    strange: how many of the topical words are of a field that the article does not touch.
    """

    words: tuple[str, ...]
    measures: dict[str, float]
    topical: int
    strange: int
    foreign: tuple[tuple[Word, tuple[str, ...], float], ...]
    known: tuple[tuple[tuple[str, ...], float], ...]


def compare(text: Text, parent: Text, profile: ArticleProfile) -> Comparison:
    """Compare a comment with its article and the comment that it answers."""
    parent_stems = {
        stem for form, stems in zip(parent.forms, parent.stems, strict=True) if topical(form) for stem in stems
    }
    home = homes(profile.notes.get("relevance", {}))
    names = profile.name_words
    masked = []
    matched = title = strongest = parent_matched = 0.0
    foreign: list[tuple[Word, tuple[str, ...], float]] = []
    known: list[tuple[tuple[str, ...], float]] = []
    mass = [0.0, 0.0, 0.0]
    count = strange = shared = 0
    for word, stems, fields in zip(text.words, text.stems, fields_of(text), strict=True):
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
            known.append((stems, fit))
            shared += 1
            strongest = max(strongest, fit)
            title += any(stem in profile.title_topics for stem in stems)
            masked.append(TOPIC)
        elif not parent_stems.isdisjoint(stems):
            parent_matched += 1
            masked.append(TOPIC)
        else:
            where = _ANYWHERE if not fields else _STRANGE if home.isdisjoint(fields) else _AT_HOME
            rarity = weight(form)
            mass[where] += rarity
            strange += where == _STRANGE
            foreign.append((word, stems, rarity))
            masked.append(form)
    unmatched = sum(mass)
    length = math.sqrt(max(1, count))
    measures = {
        "matched": matched / length,
        "unmatched": unmatched / length,
        "at home": mass[_AT_HOME] / length,
        "strange": mass[_STRANGE] / length,
        "strange words": min(3, strange) / 3,
        "strange, nothing shared": float(strange > 0 and not shared),
        "share": matched / (matched + unmatched) if matched + unmatched else 0.5,
        "strongest": strongest,
        "title": min(3.0, title) / 3,
        "shared": min(3, shared) / 3,
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
    return Comparison(tuple(masked), measures, count, strange, tuple(foreign), tuple(known))


def contrasted(seen: Comparison, profile: ArticleProfile, archive: Archive) -> tuple[dict[str, float], Contrast]:
    """What the archive adds: measures of where the foreign words are at home, and which article that is."""
    words = [(stems, archive.rarity(stems, rarity)) for _, stems, rarity in seen.foreign]
    found = archive.contrast(profile, words)
    told = usual = alien = unknown = 0.0
    for (stems, rarity), same, share in zip(words, found.told, found.usual, strict=True):
        if same:
            told += rarity
        elif share:
            usual += rarity
        elif any(map(archive.documents, stems)):
            alien += rarity
        else:
            unknown += rarity
    here = sum(archive.rarity(stems, TYPICAL) * min(1.0, fit / FULL) for stems, fit in seen.known)
    length = math.sqrt(max(1, seen.topical))
    score, count = (found.elsewhere.score, found.elsewhere.words) if found.elsewhere else (0.0, 0)
    return {
        "told": told / length,
        "usual": usual / length,
        "alien": alien / length,
        "unknown": unknown / length,
        "away": score / length,
        "away, whole": min(3.0, score),
        "away, two words": float(count >= 2),  # noqa: PLR2004
        "away, three words": float(count >= 3),  # noqa: PLR2004
        "away, nothing here": score / length if seen.measures["none"] else 0.0,
        "near": (found.near.score if found.near else 0.0) / length,
        "better": max(-1.0, min(2.0, score - here)),
    }, found
