"""Counts towards limits in a worker's own memory.

The library's own memory starts a thread after nearly every hit, to forget what has expired: that cost a post as much as
two rules. Here what has expired is forgotten in passing.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Final

from limits.storage import Storage

#: Hits between two looks for what has expired; so many keys more than are in use are kept at most.
SWEPT_EVERY: Final = 1024


class Counters(Storage):
    """Fixed windows by key: how many hits, and until when they count, in seconds since the epoch."""

    STORAGE_SCHEME: Final = ["nazer"]  # type: ignore[misc]  # the library's own attribute is not final

    def __init__(self, uri: str | None = None, *, now: Callable[[], datetime], wrap_exceptions: bool = False) -> None:
        """Start with no counts. now: the world's clock."""
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._now = now
        self._counts: dict[str, tuple[int, float]] = {}
        self._lock = Lock()
        self._hits = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong in earnest: nothing."""
        return MemoryError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a hit; how many there are in its window, which began with its first."""
        now = self._now().timestamp()
        with self._lock:
            self._hits += 1
            if self._hits % SWEPT_EVERY == 0:
                self._counts = {name: kept for name, kept in self._counts.items() if kept[1] > now}
            count, until = self._counts.get(key, (0, 0.0))
            if until <= now:
                count, until = 0, now + expiry
            self._counts[key] = (count + amount, until)
            return count + amount

    def get(self, key: str) -> int:
        """How many hits are in the window of a key."""
        count, until = self._counts.get(key, (0, 0.0))
        return count if until > self._now().timestamp() else 0

    def get_expiry(self, key: str) -> float:
        """When the window of a key ends; now, when there is none."""
        now = self._now().timestamp()
        return max(now, self._counts.get(key, (0, now))[1])

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forget everything; how many keys that were."""
        with self._lock:
            forgotten, self._counts = len(self._counts), {}
            return forgotten

    def clear(self, key: str) -> None:
        """Forget the hits of a key."""
        with self._lock:
            self._counts.pop(key, None)
