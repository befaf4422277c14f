"""The states of a comment, and which may follow which."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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


#: How long a comment that waits may be edited: whoever comes back later writes anew.
EDITED_WHILE_HELD: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """A comment as far as it matters for what its author may do with it.

    decided: whether a moderator has decided about it. appealed: whether its author has appealed. newsroom: whether it
    was written at the desk.
    """

    status: Status
    created_at: datetime
    published_at: datetime | None
    decided: bool = False
    appealed: bool = False
    newsroom: bool = False

    @property
    def may_withdraw(self) -> bool:
        """Whether its author may take it back."""
        return self.status in {Status.PUBLISHED, Status.HELD} and not self.newsroom

    @property
    def may_appeal(self) -> bool:
        """Whether its author may ask for a second look."""
        return self.status in {Status.REJECTED, Status.REMOVED} and not self.appealed

    def editable_until(self, now: datetime, minutes: int) -> datetime | None:
        """Until when its author may edit it; None when they may not (any more).

        minutes: how long after its publication. What a moderator has decided about stays as they saw it.
        """
        until = None
        if minutes > 0 and not self.decided and not self.newsroom:
            if self.status is Status.HELD:
                until = self.created_at + EDITED_WHILE_HELD
            elif self.status is Status.PUBLISHED and self.published_at is not None:
                until = self.published_at + timedelta(minutes=minutes)
        return until if until is not None and now < until else None


def may_become(was: Status, becomes: Status) -> bool:
    """Whether a decision may move a comment from one status to the other."""
    return becomes in ALLOWED[was]
