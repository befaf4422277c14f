"""What is a Persian word, and what it may be an inflection of.

hazm gives the words with their frequencies, the roots of verbs and spoken forms; the analysis is ours, because hazm's
stemmer and lemmatiser know written Persian only and cost a worker 100 MB.
"""

import math
from functools import lru_cache
from typing import Final

from rules.language.dictionary import frequencies, stop_words, written_forms
from rules.language.verbs import verb_of

#: Colloquial and formal endings, longest first.
ENDINGS: Final = tuple(
    sorted(
        (
            "ها های هایی هایم هایت هایش هام هات هاش هامون هاتون هاشون هایمان هایتان هایشان هارو ها رو هاست هان "
            "ان ات ی یی ای م ت ش یم ید ین ند اند ایم اید ام اش ست است "
            "مان تان شان مون تون شون مونو تونو شونو مو تو شو و رو یو "
            "تر ترین ترینه تره تری ترن ه ا ای یا ن یه یش یت اس س ون"
        ).split(),
        key=lambda ending: (-len(ending), ending),
    )
)
_ENDING_SET: Final = frozenset(ENDINGS)
_LONGEST_ENDING: Final = max(map(len, ENDINGS))
SHORTEST_STEM: Final = 3
#: Forms whose analysis is remembered; comments use some ten thousand forms over and over.
REMEMBERED: Final = 1 << 14


def known(form: str) -> bool:
    """Whether a form is a Persian word, or an inflection of one."""
    return _known(form)


@lru_cache(maxsize=REMEMBERED)
def _known(form: str) -> bool:
    table = frequencies()
    if form in table:
        return True
    for base in _without_ending(form):
        if base in table:
            return True
    return any(form.startswith(prefix) and len(form) - len(prefix) >= SHORTEST_STEM - 1 for prefix in ("نمی", "می"))


def _without_ending(form: str) -> list[str]:
    """What is left of a form without one ending, the longest ending first, down to three letters."""
    length = len(form)
    most = min(_LONGEST_ENDING, length - SHORTEST_STEM)
    return [form[:-cut] for cut in range(most, 0, -1) if form[length - cut :] in _ENDING_SET]


@lru_cache(maxsize=REMEMBERED)
def stems(form: str) -> tuple[str, ...]:
    """What a form may be an inflection of, itself first; without duplicates.

    Endings are taken off twice at the most and never below three letters; spoken forms also give the written ones
    («خونه‌ها»: «خانه», «گرونی»: «گرانی»); verbs and their participles also give their roots («فروخته»: «فروخت#فروش»).
    """
    found = {form: None}
    level = [form]
    for _ in range(2):
        level = [shorter for one in level for shorter in _without_ending(one)]
        found.update(dict.fromkeys(level))
    written = written_forms()
    for one in list(found):
        if one in written:
            found[written[one]] = None
        elif "ون" in one:
            found[one.replace("ون", "ان")] = None
        if one.endswith("گان") and len(one) > SHORTEST_STEM + 2:
            found[f"{one[:-3]}ه"] = None  # «راننده» of «رانندگان»
        for prefix in ("نمی", "می"):
            if one.startswith(prefix) and len(one) - len(prefix) >= SHORTEST_STEM:
                found[one[len(prefix) :]] = None
    roots = verb_of(form)
    if roots:
        found[roots] = None
    return tuple(found)


#: Of each part of a compound, and of the whole.
_SHORTEST_PART: Final = 2
_SHORTEST_COMPOUND: Final = 6


def compound(left: str, right: str) -> str:
    """The word that two words are when it is written in one («پول», «شویی»: «پولشویی»), or nothing."""
    if min(len(left), len(right)) < _SHORTEST_PART or len(left) + len(right) < _SHORTEST_COMPOUND:
        return ""
    whole = left + right
    stop = stop_words()
    return whole if whole in frequencies() and left not in stop and right not in stop else ""


@lru_cache(maxsize=REMEMBERED)
def weight(form: str) -> float:
    """How much a word says of a topic: 0 for the commonest, 1 for rare ones, from hazm's frequencies."""
    count = max((frequencies().get(stem, 0) for stem in stems(form)), default=0)
    return max(0.0, min(1.0, 1.0 - (math.log10(count + 10) - 4.0) / 5.0))
