"""Words of the desk: what this newsroom wants to look at these days, whatever the other rules think of it.

What it catches
    The words and phrases that the desk of the site has listed, with their endings, in the comment and in the author's
    name: letters, half-spaces, digits and marks are unified as everywhere. Each has a strength: to be seen by whoever
    looks, to be held, or to be refused. They come in as a fact (`Facts.watched`); without it nothing is caught.

Why
    A rumour, a name that a court forbids to print, the slogan of today's campaign: the desk knows of it in the morning,
    and a list that ships with the rules would know of it next month.

Known misses and false alarms
    It sees words, not what is meant: a word is found in a quotation and in a denial too; for phrases in which it means
    nothing a word has exceptions. Words in disguise («م.ث.ا.ل») are not read, and endings of a very short word meet
    other words by chance. A dictionary word that only looks like an inflection of a short entry passes.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from rules.reading import Reading, Rule
from rules.text import Text
from rules.vocabulary import Field, Hit, Span
from rules.watching import HELD, REFUSED, SEEN

#: What a word of each strength is worth.
SCORES: Final = MappingProxyType({SEEN: 0.3, HELD: 0.7, REFUSED: 0.95})
#: So many different words are told of one text; the strongest.
MOST: Final = 8


def check(reading: Reading) -> Iterator[Hit]:
    """Say which of the desk's words stand in the comment and in the name, each once with all its places."""
    if reading.submission.facts.watched is None:
        return
    yield from _hits(reading, reading.text, Field.TEXT)
    if reading.submission.author_name:
        yield from _hits(reading, reading.name, Field.AUTHOR_NAME)


def _hits(reading: Reading, text: Text, field: Field) -> Iterator[Hit]:
    watched = reading.submission.facts.watched
    assert watched is not None  # noqa: S101 (for the type checker)
    places: dict[tuple[str, int], list[Span]] = {}
    for match in watched.find(text):
        span = (text.words[match.first].start, text.words[match.last].end)
        places.setdefault((match.entry.term, match.entry.strength), []).append(span)
    strongest = sorted(places.items(), key=lambda one: -one[0][1])[:MOST]
    for (word, strength), spans in strongest:
        details = (("word", word),)
        if strength == REFUSED:
            yield Hit(SCORES[REFUSED], "refused", tuple(spans), field, details)
        elif strength == HELD:
            yield Hit(SCORES[HELD], "held", tuple(spans), field, details)
        else:
            yield Hit(SCORES[SEEN], "seen", tuple(spans), field, details)


RULE = Rule("desk", check)
