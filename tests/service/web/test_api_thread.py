"""What readers get of a thread: its comments, nested, in pages, and further replies."""

import json
from typing import Any

import pytest

from service.status import Status
from service.store import thread_pages
from tests.support import THREAD, Reader

UNTOUCHED: dict[str, Any] = {"edited_at": None, "likes": 0, "dislikes": 0, "marks": []}


def shape(comments: list[dict[str, Any]]) -> list[Any]:
    """Texts (or states) as nested lists."""
    return [[one["text"] or one["status"], *shape(one["replies"])] for one in comments]


def test_an_empty_thread_says_so(reader: Reader, each_database: str) -> None:
    assert reader.thread() == {
        "article_id": "5414189",
        "comments_open": True,
        "published": 0,
        "version": 1,
        "order": "newest",
        "link_domains": ["news.example"],
        "comments": [],
        "next": None,
    }


def test_roots_are_newest_first_and_replies_nested_oldest_first(reader: Reader, each_database: str) -> None:
    one = reader.publish("یک")
    reader.publish("دو")
    first = reader.publish("پاسخ ۱", one)
    reader.publish("پاسخ ۲", one)
    reader.publish("پاسخ ۱-۱", first)
    reader.publish("پاسخ ۱-۲", first)
    nested = ["یک", ["پاسخ ۱", ["پاسخ ۱-۱"], ["پاسخ ۱-۲"]], ["پاسخ ۲"]]
    assert shape(reader.thread()["comments"]) == [["دو"], nested]
    oldest = reader.thread("?order=oldest")
    assert oldest["order"] == "oldest"
    assert shape(oldest["comments"]) == [nested, ["دو"]]
    assert oldest["published"] == 6


def test_a_comment_has_what_the_contract_says(reader: Reader, each_database: str) -> None:
    root = reader.publish("ریشه", author_name="<b>مینا</b>")
    reply = reader.publish("پاسخ «نقل»\n\\", root)
    (comment,) = reader.thread()["comments"]
    assert comment == {
        "id": root,
        "parent_id": None,
        "author_name": "<b>مینا</b>",
        "text": "ریشه",
        "status": "published",
        "published_at": "2026-02-01T08:42:00Z",
        **UNTOUCHED,
        "more_replies": None,
        "replies": [
            {
                "id": reply,
                "parent_id": root,
                "author_name": "مینا",
                "text": "پاسخ «نقل»\n\\",
                "status": "published",
                "published_at": "2026-02-01T08:42:00Z",
                **UNTOUCHED,
                "replies": [],
            }
        ],
    }


def test_only_published_comments_are_shown(reader: Reader, each_database: str) -> None:
    reader.send("HOLD")
    reader.send("REJECT")
    reader.publish("متن")
    assert shape(reader.thread()["comments"]) == [["متن"]]


def test_a_held_comment_appears_when_it_is_published_with_the_time_of_publication(
    reader: Reader, clock: Any, each_database: str
) -> None:
    token = reader.send("HOLD").get_json()["status_token"]
    clock.turn(hours=2)
    reader.decide(token.split(".")[0], Status.PUBLISHED)
    (comment,) = reader.thread()["comments"]
    assert (comment["text"], comment["published_at"]) == ("HOLD", "2026-02-01T10:42:00Z")
    assert reader.client.get(f"/v1/submissions/{token}").get_json()["status"] == "published"


@pytest.mark.parametrize("becomes", [Status.REMOVED, Status.WITHDRAWN, Status.HELD])
def test_a_comment_that_is_no_longer_published_keeps_the_place_of_its_replies(
    reader: Reader, becomes: Status, each_database: str
) -> None:
    root = reader.publish("ریشه")
    middle = reader.publish("میان", root)
    reader.publish("برگ", middle)
    lonely = reader.publish("تنها")
    for comment_id in (root, middle, lonely):
        reader.decide(comment_id, becomes)
    answer = reader.thread()
    assert shape(answer["comments"]) == [[becomes.value, [becomes.value, ["برگ"]]]]
    assert answer["published"] == 1
    tomb = answer["comments"][0]
    assert (tomb["id"], tomb["author_name"], tomb["published_at"]) == (root, None, None)
    assert tomb["replies"][0]["parent_id"] == root
    assert "ریشه" not in json.dumps(answer, ensure_ascii=False)


