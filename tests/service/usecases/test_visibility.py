"""What a change of status means for the thread."""

import pytest

from service.status import Status
from service.usecases.visibility import ThreadChange, change_of


@pytest.mark.parametrize(
    ("was", "becomes", "seen", "change"),
    [
        (None, Status.PUBLISHED, False, ThreadChange(1, 0, 1)),
        (None, Status.HELD, False, ThreadChange(0, 1, 0)),
        (None, Status.REJECTED, False, ThreadChange(0, 0, 0)),
        (Status.HELD, Status.PUBLISHED, False, ThreadChange(1, -1, 1)),
        (Status.HELD, Status.REJECTED, False, ThreadChange(0, -1, 0)),
        (Status.HELD, Status.REJECTED, True, ThreadChange(0, -1, 1)),  # its tombstone says something else now
        (Status.PUBLISHED, Status.REMOVED, True, ThreadChange(-1, 0, 1)),
        (Status.PUBLISHED, Status.HELD, True, ThreadChange(-1, 1, 1)),
        (Status.REMOVED, Status.PUBLISHED, True, ThreadChange(1, 0, 1)),
        (Status.REJECTED, Status.HELD, False, ThreadChange(0, 1, 0)),
        (Status.HELD, Status.HELD, True, ThreadChange(0, 0, 0)),
    ],
)
def test_counts_and_version_follow_what_readers_see(
    was: Status | None, becomes: Status, seen: bool, change: ThreadChange
) -> None:
    assert change_of(was, becomes, seen=seen) == change
