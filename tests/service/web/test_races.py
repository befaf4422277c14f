"""Two at once: the same draft, the same captcha, the same article."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from service.store.tables import Article, Comment, SpentCaptcha, Thread
from service.usecases.make_site import SiteKeys
from tests.support import Reader, at_once, count_rows

POSTERS = 16


@pytest.fixture
def workers(app: Flask, make_app: Callable[..., Flask]) -> list[Flask]:
    """Two workers on one database."""
    return [app, make_app()]


def test_one_draft_sent_sixteen_times_at_once_is_one_comment(
    reader: Reader, workers: list[Flask], each_database: str
) -> None:
    draft = reader.draft("یک نظر")
    answers = at_once(POSTERS, lambda n: workers[n % 2].test_client().post("/v1/comments", json=draft))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: POSTERS - 1}
    assert len({answer.get_json()["comment"]["id"] for answer in answers}) == 1
    assert (count_rows(reader, Comment), count_rows(reader, SpentCaptcha)) == (1, 1)


def test_one_captcha_serves_one_of_two_that_come_at_once(
    reader: Reader, workers: list[Flask], each_database: str
) -> None:
    for _ in range(5):
        captcha = reader.captcha()
        drafts = [reader.draft(f"نظر {number}", captcha=captcha) for number in range(2)]
        answers = at_once(2, lambda n: workers[n].test_client().post("/v1/comments", json=drafts[n]))  # noqa: B023
        assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert (count_rows(reader, Comment), count_rows(reader, SpentCaptcha)) == (5, 5)


def test_different_contents_under_one_key_give_one_comment_and_conflicts(
    reader: Reader, workers: list[Flask], each_database: str
) -> None:
    drafts = [reader.draft(f"نظر {number}", client_key="one-key-for-all") for number in range(8)]
    answers = at_once(8, lambda n: workers[n % 2].test_client().post("/v1/comments", json=drafts[n]))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 7}
    assert count_rows(reader, Comment) == 1


def test_no_count_is_lost_when_many_post_at_once(reader: Reader, workers: list[Flask], each_database: str) -> None:
    drafts = [reader.draft(f"نظر {number}") for number in range(POSTERS)]
    answers = at_once(POSTERS, lambda n: workers[n % 2].test_client().post("/v1/comments", json=drafts[n]))
    assert {answer.status_code for answer in answers} == {201}
    with reader.context.database.reading() as session:
        thread = session.scalars(sa.select(Thread)).one()
    assert (thread.published, thread.version) == (POSTERS, POSTERS + 1)
    sent = {draft["text"]: answer.get_json()["comment"]["text"] for draft, answer in zip(drafts, answers, strict=True)}
    assert all(text == own for text, own in sent.items())


def test_an_article_registered_by_two_at_once_is_there_once(
    reader: Reader, workers: list[Flask], site: SiteKeys, each_database: str
) -> None:
    headers = {"Authorization": f"Bearer {site.secret_key}"}

    def put(number: int) -> Any:
        client = workers[number % 2].test_client()
        return client.put("/v1/articles/77", json={"title": "عنوان"}, headers=headers)

    answers = at_once(8, put)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 7}
    assert count_rows(reader, Article) == 2
