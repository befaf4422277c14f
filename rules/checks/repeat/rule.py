"""Repeats: what the site has just been sent already.

What it catches
    The same text again, or nearly the same, by the same author; a text that others have just sent too (a raid, a
    copied slogan); measured on the folded words, so that spaces, half-spaces and ي/ی make no difference.

Why
    Copies drown a thread, and a campaign looks like many voices.

Known misses and false alarms
    Short reactions («تسلیت», «احسنت») repeat by nature and pass, unless the same author sends them under the same
    article again. A text rewritten sentence by sentence is not found.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from rules.folding import fold
from rules.reading import Reading, Rule
from rules.vocabulary import Earlier, Hit

#: Below this many letters a text is a reaction that many people write.
SHORT: Final = 25
NEAR: Final = 90.0
RAID: Final = 3
RAID_SECONDS: Final = 900.0
SAME: Final = 100.0
#: A reaction that its author repeats is looked at; one other person's text again is only noted: prayers are shared.
REACTION_AGAIN: Final = 0.6
COPIED: Final = 0.4
CORRECTED: Final = 0.4


def check(reading: Reading) -> Iterator[Hit]:
    """Compare with the recent comments in the facts."""
    earlier = reading.submission.facts.earlier
    if not earlier:
        return
    mine = _key(reading.text.folded)
    if not mine:
        return
    keys = [_earlier_key(one.text) for one in earlier]
    near = process.extract(mine, keys, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
    alike: list[tuple[Earlier, float]] = [(earlier[index], score) for _, score, index in near]
    span = ((0, len(reading.submission.text)),)
    own = [score for one, score in alike if one.same_author and one.same_article]
    if len(mine) < SHORT:
        if own:
            yield Hit(REACTION_AGAIN, "again", span)
        return
    if own and max(own) == SAME:
        yield Hit(0.96, "again", span)
    elif own:  # one more version of it is a correction, the next are a flood
        yield Hit(0.7 if len(own) > 1 else CORRECTED, "again", span)
    elif any(one.same_author for one, _ in alike):
        yield Hit(0.7, "elsewhere", span)
    elif sum(one.seconds <= RAID_SECONDS for one, _ in alike) >= RAID:
        yield Hit(0.7, "raid", span, details=(("times", str(len(alike))),))
    elif alike:
        yield Hit(COPIED, "copied", span)


@lru_cache(maxsize=1 << 10)
def _earlier_key(text: str) -> str:
    """The key of an earlier comment: the same ones come again with every submission."""
    return _key(fold(text))


def _key(folded: str) -> str:
    return "".join(char for char in folded if char.isalnum())


RULE = Rule("repeat", check)
