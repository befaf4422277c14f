"""The states of a comment, and which may follow which."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Status(StrEnum):
    """Where a comment stands. Stored by value."""

    PUBLISHED = "published"
    HELD = "held"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # by its author
    REMOVED = "removed"  # after publication, by a moderator


#: What a person may make of a comment. The machine sets only the first status.
ALLOWED: Final = MappingProxyType(
    {
        Status.HELD: frozenset({Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN}),
        Status.PUBLISHED: frozenset({Status.REMOVED, Status.WITHDRAWN, Status.HELD}),
        Status.REJECTED: frozenset({Status.PUBLISHED, Status.HELD}),
        Status.REMOVED: frozenset({Status.PUBLISHED}),
        Status.WITHDRAWN: frozenset[Status](),
    }
)


def may_become(was: Status, becomes: Status) -> bool:
    """Whether a decision may move a comment from one status to the other."""
    return becomes in ALLOWED[was]
