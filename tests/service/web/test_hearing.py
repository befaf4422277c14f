"""A comment is judged before it is kept: what happens in between, and what the rules are given."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

import rules
from service.article import ArticleForm
from service.status import Status
from service.store.tables import Article, ArticleProfile, Comment, SpentCaptcha
from service.usecases.register_article import register_article
from service.web.context import Context
from tests.support import FakeEngine, Reader

Meanwhile = Callable[..., None]


@pytest.fixture
def meanwhile(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Have something done while the next comments are judged, each thing once; not while that itself is judged."""
    real, waiting = FakeEngine.judge, list[Callable[[], Any]]()

    def judge(fake: FakeEngine, submission: rules.Submission) -> rules.Verdict:
        verdict = real(fake, submission)
        if waiting:
            work, waiting[:] = waiting[0], waiting[1:]
            later, waiting[:] = list(waiting), []
            work()
            waiting[:] = later
        return verdict

    monkeypatch.setattr(FakeEngine, "judge", judge)

    def plan(*work: Callable[[], Any]) -> None:
        waiting.extend(work)

    return plan


def count(context: Context, table: Any) -> int:
    with context.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_an_article_that_is_closed_meanwhile_takes_no_comment_and_the_captcha_is_not_lost(
    reader: Reader, article: ArticleForm, meanwhile: Meanwhile, each_database: str
) -> None:
    def close() -> None:
        with reader.context.database.transaction() as session:
            register_article(session, reader.context.world, 1, replace(article, comments_open=False))

    meanwhile(close)
    answer = reader.send("متن")
    assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/article-closed")
    assert (count(reader.context, Comment), count(reader.context, SpentCaptcha)) == (0, 0)


def test_a_parent_that_is_removed_meanwhile_cannot_be_answered(
    reader: Reader, meanwhile: Meanwhile, each_database: str
) -> None:
    parent = reader.publish("نظر پدر")
    meanwhile(lambda: reader.decide(parent, Status.REMOVED))
    answer = reader.send("پاسخ", parent_id=parent)
    assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, "unknown-parent")
    assert count(reader.context, Comment) == 1


@pytest.mark.parametrize(
    ("other", "judged"),
    [
        ({"text": "همین متن"}, 3),  # the same text by the same author
        ({"text": "متنی دیگر"}, 3),  # another one by the same author
        ({"text": "همین متن", "author_name": "دیگری"}, 3),  # the same text under another name, from the same network
        ({"text": "متنی دیگر", "author_name": "دیگری"}, 2),  # nobody's copy
        ({"text": "REJECT"}, 2),  # what was refused is no fact for its author
    ],
)
def test_what_the_author_sends_meanwhile_is_known_to_the_rules(
    reader: Reader, engine: FakeEngine, meanwhile: Meanwhile, other: dict[str, str], judged: int, each_database: str
) -> None:
    meanwhile(lambda: reader.send(**other))
    assert reader.send("همین متن").status_code == 201
    assert len(engine.seen) == judged
    known = [one.text for one in engine.seen[-1].facts.earlier]
    assert known == ([other["text"]] if judged == 3 else [])
    assert count(reader.context, SpentCaptcha) == 2


def test_whoever_keeps_sending_meanwhile_is_not_judged_for_ever(
    reader: Reader, engine: FakeEngine, meanwhile: Meanwhile
) -> None:
    meanwhile(*(lambda: reader.send("همین متن") for _ in range(9)))
    assert reader.send("همین متن").status_code == 201
    assert count(reader.context, Comment) == 4
    assert len(engine.seen[-1].facts.earlier) == 2


def test_the_same_draft_kept_by_another_worker_meanwhile_is_answered_as_there(
    reader: Reader, make_app: Callable[..., Flask], meanwhile: Meanwhile, each_database: str
) -> None:
    draft, answers = reader.draft("متن"), list[Any]()
    meanwhile(lambda: answers.append(make_app().test_client().post("/v1/comments", json=draft)))
    answer = reader.client.post("/v1/comments", json=draft)
    assert (answers[0].status_code, answer.status_code) == (201, 200)
    assert answer.get_json() == {**answers[0].get_json(), "repeated": True}
    other_captcha = reader.draft("باز")
    meanwhile(lambda: answers.append(reader.client.post("/v1/comments", json=other_captcha)))
    answer = reader.client.post("/v1/comments", json={**other_captcha, "captcha": reader.captcha()})
    assert (answers[1].status_code, answer.status_code) == (201, 200)


def test_nothing_is_judged_for_a_wrong_captcha(reader: Reader, engine: FakeEngine, each_database: str) -> None:
    draft = reader.draft("متن")
    draft["captcha"]["answer"] = "0"
    assert reader.client.post("/v1/comments", json=draft).status_code == 422
    assert engine.seen == []
    assert count(reader.context, SpentCaptcha) == 1


def test_no_connection_is_held_while_the_rules_judge(reader: Reader, meanwhile: Meanwhile, each_database: str) -> None:
    held: list[int] = []
    pool: Any = reader.context.database.engine.pool
    meanwhile(lambda: held.append(pool.checkedout()))
    reader.publish("متن")
    assert held == [0]


def test_an_article_without_a_profile_is_prepared_by_the_first_comment(
    reader: Reader, engine: FakeEngine, each_database: str
) -> None:
    with reader.context.database.transaction() as session:
        session.execute(sa.delete(ArticleProfile))
    reader.publish("متن")
    profile = engine.seen[-1].profile
    assert profile is not None
    assert profile.title == "افزایش حقوق معلمان"
    assert count(reader.context, ArticleProfile) == 1


def test_an_article_that_the_rules_fail_at_is_given_to_them_whole_so_that_they_say_so(
    reader: Reader, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_article: rules.Article) -> rules.ArticleProfile:
        raise ZeroDivisionError

    monkeypatch.setattr(rules, "prepare", fail)
    with reader.context.database.transaction() as session:
        session.execute(sa.delete(ArticleProfile))
    reader.publish("متن")
    seen = engine.seen[-1]
    assert seen.profile is None
    assert seen.article is not None
    assert (seen.article.article_id, seen.article.body) == ("5414189", "مجلس حقوق معلمان را افزایش داد.")


def test_the_archive_is_a_fact_once_it_is_there(
    reader: Reader, make_app: Callable[..., Flask], engine: FakeEngine, each_database: str
) -> None:
    app = make_app(archive_articles=10)
    context: Context = app.extensions["nazer"]
    archive = context.archives.renew(1)
    assert archive is not None
    app.test_client().post("/v1/comments", json=reader.draft("متن"))
    reader.publish("باز")
    assert [one.facts.archive for one in engine.seen] == [archive, None]


def test_a_changed_article_is_compared_with_as_it_is_now(
    reader: Reader, article: ArticleForm, engine: FakeEngine, each_database: str
) -> None:
    reader.publish("متن")
    with reader.context.database.transaction() as session:
        site_pk = session.scalars(sa.select(Article.site_pk)).one()
        register_article(session, reader.context.world, site_pk, replace(article, title="کاهش حقوق معلمان"))
    reader.publish("باز")
    assert [one.profile.title for one in engine.seen if one.profile] == ["افزایش حقوق معلمان", "کاهش حقوق معلمان"]
