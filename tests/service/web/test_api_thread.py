"""What readers get: threads, further replies, counts, articles."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from service.status import Status
from service.store import thread_pages, threads
from service.store.tables import Comment
from service.usecases.make_site import SiteKeys
from service.usecases.visibility import apply_status
from service.web.context import Context
from tests.support import Reader

THREAD = "/v1/articles/5414189/comments"


def decide(context: Context, comment_id: str, becomes: Status) -> None:
    with context.database.transaction() as session:
        comment = session.scalars(sa.select(Comment).where(Comment.id == comment_id)).one()
        apply_status(session, context.world, comment, becomes)


def thread(reader: Reader, query: str = "") -> dict[str, Any]:
    answer = reader.client.get(THREAD + query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    return body


def shape(comments: list[dict[str, Any]]) -> list[Any]:
    """Texts (or states) as nested lists."""
    return [[one["text"] or one["status"], *shape(one["replies"])] for one in comments]


def test_an_empty_thread_says_so(reader: Reader, each_database: str) -> None:
    assert thread(reader) == {
        "article_id": "5414189",
        "comments_open": True,
        "published": 0,
        "version": 1,
        "order": "newest",
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
    assert shape(thread(reader)["comments"]) == [["دو"], nested]
    oldest = thread(reader, "?order=oldest")
    assert oldest["order"] == "oldest"
    assert shape(oldest["comments"]) == [nested, ["دو"]]
    assert oldest["published"] == 6


def test_a_comment_has_what_the_contract_says(reader: Reader, each_database: str) -> None:
    root = reader.publish("ریشه", author_name="<b>مینا</b>")
    reply = reader.publish("پاسخ «نقل»\n\\", root)
    (comment,) = thread(reader)["comments"]
    assert comment == {
        "id": root,
        "parent_id": None,
        "author_name": "<b>مینا</b>",
        "text": "ریشه",
        "status": "published",
        "published_at": "2026-02-01T08:42:00Z",
        "more_replies": None,
        "replies": [
            {
                "id": reply,
                "parent_id": root,
                "author_name": "مینا",
                "text": "پاسخ «نقل»\n\\",
                "status": "published",
                "published_at": "2026-02-01T08:42:00Z",
                "replies": [],
            }
        ],
    }


def test_only_published_comments_are_shown(reader: Reader, each_database: str) -> None:
    reader.send("HOLD")
    reader.send("REJECT")
    reader.publish("متن")
    assert shape(thread(reader)["comments"]) == [["متن"]]


def test_a_held_comment_appears_when_it_is_published_with_the_time_of_publication(
    reader: Reader, clock: Any, each_database: str
) -> None:
    token = reader.send("HOLD").get_json()["status_token"]
    clock.turn(hours=2)
    decide(reader.context, token.split(".")[0], Status.PUBLISHED)
    (comment,) = thread(reader)["comments"]
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
        decide(reader.context, comment_id, becomes)
    answer = thread(reader)
    assert shape(answer["comments"]) == [[becomes.value, [becomes.value, ["برگ"]]]]
    assert answer["published"] == 1
    tomb = answer["comments"][0]
    assert (tomb["id"], tomb["author_name"], tomb["published_at"]) == (root, None, None)
    assert tomb["replies"][0]["parent_id"] == root
    assert "ریشه" not in json.dumps(answer, ensure_ascii=False)


def test_a_comment_that_is_refused_after_all_looks_removed(reader: Reader, each_database: str) -> None:
    root = reader.publish("ریشه")
    reader.publish("پاسخ", root)
    decide(reader.context, root, Status.HELD)
    decide(reader.context, root, Status.REJECTED)
    assert shape(thread(reader)["comments"]) == [["removed", ["پاسخ"]]]


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_follow_each_other_without_gap_or_repeat(reader: Reader, order: str, each_database: str) -> None:
    for number in range(7):
        reader.publish(f"نظر {number}")
    seen: list[str] = []
    after: Any = ""
    for _ in range(4):
        page = thread(reader, f"?order={order}&limit=2&after={after}")
        seen += [comment["text"] for comment in page["comments"]]
        after = page["next"]
    assert after is None
    expected = [f"نظر {number}" for number in range(7)]
    assert seen == (expected[::-1] if order == "newest" else expected)


def test_a_page_after_a_comment_that_was_removed_meanwhile_goes_on(reader: Reader, each_database: str) -> None:
    ids = [reader.publish(f"نظر {number}") for number in range(4)]
    page = thread(reader, "?limit=2")
    assert page["next"] == ids[2]
    decide(reader.context, ids[2], Status.REMOVED)
    assert shape(thread(reader, f"?limit=2&after={page['next']}")["comments"]) == [["نظر 1"], ["نظر 0"]]


def test_a_root_with_very_many_replies_is_cut_and_the_rest_can_be_fetched(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, each_database: str
) -> None:
    monkeypatch.setattr(thread_pages, "MAX_REPLIES", 3)
    root = reader.publish("ریشه")
    first = reader.publish("پ0", root)
    for number in range(1, 8):
        reader.publish(f"پ{number}", first)
    reader.publish("دیگر")
    other, comment = thread(reader)["comments"]
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
    decide(reader.context, middle, Status.REMOVED)
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


def test_an_unchanged_thread_is_answered_with_304_and_a_changed_one_is_not(reader: Reader, each_database: str) -> None:
    reader.publish("یک")
    first = reader.client.get(THREAD)
    etag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = reader.client.get(THREAD, headers={"If-None-Match": etag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    reader.send("HOLD")
    assert reader.client.get(THREAD, headers={"If-None-Match": etag}).status_code == 304
    reader.publish("دو")
    changed = reader.client.get(THREAD, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_a_proxy_that_compresses_weakens_the_etag_and_still_gets_304(reader: Reader) -> None:
    etag = reader.client.get(THREAD).headers["ETag"]
    for asked in (f"W/{etag}", f'"other", W/{etag}', "*"):
        answer = reader.client.get(THREAD, headers={"If-None-Match": asked})
        assert (answer.status_code, answer.data) == (304, b"")


def test_bytes_of_another_format_are_not_kept(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    etag = reader.client.get(THREAD).headers["ETag"]
    monkeypatch.setattr("service.store.threads.FORMAT", threads.FORMAT + 1)
    assert reader.client.get(THREAD, headers={"If-None-Match": etag}).status_code == 200


def test_a_fault_of_the_service_is_no_unknown_cursor(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    root = reader.publish("ریشه")
    reader.publish("پاسخ", root)

    def fail(*_arguments: Any) -> None:
        raise KeyError(1)

    monkeypatch.setattr("service.store.thread_pages._nest", fail)
    assert reader.client.get(THREAD).status_code == 500
    monkeypatch.setattr("service.store.thread_pages._ids_of_parents", fail)
    assert reader.client.get(f"/v1/comments/{root}/replies").status_code == 500


def test_another_worker_sees_the_change_at_once(reader: Reader, make_app: Any, each_database: str) -> None:
    other = make_app().test_client()
    reader.publish("یک")
    assert len(other.get(THREAD).get_json()["comments"]) == 1
    reader.publish("دو")
    assert len(other.get(THREAD).get_json()["comments"]) == 2


def test_counts_are_of_published_comments_and_zero_for_the_unknown(reader: Reader, each_database: str) -> None:
    reader.publish("یک")
    reader.publish("دو")
    reader.send("HOLD")
    answer = reader.client.get("/v1/counts?ids=5414189,999,5414189")
    assert answer.get_json() == {"counts": {"5414189": 2, "999": 0}}
    for query in ("", "?ids=", "?ids=" + ",".join(map(str, range(101))), "?ids=a/b"):
        assert reader.client.get("/v1/counts" + query).status_code == 422


def test_the_counts_in_the_thread_row_are_those_of_the_comments(reader: Reader, each_database: str) -> None:
    one = reader.publish("یک")
    two = reader.publish("دو")
    held = reader.send("HOLD").get_json()["status_token"].split(".")[0]
    decide(reader.context, one, Status.REMOVED)
    decide(reader.context, two, Status.HELD)
    decide(reader.context, held, Status.PUBLISHED)
    assert reader.client.get("/v1/counts?ids=5414189").get_json() == {"counts": {"5414189": 1}}
    assert thread(reader)["published"] == 1


def test_an_article_is_registered_once_and_changed_when_it_changed(
    reader: Reader, site: SiteKeys, each_database: str
) -> None:
    headers = {"Authorization": f"Bearer {site.secret_key}"}
    form = {
        "title": "عنوان",
        "tags": ["یک", "دو"],
        "published_at": "2026-02-01T08:42:00+03:30",
        "url": "https://a.ir/1",
    }

    def put(**changes: Any) -> tuple[int, bool, bool]:
        answer = reader.client.put("/v1/articles/1.a_b~c-d", json={**form, **changes}, headers=headers)
        return answer.status_code, answer.get_json()["created"], answer.get_json()["changed"]

    assert put() == (201, True, True)
    assert put() == (200, False, False)
    assert put(published_at="2026-02-01T05:12:00Z") == (200, False, False)
    assert put(title="عنوان دیگر") == (200, False, True)
    assert reader.client.get("/v1/articles/1.a_b~c-d").get_json() == {
        "article_id": "1.a_b~c-d",
        "title": "عنوان دیگر",
        "url": "https://a.ir/1",
        "comments_open": True,
        "published": 0,
    }


def test_closing_an_article_shows_in_its_thread_at_once(reader: Reader, site: SiteKeys, each_database: str) -> None:
    etag = reader.client.get(THREAD).headers["ETag"]
    headers = {"Authorization": f"Bearer {site.secret_key}"}
    body = {"title": "افزایش حقوق معلمان", "comments_open": False}
    reader.client.put("/v1/articles/5414189", json=body, headers=headers)
    answer = reader.client.get(THREAD, headers={"If-None-Match": etag})
    assert answer.get_json()["comments_open"] is False


@pytest.mark.parametrize("key", ["", "Bearer", "Bearer sk_wrong", "Basic abc", "Bearer پ"])
def test_an_article_is_only_taken_with_the_secret_key(reader: Reader, site: SiteKeys, key: str) -> None:
    answer = reader.client.put("/v1/articles/1", json={"title": "عنوان"}, headers={"Authorization": key})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    public = {"Authorization": f"Bearer {site.public_key}"}
    assert reader.client.put("/v1/articles/1", json={"title": "عنوان"}, headers=public).status_code == 401


def test_an_unknown_article_or_site_is_not_found(reader: Reader, site: SiteKeys, each_database: str) -> None:
    nul = ("/v1/articles/%00", "/v1/articles/%00/comments", "/v1/comments/%00/replies")
    named = ("/v1/articles/1", "/v1/articles/1/comments", f"{THREAD}?site=pk_other", "/v1/counts?ids=1&site=x")
    for path in named + nul:
        assert reader.client.get(path).status_code == 404
    assert reader.client.get(f"{THREAD}?site={site.public_key}").status_code == 200


def test_the_read_path_does_not_ask_more_as_the_thread_grows(reader: Reader) -> None:
    statements: list[str] = []
    engine = reader.context.database.engine
    sa.event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    def cost() -> int:
        statements.clear()
        thread(reader)
        return len(statements)

    for number in range(3):
        reader.publish(f"پ{number}", reader.publish(f"ر{number}"))
    cold_small = cost()
    assert cost() == 1
    for number in range(3, 20):
        reader.publish(f"پ{number}", reader.publish(f"ر{number}"))
    assert cost() == cold_small
    assert cost() == 1


def test_roots_are_found_through_the_index_without_sorting(reader: Reader) -> None:
    statements: list[tuple[str, Any]] = []
    engine = reader.context.database.engine
    sa.event.listen(engine, "before_cursor_execute", lambda *call: statements.append((call[2], call[3])))
    thread(reader, "?limit=3")
    (roots,) = [one for one in statements if "LIMIT" in one[0]]
    with engine.connect() as connection:
        plan = str(connection.exec_driver_sql("EXPLAIN QUERY PLAN " + roots[0], roots[1]).all())
    assert "ix_comment_article_pk_parent_pk_pk" in plan
    assert "TEMP B-TREE" not in plan
