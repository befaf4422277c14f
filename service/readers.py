"""The reader's token: who a browser says it is, and how its comments have fared, signed by us and kept by it alone.

There is no account behind it and no row of a table: a random id, the day it was made, and how many comments were
published of late. It opens nothing; it spares a reader work, and lets limits count persons instead of addresses.
"""

import base64
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Final

from service.keys import SIGNATURE_BYTES, keyed_hash
from service.status import Status
from service.world import World

EPOCH: Final = datetime(2025, 1, 1, tzinfo=UTC)
MOST_GOOD: Final = 9
KNOWN_FROM: Final = 2  # published comments
PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class Reader:
    """What a token says.

    id: random, 22 characters. born: the day it was made. good: published comments, 0..9, less what was refused.
    """

    id: str
    born: datetime
    good: int = 0

    @property
    def is_known(self) -> bool:
        """Whether this is a reader in good standing."""
        return self.good >= KNOWN_FROM

    def after(self, status: Status) -> "Reader":
        """The reader after a new comment: published counts for them, refused twice against them, held not at all."""
        change = {Status.PUBLISHED: 1, Status.REJECTED: -2}.get(status, 0)
        return replace(self, good=min(MOST_GOOD, max(0, self.good + change)))


def new_reader(world: World) -> Reader:
    """Somebody who comes for the first time."""
    now = world.now()
    return Reader(world.new_id(), EPOCH + timedelta(days=(now - EPOCH).days))


def write_reader(key: bytes, reader: Reader) -> str:
    """The token: what it says, and a signature (HMAC-SHA256, 128 bits)."""
    words = f"{reader.id}.{(reader.born - EPOCH).days}.{reader.good}"
    signature = keyed_hash(key, f"reader {words}")[:SIGNATURE_BYTES]
    return f"{words}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def read_reader(key: bytes, token: str) -> Reader | None:
    """Whom a token names; None for one that was not made with this key, or was changed."""
    parts = token.split(".")
    if len(parts) != PARTS or not token.isascii() or not (parts[1].isdigit() and parts[2].isdigit()):
        return None
    try:
        reader = Reader(parts[0], EPOCH + timedelta(days=int(parts[1])), int(parts[2]))
    except (ValueError, OverflowError):
        return None
    return reader if compare_digest(write_reader(key, reader), token) else None
