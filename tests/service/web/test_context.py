"""Transactions that are tried again."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError

from service.web import context


class Deadlock(Exception):  # noqa: N818 (stands for the driver's)
    sqlstate = "40P01"


def fails(times: int, error: Exception) -> tuple[list[int], Callable[[], str]]:
    """Work that fails so many times before it succeeds, and a list that grows with every try."""
    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        if len(tries) <= times:
            raise error
        return "done"

    return tries, work


@pytest.mark.parametrize(
    "error", [IntegrityError("x", None, Exception()), OperationalError("x", None, Deadlock())], ids=["race", "deadlock"]
)
def test_work_that_lost_a_race_is_done_again_some_times(app: Flask, error: Exception) -> None:
    with app.app_context():
        tries, work = fails(context.ATTEMPTS - 1, error)
        assert context.attempt(work) == "done"
        assert len(tries) == context.ATTEMPTS
        tries, work = fails(context.ATTEMPTS, error)
        with pytest.raises(type(error)):
            context.attempt(work)
        assert len(tries) == context.ATTEMPTS


def test_work_that_failed_for_another_reason_is_not_done_again(app: Flask) -> None:
    with app.app_context():
        tries, work = fails(1, OperationalError("x", None, Exception("disk full")))
        with pytest.raises(OperationalError):
            context.attempt(work)
        assert len(tries) == 1
