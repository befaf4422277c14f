"""Bad input: every fault at once, and never a 500."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.store.tables import Article
from service.usecases.make_site import SiteKeys
from tests.support import Reader

JSON = "application/json"


def faults(reader: Reader, **members: Any) -> set[tuple[str, str]]:
    draft = reader.draft("متن", captcha={"token": "t", "answer": "1"})
    answer = reader.client.post("/v1/comments", data=json.dumps({**draft, **members}), content_type=JSON)
    assert answer.status_code == 422, answer.get_data(as_text=True)
    problem = answer.get_json()
    assert answer.content_type == "application/problem+json"
    assert all(error["detail"] for error in problem["errors"])
    return {(error["pointer"], error["code"]) for error in problem["errors"]}


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"text": ""}, "empty"),
        ({"text": " \n\t\u200c\u200f\u00a0"}, "empty"),
        ({"text": "x" * 2001}, "too-long"),
        ({"text": "a\0b"}, "control-characters"),
        ({"text": "a\x1bb"}, "control-characters"),
        ({"text": "a\x85b"}, "control-characters"),
        ({"text": "a\ud800b"}, "lone-surrogates"),
        ({"text": 5}, "wrong-type"),
        ({"text": None}, "wrong-type"),
        ({"text": ["متن"]}, "wrong-type"),
        ({"author_name": "n" * 61}, "too-long"),
        ({"author_name": "a\nb"}, "control-characters"),
        ({"author_name": "a\u202eb"}, "bidi-overrides"),
        ({"author_name": "a\u2066b"}, "bidi-overrides"),
        ({"author_name": 7}, "wrong-type"),
        ({"article_id": 5414189}, "wrong-type"),
        ({"article_id": "a/b"}, "bad-identifier"),
        ({"article_id": ""}, "bad-identifier"),
        ({"article_id": "۱۲"}, "bad-identifier"),
        ({"parent_id": 3}, "wrong-type"),
        ({"parent_id": "x" * 101}, "too-long"),
        ({"client_key": "short"}, "too-short"),
        ({"client_key": "k" * 101}, "too-long"),
        ({"client_key": "کلید-کلید"}, "bad-characters"),
        ({"captcha": "12345"}, "wrong-type"),
        ({"captcha": None}, "wrong-type"),
        ({"site": 1}, "wrong-type"),
        ({"surprise": 1}, "unknown-member"),
        ({"a/b~c": 1}, "unknown-member"),
        ({"author_name": "\udfff"}, "lone-surrogates"),
    ],
)
def test_each_fault_has_its_place_and_its_code(reader: Reader, members: dict[str, Any], code: str) -> None:
    (name,) = members
    assert faults(reader, **members) == {("/" + name.replace("~", "~0").replace("/", "~1"), code)}


def test_all_faults_come_at_once(reader: Reader) -> None:
    answer = reader.client.post("/v1/comments", json={"text": "", "author_name": 1, "captcha": {"token": 1}})
    found = {(error["pointer"], error["code"]) for error in answer.get_json()["errors"]}
    assert found == {
        ("/article_id", "missing"),
        ("/text", "empty"),
        ("/author_name", "wrong-type"),
        ("/captcha/token", "wrong-type"),
        ("/captcha/answer", "missing"),
        ("/client_key", "missing"),
    }


def ask(reader: Reader, **members: Any) -> tuple[int, str, list[tuple[str, str]]]:
    """Status, kind of problem and faults of a submission."""
    answer = reader.client.post("/v1/comments", json={**reader.draft("متن"), **members})
    problem = answer.get_json()
    assert all(error["detail"] for error in problem["errors"])
    return answer.status_code, problem["type"], sorted((one["pointer"], one["code"]) for one in problem["errors"])


def close(reader: Reader) -> None:
    with reader.context.database.transaction() as session:
        session.execute(sa.update(Article).values(comments_open=False))


def test_faults_of_the_place_come_with_those_of_the_body(reader: Reader, each_database: str) -> None:
    both = {"text": "", "parent_id": "nowhere"}
    faults_of_both = [("/parent_id", "unknown-parent"), ("/text", "empty")]
    assert ask(reader, **both) == (422, "/problems/invalid-input", faults_of_both)
    unknown = [("/article_id", "unknown-article"), *faults_of_both]
    assert ask(reader, **both, article_id="1") == (422, "/problems/invalid-input", unknown)
    assert ask(reader, **both, article_id=1)[2] == [("/article_id", "wrong-type"), *faults_of_both]
    assert ask(reader, text="", site="pk_other")[2] == [("/site", "unknown-site"), ("/text", "empty")]
    close(reader)
    closed = [("/article_id", "article-closed"), *faults_of_both]
    assert ask(reader, **both) == (422, "/problems/invalid-input", closed)
    assert ask(reader, parent_id="nowhere")[2] == [("/article_id", "article-closed"), ("/parent_id", "unknown-parent")]


def test_a_single_fault_of_the_place_keeps_its_own_status_and_points_to_its_place(
    reader: Reader, each_database: str
) -> None:
    parent = reader.publish("ریشه")
    assert ask(reader, article_id="1") == (404, "/problems/not-found", [("/article_id", "unknown-article")])
    # The parent is there: where it is answered is the only fault.
    assert ask(reader, article_id="1", parent_id=parent)[0] == 404
    assert ask(reader, site="pk_other") == (404, "/problems/not-found", [("/site", "unknown-site")])
    assert ask(reader, parent_id="x") == (422, "/problems/invalid-input", [("/parent_id", "unknown-parent")])
    close(reader)
    assert ask(reader) == (403, "/problems/article-closed", [("/article_id", "article-closed")])


def test_faults_of_the_place_are_found_before_the_captcha_is_spent_and_without_writing(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {"token": reader.captcha()["token"], "answer": "0"}
    drafts = [reader.draft("متن", captcha=wrong, **where) for where in ({"article_id": "1"}, {"parent_id": "x"})]
    monkeypatch.setattr("service.store.database.Database.transaction", None)
    assert [reader.client.post("/v1/comments", json=draft).status_code for draft in drafts] == [404, 422]


def test_a_repeat_gets_its_first_answer_whatever_became_of_the_place(reader: Reader, each_database: str) -> None:
    draft = reader.draft("متن")
    reader.client.post("/v1/comments", json=draft)
    close(reader)
    assert reader.client.post("/v1/comments", json=draft).status_code == 200
    assert reader.client.post("/v1/comments", json={**draft, "text": "دیگر"}).status_code == 409


def test_half_a_character_in_a_name_of_a_member_is_no_fault_of_the_service(reader: Reader) -> None:
    assert faults(reader, **{"\ud800": 1}) == {("", "invalid")}


def test_a_limit_is_named_in_persian_digits(reader: Reader) -> None:
    answer = reader.client.post("/v1/comments", json=reader.draft("x" * 2001))
    (error,) = answer.get_json()["errors"]
    assert "۲۰۰۰" in error["detail"]
    assert "۲۰۰۱" in error["detail"]


@pytest.mark.parametrize("count", [2000])
def test_length_is_counted_in_code_points(reader: Reader, count: int) -> None:
    assert reader.send("😀" * count).status_code == 201


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        (b"", 400, "malformed-body"),
        (b"{", 400, "malformed-body"),
        (b"\xff\xfe{}", 400, "malformed-body"),
        (b'{"text": "\xc3\x28"}', 400, "malformed-body"),
        (b"[" * 30_000, 400, "malformed-body"),
        (b'{"a":' * 10_000, 400, "malformed-body"),
        (b"[" * 100_000, 413, "too-large"),
        (b"9" * 60_000, 400, "malformed-body"),
        (b"[]", 422, "invalid-input"),
        (b'"text"', 422, "invalid-input"),
        (b"null", 422, "invalid-input"),
        (b"NaN", 422, "invalid-input"),
        (b"1e400", 422, "invalid-input"),
        (b" " * 70_000, 413, "too-large"),
    ],
)
def test_a_body_that_is_no_submission_is_told_so(reader: Reader, body: bytes, status: int, slug: str) -> None:
    answer = reader.client.post("/v1/comments", data=body, content_type=JSON)
    assert (answer.status_code, answer.get_json()["type"]) == (status, f"/problems/{slug}")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_another_content_type_is_refused(reader: Reader, kind: str) -> None:
    answer = reader.client.post("/v1/comments", data=b"{}", content_type=kind)
    assert (answer.status_code, answer.get_json()["type"]) == (415, "/problems/unsupported-media-type")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
members = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("site", "article_id", "parent_id", "text", "author_name", "captcha", "client_key", "x"), anything
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=members)
def test_no_input_whatever_is_a_fault_of_the_service(reader: Reader, body: dict[str, Any]) -> None:
    draft = reader.draft("متن", captcha={"token": "t", "answer": "1"})
    answer = reader.client.post("/v1/comments", data=json.dumps({**draft, **body}), content_type=JSON)
    assert answer.status_code in {400, 404, 413, 422}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300))
def test_no_bytes_whatever_are_a_fault_of_the_service(reader: Reader, body: bytes) -> None:
    assert reader.client.post("/v1/comments", data=body, content_type=JSON).status_code in {400, 422}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_what_is_taken_comes_back_as_it_was(reader: Reader, typed: str) -> None:
    answer = reader.send(typed)
    assert answer.status_code in {201, 422}
    if answer.status_code == 201:
        assert answer.get_json()["comment"]["text"] == typed


@pytest.mark.parametrize(
    ("members", "pointer", "code"),
    [
        ({"title": ""}, "/title", "blank"),
        ({"title": "ا" * 1001}, "/title", "too-long"),
        ({"title": 1}, "/title", "wrong-type"),
        ({"body": "a\0"}, "/body", "control-characters"),
        ({"tags": "یک"}, "/tags", "wrong-type"),
        ({"tags": ["یک", 2]}, "/tags/1", "wrong-type"),
        ({"tags": ["ا"] * 101}, "/tags", "too-many"),
        ({"url": "javascript:alert(1)"}, "/url", "bad-url"),
        ({"published_at": "دیروز"}, "/published_at", "bad-time"),
        ({"published_at": "2026-02-01T08:42:00"}, "/published_at", "bad-time"),
        ({"published_at": 5}, "/published_at", "wrong-type"),
        ({"comments_open": "yes"}, "/comments_open", "wrong-type"),
        ({"comments_open": 1}, "/comments_open", "wrong-type"),
    ],
)
def test_an_article_is_read_as_strictly(
    reader: Reader, site: SiteKeys, members: dict[str, Any], pointer: str, code: str
) -> None:
    headers = {"Authorization": f"Bearer {site.secret_key}"}
    answer = reader.client.put("/v1/articles/7", json={"title": "عنوان", **members}, headers=headers)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [(pointer, code)]
