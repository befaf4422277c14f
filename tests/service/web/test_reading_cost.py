"""Reading again: what is not sent twice, what is kept ready, and what is asked of the database."""

from typing import Any

import pytest
import sqlalchemy as sa

from service.status import Status
from service.store import threads
from tests.support import THREAD, Reader


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
    reader.decide(one, Status.REMOVED)
    reader.decide(two, Status.HELD)
    reader.decide(held, Status.PUBLISHED)
    assert reader.client.get("/v1/counts?ids=5414189").get_json() == {"counts": {"5414189": 1}}
    assert reader.thread()["published"] == 1


def test_the_read_path_does_not_ask_more_as_the_thread_grows(reader: Reader) -> None:
    statements: list[str] = []
    engine = reader.context.database.engine
    sa.event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    def cost() -> int:
        statements.clear()
        reader.thread()
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
    reader.thread("?limit=3")
    (roots,) = [one for one in statements if "LIMIT" in one[0]]
    with engine.connect() as connection:
        plan = str(connection.exec_driver_sql("EXPLAIN QUERY PLAN " + roots[0], roots[1]).all())
    assert "ix_comment_article_pk_parent_pk_pk" in plan
    assert "TEMP B-TREE" not in plan
