"""What goes round every answer: ids, CORS, headers, the log."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.logs import open_log
from service.usecases.make_site import SiteForm, make_site
from tests.support import ORIGIN, THREAD, Reader

OTHER = "https://evil.example"


def test_every_answer_has_an_id_of_its_own(client: FlaskClient) -> None:
    ids = {client.get(path).headers["X-Request-Id"] for path in ("/healthz", "/v1/nothing", "/", "/nothing")}
    assert len(ids) == 4


@pytest.mark.parametrize(("given", "taken"), [("proxy-id-12345", True), ("a b", False), ("x" * 65, False)])
def test_an_id_is_taken_from_a_trusted_proxy_only(
    client: FlaskClient, make_app: Callable[..., Flask], given: str, *, taken: bool
) -> None:
    headers = {"X-Request-Id": given}
    assert client.get("/healthz", headers=headers).headers["X-Request-Id"] != given
    behind = make_app(trusted_proxies=1).test_client()
    assert (behind.get("/healthz", headers=headers).headers["X-Request-Id"] == given) is taken


def test_the_sites_own_page_may_read_the_answer_and_no_other(reader: Reader) -> None:
    own = reader.client.get(THREAD, headers={"Origin": ORIGIN})
    assert own.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Credentials" not in own.headers
    for origin in (OTHER, "null", ORIGIN + ":8443", "http://news.example", ORIGIN + ".evil.example"):
        answer = reader.client.get(THREAD, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Origin" in answer.headers["Vary"]
    assert "Origin" in reader.client.get(THREAD).headers["Vary"]


def test_a_page_of_one_site_may_not_read_the_answers_about_another(reader: Reader) -> None:
    with reader.context.database.transaction() as session:
        other = make_site(session, reader.context.world, SiteForm("other", origins=(OTHER,)))
    answer = reader.client.get(f"/v1/counts?ids=1&site={other.public_key}", headers={"Origin": ORIGIN})
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer = reader.client.get(f"/v1/counts?ids=1&site={other.public_key}", headers={"Origin": OTHER})
    assert answer.headers["Access-Control-Allow-Origin"] == OTHER


def test_the_browser_may_ask_before_it_posts(reader: Reader) -> None:
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = reader.client.options("/v1/comments", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    refused = reader.client.options("/v1/comments", headers={**asked, "Origin": OTHER})
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_the_page_can_read_a_problem_too(reader: Reader) -> None:
    for answer in (
        reader.client.post("/v1/comments", data=b"{", content_type="application/json", headers={"Origin": ORIGIN}),
        reader.client.post("/v1/comments", json=reader.draft(""), headers={"Origin": ORIGIN}),
        reader.client.get("/v1/articles/none/comments", headers={"Origin": ORIGIN}),
    ):
        assert answer.status_code >= 400
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_the_publishers_and_the_desks_calls_are_not_shared(reader: Reader) -> None:
    for path in ("/", "/healthz", "/nothing"):
        assert "Access-Control-Allow-Origin" not in reader.client.get(path, headers={"Origin": ORIGIN}).headers


def test_pages_may_run_no_script_of_others_and_stand_in_no_frame(client: FlaskClient) -> None:
    page = client.get("/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    data = client.get("/v1/captcha")
    assert data.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert data.headers["Cache-Control"] == "no-store"


def test_a_private_page_is_kept_by_nobody_and_tells_nobody_its_address(reader: Reader) -> None:
    page = reader.client.get("/s/" + reader.send("HOLD").get_json()["status_token"])
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"


@pytest.fixture
def lines(reader: Reader, make_app: Callable[..., Flask]) -> Callable[[], list[dict[str, Any]]]:
    """Lets the reader use an app whose log can be read."""
    stream = io.StringIO()
    reader.client = make_app(log=open_log("INFO", stream)).test_client()
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_the_log_has_one_line_a_request_and_nothing_of_the_reader(
    reader: Reader, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    address = {"REMOTE_ADDR": "203.0.113.77"}
    draft = reader.draft("رازمتن HOLD", author_name="رازنام")
    answer = reader.client.post("/v1/comments", json=draft, environ_base=address)
    token = answer.get_json()["status_token"]
    reader.client.get(f"/s/{token}", environ_base=address)
    reader.client.get(f"/v1/submissions/{token}", environ_base=address)
    reader.client.post("/v1/comments", json={**draft, "text": "رازدو"}, environ_base=address)
    written = lines()
    assert [(line["method"], line["route"], line["status"]) for line in written] == [
        ("GET", "/v1/captcha", 200),
        ("POST", "/v1/comments", 202),
        ("GET", "/s/<token>", 200),
        ("GET", "/v1/submissions/<token>", 200),
        ("POST", "/v1/comments", 409),
    ]
    assert [line.get("outcome") for line in written] == [None, "held", None, None, "conflict"]
    assert written[1]["request_id"] == answer.headers["X-Request-Id"]
    assert all(line["milliseconds"] > 0 for line in written)
    everything = json.dumps(written, ensure_ascii=False)
    for secret in ("رازمتن", "رازنام", "رازدو", "203.0.113", token, draft["client_key"], draft["captcha"]["token"]):
        assert secret not in everything


def test_an_error_is_logged_by_kind_and_place_and_never_with_what_it_quotes(
    reader: Reader, lines: Callable[[], list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        message = "رازمتن"
        raise ValueError(message)

    monkeypatch.setattr("tests.support.FakeEngine.judge", fail)
    assert reader.send("رازمتن").status_code == 500
    line = lines()[-1]
    assert (line["level"], line["error"], line["status"]) == ("error", "ValueError", 500)
    assert any("submit_comment.py" in place for place in line["places"])
    assert "رازمتن" not in json.dumps(line, ensure_ascii=False)
