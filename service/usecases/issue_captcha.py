"""A puzzle for a reader, and a sealed token that knows the answer. Issuing one writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from service.puzzles import Chance, Kind, Wish, make
from service.usecases.challenges import Sealed, seal
from service.world import World


@dataclass(frozen=True, slots=True)
class Terms:
    """What a challenge is to be.

    site: public key of the site that it is for. length: digits. seconds: to answer it in.
    """

    site: str
    kind: Kind
    length: int
    seconds: int
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the reader gets. shown: the members of the API's answer that make up the puzzle. expires_in: in seconds."""

    token: str
    kind: Kind
    shown: Mapping[str, Any]
    expires_in: int


def issue_captcha(world: World, key: bytes, terms: Terms) -> Challenge:
    """A fresh challenge on these terms."""
    challenge_id = world.new_id()
    puzzle = make(terms.kind, Chance(world.new_token()), Wish(terms.length, key, terms.hard))
    now = world.now()
    until = now + timedelta(seconds=terms.seconds)
    token = seal(key, Sealed(challenge_id, puzzle.answer, until, terms.kind, terms.site, now, terms.hard))
    return Challenge(token, terms.kind, puzzle.shown, terms.seconds)
