"""What the tests are written with: a clock to turn, an engine that judges by marked words, a reader at the form."""

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import rules
from service.status import Status
from service.store.tables import Comment
from service.usecases.challenges import unseal
from service.usecases.visibility import apply_status
from service.web.context import Context

SECRET = "a-secret-of-the-tests-that-is-long-enough"
BEGIN = datetime(2026, 2, 1, 8, 42, tzinfo=UTC)
THREAD = "/v1/articles/5414189/comments"
ORIGIN = "https://news.example"


class Clock:
    """A clock that goes on by a millisecond each time somebody looks, and as far as a test turns it."""

    def __init__(self) -> None:
        self.time = BEGIN

    def __call__(self) -> datetime:
        self.time += timedelta(milliseconds=1)
        return self.time

    def turn(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class FakePolicy:
    version: str = "test-1"
    unmarked: frozenset[str] = frozenset({"repeat"})


@dataclass
class FakeEngine:
    """Judges by marked words, so that these tests do not depend on what the rules think."""

    policy: FakePolicy = field(default_factory=FakePolicy)
    seen: list[rules.Submission] = field(default_factory=list)

    def judge(self, submission: rules.Submission) -> rules.Verdict:
        self.seen.append(submission)
        for word, outcome, score in (("REJECT", "reject", 0.9), ("HOLD", "hold", 0.6)):
            start = submission.text.find(word)
            if start >= 0:
                finding = rules.Finding("insult", rules.Action(outcome), score, "insult", ((start, start + len(word)),))
                return rules.Verdict(rules.Outcome(outcome), (finding,), self.policy.version)
        return rules.Verdict(rules.Outcome.PUBLISH, (), self.policy.version)


@dataclass(frozen=True)
class FakeReason:
    rule: str
    message: str
    hint: str
    field: rules.Field
    spans: tuple[rules.Span, ...]


@dataclass
class Reader:
    """A reader at the form: fetches a captcha, reads the picture, sends the comment."""

    client: FlaskClient
    context: Context
    drafts: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def captcha(self) -> dict[str, str]:
        """A fresh challenge, rightly answered."""
        token = self.client.get("/v1/captcha").get_json()["token"]
        return {"token": token, "answer": self.answer_of(token)}

    def answer_of(self, token: str) -> str:
        sealed = unseal(self.context.keys.captcha, token)
        assert sealed is not None
        return sealed.answer

    def draft(self, text: str, **members: Any) -> dict[str, Any]:
        return {
            "article_id": "5414189",
            "text": text,
            "author_name": "مینا",
            "client_key": f"draft-{next(self.drafts):06d}",
            **({} if "captcha" in members else {"captcha": self.captcha()}),
            **members,
        }

    def send(self, text: str, **members: Any) -> TestResponse:
        return self.client.post("/v1/comments", json=self.draft(text, **members))

    def publish(self, text: str, parent_id: str | None = None, **members: Any) -> str:
        """Send a comment that is published; its id."""
        response = self.send(text, parent_id=parent_id, **members)
        assert response.status_code == 201, response.get_data(as_text=True)
        return str(response.get_json()["comment"]["id"])

    def thread(self, query: str = "") -> dict[str, Any]:
        """The thread as it is read."""
        answer = self.client.get(THREAD + query)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        body: dict[str, Any] = answer.get_json()
        return body

    def decide(self, comment_id: str, becomes: Status) -> None:
        """What a moderator's decision does to a comment."""
        with self.context.database.transaction() as session:
            comment = session.scalars(sa.select(Comment).where(Comment.id == comment_id)).one()
            apply_status(session, self.context.world, comment, becomes)


@dataclass
class Someone:
    """A reader with a token of their own, in a network of their own when one is given."""

    reader: Reader
    address: str = "127.0.0.1"
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        token = self.client.post("/v1/readers", json={}).get_json()["reader"]
        self.headers = {"Nazer-Reader": token}

    @property
    def client(self) -> FlaskClient:
        return self.reader.client

    def call(self, method: str, path: str, **body: Any) -> TestResponse:
        where = {"REMOTE_ADDR": self.address}
        sent: dict[str, Any] = {"json": body} if method != "GET" else {}
        return self.client.open(f"/v1{path}", method=method, headers=self.headers, environ_overrides=where, **sent)

    def send(self, text: str, **members: Any) -> TestResponse:
        return self.call("POST", "/comments", **self.reader.draft(text, **members))

    def publish(self, text: str, parent_id: str | None = None) -> tuple[str, str]:
        """Send a comment that is published; its id and its status token."""
        body = self.send(text, parent_id=parent_id).get_json()
        return body["comment"]["id"], body["status_token"]

    def vote(self, comment_id: str, value: int) -> TestResponse:
        return self.call("PUT", f"/comments/{comment_id}/vote", value=value)

    def report(self, comment_id: str, reason: str = "insult", **members: Any) -> TestResponse:
        return self.call("POST", f"/comments/{comment_id}/reports", reason=reason, **members)

    def patch(self, token: str, **members: Any) -> TestResponse:
        return self.call("PATCH", f"/submissions/{token}", **members)

    def appeal(self, token: str, text: str) -> TestResponse:
        return self.call("POST", f"/submissions/{token}/appeal", text=text)

    def mine(self) -> dict[str, Any]:
        answer = self.call("GET", "/articles/5414189/mine")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        body: dict[str, Any] = answer.get_json()
        return body


def at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """What `count` threads get that all start at the same moment."""
    gate = threading.Barrier(count)
    answers: list[Any] = [None] * count

    def run(number: int) -> None:
        gate.wait()
        answers[number] = work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def count_rows(reader: Reader, table: Any) -> int:
    with reader.context.database.reading() as session:
        return int(session.scalars(sa.select(sa.func.count()).select_from(table)).one())
