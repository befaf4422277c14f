"""How a wrong is said: as a fact, or denied, asked, supposed, reported, hedged, demanded to be looked into.

What governs a wrong may stand far from it: a condition governs the rest of its sentence, a source what follows it, a
question mark the whole; a doubt reaches to the next «ولی».
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rules.checks.accusation.verbs import forms
from rules.checks.accusation.wrongs import Wrong
from rules.lexicon import Lexicon
from rules.text import Text

MARKS: Final = (
    "question rhetorical condition hedge source hearsay inquiry defence say wish assured witness irony generic "
    "official self"
).split()
#: Faces that turn what stands before them round.
_WINKS: Final = re.compile(
    "[\U0001f602\U0001f605\U0001f606\U0001f60e\U0001f60f\U0001f643\U0001f644\U0001f914\U0001f923]"
)
IRONY: Final = "irony"
#: A mark that stands right before what it names: «مبارزه با قاچاق».
BEFORE: Final = "official"
#: What a wrong is when nothing governs it.
FACT: Final = "fact"
#: Ways in which no wrong is stated of anybody.
OPEN: Final = frozenset("denied asked supposed defended reported hearsay hedged inquiry wished named quoted".split())
#: How many words behind a wrong its verb may stand.
VERB_REACH: Final = 5
#: A question word asks where it stands among so many first words.
OPENING: Final = 3
_CONTRAST: Final = frozenset("ولی اما منتها وگرنه لیکن ولیکن ولو بااینحال".split())
#: Wrongs that are done by not doing.
NOT_DOING: Final = frozenset({"tax", "negligence"})
_ON: Final = frozenset("که تا چون و ولی اما".split())
_DENIED: Final = frozenset("نیست نیستن نیستند نیستم نبود نبوده نبودن نبودند نشده نشد نکردم نه هیچوقت هرگز".split())


@dataclass(frozen=True, slots=True)
class Manner:
    """The marks of a text: category -> words at which they begin, in order; for BEFORE those at which they end."""

    text: Text
    marks: dict[str, list[int]]

    def inside(self, mark: str, start: int, end: int) -> bool:
        """Whether a mark begins among words [start, end)."""
        places = self.marks.get(mark)
        if not places:
            return False
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end


@cache
def _lexicon() -> Lexicon:
    return Lexicon.read(Path(__file__).with_name("manner.txt"))


def read(text: Text) -> Manner:
    """Find the marks of a text."""
    marks: dict[str, list[int]] = {}
    found = _lexicon().find(text)
    # «دستش درد نکنه» thanks, and does not doubt («نکنه …»).
    turned = [range(match.first, match.last + 1) for match in found if match.entry.category == IRONY]
    for match in found:
        category = match.entry.category
        if category != IRONY and any(match.first in words for words in turned):
            continue
        marks.setdefault(category, []).append(match.last if category == BEFORE else match.first)
    winks = [wink.start() for wink in _WINKS.finditer(text.original)] if text.words else []
    if winks:
        ends = [word.end for word in text.words]
        marks[IRONY] = sorted([*marks.get(IRONY, ()), *(max(0, bisect_right(ends, at) - 1) for at in winks)])
    return Manner(text, marks)


def asked(text: Text, end: int) -> bool:
    """Whether a question mark follows the clause that ends before word `end`."""
    following = text.words[end].start if end < len(text.words) else len(text.original)
    tail = text.original[text.words[end - 1].end : following]
    return "?" in tail or "؟" in tail


def of(manner: Manner, wrong: Wrong, start: int, end: int) -> str:  # noqa: C901, PLR0911, PLR0912 (one line a way)
    """How a wrong in the clause of words [start, end) is said; FACT when nothing governs it."""
    text = manner.text
    forms_, first, last = text.forms, wrong.first, wrong.last
    if _quoted(text, first):
        return "quoted"
    left = max((at + 1 for at in range(start, first) if forms_[at] in _CONTRAST), default=start)
    right = min((at for at in range(last + 1, end) if forms_[at] in _CONTRAST), default=end)
    inside = manner.inside
    if inside("defence", start, end):
        return "defended"
    if wrong.kind not in NOT_DOING and _denied(forms_, wrong, right):
        return "denied"
    sure = inside("assured", start, end) or inside("rhetorical", start, end)
    if (asked(text, end) and not sure) or (not sure and inside("question", left, min(first, left + OPENING))):
        return "asked"
    if inside("condition", left, first) or inside("condition", last + 1, end):
        return "supposed"
    if inside("source", left, last + 1):
        return "reported"
    if inside("inquiry", left, end):
        return "inquiry"
    for mark, name in (("hearsay", "hearsay"), ("hedge", "hedged")):
        if inside(mark, left, right) and not sure:
            return name
    if inside("wish", left, first):
        return "wished"
    if wrong.strength < 3 and first > start and inside(BEFORE, first - 1, first):  # noqa: PLR2004 (not done)
        return "named"
    if inside("self", left, right):
        return "self"
    if inside("generic", left, right):
        return "generic"
    return FACT


def _denied(words: tuple[str, ...], wrong: Wrong, end: int) -> bool:
    """Whether the verb of a wrong is denied: «رشوه نگرفته», «دزد نیست»; not what follows on a done deed."""
    table = forms()
    if any((form := table.get(word)) and not form.negated for word in words[wrong.first : wrong.last + 1]):
        return False
    for word in words[wrong.last + 1 : min(end, wrong.last + 1 + VERB_REACH)]:
        if word in _ON:
            return False
        if word in _DENIED:
            return True
        form = table.get(word)
        if form:
            return form.negated
    return False


def _quoted(text: Text, first: int) -> bool:
    """Whether a wrong is only named between quotation marks: «گزینهٔ «گزارش کلاهبرداری»»."""
    before = text.original[: text.words[first].start]
    return before.rfind("«") > before.rfind("»")


def summary(manner: Manner, start: int, end: int) -> Iterable[str]:
    """The marks in the clause of words [start, end)."""
    return [mark for mark in MARKS if manner.inside(mark, start, end)]
