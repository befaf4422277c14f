"""The database is away: what readers' pages get then, and what stands in the log."""

import io
import json
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from service.logs import open_log
from tests.support import ORIGIN, THREAD, Clock, Reader

HERE = {"Origin": ORIGIN}
ASKED = {**HERE, "Access-Control-Request-Method": "POST"}


@pytest.fixture
def stream(reader: Reader, make_app: Callable[..., Flask]) -> io.StringIO:
    """What an app with a log of its own writes; the reader uses that app."""
    stream = io.StringIO()
    app = make_app(log=open_log("INFO", stream))
    reader.client, reader.context = app.test_client(), app.extensions["nazer"]
    return stream


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def take_away(reader: Reader, error: Exception | None = None) -> None:
    def fail(*_call: Any) -> NoReturn:
        raise error or OperationalError("رازمتن", None, Exception("gone"))

    sa.event.listen(reader.context.database.engine, "before_cursor_execute", fail)


@pytest.mark.parametrize(
    "error", [OperationalError("x", None, Exception()), InterfaceError("x", None, Exception()), PoolTimeoutError("x")]
)
def test_an_outage_is_a_problem_that_the_page_can_read(
    reader: Reader, stream: io.StringIO, clock: Clock, error: Exception
) -> None:
    reader.client.get(THREAD, headers=HERE)
    draft = reader.draft("متن")
    take_away(reader, error)
    clock.turn(seconds=10)  # what is known of the sites is stale by now
    for answer in (
        reader.client.get(THREAD, headers=HERE),
        reader.client.post("/v1/comments", json=draft, headers=HERE),
    ):
        assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
        assert answer.headers["Retry-After"] == "5"
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]
        assert answer.get_json()["request_id"] == answer.headers["X-Request-Id"]
    assert [(line["status"], line["error"]) for line in lines(stream)[-2:]] == [(503, type(error).__name__)] * 2


def test_what_needs_no_database_is_answered_in_an_outage_too(reader: Reader, stream: io.StringIO, clock: Clock) -> None:
    reader.client.get(THREAD, headers=HERE)
    take_away(reader)
    clock.turn(seconds=10)
    captcha = reader.client.get("/v1/captcha", headers=HERE)
    preflight = reader.client.options("/v1/comments", headers=ASKED)
    assert (captcha.status_code, preflight.status_code) == (200, 204)
    assert captcha.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert preflight.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_a_worker_that_never_saw_the_database_still_answers(reader: Reader, stream: io.StringIO) -> None:
    take_away(reader)
    assert reader.client.get("/v1/captcha", headers=HERE).status_code == 200
    answer = reader.client.get(THREAD, headers=HERE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_an_error_after_the_view_is_one_line_too_and_never_the_text(
    reader: Reader, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: Any) -> NoReturn:
        message = "رازمتن"
        raise ValueError(message)

    monkeypatch.setattr("service.web.envelope._may_read", fail)
    before = len(lines(stream))
    assert reader.client.get("/v1/articles/none/comments", headers=HERE).status_code == 500
    (line,) = lines(stream)[before:]
    assert (line["level"], line["error"], line["status"]) == ("error", "ValueError", 500)
    assert any("test_outage.py" in one for one in line["places"])
    assert "رازمتن" not in stream.getvalue()
    assert capfd.readouterr().err == ""
