"""The puzzles that a captcha may set: a picture, a voice, a sum in words, work for the browser. No database, no web.

Each kind is a module with `make(chance, wish)` and `is_right(expected, typed, key)`; what is kept secret of a puzzle is
its `answer`, what the reader gets is `shown`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from service.puzzles import audio, image, question, work
from service.puzzles.choice import Demand, Stance, choose, demand, offered, seen
from service.puzzles.kinds import VISIBLE, Chance, Kind, Puzzle, Wish

__all__ = [
    "VISIBLE",
    "Chance",
    "Demand",
    "Kind",
    "Puzzle",
    "Stance",
    "Wish",
    "choose",
    "demand",
    "is_right",
    "make",
    "offered",
    "seen",
]

_MAKE: Final[Mapping[Kind, Callable[[Chance, Wish], Puzzle]]] = MappingProxyType(
    {Kind.IMAGE: image.make, Kind.AUDIO: audio.make, Kind.QUESTION: question.make, Kind.WORK: work.make}
)
_IS_RIGHT: Final[Mapping[Kind, Callable[[str, str, bytes], bool]]] = MappingProxyType(
    {
        Kind.IMAGE: image.is_right,
        Kind.AUDIO: audio.is_right,
        Kind.QUESTION: question.is_right,
        Kind.WORK: work.is_right,
    }
)


def make(kind: Kind, chance: Chance, wish: Wish) -> Puzzle:
    """A puzzle of a kind. Takes some milliseconds; writes nothing."""
    return _MAKE[kind](chance, wish)


def is_right(kind: Kind, expected: str, typed: str, key: bytes) -> bool:
    """Whether what a reader typed (or a browser worked out) answers a puzzle; key: as in the wish that it came from."""
    return _IS_RIGHT[kind](expected, typed, key)
