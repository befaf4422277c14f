"""What the page of comments shows of votes, marks and edits, and its pages in the orders by number."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from service.store.tables import Comment
from service.usecases.make_site import SiteKeys
from service.web.comments import thread
from tests.support import Reader, Someone
from tests.visitor import Visitor


@pytest.fixture
def visitor(reader: Reader, site: SiteKeys) -> Visitor:
    return Visitor(reader.client, reader.context, f"/c/{site.public_key}/5414189")


def set_(reader: Reader, comment_id: str, **values: Any) -> None:
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Comment).where(Comment.id == comment_id).values(**values))


def test_votes_marks_and_edits_are_shown_and_described(visitor: Visitor, reader: Reader, each_database: str) -> None:
    author, voter = Someone(reader), Someone(reader)
    comment_id, token = author.publish("متن")
    assert visitor.open().page.xpath("//*[@class='votes' or @class='edited' or contains(@class, 'badge')]") == []
    voter.vote(comment_id, -1)
    Someone(reader).vote(comment_id, 1)
    author.patch(token, text="متن دیگر")
    set_(reader, comment_id, pinned=True, picked=True, newsroom=True)
    visitor.open()
    assert [one.text for one in visitor.page.xpath("//*[@class='votes']/span")] == ["۱ موافق", "۱ مخالف"]
    assert visitor.one("//*[@class='edited']").get("title") == "ویرایش‌شده در ۱۲ بهمن ۱۴۰۴، ۱۲:۱۲"
    badges = [one.text for one in visitor.page.xpath("//*[contains(@class, 'badge')]")]
    assert badges == ["سنجاق‌شده", "برگزیدهٔ تحریریه", "پاسخ تحریریه"]  # as the component says it
    (described,) = json.loads(visitor.one("//script[@type='application/ld+json']").text)["comment"]
    assert (described["upvoteCount"], described["downvoteCount"]) == (1, 1)
    assert described["dateModified"] == "2026-02-01T08:42:00Z"


@pytest.mark.parametrize(("order", "column"), [("liked", "likes"), ("discussed", "replies")])
def test_pages_lead_on_and_back_and_permalinks_to_the_right_one(
    visitor: Visitor, reader: Reader, order: str, column: str, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr(thread, "ROOTS", 2)
    ids = [reader.publish(f"نظر {number}") for number in range(5)]
    for number, comment_id in enumerate(ids):
        set_(reader, comment_id, **{column: (0, 3, 1, 3, 0)[number]})
    set_(reader, reader.publish("سنجاق"), pinned=True)
    assert visitor.open(f"?order={order}").texts() == ["سنجاق", "نظر 3", "نظر 1"]
    seen = []
    for _ in range(2):
        visitor.response = reader.client.get(visitor.one("//a[@rel='next']").get("href").partition("#")[0])
        seen.append(visitor.texts())
    assert seen == [["نظر 2", "نظر 4"], ["نظر 0"]]
    visitor.response = reader.client.get(visitor.one("//a[@rel='prev']").get("href").partition("#")[0])
    assert visitor.texts() == ["نظر 2", "نظر 4"]
    assert visitor.open(f"?order={order}&comment={ids[4]}").texts() == ["نظر 2", "نظر 4"]
    assert visitor.one("//article[contains(@class, 'lit')]").get("id") == f"c-{ids[4]}"
