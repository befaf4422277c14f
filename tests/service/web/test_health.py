"""Alive, and ready."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from service.store import schema


def test_the_service_is_alive_and_ready(client: FlaskClient, each_database: str) -> None:
    alive = client.get("/healthz")
    assert (alive.status_code, alive.get_json()) == (200, {"status": "ok"})
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.get_json()["checks"] == {"database": "ok", "migrations": "ok", "policy": "test-1"}
    assert ready.headers["Cache-Control"] == "no-store"


def test_a_database_that_was_never_migrated_is_not_ready(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    client = make_app(database_url=f"sqlite:///{tmp_path / 'new.db'}").test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["checks"]["migrations"] == f"at nothing, wants {schema.newest()}"
    assert client.get("/healthz").status_code == 200


def test_a_database_that_does_not_answer_is_named_and_nothing_else_is(make_app: Callable[..., Flask]) -> None:
    url = "postgresql+psycopg://nobody:geheim@127.0.0.1:1/none"
    client = make_app(database_url=url).test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["checks"]["database"] == "OperationalError"
    assert "geheim" not in answer.get_data(as_text=True)
    assert client.get("/healthz").status_code == 200
    assert client.get("/v1/counts?ids=1").status_code == 503