def test_a_comment_that_is_refused_after_all_looks_removed(reader: Reader, each_database: str) -> None:
    root = reader.publish("ریشه")
    reader.publish("پاسخ", root)
    reader.decide(root, Status.HELD)
    reader.decide(root, Status.REJECTED)
    assert shape(reader.thread()["comments"]) == [["removed", ["پاسخ"]]]


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_follow_each_other_without_gap_or_repeat(reader: Reader, order: str, each_database: str) -> None:
    for number in range(7):
        reader.publish(f"نظر {number}")
    seen: list[str] = []
    after: Any = ""
    for _ in range(4):
        page = reader.thread(f"?order={order}&limit=2&after={after}")
        seen += [comment["text"] for comment in page["comments"]]
        after = page["next"]
    assert after is None
    expected = [f"نظر {number}" for number in range(7)]
    assert seen == (expected[::-1] if order == "newest" else expected)


def test_a_page_after_a_comment_that_was_removed_meanwhile_goes_on(reader: Reader, each_database: str) -> None:
    ids = [reader.publish(f"نظر {number}") for number in range(4)]
    page = reader.thread("?limit=2")
    assert page["next"] == ids[2]
    reader.decide(ids[2], Status.REMOVED)
    assert shape(reader.thread(f"?limit=2&after={page['next']}")["comments"]) == [["نظر 1"], ["نظر 0"]]


def test_a_root_with_very_many_replies_is_cut_and_the_rest_can_be_fetched(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr(thread_pages, "MAX_REPLIES", 3)
    root = reader.publish("ریشه")
    first = reader.publish("پ0", root)
    for number in range(1, 8):
        reader.publish(f"پ{number}", first)
    reader.publish("دیگر")
    other, comment = reader.thread()["comments"]
    assert other["more_replies"] is None
    assert shape([comment]) == [["ریشه", ["پ0", ["پ1"], ["پ2"]]]]
    assert comment["more_replies"]["count"] == 5
    answer = reader.client.get(f"/v1/comments/{root}/replies?after={comment['more_replies']['after']}").get_json()
    assert answer["id"] == root
    assert [(reply["text"], reply["parent_id"]) for reply in answer["replies"]] == [(f"پ{n}", first) for n in (3, 4, 5)]
    assert answer["more_replies"]["count"] == 2
    answer = reader.client.get(f"/v1/comments/{root}/replies?after={answer['more_replies']['after']}").get_json()
    assert [reply["text"] for reply in answer["replies"]] == ["پ6", "پ7"]
    assert answer["more_replies"] is None


def test_replies_of_what_is_no_root_or_never_was_published_are_not_found(reader: Reader, each_database: str) -> None:
    held = reader.send("HOLD").get_json()["status_token"].split(".")[0]
    reply = reader.publish("پاسخ", reader.publish("ریشه"))
    for comment_id in (held, reply, "nothing"):
        assert reader.client.get(f"/v1/comments/{comment_id}/replies").status_code == 404


def test_a_reply_that_lost_its_parent_comes_with_the_parents_place(reader: Reader, each_database: str) -> None:
    root = reader.publish("ریشه")
    middle = reader.publish("میان", root)
    reader.publish("برگ", middle)
    reader.decide(middle, Status.REMOVED)
    answer = reader.client.get(f"/v1/comments/{root}/replies").get_json()
    assert [(one["text"], one["status"]) for one in answer["replies"]] == [(None, "removed"), ("برگ", "published")]
    assert [one["parent_id"] for one in answer["replies"]] == [root, middle]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?order=best", "/order"),
        ("?limit=0", "/limit"),
        ("?limit=201", "/limit"),
        ("?limit=۵", "/limit"),
        ("?limit=-1", "/limit"),
        ("?limit=" + "9" * 5000, "/limit"),
        ("?after=nothing", "/after"),
        ("?after=%00", "/after"),
    ],
)
def test_a_query_that_cannot_be_answered_is_told_so(
    reader: Reader, query: str, pointer: str, each_database: str
) -> None:
    answer = reader.client.get(THREAD + query)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.get_json()["errors"]] == [pointer]


def test_a_fault_of_the_service_is_no_unknown_cursor(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    root = reader.publish("ریشه")
    reader.publish("پاسخ", root)

    def fail(*_arguments: Any) -> None:
        raise KeyError(1)

    monkeypatch.setattr("service.store.thread_pages._nest", fail)
    assert reader.client.get(THREAD).status_code == 500
    monkeypatch.setattr("service.store.thread_pages._ids_of_parents", fail)
    assert reader.client.get(f"/v1/comments/{root}/replies").status_code == 500
