"""What all kinds of puzzles have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256, shake_256
from typing import Any, Final


class Kind(StrEnum):
    """The kinds, by the names that the API and the settings give them."""

    IMAGE = "image"
    AUDIO = "audio"
    QUESTION = "question"
    WORK = "pow"


#: Those that a person answers; work is done by the browser, unseen.
VISIBLE: Final = (Kind.IMAGE, Kind.AUDIO, Kind.QUESTION)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a puzzle is to be like. length: digits, where there are digits. hard: for times of a flood.

    key: signs what a browser has to work on.
    """

    length: int
    key: bytes
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Puzzle:
    """answer: to be sealed. shown: the members of the API's answer that make up the puzzle."""

    answer: str
    shown: Mapping[str, Any]


class Chance:
    """Chance for one puzzle, all of it out of one token of the world's."""

    def __init__(self, token: str) -> None:
        """Token: unguessable, and used for nothing else."""
        self._seed = token.encode()
        self._left = int.from_bytes(sha256(self._seed).digest())

    def below(self, bound: int) -> int:
        """A whole number from 0 to below the bound. Good for some thirty throws of a digit."""
        self._left, thrown = divmod(self._left, bound)
        return thrown

    def digits(self, alphabet: str, length: int) -> str:
        """So many characters of an alphabet."""
        return "".join(alphabet[self.below(len(alphabet))] for _ in range(length))

    def noise(self, count: int) -> bytes:
        """So many bytes."""
        return shake_256(self._seed).digest(count)
