"""The orders of a thread, pinned comments, the branch of a permalink, and the state that is polled."""

from typing import Any

import pytest
import sqlalchemy as sa

from service.status import Status
from service.store import thread_pages
from service.store.tables import Comment
from tests.support import THREAD, Reader, Someone

STATE = "/v1/articles/5414189/state"


def set_(reader: Reader, comment_id: str, **values: Any) -> None:
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Comment).where(Comment.id == comment_id).values(**values))


def pages(reader: Reader, order: str, limit: int) -> list[list[str]]:
    """The texts of all pages, one after the other."""
    found, after = [], ""
    while True:
        page = reader.thread(f"?order={order}&limit={limit}&after={after}")
        found.append([one["text"] for one in page["comments"]])
        if page["next"] is None:
            return found
        after = page["next"]


@pytest.mark.parametrize(("order", "column"), [("liked", "likes"), ("discussed", "replies")])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_ties_are_parted_by_age_and_pages_have_neither_gap_nor_repeat(
    reader: Reader, order: str, column: str, limit: int, each_database: str
) -> None:
    for text, number in (("یک", 2), ("دو", 0), ("سه", 2), ("چهار", 5), ("پنج", 0), ("شش", 2)):
        set_(reader, reader.publish(text), **{column: number})
    expected = ["چهار", "شش", "سه", "یک", "پنج", "دو"]
    found = pages(reader, order, limit)
    assert [text for page in found for text in page] == expected
    assert {len(page) for page in found} == {limit}


def test_a_vote_between_two_pages_moves_neither(reader: Reader, each_database: str) -> None:
    ids = [reader.publish(f"نظر {number}") for number in range(4)]
    for number, comment_id in enumerate(ids):
        set_(reader, comment_id, likes=number)
    page = reader.thread("?order=liked&limit=2")
    set_(reader, ids[2], likes=0)  # the one that the cursor names
    rest = reader.thread(f"?order=liked&limit=2&after={page['next']}")
    assert [one["text"] for one in rest["comments"]][:1] == ["نظر 1"]
    for wrong in (ids[0] + "~x", ids[0] + "~99999999999", "nothing~1"):
        assert reader.client.get(f"{THREAD}?order=liked&after={wrong}").status_code == 422
    assert reader.client.get(f"{THREAD}?order=liked&after={ids[0]}").status_code == 200


@pytest.mark.parametrize("order", ["newest", "oldest", "liked", "discussed"])
def test_pinned_roots_come_first_once_and_beyond_the_limit(reader: Reader, order: str, each_database: str) -> None:
    ids = [reader.publish(f"نظر {number}") for number in range(6)]
    for number in (1, 4):
        set_(reader, ids[number], pinned=True)
    first, *rest = pages(reader, order, 2)
    assert sorted(first[:2]) == ["نظر 1", "نظر 4"]
    assert len(first) == 4
    everything = first + [text for page in rest for text in page]
    assert sorted(everything) == [f"نظر {number}" for number in range(6)]


def test_a_pinned_comment_that_has_gone_is_no_longer_first(reader: Reader, each_database: str) -> None:
    old, new = reader.publish("کهنه"), reader.publish("تازه")
    reader.publish("پاسخ", old)
    set_(reader, old, pinned=True)
    assert [one["id"] for one in reader.thread()["comments"]] == [old, new]
    reader.decide(old, Status.REMOVED)
    assert [one["id"] for one in reader.thread()["comments"]] == [new, old]


def test_marks_say_what_the_desk_thinks_of_a_comment(reader: Reader, each_database: str) -> None:
    comment_id = reader.publish("متن")
    set_(reader, comment_id, pinned=True, picked=True)
    set_(reader, reader.publish("پاسخ", comment_id), newsroom=True)
    (shown,) = reader.thread()["comments"]
    assert (shown["marks"], shown["replies"][0]["marks"]) == (["pinned", "picked"], ["newsroom"])


def test_a_root_counts_the_published_replies_of_its_branch(reader: Reader, each_database: str) -> None:
    root = reader.publish("ریشه")
    reply = reader.publish("پاسخ", root)
    deep = reader.publish("ژرف", reply)
    held = reader.send("HOLD", parent_id=reply).get_json()["status_token"].partition(".")[0]

    def replies() -> list[int]:
        with reader.context.database.reading() as session:
            return list(session.scalars(sa.select(Comment.replies).order_by(Comment.pk)))

    assert replies() == [2, 0, 0, 0]
    reader.decide(held, Status.PUBLISHED)
    assert replies()[0] == 3
    reader.decide(deep, Status.REMOVED)
    reader.decide(reply, Status.HELD)
    assert replies() == [1, 0, 0, 0]
    reader.decide(deep, Status.PUBLISHED)
    author = Someone(reader)
    _, token = author.publish("دیگر", root)
    assert replies()[0] == 3
    author.call("DELETE", f"/submissions/{token}")
    assert replies()[0] == 2
    one, two = reader.publish("کم"), reader.thread("?order=discussed")["comments"]
    assert [comment["id"] for comment in two] == [root, one]


