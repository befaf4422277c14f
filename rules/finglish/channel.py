"""How Persian letters are spelt in Latin ones: each letter emits a few, with a cost learned from pairs of words.

The cost is -log P(Latin | Persian), in nats. A letter emits its own sound and the short vowel after it, which Persian
does not write: in «mikonam», «ک» emits «ko».
"""

from collections.abc import Iterator, Mapping
from typing import Final

from rules.language.folding import ZWNJ

#: A letter emits at the most so many Latin ones: «sh» and a doubled vowel.
WIDEST: Final = 4
FIRST, MIDDLE, LAST = 0, 1, 2

#: (letter, FIRST | MIDDLE | LAST) -> Latin letters -> cost.
Emissions = Mapping[tuple[str, int], Mapping[str, float]]


def places(said: str) -> list[tuple[str, int]]:
    """The letters of a word and where each stands in its part; parts lie between half-spaces."""
    found = []
    for part in said.split(ZWNJ):
        last = len(part) - 1
        found += [(letter, LAST if at == last else MIDDLE if at else FIRST) for at, letter in enumerate(part)]
    return found


class Channel:
    """The learned costs. emissions: for each letter at each place; what is not there cannot be emitted."""

    def __init__(self, emissions: Emissions) -> None:
        self._emissions = emissions
        self._plans: dict[str, tuple[Mapping[str, float], ...]] = {}

    def plan(self, said: str) -> tuple[Mapping[str, float], ...]:
        """What each letter of a word may emit. Remembered: ask it for words of a vocabulary."""
        plan = self._plans.get(said)
        if plan is None:
            nothing: Mapping[str, float] = {}
            plan = self._plans[said] = tuple(self._emissions.get(key, nothing) for key in places(said))
        return plan

    def cost(self, spelt: str, said: str, limit: float) -> float | None:
        """What it costs to spell a word so, or None when it cannot be, or only for more than `limit`.

        Linear in the word, for bounded spellings.
        """
        states = {0: 0.0}
        end = len(spelt)
        for emits in self.plan(said):
            reached: dict[int, float] = {}
            for start, so_far in states.items():
                for stop in range(start, start + WIDEST + 1 if start + WIDEST < end else end + 1):
                    price = emits.get(spelt[start:stop])
                    if price is not None:
                        total = so_far + price
                        if total <= limit and total < reached.get(stop, limit + 1.0):
                            reached[stop] = total
            if not reached:
                return None
            states = reached
        return states.get(end)

    def letters(self, at_place: int) -> Iterator[tuple[str, str, float]]:
        """Everything that letters emit at a place: letter, Latin letters, cost."""
        for (letter, where), emits in self._emissions.items():
            if where == at_place:
                for chunk, price in emits.items():
                    yield letter, chunk, price
