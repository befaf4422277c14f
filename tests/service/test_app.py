"""Putting the service together."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).parents[2]


def test_importing_the_service_opens_nothing_and_loads_no_rules(tmp_path: Path) -> None:
    code = (
        "import sys, service.app, service.cli\n"
        "assert 'rules.engine' not in sys.modules\n"
        "assert 'alembic' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=True)
    assert list(tmp_path.iterdir()) == []


def test_an_app_is_made_without_a_database_that_answers(make_app: Callable[..., Flask]) -> None:
    app = make_app(database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert app.test_client().get("/healthz").status_code == 200


def test_the_demo_has_rooms_of_its_own(make_app: Callable[..., Flask]) -> None:
    assert "demo" not in make_app().blueprints
    assert "demo" in make_app(demo=True).blueprints
    assert {"api", "pages", "health", "embed", "login", "desk"} <= make_app().blueprints.keys()
