"""The states of a comment."""

import pytest

from service.status import ALLOWED, Status, may_become


def test_every_status_says_what_may_follow_and_none_follows_itself() -> None:
    assert set(ALLOWED) == set(Status)
    assert not [status for status in Status if may_become(status, status)]


@pytest.mark.parametrize("becomes", list(Status))
def test_what_its_author_took_back_stays_so(becomes: Status) -> None:
    assert not may_become(Status.WITHDRAWN, becomes)
