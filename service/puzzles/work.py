"""Work for the browser, unseen by the reader: ALTCHA's challenge, version 2, in its deterministic mode.

Some hundreds of keys are derived until one begins as it should; how many is thrown within bounds, so that nobody waits
long by bad luck. A machine does as much for each comment, which is all that this asks of it.
"""

import base64
import binascii
import json
from typing import Any, Final

from altcha import create_challenge, verify_solution

from service.keys import keyed_hash
from service.puzzles.kinds import Chance, Puzzle, Wish

ALGORITHM: Final = "PBKDF2/SHA-256"
ROUNDS: Final = 3_000  # of PBKDF2 for each key: less than a millisecond in a browser
FEWEST: Final = 100  # keys
SPREAD: Final = 200
DEARER_WHEN_HARD: Final = 4


def make(chance: Chance, wish: Wish) -> Puzzle:
    """A challenge of 100 to 300 keys, four times as many in hard times. Takes as long as deriving one of them."""
    times = DEARER_WHEN_HARD if wish.hard else 1
    challenge = create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=times * FEWEST + chance.below(times * SPREAD),
        hmac_secret=_secret(wish.key, "challenge"),
        hmac_key_secret=_secret(wish.key, "derived"),
    )
    return Puzzle(str(challenge.signature), {"challenge": challenge.to_dict()})


def is_right(expected: str, typed: str, key: bytes) -> bool:
    """Whether a payload of ALTCHA (base64 of JSON) solves the challenge with this signature."""
    try:
        payload: Any = json.loads(base64.b64decode(typed, validate=True))
        signature = payload["challenge"]["signature"]
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        return False
    if signature != expected:  # a challenge of ours, but not the one of this token
        return False
    done = verify_solution(typed, _secret(key, "challenge"), hmac_key_secret=_secret(key, "derived"))
    return bool(done.verified)


def _secret(key: bytes, purpose: str) -> bytes:
    return keyed_hash(key, f"work {purpose}")
