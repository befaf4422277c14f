"""The reader's token."""

from dataclasses import replace

import pytest

from service.readers import Reader, new_reader, read_reader, write_reader
from service.status import Status
from service.world import World, real_world
from tests.support import BEGIN

KEY = b"k" * 32


def test_a_token_says_what_was_written_and_only_with_our_key(world: World) -> None:
    reader = replace(new_reader(world), good=3)
    token = write_reader(KEY, reader)
    assert read_reader(KEY, token) == reader
    assert reader.born.date() == BEGIN.date()
    assert read_reader(b"j" * 32, token) is None
    assert write_reader(KEY, new_reader(world)) != write_reader(KEY, new_reader(world))
    assert len(write_reader(KEY, new_reader(real_world()))) < 64


def test_a_token_that_was_changed_is_none() -> None:
    token = write_reader(KEY, Reader("R" * 22, BEGIN, 1))
    name, day, good, signature = token.split(".")
    others = [f"{name}.{day}.9.{signature}", f"{name}.0.{good}.{signature}", f"x.{day}.{good}.{signature}"]
    others += ["", "a.b.c.d", f"{token}=", token[:-1], "آ.1.1.x", "a.99999999999.1.x", "a.۱.1.x", "." * 3, token + ".x"]
    assert [read_reader(KEY, other) for other in others] == [None] * len(others)


@pytest.mark.parametrize(
    ("good", "status", "after"),
    [
        (0, Status.PUBLISHED, 1),
        (9, Status.PUBLISHED, 9),
        (3, Status.HELD, 3),
        (3, Status.REJECTED, 1),
        (1, Status.REJECTED, 0),
    ],
)
def test_standing_is_earned_by_what_is_published_and_lost_by_what_is_refused(
    good: int, status: Status, after: int
) -> None:
    assert Reader("r", BEGIN, good).after(status).good == after


def test_two_published_comments_make_a_known_reader() -> None:
    assert [Reader("r", BEGIN, good).is_known for good in (0, 1, 2, 9)] == [False, False, True, True]
