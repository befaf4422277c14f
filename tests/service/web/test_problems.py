"""Every error as an answer."""

from typing import Any, NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import errors
from service.errors import NazerError
from service.messages import catalogue
from service.web import problems


def all_errors(kind: type[NazerError] = NazerError) -> list[type[NazerError]]:
    return [one for child in kind.__subclasses__() for one in (child, *all_errors(child))]


def test_every_error_has_a_status_and_a_slug_of_its_own() -> None:
    known = [error for error in all_errors() if error.__module__ == errors.__name__]
    assert set(known) == set(problems.STATUS_OF)
    slugs = [error.slug for error in known]
    assert len(set(slugs)) == len(slugs)
    assert NazerError.slug not in slugs


@pytest.mark.parametrize("slug", sorted(problems.slugs()))
def test_every_problem_has_words_and_a_page(client: FlaskClient, slug: str) -> None:
    for part in ("title", "detail", "page"):
        assert catalogue("fa")[f"problem.{slug}.{part}"]
    page = client.get(f"/problems/{slug}")
    assert page.status_code == 200
    assert catalogue("fa")[f"problem.{slug}.title"] in page.get_data(as_text=True)


def test_an_unknown_problem_has_no_page(client: FlaskClient) -> None:
    assert client.get("/problems/nothing").status_code == 404
    assert client.get("/problems/error").status_code == 404


def test_a_problem_under_v1_is_a_document_with_all_its_members(client: FlaskClient) -> None:
    answer = client.get("/v1/nothing")
    assert answer.content_type == "application/problem+json"
    assert answer.get_json() == {
        "type": "/problems/not-found",
        "title": "پیدا نشد",
        "status": 404,
        "detail": "آنچه می‌خواستید پیدا نشد.",
        "instance": "/v1/nothing",
        "request_id": answer.headers["X-Request-Id"],
    }
    assert "پیدا".encode() in answer.data


def test_elsewhere_it_is_a_persian_page(client: FlaskClient) -> None:
    answer = client.get("/nothing")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert 'lang="fa" dir="rtl"' in answer.get_data(as_text=True)
    assert answer.headers["X-Request-Id"] in answer.get_data(as_text=True)


@pytest.mark.parametrize(("path", "kind"), [("/v1/counts", "application/problem+json"), ("/healthz", "text/html")])
def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient, path: str, kind: str) -> None:
    answer = client.delete(path)
    assert (answer.status_code, answer.mimetype) == (405, kind)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("error", list(problems.STATUS_OF))
def test_every_error_is_answered_with_its_status(app: Flask, error: type[NazerError]) -> None:
    made: Any = error([]) if error is errors.InvalidInputError else error("جمله", retry_after=7, more="x")

    def fail() -> NoReturn:
        raise made

    app.add_url_rule("/v1/fail", view_func=fail)
    answer = app.test_client().get("/v1/fail")
    assert answer.status_code == problems.STATUS_OF[error]
    assert answer.get_json()["type"] == f"/problems/{error.slug}"
    if error is not errors.InvalidInputError:
        assert answer.get_json()["detail"] == "جمله"
        assert answer.get_json()["more"] == "x"
        assert answer.headers["Retry-After"] == "7"


@pytest.mark.parametrize("path", ["/v1/fail", "/fail"])
def test_an_unforeseen_error_says_nothing_of_its_cause(app: Flask, path: str) -> None:
    def fail() -> NoReturn:
        message = "a secret cause"
        raise RuntimeError(message)

    app.add_url_rule(path, view_func=fail)
    answer = app.test_client().get(path)
    assert answer.status_code == 500
    assert "secret" not in answer.get_data(as_text=True)
    assert "RuntimeError" not in answer.get_data(as_text=True)


def test_a_redirect_is_no_problem(app: Flask) -> None:
    app.add_url_rule("/v1/slash/", view_func=lambda: "x", endpoint="slash")
    answer = app.test_client().get("/v1/slash")
    assert (answer.status_code, answer.headers["Location"]) == (308, "http://localhost/v1/slash/")
