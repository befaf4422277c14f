"""Repeats: what the site has just been sent already.

What it catches
    The same text again, or nearly the same, by the same author under this article or another one; a copy under
    another name from the same network; a long text that somebody else has just sent under the same article; a raid:
    many nearly equal texts in minutes, whoever sends them and wherever, also when only a name in them changes. Spaces,
    signs, emoji, invisible characters, stretching, digits inside words, another order of the sentences and words added
    at an end make no other text of it.

Why
    Copies drown a thread, and a campaign looks like many voices.

Known misses and false alarms
    Short reactions («تسلیت», «احسنت») and formulas of prayer, sympathy and thanks repeat by nature and pass, unless the
    same author sends them under the same article again. One better version of one's own comment is a correction: it is
    noted and passes, and so does a quotation. A verse that many quote within minutes is held as a raid. A text
    rewritten sentence by sentence is not found, nor what is older than the facts.
"""

from collections.abc import Iterator
from typing import Final

from rules.checks.repeat.likeness import Likeness, Print, likeness, may_be_like, print_of, print_of_earlier
from rules.reading import Reading, Rule
from rules.vocabulary import Earlier, Hit, Span

#: So many other texts in so many seconds are a raid.
RAIDS: Final = ((3, 900.0), (5, 3_600.0))
#: From this many letters on, nobody writes the same as somebody else by chance.
LONG: Final = 40
VERY_LONG: Final = 60
#: Seconds in a minute; a span is told in whole minutes, rounded up.
MINUTE: Final = 60

AGAIN: Final = 0.96
REACTION_AGAIN: Final = 0.6
FLOOD: Final = 0.7
ELSEWHERE: Final = 0.7
RAID: Final = 0.7
PUPPET: Final = 0.6
COPIED: Final = 0.55
#: Noted only: a better version of one's own comment, a quotation, a sentence that two readers share.
CORRECTED: Final = 0.4
SHARED: Final = 0.4

Like = tuple[Earlier, Likeness]


def check(reading: Reading) -> Iterator[Hit]:
    """Compare with the recent comments in the facts."""
    earlier = reading.submission.facts.earlier
    if not earlier:
        return
    folded = reading.text.folded
    near = [earlier[at] for at in may_be_like(folded, [one.text for one in earlier])]
    mine = print_of(folded) if near else None
    if mine is None or not mine.key:
        return
    alike = [(one, found) for one in near if (found := likeness(mine, print_of_earlier(one.text)))]
    if not alike:
        return
    span = ((0, len(reading.submission.text)),)
    hit = _own(mine, alike, span)
    if hit is None and not mine.reaction:
        hit = _raid(alike, span) or _others(mine, alike, span)
    if hit is not None:
        yield hit


def _own(mine: Print, alike: list[Like], span: tuple[Span, ...]) -> Hit | None:
    """What the same author has sent before."""
    own = [(one, found) for one, found in alike if one.same_author and found > Likeness.LOOSE]
    here = [(one, found) for one, found in own if one.same_article]
    if any(found is Likeness.SAME for _, found in here):
        return Hit(REACTION_AGAIN if mine.reaction else AGAIN, "again", span)
    if mine.reaction or not own:
        return None
    if len(here) > 1:  # one more version of it is a correction, the next are a flood
        return Hit(FLOOD, "flood", span, details=_counted(here))
    if here:
        return Hit(CORRECTED, "corrected", span)
    return Hit(ELSEWHERE, "elsewhere", span)


def _raid(alike: list[Like], span: tuple[Span, ...]) -> Hit | None:
    """Many in a short time."""
    for times, seconds in RAIDS:
        recent = [(one, found) for one, found in alike if one.seconds <= seconds]
        if len(recent) >= times:
            return Hit(RAID, "raid", span, details=_counted(recent))
    return None


def _others(mine: Print, alike: list[Like], span: tuple[Span, ...]) -> Hit | None:
    """What somebody else, or somebody under another name, has sent."""
    copies = [(one, found) for one, found in alike if one.same_article and found >= Likeness.NEAR]
    if mine.letters >= LONG and any(one.same_network and found is Likeness.SAME for one, found in copies):
        return Hit(PUPPET, "puppet", span)
    strangers = [one for one, _ in copies if not one.same_network]
    if mine.letters >= VERY_LONG and strangers:
        return Hit(COPIED, "copied", span)
    return Hit(SHARED, "shared", span)


def _counted(alike: list[Like]) -> tuple[tuple[str, str], ...]:
    """How many texts, this one too, and in how many minutes."""
    longest = max(one.seconds for one, _ in alike)
    return (("times", str(len(alike) + 1)), ("minutes", str(max(1, -int(-longest // MINUTE)))))


RULE = Rule("repeat", check, version=2)
