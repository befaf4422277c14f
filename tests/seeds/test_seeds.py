"""The demo's seeds: whole, honest in their labels, and judged on their way in as readers' comments are."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import rules
from service.commands.seeding import Loaded, SeedError, load_seeds, read_seeds
from service.commands.sites import find_site, new_site
from service.keys import Keys
from service.status import Status
from service.store.database import Database, open_database
from service.store.profiles import Profiles
from service.store.tables import Article, Comment, Judgement, Thread
from service.usecases.hearing import Desk
from service.world import World, real_world

FOLDER = Path(__file__).parents[2] / "seeds" / "demo"
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
FIELDS = {
    "id", "article_id", "parent_id", "author_name", "text", "language",
    "insult", "accusation", "relevant", "spam", "acceptable", "spans", "note",
}  # fmt: skip
OUTCOMES = [outcome.value for outcome in rules.Outcome]
LANGUAGES = {"fa", "mixed", "fa-latn", "en", "ar", "azb", "ckb"}


class MildEngine:
    """Holds what says «خفه», refuses what has a link, publishes the rest: enough to see that seeds are judged."""

    def judge(self, submission: rules.Submission) -> rules.Verdict:
        text = submission.text
        outcome = (
            rules.Outcome.HOLD if "خفه" in text else rules.Outcome.REJECT if "www." in text else rules.Outcome.PUBLISH
        )
        return rules.Verdict(outcome, (), "1")


@pytest.fixture
def articles() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text().splitlines()]


@pytest.fixture
def comments() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / "comments.jsonl").read_text().splitlines()]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    with opened.transaction() as session:
        new_site(session, real_world(), "نمونه", (), ())
    yield opened
    opened.close()


def load(database: Database, folder: Path = FOLDER) -> Loaded:
    real = real_world()
    world = World(lambda: NOW, real.new_id, real.new_token)
    desk = Desk(world, MildEngine(), Keys.from_secret("s" * 32), database, Profiles(database))
    with database.reading() as session:
        site = find_site(session)
    return load_seeds(database, desk, site, read_seeds(folder))


def test_there_are_articles_of_many_desks_in_an_agencys_shape(articles: list[dict[str, Any]]) -> None:
    assert len(articles) >= 8
    assert len({article["category"] for article in articles}) >= 8
    for article in articles:
        assert article["article_id"].isdigit()
        assert all(article[name] for name in ("kicker", "title", "lede", "tags"))
        assert 3 <= len(article["body"].split("\n\n")) <= 4
        assert datetime.fromisoformat(article["published_at"]).tzinfo is not None
    assert len({article["article_id"] for article in articles}) == len(articles)


def test_every_comment_has_every_field_and_belongs_somewhere(
    articles: list[dict[str, Any]], comments: list[dict[str, Any]]
) -> None:
    assert len(comments) >= 84
    codes = {article["article_id"] for article in articles}
    seen: dict[str, dict[str, Any]] = {}
    for comment in comments:
        assert set(comment) == FIELDS, comment["id"]
        assert comment["id"] not in seen
        assert comment["article_id"] in codes
        assert comment["language"] in LANGUAGES
        assert comment["acceptable"]
        assert set(comment["acceptable"]) <= set(OUTCOMES)
        if comment["parent_id"] is not None:
            parent = seen[comment["parent_id"]]  # parents come first
            assert parent["article_id"] == comment["article_id"]
            assert parent["acceptable"] == ["publish"], "a reply under what is not published is never seen"
        seen[comment["id"]] = comment


def test_no_two_comments_are_alike(comments: list[dict[str, Any]]) -> None:
    assert [text for text, count in Counter(comment["text"] for comment in comments).items() if count > 1] == []


def test_spans_are_words_of_their_text(comments: list[dict[str, Any]]) -> None:
    for comment in comments:
        assert all(span in comment["text"] for span in comment["spans"]), comment["id"]
        assert bool(comment["spans"]) == (comment["insult"] or comment["accusation"]), comment["id"]


def test_labels_agree_with_the_outcomes_that_a_good_editor_accepts(comments: list[dict[str, Any]]) -> None:
    for comment in comments:
        clean = not (comment["insult"] or comment["accusation"] or comment["spam"]) and comment["relevant"]
        if clean and comment["language"] == "fa":
            assert comment["acceptable"] == ["publish"], comment["id"]
        elif clean and comment["language"] == "mixed":
            assert comment["acceptable"] == ["publish", "hold"], comment["id"]
        else:
            assert "publish" not in comment["acceptable"], comment["id"]
        assert not (comment["spam"] and comment["relevant"]), comment["id"]


def test_most_comments_are_publishable_and_every_kind_of_fault_is_there(comments: list[dict[str, Any]]) -> None:
    publishable = sum(comment["acceptable"][0] == "publish" for comment in comments)
    assert 0.55 <= publishable / len(comments) <= 0.75
    for kind, least in (("insult", 10), ("accusation", 8), ("spam", 10)):
        assert sum(comment[kind] for comment in comments) >= least, kind
    assert sum(not comment["relevant"] and not comment["spam"] for comment in comments) >= 6
    assert sum(comment["parent_id"] is not None for comment in comments) >= 15
    assert {comment["language"] for comment in comments} == LANGUAGES


def test_they_load_through_the_use_cases_and_are_judged(
    database: Database, articles: list[dict[str, Any]], comments: list[dict[str, Any]]
) -> None:
    loaded = load(database)

    assert loaded.articles == len(articles)
    assert loaded.comments.total() + loaded.left_out == len(comments)
    assert loaded.comments[Status.HELD.value] >= 1
    assert loaded.comments[Status.REJECTED.value] >= 1
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count(Judgement.pk))) == loaded.comments.total()
        assert session.scalar(sa.select(sa.func.sum(Thread.published))) == loaded.comments[Status.PUBLISHED.value]
        assert session.scalar(sa.select(sa.func.max(Comment.depth))) == 2


def test_their_dates_are_close_to_now_and_in_order(database: Database) -> None:
    load(database)

    with database.reading() as session:
        rows = session.execute(
            sa.select(Comment.created_at, Article.published_at).join(Article).order_by(Comment.pk)
        ).all()
        newest = session.scalar(sa.select(sa.func.max(Article.published_at)))
    moments = [created_at for created_at, _ in rows]
    assert moments == sorted(moments)
    assert all(published_at and published_at < created_at < NOW for created_at, published_at in rows)
    assert newest == NOW - timedelta(hours=3)


def test_loading_again_changes_nothing(database: Database) -> None:
    first = load(database)
    again = load(database)

    assert (again.articles, again.comments.total()) == (0, 0)
    assert again.repeated == first.comments.total()
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count(Comment.pk))) == first.comments.total()


@pytest.mark.parametrize(
    ("articles", "comments", "fault"),
    [
        (None, None, "holds no articles.jsonl"),
        ("nonsense", "", "articles.jsonl, line 1"),
        ('{"article_id": "1", "title": "t"}', '\n{"id": "c"}', "comments.jsonl, line 2"),
        ('{"article_id": "1", "title": "t"}', '{"id": "c", "article_id": "2", "text": "x"}', "belongs to no article"),
        ('{"article_id": "1", "title": "t", "published_at": "x"}', "", "wants published_at"),
        ('{"article_id": "1", "title": "t", "published_at": "2026-01-01"}', "", "wants published_at"),
    ],
)
def test_faulty_seeds_are_named(
    database: Database, tmp_path: Path, articles: str | None, comments: str | None, fault: str
) -> None:
    for name, text in (("articles.jsonl", articles), ("comments.jsonl", comments)):
        if text is not None:
            (tmp_path / name).write_text(text)

    with pytest.raises(SeedError, match=fault) as caught:
        load(database, tmp_path)

    assert fault in caught.value.detail
