"""The only door to the clock and to chance, so that tests can hold both."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class World:
    """Clock and chance.

    now: an aware datetime in UTC.
    new_id: a public identifier, unguessable, 22 characters, safe in URLs.
    new_token: a secret of 256 bits, safe in URLs.
    """

    now: Callable[[], datetime]
    new_id: Callable[[], str]
    new_token: Callable[[], str]


def real_world() -> World:
    """The world as it is."""
    return World(
        now=lambda: datetime.now(UTC),
        new_id=lambda: secrets.token_urlsafe(16),
        new_token=lambda: secrets.token_urlsafe(32),
    )
