"""A word letter by letter: the likeliest Persian letters for Latin ones, for names that no vocabulary has."""

from functools import cache
from typing import Final

from rules.finglish.channel import FIRST, LAST, MIDDLE, WIDEST
from rules.finglish.letters import LONGEST
from rules.finglish.vocabulary import vocabulary

#: What a word costs that no list knows, before its letters.
UNKNOWN: Final = 8.0
#: Beginnings that are kept while a word is spelt.
BEAM: Final = 6
#: A pair of letters that was never seen.
UNSEEN: Final = 9.0
EDGE: Final = "^"


@cache
def letters_at(where: int) -> dict[str, tuple[tuple[str, float], ...]]:
    """Latin letters -> the Persian ones that emit them there; what emits nothing is not guessed."""
    found: dict[str, list[tuple[str, float]]] = {}
    for letter, chunk, cost in vocabulary().channels[0].letters(where):
        if chunk:
            found.setdefault(chunk, []).append((letter, cost))
    return {chunk: tuple(sorted(letters, key=lambda one: (one[1], one[0]))[:BEAM]) for chunk, letters in found.items()}


def spell_out(word: str) -> tuple[str, float]:
    """The Persian letters and what they cost, in nats. Long words are cut into pieces; linear."""
    pieces = [word[at : at + LONGEST] for at in range(0, len(word), LONGEST)]
    spelt = [_spell(piece) for piece in pieces]
    return "".join(one for one, _ in spelt), UNKNOWN + sum(cost for _, cost in spelt)


def _spell(word: str) -> tuple[str, float]:
    pairs, end = vocabulary().letter_pairs, len(word)
    beams: list[list[tuple[float, str]]] = [[] for _ in range(end + 1)]
    beams[0] = [(0.0, "")]
    for start in range(end):
        for cost, so_far in sorted(beams[start])[:BEAM]:
            before = pairs.get(so_far[-1:] or EDGE, {})
            for stop in range(start + 1, min(start + WIDEST, end) + 1):
                where = LAST if stop == end else MIDDLE if start else FIRST
                for letter, price in letters_at(where).get(word[start:stop], ()):
                    total = cost + price + before.get(letter, UNSEEN)
                    if stop == end:
                        total += pairs.get(letter, {}).get(EDGE, UNSEEN)
                    beams[stop].append((total, so_far + letter))
    cost, written = min(beams[end], default=(UNSEEN * end, ""))
    return written, cost