@pytest.mark.parametrize(
    ("order", "index"),
    [
        ("newest", "ix_comment_article_pk_parent_pk_pk"),
        ("oldest", "ix_comment_article_pk_parent_pk_pk"),
        ("liked", "ix_comment_article_pk_parent_pk_likes_pk"),
        ("discussed", "ix_comment_article_pk_parent_pk_replies_pk"),
    ],
)
def test_every_order_walks_an_index_without_sorting(reader: Reader, order: str, index: str) -> None:
    for number in range(5):
        reader.publish(f"نظر {number}")
    statements: list[tuple[str, Any]] = []
    engine = reader.context.database.engine
    after = reader.thread(f"?order={order}&limit=2")["next"]
    sa.event.listen(engine, "before_cursor_execute", lambda *call: statements.append((call[2], call[3])))
    reader.thread(f"?order={order}&limit=2&after={after}")
    (roots,) = [one for one in statements if "LIMIT" in one[0]]
    with engine.connect() as connection:
        plan = str(connection.exec_driver_sql("EXPLAIN QUERY PLAN " + roots[0], roots[1]).all())
    assert index in plan
    assert "TEMP B-TREE" not in plan


def test_pinned_comments_are_found_through_an_index_of_their_own(reader: Reader) -> None:
    reader.publish("متن")
    statements: list[tuple[str, Any]] = []
    engine = reader.context.database.engine
    sa.event.listen(engine, "before_cursor_execute", lambda *call: statements.append((call[2], call[3])))
    reader.thread("?limit=3")
    (pinned,) = [one for one in statements if "pinned = 1" in one[0] and "LIMIT" not in one[0]]
    with engine.connect() as connection:
        plan = str(connection.exec_driver_sql("EXPLAIN QUERY PLAN " + pinned[0], pinned[1]).all())
    assert "ix_comment_article_pk_pinned" in plan


def branch(reader: Reader, comment_id: str) -> dict[str, Any]:
    answer = reader.client.get(f"/v1/comments/{comment_id}/branch")
    assert answer.status_code == 200
    body: dict[str, Any] = answer.get_json()
    return body


def test_a_permalinks_branch_is_the_whole_branch_as_the_thread_shows_it(reader: Reader, each_database: str) -> None:
    root = reader.publish("ریشه")
    reply = reader.publish("پاسخ", root)
    deep = reader.publish("ژرف", reply)
    reader.publish("دیگر", root)
    found = branch(reader, deep)
    assert (found["article_id"], found["comment_id"]) == ("5414189", deep)
    assert found["path"] == [root, reply, deep]
    assert found["root"] == reader.thread()["comments"][0]
    assert branch(reader, root)["path"] == [root]


def test_a_branch_has_its_comment_also_beyond_what_a_page_shows(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr(thread_pages, "MAX_REPLIES", 2)
    root = reader.publish("ریشه")
    replies = [reader.publish(f"پاسخ {number}", root) for number in range(5)]
    deep = reader.publish("ژرف", replies[4])
    reader.decide(replies[4], Status.REMOVED)
    found = branch(reader, deep)
    shown = found["root"]["replies"]
    assert [one["text"] for one in shown] == ["پاسخ 0", "پاسخ 1", None]
    assert [one["text"] for one in shown[2]["replies"]] == ["ژرف"]
    assert found["root"]["more_replies"] == {"count": 3, "after": replies[1]}
    assert found["path"] == [root, replies[4], deep]


def test_there_is_no_branch_of_what_is_not_published(reader: Reader, each_database: str) -> None:
    held = reader.send("HOLD").get_json()["status_token"].partition(".")[0]
    for comment_id in (held, "nothing", "a%00b"):
        assert reader.client.get(f"/v1/comments/{comment_id}/branch").status_code == 404
    shown = reader.publish("متن")
    assert reader.client.get(f"/v1/comments/{shown}/branch?site=nobody").status_code == 404


def test_the_state_is_one_query_that_a_cdn_may_answer(reader: Reader, each_database: str) -> None:
    reader.publish("متن")
    answer = reader.client.get(STATE)
    assert answer.get_json() == {"published": 1, "version": 2, "comments_open": True}
    assert answer.headers["Cache-Control"] == "public, max-age=15"
    etag = answer.headers["ETag"]
    statements: list[str] = []
    sa.event.listen(reader.context.database.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    again = reader.client.get(STATE, headers={"If-None-Match": f"W/{etag}"})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    assert again.headers["Cache-Control"] == "public, max-age=15"
    assert len(statements) == 1
    reader.publish("دیگر")
    assert reader.client.get(STATE, headers={"If-None-Match": etag}).get_json()["published"] == 2
    assert reader.client.get("/v1/articles/nothing/state").status_code == 404
