"""A text cut into the parts that are Persian and those that are not: quotations, and comments on them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

#: What it costs to go from Persian words to others or back, in the words' own scores.
CHANGE: Final = 10.0


def persian_parts(words: Sequence[str], worth: Sequence[float]) -> Iterator[tuple[str, ...]]:
    """The Persian parts on the best way to cut the text; worth: how much each word speaks for Persian. Linear."""
    best = {True: 0.0, False: 0.0}  # by whether the last word is Persian
    came_from: list[dict[bool, bool]] = []
    for value in worth:
        before = {state: state if best[state] >= best[not state] - CHANGE else not state for state in best}
        came_from.append(before)
        best = {
            state: best[before[state]] - CHANGE * (before[state] != state) + (value if state else -value)
            for state in best
        }
    state = best[True] > best[False]
    states = []
    for before in reversed(came_from):
        states.append(state)
        state = before[state]
    states.reverse()
    for is_persian, its in groupby(zip(states, words, strict=True), key=lambda pair: pair[0]):
        if is_persian:
            yield tuple(word for _, word in its)
